// A button beside each way of citing that copies it.
const box = document.querySelector(".cite");

for (const text of box?.querySelectorAll(".cite-text") ?? []) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button small copy";
  button.textContent = box.dataset.copy;
  button.setAttribute("aria-describedby", text.getAttribute("aria-labelledby"));
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.textContent);
    box.querySelector("[role=status]").textContent = box.dataset.copied;
  });
  text.after(button);
}

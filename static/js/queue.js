// The moderators' queue by keyboard: J and K walk the rows, Enter opens the one in focus (it is a
// link), R goes to the reason and Escape out of it; digits and L press the buttons that show them.
// Single keys can be switched off, because they get in the way of speech input. A page that is
// closed gives its case back to the other moderators.

const SWITCH = "queue-keys";
const root = document.documentElement;

function keysAreOn() {
  return localStorage.getItem(SWITCH) !== "off";
}

function showSwitch() {
  root.classList.add("has-keys");
  root.classList.toggle("keys-off", !keysAreOn());
  document.querySelector("[data-keys-switch]")?.setAttribute("aria-pressed", String(keysAreOn()));
}

function isTyping(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

function walk(step) {
  const rows = [...document.querySelectorAll(".row a.text")];
  if (!rows.length) return;
  const here = rows.findIndex((row) => row === document.activeElement);
  const open = rows.findIndex((row) => row.getAttribute("aria-current") === "true");
  const from = here === -1 ? open : here;
  rows[Math.min(Math.max(from + step, 0), rows.length - 1)].focus();
}

function press(key) {
  const button = document.querySelector(`.case [data-key="${CSS.escape(key)}"]`);
  if (!button) return false;
  button.click();
  return true;
}

function act(key) {
  if (key === "j" || key === "k") walk(key === "j" ? 1 : -1);
  else if (key === "r") document.querySelector("#verdict-reason")?.focus();
  else return press(key);
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (isTyping(event.target)) {
    if (event.key === "Escape" && event.target.closest(".verdict")) focusCase();
    return;
  }
  if (!event.repeat && keysAreOn() && act(event.key.toLowerCase())) event.preventDefault();
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-keys-switch]")) return;
  localStorage.setItem(SWITCH, keysAreOn() ? "off" : "on");
  showSwitch();
});

// The row that is open: focusing it reads out whose words come next, and J goes on from there.
function focusCase() {
  const row = document.querySelector(".row.open a.text") ?? document.querySelector("#queue h1");
  document.querySelector(".case")?.scrollIntoView({ block: "nearest" });
  row?.focus();
}

// After an act the next row is open, and after a mistake the same one with what is missing.
document.addEventListener("htmx:afterSettle", (event) => {
  if (!document.querySelector("#queue") || event.detail.elt.closest?.("#messages")) return;
  showSwitch();
  const wrong = document.querySelector(".verdict [aria-invalid], .verdict [role=alert]");
  if (wrong) wrong.focus();
  else focusCase();
});

// Sent by the browser after the page is gone. What was opened again since has another claim. The
// browser follows the answer as well, so it must not lead to the next case, which that would take.
window.addEventListener("pagehide", () => {
  const form = document.querySelector("form[data-leave]");
  if (!form) return;
  const left = new FormData(form);
  left.delete("next");
  navigator.sendBeacon(form.action, left);
});

showSwitch();

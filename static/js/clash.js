// The clash in place: where focus goes when more rows have come.

const list = document.getElementById("bouts");
let known = list?.children.length ?? 0;

document.addEventListener("htmx:oobAfterSwap", (event) => {
  if (event.detail.target !== list) return;
  const first = list.children[known]?.querySelector(".bout");
  known = list.children.length;
  requestAnimationFrame(() => {
    first?.focus({ preventScroll: true });
    first?.scrollIntoView({ block: "nearest" });
  });
});

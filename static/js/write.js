// The writing page: its parts, and what ties them together.
import "./tools.js";
import "./keep.js";
import "./counters.js";
import { insert, goToLine } from "./source.js";

// The preview follows the typing by itself; its button is for those without scripts.
for (const button of document.querySelectorAll("[data-without-script]")) button.hidden = true;

document.addEventListener("click", (event) => {
  const line = event.target.closest("[data-line]");
  if (line) {
    event.preventDefault();
    goToLine(Number(line.dataset.line));
  }
  if (event.target.closest("[data-insert]")) {
    insert(`\n\n${document.querySelector("[data-markdown]").textContent}\n\n`);
  }
});

// What an upload gives back can be put into the essay with one press.
document.addEventListener("htmx:afterSwap", () => {
  for (const button of document.querySelectorAll("[data-insert]")) button.hidden = false;
});

// The toolbar of the writing page, and its keys.
import { area, insert, selected } from "./source.js";

// Put marks around the selection, or take them away where they are; an empty one gets `sample`.
function wrap(before, after, sample) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const inside = value.slice(start - before.length, start) === before;
  if (inside && value.slice(end, end + after.length) === after) {
    area.setSelectionRange(start - before.length, end + after.length);
    const kept = value.slice(start, end);
    insert(kept);
    area.setSelectionRange(start - before.length, start - before.length + kept.length);
    return;
  }
  const text = selected() || sample;
  insert(before + text + after);
  area.setSelectionRange(start + before.length, start + before.length + text.length);
}

// Begin each selected line with a mark, or take it away where all have it.
function prefix(mark) {
  const { value } = area;
  const start = value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const found = value.indexOf("\n", area.selectionEnd);
  const end = found < 0 ? value.length : found;
  const lines = value.slice(start, end).split("\n");
  const marked = lines.every((line) => line.startsWith(mark));
  area.setSelectionRange(start, end);
  insert(lines.map((line) => (marked ? line.slice(mark.length) : mark + line)).join("\n"));
}

function footnote() {
  const names = [...area.value.matchAll(/\[\^(\d+)\]/g)].map((match) => Number(match[1]));
  const call = `[^${Math.max(0, ...names) + 1}]`;
  area.setSelectionRange(area.selectionEnd, area.selectionEnd);
  insert(call);
  area.setSelectionRange(area.value.length, area.value.length);
  insert(`${area.value.endsWith("\n") ? "\n" : "\n\n"}${call}: `);
}

// The number after the highest: one that was used before belongs to a claim that readers answered.
function claim() {
  const numbers = [...area.value.matchAll(/\[C(\d+):/g)].map((match) => Number(match[1]));
  wrap(`[C${Math.max(0, ...numbers) + 1}: `, "]", "…");
}

function figure() {
  const box = document.querySelector("#picture-box");
  box.open = true;
  box.querySelector("input[type=file]").focus();
}

const tools = {
  bold: () => wrap("**", "**", "…"),
  italic: () => wrap("*", "*", "…"),
  link: () => wrap("[", "](https://)", "…"),
  heading: () => prefix("## "),
  quote: () => prefix("> "),
  list: () => prefix("- "),
  claim,
  figure,
  footnote,
};
const keys = { b: "bold", i: "italic", k: "link" };
const shifted = { h: "heading", q: "quote", f: "footnote" };

const bar = document.querySelector(".tools");
const buttons = [...bar.querySelectorAll("button")];
bar.hidden = false;

bar.addEventListener("click", (event) => {
  const button = event.target.closest("[data-tool]");
  if (button) tools[button.dataset.tool]();
});

// One stop for the Tab key; the arrows move within the bar.
buttons.forEach((button, place) => (button.tabIndex = place ? -1 : 0));
bar.addEventListener("keydown", (event) => {
  const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -buttons.length, End: buttons.length };
  if (!(event.key in steps)) return;
  event.preventDefault();
  const now = buttons.indexOf(document.activeElement);
  const last = buttons.length - 1;
  const next = Math.min(last, Math.max(0, now + steps[event.key]));
  for (const button of buttons) button.tabIndex = -1;
  buttons[next].tabIndex = 0;
  buttons[next].focus();
});

area.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const tool = (event.shiftKey ? shifted : keys)[event.key.toLowerCase()];
  if (!tool) return;
  event.preventDefault();
  tools[tool]();
});

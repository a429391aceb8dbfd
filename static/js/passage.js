// Answering a passage: selecting words of the essay offers to answer them, which puts them into the
// form for an argument. Without this file there is a page on which to paste them.
import { SKIPPED, around, essay, textOf, widenToWords, wordsOf } from "./essay.js";

const SHOWN = 140; // characters of a quotation that the form shows
const SETTLED = 200; // milliseconds without a change: then the selection is what was meant

const template = document.getElementById("answer-this");
const box = template && document.importNode(template.content.firstElementChild, true);
let offered = null; // what the buttons would answer
let waiting = 0;
let held = false; // a mouse button is down: the selection may still grow
let pressed = false; // one of ours is: on a phone that may take the selection away

// Does it all lie in what is beside the text?
const isNoText = (node) => Boolean((node.closest ? node : node.parentElement).closest(SKIPPED));

// The selected part of the essay. Three clicks select up to the start of the next block, which after
// the last one is beyond the essay.
function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0).cloneRange();
  if (!essay()?.contains(range.startContainer) || isNoText(range.commonAncestorContainer)) return null;
  if (!essay().contains(range.endContainer)) range.setEnd(essay(), essay().childNodes.length);
  widenToWords(range);
  return range;
}

// The claim in which the selection lies, or that it is, a little more or less.
function claimOf(range, quote) {
  const within = (claim) =>
    claim.contains(range.startContainer) && claim.contains(range.endContainer);
  const claims = [...essay().querySelectorAll(".claim[id]")];
  const same = (claim) => range.intersectsNode(claim) && wordsOf(claim) === quote;
  const claim = claims.find((each) => within(each) || same(each));
  return claim && { number: claim.id.replace("claim-", ""), words: wordsOf(claim) };
}

function hide() {
  offered = null;
  box.remove();
}

function offer() {
  const range = selected();
  const quote = range && textOf(range).trim();
  if (!quote || !/[\p{L}\p{N}]/u.test(quote)) return hide();
  offered = { range, quote, claim: claimOf(range, quote) };
  for (const button of box.querySelectorAll("[data-claim]")) {
    button.hidden = !offered.claim;
    button.querySelector("span").textContent = `C${offered.claim?.number}`;
  }
  for (const link of box.querySelectorAll("[data-next]")) leadBack(link, quote);
  place(range);
}

// A visitor logs in first, and comes back to the page on which these words are quoted.
function leadBack(link, quote) {
  link.search = new URLSearchParams({ next: link.dataset.next + encodeURIComponent(quote) });
}

// Behind the block in which the selection ends, so that Tab goes on from there; below the last line,
// on a phone far enough for the handles of the selection.
function place(range) {
  let block = range.endContainer;
  while (block !== essay() && block.parentNode !== essay()) block = block.parentNode;
  if (block === essay()) block = essay().lastElementChild;
  if (block.nextElementSibling !== box) block.after(box);
  const lines = [...range.getClientRects()].filter((line) => line.width);
  const end = lines.at(-1) ?? range.getBoundingClientRect();
  const page = box.offsetParent.getBoundingClientRect();
  const gap = matchMedia("(pointer: coarse)").matches ? 40 : 8;
  const right = document.documentElement.clientWidth - box.offsetWidth - 8;
  const left = Math.max(8, Math.min(end.right - box.offsetWidth / 2, right));
  box.style.left = `${left - page.left}px`;
  box.style.top = `${end.bottom + gap - page.top}px`;
}

function answer(claim) {
  const composer = document.getElementById("composer");
  if (!composer.querySelector("form.writing")) composer.querySelector("button")?.click();
  const fields = composer.querySelector("form.writing").elements;
  const context = claim ? { prefix: "", suffix: "" } : around(offered.range);
  const said = { claim: claim?.number ?? "", quote: claim ? "" : offered.quote, ...context };
  for (const [name, value] of Object.entries(said)) fields[name].value = value;
  fields.whole.checked = false;
  show(composer.querySelector(".answering"), claim);
  hide();
  composer.scrollIntoView();
  fields.source.focus({ preventScroll: true });
}

function show(line, claim) {
  const words = claim?.words ?? offered.quote;
  const short = words.length > SHOWN ? `${words.slice(0, SHOWN - 1)}…` : words;
  line.hidden = false;
  line.querySelector("[data-name]").textContent = claim ? `C${claim.number}` : "";
  line.querySelector("[data-words]").textContent = `‘${short}’`;
}

function plan() {
  clearTimeout(waiting);
  if (!pressed && !held) waiting = setTimeout(offer, SETTLED);
}

if (box && essay()) {
  document.addEventListener("selectionchange", plan);
  document.addEventListener("pointerdown", (event) => {
    pressed = box.contains(event.target);
    held = event.pointerType === "mouse" && !pressed;
  });
  document.addEventListener("pointerup", () => {
    held = false;
    plan();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && offered) hide();
    // The browser may think that one is elsewhere: selecting words moves no focus to them.
    if (event.key !== "Tab" || event.shiftKey || !offered || offered.isReached) return;
    offered.isReached = true;
    event.preventDefault();
    box.querySelector("button, a").focus();
  });
  box.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
  box.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    pressed = false;
    if (button && offered) answer("claim" in button.dataset ? offered.claim : null);
  });
}

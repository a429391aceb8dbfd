// From one unread comment to the next by keyboard: N and P. The links on the page do the same without
// this file. At the end of what is loaded the link of the last one leads on, to another page.
// Single keys can be switched off, because they get in the way of speech input.

const SWITCH = "unread-keys";
const root = document.documentElement;

const keysAreOn = () => localStorage.getItem(SWITCH) !== "off";
const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;
const unread = () =>
  [...document.querySelectorAll("#thread-list .argument > .head > .new")].map((mark) => mark.closest(".argument"));

function showSwitch() {
  root.classList.add("has-keys");
  root.classList.toggle("keys-off", !keysAreOn());
  document.querySelector("[data-keys-switch]")?.setAttribute("aria-pressed", String(keysAreOn()));
}

// The comment that has the focus, or the one whose address the page was opened with.
function current() {
  const focused = document.activeElement?.closest("#thread-list .argument");
  return focused ?? named();
}

function named() {
  const there = location.hash && document.getElementById(location.hash.slice(1));
  return there && there.matches("#thread-list .argument") ? there : null;
}

function show(argument) {
  for (let fold = argument.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    fold.open = true;
  }
  argument.focus({ preventScroll: true });
  argument.scrollIntoView({ block: "start" });
}

// What a link leads to if it has been loaded meanwhile; else the page it names is opened.
function follow(link) {
  if (!link) return;
  const there = document.getElementById(link.hash.slice(1));
  if (there) show(there);
  else location.assign(link.href);
}

function step(forward) {
  const all = unread();
  const here = current();
  const side = forward ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  const beyond = here ? all.filter((argument) => here.compareDocumentPosition(argument) & side) : all;
  const next = forward ? beyond[0] : here && beyond.at(-1);
  if (next) return show(next);
  const edge = forward ? all.at(-1) : all[0];
  const name = forward ? "next" : "previous";
  follow(edge ? edge.querySelector(`[data-step="${name}"]`) : forward && document.querySelector(".first-unread"));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  const key = event.key.toLowerCase();
  if ((key !== "n" && key !== "p") || isTyping(event.target) || !keysAreOn()) return;
  event.preventDefault();
  step(key === "n");
});

document.addEventListener("click", (event) => {
  const link = event.target.closest(".unread-step, .first-unread");
  if (link && document.getElementById(link.hash.slice(1))) {
    event.preventDefault();
    follow(link);
  }
  if (!event.target.closest("[data-keys-switch]")) return;
  localStorage.setItem(SWITCH, keysAreOn() ? "off" : "on");
  showSwitch();
});

showSwitch();
if (named()) show(named());

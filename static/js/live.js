// New comments while one reads: asked for now and then, told of at the window's edge, put where they
// belong when one wants them. Nothing moves by itself. Loaded when the page has long come up; without
// it a reload shows them. README, 'Decisions', has what it costs.
import { keepStill, place } from "./arrived.js";

const FIRST = 15; // seconds from one question to the next while something happens,
const LAST = 120; // and where nothing does
const SLOWER = 1.5;
const IDLE = 1800; // seconds without a hand on the page: then nobody reads it

const box = document.getElementById("arrivals");
let seen = Number(box.dataset.latest); // the newest comment that the page has or has shown
let told = seen; // the newest that the notice knows of
let wait = FIRST;
let timer = 0;
let asked = Date.now();
let touched = Date.now();

// Not all at the same moment: a thousand readers of one page would else come together.
function plan(seconds) {
  clearTimeout(timer);
  timer = setTimeout(ask, seconds * 1000 * (0.8 + 0.4 * Math.random()));
}

// Without cookies, so that every reader gets the one answer that is kept: 'not modified', mostly.
async function ask() {
  timer = 0;
  if (document.hidden || Date.now() - touched > IDLE * 1000) return; // until `wake`
  asked = Date.now();
  try {
    const answer = await fetch(box.dataset.pulse, { credentials: "omit", cache: "no-cache" });
    if (answer.status === 404) return (asked = Infinity); // the essay is not public any more
    const latest = answer.ok ? Number(await answer.text()) : told;
    wait = latest > told ? FIRST : Math.min(wait * SLOWER, LAST);
    if (latest > told) await tell(latest);
  } catch {
    wait = LAST; // no connection
  }
  plan(wait);
}

function wake() {
  touched = Date.now();
  if (document.hidden || timer || touched - asked < 1000) return;
  plan(Math.max(1, FIRST - (touched - asked) / 1000));
}

// What of it is new to this reader. Their own is not, so there may be nothing to say.
async function tell(latest) {
  const had = box.contains(document.activeElement);
  const { news } = box.dataset;
  const url = `${news}${news.includes("?") ? "&" : "?"}after=${seen}`;
  await htmx.ajax("GET", url, { target: box, swap: "innerHTML" });
  told = latest;
  for (const old of document.querySelectorAll(".note > .here")) old.remove();
  for (const here of box.querySelectorAll(".here")) {
    const note = document.getElementById(`comment-${here.dataset.under}`)?.closest(".note");
    here.hidden = !note;
    note?.append(here);
  }
  if (had) box.querySelector("button, a")?.focus();
}

async function show(button) {
  const holder = document.createElement("div");
  holder.hidden = true;
  document.body.append(holder);
  await htmx.ajax("GET", button.dataset.show, { target: holder, swap: "innerHTML" });
  const said = holder.querySelector("[data-said]");
  if (said) {
    let shown = [];
    keepStill(() => {
      shown = place(holder);
      for (const count of [...holder.querySelector("[data-counts]").children]) {
        document.querySelector(`main #${count.id}`)?.replaceWith(count);
      }
    });
    finish(button, said, shown, holder.querySelector("[data-under] > .note"));
  }
  holder.remove();
}

// Say what was shown. Whoever asked for one thread goes there; the rest is still told of.
function finish(button, said, shown, isLeft) {
  const [done, elsewhere] = said.children;
  if (button.dataset.under && shown.length) {
    button.remove();
    shown[0].focus({ preventScroll: true });
    const notice = box.querySelector("[data-count]");
    if (notice) notice.dataset.count -= shown.length;
    if (notice?.dataset.count > 0) return;
  }
  seen = Number(done.dataset.until);
  for (const here of document.querySelectorAll(".note > .here")) here.remove();
  const words = done.querySelector("[data-words]");
  words.textContent = words.dataset.words.replace("{n}", shown.length);
  if (shown.length) done.querySelector("[data-first]").href = `#${shown[0].id}`;
  box.replaceChildren(...[shown.length && done, isLeft && elsewhere].filter(Boolean));
  if (!button.isConnected && !document.activeElement.closest(".argument")) box.querySelector("a")?.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-show]");
  if (button) show(button);
  if (event.target.closest("#arrivals [data-later], #arrivals [data-first]")) box.replaceChildren();
});

for (const hand of ["pointerdown", "keydown", "scroll", "visibilitychange"]) {
  document.addEventListener(hand, wake, { passive: true });
}
plan(FIRST);

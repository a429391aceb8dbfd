// The debate in place: one open form at a time, where focus goes after an act, characters left.
// All of it works without this file, on pages of its own.
import "./kept.js";
import { nameAll } from "./argument.js";

let parked = null; // the form for a new argument, with what is in it, while a reply is written

const composer = () => document.getElementById("composer");
const slotOf = (element) => element.closest(".slot");

// Two forms with the same labels on one page are two chances to write in the wrong one.
function park() {
  const form = composer()?.querySelector("form.writing");
  if (!form || parked) return;
  const back = document.createElement("button");
  back.type = "button";
  back.className = "button";
  back.textContent = composer().querySelector("h3").textContent;
  back.addEventListener("click", () => {
    closeReplies();
    unpark();
    composer().querySelector("textarea").focus();
  });
  form.replaceWith(back);
  parked = { form, back };
}

function unpark() {
  if (!parked) return;
  parked.back.replaceWith(parked.form);
  parked = null;
}

// Close what is open elsewhere, but for boxes in which something was typed.
function closeReplies(except) {
  for (const box of document.querySelectorAll(".slot > .replybox")) {
    const text = box.querySelector("textarea");
    if (slotOf(box) !== except && (!text || text.value === text.defaultValue)) box.remove();
  }
  settle();
}

function settle() {
  if (!document.querySelector(".slot > .replybox")) unpark();
}

function opened(slot) {
  const box = slot.querySelector(".replybox");
  closeReplies(slot);
  if (!box) return;
  if (box.querySelector("form.writing")) park();
  const error = box.querySelector(".error");
  const field = box.querySelector("textarea");
  (field ?? box.querySelector("button, a"))?.focus();
  if (field && !error) field.setSelectionRange(field.value.length, field.value.length);
}

function arrived(item) {
  for (let fold = item.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    fold.open = true;
  }
  const argument = item.querySelector(".argument");
  argument.focus({ preventScroll: true });
  argument.scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", (event) => {
  const cancel = event.target.closest(".slot [data-cancel]");
  const choose = event.target.closest("[data-choose]");
  if (cancel) {
    event.preventDefault();
    const argument = cancel.closest(".argument");
    slotOf(cancel).replaceChildren();
    closeReplies();
    argument.querySelector(".reply, .more-acts")?.focus();
  }
  if (choose && composer()) {
    unpark();
    const side = composer().querySelector(`input[value="${choose.dataset.choose}"]`);
    if (!side) return;
    event.preventDefault();
    side.checked = true;
    composer().scrollIntoView();
    composer().querySelector("textarea").focus();
  }
});

// At once, not when the form has come: what is typed meanwhile must not go to the other one.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target?.classList.contains("slot")) park();
});
for (const failed of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failed, settle);
}
document.addEventListener("htmx:afterSwap", (event) => {
  const { target } = event.detail;
  if (target?.classList.contains("slot")) opened(target);
  if (target?.id === "composer" && composer().querySelector(".error, .nudge")) {
    composer().querySelector("textarea").focus();
  }
  ready();
});

// Who wrote too fast is told when the pause is over; the page says until then how long it takes.
function ready() {
  for (const error of document.querySelectorAll(".error[data-wait]")) {
    const wait = Number(error.dataset.wait);
    delete error.dataset.wait;
    if (wait <= 120) setTimeout(() => (error.textContent = error.dataset.then), wait * 1000);
  }
}
ready();

// What was added out of its turn (a posted comment, more of a list): go to the first of it.
document.addEventListener("htmx:oobAfterSwap", (event) => {
  const list = event.detail.target;
  if (!list?.matches?.("ol")) return;
  const fresh = [...list.children].find((item) => !item.dataset.seen && item.matches(".note"));
  mark(list);
  if (fresh) requestAnimationFrame(() => arrived(fresh));
});

// Every comment that is on the page is known, so that what comes later can be told from it.
function mark(within = document) {
  nameAll(within);
  for (const item of within.querySelectorAll(".note")) item.dataset.seen = "1";
}
mark();

// What comes while one reads is asked for when the page has long come up.
if (document.getElementById("arrivals")) setTimeout(() => import("./live.js"), 5000);
if (document.querySelector("[data-place]")) import("./place.js");

document.addEventListener("input", (event) => {
  const { limit } = event.target.dataset;
  const hint = limit && document.getElementById(`hint-${event.target.id.replace("source-", "")}`);
  if (!hint) return;
  hint.dataset.words ??= hint.textContent;
  const length = [...event.target.value].length;
  hint.classList.toggle("over", length > Number(limit));
  hint.textContent = `${length.toLocaleString()} / ${Number(limit).toLocaleString()}. ${hint.dataset.words}`;
});

// Where comments that came while one reads belong on the page, and how they get there without moving it.
import { listFor, nameAll } from "./argument.js";

// Whatever is put above what one looks at, that stays where it is in the window.
export function keepStill(change) {
  const { style } = document.documentElement;
  const inSight = (each) => each.getClientRects().length && each.getBoundingClientRect().bottom > 0;
  const still = [...document.querySelectorAll("main .argument, .prose > *, .composer")].find(inSight);
  const before = still?.getBoundingClientRect().top;
  style.overflowAnchor = "none";
  change();
  if (still) scrollBy({ top: still.getBoundingClientRect().top - before, behavior: "instant" });
  requestAnimationFrame(() => (style.overflowAnchor = ""));
}

// The list in which it belongs, if the page has that part of the debate.
function placeOf(under, position) {
  if (under) {
    const parent = document.querySelector(`main #comment-${under}`)?.closest(".note");
    return parent && listFor(parent);
  }
  const whole = document.querySelector(".one-list:not(:has(> .more-line)) > .roots");
  return document.getElementById(`list-${position}`) ?? whole;
}

// Into their places; what is there already, as it was loaded in another way, is left out.
export function place(holder) {
  const notes = [...holder.querySelectorAll("[data-under] > .note")];
  const shown = notes.filter((note) => {
    const argument = note.querySelector(".argument");
    const { under } = note.parentElement.dataset;
    const list = placeOf(under, argument.dataset.position);
    if (document.querySelector(`main #${argument.id}`)) note.remove();
    if (!list || !note.isConnected) return false;
    note.classList.add("arrived");
    note.dataset.seen = "1"; // no reason to go there, see debate.js
    if (list.id.startsWith("list-")) list.prepend(note);
    else list.append(note);
    return true;
  });
  nameAll();
  return shown.map((note) => note.querySelector(".argument"));
}

// What 'more replies' brings may have been shown as new before.
document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
  for (const argument of detail.fragment.querySelectorAll(".note > .argument")) {
    if (document.querySelector(`main #${argument.id}`)) argument.parentElement.remove();
  }
});

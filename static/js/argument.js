// One argument on the page: its name for screen readers, and what its line of acts opens in place.
// A page has fifty of them, so that what scripts can add is not sent with each. All that the acts
// open are pages of their own too.

// Visitors are led to the log-in page; only a member's page may write (templates/base.html).
const mayWrite = document.body.hasAttribute("hx-headers");

// Give those that are new on the page and their lists of replies their names, and let scripts lead
// the focus to them.
export function nameAll(within = document) {
  for (const argument of within.querySelectorAll("article.argument:not([tabindex])")) {
    argument.tabIndex = -1;
    argument.setAttribute("aria-label", argument.querySelector(".by").textContent);
    const list = argument.parentElement.matches(".note:not(.flat)") && listFor(argument.parentElement);
    if (list) list.id ||= argument.id.replace("comment", "replies");
    for (const opener of argument.querySelectorAll(".acts > .why, .acts > .more-acts")) {
      opener.role = "button";
      opener.ariaExpanded = "false";
    }
  }
}

// The place for the form that an act opens.
export function slotOf(argument) {
  const there = argument.querySelector(".slot");
  if (there) return there;
  const slot = document.createElement("div");
  slot.className = "slot";
  slot.id = argument.id.replace("comment", "reply");
  argument.append(slot);
  return slot;
}

// The list in which a reply appears: its own, or, where nothing steps further, the one it stands in.
export function listFor(note) {
  if (note.matches(".flat")) return note.closest(".replies");
  return note.querySelector(":scope > .replies, :scope > .thread > .replies");
}

function levelFor(list) {
  let level = 2;
  for (let upper = list; (upper = upper.parentElement.closest(".replies")); ) level += 1;
  return level;
}

function reply(link, event) {
  const argument = link.closest(".argument");
  const note = argument.closest(".note");
  const list = note && listFor(note);
  if (!mayWrite || !list) return;
  event.preventDefault();
  const url = new URL(link.href);
  url.searchParams.set("list", list.id.replace("replies-", ""));
  url.searchParams.set("level", note.matches(".flat") ? levelFor(list) + 1 : levelFor(list));
  htmx.ajax("GET", url.pathname + url.search, { source: link, target: slotOf(argument) });
}

// Open what the link leads to under the line of acts, or close it again.
async function toggle(link, event) {
  event.preventDefault();
  if (link.opened) {
    link.opened.remove();
    link.opened = null;
  } else {
    slotOf(link.closest(".argument"));
    link.opened = document.createElement("div");
    link.closest(".acts").after(link.opened);
    await htmx.ajax("GET", link.pathname, { source: link, target: link.opened });
  }
  link.ariaExpanded = String(Boolean(link.opened));
}

document.addEventListener("click", (event) => {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest(".argument .reply, .argument .acts > [aria-expanded]");
  if (link?.matches(".reply")) reply(link, event);
  else if (link) toggle(link, event);
});

// A button is pressed with the space bar, too.
document.addEventListener("keydown", (event) => {
  if (event.key !== " " || !event.target.matches(".acts > [aria-expanded]")) return;
  event.preventDefault();
  event.target.click();
});

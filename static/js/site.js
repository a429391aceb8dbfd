// What every page needs: the phone's menu closes with Escape, how htmx behaves, and what it does with
// forms and links that a page has dozens of.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

Object.assign(window.htmx.config, {
  defaultSettleDelay: 0, // who presses a new button at once must not leave the page
  allowEval: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  // An answer that refuses has the form with its reasons; one of 503 gives back what was typed.
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "4..", swap: true },
    { code: "503", swap: true, error: true },
    { code: "5..", swap: false, error: true },
  ],
});

// They are sent as they work without scripts, each with its address once. htmx learns it, and the
// buttons get names, so that the focus stays on the one that was pressed, when it comes to them.
document.addEventListener("htmx:beforeProcessNode", ({ target }) => {
  if (!target.matches(":is(form, a)[hx-swap]:not([hx-post], [hx-get])")) return;
  if (target.matches("a")) return target.setAttribute("hx-get", target.getAttribute("href"));
  target.setAttribute("hx-post", target.getAttribute("action"));
  const owner = target.closest("article[id], li[id]");
  target.querySelectorAll("button").forEach((button, n) => (button.id ||= `${owner.id}-${n + 1}`));
});

// What every page needs: the phone's menu closes with Escape, and how htmx behaves.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

Object.assign(window.htmx.config, {
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

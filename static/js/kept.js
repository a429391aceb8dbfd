// The line under a form that says whether what is typed is kept: when the site cannot be reached it
// says so, and the words are sent again as soon as there is a connection.
function unkept(line) {
  line.textContent = line.dataset.offline;
  line.dataset.waits = "";
}

document.addEventListener("htmx:sendError", ({ detail }) => {
  if (detail.elt.dataset.offline) unkept(detail.elt);
});
// An error's page does not belong into a line.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const line = detail.target;
  if (!line.dataset.offline) return;
  if (detail.xhr.status < 500) {
    delete line.dataset.waits;
    return;
  }
  detail.shouldSwap = false;
  unkept(line);
});
addEventListener("online", () => {
  for (const line of document.querySelectorAll("[data-waits]")) {
    line.closest("form").dispatchEvent(new Event("input"));
  }
});

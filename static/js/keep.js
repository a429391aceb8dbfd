// Nothing typed is lost: what the server has not confirmed stays in this window's own storage.
const form = document.querySelector("#essay-form");
const names = ["title", "subtitle", "thesis", "source", "tags", "series", "part", "note"];
const fields = names.map((name) => form.elements[name]).filter(Boolean);
const key = `essay:${form.elements.token.value}`;
const notice = document.querySelector("#unsaved");
const saved = document.querySelector("#saved");

const words = () => JSON.stringify(fields.map((field) => [field.name, field.value]));
let confirmed = words();
let sending = "";
let leaving = false;

function store() {
  try {
    if (words() === confirmed) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, words());
  } catch {
    // The storage is full or switched off; the server's copy is all there is.
  }
}

form.addEventListener("input", store);
form.addEventListener("submit", () => (leaving = true));

saved.addEventListener("htmx:beforeRequest", () => (sending = words()));
saved.addEventListener("htmx:afterRequest", (event) => {
  if (!event.detail.successful) return;
  confirmed = sending;
  store();
});
// The words are in the form: none need to come back.
saved.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status >= 500) event.detail.shouldSwap = false;
});
for (const failure of ["htmx:sendError", "htmx:responseError"]) {
  saved.addEventListener(failure, (event) => {
    const { status } = event.detail.xhr;
    if (status < 400 || status >= 500) saved.textContent = form.dataset.offline;
  });
}

// Ctrl+S saves at once.
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
  event.preventDefault();
  form.dispatchEvent(new CustomEvent("keep"));
});

window.addEventListener("beforeunload", (event) => {
  if (!leaving && words() !== confirmed) event.preventDefault();
});

// Words of an earlier visit that never reached the server.
const stored = sessionStorage.getItem(key);
if (stored && stored !== confirmed && !form.hasAttribute("data-returned")) notice.hidden = false;
else store();

notice.querySelector("[data-restore]").addEventListener("click", () => {
  for (const [name, value] of JSON.parse(stored)) form.elements[name].value = value;
  notice.hidden = true;
  fields[0].dispatchEvent(new Event("input", { bubbles: true }));
  form.elements.source.focus();
});
notice.querySelector("[data-forget]").addEventListener("click", () => {
  sessionStorage.removeItem(key);
  notice.hidden = true;
});

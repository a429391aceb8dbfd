// A form that came back after the session ended: when it is sent, after the reader has logged in in
// another tab, it needs the new session's token. Without this module the site answers once more
// with a new one.
const form = document.querySelector("form[data-resend]");

async function sendWithNewToken(event) {
  event.preventDefault();
  const answer = await fetch(form.dataset.resend, { headers: { Accept: "application/json" } }).catch(() => null);
  if (answer?.ok) form.elements.csrfmiddlewaretoken.value = (await answer.json()).token;
  HTMLFormElement.prototype.submit.call(form); // no field's name hides it
}

if (form) form.addEventListener("submit", sendWithNewToken);

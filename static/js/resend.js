// A form that came back after the session ended: once the reader has logged in in another tab, this
// page needs the new session's token. Without this module the site answers once more with a new one.
const form = document.querySelector("form[data-resend]");

async function refreshToken() {
  if (document.visibilityState !== "visible") return;
  const answer = await fetch(form.dataset.resend, { headers: { Accept: "application/json" } });
  if (answer.ok) form.elements.csrfmiddlewaretoken.value = (await answer.json()).token;
}

if (form) document.addEventListener("visibilitychange", refreshToken);

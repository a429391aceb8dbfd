// Says of what was written within a day how long ago that was. The page itself, which is the same
// for everyone and at every time, has the date.
let words; // made when it is needed: on a phone that blocks the page for longer than all else here

function ago(seconds) {
  words ??= new Intl.RelativeTimeFormat(document.documentElement.lang, {
    numeric: "auto",
    style: "short", // no longer than a date, whose room it takes
  });
  if (seconds < 60) return words.format(0, "second");
  if (seconds < 3600) return words.format(-Math.floor(seconds / 60), "minute");
  return words.format(-Math.floor(seconds / 3600), "hour");
}

function say(part) {
  for (const time of part.querySelectorAll(".argument > .head time")) {
    const seconds = (Date.now() - Date.parse(time.dateTime)) / 1000;
    if (seconds < 0 || seconds >= 86400 || time.title) continue;
    time.title = time.textContent;
    time.textContent = ago(seconds);
  }
}

say(document);
document.addEventListener("htmx:load", (event) => say(event.detail.elt.parentNode ?? document));

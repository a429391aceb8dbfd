// Where a member stopped reading: told when they leave the page, offered as a link when they come back.
import { essay, wordsOf } from "./essay.js";

const WORDS = 80; // characters by which a paragraph is told from the others
const line = document.querySelector("[data-place]");
const link = line.querySelector("a");
const headers = JSON.parse(document.body.getAttribute("hx-headers"));
let told = null; // the block that was told of last

const blocks = () => [...essay().children].filter((block) => block.offsetHeight && block.textContent.trim());
const start = (block) => [...wordsOf(block)].slice(0, WORDS).join("").trim();

// The block one reads is the last that begins above the middle of the window.
function tell() {
  const all = blocks();
  const at = all.findLastIndex((block) => block.getBoundingClientRect().top < innerHeight / 2);
  if (at < 1 || all[at] === told) return;
  told = all[at];
  const isRead = essay().getBoundingClientRect().bottom < innerHeight;
  const heading = all.slice(0, at + 1).findLast((block) => /^H[2-6]$/.test(block.tagName));
  const share = isRead ? 100 : Math.round((100 * at) / all.length);
  const body = new URLSearchParams({ words: start(told), heading: heading?.id ?? "", share });
  fetch(line.dataset.place, { method: "POST", body, headers, keepalive: true }).catch(() => {});
}

// Browsers that look for no words are led to them, too.
link?.addEventListener("click", (event) => {
  const there = blocks().find((block) => wordsOf(block).startsWith(link.dataset.words));
  if (!there) return;
  event.preventDefault();
  there.tabIndex = -1;
  there.focus({ preventScroll: true });
  there.scrollIntoView({ block: "start" });
});

// The first on a phone, where a page may be thrown away unseen; the second where one goes on to another.
document.addEventListener("visibilitychange", () => document.hidden && tell());
window.addEventListener("pagehide", tell);

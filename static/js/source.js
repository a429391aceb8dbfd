// The essay's text area: every change goes through here, so that Undo knows it.
export const area = document.querySelector("#id_source");

// Put `text` in place of the selection. execCommand is the one way that keeps the browser's own
// history of undoing; setRangeText is for browsers that do not have it for text areas.
export function insert(text) {
  area.focus();
  if (document.execCommand("insertText", false, text)) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

export const selected = () => area.value.slice(area.selectionStart, area.selectionEnd);

export function goToLine(number) {
  const lines = area.value.split("\n");
  const start = lines.slice(0, number - 1).join("\n").length + (number > 1 ? 1 : 0);
  area.focus();
  area.setSelectionRange(start, start + lines[number - 1].length);
  // A browser does not scroll to a selection that a script makes.
  area.scrollTop = (area.scrollHeight * (number - 4)) / lines.length;
}

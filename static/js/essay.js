// The essay's text as the server reads it (forum/text/plain.py), so that a quotation is found there:
// without the marks of notes and what stands in the margin, with one space for any white space and
// between blocks.
export const SKIPPED = "sup, .tags-c, .aside, .conceded, .back, .answer-this";
const BLOCKS = "blockquote, br, div, figcaption, figure, h2, h3, h4, h5, h6, hr, li, p, pre, td, th, tr";
const CONTEXT = 32; // characters kept on each side of a quotation

export const essay = () => document.querySelector(".prose");

// Words are answered whole, wherever in them the selection begins and ends.
export function widenToWords(range) {
  const { startContainer: first, startOffset: start, endContainer: last, endOffset: end } = range;
  const opening = wordAt(first, start);
  const closing = wordAt(last, end - 1);
  if (opening) range.setStart(first, opening.index);
  if (closing) range.setEnd(last, closing.index + closing.segment.length);
}

function wordAt(node, at) {
  if (node.nodeType !== Node.TEXT_NODE || !Intl.Segmenter) return null;
  const found = new Intl.Segmenter(undefined, { granularity: "word" }).segment(node.data).containing(at);
  return found?.isWordLike ? found : null;
}

export function textOf(range) {
  const piece = document.createElement("div");
  piece.append(range.cloneContents());
  for (const element of piece.querySelectorAll(SKIPPED)) element.remove();
  for (const block of piece.querySelectorAll(BLOCKS)) {
    block.before(" ");
    block.after(" ");
  }
  return piece.textContent.replace(/\s+/g, " ");
}

export function wordsOf(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  return textOf(range).trim();
}

export function around(range) {
  const before = document.createRange();
  before.selectNodeContents(essay());
  const after = before.cloneRange();
  before.setEnd(range.startContainer, range.startOffset);
  after.setStart(range.endContainer, range.endOffset);
  return {
    prefix: textOf(before).slice(-CONTEXT - 1),
    suffix: textOf(after).slice(0, CONTEXT + 1),
  };
}

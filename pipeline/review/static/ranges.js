// Ranges of the text on the page: from offsets, and from what the reviewer has selected.

import { app } from "./model.js";
import { drawn } from "./text_view.js";

/** Highlight ranges without touching the text. */
export function setHighlight(name, ranges) {
  if (!globalThis.Highlight) return;
  CSS.highlights.set(name, new Highlight(...ranges.filter(Boolean)));
}

/** Return the range of the page that shows code points `start` to `end`. */
export function rangeOf(start, end) {
  const { toUnit } = app.doc.offsets;
  return rangeOfUnits(toUnit(start), toUnit(end));
}

/** Return the range of the page that shows UTF-16 units `start` to `end`. */
export function rangeOfUnits(start, end) {
  const range = document.createRange();
  const [from, to] = [pointAt(start, true), pointAt(end, false)];
  if (!from || !to) return null;
  range.setStart(...from);
  range.setEnd(...to);
  return range;
}

/** Return the text node at a unit of the text and the offset in it, or null. */
export function pointAt(unit, forward) {
  const paragraph = drawn().find((one) => unit <= one.end && (forward ? unit < one.end || one.start === one.end : unit > one.start || unit === one.start));
  if (!paragraph) return null;
  const walker = document.createTreeWalker(paragraph.element, NodeFilter.SHOW_TEXT);
  let left = unit - paragraph.start;
  while (walker.nextNode()) {
    const { length } = walker.currentNode;
    if (left < length || (!forward && left === length)) return [walker.currentNode, left];
    left -= length;
  }
  return null;
}

/** Return the reviewer's selection as code points, without blanks at its ends, or null. */
export function selectedRange() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const from = unitOf(range.startContainer, range.startOffset);
  const to = unitOf(range.endContainer, range.endOffset);
  return from === null || to === null ? null : trimmed(Math.min(from, to), Math.max(from, to));
}

/** Return units as code points, without blanks at the ends, or null for nothing but blanks. */
export function trimmed(from, to) {
  const { text, offsets } = app.doc;
  while (from < to && /\s/.test(text[from])) from++;
  while (from < to && /\s/.test(text[to - 1])) to--;
  return from < to ? { start: offsets.toPoint(from), end: offsets.toPoint(to) } : null;
}

function unitOf(node, offset) {
  const element = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-index]");
  if (!element) return null;
  const range = document.createRange();
  range.setStart(element, 0);
  range.setEnd(node, offset);
  return drawn()[Number(element.dataset.index)].start + range.toString().length;
}

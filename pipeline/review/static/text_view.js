// The article as printed: paragraphs (long ones in parts), and in each the marks as nested inline boxes, lane by lane.

import { $, el, emit, fill, on } from "./dom.js";
import { assignLanes } from "./lanes.js";
import { app, paintOf, relatedTo, select, view, views } from "./model.js";
import { pointAt, rangeOf, setHighlight } from "./ranges.js";

const FEWEST_LANES = 2;
const MOST_LANES = 8;
const PART = 1000;

let paragraphs = [];
// The boxes of each mark, and the paragraphs that they are in, by key.
let pieces = new Map();
let homes = new Map();
let marked = [];

/** Return the parts of the text with their elements, in order. */
export const drawn = () => paragraphs;

/** Draw the open document anew. */
export function drawText() {
  paragraphs = split();
  pieces = new Map();
  homes = new Map();
  for (const item of views()) if (isDrawn(item)) place(toMark(item));
  fill($("#text"), [...new Set(paragraphs.map((paragraph) => paragraph.block))]);
  paragraphs.forEach(drawParagraph);
  $("#scroll").scrollTop = 0;
  markSelection();
}

function split() {
  const found = [];
  let start = 0;
  for (const line of app.doc.text.split("\n")) {
    const block = el("p", { class: "paragraph" });
    for (const text of parts(line)) {
      // A part of a long paragraph stands in the line with the others.
      const element = text.length === line.length ? block : block.appendChild(el("span"));
      element.dataset.index = found.length;
      found.push({ text, start, end: start + text.length, element, block, lanes: 0, marks: [] });
      start += text.length;
    }
    start++;
  }
  return found;
}

// A long paragraph is drawn in parts, so that a change draws little anew; each ends with a sentence where it can.
function parts(line) {
  const found = [];
  for (let from = 0; from < line.length || !found.length; ) {
    const sentence = line.indexOf("。", from + PART) + 1;
    const to = sentence > 0 && sentence < from + 2 * PART ? sentence : Math.min(from + PART, line.length);
    found.push(line.slice(from, to));
    from = to;
  }
  return found;
}

const isDrawn = (item) => item.status !== "withdrawn" && item.layer !== "posts" && !app.hiddenLayers.has(paintOf(item));

function toMark(item) {
  const { toUnit } = app.doc.offsets;
  return { key: item.key, start: toUnit(item.start), end: toUnit(item.end), classes: classesOf(item) };
}

function classesOf(item) {
  return [`l-${paintOf(item)}`, item.status, item.origin === "gone" ? "gone" : ""].filter(Boolean);
}

// Give a mark to its paragraphs, mostly one, and return them.
function place(mark) {
  const found = [];
  for (let n = paragraphAt(mark.start); n < paragraphs.length && paragraphs[n].start < mark.end; n++) {
    paragraphs[n].marks.push({ ...mark });
    remember(homes, mark.key, paragraphs[n]);
    found.push(paragraphs[n]);
  }
  return found;
}

// The number of the paragraph that holds a unit of the text.
function paragraphAt(unit) {
  let [low, high] = [0, paragraphs.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (paragraphs[middle].end <= unit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function drawParagraph(paragraph) {
  const { element, text, start, end, marks } = paragraph;
  for (const mark of marks) {
    mark.from = Math.max(mark.start, start) - start;
    mark.to = Math.min(mark.end, end) - start;
  }
  for (const old of element.querySelectorAll(".mark")) forget(old);
  paragraph.lanes = assignLanes(marks);
  makeRoom(paragraph);
  const bounds = [...new Set([0, text.length, ...marks.flatMap((mark) => [mark.from, mark.to])])].sort((a, b) => a - b);
  const starting = groupBy(marks, "from");
  let active = [];
  let stack = [];
  const root = document.createDocumentFragment();
  for (let n = 0; n + 1 < bounds.length; n++) {
    active = active.filter((mark) => mark.to > bounds[n]).concat(starting.get(bounds[n]) ?? []);
    active.sort((a, b) => b.lane - a.lane);
    stack = nest(root, stack, active);
    (stack.at(-1)?.element ?? root).append(text.slice(bounds[n], bounds[n + 1]));
  }
  element.replaceChildren(root);
}

// The lines of a paragraph are as high as its most crowded part needs.
function makeRoom({ block, lanes, element }) {
  const others = element === block ? [] : paragraphs.filter((other) => other.block === block).map((other) => other.lanes);
  const name = `paragraph lanes-${Math.min(Math.max(lanes, FEWEST_LANES, ...others), MOST_LANES)}`;
  if (block.className !== name) block.className = name;
}

function groupBy(marks, name) {
  const groups = new Map();
  for (const mark of marks) groups.set(mark[name], [...(groups.get(mark[name]) ?? []), mark]);
  return groups;
}

// Boxes that both neighbours share stay open; the others are closed, and opened anew where a mark goes on.
function nest(root, stack, active) {
  let kept = 0;
  while (kept < stack.length && kept < active.length && stack[kept].mark === active[kept]) kept++;
  const open = stack.slice(0, kept);
  for (const mark of active.slice(kept)) {
    const element = document.createElement("span");
    element.className = `mark line lane-${Math.min(mark.lane, 7)} ${mark.classes.join(" ")}`;
    element.dataset.key = mark.key;
    (open.at(-1)?.element ?? root).append(element);
    remember(pieces, mark.key, element);
    open.push({ mark, element });
  }
  return open;
}

function remember(map, key, value) {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

function forget(element) {
  const left = pieces.get(element.dataset.key)?.filter((other) => other !== element) ?? [];
  if (left.length) pieces.set(element.dataset.key, left);
  else pieces.delete(element.dataset.key);
}

/** Draw again what changed: the classes of marks that stay where they are, else their paragraphs. */
function redraw(keys) {
  const moved = keys.filter((key) => !repaint(key));
  if (moved.length) redrawParagraphs(new Set(moved));
  markSelection();
}

function repaint(key) {
  const item = view(key);
  const known = pieces.get(key);
  if (!item || !isDrawn(item)) return !known;
  const mark = toMark(item);
  const olds = (homes.get(key) ?? []).map((paragraph) => paragraph.marks.find((other) => other.key === key));
  if (!known || !olds.length || olds[0].start !== mark.start || olds[0].end !== mark.end) return false;
  for (const old of olds) old.classes = mark.classes;
  for (const element of known) element.className = `mark line lane-${Math.min(olds[0].lane, 7)} ${mark.classes.join(" ")}`;
  return true;
}

function redrawParagraphs(keys) {
  const touched = new Set([...keys].flatMap((key) => homes.get(key) ?? []));
  for (const paragraph of touched) paragraph.marks = paragraph.marks.filter((mark) => !keys.has(mark.key));
  for (const key of keys) {
    homes.delete(key);
    const item = view(key);
    if (item && isDrawn(item)) for (const paragraph of place(toMark(item))) touched.add(paragraph);
  }
  touched.forEach(drawParagraph);
}

function markSelection() {
  for (const element of marked) element.classList.remove("selected", "related");
  marked = [];
  const item = app.selected && app.doc.items.has(app.selected) ? view(app.selected) : null;
  if (!item) return setHighlight("indicator", []);
  for (const element of pieces.get(item.key) ?? []) paint(element, "selected");
  for (const key of relatedTo(item)) for (const element of pieces.get(key) ?? []) paint(element, "related");
  setHighlight("indicator", item.fields?.indicator ? [rangeOf(item.fields.indicator.start, item.fields.indicator.end)] : []);
}

function paint(element, name) {
  element.classList.add(name);
  marked.push(element);
}

/** Scroll to an item's mark, or to the words of one that has none (a post). */
export function scrollTo(key, flash) {
  const item = view(key);
  const target = pieces.get(key)?.[0] ?? pointAt(app.doc.offsets.toUnit(item.start), true)?.[0].parentElement;
  if (!target) return;
  const scroll = $("#scroll");
  for (let tries = 0; tries < 3; tries++) {
    // Paragraphs that were never shown have guessed heights: the place is right at the second glance.
    const box = target.getBoundingClientRect();
    const frame = scroll.getBoundingClientRect();
    if (box.top > frame.top + 60 && box.bottom < frame.bottom - 60) break;
    scroll.scrollTop += box.top - frame.top - frame.height * 0.38;
  }
  if (!flash) return;
  for (const element of pieces.get(key) ?? [target]) {
    element.classList.remove("flash");
    void element.offsetWidth;
    element.classList.add("flash");
  }
}

/** Return the keys of the marks at an element, the innermost first. */
export function keysAt(element) {
  const keys = [];
  for (let mark = element?.closest?.(".mark"); mark; mark = mark.parentElement.closest(".mark")) keys.push(mark.dataset.key);
  return keys;
}

function clicked(event) {
  const selection = getSelection();
  if (!selection.isCollapsed) return;
  const keys = keysAt(event.target);
  if (!keys.length) return;
  // A second click on the same place takes the mark behind.
  const next = keys[(keys.indexOf(app.selected) + 1) % keys.length];
  emit("mark", { key: next, keys });
}

/** Begin to listen. */
export function listenToText() {
  $("#text").addEventListener("click", clicked);
  on("changed", ({ keys }) => app.doc && redraw(keys));
  on("selected", ({ key, scroll, flash }) => {
    markSelection();
    if (key && scroll) scrollTo(key, flash);
  });
  on("mark", ({ key }) => !app.editing && select(key, { scroll: false, from: "text" }));
}

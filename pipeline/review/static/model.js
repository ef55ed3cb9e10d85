// The document that is open: its text, its items, and what was said of each, by me and by others.

import { el, emit } from "./dom.js";
import { offsetsOf } from "./offsets.js";
import { pendingFor } from "./outbox.js";

export const LAYERS = ["people", "positions", "organizations", "dates", "goals", "posts"];
/** The layers of the keys 1 to 5. */
export const MARKED = LAYERS.slice(0, 5);
export const EVIDENCE = { person: "people", position: "positions", organization: "organizations", date: "dates" };
export const DOCUMENT = "document";

/** What is on the screen. */
export const app = { session: null, doc: null, selected: null, hiddenLayers: new Set(), editing: null };

/** Make the document of a server's answer, with what still waits to be confirmed. */
export function openDocument(told) {
  const doc = { ...told, offsets: offsetsOf(told.text), items: new Map(), said: new Map(Object.entries(told.said)) };
  for (const item of told.items) doc.items.set(item.key, { ...item, origin: item.rule === "gold" ? "gold" : "found" });
  app.doc = doc;
  forgetViews();
  for (const proposal of pendingFor(doc.sha256)) say(proposal.item, decisionOf(proposal), { quiet: true });
  for (const [key, said] of doc.said) adopt(key, said);
  return doc;
}

// An item that only a decision tells of: it was added, or the pipeline no longer finds it.
function adopt(key, said) {
  if (key === DOCUMENT || app.doc.items.has(key)) return;
  const decision = said.mine ?? said.others[0] ?? said.settled;
  const shape = decision?.was ?? decision?.state;
  if (!shape || !shape.layer) return;
  const { layer, start, end, fields } = shape;
  const text = slice(start, end);
  const origin = decision.was ? "gone" : "added";
  forgetViews();
  app.doc.items.set(key, { key, layer, start, end, text, fields, rule: decision.was?.rule ?? "", confidence: decision.was?.confidence ?? 1, doubts: [], gold: null, origin });
}

const decisionOf = (proposal) => ({ ...proposal, reviewer: app.session.reviewer, pending: true, time: "" });

/** Note a decision, mine or another's, on an item of the open document. */
export function say(key, decision, { quiet = false } = {}) {
  const said = app.doc.said.get(key) ?? { mine: null, others: [], settled: null, stale: null };
  app.doc.said.set(key, said);
  shown.delete(key);
  if (decision.role === "settler") said.settled = decision.state ? decision : null;
  else if (decision.reviewer === app.session.reviewer) {
    said.mine = decision;
    said.stale = null;
  } else said.others = [...said.others.filter((other) => other.reviewer !== decision.reviewer), ...(decision.state ? [decision] : [])];
  adopt(key, said);
  replaceView(key);
  if (!quiet) emit("changed", { keys: [key] });
}

export const saidOf = (key) => app.doc.said.get(key) ?? { mine: null, others: [], settled: null, stale: null };

// Views are made once and kept until something is said of their item.
const shown = new Map();
let sorted = null;
let joined = null;

function forgetViews() {
  shown.clear();
  sorted = joined = null;
}

// A view that stays where it was takes its old place in the list; else the list is made anew.
function replaceView(key) {
  joined = null;
  if (!sorted) return;
  const next = app.doc.items.has(key) ? view(key) : null;
  const at = next ? placeOf(next) : -1;
  if (at >= 0 && next.status !== "withdrawn") sorted[at] = next;
  else sorted = null;
}

function placeOf(wanted) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (inOrder(sorted[middle], wanted) < 0) low = middle + 1;
    else high = middle;
  }
  return sorted[low]?.key === wanted.key ? low : -1;
}

const inOrder = (a, b) => a.start - b.start || a.end - b.end || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

/** Return an item as it stands by my decision: layer, range, fields, verdict. */
export function view(key) {
  if (!shown.has(key)) shown.set(key, makeView(key));
  return shown.get(key);
}

function makeView(key) {
  const item = app.doc.items.get(key);
  if (!item) return null;
  const said = saidOf(key);
  const state = said.mine?.state ?? null;
  const shape = state?.verdict === "accepted" ? state : item;
  const { layer, start, end, fields } = shape;
  return { ...item, layer, start, end, fields, text: slice(start, end), item, state, said, status: statusOf(item, state) };
}

function statusOf(item, state) {
  if (!state) return item.origin === "gold" ? "missing" : item.origin === "added" ? "withdrawn" : "open";
  if (state.verdict === "rejected") return "rejected";
  if (item.origin === "added" || item.origin === "gold") return "added";
  const same = state.layer === item.layer && state.start === item.start && state.end === item.end;
  return same && sameData(state.fields, item.fields) ? "accepted" : "changed";
}

/** Whether two pieces of plain data are equal, whatever the order of their keys. */
export function sameData(a, b) {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || !a || !b) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => sameData(a[key], b[key]));
}

/** Return the views of all items that count, in the order of the text. */
export function views() {
  sorted ??= [...app.doc.items.keys()].map(view).filter((item) => item.status !== "withdrawn").sort(inOrder);
  return sorted;
}

/** Return words of the text by code points. */
export function slice(start, end) {
  const { text, offsets } = app.doc;
  return text.slice(offsets.toUnit(start), offsets.toUnit(end));
}

/** Return what colours an item: its layer, and for figures whether they are goals or results. */
export const paintOf = ({ layer, fields }) => (layer === "goals" && fields.status === "achieved" ? "results" : layer);

export const keyOf = (layer, start, end) => `${layer}:${start}-${end}`;
export const postKey = (person, position) => `posts:${person.split(":")[1]}@${position.split(":")[1]}`;

/** Return the items that belong to an item: those that a post joins, a post of a person, what a figure is of. */
export function relatedTo(item) {
  if (item.layer === "posts") return Object.values(item.fields.evidence).filter(Boolean);
  if (item.layer === "goals") return item.fields.of ? [item.fields.of] : [];
  joined ??= join();
  return (joined.get(item.key) ?? []).filter((key) => key !== item.key);
}

// Which mentions stand in one post, by mention.
function join() {
  const groups = new Map();
  for (const post of views().filter((item) => item.layer === "posts" && item.status !== "rejected")) {
    const keys = Object.values(post.fields.evidence).filter(Boolean);
    for (const key of keys) groups.set(key, [...(groups.get(key) ?? []), ...keys]);
  }
  return groups;
}

/** Choose an item; the text, the tables and the inspector follow. */
export function select(key, { scroll = true, flash = false, from = "" } = {}) {
  if (key !== null && !app.doc?.items.has(key)) return;
  const before = app.selected;
  app.selected = key;
  app.editing = null;
  emit("selected", { key, before, scroll, flash, from });
}

/** Return the badge of a layer: a letter and its colour. */
export const badge = (paint, letter) => el("span", { class: `letter l-${paint}`, "aria-hidden": "true" }, letter);

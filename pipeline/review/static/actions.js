// What a reviewer does: each action becomes decisions, which the page shows at once and the outbox carries.

import { get } from "./api.js";
import { emit } from "./dom.js";
import { DOCUMENT, LAYERS, app, keyOf, sameData, saidOf, say, select, slice, view, views } from "./model.js";
import { put } from "./outbox.js";
import { defaults } from "./shapes.js";
import { selectedRange } from "./ranges.js";
import { foundRange } from "./search.js";
import * as undo from "./undo.js";
import { t } from "./words.js";

const ident = () => crypto.randomUUID();

/** Return the state of an item as it stands, right or wrong. */
export const stateOf = ({ layer, start, end, fields }, verdict = "accepted") => ({ verdict, layer, start, end, fields });

/** Decide on items of the open document or of others: `steps` are {item, action, state} and more. */
export function decide(steps, { record = true } = {}) {
  const batch = steps.length > 1 ? ident() : null;
  const kept = steps.map((step) => perform(step, batch));
  put(kept.map(({ before, ...proposal }) => proposal));
  if (record) undo.remember(kept);
  const here = kept.filter((step) => step.document === app.doc?.sha256).map((step) => step.item);
  if (here.length) emit("changed", { keys: here });
  emit("decided", { steps: kept });
  return kept;
}

function perform({ document = app.doc.sha256, item, action, state, seen, undoes = null, role = "reviewer", before = null }, batch) {
  const open = document === app.doc?.sha256;
  const standing = open && role === "reviewer" ? saidOf(item).mine : null;
  const known = open && role === "reviewer" ? standing?.id : seen;
  const proposal = { id: ident(), document, item, action, seen: known ?? null, state, undoes, batch, role };
  if (open) say(item, { ...proposal, reviewer: app.session.reviewer, time: "", pending: true, was: standing?.was ?? null }, { quiet: true });
  return { ...proposal, before: standing?.state ?? before };
}

const selected = () => (app.selected ? view(app.selected) : null);

/** Accept the selected item as it stands, or reject it. */
export function judge(verdict) {
  const item = selected();
  if (!item) return;
  const shape = verdict === "rejected" ? item.item : item;
  const step = { item: item.key, action: verdict === "accepted" ? "accept" : "reject", state: stateOf(shape, verdict) };
  const adds = item.origin === "gold" && verdict === "accepted";
  decide([adds ? { ...step, action: "add" } : step]);
  emit("judged", { key: item.key, verdict });
}

/** Change the selected item's fields, layer or borders. */
export function change(action, changes) {
  const item = selected();
  if (!item) return false;
  const state = stateOf({ ...item, ...changes });
  if (item.state && sameData(item.state, state)) return false;
  decide([{ item: item.key, action, state }]);
  if (action !== "borders") emit("judged", { key: item.key, verdict: action, stay: true });
  return true;
}

/** Move the start or the end of the selected item by one character, past blanks. */
export function moveBorder(side, by) {
  const item = selected();
  if (!item || item.layer === "posts") return;
  const { length } = app.doc.offsets;
  let at = item[side] + by;
  const edge = () => (side === "start" ? slice(at, at + 1) : slice(at - 1, at));
  while (at > 0 && at < length && /\s/.test(edge())) at += by;
  const range = { start: item.start, end: item.end, [side]: at };
  if (range.start < 0 || range.end > length || range.start >= range.end) return;
  change("borders", { ...range, fields: moved(item, range) });
}

// A name follows its borders where it was just the words before.
function moved(item, { start, end }) {
  const squeeze = (words) => words.replace(/\s/g, "");
  const words = squeeze(slice(start, end));
  const follow = (name) => (item.fields[name] === squeeze(item.text) ? { [name]: words } : {});
  if (item.layer === "people") return { ...item.fields, ...follow("name") };
  if (item.layer === "organizations") return { ...item.fields, ...follow("name"), ...follow("canonical") };
  return item.fields;
}

/** Give the selected item another layer; it gets the fields of that layer. */
export function relabel(layer) {
  const item = selected();
  if (!item || item.layer === layer || item.layer === "posts") return;
  change("label", { layer, fields: item.item.layer === layer ? item.item.fields : defaults(layer, item.text) });
}

/** Return the range that a new item would have: what is selected, else what the search found. */
export const newRange = () => selectedRange() ?? foundRange();

/** Add a missed item. */
export function add(layer, { start, end }) {
  const key = keyOf(layer, start, end);
  const known = app.doc.items.has(key) ? view(key) : null;
  if (known && !["missing", "rejected", "withdrawn"].includes(known.status)) {
    emit("notice", { word: "exists" });
    return select(key, { flash: true });
  }
  const fields = known ? known.item.fields : defaults(layer, slice(start, end));
  decide([{ item: key, action: "add", state: { verdict: "accepted", layer, start, end, fields } }]);
  getSelection().removeAllRanges();
  select(key, { scroll: false });
  if (!["people", "organizations"].includes(layer)) emit("edit", {});
}

/** Mark the document as read in full, or take that back; `rest` accepts what is undecided. */
export function markRead(rest = false) {
  const isRead = saidOf(DOCUMENT).mine?.state;
  if (isRead && !rest) {
    const mine = saidOf(DOCUMENT).mine;
    return void decide([{ item: DOCUMENT, action: "undo", state: null, undoes: mine.id }]);
  }
  const length = app.doc.offsets.length;
  const read = { item: DOCUMENT, action: "read", state: { verdict: "read", layer: "", start: 0, end: length, fields: {} } };
  const others = rest ? undecided().map((item) => ({ item: item.key, action: "accept", state: stateOf(item) })) : [];
  decide([...others, ...(isRead ? [] : [read])]);
}

/** Return the items of the pipeline on which nothing was decided. */
export const undecided = () => views().filter((item) => item.status === "open" && item.origin === "found" && LAYERS.includes(item.layer));

/** Return what else has the same words by the same rule and is undecided. */
export const sameAs = (key) => get("same", { document: app.doc.sha256, item: key });

/** Decide on all of them as on the item. */
export function applyToAll(key, others) {
  const item = view(key);
  if (!item.state) return;
  const relabelled = item.layer !== item.item.layer;
  decide(
    others.map((other) => {
      const shape = relabelled ? { ...other, layer: item.layer, fields: item.fields } : carries(item) ? { ...other, fields: item.fields } : other;
      const verdict = item.state.verdict;
      const state = stateOf(verdict === "rejected" ? other : shape, verdict);
      return { document: other.document, item: other.key, seen: other.seen, action: verdict === "rejected" ? "reject" : "accept", state };
    }),
  );
}

// The full name of a person or a body is the same wherever it stands; other fields depend on the place.
const carries = (item) => item.status === "changed" && ["people", "organizations"].includes(item.layer);

/** Take back the last step, or do it again; the document where it was done is opened. */
export async function travel(action) {
  const steps = action === "undo" ? await undo.takeBack() : undo.takeAgain();
  if (!steps) return emit("notice", { word: action === "undo" ? "no_undo" : "no_redo" });
  const [first] = steps;
  if (first.document !== app.doc?.sha256) await app.open(first.document);
  const kept = decide(
    steps.map((step) => ({ document: step.document, item: step.item, action, state: step.before, undoes: step.id, role: step.role, seen: step.id })),
    { record: false },
  );
  undo.moved(action, kept);
  emit("notice", { text: t(action === "undo" ? "undone" : "redone"), brief: true });
  if (first.item !== DOCUMENT && app.doc.items.has(first.item)) select(first.item, { flash: true });
}

// People with their posts, bodies, dates, goals and results: a row leads to its words in the text.

import { $, bringIntoView, button, el, fill, on } from "./dom.js";
import { days, quantity, shown } from "./facts.js";
import { app, paintOf, select, view, views } from "./model.js";
import { t } from "./words.js";

const TABS = ["people", "organizations", "dates", "goals", "results"];
const SIGNS = { accepted: "✓", changed: "✎", added: "＋", rejected: "✗", missing: "?", open: "" };

const COLUMNS = {
  people: () => [t("people"), t("posts_of")],
  organizations: () => [t("organizations"), t("canonical"), t("kind")],
  dates: () => [t("dates"), t("value"), t("range")],
  goals: () => [t("quantity"), t("indicator"), t("deadline"), t("owner")],
};
const LAYER_OF = { people: ["people", "posts"], organizations: ["organizations"], dates: ["dates"], goals: ["goals"], results: ["goals"] };

const SOME = 120;
const SOON = 60;

let tab = "people";
let rows = [];
let waiting = 0;
let [first, last] = [0, SOME];

// The tabs and the table of the chosen one.
function drawTables() {
  const tabs = TABS.map((name) => el("button", { role: "tab", type: "button", "data-tab": name, "aria-selected": String(name === tab), onclick: () => show(name) }, t(name), " ", el("span", { class: "count" })));
  const head = el("tr", {}, [...(COLUMNS[tab] ?? COLUMNS.goals)(), ""].map((name) => el("th", { scope: "col" }, name)));
  const frame = el("div", { class: "table" }, el("table", {}, el("thead", {}, head), el("tbody", {})));
  frame.addEventListener("scroll", () => extend(frame), { passive: true });
  fill($("#tables"), el("div", { class: "tabs", role: "tablist" }, tabs), frame);
  refresh();
}

// The counts and the rows anew; where one has scrolled to stays.
function refresh() {
  clearTimeout(waiting);
  const counts = new Map();
  for (const item of views()) counts.set(paintOf(item), (counts.get(paintOf(item)) ?? 0) + 1);
  for (const shown of $("#tables").querySelectorAll("[data-tab]")) shown.lastChild.textContent = counts.get(shown.dataset.tab) ?? 0;
  rows = rowsOf();
  drawRows();
  mark();
}

function show(name) {
  tab = name;
  [first, last] = [0, SOME];
  drawTables();
}

// A long report has thousands of rows: some are there, more come as one scrolls.
function drawRows() {
  fill($("#tables tbody"), rows.slice(first, last).map((row) => row.draw()));
}

function extend(frame) {
  const body = $("#tables tbody");
  if (frame.scrollTop + frame.clientHeight * 2 > frame.scrollHeight && last < rows.length) {
    body.append(...rows.slice(last, last + SOME).map((row) => row.draw()));
    last += SOME;
  }
  if (frame.scrollTop < frame.clientHeight && first > 0) {
    const height = frame.scrollHeight;
    const from = Math.max(0, first - SOME);
    body.prepend(...rows.slice(from, first).map((row) => row.draw()));
    first = from;
    frame.scrollTop += frame.scrollHeight - height;
  }
}

function rowsOf() {
  if (tab === "people") return peopleRows(views());
  return views().filter((item) => paintOf(item) === tab).map((item) => ({ keys: [item.key], draw: () => itemRow(view(item.key)) }));
}

// One row a name, with all that it holds; the row leads to its first mention, and on from there.
function peopleRows(all) {
  const people = groupBy(all.filter((item) => item.layer === "people"), (item) => item.fields.name);
  const posts = all.filter((item) => item.layer === "posts");
  const held = groupBy(posts, (post) => post.fields.person);
  const others = [...held].filter(([name]) => !people.has(name));
  return [...people, ...others].map(([name, items]) => personRow(name, items, held.get(name) ?? []));
}

function personRow(name, items, posts) {
  return { keys: [...items, ...posts].map((item) => item.key), draw: () => drawPerson(name, items, posts) };
}

function drawPerson(name, items, posts) {
  const held = groupBy(posts, (post) => `${post.fields.organization ?? ""} ${post.fields.position}`.trim());
  const chips = [...held].map(([words, same]) => el("div", {}, chip(words, same), sign(same[0])));
  const keys = items.map((item) => item.key).join(" ");
  return el("tr", { "data-key": items[0].key, "data-keys": keys, class: items.every((item) => item.status === "rejected") ? "rejected" : "" }, el("td", {}, name, times(items.length)), el("td", {}, chips), el("td", {}, sign(items[0])));
}

function chip(words, posts) {
  const keys = posts.map((post) => post.key);
  const choose = (event) => {
    event.stopPropagation();
    select(after(keys), { flash: true, from: "table" });
  };
  const kind = posts.every((post) => post.status === "rejected") ? "chip muted" : "chip";
  return button([words, times(keys.length)], choose, { kind, "data-chip": keys.join(" ") });
}

const times = (n) => n > 1 && el("span", { class: "muted small" }, ` ×${n}`);

// What stands for several mentions leads to one after the other.
const after = (keys) => keys[(keys.indexOf(app.selected) + 1) % keys.length];

function groupBy(items, nameOf) {
  const groups = new Map();
  for (const item of items) groups.set(nameOf(item), [...(groups.get(nameOf(item)) ?? []), item]);
  return groups;
}

function sign(item) {
  return el("span", { class: `sign ${item.status === "rejected" ? "bad" : "good"}`, title: t(item.status) }, item.said.stale ? "!" : SIGNS[item.status]);
}

function itemRow(item) {
  return el("tr", { "data-key": item.key, class: item.status }, cells(item).map(([text, kind]) => el("td", { class: kind }, text)), el("td", {}, sign(item)));
}

function cells(item) {
  const { layer, text, fields } = item;
  if (layer === "organizations") return [[text], [fields.canonical], [fields.kind]];
  if (layer === "dates") return [[text], [fields.value], [days({ ...fields, value: null })]];
  return [[quantity(fields), "number"], [shown("indicator", fields.indicator)], [fields.deadline ? days(fields.deadline) : "—"], [fields.owner ?? "—"]];
}

function rowClicked(event) {
  const row = event.target.closest("tr[data-key]");
  if (!row) return;
  select(after((row.dataset.keys ?? row.dataset.key).split(" ")), { flash: true, from: "table" });
}

// The row of the selected item, in the tab where it is; it is brought into the window if it is far away.
function mark({ scroll = false } = {}) {
  for (const row of $("#tables").querySelectorAll("tr[aria-selected]")) row.removeAttribute("aria-selected");
  const at = app.selected ? rows.findIndex((row) => row.keys.includes(app.selected)) : -1;
  if (at < 0) return;
  if (at < first || at >= last) {
    if (!scroll) return;
    first = Math.max(0, at - SOME / 2);
    last = first + SOME;
    drawRows();
  }
  const row = $("#tables tbody").children[at - first];
  row.setAttribute("aria-selected", "true");
  if (scroll) bringIntoView(row);
}

function follow({ key, from }) {
  if (!key) return mark();
  const item = view(key);
  const name = item.layer === "posts" ? "people" : paintOf(item);
  if (from !== "table" && name !== tab && TABS.includes(name)) show(name);
  mark({ scroll: true });
}

// A change within the table draws one row anew; any other the whole, when the text and the inspector are done.
function changed({ keys }) {
  const touched = keys.filter((key) => app.doc.items.has(key)).map(view);
  if (tab !== "people" && touched.every(redrawn)) return mark();
  clearTimeout(waiting);
  waiting = setTimeout(refresh, SOON);
}

function redrawn(item) {
  const at = rows.findIndex((row) => row.keys.includes(item.key));
  const belongs = paintOf(item) === tab && item.status !== "withdrawn";
  if (belongs && at >= first && at < last) $("#tables tbody").children[at - first].replaceWith(itemRow(item));
  return belongs === at >= 0;
}

/** Begin to listen. */
export function listenToTables() {
  $("#tables").addEventListener("click", rowClicked);
  on("selected", follow);
  on("changed", changed);
  on("opened", () => show(tab));
}


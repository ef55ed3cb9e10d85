// People with their posts, bodies, dates, goals and results: a row leads to its words in the text.

import { $, button, el, fill, on } from "./dom.js";
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

let tab = "people";

/** Draw the tabs and the table of the chosen one. */
export function drawTables() {
  const all = views();
  const count = (name) => all.filter((item) => (name === "people" ? item.layer === "people" : paintOf(item) === name)).length;
  const tabs = TABS.map((name) => el("button", { role: "tab", type: "button", "data-tab": name, "aria-selected": String(name === tab), onclick: () => show(name) }, t(name), " ", el("span", { class: "count" }, count(name))));
  fill($("#tables"), el("div", { class: "tabs", role: "tablist" }, tabs), el("div", { class: "table" }, drawTable(all)));
  mark();
}

function show(name) {
  tab = name;
  drawTables();
}

function drawTable(all) {
  const head = el("thead", {}, el("tr", {}, [...(COLUMNS[tab] ?? COLUMNS.goals)(), ""].map((name) => el("th", { scope: "col" }, name))));
  const rows = tab === "people" ? peopleRows(all) : all.filter((item) => paintOf(item) === tab).map(itemRow);
  return el("table", {}, head, el("tbody", {}, rows));
}

// One row a name, with all that it holds; the row leads to its first mention, and on from there.
function peopleRows(all) {
  const people = new Map();
  for (const item of all.filter((one) => one.layer === "people")) {
    const name = item.fields.name;
    people.set(name, [...(people.get(name) ?? []), item]);
  }
  const posts = all.filter((item) => item.layer === "posts");
  const rows = [...people].map(([name, items]) => personRow(name, items, posts.filter((post) => post.fields.person === name)));
  const others = posts.filter((post) => !people.has(post.fields.person));
  return [...rows, ...others.map((post) => personRow(post.fields.person, [post], [post]))];
}

function personRow(name, items, posts) {
  const chips = posts.map((post) => el("div", {}, button(`${post.fields.organization ?? ""} ${post.fields.position}`.trim(), (event) => choose(event, post.key), { kind: `chip ${post.status === "rejected" ? "muted" : ""}`, "data-chip": post.key }), sign(post)));
  const keys = items.map((item) => item.key).join(" ");
  return el("tr", { "data-key": items[0].key, "data-keys": keys, class: items.every((item) => item.status === "rejected") ? "rejected" : "" }, el("td", {}, name, items.length > 1 && el("span", { class: "muted small" }, ` ×${items.length}`)), el("td", {}, chips), el("td", {}, sign(items[0])));
}

function choose(event, key) {
  event.stopPropagation();
  select(key, { flash: true, from: "table" });
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
  const keys = (row.dataset.keys ?? row.dataset.key).split(" ");
  select(keys[(keys.indexOf(app.selected) + 1) % keys.length], { flash: true, from: "table" });
}

// The row of the selected item, in the tab where it is.
function mark({ scroll = false } = {}) {
  for (const row of $("#tables").querySelectorAll("[aria-selected='true']:is(tr)")) row.removeAttribute("aria-selected");
  if (!app.selected) return;
  const row = rowOf(app.selected);
  row?.setAttribute("aria-selected", "true");
  if (scroll) row?.scrollIntoView({ block: "nearest" });
}

function rowOf(key) {
  for (const row of $("#tables").querySelectorAll("tr[data-key]")) {
    if ((row.dataset.keys ?? row.dataset.key).split(" ").includes(key)) return row;
  }
  const chip = $(`#tables [data-chip="${CSS.escape(key)}"]`);
  return chip?.closest("tr") ?? null;
}

function follow({ key, from }) {
  if (!key) return mark();
  const item = view(key);
  const name = item.layer === "posts" ? "people" : paintOf(item);
  if (from !== "table" && name !== tab && TABS.includes(name)) show(name);
  mark({ scroll: true });
}

function changed({ keys }) {
  const touched = keys.filter((key) => app.doc.items.has(key)).map(view);
  const simple = tab !== "people" && touched.every((item) => paintOf(item) === tab && rowOf(item.key) && item.status !== "withdrawn");
  if (!simple) return drawTables();
  for (const item of touched) rowOf(item.key).replaceWith(itemRow(item));
  mark();
}

/** Begin to listen. */
export function listenToTables() {
  $("#tables").addEventListener("click", rowClicked);
  on("selected", follow);
  on("changed", changed);
}


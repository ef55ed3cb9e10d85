// The selected item: what it says and why, what was decided, and all that can be done with it.

import { add, change, judge, markRead, moveBorder, newRange, relabel, undecided } from "./actions.js";
import { $, button, el, emit, fill, on } from "./dom.js";
import { conflictOf, keepTheirs, useMine } from "./conflicts.js";
import { evidenceList, factList, fieldName, shown } from "./facts.js";
import { enter, fieldForm } from "./form.js";
import { enterLink, linkForm } from "./link.js";
import { MARKED, app, badge, paintOf, select, slice, view } from "./model.js";
import { t } from "./words.js";

/** Draw the inspector. */
export function drawInspector() {
  const item = app.selected && app.doc ? view(app.selected) : null;
  const parts = { link: linkPart, new: newPart, read: readPart };
  const special = parts[app.editing];
  if (special) return fill($("#inspector"), special());
  // Who does not see the page hears what is selected.
  $("#said").textContent = item ? [t(paintOf(item)), item.text, t(item.status)].join(" ") : "";
  if (!item) return fill($("#inspector"), el("p", { class: "muted" }, t("no_item")));
  fill($("#inspector"), conflictPart(item), heading(item), app.editing === "edit" ? editPart(item) : [factList(item), evidenceList(item), staleness(item), opinions(item), actions(item)]);
}

function heading(item) {
  const paint = paintOf(item);
  const status = el("span", { class: `small ${{ accepted: "good", changed: "good", added: "good", rejected: "bad" }[item.status] ?? "muted"}` }, t(item.status));
  return el("h2", {}, badge(paint, t(`l_${paint}`)), el("span", {}, item.text), el("span", { class: "small muted" }, t(paint)), status);
}

const staleness = (item) => item.said.stale && el("p", { class: "warn small" }, t(`stale_${item.said.stale}`));

function opinions({ said }) {
  const rows = said.others.map((other) => [other.reviewer, other]);
  if (said.settled) rows.push([`${t("settled")} · ${said.settled.reviewer}`, said.settled]);
  return rows.length > 0 && el("div", {}, rows.map(([name, decision]) => el("div", { class: "opinion" }, el("strong", {}, name), ` ${told(decision.state)}`)));
}

/** Return a state in words: its verdict, and if right its range and fields. */
export function told(state) {
  if (!state) return t("open");
  if (state.verdict === "rejected") return state.layer ? t("rejected") : t("passed_over");
  const fields = Object.entries(state.fields).filter(([name]) => name !== "evidence");
  const words = app.doc && state.layer !== "posts" ? `“${slice(state.start, state.end)}” ` : "";
  return `${t("accepted")}：${words}${t(state.layer)} · ${fields.map(([name, value]) => `${fieldName(state.layer, name)} ${shown(name, value)}`).join("，")}`;
}

function actions(item) {
  const borders = item.layer === "posts" ? [] : [["start", -1, "["], ["start", 1, "]"], ["end", -1, "{"], ["end", 1, "}"]];
  const names = { "[": "start_left", "]": "start_right", "{": "end_left", "}": "end_right" };
  const row = (...buttons) => el("div", { class: "actions" }, buttons);
  return [
    row(
    button(t("accept"), () => judge("accepted"), { key: "a", kind: "main", "data-do": "accept" }),
    button(t("reject"), () => judge("rejected"), { key: "r", "data-do": "reject" }),
    button(t("edit"), () => emit("edit", {}), { key: "e", "data-do": "edit" }),
    button(t("link"), () => emit("link", {}), { key: "l", "data-do": "link" }),
    ),
    row(borders.map(([side, by, key]) => button(t(names[key]), () => moveBorder(side, by), { key, "data-do": `${side}${by}` }))),
    row(item.layer !== "posts" && MARKED.map((layer, n) => button(t(layer), () => relabel(layer), { key: String(n + 1), "data-do": `label-${layer}`, "aria-pressed": String(layer === item.layer) }))),
  ];
}

function editPart(item) {
  const done = () => close();
  return fieldForm(item, {
    cancel: done,
    save: (fields) => {
      close();
      change("edit", { fields });
    },
  });
}

const linkPart = () => linkForm(close);

function newPart() {
  const range = newRange() ?? app.newRange;
  app.newRange = range;
  if (!range) return el("p", {}, t("no_selection"));
  const choose = (layer) => {
    close();
    add(layer, range);
  };
  const buttons = MARKED.map((layer, n) => button(t(layer), () => choose(layer), { key: String(n + 1), "data-new": layer }));
  return [el("p", {}, t("choose_layer", { text: slice(range.start, range.end) })), el("div", { class: "actions" }, buttons, button(t("cancel"), close, { key: "Esc" }))];
}

/** Choose the layer of the new item by its number. */
export function chooseNew(n) {
  $(`#inspector [data-new="${MARKED[n]}"]`)?.click();
}

function readPart() {
  const answer = (rest) => {
    close();
    markRead(rest);
  };
  return [
    el("p", {}, t("rest_offer", { n: undecided().length })),
    el("div", { class: "actions" }, button(t("rest_accept"), () => answer(true), { kind: "main", "data-do": "read-all" }), button(t("only_read"), () => answer(false), { "data-do": "read-only" }), button(t("cancel"), close, { key: "Esc" })),
  ];
}

/** Begin an action that asks for more: "edit", "link", "new", "read". */
export function begin(what) {
  if (!app.doc || (what === "edit" && !app.selected)) return;
  if (what === "edit" && view(app.selected).layer === "posts") what = "link";
  if (what === "new" && !newRange()) return emit("notice", { word: "no_selection" });
  app.newRange = null;
  app.editing = what;
  drawInspector();
  if (what === "edit") enter();
  if (what === "link") enterLink();
  if (what === "read") $('#inspector [data-do="read-all"]').focus();
}

/** End it. */
export function close() {
  app.editing = null;
  drawInspector();
  $("#scroll").focus({ preventScroll: true });
}

function conflictPart(item) {
  const conflict = conflictOf(item.key);
  return (
    conflict &&
    el(
      "div",
      { class: "conflict", role: "alert" },
      el("strong", { class: "bad" }, t("conflict")),
      el("div", { class: "opinion" }, `${t("theirs")}：${told(conflict.standing?.state ?? null)}`),
      el("div", { class: "opinion" }, `${t("yours")}：${told(conflict.proposal.state)}`),
      el("div", { class: "actions" }, button(t("keep_theirs"), () => keepTheirs(item.key), { "data-do": "theirs" }), button(t("use_mine"), () => useMine(item.key), { "data-do": "mine" })),
    )
  );
}

on("selected", drawInspector);
on("changed", ({ keys }) => (keys.includes(app.selected) && app.editing !== "link" ? drawInspector() : undefined));
on("edit", () => begin("edit"));
on("link", () => begin("link"));
on("opened", () => select(null));

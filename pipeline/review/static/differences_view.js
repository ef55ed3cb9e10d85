// Where reviewers differ, how far they agree, and settling it: one more decision, in the role of the settler.

import { get } from "./api.js";
import { decide } from "./actions.js";
import { $, button, el, emit, fill, on } from "./dom.js";
import { told } from "./inspector.js";
import { app, badge } from "./model.js";
import { t } from "./words.js";

/** Draw the panel and ask for differences and figures. */
export async function drawDifferences() {
  fill($("#panel"), el("p", { class: "muted small" }, t("loading")));
  const [rows, figures] = await Promise.all([get("differences"), get("agreement")]);
  if (app.panel !== "differences") return;
  fill($("#panel"), el("div", { class: "list", id: "differences" }, figures.length > 0 && table(figures), rows.length ? rows.map(difference) : el("p", { class: "muted small" }, t("no_differences"))));
}

function table(figures) {
  const head = ["label", "items", "agreed", "kappa", "span_f1"].map((name) => el("th", { scope: "col" }, t(name)));
  const pairs = Map.groupBy(figures, (row) => `${row.first} · ${row.second}`);
  const rows = [...pairs].map(([names, layers]) => [el("tr", {}, el("th", { colspan: head.length, scope: "rowgroup" }, names)), layers.map(figureRow)]);
  return el("div", { class: "wrap" }, el("table", { id: "agreement" }, el("thead", {}, el("tr", {}, head)), el("tbody", {}, rows)));
}

function figureRow({ layer, items, agreed, kappa, spans }) {
  const cells = [t(layer), items, items ? `${(agreed * 100).toFixed(0)}%` : "—", kappa === null ? "—" : kappa.toFixed(2), spans.f1.toFixed(3)];
  return el("tr", {}, cells.map((cell) => el("td", {}, cell)));
}

function difference(row) {
  const open = () => app.open(row.document, row.key);
  const words = el("span", {}, el("span", { class: "muted" }, row.before), el("strong", {}, row.text), el("span", { class: "muted" }, row.after));
  const choices = Object.entries(row.states).map(([name, state]) => button(t("settle_as", { name }), () => settle(row, state), { "data-settle": name }));
  const against = { verdict: "rejected", layer: row.layer, start: row.start, end: row.end, fields: fieldsOf(row) };
  return el(
    "div",
    { class: "difference", "data-difference": row.key },
    el("button", { type: "button", class: "row", onclick: open }, badge(row.layer, t(`l_${row.layer}`)), words),
    Object.entries(row.states).map(([name, state]) => el("div", { class: "small" }, el("strong", {}, name), ` ${told(state)}`)),
    row.settled && el("div", { class: "small good" }, `${t("settled")} · ${row.settled.reviewer}：${told(row.settled.state)}`),
    el("div", { class: "actions" }, choices, button(t("reject_both"), () => settle(row, against), { "data-settle": "" })),
  );
}

const fieldsOf = (row) => Object.values(row.states).find((state) => state.layer)?.fields ?? {};

// Who read the text and did not mark the item is against it.
function settle(row, state) {
  const shape = state.layer ? state : { ...Object.values(row.states).find((other) => other.layer), verdict: "rejected" };
  const [step] = decide([{ document: row.document, item: row.key, action: "settle", state: shape, role: "settler", seen: row.seen }]);
  row.seen = step.id;
  row.settled = { reviewer: app.session.reviewer, state: shape };
  const shown = $(`[data-difference="${CSS.escape(row.key)}"]`);
  shown?.replaceWith(difference(row));
  emit("notice", { text: t("settled"), brief: true });
}

on("outcome", ({ proposal }) => {
  if (proposal.action === "undo" && proposal.role === "settler" && app.panel === "differences") drawDifferences();
});

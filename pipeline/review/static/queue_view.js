// The queue: what to look at next, by filters and in an order, and an honest estimate from a random sample.

import { get } from "./api.js";
import { $, bringIntoView, button, choice, el, emit, fill, on } from "./dom.js";
import { LAYERS, app, badge, select } from "./model.js";
import { t } from "./words.js";

const KEY = "mubiao.filter";
const ORDERS = ["doubt", "confidence", "text", "random"];
const STATES = ["open", "done", "stale", "all"];
const PAUSE = 250;
const SOON = 800;
const START = { order: "doubt", state: "open", seed: "1" };

let filter = { ...START, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
let told = { items: [], total: 0, decided: 0, right: 0, interval: null };
let verdicts = new Map();
let timer = 0;
let counting = 0;

/** Draw the whole panel and ask for the queue. */
export function drawQueue() {
  fill($("#panel"), filters(), el("div", { class: "estimate", id: "estimate" }), el("ol", { class: "list", id: "queue" }));
  drawRows();
  return ask();
}

function filters() {
  const rules = (app.session.rules ?? []).filter((row) => !filter.layer || row.layer === filter.layer);
  const names = [...new Set(rules.flatMap((row) => row.rule.split("+")))].sort();
  return el(
    "div",
    { class: "filters" },
    el("div", { class: "pair" }, pick("order", ORDERS.map((key) => [key, t(`by_${key}`)])), pick("state", STATES.map((key) => [key, t(`state_${key}`)]))),
    el("div", { class: "pair" }, pick("layer", [["", t("any_layer")], ...LAYERS.map((key) => [key, t(key)])]), pick("rule", [["", t("any_rule")], ...names.map((name) => [name, name])])),
    el(
      "details",
      { open: Boolean(filter.sample || filter.text || filter.source || filter.first || filter.last || filter.low || filter.high) },
      el("summary", {}, t("more_filters")),
      el("div", { class: "pair" }, write("low", t("from"), { type: "number", min: 0, max: 1, step: 0.01 }), write("high", t("to"), { type: "number", min: 0, max: 1, step: 0.01 })),
      el("div", { class: "pair" }, write("text", t("contains")), write("source", t("source"))),
      el("div", { class: "pair" }, write("first", t("first_day"), { placeholder: "2022-01-01" }), write("last", t("last_day"), { placeholder: "2022-12-31" })),
      el("div", { class: "pair" }, write("sample", t("sample"), { type: "number", min: 0, title: t("sample_help") }), write("seed", t("seed"))),
    ),
  );
}

function pick(name, options) {
  return choice(options, filter[name], { "aria-label": t(name), "data-filter": name, onchange: (event) => change(name, event.target.value) });
}

function write(name, label, attributes = {}) {
  const input = el("input", { type: "text", value: filter[name] ?? "", "data-filter": name, oninput: (event) => change(name, event.target.value), ...attributes });
  return el("label", {}, label, input);
}

function change(name, value) {
  filter = { ...filter, [name]: value };
  if (name === "layer") filter.rule = "";
  localStorage.setItem(KEY, JSON.stringify(filter));
  clearTimeout(timer);
  timer = setTimeout(async () => {
    if (name === "layer") $("#panel .filters")?.replaceWith(filters());
    await ask();
  }, name === "order" || name === "state" || name === "layer" || name === "rule" ? 0 : PAUSE);
}

const asked = (offset) => Object.fromEntries(Object.entries({ ...filter, offset }).filter(([, value]) => value !== "" && value !== undefined));

/** Ask the server for the queue; `offset` goes on behind what is there. */
export async function ask(offset = 0) {
  try {
    const answer = await get("queue", asked(offset));
    told = offset ? { ...answer, items: [...told.items, ...answer.items] } : answer;
    if (!offset) verdicts = new Map();
  } catch (error) {
    emit("notice", { kind: "bad", text: error.message });
  }
  drawRows();
}

function drawRows() {
  const list = $("#queue");
  if (!list) return;
  fill(list, told.items.map(row), told.items.length === 0 && el("li", { class: "muted small" }, t("nothing")), told.items.length >= 200 && el("li", {}, button(t("more"), () => ask(told.items.length))));
  drawEstimate();
  mark();
}

function row(item) {
  const paint = item.layer;
  const under = [item.doubts.map((doubt) => t(doubt)).join("；"), item.gold === "false" || item.gold === "differs" ? t(item.gold) : "", item.rule].filter(Boolean).join(" · ");
  return el(
    "li",
    {},
    el(
      "button",
      { type: "button", class: "row", "data-document": item.document, "data-key": item.key, title: `${item.title ?? ""} ${item.uri}` },
      badge(paint, t(`l_${paint}`)),
      el("span", { class: "words" }, item.text),
      el("span", { class: "small muted" }, verdictOf(item) ?? item.confidence.toFixed(2)),
      el("span", { class: "under" }, under),
    ),
  );
}

function verdictOf(item) {
  const verdict = verdicts.get(`${item.document} ${item.key}`) ?? (item.stale ? null : item.verdict);
  return { accepted: "✓", rejected: "✗" }[verdict] ?? null;
}

function drawEstimate() {
  const percent = (share) => `${(share * 100).toFixed(1)}%`;
  const share = told.decided ? percent(told.right / told.decided) : "—";
  const line = [t("estimate", { decided: told.decided, total: told.total, share })];
  if (told.interval) line.push(t("interval", { low: percent(told.interval[0]), high: percent(told.interval[1]) }));
  if (told.interval && !(filter.sample > 0)) line.push(t("not_random"));
  fill($("#estimate"), line.join(" "));
}

/** Go to the next item of the queue, or the one before; where there is none nothing happens. */
export function step(by) {
  const at = told.items.findIndex((item) => item.document === app.doc?.sha256 && item.key === app.selected);
  const next = told.items[at < 0 ? (by > 0 ? 0 : told.items.length - 1) : at + by];
  if (next) return app.open(next.document, next.key);
}

/** Whether the selected item is in the queue, and the queue is what is worked through. */
export const isWorking = () => Boolean($("#queue")) && told.items.some((item) => item.document === app.doc?.sha256 && item.key === app.selected);

function mark() {
  for (const old of $("#queue")?.querySelectorAll("[aria-current]") ?? []) old.removeAttribute("aria-current");
  const here = $(`#queue [data-key="${CSS.escape(app.selected ?? "")}"][data-document="${app.doc?.sha256 ?? ""}"]`);
  here?.setAttribute("aria-current", "true");
  if (here) bringIntoView(here);
}

function decided({ steps }) {
  for (const { document, item, state } of steps) {
    verdicts.set(`${document} ${item}`, state?.verdict ?? "open");
    const shown = $(`#queue [data-key="${CSS.escape(item)}"][data-document="${document}"]`);
    const found = told.items.find((other) => other.document === document && other.key === item);
    if (shown && found) shown.closest("li").replaceWith(row(found));
  }
  mark();
  clearTimeout(counting);
  counting = setTimeout(count, SOON);
}

// The figures follow the decisions; the list stays as it is, so that nothing moves under the cursor.
async function count() {
  if (!$("#queue")) return;
  const answer = await get("queue", asked(0)).catch(() => null);
  if (!answer || !$("#queue")) return;
  told = { ...answer, items: told.items };
  drawEstimate();
}

/** Begin to listen. */
export function listenToQueue() {
  $("#left").addEventListener("click", (event) => {
    const shown = event.target.closest("#queue [data-key]");
    if (shown) app.open(shown.dataset.document, shown.dataset.key);
  });
  on("selected", mark);
  on("decided", decided);
}

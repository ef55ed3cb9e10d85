// The page: asks who reviews what, draws the desk, opens documents, and hears what other windows do.

import { Refusal, get, takeToken } from "./api.js";
import { markRead, undecided } from "./actions.js";
import "./conflicts.js";
import { drawDifferences } from "./differences_view.js";
import { drawDocuments, isRead, listenToDocuments } from "./documents_view.js";
import { $, button, el, emit, fill, on } from "./dom.js";
import { begin, drawInspector } from "./inspector.js";
import { listenToKeys } from "./keys.js";
import { app, openDocument, say, select } from "./model.js";
import { listenToNotices } from "./notices.js";
import * as outbox from "./outbox.js";
import { drawQueue, listenToQueue } from "./queue_view.js";
import { drawSearch } from "./search.js";
import { listenToTables } from "./tables.js";
import { drawText, listenToText } from "./text_view.js";
import { listenToPointer } from "./tooltip.js";
import { applyTheme, drawTop, listenToTop } from "./top.js";
import { loadHistory } from "./undo.js";
import { changeLanguage, t } from "./words.js";

const POLL = 4000;
const PANELS = { queue: drawQueue, documents: drawDocuments, differences: drawDifferences };
const LEGEND = ["people", "positions", "organizations", "dates", "goals", "results"];

let cursor = 0;

/** Open a document, and select an item in it. */
app.open = async (sha256, key = null) => {
  if (app.doc?.sha256 !== sha256) await load(sha256);
  if (key) select(key, { flash: true });
};

/** Read the open document again, after the server refused what was shown. */
app.reload = async () => {
  const key = app.selected;
  await load(app.doc.sha256);
  select(key);
};

async function load(sha256) {
  try {
    openDocument(await get("document", { sha256 }));
  } catch (error) {
    return emit("notice", { kind: "bad", text: error.message });
  }
  app.selected = null;
  app.editing = null;
  drawHeading();
  drawText();
  emit("opened", {});
}

function drawHeading() {
  const { records, text } = app.doc;
  const [record] = records;
  const source = el("span", { title: record.uri }, nameOf(record.uri));
  const about = [record.published, source, record.place?.name, t("characters", { n: app.doc.offsets.length }), records.length > 1 && `×${records.length}`];
  fill(
    $("#heading"),
    el("h1", {}, (record.title ?? text.slice(0, 40)).replace(/\s+/g, " ")),
    el("div", { class: "about" }, about.filter(Boolean).map((fact) => el("span", {}, fact)), record.warnings.map((warning) => el("span", { class: "warn" }, warning.message))),
    el("div", { id: "legend" }, LEGEND.map(legend)),
  );
}

const nameOf = (uri) => uri.split("/").at(-1);

// Hiding a layer lets one read a crowded passage.
function legend(paint) {
  const toggle = (event) => {
    if (!app.hiddenLayers.delete(paint)) app.hiddenLayers.add(paint);
    event.currentTarget.setAttribute("aria-pressed", String(!app.hiddenLayers.has(paint)));
    const { scrollTop } = $("#scroll");
    drawText();
    $("#scroll").scrollTop = scrollTop;
  };
  return button([el("span", { class: `swatch line l-${paint}` }), t(paint)], toggle, { "aria-pressed": String(!app.hiddenLayers.has(paint)), "data-layer": paint });
}

function drawLeft() {
  const tabs = Object.keys(PANELS).map((name) => el("button", { type: "button", role: "tab", "data-panel": name, "aria-selected": String(name === app.panel), onclick: () => openPanel(name) }, t(name)));
  fill($("#left"), el("div", { class: "tabs", role: "tablist" }, tabs), el("div", { id: "panel" }));
  return PANELS[app.panel]();
}

function openPanel(name) {
  app.panel = name;
  return drawLeft();
}

function drawAll() {
  drawTop();
  drawSearch();
  drawInspector();
  if (!app.doc) return;
  drawHeading();
  emit("opened", {});
}

function read() {
  if (!app.doc) return;
  if (!isRead() && undecided().length) begin("read");
  else markRead();
}

// What was decided in other windows, and by others, appears without a reload.
async function hear() {
  try {
    const changes = await get("changes", { since: cursor });
    const mine = changes.filter((change) => change.document === app.doc?.sha256);
    for (const change of mine) {
      const standing = app.doc.said.get(change.item)?.mine;
      if (!standing?.pending && standing?.id !== change.id) say(change.item, change);
    }
    cursor = changes.at(-1)?.seq ?? cursor;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
  setTimeout(hear, POLL);
}

async function start() {
  takeToken();
  applyTheme();
  try {
    app.session = await get("session");
  } catch (error) {
    return fill($("#text"), el("p", { class: "warn", id: "no-token" }, error.status === 401 ? t("no_token") : error.message));
  }
  app.panel = "queue";
  cursor = app.session.cursor;
  for (const listen of [listenToText, listenToPointer, listenToTables, listenToQueue, listenToDocuments, listenToNotices, listenToTop, listenToKeys]) listen();
  on("read", read);
  on("language", () => {
    changeLanguage();
    drawAll();
    drawLeft();
  });
  drawTop();
  drawSearch();
  drawInspector();
  outbox.open(app.session.database, app.session.reviewer);
  if (app.session.first) await load(app.session.first);
  await Promise.all([drawLeft(), loadHistory()]);
  setTimeout(hear, POLL);
  document.documentElement.dataset.ready = "";
}

// A page whose token came with another window, after the server was started again.
window.addEventListener("storage", (event) => {
  if (event.key === "mubiao.token" && !app.session) location.reload();
});

start();

// The documents, with how far the reviewer is in each.

import { get } from "./api.js";
import { $, button, el, fill, on } from "./dom.js";
import { DOCUMENT, app, saidOf } from "./model.js";
import { t } from "./words.js";

const PAUSE = 250;
const PAGE = 500;

let documents = [];
let timer = 0;

/** Draw the panel and ask for the documents. */
export function drawDocuments() {
  const search = el("input", { type: "search", placeholder: t("contains"), "aria-label": t("contains"), oninput: later });
  fill($("#panel"), el("div", { class: "filters" }, search), el("ol", { class: "list", id: "documents" }));
  return load();
}

function later(event) {
  clearTimeout(timer);
  timer = setTimeout(() => load(event.target.value), PAUSE);
}

/** Ask for the documents whose text contains some words. */
export async function load(text = "", offset = 0) {
  const some = await get("documents", { text, offset });
  documents = offset ? [...documents, ...some] : some;
  const list = $("#documents");
  if (list) fill(list, documents.map(row), some.length === PAGE && el("li", {}, button(t("more"), () => load(text, documents.length))));
  mark();
}

function row(one) {
  const progress = el("progress", { class: "bar", max: Math.max(1, one.items), value: one.decided, "aria-label": t("items_done", one) });
  return el(
    "li",
    {},
    el(
      "button",
      { type: "button", class: "row", "data-sha256": one.document, title: one.uri },
      el("span", { class: one.read ? "good" : "muted" }, one.read ? "✓" : "·"),
      el("span", { class: "words" }, one.title?.replace(/\s+/g, " ") || one.uri),
      el("span", { class: "small muted" }, t("items_done", one)),
      el("span", { class: "under" }, `${one.published ?? ""} ${one.uri.split("/").at(-1)} · ${t("characters", { n: one.length })}`),
      progress,
    ),
  );
}

function mark() {
  for (const shown of $("#documents")?.querySelectorAll("[data-sha256]") ?? []) {
    if (shown.dataset.sha256 === app.doc?.sha256) shown.setAttribute("aria-current", "true");
    else shown.removeAttribute("aria-current");
  }
}

/** Open the next document or the one before. */
export async function stepDocument(by) {
  if (!documents.length) documents = await get("documents", { offset: 0 });
  const at = documents.findIndex((one) => one.document === app.doc?.sha256);
  const next = documents[at + by];
  if (next) return app.open(next.document);
}

/** Whether the open document was read in full. */
export const isRead = () => Boolean(app.doc && saidOf(DOCUMENT).mine?.state);

/** Begin to listen. */
export function listenToDocuments() {
  $("#left").addEventListener("click", (event) => {
    const shown = event.target.closest("[data-sha256]");
    if (shown) app.open(shown.dataset.sha256);
  });
  on("opened", mark);
}

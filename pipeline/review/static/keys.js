// The keyboard: one key an action, wherever the cursor is but in a field.

import { judge, moveBorder, relabel, travel } from "./actions.js";
import { $, emit, on } from "./dom.js";
import { stepDocument } from "./documents_view.js";
import { openHelp } from "./help.js";
import { begin, chooseNew, close } from "./inspector.js";
import { MARKED, app, select, views } from "./model.js";
import { accept } from "./notices.js";
import { isWorking, step } from "./queue_view.js";
import { closeSearch, openSearch } from "./search.js";
import { advances } from "./top.js";

const ACTIONS = {
  a: () => judge("accepted"),
  r: () => judge("rejected"),
  e: () => begin("edit"),
  l: () => begin("link"),
  n: () => begin("new"),
  "[": () => moveBorder("start", -1),
  "]": () => moveBorder("start", 1),
  "{": () => moveBorder("end", -1),
  "}": () => moveBorder("end", 1),
  j: () => stepText(1),
  k: () => stepText(-1),
  J: () => step(1),
  K: () => step(-1),
  o: () => nextOpen(),
  u: () => emit("travel", "undo"),
  U: () => emit("travel", "redo"),
  g: () => emit("read"),
  x: accept,
  "<": () => stepDocument(-1),
  ">": () => stepDocument(1),
  "/": openSearch,
  "?": openHelp,
  Escape: () => escape(),
};

function stepText(by) {
  const all = visible();
  const at = all.findIndex((item) => item.key === app.selected);
  const next = all[at < 0 ? (by > 0 ? firstOnScreen(all) : all.length - 1) : at + by];
  if (next) select(next.key);
}

const visible = () => views().filter((item) => item.layer !== "posts" || item.key === app.selected);

function firstOnScreen(all) {
  const top = $("#scroll").getBoundingClientRect().top;
  const paragraph = [...$("#text").children].find((element) => element.getBoundingClientRect().bottom > top + 8);
  const mark = paragraph?.querySelector(".mark");
  return Math.max(0, mark ? all.findIndex((item) => item.key === mark.dataset.key) : 0);
}

function nextOpen() {
  const all = visible();
  const at = all.findIndex((item) => item.key === app.selected);
  const behind = [...all.slice(at + 1), ...all.slice(0, at + 1)];
  const next = behind.find((item) => item.key !== app.selected && ["open", "missing"].includes(item.status));
  if (next) select(next.key);
}

function escape() {
  if (app.editing) close();
  else if (!$("#search").hidden) closeSearch();
  else select(null);
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || $("#help").open) return;
  if (event.target.closest?.("input, select, textarea, [contenteditable]") && event.target.type !== "checkbox") return;
  const number = "12345".indexOf(event.key);
  if (number >= 0 && app.doc) app.editing === "new" ? chooseNew(number) : relabel(MARKED[number]);
  else if (ACTIONS[event.key] && (app.doc || event.key === "?")) ACTIONS[event.key]();
  else return;
  event.preventDefault();
}

// After a decision the next item comes by itself: that of the queue while it is worked through, else of the text.
function advance({ stay = false }) {
  if (stay || !advances()) return;
  if (isWorking()) step(1);
  else nextOpen();
}

/** Begin to listen. */
export function listenToKeys() {
  document.addEventListener("keydown", pressed);
  on("judged", advance);
  on("travel", (action) => travel(action));
  on("search", openSearch);
  on("new", () => begin("new"));
}

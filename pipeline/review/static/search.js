// Searching the text that is open; the current match can become a new item.

import { $, button, el, fill, on } from "./dom.js";
import { app } from "./model.js";
import { rangeOfUnits, setHighlight, trimmed } from "./ranges.js";
import { t } from "./words.js";

const SHOWN = 2000;
const MARGIN = 0.4;

let matches = [];
let current = -1;
let length = 0;

/** Return the range of the current match as code points, or null. */
export const foundRange = () => (current < 0 ? null : trimmed(matches[current], matches[current] + length));

/** Open the search line. */
export function openSearch() {
  $("#search").hidden = false;
  $("#search input").select();
  $("#search input").focus();
}

/** Close the search line and forget its matches. */
export function closeSearch() {
  $("#search").hidden = true;
  look("");
  $("#scroll").focus();
}

function look(words) {
  matches = [];
  current = -1;
  length = words.length;
  const { text } = app.doc ?? { text: "" };
  for (let at = words ? text.indexOf(words) : -1; at >= 0; at = text.indexOf(words, at + length)) matches.push(at);
  setHighlight("found", matches.slice(0, SHOWN).map((at) => rangeOfUnits(at, at + length)));
  if (matches.length) go(0);
  else setHighlight("current", []);
  tell();
}

function tell() {
  const words = $("#search input").value;
  $("#search output").textContent = !words ? "" : matches.length ? `${current + 1} / ${t("matches", { n: matches.length })}` : t("no_match");
}

function go(n) {
  current = (n + matches.length) % matches.length;
  const range = rangeOfUnits(matches[current], matches[current] + length);
  if (!range) return;
  setHighlight("current", [range]);
  for (let tries = 0; tries < 3; tries++) {
    const [box, frame] = [range.getBoundingClientRect(), $("#scroll").getBoundingClientRect()];
    $("#scroll").scrollTop += box.top - frame.top - frame.height * MARGIN;
  }
  tell();
}

/** Go to the next match, or to the one before. */
export const nextMatch = (by = 1) => matches.length && go(current + by);

/** Draw the search line. */
export function drawSearch() {
  const input = el("input", { type: "search", "aria-label": t("search"), placeholder: t("search"), oninput: () => look(input.value), onkeydown: keyed });
  fill($("#search"), input, el("output", { class: "muted small" }), button("↑", () => nextMatch(-1), { "aria-label": "↑" }), button("↓", () => nextMatch(1), { "aria-label": "↓" }), button("×", closeSearch, { kind: "quiet", "aria-label": t("cancel") }));
}

function keyed(event) {
  if (event.isComposing) return;
  if (event.key === "Escape") closeSearch();
  else if (event.key === "Enter") {
    nextMatch(event.shiftKey ? -1 : 1);
    // The keys work again, with the match at hand: Enter, then n.
    $("#scroll").focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

on("opened", () => {
  if (!$("#search").hidden) look($("#search input").value);
});

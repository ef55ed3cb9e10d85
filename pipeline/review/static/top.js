// The bar at the top: where one is, whether all is saved, and the switches.

import { saveTable } from "./api.js";
import { $, button, el, emit, fill, on } from "./dom.js";
import { isRead, stepDocument } from "./documents_view.js";
import { openHelp } from "./help.js";
import { DOCUMENT, app } from "./model.js";
import { t } from "./words.js";

const THEME = "mubiao.theme";
const dark = matchMedia("(prefers-color-scheme: dark)");

/** Take the reviewer's theme, else the system's. */
export function applyTheme() {
  document.documentElement.dataset.theme = localStorage.getItem(THEME) ?? (dark.matches ? "dark" : "light");
}

function changeTheme() {
  localStorage.setItem(THEME, document.documentElement.dataset.theme === "dark" ? "light" : "dark");
  applyTheme();
}

/** Draw the bar. */
export function drawTop() {
  const saving = el("span", { id: "saving", class: "small", "data-state": "saved", role: "status" }, t("saved"));
  fill(
    $("#top"),
    el("span", { class: "brand" }, t("brand"), el("small", {}, t("brand_small"))),
    button("‹", () => stepDocument(-1), { kind: "quiet", title: t("previous_document"), "aria-label": t("previous_document"), key: "<" }),
    button("›", () => stepDocument(1), { kind: "quiet", title: t("next_document"), "aria-label": t("next_document"), key: ">" }),
    button(t("mark_read"), () => emit("read"), { key: "g", id: "read", "aria-pressed": "false" }),
    button(t("undo"), () => emit("travel", "undo"), { kind: "quiet", key: "u", "data-do": "undo" }),
    button(t("redo"), () => emit("travel", "redo"), { kind: "quiet", key: "U", "data-do": "redo" }),
    button(t("new_item"), () => emit("new"), { kind: "quiet", key: "n", "data-do": "new" }),
    button(t("search"), () => emit("search"), { kind: "quiet", key: "/", "data-do": "search" }),
    el("span", { class: "grow" }),
    el("label", { class: "small muted" }, el("input", { type: "checkbox", id: "advance", checked: advances(), onchange: (event) => localStorage.setItem("mubiao.advance", event.target.checked ? "1" : "0") }), " ", t("advance")),
    saving,
    el("span", { class: "small muted" }, app.session.reviewer),
    button(t("table"), saveTable, { kind: "quiet small", "data-do": "table" }),
    button("◐", changeTheme, { kind: "quiet", title: t("theme"), "aria-label": t("theme"), "data-do": "theme" }),
    button(t("language"), () => emit("language"), { kind: "quiet small", "data-do": "language" }),
    button(t("help"), openHelp, { kind: "quiet", key: "?", "data-do": "help" }),
  );
}

/** Whether the page goes on to the next item after a decision. */
export const advances = () => localStorage.getItem("mubiao.advance") !== "0";

function showSaving({ state, count }) {
  const saving = $("#saving");
  if (!saving) return;
  saving.dataset.state = state === "locked" ? "offline" : state;
  saving.textContent = t(state, { n: count });
}

function showRead() {
  const shown = $("#read");
  if (!shown) return;
  shown.setAttribute("aria-pressed", String(isRead()));
  shown.firstChild.textContent = t(isRead() ? "read" : "mark_read");
}

/** Begin to listen. */
export function listenToTop() {
  on("saving", showSaving);
  on("opened", showRead);
  on("changed", ({ keys }) => keys.includes(DOCUMENT) && showRead());
  dark.addEventListener("change", applyTheme);
  window.addEventListener("storage", (event) => event.key === THEME && applyTheme());
}

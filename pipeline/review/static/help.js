// The keys, on one page.

import { $, button, el, fill } from "./dom.js";
import { t } from "./words.js";

const KEYS = [
  [["a"], "key_accept"],
  [["r"], "key_reject"],
  [["e"], "key_edit"],
  [["n"], "key_new"],
  [["[", "]"], "key_start"],
  [["{", "}"], "key_end"],
  [["1", "…", "5"], "key_label"],
  [["j", "k"], "key_next"],
  [["J", "K"], "key_queue"],
  [["o"], "key_open"],
  [["u", "U"], "key_undo"],
  [["l"], "key_link"],
  [["x"], "key_same"],
  [["g"], "key_read"],
  [["<", ">"], "key_document"],
  [["/"], "key_search"],
  [["?"], "key_help"],
  [["Esc"], "key_escape"],
];

/** Show the keys. */
export function openHelp() {
  const rows = KEYS.map(([keys, word]) => [el("span", {}, keys.map((key) => [el("kbd", {}, key), " "])), el("span", {}, t(word))]);
  fill($("#help"), el("h2", {}, t("help")), el("div", { class: "keys" }, rows), el("p", {}, button(t("close"), () => $("#help").close(), { key: "Esc" })));
  $("#help").showModal();
}

// Short messages at the foot of the page, and the offer to decide all the same likewise.

import { applyToAll, sameAs } from "./actions.js";
import { $, button, el, on } from "./dom.js";
import { app } from "./model.js";
import { t } from "./words.js";

const BRIEF = 1600;
const LONG = 9000;
const MOST = 4;

let offer = null;

function notice({ word, text, kind = "", brief = false, act = null }) {
  const shown = el("div", { class: `notice ${kind}` }, el("span", {}, text ?? t(word)), act && button("→", act), !brief && button("×", () => shown.remove(), { kind: "quiet", "aria-label": t("cancel") }));
  $("#notices").append(shown);
  while ($("#notices").children.length > MOST) $("#notices").firstElementChild.remove();
  setTimeout(() => shown.remove(), brief ? BRIEF : LONG);
}

async function offerSame({ key, verdict }) {
  withdraw();
  if (!["accepted", "rejected", "label", "edit"].includes(verdict)) return;
  const asked = (offer = { key, document: app.doc.sha256 });
  let others = [];
  try {
    others = await sameAs(key);
  } catch {
    return; // The server cannot be reached: nothing is offered, the decision itself waits in the outbox.
  }
  if (offer !== asked || !others.length || app.doc.sha256 !== asked.document) return;
  offer.others = others;
  offer.shown = el("div", { class: "notice", id: "same" }, t("same_offer", { n: others.length }), button(t("same_apply"), accept, { key: "x", kind: "main" }), button("×", withdraw, { kind: "quiet", "aria-label": t("cancel") }));
  $("#notices").append(offer.shown);
}

function withdraw() {
  offer?.shown?.remove();
  offer = null;
}

/** Take the offer that stands: decide all the same likewise. */
export function accept() {
  if (!offer?.others || offer.document !== app.doc?.sha256) return;
  const { key, others } = offer;
  withdraw();
  applyToAll(key, others);
}

/** Begin to listen. */
export function listenToNotices() {
  on("notice", notice);
  on("judged", offerSame);
  on("opened", withdraw);
}

// Hovering a mark shows what it says, by which rule, how sure: all marks at that place, the innermost first.

import { $, el, fill } from "./dom.js";
import { evidenceList, valueOf } from "./facts.js";
import { badge, paintOf, view } from "./model.js";
import { keysAt } from "./text_view.js";
import { t } from "./words.js";

const GAP = 14;
let shown = "";

function move(event) {
  const tooltip = $("#tooltip");
  const keys = event.buttons ? [] : keysAt(event.target);
  const wanted = keys.join();
  if (wanted !== shown) {
    shown = wanted;
    tooltip.hidden = !keys.length;
    fill(tooltip, keys.map(section));
  }
  if (keys.length) place(tooltip, event);
}

function section(key) {
  const item = view(key);
  const paint = paintOf(item);
  const head = el("div", {}, badge(paint, t(`l_${paint}`)), " ", el("strong", {}, item.text), " ", el("span", { class: "muted" }, `${t(paint)} · ${t(item.status)}`));
  return el("section", {}, head, el("div", {}, valueOf(item)), evidenceList(item));
}

function place(tooltip, { clientX, clientY }) {
  const { width, height } = tooltip.getBoundingClientRect();
  const left = Math.min(clientX + GAP, innerWidth - width - 8);
  const top = clientY + GAP * 1.6 + height > innerHeight ? clientY - height - GAP : clientY + GAP * 1.6;
  tooltip.style.translate = `${Math.max(8, left)}px ${Math.max(8, top)}px`;
}

/** Begin to listen. */
export function listenToPointer() {
  $("#tooltip").style.inset = "0 auto auto 0";
  $("#text").addEventListener("pointermove", move);
  const hide = () => {
    shown = "";
    $("#tooltip").hidden = true;
  };
  $("#text").addEventListener("pointerleave", hide);
  $("#scroll").addEventListener("scroll", hide, { passive: true });
  document.addEventListener("keydown", hide);
}

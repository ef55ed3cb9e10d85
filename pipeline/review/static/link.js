// Linking a post: person, position, body and day, chosen in the form or by clicking their marks.

import { $, button, choice, el, emit, on } from "./dom.js";
import { decide, stateOf } from "./actions.js";
import { listenForKeys } from "./form.js";
import { EVIDENCE, app, postKey, select, view, views } from "./model.js";
import { t } from "./words.js";

const ROLES = Object.keys(EVIDENCE);
const LEVELS = ["", "国家", "省", "市", "县", "乡"];
const STATUSES = ["current", "former", "proposed", "acting"];

let slots = null;

/** Return the form, filled with the selected item and what stands nearest to it. */
export function linkForm(close) {
  const chosen = app.selected ? view(app.selected) : null;
  const start = chosen?.layer === "posts" ? chosen.fields : { evidence: guess(chosen), status: "current", level: null };
  slots = Object.fromEntries(ROLES.map((role) => [role, slotOf(role, start.evidence[role])]));
  const status = choice(STATUSES.map((key) => [key, t(key)]), start.status);
  const level = choice(LEVELS.map((key) => [key, key || t("none")]), start.level);
  const form = el("form", { class: "fields", id: "link" }, el("div", { class: "wide small muted" }, t("link_title")));
  for (const role of ROLES) form.append(el("label", { for: `slot-${role}` }, t(role)), slots[role]);
  form.append(el("label", {}, t("status")), status, el("label", {}, t("level")), level);
  form.append(el("div", { class: "wide" }, el("button", { class: "main", type: "submit" }, t("save"), el("kbd", {}, "Enter")), button(t("cancel"), close, { key: "Esc" })));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (save({ status: status.value, level: level.value || null, time: start.time ?? null })) close();
  });
  listenForKeys(form, close);
  return form;
}

function slotOf(role, key) {
  const options = views().filter((item) => item.layer === EVIDENCE[role] && item.status !== "rejected");
  return choice([["", t("none")], ...options.map((item) => [item.key, `${item.text}　${item.start}`])], key ?? "", { id: `slot-${role}` });
}

// The nearest of each kind within the sentence or thereabouts.
function guess(chosen) {
  const evidence = Object.fromEntries(ROLES.map((role) => [role, null]));
  if (!chosen) return evidence;
  for (const role of ["person", "position", "organization"]) {
    const near = views().filter((item) => item.layer === EVIDENCE[role] && item.status !== "rejected" && Math.abs(item.start - chosen.start) < 40);
    near.sort((a, b) => Math.abs(a.start - chosen.start) - Math.abs(b.start - chosen.start));
    evidence[role] = chosen.layer === EVIDENCE[role] ? chosen.key : (near[0]?.key ?? null);
  }
  return evidence;
}

function save({ status, level, time }) {
  const evidence = Object.fromEntries(ROLES.map((role) => [role, slots[role].value || null]));
  if (!evidence.person || !evidence.position) {
    emit("notice", { word: "link_needs" });
    return false;
  }
  const parts = Object.values(evidence).filter(Boolean).map(view);
  const [person, position, body] = [evidence.person, evidence.position, evidence.organization].map((key) => key && view(key));
  const fields = { person: person.fields.name, position: position.text.replace(/\s/g, ""), organization: body?.fields.name ?? null, level, status, time, evidence };
  const range = { start: Math.min(...parts.map((part) => part.start)), end: Math.max(...parts.map((part) => part.end)) };
  const key = postKey(evidence.person, evidence.position);
  const state = stateOf({ layer: "posts", ...range, fields });
  const chosen = app.selected ? view(app.selected) : null;
  const known = app.doc.items.has(key) || chosen?.layer === "posts";
  // A post that is there already is corrected, not doubled.
  const item = app.doc.items.has(key) ? key : chosen?.layer === "posts" ? chosen.key : key;
  decide([{ item, action: known ? "edit" : "link", state }]);
  select(item, { flash: true });
  return true;
}

on("mark", ({ keys }) => {
  if (app.editing !== "link" || !slots) return;
  // The innermost mark of a layer that a post joins is meant.
  const role = ROLES.find((one) => EVIDENCE[one] === view(keys[0]).layer);
  if (role) slots[role].value = keys[0];
});

/** Put the cursor into the form. */
export const enterLink = () => $("#slot-person")?.focus();

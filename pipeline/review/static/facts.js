// What an item says, as short lines: for the tooltip, the inspector and the tables.

import { el } from "./dom.js";
import { app, slice, view } from "./model.js";
import { t } from "./words.js";

const OTHER_NAMES = { "positions.people": "people_field", "organizations.name": "full_name" };
const NUMBER = new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 6 });

/** Return a field's name; one name means two things in two layers. */
export const fieldName = (layer, name) => t(OTHER_NAMES[`${layer}.${name}`] ?? name);

/** Return a field's value as text. */
export function shown(name, value) {
  if (value === null || value === undefined || value === "") return "—";
  if (typeof value === "number") return NUMBER.format(value);
  if (Array.isArray(value)) return value.length ? value.join("、") : "—";
  if (name === "indicator") return slice(value.start, value.end);
  if (name === "of") return view(value)?.text ?? value;
  if (name === "evidence") return Object.values(value).filter(Boolean).map((key) => view(key)?.text ?? key).join(" · ");
  if (typeof value === "object") return days(value);
  if (name === "change" && value === "level") return t("level_change");
  return ["status", "change"].includes(name) ? t(value) : String(value);
}

/** Return a time frame as text; a single day stands alone, and whole years tell no days. */
export function days({ start_date: first, end_date: last, value }) {
  if (first && first === last) return first;
  if (first?.endsWith("-01-01") && last?.endsWith("-12-31")) return [...new Set([first, last].map((day) => day.slice(0, 4)))].join(" – ");
  if (first || last) return `${first ?? "…"} – ${last ?? "…"}`;
  return value ?? "—";
}

/** Return a figure with its unit and how it is bounded. */
export function quantity({ value, value_max: most, unit, comparator }) {
  const sign = { ">=": "≥ ", "<=": "≤ ", "~": "≈ " }[comparator] ?? "";
  return `${sign}${large(value)}${most === null || most === undefined ? "" : `–${large(most)}`} ${unit}`.trim();
}

// 41700000000 → 417亿: as a reader of Chinese says it.
function large(value) {
  const [factor, name] = Math.abs(value) >= 1e8 ? [1e8, "亿"] : Math.abs(value) >= 1e4 ? [1e4, "万"] : [1, ""];
  return `${NUMBER.format(value / factor)}${name}`;
}

/** Return an item's normalised value in one line. */
export function valueOf({ layer, fields }) {
  if (layer === "people") return fields.name;
  if (layer === "positions") return [fields.organization, fields.people.join("、")].filter(Boolean).join(" · ") || "—";
  if (layer === "organizations") return [fields.canonical, fields.kind].filter(Boolean).join(" · ");
  if (layer === "dates") return [fields.value, days(fields)].filter(Boolean).join(" · ");
  if (layer === "goals") return [quantity(fields), fields.indicator ? shown("indicator", fields.indicator) : ""].filter(Boolean).join(" · ");
  return [fields.person, fields.position, fields.organization].filter(Boolean).join(" · ");
}

/** Return the list of an item's fields. */
export function factList(item) {
  const names = app.session.forms[item.layer].map((field) => field.name);
  const rows = names.flatMap((name) => [el("dt", {}, fieldName(item.layer, name)), el("dd", {}, shown(name, item.fields[name]))]);
  return el("dl", { class: "facts" }, rows);
}

/** Return rule, confidence, doubts and gold, as far as there are any. */
export function evidenceList(item) {
  const facts = [
    ["rule", item.rule || "—"],
    ["confidence", item.confidence.toFixed(3)],
    ["doubts", item.doubts.map((doubt) => t(doubt)).join("；")],
    ["gold", item.gold ? t(item.gold) : item.origin === "gold" ? t("missing") : ""],
  ];
  const rows = facts.filter(([, value]) => value).flatMap(([name, value]) => [el("dt", {}, t(name)), el("dd", {}, value)]);
  return el("dl", { class: "facts" }, rows);
}

// The fields that a new item begins with, read off its words as far as they tell.

const squeeze = (words) => words.replace(/\s/g, "");
const LARGE = { 万: 1e4, 亿: 1e8, 万亿: 1e12 };

/** Return the fields of a new item of a layer. */
export function defaults(layer, words) {
  const text = squeeze(words);
  if (layer === "people") return { name: text };
  if (layer === "positions") return { people: [], organization: null };
  if (layer === "organizations") return { name: text, canonical: text, kind: "other", place: null, code: null, parent: null };
  if (layer === "dates") return { type: "DATE", value: text, start_date: null, end_date: null };
  return { status: "target", ...figure(text), action: null, change: "level", deadline: null, owner: null, indicator: null, of: null };
}

// 417亿元 → 41700000000 元: values are in base units.
function figure(text) {
  const found = /(\d+(?:\.\d+)?)(万亿|[万亿])?(.*)/.exec(text);
  if (!found) return { value: 0, value_max: null, unit: "", comparator: "=" };
  const [, digits, large, rest] = found;
  const value = Number((Number(digits) * (LARGE[large] ?? 1)).toPrecision(12));
  const bound = /以上$/.test(rest) ? ">=" : /(以内|以下)$/.test(rest) ? "<=" : /左右$/.test(rest) ? "~" : "=";
  return { value, value_max: null, unit: rest.replace(/以上|以内|以下|左右/, ""), comparator: bound };
}

// A form for the fields of an item, made from the server's description of its layer.

import { $, button, el } from "./dom.js";
import { fieldName, shown } from "./facts.js";
import { app, slice, views } from "./model.js";
import { selectedRange, trimmed } from "./ranges.js";
import { t } from "./words.js";

/** Return a form for an item's fields; `save` gets the new ones, `cancel` nothing. */
export function fieldForm(item, { save, cancel }) {
  const described = app.session.forms[item.layer].filter((field) => field.kind !== "evidence");
  const inputs = described.map((field) => [field, inputOf(field, item)]);
  const form = el("form", { class: "fields", "data-layer": item.layer });
  for (const [field, input] of inputs) {
    const id = `field-${field.name}`;
    (input.control ?? input.element).id = id;
    form.append(el("label", { for: id }, fieldName(item.layer, field.name)), input.element);
  }
  form.append(el("div", { class: "wide" }, el("button", { class: "main", type: "submit" }, t("save"), el("kbd", {}, "Enter")), button(t("cancel"), cancel, { key: "Esc" })));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save({ ...item.fields, ...Object.fromEntries(inputs.map(([field, input]) => [field.name, input.read()])) });
  });
  listenForKeys(form, cancel);
  return form;
}

/** Enter saves, also from a list of choices; Escape cancels. */
export function listenForKeys(form, cancel) {
  form.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") cancel();
    else if (event.key === "Enter" && event.target.matches("select")) form.requestSubmit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function inputOf(field, item) {
  const value = item.fields[field.name] ?? null;
  return { text, day, number, choice, texts, days, place, item: another }[field.kind](field, value, item);
}

const orNull = (field, value) => (value === "" && field.optional ? null : value);

function text(field, value) {
  const element = el("input", { type: "text", value: value ?? "", required: !field.optional && field.name !== "unit", autocomplete: "off" });
  return { element, read: () => orNull(field, element.value.trim()) };
}

function day(field, value) {
  const element = el("input", { type: "text", value: value ?? "", pattern: "\\d{4}-\\d{2}-\\d{2}", placeholder: "2022-09-14", required: !field.optional, autocomplete: "off" });
  return { element, read: () => orNull(field, element.value.trim()) };
}

function number(field, value) {
  const element = el("input", { type: "number", step: "any", value: value ?? "", required: !field.optional });
  return { element, read: () => (element.value === "" ? null : Number(element.value)) };
}

function choice(field, value) {
  const options = [...(field.optional ? [["", t("none")]] : []), ...field.options.map((option) => [option, option === "level" ? t("level_change") : t(option)])];
  const element = el("select", {}, options.map(([key, label]) => el("option", { value: key }, label)));
  element.value = value ?? "";
  return { element, read: () => orNull(field, element.value) };
}

function texts(field, value) {
  const element = el("input", { type: "text", value: (value ?? []).join("、"), autocomplete: "off" });
  return { element, read: () => element.value.split(/[、,，\s]+/).filter(Boolean) };
}

// Days stand in one line; where all are empty there is no time frame.
function days(field, value) {
  const controls = field.options.map((name) => el("input", { type: "text", value: value?.[name] ?? "", "aria-label": t(name), placeholder: t(name), title: t(name), autocomplete: "off", ...(name === "value" ? {} : { pattern: "\\d{4}-\\d{2}-\\d{2}" }) }));
  const read = () => {
    const told = controls.map((control) => control.value.trim() || null);
    if (told.every((one) => one === null)) return null;
    return Object.fromEntries(field.options.map((name, n) => [name, name === "value" ? (told[n] ?? "") : told[n]]));
  };
  return { element: el("div", { class: "group" }, controls), control: controls[0], read };
}

// A range of the text: by its words, of which the nearest to the item are meant, or by selecting them.
function place(_field, value, item) {
  let range = value;
  const control = el("input", { type: "text", value: value ? slice(value.start, value.end) : "", placeholder: t("find_words"), autocomplete: "off" });
  const check = () => {
    const words = control.value.trim();
    if (!words) range = null;
    else if (!range || slice(range.start, range.end) !== words) range = nearest(words, item);
    control.setCustomValidity(words && !range ? t("no_match") : "");
  };
  control.addEventListener("input", check);
  const take = () => {
    range = selectedRange() ?? range;
    control.value = range ? slice(range.start, range.end) : "";
    control.setCustomValidity("");
  };
  return { element: el("div", { class: "group" }, control, button(t("use_selection"), take)), control, read: () => range };
}

function nearest(words, item) {
  const { text: all, offsets } = app.doc;
  const middle = offsets.toUnit(item.start);
  let best = -1;
  for (let at = all.indexOf(words); at >= 0; at = all.indexOf(words, at + 1)) {
    if (best < 0 || Math.abs(at - middle) < Math.abs(best - middle)) best = at;
  }
  return best < 0 ? null : trimmed(best, best + words.length);
}

function another(field, value, item) {
  const others = views().filter((other) => field.options.includes(other.layer) && other.key !== item.key && other.status !== "rejected");
  const element = el("select", {}, [["", t("none")], ...others.map((other) => [other.key, `${other.text} ${shown("indicator", other.fields.indicator)}`])].map(([key, label]) => el("option", { value: key }, label)));
  element.value = value ?? "";
  return { element, read: () => element.value || null };
}

/** Put the cursor into a form. */
export const enter = () => $("#inspector form.fields :is(input, select)")?.focus();

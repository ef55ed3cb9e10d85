// Elements are made from plain data; text is only ever text.

/** Return an element: `el("p", {class: "x", onclick: f}, "text", other)`. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) set(element, key, value);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
  else if (key === "value" || key === "checked" || key === "disabled") element[key] = value;
  else element.setAttribute(key, value === true ? "" : value);
}

export const $ = (selector) => document.querySelector(selector);

/** Replace what an element holds. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
}

const bus = new EventTarget();

/** Tell everyone who listens that something happened. */
export function emit(name, detail) {
  bus.dispatchEvent(new CustomEvent(name, { detail }));
}

/** Listen for what `emit` tells. */
export function on(name, listener) {
  bus.addEventListener(name, (event) => listener(event.detail));
}

/** Return a button with its key, if it has one. */
export function button(label, onclick, { key = "", kind = "", ...attributes } = {}) {
  return el("button", { type: "button", class: kind, onclick, ...attributes }, label, key && el("kbd", {}, key));
}

/** Return a select of [value, label] pairs. */
export function choice(options, value, attributes = {}) {
  const select = el("select", attributes, options.map(([key, label]) => el("option", { value: key }, label)));
  select.value = value ?? "";
  return select;
}

/** Scroll a list to one of its rows, with the next frame: measuring at once would lay out the page once more. */
export function bringIntoView(row) {
  requestAnimationFrame(() => row.isConnected && row.scrollIntoView({ block: "nearest" }));
}

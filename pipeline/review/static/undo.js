// Undo without end: the stack is made from what the server keeps, and an undo is one more decision.

import { get } from "./api.js";

let done = [];
let undone = [];
let oldest = null;
let complete = false;

const keyOf = (decision) => `${decision.document} ${decision.item} ${decision.role === "settler" ? "settler" : ""}`;

/** Read the reviewer's history from the server. */
export async function loadHistory() {
  const history = await get("history", oldest === null ? {} : { before: oldest });
  if (!history.length) complete = true;
  else oldest = history[0].seq;
  const [laterDone, laterUndone] = [done, undone];
  [done, undone] = [[], []];
  const before = new Map();
  for (const decision of history) note(decision, before);
  // What was decided later left nothing to be done again of what was before.
  if (laterDone.length || laterUndone.length) undone = laterUndone;
  done.push(...laterDone);
}

function note(decision, before) {
  const key = keyOf(decision);
  const step = { ...decision, before: before.get(key) ?? null };
  before.set(key, decision.state);
  if (decision.action === "undo") move(done, undone, step);
  else if (decision.action === "redo") move(undone, done, step);
  else if (decision.action !== "carry") {
    undone = [];
    join(done, step);
  }
}

// What was decided in one stroke is undone in one.
function join(stack, step) {
  const last = stack.at(-1);
  if (last && step.batch && last[0].batch === step.batch) last.push(step);
  else stack.push([step]);
}

function move(from, to, step) {
  const group = from.findLast((steps) => steps.some((other) => other.id === step.undoes));
  if (!group) return;
  group.splice(group.findIndex((other) => other.id === step.undoes), 1);
  if (!group.length) from.splice(from.indexOf(group), 1);
  join(to, step);
}

/** Note what was decided just now; `before` is the state that it replaced. */
export function remember(steps) {
  undone = [];
  done.push(steps);
}

/** Return the steps to take back, which then can be done again; null where there is nothing. */
export async function takeBack() {
  while (!done.length && !complete) await loadHistory();
  return done.pop() ?? null;
}

/** Return the steps that were taken back last. */
export const takeAgain = () => undone.pop() ?? null;

/** Note that steps were taken back (`undo`) or done again (`redo`). */
export function moved(action, steps) {
  (action === "undo" ? undone : done).push(steps);
}

/** Forget a step that the server did not keep. */
export function forget(id) {
  const without = (stack) => stack.map((group) => group.filter((step) => step.id !== id)).filter((group) => group.length);
  [done, undone] = [without(done), without(undone)];
}

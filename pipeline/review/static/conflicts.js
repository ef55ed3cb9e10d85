// Where another window was first: both words are kept before the reviewer until he chooses.

import { decide } from "./actions.js";
import { emit, on } from "./dom.js";
import { app, say, select } from "./model.js";
import { forget } from "./undo.js";
import { t } from "./words.js";

const conflicts = new Map();

const nameOf = (document, item) => `${document} ${item}`;

/** Return the conflict about an item of the open document, if there is one. */
export const conflictOf = (item) => conflicts.get(nameOf(app.doc.sha256, item)) ?? null;

/** Leave what the other window said. */
export function keepTheirs(item) {
  conflicts.delete(nameOf(app.doc.sha256, item));
  emit("changed", { keys: [item] });
}

/** Decide again, this time knowing of the other one. */
export function useMine(item) {
  const { proposal } = conflictOf(item);
  conflicts.delete(nameOf(app.doc.sha256, item));
  decide([{ item, action: proposal.action, state: proposal.state }]);
}

function settle({ proposal, outcome }) {
  const here = proposal.document === app.doc?.sha256;
  if (outcome.status === "kept") return here && confirm(proposal, outcome.decision);
  forget(proposal.id);
  if (outcome.status === "conflict") meet(proposal, outcome.standing, here);
  else refuse(proposal, outcome.error, here);
}

// What was decided since on the same item stands in front; the answer concerns only what is still shown.
function confirm(proposal, decision) {
  const mine = app.doc.said.get(proposal.item)?.mine;
  if (decision.role !== "settler" && mine?.id !== decision.id) return;
  const same = JSON.stringify(mine?.state ?? null) === JSON.stringify(decision.state);
  say(proposal.item, decision, { quiet: same });
}

function meet(proposal, standing, here) {
  conflicts.set(nameOf(proposal.document, proposal.item), { proposal, standing });
  if (here) {
    say(proposal.item, standing ?? { ...proposal, state: null, id: null, reviewer: app.session.reviewer });
    select(proposal.item, { flash: true });
  }
  emit("notice", { kind: "bad", text: t("conflict"), act: here ? null : () => app.open(proposal.document, proposal.item) });
}

function refuse(proposal, error, here) {
  if (here && app.doc.said.get(proposal.item)?.mine?.id === proposal.id) app.reload();
  emit("notice", { kind: "bad", text: t("refused", { error }) });
}

on("outcome", settle);

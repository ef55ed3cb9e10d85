// Decisions on their way to the server: each lies in localStorage until the server has confirmed it, so that
// neither a reload nor a dead server loses one. What is sent twice counts once, since each has its own id.

import { Refusal, send } from "./api.js";
import { emit } from "./dom.js";

const CHUNK = 100;
// What the server says of something that it will not take, however often it is sent.
const HOPELESS = [400, 413, 422];
const LONGEST_WAIT = 15_000;

let prefix = "";
let count = 0;
let wait = 0;
let running = false;
let timer = 0;
let waiting = new Map();
let chunk = CHUNK;

/** Begin for one file of decisions and one reviewer; what lay there from before is sent. */
export function open(database, reviewer) {
  prefix = `mubiao.out.${database}.${encodeURIComponent(reviewer)}.`;
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix)).sort();
  waiting = new Map(keys.map((key) => [key, JSON.parse(localStorage.getItem(key))]));
  window.addEventListener("online", () => flush());
  flush();
}

/** Put decisions into the box; they are sent as soon as can be. */
export function put(proposals) {
  for (const proposal of proposals) {
    // Sorted by their names they are in the order in which they were made.
    const stamp = `${String(Date.now()).padStart(15, "0")}.${String(count++).padStart(7, "0")}`;
    const key = `${prefix}${stamp}.${proposal.id}`;
    waiting.set(key, proposal);
    try {
      localStorage.setItem(key, JSON.stringify(proposal));
    } catch {
      emit("notice", { kind: "bad", word: "storage_full" });
    }
  }
  flush();
}

/** Return how many decisions the server has not confirmed. */
export const size = () => waiting.size;

/** Return what waits for a document: its page shows it though the server does not know it yet. */
export const pendingFor = (document) => [...waiting.values()].filter((proposal) => proposal.document === document);

async function flush() {
  if (running) return;
  clearTimeout(timer);
  running = true;
  tell("sending");
  try {
    while (waiting.size) await sendSome();
    [wait, chunk] = [0, CHUNK];
    tell("saved");
  } catch (error) {
    retry(error);
  } finally {
    running = false;
  }
}

async function sendSome() {
  const some = [...waiting].slice(0, chunk);
  const outcomes = await answers(some.map(([, proposal]) => proposal));
  if (!outcomes) return;
  some.forEach(([key, proposal], n) => {
    waiting.delete(key);
    localStorage.removeItem(key);
    emit("outcome", { proposal, outcome: outcomes[n] });
  });
  tell("sending");
}

// One that the server cannot take must not hold up the others: they are sent one by one until it is found.
async function answers(proposals) {
  try {
    return await send(proposals);
  } catch (error) {
    if (!HOPELESS.includes(error.status)) throw error;
    if (proposals.length === 1) return [{ status: "refused", error: error.message }];
    chunk = 1;
    return null;
  }
}

function retry(error) {
  const status = error instanceof Refusal ? error.status : 0;
  wait = Math.min(Math.max(wait * 2, 500), LONGEST_WAIT);
  timer = setTimeout(flush, wait);
  tell(status === 401 ? "locked" : "offline");
}

const tell = (state) => emit("saving", { state: waiting.size ? state : state === "sending" ? "saved" : state, count: waiting.size });

// Another window has the new token of a server that was started again.
window.addEventListener("storage", (event) => {
  if (event.key === "mubiao.token" && waiting.size) flush();
});
window.addEventListener("beforeunload", (event) => {
  if (waiting.size) event.preventDefault();
});

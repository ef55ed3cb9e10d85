// The server, asked with the token that came in the printed address.

const TOKEN = "mubiao.token";

/** Take the token out of the address, which then no longer shows it. Other windows get it too. */
export function takeToken() {
  const told = location.hash.slice(1);
  if (told) {
    localStorage.setItem(TOKEN, told);
    history.replaceState(null, "", location.pathname);
  }
}

/** An answer that is none: `status` 0 where the server cannot be reached. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function ask(path, options = {}) {
  const headers = { "x-mubiao-token": localStorage.getItem(TOKEN) ?? "", ...options.headers };
  try {
    return await fetch(path, { ...options, headers });
  } catch (error) {
    throw new Refusal(0, String(error));
  }
}

/** Return what the server answers to a question, as data. */
export async function get(name, asked = {}) {
  const answer = await ask(`/api/${name}?${new URLSearchParams(asked)}`);
  if (!answer.ok) throw new Refusal(answer.status, await answer.text());
  return answer.json();
}

/** Send decisions; return what became of each of them. */
export async function send(proposals) {
  const body = JSON.stringify(proposals);
  const answer = await ask("/api/decisions", { method: "POST", body, headers: { "content-type": "application/json" } });
  const told = await answer.json().catch(() => null);
  if (!Array.isArray(told)) throw new Refusal(answer.status, told?.error ?? answer.statusText);
  return told;
}

/** Give the reviewer all decisions as a file. */
export async function saveTable() {
  const answer = await ask("/api/decisions.csv");
  if (!answer.ok) throw new Refusal(answer.status, await answer.text());
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = "decisions.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

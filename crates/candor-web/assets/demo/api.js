// Asks the desk's own pages: what is set up, what was understood, and the hints that something changed.

/** The server answered, but not with what was asked for. */
export class Refused extends Error {}

/** Asks for JSON; throws `TypeError` where nobody answers and `Refused` where the answer is no. */
export async function ask(path, body) {
  const request =
    body === undefined
      ? {}
      : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  return read(await fetch(path, request));
}

/** Sends a file as it is. */
export async function upload(path, file) {
  const headers = { "Content-Type": "application/octet-stream" };
  return read(await fetch(path, { method: "POST", headers, body: file }));
}

async function read(answer) {
  const text = await answer.text();
  const json = text === "" ? null : JSON.parse(text);
  if (!answer.ok) throw new Refused(json?.error ?? json?.description ?? `${answer.status}`);
  return json;
}

/** The businesses that can be tried, and which run of the demo this is. */
export function setup() {
  return ask("/demo/setup");
}

/** The live view of one chat, with the timeline's entries after a number. */
export function live(connection, chat, after) {
  return ask(`/demo/live?${new URLSearchParams({ connection, chat, after })}`);
}

/** Calls back on every hint that something changed, at the desk or at the simulator; the browser reconnects by itself. */
export function hints(onHint) {
  const desk = new EventSource("/demo/events");
  desk.addEventListener("changed", onHint);
  const simulator = new EventSource("/simulator/events");
  simulator.addEventListener("message", onHint);
  for (const source of [desk, simulator]) {
    source.addEventListener("open", onHint);
    source.addEventListener("error", onHint);
  }
}

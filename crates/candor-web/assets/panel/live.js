// Keeps what is marked `data-live` as the desk is. The desk only hints that something changed; the page then asks for itself
// again and takes over what differs. A part somebody types in is left alone until they are done.

import { morph } from "./morph.js";
import { wordTimes } from "./times.js";

/** Several hints in a row make one request. */
const SETTLE = 250;
/** So long at least lies between two requests: of a page with live parts, of one where only the menu is, of a hidden one. */
const GAPS = { live: 1000, menu: 10_000, hidden: 20_000 };
/** A slow desk is asked less often: so many times as long as its last answer took. */
const PATIENCE = 5;
/** A connection that is away for less is not worth a word. */
const GONE_AFTER = 2500;
const AGAIN_AFTER = 3000;
/** A page that was just sent off must not take the notice meant for the next one. */
const LEAVING = 5000;

// Only whole pages of this origin get here, and a parsed document runs no scripts.
const policy = globalThis.trustedTypes?.createPolicy("candor", { createHTML: (text) => text });

const at = { stream: null, timer: 0, goneTimer: 0, lastStart: 0, lastTook: 0, leftAt: 0, isAsking: false, isOver: false };

/** A page of this origin as a document, of which no script runs. */
export function readPage(text) {
  return new DOMParser().parseFromString(policy ? policy.createHTML(text) : text, "text/html");
}

/** Begins to follow the desk. A hidden page lets go of its connection, for a browser has but six to one desk. */
export function follow() {
  if (!document.body.classList.contains("has-menu")) return;
  tellTitle(document);
  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  addEventListener("submit", (event) => {
    if (!event.defaultPrevented) at.leftAt = Date.now();
  });
  addEventListener("pageshow", (event) => event.persisted && !document.hidden && listen());
  if (document.hidden) rest();
  else listen();
}

function listen() {
  if (at.isOver) return;
  clearTimeout(at.timer);
  at.timer = 0;
  at.stream?.close();
  // A page about something else than conversations says where its hints come from.
  at.stream = new EventSource(document.querySelector("[data-events]")?.dataset.events ?? "/panel/events");
  at.stream.addEventListener("open", found);
  // The first hint comes with the connection, so whatever was missed is made up for.
  at.stream.addEventListener("changed", askSoon);
  at.stream.addEventListener("error", lost);
}

function rest() {
  at.stream?.close();
  at.stream = null;
  clearTimeout(at.goneTimer);
  at.goneTimer = 0;
  askSoon();
}

function found() {
  clearTimeout(at.goneTimer);
  at.goneTimer = 0;
  tell(null);
}

function lost() {
  at.goneTimer ||= setTimeout(() => tell(document.body.dataset.gone), GONE_AFTER);
  // A refusal ends the stream for good: the page itself finds out why.
  if (at.stream?.readyState === EventSource.CLOSED) setTimeout(askAndListen, AGAIN_AFTER);
}

async function askAndListen() {
  if (document.hidden || at.stream?.readyState !== EventSource.CLOSED) return;
  await ask();
  listen();
}

function askSoon() {
  if (at.timer || at.isOver) return;
  const gap = Math.max(gapNow(), at.lastTook * PATIENCE);
  at.timer = setTimeout(ask, Math.max(SETTLE, at.lastStart + gap - Date.now()));
}

function gapNow() {
  if (document.hidden) return GAPS.hidden;
  return liveParts().some((part) => part.id !== "waiting") ? GAPS.live : GAPS.menu;
}

async function ask() {
  at.timer = 0;
  if (at.isOver) return;
  if (at.isAsking || Date.now() - at.leftAt < LEAVING) return askSoon();
  at.isAsking = true;
  at.lastStart = Date.now();
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html", "Candor-Live": "1" } });
    await take(answer);
  } catch {
    // The stream notices by itself that the desk is away, and asks again when it is back.
  }
  at.lastTook = Date.now() - at.lastStart;
  at.isAsking = false;
  if (document.hidden) askSoon();
}

async function take(answer) {
  const where = new URL(answer.url).pathname;
  if (where === "/panel/sign-in") return end();
  // A page that was the answer to a form has no address to be asked at, and stays as it is.
  if (!answer.ok || where !== location.pathname) return;
  const fresh = readPage(await answer.text());
  if (Date.now() - at.leftAt > LEAVING) renew(fresh);
}

/** Takes over what differs. */
function renew(fresh) {
  const now = new Date();
  wordTimes(document, now);
  wordTimes(fresh, now);
  const focused = document.activeElement;
  for (const part of liveParts()) {
    const renewed = fresh.getElementById(part.id);
    if (!renewed || isTypedIn(part) || part.isEqualNode(renewed)) continue;
    const wasAtEnd = part.matches("[data-bottom]") && isAtEnd(part);
    morph(part, renewed);
    if (wasAtEnd) part.scrollTop = part.scrollHeight;
  }
  if (focused?.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
  tellTitle(fresh);
  document.dispatchEvent(new Event("candor:renewed"));
}

function liveParts() {
  return [...document.querySelectorAll("[data-live][id]")].filter((part) => !part.parentElement.closest("[data-live]"));
}

function isTypedIn(part) {
  const typing = document.activeElement;
  return part.contains(typing) && typing.matches("input, textarea, select");
}

function isAtEnd(part) {
  return part.scrollHeight - part.scrollTop - part.clientHeight < 48;
}

/** The title, with how many wait for a person before it. */
function tellTitle(of) {
  const title = of.querySelector("title")?.textContent.replace(/^\(\d+\) /, "") ?? "";
  const waiting = of.getElementById("waiting");
  const count = waiting && !waiting.hidden ? Number.parseInt(waiting.textContent, 10) : 0;
  document.title = count > 0 ? `(${count}) ${title}` : title;
}

/** The session has ended: nothing more is asked, and the page says so. */
function end() {
  at.isOver = true;
  at.stream?.close();
  clearTimeout(at.goneTimer);
  const { signedOut, signIn } = document.body.dataset;
  const link = document.createElement("a");
  link.href = `/panel/sign-in?to=${encodeURIComponent(location.pathname)}`;
  link.textContent = signIn;
  tell(signedOut, link);
}

/** Says something at the foot of the window, or takes it away. */
function tell(words, ...more) {
  const bar = document.querySelector(".status") ?? document.body.appendChild(newBar());
  bar.hidden = !words;
  bar.replaceChildren(words ?? "", ...more);
}

function newBar() {
  const bar = document.createElement("p");
  bar.className = "status";
  bar.setAttribute("role", "status");
  return bar;
}

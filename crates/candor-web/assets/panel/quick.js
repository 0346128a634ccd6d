// Saved answers, drafts and summaries come without leaving the page: a button marked `data-here` is pressed in place, and what the page
// would have shown is taken over, in the part it names. A list marked `data-choose` opens with / in an empty answer and is walked by arrows.

import { readPage } from "./live.js";

/** Watches over the answer. */
export function quicken() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-here]");
    // A page that was not yet this reader's to answer in has no place for it: the plain way leads there.
    const place = button && document.getElementById(button.dataset.here || "drafted");
    if (!button?.form?.elements.words || !place) return;
    event.preventDefault();
    press(button, place);
  });
  document.addEventListener("keydown", walk);
  document.addEventListener("toggle", (event) => event.target.matches("[data-choose]") && opened(event.target), true);
  document.addEventListener("input", (event) => {
    // What a person has changed is no draft of an AI any more.
    if (event.isTrusted && event.target.id === "words") document.querySelector(".by-ai.is-in-box")?.remove();
  });
}

async function press(button, place) {
  const field = button.form.elements.words;
  if (button.getAttribute("aria-disabled") === "true") return;
  const typed = field.value;
  const body = new URLSearchParams({ words: typed });
  if (button.name) body.set(button.name, button.value);
  button.setAttribute("aria-disabled", "true");
  try {
    const answer = await fetch(button.formAction, { method: "POST", body, headers: { Accept: "text/html", "Candor-Live": "1" } });
    // A refusal leads to a page that says why.
    if (answer.redirected || !answer.ok) return location.assign(answer.redirected ? answer.url : location.href);
    take(readPage(await answer.text()), field, place, typed);
    button.closest("details")?.removeAttribute("open");
  } catch {
    button.form.requestSubmit(button);
  } finally {
    button.removeAttribute("aria-disabled");
  }
}

function take(fresh, field, place, typed) {
  const words = fresh.getElementById("words");
  const shown = fresh.getElementById(place.id);
  if (!words || !shown) return location.reload();
  place.className = shown.className;
  place.replaceChildren(...[...shown.childNodes].map((node) => document.importNode(node, true)));
  // What is shown beside an answer changes nothing in it.
  if (place.id !== "drafted") return;
  // Who typed on meanwhile loses nothing: the rest comes behind it.
  const added = words.value.startsWith(typed) ? words.value.slice(typed.length) : words.value;
  field.value = field.value === typed ? words.value : `${field.value}\n${added.trimStart()}`;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
  field.scrollTop = field.scrollHeight;
}

function opened(list) {
  if (list.open) list.querySelector(".sheet-small :is(button, a)")?.focus();
}

function walk(event) {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const list = document.querySelector("[data-choose]");
  if (!list) return;
  if (event.key === "/" && event.target.id === "words" && event.target.value === "") {
    event.preventDefault();
    list.open = true;
  } else if (list.open && list.contains(event.target)) {
    const isDone = event.key === "Escape" ? close(list) : step(list, event);
    if (isDone) event.preventDefault();
  }
}

function close(list) {
  list.open = false;
  document.getElementById("words")?.focus();
  return true;
}

/** An arrow goes to the next one, a letter to the next one whose title begins with it. */
function step(list, { key, target }) {
  const ones = [...list.querySelectorAll(".sheet-small :is(button, a)")];
  const at = ones.indexOf(target);
  if (at < 0) return false;
  const round = [...ones.slice(at + 1), ...ones.slice(0, at)];
  const begins = (one) => one.textContent.trim().toLowerCase().startsWith(key.toLowerCase());
  const next =
    key === "ArrowDown" ? round[0] : key === "ArrowUp" ? round.at(-1) : key.length === 1 && key !== " " ? round.find(begins) : null;
  next?.focus();
  return Boolean(next) || (key.length === 1 && key !== " ");
}

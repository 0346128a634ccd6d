// The editor of a script: numbers beside the lines, what the desk reads in the text as one types, fields that write into the
// text, a talk with it, and a draft that outlives the tab. Without this module every button does the same by a whole page.

import { morph } from "./morph.js";

/** So long after the last key the text is read. */
const SETTLE = 400;
const DRAFT = "candor:script:";
/** What an answer brings anew. */
const PARTS = ["script-problems", "script-outline", "script-fields", "script-try"];

const form = document.getElementById("script");
const text = document.getElementById("script-text");
const at = { timer: 0, asked: 0, shown: 0 };

if (form && text) begin();

function begin() {
  form.classList.add("is-alive");
  restoreDraft();
  drawLines();
  markLines();
  document.getElementById("import").hidden = false;
  text.addEventListener("input", changed);
  text.addEventListener("scroll", followScroll);
  form.addEventListener("submit", send);
  form.addEventListener("click", goToLine);
  form.addEventListener("change", (event) => {
    if (event.target.type === "file") takeFile(event.target);
    else if (event.target.closest(".script-field") && !event.target.closest("#part-new-question")) writeFields();
  });
  document.getElementById("say").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit(document.getElementById("say-it"));
  });
  scrollTalk();
}

function changed() {
  keepDraft();
  drawLines();
  clearTimeout(at.timer);
  at.timer = setTimeout(() => ask("/panel/script/check"), SETTLE);
}

// Asking the desk.

/** Buttons ask for parts of the page; publishing is a page of its own. */
function send(event) {
  const path = event.submitter ? new URL(event.submitter.formAction).pathname : "/panel/script/check";
  if (path === "/panel/script/publish") {
    // The fields are in the text already.
    for (const field of form.querySelectorAll(".script-field :is(input, textarea)")) field.disabled = true;
    setTimeout(() => form.querySelectorAll(":disabled").forEach((field) => (field.disabled = false)), 2000);
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  if (path === "/panel/script/try") return talk(event.submitter);
  if (path === "/panel/script/amend") return writeFields();
  ask(path);
}

async function talk(button) {
  const say = document.getElementById("say");
  const extra = button.name ? { [button.name]: button.value } : { say: say.value };
  if (extra.say !== undefined && !extra.say.trim()) return say.focus();
  document.getElementById("script-try").setAttribute("aria-busy", "true");
  const answer = await ask("/panel/script/try", extra);
  document.getElementById("script-try").removeAttribute("aria-busy");
  if (!answer) return;
  if (!document.querySelector('#script-try [role="alert"]')) say.value = "";
  document.getElementById("view-try").open = true;
  scrollTalk();
  say.focus();
}

/** Sends the fields that were touched, each with the mark of what it was. */
async function writeFields() {
  const extra = {};
  for (const field of form.querySelectorAll(".script-field textarea")) {
    if (field.value === field.defaultValue && !field.matches('[aria-invalid="true"]')) continue;
    extra[field.name] = field.value;
    extra[`was.${field.name}`] = form.elements[`was.${field.name}`].value;
  }
  const answer = await ask("/panel/script/amend", extra);
  const amended = answer?.getElementById("amended");
  if (!amended) return;
  const place = text.scrollTop;
  if (amended.value !== text.value) text.value = amended.value;
  text.scrollTop = place;
  keepDraft();
  drawLines();
  markLines();
  const told = answer.getElementById("told");
  tell(told.textContent, told.classList.contains("is-refusal"));
}

/** Asks with the text as it stands and takes over what comes; nothing if the text went on meanwhile or nobody answered. */
async function ask(path, extra = {}) {
  clearTimeout(at.timer);
  const number = (at.asked += 1);
  const body = new URLSearchParams({ name: form.elements.name.value, base: form.elements.base.value, text: text.value, part: "1", ...extra });
  const answer = await documentOf(path, body);
  if (!answer?.getElementById("script-problems")) {
    tell(form.dataset.away, true);
    return null;
  }
  if (number < at.shown) return answer;
  at.shown = number;
  for (const id of PARTS) take(id, answer, path);
  markLines();
  return answer;
}

function take(id, answer, path) {
  const [old, fresh] = [document.getElementById(id), answer.getElementById(id)];
  // Whoever types in a field goes on typing: it is shown anew when they are done.
  if (id === "script-fields" && path !== "/panel/script/amend" && old.contains(document.activeElement)) return;
  if (id === "script-try" && path !== "/panel/script/try") return;
  morph(old, fresh);
  if (id !== "script-fields") return;
  for (const field of old.querySelectorAll("textarea")) if (field !== document.activeElement) field.value = field.defaultValue;
  for (const part of fresh.querySelectorAll("details[open]")) document.getElementById(part.id).open = true;
}

/** A document by POST. Asked for in this way it needs no string made into HTML, and runs no script. */
function documentOf(path, body) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.responseType = "document";
    request.timeout = 30_000;
    request.addEventListener("loadend", () => done(request.status === 200 ? request.response : null));
    request.send(body);
  });
}

/** What was done, where the page says what was done. */
function tell(words, isRefusal) {
  const line = document.createElement("p");
  line.className = isRefusal ? "notice is-refusal" : "notice";
  line.textContent = words;
  document.getElementById("notice").replaceChildren(...(words ? [line] : []));
}

// Lines.

function linesBehind() {
  const pane = text.parentElement;
  let lines = pane.querySelector(".script-lines");
  if (!lines) {
    lines = document.createElement("div");
    lines.className = "script-lines";
    lines.setAttribute("aria-hidden", "true");
    pane.prepend(lines);
  }
  return lines;
}

/** Makes the lines behind the text those of the text; only what differs is touched. */
function drawLines() {
  const [lines, wanted] = [linesBehind(), text.value.split("\n")];
  while (lines.childElementCount > wanted.length) lines.lastElementChild.remove();
  while (lines.childElementCount < wanted.length) lines.append(document.createElement("div"));
  let line = lines.firstElementChild;
  for (const words of wanted) {
    if (line.textContent !== words) line.textContent = words;
    line = line.nextElementSibling;
  }
  followScroll();
}

function markLines() {
  const lines = linesBehind();
  for (const marked of lines.querySelectorAll("[class]")) marked.removeAttribute("class");
  for (const link of document.querySelectorAll("#script-problems [data-mark]")) {
    const line = lines.children[Number(link.dataset.line) - 1];
    if (line && line.className !== "is-error") line.className = `is-${link.dataset.mark}`;
  }
}

function followScroll() {
  linesBehind().scrollTop = text.scrollTop;
}

function goToLine(event) {
  const link = event.target.closest("a[data-line]");
  if (!link) return;
  event.preventDefault();
  const number = Number(link.dataset.line);
  const before = text.value.split("\n").slice(0, number - 1).join("\n").length;
  const start = number > 1 ? before + 1 : 0;
  const end = text.value.indexOf("\n", start);
  text.focus({ preventScroll: true });
  text.setSelectionRange(start, end < 0 ? text.value.length : end);
  const line = linesBehind().children[number - 1];
  if (line) text.scrollTop = line.offsetTop - text.clientHeight / 4;
  text.scrollIntoView({ block: "nearest" });
}

function scrollTalk() {
  const lines = document.getElementById("talk-lines");
  if (lines) lines.scrollTop = lines.scrollHeight;
}

// The draft.

function keepDraft() {
  const draft = { base: form.elements.base.value, name: form.elements.name.value, text: text.value };
  try {
    localStorage.setItem(DRAFT + form.dataset.draft, JSON.stringify(draft));
  } catch {
    // A full store keeps no draft; writing goes on.
  }
}

function dropDraft() {
  localStorage.removeItem(DRAFT + form.dataset.draft);
}

/** Puts the draft in the place of what is published. It knows from which version it was begun. */
function restoreDraft() {
  const isFresh = "fresh" in form.dataset;
  if (!isFresh) {
    keepDraft();
    return;
  }
  // Browsers put back what stood in a form before a reload: what counts is what the desk sent, and the draft.
  const published = { base: form.elements.base.defaultValue, text: text.defaultValue };
  text.value = published.text;
  form.elements.base.value = published.base;
  const kept = readDraft();
  if (!kept || kept.text === published.text) {
    dropDraft();
    forgetPublished();
    return;
  }
  const bar = document.getElementById("draft");
  if (kept.base !== published.base) bar.firstElementChild.textContent += ` ${bar.dataset.newer}`;
  text.value = kept.text;
  form.elements.base.value = kept.base;
  toBeginning();
  bar.hidden = false;
  document.getElementById("drop-draft").addEventListener("click", () => {
    text.value = published.text;
    form.elements.base.value = published.base;
    bar.hidden = true;
    dropDraft();
    drawLines();
    ask("/panel/script/check");
    toBeginning();
  });
  queueMicrotask(() => ask("/panel/script/check"));
}

/** A browser leaves the cursor behind a text that was put in. */
function toBeginning() {
  text.setSelectionRange(0, 0);
  text.scrollTop = 0;
}

function readDraft() {
  try {
    return JSON.parse(localStorage.getItem(DRAFT + form.dataset.draft));
  } catch {
    return null;
  }
}

/** A new script that was published lies under its own name now: the drafts it was made of are done with. */
function forgetPublished() {
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(`${DRAFT}new:`)) continue;
    try {
      if (JSON.parse(localStorage.getItem(key)).text === text.value) localStorage.removeItem(key);
    } catch {
      localStorage.removeItem(key);
    }
  }
}

async function takeFile(input) {
  const file = input.files[0];
  input.value = "";
  if (!file) return;
  text.value = (await file.text()).replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  text.focus();
  changed();
}

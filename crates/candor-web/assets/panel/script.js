// The editor of a script: a form of its parts and its text, each of which follows the other as one types, what the desk reads
// in it, a talk with it, and a draft that outlives the tab. Without this module every button does the same by a whole page.

import { morph } from "./morph.js";

/** So long after the last key the text is read. */
const SETTLE = 400;
/** So long after the last key in a field it is written into the text. */
const SETTLE_FIELD = 700;
const DRAFT = "candor:script:";
/** What an answer brings anew. */
const PARTS = ["script-problems", "script-form", "script-try"];
const CHECK = "/panel/script/check";
const AMEND = "/panel/script/amend";
const TRY = "/panel/script/try";

const form = document.getElementById("script");
const text = document.getElementById("script-text");
const at = { timer: 0, asked: 0, shown: 0, field: "", last: "", queue: Promise.resolve() };

if (form && text) begin();

function begin() {
  form.classList.add("is-alive");
  if (matchMedia("(max-width: 62em)").matches) document.getElementById("view-text").open = false;
  restoreDraft();
  drawLines();
  markLines();
  document.getElementById("import").hidden = false;
  text.addEventListener("input", changed);
  text.addEventListener("scroll", followScroll);
  form.addEventListener("submit", send);
  form.addEventListener("click", goToLine);
  form.addEventListener("click", putBraces);
  form.addEventListener("focusin", (event) => event.target.matches("#script-form textarea") && (at.last = event.target.id));
  form.addEventListener("input", (event) => isField(event.target) && typed(event.target));
  form.addEventListener("change", (event) => {
    if (event.target.type === "file") takeFile(event.target);
    else if (isField(event.target) && !event.target.closest("[data-group]")) writeFields(event.target);
  });
  // Rows are written when one has done with them: one that is emptied would go while one types in it.
  form.addEventListener("focusout", (event) => {
    const group = event.target.closest("[data-group]");
    if (group && isField(event.target) && !group.contains(event.relatedTarget)) writeFields(event.target);
  });
  document.getElementById("say").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit(document.getElementById("say-it"));
  });
  document.getElementById("view-text").addEventListener("toggle", followScroll);
  scrollTalk();
  const line = Number(document.querySelector("#script-form a[data-line]")?.dataset.line ?? 0);
  if (line > 0) scrollToLine(line);
}

function changed() {
  keepDraft();
  drawLines();
  clearTimeout(at.timer);
  at.timer = setTimeout(() => ask(CHECK), SETTLE);
}

// The form.

/** Whether something belongs to a part that is there: a new one is written when it is added. */
function isField(element) {
  return element.name?.startsWith("f.") && !isNew();
}

function isNew() {
  return form.elements.at.value.startsWith("new/");
}

function typed(field) {
  if (field.closest("[data-group]") || field.matches("select")) return;
  clearTimeout(at.timer);
  at.timer = setTimeout(() => writeFields(field), SETTLE_FIELD);
}

/** Writes what was filled in. What goes on with one field is one change to take back. */
function writeFields(field) {
  const extra = field.name === at.field ? { joined: "1" } : {};
  at.field = field.name;
  return amend(extra, null);
}

/** Sends the form, and takes over the text that comes back. One after the other: each begins with the text of the last. */
function amend(extra, button) {
  clearTimeout(at.timer);
  at.queue = at.queue.then(() => amendNow(extra, button)).catch(() => null);
  return at.queue;
}

async function amendNow(extra, button) {
  const before = text.value;
  const answer = await ask(AMEND, { ...fieldsOf(), ...extra });
  const amended = answer?.getElementById("amended");
  if (!amended) return null;
  // Whoever wrote in the text meanwhile goes on with that.
  if (amended.value !== text.value && text.value === before) {
    const place = text.scrollTop;
    text.value = amended.value;
    text.scrollTop = place;
    keepDraft();
    drawLines();
  } else if (text.value !== before) {
    ask(CHECK);
  }
  markLines();
  const told = answer.getElementById("told");
  const isRefusal = told.classList.contains("is-refusal");
  if (button || isRefusal) tell(told.textContent, isRefusal);
  return answer;
}

/** All that is sent of the form's part. */
function fieldsOf() {
  const pairs = Object.create(null);
  for (const [name, value] of new FormData(form)) {
    if (!/^(f\.|was\.|at$|undo$|rename$)/.test(name)) continue;
    pairs[name] = name in pairs ? [pairs[name], value].flat() : value;
  }
  return pairs;
}

/** A button of the form: another part, a new one, further up, away, taken back. */
async function press(button) {
  const from = form.elements.at.value;
  at.field = "";
  const answer = await amend(button.name ? { [button.name]: button.value } : {}, button);
  if (!answer) return;
  const now = form.elements.at.value;
  if (now === from && button.name !== "open") return;
  const back = now === "" ? document.querySelector(`#overview button[value="${CSS.escape(from)}"]`) : null;
  if (back?.closest("details")) back.closest("details").open = true;
  const place = back || document.getElementById("form-title");
  place.focus({ preventScroll: true });
  const seen = back || document.getElementById("script-form");
  seen.scrollIntoView({ block: back ? "nearest" : "start" });
  const line = Number(button.dataset.goes || document.querySelector("#script-form a[data-line]")?.dataset.line || 0);
  if (line > 0 && document.getElementById("view-text").open) scrollToLine(line);
}

/** Puts a name in braces where one wrote last. */
function putBraces(event) {
  const button = event.target.closest("[data-put]");
  if (!button) return;
  const fields = [...document.querySelectorAll("#script-form textarea")];
  const field = fields.find((one) => one.id === at.last) ?? fields.find((one) => /^f\.(say|answer)\./.test(one.name)) ?? fields[0];
  const before = field.value.slice(0, field.selectionStart);
  const gap = before && !/\s$/.test(before) ? " " : "";
  field.setRangeText(gap + button.dataset.put, field.selectionStart, field.selectionEnd, "end");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// Asking the desk.

/** Buttons ask for parts of the page; publishing and files are pages of their own. */
function send(event) {
  const path = event.submitter ? new URL(event.submitter.formAction).pathname : AMEND;
  if (path === "/panel/script/publish" || path === "/panel/script/save") return;
  event.preventDefault();
  event.stopPropagation();
  if (path === TRY) return talk(event.submitter);
  if (path === AMEND) return press(event.submitter ?? {});
  ask(path);
}

async function talk(button) {
  const say = document.getElementById("say");
  const extra = button.name && button.name !== "say-it" ? { [button.name]: button.value } : { say: say.value };
  if (extra.say !== undefined && !extra.say.trim()) return say.focus();
  await at.queue;
  document.getElementById("script-try").setAttribute("aria-busy", "true");
  const answer = await ask(TRY, extra);
  document.getElementById("script-try").removeAttribute("aria-busy");
  if (!answer) return;
  if (!document.querySelector('#script-try [role="alert"]')) say.value = "";
  document.getElementById("view-try").open = true;
  scrollTalk();
  say.focus();
}

/** Asks with the text as it stands and takes over what comes; nothing if the text went on meanwhile or nobody answered. */
async function ask(path, extra = {}) {
  clearTimeout(at.timer);
  const number = (at.asked += 1);
  const body = new URLSearchParams({ name: form.elements.name.value, base: form.elements.base.value, text: text.value, part: "1" });
  const own = { at: form.elements.at.value, undo: undone(), ...extra };
  for (const [name, value] of Object.entries(own)) for (const one of [value].flat()) body.append(name, one);
  const sent = new Map([...form.querySelectorAll('[name^="f."], [name="rename"]')].map((field) => [field, stateOf(field)]));
  const answer = await documentOf(path, body);
  if (!answer?.getElementById("script-problems")) {
    tell(form.dataset.away, true);
    return null;
  }
  if (number < at.shown) return answer;
  at.shown = number;
  for (const id of PARTS) take(id, answer, path, sent);
  markLines();
  return answer;
}

function undone() {
  return [...form.querySelectorAll('#script-form > [name="undo"]')].map((one) => one.value);
}

function take(id, answer, path, sent) {
  const [old, fresh] = [document.getElementById(id), answer.getElementById(id)];
  // Whoever types in a field goes on typing: it is shown anew when they are done.
  if (id === "script-form" && path !== AMEND && (isNew() || old.contains(document.activeElement))) return;
  if (id === "script-try" && path !== TRY) return;
  morph(old, fresh);
  if (id !== "script-form") return;
  // What the browser keeps of a field is what was sent of it; what was typed since stays.
  for (const field of old.querySelectorAll('[name^="f."], [name="rename"]')) {
    if (field === document.activeElement || (sent.has(field) && sent.get(field) !== stateOf(field))) continue;
    if (field.matches("select")) for (const option of field.options) option.selected = option.defaultSelected;
    else if (field.type === "checkbox") field.checked = field.defaultChecked;
    else field.value = field.defaultValue;
  }
}

function stateOf(field) {
  return field.type === "checkbox" ? String(field.checked) : field.value;
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
  document.getElementById("view-text").open = true;
  const number = Number(link.dataset.line);
  const before = text.value.split("\n").slice(0, number - 1).join("\n").length;
  const start = number > 1 ? before + 1 : 0;
  const end = text.value.indexOf("\n", start);
  text.focus({ preventScroll: true });
  text.setSelectionRange(start, end < 0 ? text.value.length : end);
  scrollToLine(number);
  text.scrollIntoView({ block: "nearest" });
}

function scrollToLine(number) {
  const line = linesBehind().children[number - 1];
  if (line) text.scrollTop = line.offsetTop - text.clientHeight / 4;
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
    ask(CHECK);
    toBeginning();
  });
  queueMicrotask(() => ask(CHECK));
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

/** A file in the place of the text. Nothing is kept of one that is no text, or too long to be a script. */
async function takeFile(input) {
  const file = input.files[0];
  input.value = "";
  if (!file) return;
  if (file.size > Number(form.dataset.most)) return tell(form.dataset.tooLong, true);
  let words = "";
  try {
    words = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return tell(form.dataset.notText, true);
  }
  tell("", false);
  text.value = words.replace(/\r\n?/g, "\n");
  text.focus();
  changed();
}

// The words of the page in its two languages, and how times and shares are written in them.

let words = {};
let language = "en";

/** Loads the words of a language and puts them wherever the page asks for them. */
export async function speak(code) {
  const answer = await fetch(`/assets/demo/locales/${code}.json`);
  if (!answer.ok) throw new Error(`no words for ${code}`);
  words = await answer.json();
  language = code;
  document.documentElement.lang = code;
  document.title = t("title");
  label(document);
}

/** The language of the page. */
export function spoken() {
  return language;
}

/** The words of a key, with `{name}` replaced once by the given values. */
export function t(key, values = {}) {
  const text = words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** The words for a stable word of the desk such as `why.trigger`; the word itself where the page has none yet. */
export function term(group, word, values = {}) {
  const key = `${group}.${word}`;
  return key in words ? t(key, values) : plain(word);
}

/** Whether the page has words for a stable word of the desk. */
export function has(group, word) {
  return `${group}.${word}` in words;
}

/** A name from a script or the code as people read it: `ask_budget` is "ask budget". */
export function plain(word) {
  return String(word).replaceAll(/[_-]+/g, " ");
}

/** The text of a wording `{en, ru}` in the page's language, else in the other. */
export function worded(wording) {
  return wording?.[language] ?? wording?.en ?? wording?.ru ?? "";
}

/** Hours and minutes. */
export function clock(millis) {
  return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(
    new Date(millis),
  );
}

/** Day and month. */
export function day(millis) {
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "long" }).format(new Date(millis));
}

/** A figure between 0 and 1 with two digits. */
export function share(value) {
  return new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);
}

/** A number of bytes. */
export function size(bytes) {
  const step = 1000;
  const units = ["byte", "kilobyte", "megabyte"];
  const power = Math.min(units.length - 1, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(step)));
  const unitDisplay = power === 0 ? "long" : "short";
  const looks = { style: "unit", unit: units[power], unitDisplay, maximumFractionDigits: power > 1 ? 1 : 0 };
  return new Intl.NumberFormat(language, looks).format(bytes / step ** power);
}

/** A number of seconds as a player shows it. */
export function length(seconds) {
  const minute = 60;
  return `${Math.floor(seconds / minute)}:${String(seconds % minute).padStart(2, "0")}`;
}

/** Text with its unprintable, zero-width and direction-changing characters written out, for the reader who judges it. */
export function visible(text) {
  const hidden =
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
  return String(text).replace(hidden, (mark) => `⟨${mark.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
}

/** Puts words into every element under `root` that names a key. */
export function label(root) {
  for (const element of root.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const element of root.querySelectorAll("[data-t-label]"))
    element.setAttribute("aria-label", t(element.dataset.tLabel));
  for (const element of root.querySelectorAll("[data-t-title]")) element.title = t(element.dataset.tTitle);
  for (const element of root.querySelectorAll("[data-t-placeholder]"))
    element.placeholder = t(element.dataset.tPlaceholder);
}

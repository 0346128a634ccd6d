// What a message carries besides words: a photo, a document, a voice message, a sticker. Files come from the simulator
// and are shown or saved, never opened as a page.

import { el, icon, name } from "./dom.js";
import { length, size, t, visible } from "./text.js";

const ICONS = { voice: "voice", audio: "voice", video: "film", video_note: "film", animation: "film", photo: "photo" };

/** The attachment `{kind, name, bytes, seconds, emoji, width, height, url}` of a message, as it is drawn in a bubble. */
export function attachment(file) {
  if (file.kind === "photo" && file.url) return photo(file);
  if (file.kind === "sticker") return sticker(file);
  return tile(file);
}

/** What it is in one word, for quotes. */
export function kindOf(kind) {
  return t(`file.${kind}`);
}

function photo(file) {
  const looks = { class: "photo", src: file.url, alt: t("file.photo"), width: file.width, height: file.height };
  const link = el("a", { class: "photo-link", href: file.url, download: "", title: t("file.save") });
  // What calls itself a photo may be anything.
  link.append(el("img", { ...looks, onerror: () => link.replaceWith(tile(file)) }));
  return link;
}

function sticker(file) {
  return el(
    "div",
    { class: "sticker" },
    file.emoji && el("span", { class: "sticker-sign", "aria-hidden": "true" }, file.emoji),
    el("span", { class: "fine" }, t("file.sticker")),
  );
}

function tile(file) {
  const what = kindOf(file.kind);
  const isNamed = Boolean(file.name) && file.kind !== "voice";
  const about = [isNamed && what, file.seconds > 0 && length(file.seconds), file.bytes !== null && size(file.bytes)];
  const save = { href: file.url, download: file.name ?? "", title: t("file.save") };
  return el(
    file.url ? "a" : "div",
    { class: "file", "data-kind": file.kind, ...(file.url ? save : {}) },
    el("span", { class: "file-sign" }, icon(ICONS[file.kind] ?? "document")),
    el(
      "span",
      { class: "file-lines" },
      el("span", { class: "file-name" }, isNamed ? name(visible(file.name)) : what),
      el("span", { class: "fine" }, about.filter(Boolean).join(" · ")),
    ),
  );
}

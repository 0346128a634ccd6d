// One message of a chat as it is drawn: bubble, what it answers, attachment, words, time, ticks, buttons, the way to reply.

import { attachment, kindOf } from "./attachment.js";
import { el, icon } from "./dom.js";
import { clock, t } from "./text.js";

/**
 * The row of a message. `day` opens a new day above it, `tick` is its delivery mark, `peer` wrote what is not mine;
 * `onReply()`, where given, lets it be replied to, and `onPress(button)` returns a promise.
 */
export function row(message, { day, tick, peer, onReply, onPress }) {
  return el(
    "div",
    { class: `row ${message.isMine ? "mine" : "theirs"}`, "data-message": message.id },
    day && el("div", { class: "day" }, el("span", {}, day)),
    el(
      "div",
      { class: "bubble" },
      el("span", { class: "unseen" }, message.isMine ? t("chat.you") : t("chat.them", { name: peer })),
      message.replyTo && quote(message.replyTo),
      message.file && attachment(message.file),
      message.text !== "" && el("div", { class: "words", dir: "auto" }, message.text),
      stamp(message, tick),
      onReply && reply(onReply),
    ),
    message.buttons.map((line) => el("div", { class: "keys" }, ...line.map((button) => key(button, onPress)))),
  );
}

/** What the peer is still writing. `onStop()`, where given, returns a promise. */
export function unfinished(draft, { peer, onStop }) {
  const press = async () => {
    node.setAttribute("aria-busy", "true");
    await onStop();
    node.removeAttribute("aria-busy");
  };
  const node = onStop && el("button", { type: "button", class: "key", onclick: press }, t("chat.stop"));
  return el(
    "div",
    { class: "row theirs" },
    el(
      "div",
      { class: "bubble" },
      el("span", { class: "unseen" }, t("chat.writes", { name: peer })),
      el("div", { class: "words", dir: "auto" }, draft.text === "" ? t("chat.thinking") : draft.text),
    ),
    node && el("div", { class: "keys" }, node),
  );
}

function quote({ text, kind }) {
  return el("div", { class: "quote", dir: "auto" }, kind && el("b", {}, kindOf(kind)), kind && text && " ", text);
}

function stamp(message, tick) {
  const means = tick && t(`chat.${tick}`);
  return el(
    "div",
    { class: "stamp" },
    message.isEdited && el("span", { class: "edited" }, t("chat.edited")),
    el("time", { datetime: new Date(message.at).toISOString() }, clock(message.at)),
    tick && el("span", { class: `tick is-${tick}`, role: "img", "aria-label": means, title: means }, icon(tick)),
  );
}

function reply(onReply) {
  const means = t("chat.reply");
  const looks = { type: "button", class: "reply icon-button", "aria-label": means, title: means };
  return el("button", { ...looks, onclick: onReply }, icon("reply"));
}

function key(button, onPress) {
  const press = async () => {
    node.setAttribute("aria-busy", "true");
    await onPress(button);
    node.removeAttribute("aria-busy");
  };
  const node = el("button", { type: "button", class: "key", onclick: press }, button.label);
  return node;
}

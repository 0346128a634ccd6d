// One person's chat with the bot, as a phone shows it. It draws what it is given and says what the person did;
// it knows nothing of servers.

import { el, fill, icon, name } from "./dom.js";
import { row } from "./message.js";
import { day, t } from "./text.js";

const NEAR_END = 80;
const INITIALS = 2;

/**
 * A phone. `options`: `id` (prefix of element ids), `canReply` (messages can be answered one by one),
 * `canStart` (an empty chat offers Start, as Telegram does), `send(text, replyTo)` and `press(message, button)`, both returning promises.
 */
export class Phone {
  constructor(root, options) {
    this.options = options;
    this.drawn = new Map();
    this.replyTo = null;
    this.build(root);
    this.rename();
  }

  /** Whose phone it is and whom it talks to. */
  face({ person, peer }) {
    this.peer = peer;
    fill(this.avatar, initials(peer));
    fill(this.title, name(peer));
    fill(this.owner, name(person));
    this.log.setAttribute("aria-label", t("chat.with", { name: peer }));
  }

  /** Puts the words of the page's language; the messages stay as they were written. */
  rename() {
    this.text.placeholder = t(`${this.options.id}.placeholder`);
    this.text.setAttribute("aria-label", t(`${this.options.id}.placeholder`));
    this.sendButton.setAttribute("aria-label", t("chat.send"));
    this.sendButton.title = t("chat.send");
    this.cancelReply.setAttribute("aria-label", t("chat.cancel_reply"));
    fill(this.newer, icon("down"), el("span", {}, t("chat.newer")));
    const start =
      this.options.canStart &&
      el("button", { type: "button", class: "start", onclick: () => this.say("/start") }, t("chat.start"));
    fill(this.empty, el("p", {}, t(`${this.options.id}.empty`)), start);
    this.status(this.isTyping);
    this.forget();
  }

  /** Draws the messages, oldest first. `seen(message)` says whether the other side has taken it. */
  show(messages, { isTyping, seen }) {
    const wasAtEnd = this.isAtEnd();
    const present = new Set();
    let grew = false;
    let lastDay = "";
    let previous = this.empty;
    for (const message of messages) {
      const today = day(message.at);
      const opens = today === lastDay ? null : today;
      lastDay = today;
      present.add(message.id);
      const tick = message.isMine ? (seen(message) ? "ticks" : "tick") : null;
      const print = JSON.stringify([message.text, message.isEdited, message.buttons, tick, opens]);
      const known = this.drawn.get(message.id);
      if (!known || known.print !== print) {
        const node = this.draw(message, opens, tick);
        if (known) known.node.replaceWith(node);
        else grew = true;
        this.drawn.set(message.id, { node, print });
      }
      const { node } = this.drawn.get(message.id);
      if (previous.nextSibling !== node) previous.after(node);
      previous = node;
    }
    for (const [id, { node }] of this.drawn) {
      if (present.has(id)) continue;
      node.remove();
      this.drawn.delete(id);
    }
    this.empty.hidden = messages.length > 0;
    if (isTyping !== this.isTyping) this.status(isTyping);
    if (wasAtEnd) this.toEnd();
    else if (grew) this.newer.hidden = false;
    return grew;
  }

  /** Offers things to say. */
  suggest(phrases) {
    fill(
      this.chips,
      phrases.map((phrase) =>
        el("button", { type: "button", class: "chip-say", onclick: () => this.say(phrase) }, phrase),
      ),
    );
    this.chips.hidden = phrases.length === 0;
  }

  /** Shows a short line for a while, such as the answer to a pressed button. */
  toast(text, isBad = false) {
    fill(this.note, text);
    this.note.classList.toggle("is-bad", isBad);
    this.note.hidden = false;
    clearTimeout(this.noteTimer);
    this.noteTimer = setTimeout(() => {
      this.note.hidden = true;
    }, 6000);
  }

  /** Forgets what was drawn, so that the next `show` draws everything anew. */
  forget() {
    for (const { node } of this.drawn.values()) node.remove();
    this.drawn.clear();
    this.newer.hidden = true;
  }

  focus() {
    this.text.focus({ preventScroll: true });
  }

  build(root) {
    const { id } = this.options;
    this.avatar = el("span", { class: "avatar", "aria-hidden": "true" });
    this.title = el("span", { class: "peer" });
    this.state = el("span", { class: "peer-state" });
    this.owner = el("span", { class: "owner" });
    this.empty = el("div", { class: "chat-empty" });
    this.log = el(
      "div",
      {
        class: "log",
        role: "log",
        "aria-live": "polite",
        tabindex: "0",
        id: `${id}-log`,
        onscroll: () => {
          if (this.isAtEnd()) this.newer.hidden = true;
        },
      },
      this.empty,
    );
    this.newer = el("button", { type: "button", class: "newer", hidden: true, onclick: () => this.toEnd() });
    this.note = el("p", { class: "phone-note", role: "status", hidden: true });
    this.chips = el("div", { class: "chips-say", id: `${id}-chips`, hidden: true });
    this.replyText = el("span", { class: "reply-text" });
    this.cancelReply = el(
      "button",
      { type: "button", class: "icon-button", onclick: () => this.answer(null) },
      icon("close"),
    );
    this.replyBar = el("div", { class: "reply-bar", hidden: true }, icon("reply"), this.replyText, this.cancelReply);
    this.text = el("textarea", {
      id: `${id}-text`,
      rows: "1",
      maxlength: "4096",
      autocomplete: "off",
      enterkeyhint: "send",
      onkeydown: (event) => this.key(event),
      oninput: () => this.grow(),
    });
    this.sendButton = el("button", { type: "submit", class: "send", id: `${id}-send`, disabled: true }, icon("send"));
    const form = el(
      "form",
      {
        class: "composer",
        onsubmit: (event) => {
          event.preventDefault();
          this.say(this.text.value, true);
        },
      },
      this.text,
      this.sendButton,
    );
    root.append(
      el(
        "div",
        { class: "phone" },
        el(
          "div",
          { class: "phone-top" },
          this.avatar,
          el("div", { class: "peer-lines" }, this.title, this.state),
          this.owner,
        ),
        el("div", { class: "log-frame" }, this.log, this.newer, this.note),
        this.chips,
        this.replyBar,
        form,
      ),
    );
  }

  draw(message, day, tick) {
    const canReply = this.options.canReply && !message.isMine;
    return row(message, {
      day,
      tick,
      peer: this.peer,
      onReply: canReply ? () => this.answer(message) : null,
      onPress: (button) => this.press(message, button),
    });
  }

  async press(message, button) {
    try {
      const answer = await this.options.press(message, button);
      if (answer) this.toast(answer);
    } catch {
      this.toast(t("chat.not_sent"), true);
    }
  }

  async say(text, isTyped = false) {
    if (text.trim() === "" || this.isSending) return;
    this.isSending = true;
    const replyTo = this.replyTo?.id ?? null;
    try {
      await this.options.send(text, replyTo);
      if (isTyped) this.text.value = "";
      this.answer(null);
      this.grow();
      this.toEnd();
    } catch {
      this.toast(t("chat.not_sent"), true);
    } finally {
      this.isSending = false;
    }
  }

  answer(message) {
    this.replyTo = message;
    fill(this.replyText, message?.text ?? "");
    this.replyBar.hidden = message === null;
    if (message) this.focus();
  }

  key(event) {
    if (event.key === "Escape" && this.replyTo) this.answer(null);
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.say(this.text.value, true);
  }

  grow() {
    this.sendButton.disabled = this.text.value.trim() === "";
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight + 2, 140)}px`;
  }

  status(isTyping) {
    this.isTyping = isTyping;
    const dots = el("span", { class: "typing", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
    if (isTyping) fill(this.state, t("chat.typing"), dots);
    else fill(this.state, t(`${this.options.id}.peer`));
    this.state.classList.toggle("is-typing", Boolean(isTyping));
  }

  isAtEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_END;
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
    this.newer.hidden = true;
  }
}

function initials(text) {
  const parts = text.split(/\s+/u).map((part) => [...part].find((letter) => /[\p{L}\p{N}]/u.test(letter)) ?? "");
  return parts.filter(Boolean).slice(0, INITIALS).join("").toUpperCase() || "?";
}

// One person's chat with the bot, as a phone shows it. It draws what it is given and says what the person did;
// it knows nothing of servers.

import { Chooser } from "./chooser.js";
import { Composer } from "./composer.js";
import { el, fill, icon, name } from "./dom.js";
import { row, unfinished } from "./message.js";
import { day, t } from "./text.js";

const NEAR_END = 80;
const INITIALS = 2;

/**
 * A phone. `options`: `id` (prefix of element ids), `send(text, replyTo)`, `attach(file, words, replyTo)`,
 * `press(message, button)`, `stop()` and `menu()`, all returning promises, and `choose(person)`.
 */
export class Phone {
  constructor(root, options) {
    this.options = options;
    this.drawn = new Map();
    this.isUsual = true;
    this.caption = root.querySelector(".caption");
    this.build(root);
    this.rename();
  }

  /** Whose phone it is and whom it talks to. `isUsual`: the person this side of the page is meant for. */
  face({ person, peer, isUsual }) {
    this.person = person.name;
    this.peer = peer;
    this.isUsual = isUsual;
    this.chooser.show(this.chooser.people, person);
    fill(this.avatar, initials(peer));
    fill(this.title, name(peer));
    this.log.setAttribute("aria-label", t("chat.with", { name: peer }));
    this.label();
  }

  /** Offers the people whose phone it could be. */
  offer(people, chosen) {
    this.chooser.show(people, chosen);
  }

  /** Puts the words of the page's language; the messages stay as they were written. */
  rename() {
    this.chooser.rename();
    fill(this.newer, icon("down"), el("span", {}, t("chat.newer")));
    this.label();
    this.forget();
  }

  /** What depends on whose phone it is. */
  label() {
    fill(this.caption, this.words("caption"));
    this.composer.rename(this.words("placeholder"));
    const press = () => this.composer.say("/start");
    // An empty chat offers Start, as Telegram does; the staff has joined already.
    const canStart = this.options.id === "contact" || !this.isUsual;
    const start = canStart && el("button", { type: "button", class: "start", onclick: press }, t("chat.start"));
    fill(this.empty, el("p", {}, this.words("empty")), start);
    this.status(this.isTyping);
  }

  words(key) {
    return t(`${this.isUsual ? this.options.id : "other"}.${key}`, { name: this.person ?? "" });
  }

  /** Draws the messages, oldest first, and what the bot is writing. `seen(message)` says whether the other side has taken it. */
  show(messages, { isTyping, draft, seen }) {
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
      const print = JSON.stringify([message, tick, opens]);
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
    this.empty.hidden = messages.length > 0 || draft !== null;
    this.sketch(draft);
    if (isTyping !== this.isTyping) this.status(isTyping);
    if (wasAtEnd) this.toEnd();
    else if (grew) this.newer.hidden = false;
    return grew;
  }

  /** Draws what the bot is writing, or takes it away. */
  sketch(draft) {
    const print = JSON.stringify(draft);
    if (print === this.sketched) return;
    this.sketched = print;
    const onStop = draft?.canStop ? () => this.stop() : null;
    fill(this.draft, draft && unfinished(draft, { peer: this.peer, onStop }));
  }

  /** Offers things to say. */
  suggest(phrases) {
    fill(
      this.chips,
      phrases.map((phrase) =>
        el("button", { type: "button", class: "chip-say", onclick: () => this.composer.say(phrase) }, phrase),
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
    this.sketched = null;
    fill(this.draft);
    this.newer.hidden = true;
  }

  /** Another person has it now. */
  hand() {
    this.composer.clear();
    this.forget();
  }

  focus() {
    this.composer.focus();
  }

  build(root) {
    const { id } = this.options;
    this.avatar = el("span", { class: "avatar", "aria-hidden": "true" });
    this.title = el("span", { class: "peer" });
    this.state = el("span", { class: "peer-state" });
    this.chooser = new Chooser(id, (person) => this.options.choose(person));
    this.empty = el("div", { class: "chat-empty" });
    // Its words change as it grows: they are read out when they are a message.
    this.draft = el("div", { "aria-live": "off" });
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
      this.draft,
    );
    this.newer = el("button", { type: "button", class: "newer", hidden: true, onclick: () => this.toEnd() });
    this.note = el("p", { class: "phone-note", role: "status", hidden: true });
    this.chips = el("div", { class: "chips-say", id: `${id}-chips`, hidden: true });
    this.composer = new Composer({
      id,
      send: this.options.send,
      attach: this.options.attach,
      menu: this.options.menu,
      sent: () => this.toEnd(),
      failed: () => this.toast(t("chat.not_sent"), true),
    });
    root.append(
      el(
        "div",
        { class: "phone" },
        el(
          "div",
          { class: "phone-top" },
          this.avatar,
          el("div", { class: "peer-lines" }, this.title, this.state),
          this.chooser.element,
        ),
        el("div", { class: "log-frame" }, this.log, this.newer, this.note),
        this.chips,
        this.composer.element,
      ),
    );
  }

  draw(message, day, tick) {
    return row(message, {
      day,
      tick,
      peer: this.peer,
      onReply: message.isMine ? null : () => this.composer.answer(message),
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

  async stop() {
    try {
      await this.options.stop();
    } catch {
      this.toast(t("chat.not_sent"), true);
    }
  }

  status(isTyping) {
    this.isTyping = isTyping;
    const dots = el("span", { class: "typing", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
    if (isTyping) fill(this.state, t("chat.typing"), dots);
    else fill(this.state, this.words("peer"));
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

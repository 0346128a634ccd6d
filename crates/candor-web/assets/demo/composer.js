// Where a person writes: words, a file with words under it, in reply to a message or not, and the menu of commands.

import { kindOf } from "./attachment.js";
import { el, fill, icon, name } from "./dom.js";
import { CommandMenu } from "./menu.js";
import { size, t, visible } from "./text.js";

const TALLEST = 140;
// A command being typed: nothing but a slash and the beginning of its name.
const BARE_COMMAND = /^\/(\w*)$/;

/**
 * The lower end of a phone. `id` begins the ids of its elements; `send(text, replyTo)` and `attach(file, words, replyTo)`
 * return promises, `menu()` that of the commands; `sent()` and `failed()` hear what became of it.
 */
export class Composer {
  constructor(options) {
    this.options = options;
    this.replyTo = null;
    this.file = null;
    this.build(options.id);
  }

  /** Puts the words of the page's language. */
  rename(placeholder) {
    this.text.placeholder = placeholder;
    this.text.setAttribute("aria-label", placeholder);
    const named = [
      [this.sendButton, t("chat.send")],
      [this.menuButton, t("menu.open")],
      [this.clip, t("file.attach")],
      [this.cancelReply, t("chat.cancel_reply")],
      [this.cancelFile, t("file.cancel")],
    ];
    for (const [button, means] of named) {
      button.setAttribute("aria-label", means);
      button.title = means;
    }
    this.picker.setAttribute("aria-label", t("file.attach"));
  }

  /** What is written from now on answers this message; none with `null`. */
  answer(message) {
    this.replyTo = message;
    fill(this.replyText, message ? message.text || kindOf(message.file?.kind ?? "other") : "");
    this.replyBar.hidden = message === null;
    if (message) this.focus();
  }

  /** Another person has the phone: nothing half-written is theirs. */
  clear() {
    this.text.value = "";
    this.answer(null);
    this.take(null);
    this.menu.close();
    this.grow();
  }

  focus() {
    this.text.focus({ preventScroll: true });
  }

  /** Says something: words offered elsewhere on the phone, or what was typed. */
  async say(text, isTyped = false) {
    const file = isTyped ? this.file : null;
    if ((text.trim() === "" && !file) || this.isSending) return;
    this.isSending = true;
    this.menu.close();
    const replyTo = this.replyTo?.id ?? null;
    try {
      if (file) await this.options.attach(file, text, replyTo);
      else await this.options.send(text, replyTo);
      if (isTyped) this.text.value = "";
      if (file) this.take(null);
      this.answer(null);
      this.grow();
      this.options.sent();
    } catch {
      this.options.failed();
    } finally {
      this.isSending = false;
    }
  }

  build(id) {
    this.buildMenu(id);
    this.buildBars(id);
    this.text = el("textarea", {
      id: `${id}-text`,
      rows: "1",
      maxlength: "4096",
      autocomplete: "off",
      enterkeyhint: "send",
      onkeydown: (event) => this.key(event),
      oninput: () => this.typed(),
      onblur: (event) => this.menu.left(event.relatedTarget),
    });
    this.sendButton = el("button", { type: "submit", class: "send", id: `${id}-send`, disabled: true }, icon("send"));
    const submit = (event) => {
      event.preventDefault();
      this.say(this.text.value, true);
    };
    const form = el(
      "form",
      { class: "composer", onsubmit: submit },
      this.menuButton,
      this.text,
      this.clip,
      this.picker,
      this.sendButton,
    );
    this.element = el("div", { class: "composer-frame" }, this.menu.element, this.replyBar, this.fileBar, form);
  }

  buildMenu(id) {
    this.menu = new CommandMenu({
      id: `${id}-menu`,
      ask: this.options.menu,
      leave: () => this.focus(),
      choose: (command) => {
        this.text.value = `/${command} `;
        this.grow();
        this.focus();
      },
      turned: (isOpen) => this.menuButton.setAttribute("aria-expanded", String(isOpen)),
    });
    this.menuButton = el(
      "button",
      {
        type: "button",
        class: "icon-button tool",
        id: `${id}-menu-button`,
        "aria-haspopup": "menu",
        "aria-expanded": "false",
        "aria-controls": `${id}-menu`,
        // A press takes the focus away, which closes the list; it must not open again by the same press.
        onpointerdown: () => {
          this.wasOpen = this.menu.isOpen;
        },
        onclick: () => {
          if (!this.wasOpen) this.menu.open("", true);
          this.wasOpen = false;
        },
      },
      icon("menu"),
    );
  }

  buildBars(id) {
    const cancel = (onclick) => el("button", { type: "button", class: "icon-button", onclick }, icon("close"));
    this.replyText = el("span", { class: "bar-text" });
    this.cancelReply = cancel(() => this.answer(null));
    this.replyBar = el("div", { class: "bar", hidden: true }, icon("reply"), this.replyText, this.cancelReply);
    this.fileText = el("span", { class: "bar-text" });
    this.cancelFile = cancel(() => this.take(null));
    this.fileBar = el("div", { class: "bar", hidden: true }, icon("clip"), this.fileText, this.cancelFile);
    this.picker = el("input", {
      type: "file",
      id: `${id}-file`,
      hidden: true,
      onchange: () => this.take(this.picker.files[0] ?? null),
    });
    const pick = () => this.picker.click();
    this.clip = el("button", { type: "button", class: "icon-button tool", onclick: pick }, icon("clip"));
  }

  /** Takes a file to be sent with the next words, or puts it away. */
  take(file) {
    this.file = file;
    if (file) fill(this.fileText, name(visible(file.name)), ` · ${size(file.size)}`);
    else this.picker.value = "";
    this.fileBar.hidden = file === null;
    this.grow();
    if (file) this.focus();
  }

  typed() {
    this.grow();
    const command = BARE_COMMAND.exec(this.text.value);
    if (command) this.menu.open(command[1], false);
    else this.menu.close();
  }

  key(event) {
    if (event.key === "Escape") {
      if (this.menu.isOpen) this.menu.close();
      else if (this.replyTo) this.answer(null);
      else if (this.file) this.take(null);
    }
    const into = { ArrowUp: -1, ArrowDown: 0 }[event.key];
    if (this.menu.isOpen && into !== undefined) {
      event.preventDefault();
      this.menu.focus(into);
    }
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.say(this.text.value, true);
  }

  grow() {
    this.sendButton.disabled = this.text.value.trim() === "" && !this.file;
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight + 2, TALLEST)}px`;
  }
}

// The commands a bot offers the person whose phone it is: opened by a button or by typing a slash, walked with the arrow
// keys.

import { el, fill } from "./dom.js";
import { t } from "./text.js";

/**
 * The list. `ask()` gives the commands `[{command, description}]`, `choose(command)` takes one, `leave()` gives the focus
 * back, `turned(isOpen)` hears when it opens and closes.
 */
export class CommandMenu {
  constructor({ id, ask, choose, leave, turned }) {
    this.options = { ask, choose, leave, turned };
    this.element = el("ul", {
      class: "menu",
      id,
      role: "menu",
      tabindex: "-1",
      hidden: true,
      onkeydown: (event) => this.key(event),
      onfocusout: (event) => this.left(event.relatedTarget),
    });
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** Shows the commands that begin so. With `takesFocus` the keyboard is in the list from then on. */
  async open(beginning, takesFocus) {
    const asked = {};
    this.asked = asked;
    const commands = await this.options.ask().catch(() => []);
    if (this.asked !== asked) return;
    const fitting = commands.filter(({ command }) => command.startsWith(beginning));
    // While somebody types, a list of nothing would only be in the way.
    if (fitting.length === 0 && !takesFocus) {
      this.close();
      return;
    }
    const nothing = el("li", { class: "menu-empty fine", role: "none" }, t("menu.empty"));
    fill(this.element, fitting.length > 0 ? fitting.map((one) => this.item(one)) : nothing);
    this.element.setAttribute("aria-label", t("menu.list"));
    this.show(true);
    if (takesFocus) this.focus(0);
  }

  close() {
    this.asked = null;
    if (this.isOpen) this.show(false);
  }

  /** Puts the keyboard on one of the commands, counted from 0 or from the end. */
  focus(which) {
    (this.items().at(which) ?? this.element).focus();
  }

  /** The focus went elsewhere: the list closes, unless it went to a part of it. */
  left(elsewhere) {
    if (elsewhere === null || !this.element.contains(elsewhere)) this.close();
  }

  items() {
    return [...this.element.querySelectorAll("[role=menuitem]")];
  }

  show(isOpen) {
    this.element.hidden = !isOpen;
    this.options.turned(isOpen);
  }

  item({ command, description }) {
    const choose = () => {
      this.options.choose(command);
      this.close();
    };
    return el(
      "li",
      { role: "none" },
      el(
        "button",
        { type: "button", role: "menuitem", class: "menu-item", tabindex: "-1", onclick: choose },
        el("b", {}, `/${command}`),
        el("span", {}, description),
      ),
    );
  }

  key(event) {
    const items = this.items();
    const now = items.indexOf(document.activeElement);
    const to = { ArrowDown: (now + 1) % items.length, ArrowUp: now - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.focus(to);
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.close();
      this.options.leave();
    }
  }
}

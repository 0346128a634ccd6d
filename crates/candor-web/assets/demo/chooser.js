// Whose phone it is: a name that is a choice among everybody the simulator knows.

import { el, fill, name } from "./dom.js";
import { t, visible } from "./text.js";

/** The chooser. `choose(person)` hears whom the reader picked. */
export class Chooser {
  constructor(id, choose) {
    this.people = [];
    this.owner = el("span", { class: "owner" });
    // The choice lies over the name: what people call themselves is drawn by the page, isolated, and not by the browser.
    this.select = el("select", {
      id: `${id}-person`,
      class: "who-choice",
      onchange: () => choose(this.people.find((person) => String(person.id) === this.select.value)),
    });
    this.element = el("span", { class: "who" }, this.owner, this.select);
  }

  /** Puts the words of the page's language. */
  rename() {
    this.select.setAttribute("aria-label", t("who.choose"));
    this.select.title = t("who.choose");
    this.print = null;
  }

  /** Shows whom the phone belongs to, among these people; `{id, name, isManager}`. */
  show(people, chosen) {
    this.people = people;
    const print = JSON.stringify([people, chosen.id]);
    if (print === this.print) return;
    this.print = print;
    fill(this.owner, name(chosen.name));
    const words = (person) =>
      person.isManager ? t("who.manager", { name: visible(person.name) }) : visible(person.name);
    fill(
      this.select,
      people.map((person) => el("option", { value: person.id }, words(person))),
    );
    this.select.value = String(chosen.id);
  }
}

// What the desk understood: folds the timeline into turns and keeps the newest on top and open.

import * as board from "./board.js";
import { el, fill } from "./dom.js";
import { t } from "./text.js";
import { card, event } from "./turn.js";

const SHOWN = 60;

/** The live view. `announce(text)` tells readers of screens about a new turn. */
export class LiveView {
  constructor({ board: top, turns, announce }) {
    this.top = top;
    this.list = turns;
    this.announce = announce;
    this.reset();
  }

  /** Forgets everything: another conversation is shown from now on. */
  reset() {
    this.entries = new Map();
    this.drawn = new Map();
    this.opened = new Map();
    this.newest = null;
    this.data = { conversation: null, script: null, outbox: [], is_thinking: false };
    fill(this.list);
    this.draw();
  }

  /** The number of the newest entry known, to ask for those after it. */
  get last() {
    return Math.max(0, ...this.entries.keys());
  }

  /** Whether the desk has taken a message of the contact. */
  has(messageId) {
    return this.taken?.has(messageId) ?? false;
  }

  /** Takes an answer of `/demo/live`, and the ids of what the contact wrote: the desk thinks about those it has not taken. */
  update(data, written) {
    for (const entry of data.entries) this.entries.set(entry.seq, entry);
    this.taken = new Set(
      [...this.entries.values()].filter((entry) => entry.author.kind === "contact").map((entry) => entry.message_id),
    );
    this.data = { ...data, is_thinking: written.some((id) => !this.taken.has(id)) };
    this.draw();
  }

  /** Draws everything anew, in the language the page now speaks. */
  relabel() {
    this.drawn.clear();
    fill(this.list);
    this.draw();
  }

  draw() {
    board.draw(this.top, this.data);
    const items = this.fold().reverse().slice(0, SHOWN);
    const newest = items.find((item) => item.turn)?.turn ?? null;
    if (newest && newest.id !== this.newest) {
      if (this.newest !== null || this.entries.size > 0)
        this.announce(t("live.announce", { strategy: t(`strategy.${newest.reasons.strategy}`) }));
      this.newest = newest.id;
    }
    if (items.length === 0) {
      this.drawn.clear();
      fill(
        this.list,
        el(
          "div",
          { class: "live-empty" },
          el("p", { class: "live-empty-title" }, t("live.empty.title")),
          el("p", {}, t("live.empty.text")),
        ),
      );
      return;
    }
    this.place(items);
  }

  place(items) {
    for (const child of [...this.list.children]) if (!child.dataset.key) child.remove();
    const present = new Set(items.map((item) => item.key));
    for (const [key, { node }] of this.drawn) {
      if (present.has(key)) continue;
      node.remove();
      this.drawn.delete(key);
    }
    let previous = null;
    for (const item of items) {
      const isOpen = item.turn ? (this.opened.get(item.key) ?? item.turn.id === this.newest) : false;
      const print = JSON.stringify([
        item.turn ?? item.entry,
        item.turn ? isOpen : item.sent,
        this.data.script?.version,
      ]);
      const known = this.drawn.get(item.key);
      if (known?.print !== print) {
        const node = this.node(item, isOpen);
        if (known) known.node.replaceWith(node);
        this.drawn.set(item.key, { node, print });
      }
      const { node } = this.drawn.get(item.key);
      if (previous ? previous.nextSibling !== node : this.list.firstChild !== node) {
        if (previous) previous.after(node);
        else this.list.prepend(node);
      }
      previous = node;
    }
  }

  node(item, isOpen) {
    const node = item.turn ? card(item.turn, this.data.script, isOpen) : event(item.entry, item.sent);
    node.dataset.key = item.key;
    // The reader's own choice is kept; only a click on the summary makes one.
    node.querySelector("summary")?.addEventListener("click", () => this.opened.set(item.key, !node.open));
    return node;
  }

  /** The timeline, oldest first, as turns and what happened between them. */
  fold() {
    const entries = [...this.entries.values()].sort((a, b) => a.seq - b.seq);
    const turns = new Map();
    const items = [];
    let said = [];
    for (const entry of entries) {
      if (entry.author.kind === "contact") {
        said.push(entry);
      } else if (entry.kind === "turn" && entry.reasons) {
        const turn = { id: entry.turn ?? `entry-${entry.seq}`, at: entry.at, said, reasons: entry.reasons, sent: [] };
        said = [];
        turns.set(turn.id, turn);
        items.push({ key: turn.id, turn });
      } else if (entry.kind === "event" || entry.author.kind === "operator") {
        const sent = this.data.outbox.filter((row) => row.turn === entry.turn && row.purpose === "relay");
        items.push({ key: `entry-${entry.seq}`, entry, sent });
      }
    }
    for (const row of this.data.outbox) turns.get(row.turn)?.sent.push(row);
    for (const entry of said) items.push({ key: `entry-${entry.seq}`, entry, sent: [] });
    return items;
  }
}

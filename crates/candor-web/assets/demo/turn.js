// One turn of the desk as a card: what it understood, what it chose and why, what the guard said, what became of it.

import { el, icon, name } from "./dom.js";
import { clock, has, plain, share, t, term, visible, worded } from "./text.js";

const SCALE = 100;
const ARROW = "→";

/** The card of a turn `{id, at, said, reasons, sent}` under the script it followed. */
export function card(turn, script, isOpen) {
  const { reasons } = turn;
  const body = el(
    "div",
    { class: "turn-body" },
    reasons.heard && understood(reasons.heard),
    reasons.heard && fit(reasons.heard.fit, script?.threshold),
    line(
      "turn.why",
      el("div", {}, el("p", { class: "means" }, t(`strategy.${reasons.strategy}.means`)), whys(reasons.why)),
    ),
    line("turn.step", steps(reasons, script)),
    reasons.moves.length > 0 && line("turn.moves", tags(reasons.moves.map((move) => term("move", move)))),
    reasons.facts.length > 0 && line("turn.facts", facts(reasons.facts, script)),
    reasons.verdicts.length > 0 && line("turn.guard", verdicts(reasons.verdicts)),
    turn.sent.length > 0 && line("turn.sent", el("ul", { class: "sent" }, turn.sent.map(delivery))),
    el(
      "p",
      { class: "turn-foot" },
      t("turn.foot", { script: reasons.script.name, version: reasons.script.version, writer: writer(reasons.writer) }),
    ),
  );
  return el(
    "details",
    { class: `turn is-${reasons.strategy}`, "data-turn": turn.id, "data-strategy": reasons.strategy, open: isOpen },
    el("summary", {}, head(turn)),
    body,
  );
}

/** A line between turns: what a person wrote, with what became of it, or what happened. */
export function event(entry, sent) {
  const isEvent = entry.kind === "event";
  const who =
    entry.author.kind === "operator" ? [el("b", {}, name(visible(entry.author.name))), isEvent ? " " : ": "] : [];
  const words = isEvent && entry.author.kind !== "contact" ? happened(entry.text) : said(entry);
  return el(
    "div",
    { class: `between is-${entry.author.kind}`, "data-entry": entry.seq },
    icon(entry.author.kind === "operator" ? "person" : "clock"),
    el("p", { dir: "auto" }, who, words),
    sent.map((row) => el("span", { class: `delivery-mark is-${row.state}` }, state(row))),
    el("time", {}, clock(entry.at)),
  );
}

// A note of the staff is an event too, with its words behind it.
function happened(text) {
  const note = /^note (.+)$/su.exec(text);
  return note ? t("event.note", { words: visible(note[1]) }) : term("event", text);
}

function head(turn) {
  const words = turn.said.map(said).filter(Boolean).join(" ⏎ ");
  const heard = turn.reasons.heard;
  return el(
    "div",
    { class: "turn-head" },
    el("p", { class: "said", dir: "auto" }, words || t("turn.no_words")),
    el(
      "div",
      { class: "turn-marks" },
      el("span", { class: `strategy is-${turn.reasons.strategy}` }, t(`strategy.${turn.reasons.strategy}`)),
      heard && el("span", { class: "mini" }, heard.things.map((thing) => term("heard", thing.kind)).join(", ")),
      el("time", {}, clock(turn.at)),
      icon("down"),
    ),
  );
}

// Presses and the like are kept as `[go:step]`, `[set:field:option]`, `[blocked]`; text a person typed never counts as one.
function said(entry) {
  const press = entry.kind === "event" ? /^\[(\w+)(?::(.+))?\]$/.exec(entry.text) : null;
  if (!press || !has("pressed", press[1])) return visible(entry.text);
  return t(`pressed.${press[1]}`, { about: plain(visible(press[2] ?? "")) });
}

// The core names ideas in its own words, such as "asks price: roses_15" or "greets, step greeting"; here in the page's.
function idea(heard) {
  const words = visible(heard.main_idea);
  const named = (rest) =>
    plain(rest.replace(/(^|, )(step|question|fact) /g, (_, start, topic) => start + t(`topic.${topic}`) + " "));
  const is = (one) => words === plain(one) || [":", ","].some((sign) => words.startsWith(plain(one) + sign));
  const kind = heard.things.map((thing) => thing.kind).find(is);
  if (kind) return term("heard", kind) + named(words.slice(plain(kind).length));
  if (words.startsWith("tells ")) return t("turn.tells", { fields: plain(words.slice("tells ".length)) });
  return named(words);
}

function understood(heard) {
  const things = heard.things.map((thing) =>
    el(
      "li",
      { class: "heard", "data-heard": thing.kind },
      el("span", { class: "heard-kind" }, term("heard", thing.kind)),
      thing.words && el("q", { dir: "auto" }, visible(thing.words)),
      el("span", { class: "sure", title: t("turn.sure") }, `${Math.round(thing.confidence * SCALE)} %`),
    ),
  );
  const about = heard.topics.map(
    ([topic, likeness]) => `${t(`topic.${topic.topic}`)} ${plain(topic.id)} ${share(likeness)}`,
  );
  return [
    line("turn.idea", el("p", { class: "idea", dir: "auto" }, idea(heard))),
    line("turn.heard", el("ul", { class: "heards" }, things)),
    heard.told.length > 0 &&
      line(
        "turn.told",
        el(
          "ul",
          { class: "told" },
          heard.told.map((told) =>
            el(
              "li",
              {},
              el("b", {}, plain(told.field)),
              " ",
              visible(told.value),
              " ",
              el("q", { dir: "auto" }, visible(told.words)),
            ),
          ),
        ),
      ),
    line(
      "turn.manner",
      el(
        "p",
        { class: "manner" },
        el("span", {}, t("turn.tone", { tone: term("tone", heard.tone) })),
        el("span", {}, t("turn.language", { language: term("language", heard.language) })),
        heard.keywords.length > 0 &&
          el("span", {}, t("turn.keywords", { words: heard.keywords.map(visible).join(", ") })),
      ),
    ),
    about.length > 0 && line("turn.topics", tags(about)),
  ];
}

function fit(value, threshold) {
  const known = typeof threshold === "number";
  const words = known
    ? t(value >= threshold ? "fit.above" : "fit.below", { fit: share(value), threshold: share(threshold) })
    : share(value);
  const bar = el(
    "div",
    { class: `fit ${known && value < threshold ? "is-below" : ""}`, role: "img", "aria-label": words },
    el("i", { class: "fit-fill" }),
  );
  bar.style.setProperty("--fit", `${value * SCALE}%`);
  if (known) {
    bar.append(el("i", { class: "fit-line" }));
    bar.style.setProperty("--line", `${threshold * SCALE}%`);
  }
  return line("turn.fit", el("div", {}, bar, el("p", { class: "fine" }, words)));
}

function whys(list) {
  return el(
    "ul",
    { class: "whys" },
    list.map(({ word, about }) => el("li", { "data-why": word }, because(word, about))),
  );
}

function because(word, about) {
  const shown = /^\d+(\.\d+)?$/.test(about) ? about : plain(visible(about));
  const words = term("why", word, { about: shown });
  return about && !words.includes(shown) ? `${words}: ${shown}` : words;
}

function steps({ step_before: before, step_after: after }, script) {
  if (!before && !after) return el("p", { class: "fine" }, t("turn.no_step"));
  const step = (id) =>
    el("span", { class: "step-name", title: worded(script?.steps.find((one) => one.id === id)?.goal) }, plain(id));
  if (before === after) return el("p", {}, step(after), el("span", { class: "fine" }, ` ${t("turn.stays")}`));
  return el(
    "p",
    {},
    before ? step(before) : el("span", { class: "fine" }, t("turn.begin")),
    el("span", { class: "arrow" }, ` ${ARROW} `),
    after ? step(after) : el("span", { class: "fine" }, t("turn.nowhere")),
  );
}

function facts(ids, script) {
  return el(
    "ul",
    { class: "facts" },
    ids.map((id) => {
      const fact = script?.facts.find((one) => one.id === id);
      return el("li", {}, el("b", {}, plain(id)), fact && el("span", { dir: "auto" }, ` ${worded(fact.says)}`));
    }),
  );
}

function verdicts(list) {
  const passed = list.filter((one) => one.verdict === "say");
  const others = list.filter((one) => one.verdict !== "say");
  return el(
    "div",
    { class: "verdicts" },
    others.length > 0 &&
      el(
        "ul",
        { class: "verdict-rows" },
        others.map((one) =>
          el(
            "li",
            { class: `is-${one.verdict}`, "data-rule": one.rule, "data-verdict": one.verdict },
            el("span", { class: "verdict" }, t(`verdict.${one.verdict}`)),
            el("b", {}, term("rule", one.rule)),
            one.reason && el("span", { class: "fine", dir: "auto" }, visible(one.reason)),
          ),
        ),
      ),
    passed.length > 0 &&
      el(
        "ul",
        { class: "passed", "aria-label": t("verdict.say") },
        passed.map((one) =>
          el(
            "li",
            { "data-rule": one.rule, "data-verdict": "say", title: one.reason || t("verdict.say") },
            icon("tick"),
            term("rule", one.rule),
          ),
        ),
      ),
  );
}

const STATE_ICONS = {
  ready: "clock",
  sending: "send",
  sent: "tick",
  uncertain: "alert",
  cancelled: "stop",
  failed: "alert",
};

function delivery(row) {
  return el(
    "li",
    { class: `delivery is-${row.state}`, "data-state": row.state, "data-purpose": row.purpose },
    state(row),
    el("span", { class: "purpose" }, term("purpose", row.purpose)),
    el("p", { dir: "auto" }, visible(row.text)),
  );
}

function state(row) {
  const means = row.reason
    ? `${term("delivery_means", row.state)} (${plain(row.reason)})`
    : term("delivery_means", row.state);
  return el(
    "span",
    { class: "state", title: means },
    icon(STATE_ICONS[row.state] ?? "clock"),
    term("delivery", row.state),
  );
}

function tags(list) {
  return el(
    "ul",
    { class: "tags" },
    list.map((text) => el("li", {}, text)),
  );
}

function writer(word) {
  return word === "local" ? t("turn.local") : word;
}

function line(key, content) {
  return el("div", { class: "line" }, el("h4", {}, t(key)), content);
}

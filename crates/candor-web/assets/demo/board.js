// Where the conversation stands: who holds it, the step on the script's track, and the lead as far as it is filled.

import { el, fill, icon, name } from "./dom.js";
import { clock, plain, t, term, visible, worded } from "./text.js";

/** Draws the board from the live view's conversation and script; an invitation while nobody has written yet. */
export function draw(root, { conversation, script, is_thinking: isThinking }) {
  fill(
    root,
    el(
      "div",
      { class: "board-top" },
      holder(conversation, isThinking),
      script && el("p", { class: "script" }, t("board.script", { name: script.name, version: script.version })),
    ),
    script && track(script, conversation),
    script && lead(script, conversation),
  );
}

function holder(conversation, isThinking) {
  if (!conversation) return el("p", { class: "holder", "data-holder": "nobody" }, t("holder.nobody"));
  const { holder, name: who, reason, since } = conversation.holder;
  const is = conversation.has_opted_out ? "opted_out" : holder;
  const words = is === "operator" ? [name(visible(who)), ` ${t("holder.operator")}`] : [t(`holder.${is}`)];
  const details = [];
  if (is === "waiting" && reason) details.push(term("handover", reason));
  if ((is === "waiting" || is === "operator") && since) details.push(t("holder.since", { time: clock(since) }));
  if (is === "desk" && isThinking) details.push(t("holder.thinking"));
  return el(
    "p",
    { class: `holder is-${is}`, "data-holder": is },
    icon(is === "desk" ? "spark" : is === "opted_out" ? "stop" : "person"),
    el("strong", {}, words),
    details.length > 0 && el("span", { class: "fine" }, details.join(" · ")),
  );
}

// The straight way through the script is drawn as a line; steps one only visits when the talk turns there, below it.
function track(script, conversation) {
  const visited = new Set(conversation?.visited ?? []);
  const now = conversation?.step ?? null;
  const stateOf = (step) => (step.id === now ? "now" : visited.has(step.id) ? "done" : "ahead");
  const straight = straightWay(script.steps);
  const aside = script.steps.filter((step) => !straight.includes(step));
  const goal = worded(script.steps.find((step) => step.id === now)?.goal);
  return el(
    "div",
    {},
    el(
      "ol",
      { class: "track", "aria-label": t("board.track") },
      straight.map((step) => stop(step, stateOf(step))),
    ),
    aside.length > 0 &&
      el(
        "ul",
        { class: "aside", "aria-label": t("board.aside") },
        aside.map((step) => stop(step, stateOf(step))),
      ),
    goal && el("p", { class: "goal" }, el("span", {}, t("board.goal")), " ", goal),
  );
}

function stop(step, state) {
  const props = { class: `is-${state}`, "data-step": step.id, "data-state": state, title: worded(step.goal) };
  return el(
    "li",
    { ...props, "aria-current": state === "now" ? "step" : null },
    el("i", { "aria-hidden": "true" }, state === "done" && icon("tick")),
    el("span", {}, plain(step.id)),
    state === "done" && el("span", { class: "unseen" }, t("board.done")),
  );
}

function straightWay(steps) {
  const way = [];
  let step = steps[0];
  while (step && !way.includes(step)) {
    way.push(step);
    const next = step.next;
    step = steps.find((one) => one.id === next);
  }
  return way;
}

function lead(script, conversation) {
  if (script.fields.length === 0) return null;
  const told = conversation?.fields ?? {};
  const filled = script.fields.filter((field) => field.id in told).length;
  return el(
    "div",
    { class: "lead" },
    el(
      "h3",
      {},
      t("board.lead"),
      el("span", { class: "count" }, t("board.filled", { filled, all: script.fields.length })),
    ),
    el(
      "dl",
      {},
      script.fields.map((field) => {
        const value = told[field.id];
        return el(
          "div",
          { class: value ? "is-told" : "is-open", "data-field": field.id },
          el(
            "dt",
            {},
            worded(field.label) || plain(field.id),
            field.is_required &&
              el("span", { class: "must", title: t("board.required"), "aria-label": t("board.required") }, "*"),
          ),
          el(
            "dd",
            { dir: "auto" },
            value
              ? [el("b", {}, visible(value.value)), el("q", { title: t("board.proof") }, visible(value.words))]
              : t("board.open"),
          ),
        );
      }),
    ),
  );
}

// Plays people through the simulator's control API: new people, what they write, send and press, and what they see.

import { ask, upload } from "./api.js";

const PRESS_WAIT_MS = 6000;
const PRESS_LOOK_MS = 150;

// What a message can carry; where it has two of them, the first one here says more.
const CARRIED = ["sticker", "photo", "voice", "video_note", "video", "animation", "audio", "document"];
const WORDLESS = ["contact", "venue", "location", "poll", "dice"];
// What Telegram's apps send as a photo without asking.
const PHOTOS = ["image/png", "image/jpeg", "image/webp"];

/** A new person with a Telegram account; `{id, name, language}`. */
export async function admit({ name, language }) {
  const { id } = await ask("/simulator/users", { first_name: name, language_code: language });
  return { id, name, language };
}

/** Everybody with a Telegram account in this world, in the order in which they came. */
export async function people() {
  const all = await ask("/simulator/users");
  const full = (person) => [person.first_name, person.last_name].filter(Boolean).join(" ");
  return all.map((person) => ({ id: person.id, name: full(person), language: person.language_code ?? "en" }));
}

/** The commands a bot offers a person, `[{command, description}]`. */
export async function menu(bot, person) {
  const { commands } = await ask(`/simulator/bots/${bot.id}/menu/${person.id}`);
  return commands;
}

/** What a person sees of the chat with a bot. */
export async function chat(bot, person) {
  const seen = await ask(path(bot, person));
  return { messages: seen.messages.map(message), isTyping: seen.action === "typing", draft: draft(seen.preview) };
}

/** Presses Stop under what the bot is writing. */
export function stop(bot, person) {
  return ask(`${path(bot, person)}/stop`, {});
}

/** Writes as a person, perhaps in reply to a message. */
export function say(bot, person, text, replyTo) {
  return ask(`${path(bot, person)}/messages`, replyTo === null ? { text } : { text, reply_to: replyTo });
}

/** Sends a file as a person, with words under it, perhaps in reply to a message. */
export function attach(bot, person, file, caption, replyTo) {
  const kind = PHOTOS.includes(file.type) ? "photo" : file.type === "audio/ogg" ? "voice" : "document";
  const about = { kind, name: file.name, mime: file.type, caption, reply_to: replyTo };
  const known = Object.entries(about).filter(([, value]) => value !== null && value !== "");
  return upload(`${path(bot, person)}/files?${new URLSearchParams(known)}`, file);
}

/** Presses a button under a message; returns what the bot answered to the press, empty if nothing in good time. */
export async function press(bot, person, messageId, button) {
  const { callback_query_id: id } = await ask(`${path(bot, person)}/messages/${messageId}/press`, {
    data: button.data,
  });
  const until = performance.now() + PRESS_WAIT_MS;
  while (performance.now() < until) {
    const seen = await ask(`/simulator/callbacks/${bot.id}/${encodeURIComponent(id)}`);
    if (seen.is_answered) return seen.text;
    await new Promise((next) => setTimeout(next, PRESS_LOOK_MS));
  }
  return "";
}

function path(bot, person) {
  return `/simulator/chats/${bot.id}/${person.id}`;
}

function draft(seen) {
  return seen === null ? null : { id: seen.draft_id, text: seen.text, canStop: seen.can_stop };
}

function message(seen) {
  const { message: wire } = seen;
  const lines = wire.reply_markup?.inline_keyboard ?? [];
  return {
    id: seen.message_id,
    at: seen.sent_ms,
    isMine: !seen.is_from_bot,
    // As in Telegram's apps: what follows a deep link's /start is not shown.
    text: (seen.text || seen.caption).replace(/^\/start \S+$/, "/start"),
    file: file(seen),
    isEdited: seen.is_edited,
    replyTo: wire.reply_to_message ? quoted(wire.reply_to_message) : null,
    buttons: lines.map((line) => line.map((key) => ({ label: key.text, data: key.callback_data }))),
  };
}

function quoted(wire) {
  return { text: wire.text ?? wire.caption ?? "", kind: carried(wire) };
}

function carried(wire) {
  if (WORDLESS.some((thing) => thing in wire)) return "other";
  return CARRIED.find((thing) => thing in wire) ?? null;
}

function file({ file: seen, message: wire }) {
  const kind = carried(wire);
  if (kind === null) return null;
  const thing = wire[kind] ?? {};
  const shown = Array.isArray(thing) ? thing.at(-1) : thing;
  return {
    kind,
    name: seen?.file_name ?? null,
    bytes: seen?.file_size ?? null,
    url: seen ? `/simulator/files/${encodeURIComponent(seen.file_id)}` : null,
    seconds: shown.duration ?? 0,
    emoji: shown.emoji ?? null,
    width: shown.width ?? null,
    height: shown.height ?? null,
  };
}

// Plays people through the simulator's control API: new people, what they write and press, and what they see.

import { ask } from "./api.js";

const PRESS_WAIT_MS = 6000;
const PRESS_LOOK_MS = 150;

/** A new person with a Telegram account; `{id, name, language}`. */
export async function admit({ name, language }) {
  const { id } = await ask("/simulator/users", { first_name: name, language_code: language });
  return { id, name, language };
}

/** What a person sees of the chat with a bot. */
export async function chat(bot, person) {
  const seen = await ask(path(bot, person));
  return { messages: seen.messages.map(message), isTyping: seen.action === "typing" };
}

/** Writes as a person, perhaps in reply to a message. */
export function say(bot, person, text, replyTo) {
  return ask(`${path(bot, person)}/messages`, replyTo === null ? { text } : { text, reply_to: replyTo });
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

function message({ message_id: id, sent_ms: at, is_from_bot: isFromBot, text, is_edited: isEdited, message: wire }) {
  const lines = wire.reply_markup?.inline_keyboard ?? [];
  return {
    id,
    at,
    isMine: !isFromBot,
    // As in Telegram's apps: what follows a deep link's /start is not shown.
    text: text.replace(/^\/start \S+$/, "/start"),
    isEdited,
    replyTo: wire.reply_to_message?.text ?? null,
    buttons: lines.map((line) => line.map((key) => ({ label: key.text, data: key.callback_data }))),
  };
}

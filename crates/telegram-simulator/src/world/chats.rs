//! Private chats as a person sees them: started, blocked, "typing...", and the answers to button presses.

use serde_json::Value;

use super::World;

/// How long a chat action is shown (sendChatAction: "5 seconds or less").
pub(crate) const TYPING_MS: i64 = 5_000;

/// How long the preview of a message is shown after its last change (sendMessageDraft: "a temporary 30-second preview").
pub(crate) const PREVIEW_MS: i64 = 30_000;

/// How long a button press can be answered; the life of a callback query in the server's queue.
pub(crate) const CALLBACK_LIFE_MS: i64 = 150_000;

/// A private chat between a bot and a person.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chat {
    /// The person has pressed Start or written, so that the bot may write.
    pub is_started: bool,
    /// The person has blocked the bot.
    pub is_blocked: bool,
    /// The chat action shown, and the millisecond it is shown until.
    pub action: Option<(String, i64)>,
    /// The message the bot is still writing.
    pub preview: Option<Preview>,
    /// The reply keyboard, removal or force-reply the last message set.
    pub keyboard: Option<Value>,
    /// Its messages in order, deleted ones too.
    pub message_ids: Vec<i64>,
}

/// A message a bot is still writing, as `sendMessageDraft` left it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Preview {
    pub draft_id: i64,
    /// Empty where "Thinking…" is shown.
    pub text: String,
    pub entities: Option<Value>,
    /// A Stop button is shown.
    pub can_stop: bool,
    /// It stays after Stop, without the button.
    pub keep_on_stop: bool,
    /// The millisecond it is shown until.
    pub until_ms: i64,
}

/// A button press waiting for `answerCallbackQuery`.
#[derive(Clone, Debug)]
pub(crate) struct Callback {
    pub chat_id: i64,
    /// The person who pressed.
    pub user_id: i64,
    pub pressed_ms: i64,
    pub answer: Option<CallbackAnswer>,
}

/// What `answerCallbackQuery` said.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CallbackAnswer {
    pub text: String,
    pub show_alert: bool,
    pub url: String,
}

impl Chat {
    /// The chat action shown at this moment.
    pub(crate) fn action_at(&self, now_ms: i64) -> Option<&str> {
        self.action.as_ref().filter(|(_, until)| *until > now_ms).map(|(action, _)| action.as_str())
    }

    /// The message the bot is writing at this moment.
    pub(crate) fn preview_at(&self, now_ms: i64) -> Option<&Preview> {
        self.preview.as_ref().filter(|preview| preview.until_ms > now_ms)
    }
}

impl Callback {
    /// Whether it can still be answered.
    pub(crate) fn is_open(&self, now_ms: i64) -> bool {
        self.answer.is_none() && now_ms.saturating_sub(self.pressed_ms) <= CALLBACK_LIFE_MS
    }
}

impl World {
    /// Shows or ends a chat action of a bot.
    pub(crate) fn show_action(
        &mut self,
        bot_id: i64,
        chat_id: i64,
        topic_id: Option<i64>,
        action: Option<(String, i64)>,
    ) {
        if let Some(group) = self.groups.get_mut(&chat_id) {
            match action {
                Some(action) => group.actions.insert((bot_id, topic_id), action),
                None => group.actions.remove(&(bot_id, topic_id)),
            };
        } else if let Some(bot) = self.bots.get_mut(&bot_id) {
            bot.chats.entry(chat_id).or_default().action = action;
        }
    }

    /// Shows or ends the preview of a message in a private chat.
    pub(crate) fn show_preview(&mut self, bot_id: i64, chat_id: i64, preview: Option<Preview>) {
        if let Some(chat) = self.bots.get_mut(&bot_id).and_then(|bot| bot.chats.get_mut(&chat_id)) {
            chat.preview = preview;
        }
    }

    /// A message of the bot arrived: its chat action and the preview of a message end, and its reply keyboard is shown if it has one.
    pub(crate) fn after_sending(&mut self, bot_id: i64, chat_id: i64, topic_id: Option<i64>, keyboard: Option<Value>) {
        self.show_action(bot_id, chat_id, topic_id, None);
        self.show_preview(bot_id, chat_id, None);
        let shown = match self.groups.get_mut(&chat_id) {
            Some(group) => {
                group.last_bot = Some(bot_id);
                Some(&mut group.keyboard)
            }
            None => {
                let chat = self.bots.get_mut(&bot_id).and_then(|bot| bot.chats.get_mut(&chat_id));
                chat.map(|chat| &mut chat.keyboard)
            }
        };
        if let Some(shown) = shown.filter(|_| keyboard.is_some()) {
            *shown = keyboard;
        }
    }

    /// A person wrote: a private chat is started from now on, and a keyboard that was for one answer is gone.
    pub(crate) fn after_writing(&mut self, bot_id: i64, chat_id: i64) {
        let keyboard = match self.groups.get_mut(&chat_id) {
            Some(group) => &mut group.keyboard,
            None => {
                let Some(bot) = self.bots.get_mut(&bot_id) else { return };
                let chat = bot.chats.entry(chat_id).or_default();
                chat.is_started = true;
                &mut chat.keyboard
            }
        };
        let is_for_one_answer = |keyboard: &Value| {
            ["one_time_keyboard", "force_reply"].iter().any(|name| keyboard.get(*name) == Some(&Value::Bool(true)))
        };
        if keyboard.as_ref().is_some_and(is_for_one_answer) {
            *keyboard = None;
        }
    }
}

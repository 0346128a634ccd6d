//! Which bots of a group get to see a message (core.telegram.org/bots/features, "Privacy mode").
//!
//! Bots never see messages of other bots. Administrators and bots that joined with privacy mode off see everything people
//! write; the others see service messages, replies to them and commands meant for them, and one message is shown to one of
//! them only.

use serde_json::Value;

use super::{Author, Group, Message, World};

impl World {
    /// Tells the bots of a group about a message, as an update of this kind.
    pub(crate) fn spread(&mut self, message: &Message, kind: &str, now_ms: i64) {
        let Some(group) = self.groups.get(&message.chat_id) else { return };
        let bots: Vec<i64> = group
            .present()
            .filter(|(id, member)| {
                let Some(bot) = self.bots.get(id) else { return false };
                match message.author {
                    // A bot gets its own service messages back (`need_skip_update_message` in Client.cpp), nothing else.
                    Author::Bot(author) => author == *id && message.content().is_none(),
                    Author::Person(_) if member.role.is_admin() || member.sees_all => true,
                    Author::Person(_) => is_meant_for(self, group, message, *id, &bot.username),
                }
            })
            .map(|(id, _)| id)
            .collect();
        for bot_id in bots {
            self.tell_bot(bot_id, kind, message.wire.clone(), now_ms);
        }
    }
}

/// Whether a bot in privacy mode sees a message.
fn is_meant_for(world: &World, group: &Group, message: &Message, bot_id: i64, username: &str) -> bool {
    if message.content().is_none() {
        return true;
    }
    let replied = message.reply_to.and_then(|id| group.messages.find(group.id, id)).map(|replied| replied.author);
    if let Some(Author::Bot(author)) = replied {
        return author == bot_id;
    }
    let Some(command) = command(message) else { return false };
    match command.split_once('@') {
        Some((_, named)) => named.eq_ignore_ascii_case(username),
        // Where no bot has written yet it is unknown whom Telegram asks; here: everybody.
        None => group.last_bot.filter(|last| world.bots.contains_key(last)).is_none_or(|last| last == bot_id),
    }
}

/// The command a message begins with, without what follows.
fn command(message: &Message) -> Option<&str> {
    let (words, entities) = match message.text() {
        "" => (message.caption(), "caption_entities"),
        text => (text, "entities"),
    };
    let entities = message.wire.get(entities)?.as_array()?;
    let is_command = entities.iter().any(|entity| {
        entity.get("type").and_then(Value::as_str) == Some("bot_command")
            && entity.get("offset").and_then(Value::as_i64) == Some(0)
    });
    words.split_whitespace().next().filter(|_| is_command)
}

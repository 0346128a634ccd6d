//! What the methods for topics have in common: the forum, the topic, and who may change it (`ForumTopicManager` in td).

use super::Call;
use crate::answer::Refusal;
use crate::hints::Hint;
use crate::world::TopicChange;

/// The topic General of every forum.
const GENERAL: i64 = 1;

/// The forum `chat_id` names.
pub(super) fn forum(call: &mut Call<'_>) -> Result<i64, Refusal> {
    let chat_id = call.open_chat()?;
    match call.group(chat_id).map(|group| group.is_forum) {
        Some(true) => Ok(chat_id),
        None if call.bot()?.has_topics_enabled => {
            call.note_unsupported("topics in private chats");
            Err(Refusal::bad_request("the simulator does not support topics in private chats"))
        }
        Some(false) | None => Err(Refusal::bad_request("The chat is not a forum")),
    }
}

/// The topic `message_thread_id` names, be it there or not.
pub(super) fn topic_id(call: &mut Call<'_>) -> Result<i64, Refusal> {
    match call.params.integer("message_thread_id", 0, 0, i64::MAX) {
        0 => Err(Refusal::bad_request("Invalid forum topic identifier specified")),
        GENERAL => {
            call.note_unsupported("changing the topic General");
            Err(Refusal::bad_request("the simulator does not support changing the topic General"))
        }
        topic_id => Ok(topic_id),
    }
}

/// Whether the bot made the topic; `None` where there is no such topic.
pub(super) fn is_own(call: &Call<'_>, chat_id: i64, topic_id: i64) -> Option<bool> {
    let topic = call.group(chat_id)?.topics.get(&topic_id)?;
    Some(topic.creator == call.bot_id)
}

/// Closes or reopens the topic of the call.
pub(super) fn close(call: &mut Call<'_>, is_closed: bool) -> Result<(), Refusal> {
    let (chat_id, topic_id) = (forum(call)?, topic_id(call)?);
    may_change(call, chat_id, topic_id, "Not enough rights to close or open the topic")?;
    change(call, chat_id, topic_id, &TopicChange::Closed(is_closed))
}

/// Refuses in these words where the bot neither manages topics nor made this one.
pub(super) fn may_change(call: &Call<'_>, chat_id: i64, topic_id: i64, words: &str) -> Result<(), Refusal> {
    let may_manage = call.group(chat_id).is_some_and(|group| group.role(call.bot_id).may_manage_topics());
    match is_own(call, chat_id, topic_id) {
        Some(false) if !may_manage => Err(Refusal::bad_request(words)),
        _ => Ok(()),
    }
}

/// Changes the topic; the backend's words where it is not there or nothing is different.
pub(super) fn change(call: &mut Call<'_>, chat_id: i64, topic_id: i64, change: &TopicChange) -> Result<(), Refusal> {
    if is_own(call, chat_id, topic_id).is_none() {
        return Err(Refusal::bad_request("TOPIC_ID_INVALID"));
    }
    if !call.world.change_topic(chat_id, topic_id, call.bot_id, change, call.now_ms) {
        return Err(Refusal::bad_request("TOPIC_NOT_MODIFIED"));
    }
    call.hints.push(Hint::of("topic").bot(call.bot_id).chat(chat_id).message(topic_id));
    Ok(())
}

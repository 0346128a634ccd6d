//! People creating, renaming, closing, reopening and deleting topics of a forum.

use super::CannotAct;
use crate::hints::Hint;
use crate::simulator::Simulator;
use crate::world::{Group, ICON_COLORS, Topic, TopicChange, topic_name};

impl Simulator {
    /// A person creates a topic. Its `message_thread_id`.
    ///
    /// # Errors
    /// [`CannotAct`] for an unknown group or person, a group without topics, a missing right, or an empty name.
    pub fn user_creates_topic(&self, group_id: i64, user_id: i64, name: &str) -> Result<i64, CannotAct> {
        let now_ms = self.now_ms();
        let name = named(name)?;
        let topic_id = {
            let world = &mut *self.world();
            world.meeting(group_id, user_id)?;
            let group = forum(world.groups.get(&group_id), group_id)?;
            if !group.role(user_id).may_manage_topics() {
                return Err(CannotAct::NoRight("create topics"));
            }
            let [color, ..] = ICON_COLORS;
            let topic = Topic::new(name, color, None, user_id);
            world.create_topic(group_id, topic, now_ms).ok_or(CannotAct::UnknownGroup(group_id))?
        };
        self.tell(vec![Hint::of("topic").chat(group_id).message(topic_id)]);
        Ok(topic_id)
    }

    /// A person renames a topic.
    ///
    /// # Errors
    /// [`CannotAct`] for an unknown group, person or topic, a missing right, or an empty name.
    pub fn user_renames_topic(&self, group_id: i64, user_id: i64, topic_id: i64, name: &str) -> Result<(), CannotAct> {
        let change = TopicChange::Edited { name: Some(named(name)?), icon_custom_emoji_id: None };
        self.user_changes_topic(group_id, user_id, topic_id, change)
    }

    /// A person closes a topic.
    ///
    /// # Errors
    /// As [`Simulator::user_renames_topic`].
    pub fn user_closes_topic(&self, group_id: i64, user_id: i64, topic_id: i64) -> Result<(), CannotAct> {
        self.user_changes_topic(group_id, user_id, topic_id, TopicChange::Closed(true))
    }

    /// A person opens a topic again.
    ///
    /// # Errors
    /// As [`Simulator::user_renames_topic`].
    pub fn user_reopens_topic(&self, group_id: i64, user_id: i64, topic_id: i64) -> Result<(), CannotAct> {
        self.user_changes_topic(group_id, user_id, topic_id, TopicChange::Closed(false))
    }

    /// A person deletes a topic with everything in it. No bot is told.
    ///
    /// # Errors
    /// As [`Simulator::user_renames_topic`].
    pub fn user_deletes_topic(&self, group_id: i64, user_id: i64, topic_id: i64) -> Result<(), CannotAct> {
        {
            let world = &mut *self.world();
            world.meeting(group_id, user_id)?;
            let group = forum(world.groups.get(&group_id), group_id)?;
            let topic = group.topics.get(&topic_id).ok_or(CannotAct::UnknownTopic(topic_id))?;
            if !group.role(user_id).may_delete() && topic.creator != user_id {
                return Err(CannotAct::NoRight("delete this topic"));
            }
            world.delete_topic(group_id, topic_id);
        }
        self.tell(vec![Hint::of("topic").chat(group_id).message(topic_id)]);
        Ok(())
    }

    fn user_changes_topic(
        &self,
        group_id: i64,
        user_id: i64,
        topic_id: i64,
        change: TopicChange,
    ) -> Result<(), CannotAct> {
        let now_ms = self.now_ms();
        {
            let world = &mut *self.world();
            world.meeting(group_id, user_id)?;
            let group = forum(world.groups.get(&group_id), group_id)?;
            let topic = group.topics.get(&topic_id).ok_or(CannotAct::UnknownTopic(topic_id))?;
            if !group.role(user_id).may_manage_topics() && topic.creator != user_id {
                return Err(CannotAct::NoRight("change this topic"));
            }
            world.change_topic(group_id, topic_id, user_id, &change, now_ms);
        }
        self.tell(vec![Hint::of("topic").chat(group_id).message(topic_id)]);
        Ok(())
    }
}

fn forum(group: Option<&Group>, group_id: i64) -> Result<&Group, CannotAct> {
    let group = group.ok_or(CannotAct::UnknownGroup(group_id))?;
    if group.is_forum { Ok(group) } else { Err(CannotAct::NotAForum) }
}

fn named(name: &str) -> Result<String, CannotAct> {
    let name = topic_name(name);
    if name.is_empty() { Err(CannotAct::NotAnObject("a topic needs a name that can be seen")) } else { Ok(name) }
}

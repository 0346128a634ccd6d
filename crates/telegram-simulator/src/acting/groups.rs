//! Making groups and saying who is in them.

use serde::{Deserialize, Serialize};

use super::CannotAct;
use crate::hints::Hint;
use crate::simulator::Simulator;
use crate::world::{Group, Role, World};

/// A group to be made. It is a supergroup.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NewGroup {
    /// The id; one is made up where it is 0. Negative, as those of groups are.
    pub id: i64,
    /// The title. Any text is allowed.
    pub title: String,
    /// The public name without `@`.
    pub username: Option<String>,
    /// It has topics.
    pub is_forum: bool,
    /// The person who makes it.
    pub creator: i64,
}

/// A group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroupSeen {
    /// Its id.
    pub id: i64,
    /// Its title.
    pub title: String,
    /// Its public name without `@`.
    pub username: Option<String>,
    /// It has topics.
    pub is_forum: bool,
    /// Everybody who is or was in it.
    pub members: Vec<MemberSeen>,
    /// Its topics in the order they were created; the topic General is not among them.
    pub topics: Vec<TopicSeen>,
}

/// Somebody who is or was in a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MemberSeen {
    /// The id of the person or bot.
    pub id: i64,
    /// The first name.
    pub name: String,
    /// It is a bot.
    pub is_bot: bool,
    /// Who they are here.
    #[serde(flatten)]
    pub role: Role,
}

/// A topic of a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TopicSeen {
    /// Its `message_thread_id`.
    pub topic_id: i64,
    /// Its name.
    pub name: String,
    /// The colour of its icon, RGB.
    pub icon_color: i64,
    /// Only those who manage topics and its creator can write in it.
    pub is_closed: bool,
    /// The person or bot who created it.
    pub creator: i64,
}

impl NewGroup {
    /// A group with this title, made by a person.
    #[must_use]
    pub fn titled(title: &str, creator: i64) -> Self {
        Self { title: title.to_owned(), creator, ..Self::default() }
    }

    /// The same group with topics.
    #[must_use]
    pub fn with_topics(mut self) -> Self {
        self.is_forum = true;
        self
    }
}

impl Simulator {
    /// Makes a supergroup with its creator in it. Its id.
    ///
    /// # Errors
    /// [`CannotAct`] for an unknown creator, or an id that is taken or not negative.
    pub fn add_group(&self, new: NewGroup) -> Result<i64, CannotAct> {
        let now_ms = self.now_ms();
        let id = {
            let world = &mut *self.world();
            let NewGroup { id, title, username, is_forum, creator } = new;
            if !world.users.contains_key(&creator) {
                return Err(CannotAct::UnknownUser(creator));
            }
            let id = if id == 0 { world.fresh_group_id() } else { id };
            if id >= 0 || world.groups.contains_key(&id) {
                return Err(CannotAct::TakenId(id));
            }
            world.groups.insert(id, Group::new(id, title, username, is_forum));
            world.change_role(id, creator, Role::Creator, creator, now_ms);
            id
        };
        self.tell(vec![Hint::of("group").chat(id)]);
        Ok(id)
    }

    /// Gives a person or bot a role in a group: this is how they are added, promoted, muted, removed or leave. Left is what they
    /// do themselves, anything else is the creator's deed. Bots are told as in Telegram.
    ///
    /// # Errors
    /// [`CannotAct`] for an unknown group, person or bot, or where the creator would change.
    pub fn set_role(&self, group_id: i64, member_id: i64, role: Role) -> Result<(), CannotAct> {
        let now_ms = self.now_ms();
        {
            let world = &mut *self.world();
            let group = world.groups.get(&group_id).ok_or(CannotAct::UnknownGroup(group_id))?;
            if !world.users.contains_key(&member_id) && !world.bots.contains_key(&member_id) {
                return Err(CannotAct::UnknownUser(member_id));
            }
            let creator = group.creator().ok_or(CannotAct::UnknownGroup(group_id))?;
            if role == Role::Creator || member_id == creator {
                return Err(CannotAct::CreatorStays);
            }
            let by = if role == Role::Left { member_id } else { creator };
            world.change_role(group_id, member_id, role, by, now_ms);
        }
        self.tell(vec![Hint::of("member").chat(group_id)]);
        Ok(())
    }

    /// Gives a group topics, or takes them away. Messages that stand in topics keep their thread.
    ///
    /// # Errors
    /// [`CannotAct::UnknownGroup`].
    pub fn set_forum(&self, group_id: i64, is_forum: bool) -> Result<(), CannotAct> {
        {
            let world = &mut *self.world();
            let group = world.groups.get_mut(&group_id).ok_or(CannotAct::UnknownGroup(group_id))?;
            group.is_forum = is_forum;
        }
        self.tell(vec![Hint::of("group").chat(group_id)]);
        Ok(())
    }

    /// All groups.
    #[must_use]
    pub fn groups(&self) -> Vec<GroupSeen> {
        let world = self.world();
        world.groups.values().map(|group| world.group_seen(group)).collect()
    }

    /// One group.
    ///
    /// # Errors
    /// [`CannotAct::UnknownGroup`].
    pub fn group(&self, group_id: i64) -> Result<GroupSeen, CannotAct> {
        let world = self.world();
        let group = world.groups.get(&group_id).ok_or(CannotAct::UnknownGroup(group_id))?;
        Ok(world.group_seen(group))
    }
}

impl World {
    pub(super) fn group_seen(&self, group: &Group) -> GroupSeen {
        let name = |id: i64| match (self.bots.get(&id), self.users.get(&id)) {
            (Some(bot), _) => bot.name.clone(),
            (None, Some(user)) => user.first_name.clone(),
            (None, None) => String::new(),
        };
        let members = group.members.iter();
        let topics = group.topics.iter();
        GroupSeen {
            id: group.id,
            title: group.title.clone(),
            username: group.username.clone(),
            is_forum: group.is_forum,
            members: members
                .map(|(id, member)| MemberSeen {
                    id: *id,
                    name: name(*id),
                    is_bot: self.bots.contains_key(id),
                    role: member.role,
                })
                .collect(),
            topics: topics
                .map(|(topic_id, topic)| TopicSeen {
                    topic_id: *topic_id,
                    name: topic.name.clone(),
                    icon_color: topic.icon_color,
                    is_closed: topic.is_closed,
                    creator: topic.creator,
                })
                .collect(),
        }
    }
}

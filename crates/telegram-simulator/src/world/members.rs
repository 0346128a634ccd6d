//! Who somebody is in a group, and what they may do there.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{Group, World};

/// Somebody who is or was in a group.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member {
    pub role: Role,
    /// A bot that joined with privacy mode off. Switching it later changes nothing until the bot is added again.
    pub sees_all: bool,
}

/// What an administrator may do (`ChatAdministratorRights`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AdminRights {
    /// Delete messages of others, and topics.
    pub can_delete_messages: bool,
    /// Manage video chats.
    pub can_manage_video_chats: bool,
    /// Mute and remove members.
    pub can_restrict_members: bool,
    /// Make administrators.
    pub can_promote_members: bool,
    /// Change title and photo.
    pub can_change_info: bool,
    /// Invite people.
    pub can_invite_users: bool,
    /// Pin messages.
    pub can_pin_messages: bool,
    /// Create, rename, close and reopen topics.
    pub can_manage_topics: bool,
    /// Change the tags of members.
    pub can_manage_tags: bool,
    /// Send welcome messages.
    pub can_send_welcome_messages: bool,
}

/// Who somebody is in a group (`ChatMember`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "role", rename_all = "snake_case")]
pub enum Role {
    /// Made the group; there is one, and that stays so.
    Creator,
    /// Administrator with these rights.
    Administrator {
        /// What they may do; everything unless said.
        #[serde(default = "AdminRights::all")]
        rights: AdminRights,
    },
    /// Member.
    Member,
    /// Member who may not send anything (`restricted`).
    Muted,
    /// Left, or never was there.
    Left,
    /// Was removed and cannot come back by themselves (`kicked`).
    Removed,
}

impl AdminRights {
    /// All of them.
    #[must_use]
    pub const fn all() -> Self {
        Self {
            can_delete_messages: true,
            can_manage_video_chats: true,
            can_restrict_members: true,
            can_promote_members: true,
            can_change_info: true,
            can_invite_users: true,
            can_pin_messages: true,
            can_manage_topics: true,
            can_manage_tags: true,
            can_send_welcome_messages: true,
        }
    }

    /// None of them.
    #[must_use]
    pub const fn none() -> Self {
        Self {
            can_delete_messages: false,
            can_manage_video_chats: false,
            can_restrict_members: false,
            can_promote_members: false,
            can_change_info: false,
            can_invite_users: false,
            can_pin_messages: false,
            can_manage_topics: false,
            can_manage_tags: false,
            can_send_welcome_messages: false,
        }
    }
}

impl Role {
    /// An administrator who may do everything.
    #[must_use]
    pub const fn admin() -> Self {
        Self::Administrator { rights: AdminRights::all() }
    }

    /// Whether somebody in this role is in the group.
    #[must_use]
    pub fn is_present(self) -> bool {
        !matches!(self, Self::Left | Self::Removed)
    }

    /// Whether it is the creator or an administrator.
    #[must_use]
    pub fn is_admin(self) -> bool {
        matches!(self, Self::Creator | Self::Administrator { .. })
    }

    pub(crate) fn may_manage_topics(self) -> bool {
        self.rights().can_manage_topics
    }

    pub(crate) fn may_delete(self) -> bool {
        self.rights().can_delete_messages
    }

    /// Whether somebody in this role may send anything at all.
    pub(crate) fn may_write(self) -> bool {
        self.is_present() && self != Self::Muted
    }

    fn rights(self) -> AdminRights {
        match self {
            Self::Creator => AdminRights::all(),
            Self::Administrator { rights } => rights,
            _ => AdminRights::none(),
        }
    }

    /// The `ChatMember` object of the wire.
    fn wire(self, user: Value) -> Value {
        let mut wire = Map::new();
        wire.insert("user".into(), user);
        let more = match self {
            Self::Creator => json!({ "status": "creator", "is_anonymous": false }),
            Self::Administrator { rights } => {
                let mut more = json!({
                    "status": "administrator",
                    "can_be_edited": false,
                    "is_anonymous": false,
                    "can_manage_chat": true,
                    "can_post_stories": false,
                    "can_edit_stories": false,
                    "can_delete_stories": false,
                });
                if let (Some(more), Ok(Value::Object(rights))) = (more.as_object_mut(), serde_json::to_value(rights)) {
                    more.extend(rights);
                }
                more
            }
            Self::Member => json!({ "status": "member" }),
            Self::Muted => {
                let mut more = json!({ "status": "restricted", "is_member": true, "until_date": 0 });
                if let (Some(more), Value::Object(permissions)) = (more.as_object_mut(), permissions(false)) {
                    more.extend(permissions);
                }
                more
            }
            Self::Left => json!({ "status": "left" }),
            Self::Removed => json!({ "status": "kicked", "until_date": 0 }),
        };
        wire.extend(more.as_object().cloned().unwrap_or_default());
        Value::Object(wire)
    }
}

/// The `ChatPermissions` of members: to write and invite, or nothing.
pub(crate) fn permissions(is_writing: bool) -> Value {
    let mut permissions = Map::new();
    for name in [
        "can_send_messages",
        "can_send_audios",
        "can_send_documents",
        "can_send_photos",
        "can_send_videos",
        "can_send_video_notes",
        "can_send_voice_notes",
        "can_send_polls",
        "can_send_other_messages",
        "can_add_web_page_previews",
        "can_react_to_messages",
        "can_invite_users",
    ] {
        permissions.insert(name.to_owned(), is_writing.into());
    }
    for name in ["can_edit_tag", "can_change_info", "can_pin_messages", "can_manage_topics"] {
        permissions.insert(name.to_owned(), false.into());
    }
    Value::Object(permissions)
}

impl World {
    /// The `ChatMember` object of somebody in a group.
    pub(crate) fn member_wire(&self, group: &Group, id: i64) -> Value {
        group.role(id).wire(self.user_wire(id))
    }

    /// Gives somebody another role and tells the bots that may know: `my_chat_member` to the one it is about, `chat_member` to
    /// administrators who asked for it, service messages to everybody.
    pub(crate) fn change_role(&mut self, group_id: i64, id: i64, role: Role, by: i64, now_ms: i64) {
        let sees_all = self.bots.get(&id).is_some_and(|bot| bot.reads_all_group_messages);
        let Some(group) = self.groups.get(&group_id) else { return };
        let (old_role, old) = (group.role(id), self.member_wire(group, id));
        if old_role == role {
            return;
        }
        let chat = group.wire();
        let Some(group) = self.groups.get_mut(&group_id) else { return };
        let member = group.members.entry(id).or_insert(Member { role, sees_all });
        member.role = role;
        if !old_role.is_present() {
            member.sees_all = sees_all;
        }
        let Some(group) = self.groups.get(&group_id) else { return };
        let update = json!({
            "chat": chat,
            "from": self.user_wire(by),
            "date": now_ms.div_euclid(1000),
            "old_chat_member": old,
            "new_chat_member": self.member_wire(group, id),
        });
        let told: Vec<i64> = group.present().filter(|(_, member)| member.role.is_admin()).map(|(id, _)| id).collect();
        if self.bots.contains_key(&id) {
            self.tell_bot(id, "my_chat_member", update.clone(), now_ms);
        }
        for bot_id in told.into_iter().filter(|told| *told != id) {
            self.tell_bot(bot_id, "chat_member", update.clone(), now_ms);
        }
        let user = self.user_wire(id);
        match (old_role.is_present(), role.is_present()) {
            (false, true) if role == Role::Creator => {
                self.post_service(group_id, None, by, json!({ "supergroup_chat_created": true }), now_ms)
            }
            (false, true) => self.post_service(group_id, None, by, json!({ "new_chat_members": [user] }), now_ms),
            (true, false) => self.post_service(group_id, None, by, json!({ "left_chat_member": user }), now_ms),
            _ => None,
        };
    }
}

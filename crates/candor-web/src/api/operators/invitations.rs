//! `/operators/invitations`: links by which people come in. A link is told once, to whoever makes it; only a hash of it is kept.

use std::sync::{Arc, Mutex, PoisonError};

use candor_core::roles::Role;
use candor_desk::actions::{
    Refusal,
    invite_operator::{deep_link, invite as make_invite, join_link, mark},
    withdraw_invitation::withdraw_invitation,
};
use candor_store::InviteLine;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RoleWord;
use crate::api::{Answer, Asked, At, Done, Nothing, Problem, conversations::Named, paged::Paged};

/// A link nobody has used.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Invitation {
    /// Its mark, to tell it from others.
    mark: String,
    /// The role of whoever comes in by it.
    role: RoleWord,
    /// Whom it lets in, where that is somebody on the staff who chooses another password or brings their Telegram.
    operator: Option<Named>,
    /// When it ends by itself.
    expires_at: At,
    /// Whether it still lets somebody in.
    is_open: bool,
}

/// A link that was made. It works once and is never told again.
#[derive(Serialize, JsonSchema)]
pub(crate) struct MadeInvitation {
    /// Its mark, to tell it from others.
    mark: String,
    /// The role of whoever comes in by it.
    role: RoleWord,
    /// When it ends by itself.
    expires_at: At,
    /// The link to come in by the panel, with a password; null where the panel is shown nowhere.
    panel_link: Option<String>,
    /// The links to come in by Telegram, one through each bot.
    bot_links: Vec<BotLink>,
}

/// A link through a bot.
#[derive(Serialize, JsonSchema)]
pub(crate) struct BotLink {
    /// The name of the bot, without the at sign.
    bot: String,
    /// The link.
    link: String,
}

/// Who is invited.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Invited {
    /// The role they will have.
    role: RoleWord,
}

/// The mark of an invitation.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct Marked {
    /// The mark of the link, as the list tells it.
    mark: String,
}

/// Lists links nobody has used, the next to end first.
pub(crate) async fn invitations(asked: Asked) -> Result<Answer<Paged<Invitation>>, Problem> {
    let (store, business, now) = (&asked.api.desk().store, asked.api.business(), asked.api.now());
    let staff = store.operators(business).await?;
    let told = |line: InviteLine| {
        let operator = match &line.invite.operator {
            Some(id) => {
                // A link of somebody who has left lets nobody in.
                let member = staff.iter().find(|member| member.id == *id)?;
                Some(Named { id: id.to_string(), name: member.name.clone() })
            }
            None => None,
        };
        let (role, is_open) = (line.invite.role.into(), line.invite.is_open(now));
        Some(Invitation { mark: line.mark, role, operator, expires_at: line.invite.expires_at.into(), is_open })
    };
    let items = store.open_invites(business).await?.into_iter().filter_map(told).collect();
    Ok(Answer::of(Paged { items, next: None }))
}

/// Makes a link.
pub(crate) async fn invite(asked: Asked<Nothing, Nothing, Invited>) -> Result<Answer<MadeInvitation>, Problem> {
    let role = Role::from(asked.body.role);
    // What is kept of the request is the mark: the link itself stands nowhere.
    let made = Arc::new(Mutex::new(String::new()));
    let done = asked
        .act(|bench| {
            let made = Arc::clone(&made);
            Box::pin(async move {
                let payload = make_invite(bench, role)?;
                let mark = mark(&payload);
                *made.lock().unwrap_or_else(PoisonError::into_inner) = payload;
                Ok(mark)
            })
        })
        .await?;
    let Done::Now(mark) = done else { return Err(Problem::ShownOnce) };
    let payload = made.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let (store, business) = (&asked.api.desk().store, asked.api.business());
    let line = store.open_invites(business).await?.into_iter().find(|line| line.mark == mark);
    let line = line.ok_or_else(|| Refusal::NoSuchInvitation(mark.clone()))?;
    let bots = store.list_connections().await?.into_iter();
    let bots = bots.filter(|known| known.business == *business && !known.bot_username.is_empty());
    let bot_links = bots.map(|bot| BotLink { link: deep_link(&bot.bot_username, &payload), bot: bot.bot_username });
    Ok(Answer::of(MadeInvitation {
        mark,
        role: line.invite.role.into(),
        expires_at: line.invite.expires_at.into(),
        panel_link: asked.api.address().map(|address| join_link(address, &payload)),
        bot_links: bot_links.collect(),
    }))
}

/// Withdraws a link: it lets nobody in any more.
pub(crate) async fn withdraw(asked: Asked<Marked>) -> Result<Answer<()>, Problem> {
    asked
        .act(|bench| {
            let mark = asked.path.mark.clone();
            Box::pin(async move { Ok(withdraw_invitation(bench, &mark).await?.mark) })
        })
        .await?;
    Ok(Answer::of(()))
}

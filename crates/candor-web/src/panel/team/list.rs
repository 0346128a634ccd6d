//! `GET /panel/team`: who is on the staff, and which invitations are open.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use candor_core::{
    ids::{ConnectionId, OperatorId},
    moment::Moment,
    roles::{Deed, Role},
};
use candor_store::{InviteLine, OperatorRow};

use crate::panel::{
    Frame, Page, Panel, Trouble,
    access::{Viewer, asked_again},
};

pub(super) const HERE: &str = "/panel/team";

/// Somebody on the staff.
struct Member {
    id: OperatorId,
    name: String,
    role: Role,
    is_on_duty: bool,
    /// Whether they take conversations at all, so that duty means something.
    answers: bool,
    /// The name of the bot in which they are reached, without the at sign.
    bot: Option<String>,
    /// Whether they have a password for the panel.
    has_account: bool,
    since: Moment,
    is_me: bool,
}

/// An invitation nobody has used.
struct Invited {
    mark: String,
    role: Role,
    /// Who comes in by it, if that is somebody known.
    known: Option<String>,
    expires_at: Moment,
    is_open: bool,
}

#[derive(Template)]
#[template(path = "team/team.html", whitespace = "minimize")]
struct TeamPage {
    frame: Frame,
    members: Vec<Member>,
    invited: Vec<Invited>,
    /// The roles whoever looks may give.
    roles: Vec<Role>,
    /// Whether a code is asked for beside the password of whoever looks, before a link is made.
    asks_for_code: bool,
    /// Whether whoever looks is on duty; none if they take no conversations.
    duty: Option<bool>,
}

/// The team.
pub(crate) async fn show(State(panel): State<Panel>, viewer: Viewer) -> Result<Response, Trouble> {
    let store = &panel.desk().store;
    let staff = store.operators(panel.business()).await?;
    let bots: BTreeMap<ConnectionId, String> =
        store.list_connections().await?.into_iter().map(|known| (known.id, known.bot_username)).collect();
    let mut members = Vec::with_capacity(staff.len());
    for operator in &staff {
        members.push(Member {
            id: operator.id.clone(),
            name: operator.name.clone(),
            role: operator.role,
            is_on_duty: operator.is_on_duty,
            answers: operator.role.may(Deed::Take),
            bot: operator.connection().map(|id| bots.get(id).cloned().unwrap_or_default()),
            has_account: store.account_of(panel.business(), &operator.id).await?.is_some(),
            since: operator.claimed_at,
            is_me: operator.id == viewer.operator.id,
        });
    }
    let invites = if viewer.operator.role.may(Deed::InviteStaff) {
        store.open_invites(panel.business()).await?
    } else {
        Vec::new()
    };
    let frame = Frame::around(&panel, &viewer, HERE).await?;
    let page = TeamPage {
        members,
        invited: invited(invites, &staff, panel.now()),
        roles: invitable(viewer.operator.role),
        asks_for_code: asked_again::asks_for_code(&panel, &viewer).await?,
        duty: viewer.operator.role.may(Deed::SetDuty).then_some(viewer.operator.is_on_duty),
        frame,
    };
    Ok(Page(page).into_response())
}

/// The roles somebody of this role may invite, the one that may least first.
pub(super) fn invitable(role: Role) -> Vec<Role> {
    let deed = |invited: Role| if invited == Role::Owner { Deed::InviteOwner } else { Deed::InviteStaff };
    Role::ALL.into_iter().rev().filter(|invited| role.may(deed(*invited))).collect()
}

/// Invitations as they are shown: those that can still be used first, without those of people who left.
fn invited(invites: Vec<InviteLine>, staff: &[OperatorRow], now: Moment) -> Vec<Invited> {
    let shown = invites.into_iter().filter_map(|line| {
        let known = match &line.invite.operator {
            Some(id) => Some(staff.iter().find(|member| member.id == *id)?.name.clone()),
            None => None,
        };
        let is_open = line.invite.is_open(now);
        Some(Invited { mark: line.mark, role: line.invite.role, known, expires_at: line.invite.expires_at, is_open })
    });
    let mut shown: Vec<Invited> = shown.collect();
    shown.sort_by_key(|invited| (!invited.is_open, invited.expires_at));
    shown
}

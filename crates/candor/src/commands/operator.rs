//! `candor operator`: the staff: who is on it, invitations, roles, duty.

use candor_core::{roles::Role, told_time::rfc3339};
use candor_desk::actions::{
    ActError, Bench,
    change_operator::{change_role, find_operator, remove_operator, set_duty},
    invite_operator::{deep_link, invite, join_link},
    relink_operator::relink_operator,
    tell_member::tell_duty,
};
use candor_store::OperatorRow;
use clap::{Subcommand, ValueEnum};
use futures_util::future::BoxFuture;
use serde_json::json;

use super::{
    acting::{as_console, business, desk, desk_or_make, plain},
    script::At,
};
use crate::{
    exit::{Cause, Stop},
    output,
};

/// What to do with the staff.
#[derive(Debug, Subcommand)]
pub enum OperatorCommand {
    /// Print a link that lets one person join the staff. It works once, for seven days.
    Invite {
        /// What they may do.
        #[arg(long, value_enum, default_value_t = Wanted::Manager)]
        role: Wanted,
        #[command(flatten)]
        at: At,
    },
    /// Print a link by which somebody on the staff chooses how they sign in to the panel. It works once, for seven days.
    Panel {
        /// The name or id.
        name: String,
        #[command(flatten)]
        at: At,
    },
    /// List the staff, and invitations nobody has used yet.
    List {
        /// Print one JSON line a person or invitation.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        at: At,
    },
    /// Give somebody another role. What they hold waits for somebody else if they may answer no more.
    Role {
        /// The name or id.
        name: String,
        /// What they may do from now on.
        #[arg(value_enum)]
        role: Wanted,
        #[command(flatten)]
        at: At,
    },
    /// Put somebody on duty or off: whether hand-overs come to them.
    Duty {
        /// The name or id.
        name: String,
        /// Whether they are on duty.
        #[arg(value_enum)]
        duty: Duty,
        #[command(flatten)]
        at: At,
    },
    /// Take somebody off the staff. What they hold waits for somebody else.
    Remove {
        /// The name or id.
        name: String,
        #[command(flatten)]
        at: At,
    },
}

/// A role.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Wanted {
    /// Everything.
    Owner,
    /// Take over conversations and answer in them.
    Manager,
    /// Look.
    Viewer,
}

impl From<Wanted> for Role {
    fn from(wanted: Wanted) -> Self {
        match wanted {
            Wanted::Owner => Self::Owner,
            Wanted::Manager => Self::Manager,
            Wanted::Viewer => Self::Viewer,
        }
    }
}

/// On duty or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Duty {
    /// On duty.
    On,
    /// Off duty.
    Off,
}

impl OperatorCommand {
    pub async fn run(self) -> Result<(), Stop> {
        match self {
            Self::Invite { role, at } => invite_to(&at, role.into()).await,
            Self::Panel { name, at } => link_to_panel(&at, &name).await,
            Self::List { json, at } => list(&at, json).await,
            Self::Role { name, role, at } => {
                change(&at, name, move |bench, member| Box::pin(change_role(bench, member, role.into()))).await
            }
            Self::Duty { name, duty, at } => {
                let is_on = duty == Duty::On;
                change(&at, name, move |bench, member| {
                    Box::pin(async move {
                        set_duty(bench, member, is_on).await?;
                        tell_duty(bench, member, is_on).await
                    })
                })
                .await
            }
            Self::Remove { name, at } => {
                change(&at, name, |bench, member| Box::pin(remove_operator(bench, member))).await
            }
        }
    }
}

async fn invite_to(at: &At, role: Role) -> Result<(), Stop> {
    let desk = desk_or_make(at).await?;
    let payload = as_console(&desk, |bench| Box::pin(async move { invite(bench, role) })).await?;
    match desk.store.list_connections().await?.first() {
        Some(connection) => output::say(&deep_link(&connection.bot_username, &payload)),
        None => output::say(&format!("send the bot: /start {payload}")),
    }
    if let Some(address) = at.config()?.server.panel_address() {
        output::note(&format!("or, to join in the panel: {}", join_link(&address, &payload)));
    }
    Ok(())
}

async fn link_to_panel(at: &At, name: &str) -> Result<(), Stop> {
    let address = at.config()?.server.panel_address().ok_or_else(|| {
        Stop::new(Cause::Settings, "the panel is shown nowhere; set server.listen, and server.panel to true")
    })?;
    let desk = desk(at).await?;
    let payload = as_console(&desk, |bench| {
        Box::pin(async move {
            let member = find_operator(bench, name).await?;
            relink_operator(bench, &member)
        })
    });
    output::say(&join_link(&address, &payload.await?));
    Ok(())
}

async fn change<A>(at: &At, name: String, action: A) -> Result<(), Stop>
where
    A: for<'b> Fn(&'b mut Bench<'_>, &'b OperatorRow) -> BoxFuture<'b, Result<(), ActError>> + Sync,
{
    let desk = desk(at).await?;
    let (name, action) = (&name, &action);
    let changed = as_console(&desk, |bench| {
        Box::pin(async move {
            let member = find_operator(bench, name).await?;
            action(bench, &member).await
        })
    });
    changed.await?;
    output::say("done");
    Ok(())
}

async fn list(at: &At, is_json: bool) -> Result<(), Stop> {
    let store = at.open().await?;
    let staff = store.operators(&business()).await?;
    let invites = store.open_invites(&business()).await?;
    if staff.is_empty() && invites.is_empty() && !is_json {
        output::say("nobody is on the staff yet: `candor operator invite --role owner`");
    }
    for member in staff {
        let held = store.held_by(&member.id).await?.len();
        let duty = if member.is_on_duty { "on duty" } else { "off duty" };
        if is_json {
            output::say_json(&json!({
                "id": member.id, "name": member.name, "role": member.role, "is_on_duty": member.is_on_duty,
                "language": member.language, "holds": held, "claimed_at": rfc3339(member.claimed_at),
            }))?;
        } else {
            output::say(&format!(
                "{}\t{}\t{}\t{duty}\tholds {held}",
                member.id,
                plain(&member.name),
                member.role.column()
            ));
        }
    }
    for line in invites {
        let (mark, role, until) = (&line.mark, line.invite.role.column(), line.invite.expires_at);
        if is_json {
            output::say_json(&json!({"invitation": mark, "role": role, "expires_at": rfc3339(until)}))?;
        } else {
            output::say(&format!("invitation {mark}\t{role}\tuntil {until}"));
        }
    }
    Ok(())
}

//! `candor operator`: invites people to the staff by a link that works once.

use candor_desk::actions::invite_operator::invite_operator;
use candor_store::Role;
use clap::{Subcommand, ValueEnum};

use super::script::At;
use crate::{exit::Stop, output, wire};

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
}

/// A role to invite somebody to.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Wanted {
    /// Everything.
    Owner,
    /// Take over conversations and answer in them.
    Manager,
    /// Look.
    Viewer,
}

impl OperatorCommand {
    pub async fn run(self) -> Result<(), Stop> {
        let Self::Invite { role, at } = self;
        let role = match role {
            Wanted::Owner => Role::Owner,
            Wanted::Manager => Role::Manager,
            Wanted::Viewer => Role::Viewer,
        };
        let store = at.open().await?;
        let connections = store.list_connections().await?;
        let desk = wire::desk_without_connections(store);
        let payload = invite_operator(&desk, &wire::business(), role).await?;
        match connections.first() {
            Some(connection) => output::say(&wire::deep_link(&connection.bot_username, &payload)),
            None => output::say(&format!("send the bot: /start {payload}")),
        }
        Ok(())
    }
}

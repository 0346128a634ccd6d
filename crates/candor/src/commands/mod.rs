//! The commands, one file each and one line here.

mod acting;
mod audit;
mod brain;
mod config;
mod conversations;
mod demo;
mod keys;
mod leads;
mod operator;
mod outbox;
mod script;
mod serve;
mod simulate;
mod status;

use clap::Subcommand;

use crate::exit::Stop;

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Try everything on this machine: no token, no settings, no model. Prints one URL.
    Demo(demo::Demo),
    /// Answer for a bot: by long polling, or by webhook where a public URL is set.
    Serve(serve::Serve),
    /// Check, publish, list, show, compare and restore scripts.
    #[command(subcommand)]
    Script(script::ScriptCommand),
    /// See the staff: invite people, change roles and duty, take people off it.
    #[command(subcommand)]
    Operator(operator::OperatorCommand),
    /// List, read, take, give back, end and export conversations, beside a running desk.
    #[command(subcommand)]
    Conversations(conversations::ConversationsCommand),
    /// List, show and edit what is known of contacts.
    #[command(subcommand)]
    Leads(leads::LeadsCommand),
    /// See who did what, and check that the record is whole.
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// See messages of unknown fate, and settle them.
    #[command(subcommand)]
    Outbox(outbox::OutboxCommand),
    /// Show, check and replace the key under which what is secret or personal is sealed.
    #[command(subcommand)]
    Keys(keys::KeysCommand),
    /// Print how much waits where.
    Status(status::Status),
    /// Measure how well the local brain understands.
    #[command(subcommand)]
    Brain(brain::BrainCommand),
    /// Run the Bot API simulator alone, for any bot.
    Simulate(simulate::Simulate),
    /// Print the settings with every key explained, or check a file.
    #[command(subcommand)]
    Config(config::ConfigCommand),
}

impl Command {
    /// Does it.
    ///
    /// # Errors
    /// A [`Stop`] with the sentence to print and the status to end with.
    pub async fn run(self) -> Result<(), Stop> {
        match self {
            Self::Demo(command) => command.run().await,
            Self::Serve(command) => command.run().await,
            Self::Script(command) => command.run().await,
            Self::Operator(command) => command.run().await,
            Self::Conversations(command) => command.run().await,
            Self::Leads(command) => command.run().await,
            Self::Audit(command) => command.run().await,
            Self::Outbox(command) => command.run().await,
            Self::Keys(command) => command.run().await,
            Self::Status(command) => command.run().await,
            Self::Brain(command) => command.run(),
            Self::Simulate(command) => command.run().await,
            Self::Config(command) => command.run(),
        }
    }
}

//! The commands, one file each and one line here.

mod acting;
mod audit;
mod backup;
mod brain;
mod completions;
mod config;
mod conversations;
mod demo;
mod doctor;
mod keys;
mod knowledge;
mod leads;
mod lessons;
mod migrate;
mod models;
mod openapi;
mod operator;
mod outbox;
mod restore;
mod script;
mod serve;
mod simulate;
mod status;
mod token;
mod webhook;

use candor_core::language::Language;
use clap::{Subcommand, ValueEnum};

pub use acting::stopped;
pub use backup::size;

use crate::exit::Stop;

/// A language of the desk.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Tongue {
    /// English.
    En,
    /// Russian.
    Ru,
}

impl From<Tongue> for Language {
    fn from(tongue: Tongue) -> Self {
        match tongue {
            Tongue::En => Self::En,
            Tongue::Ru => Self::Ru,
        }
    }
}

/// So many of something, in the singular for one.
pub fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

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
    /// Make, list and end tokens by which other programs use the API.
    #[command(subcommand)]
    Token(token::TokenCommand),
    /// Have addresses of yours told of what happens, and see what was delivered to them.
    #[command(subcommand)]
    Webhook(webhook::WebhookCommand),
    /// List, read, take, give back, end and export conversations, beside a running desk.
    #[command(subcommand)]
    Conversations(conversations::ConversationsCommand),
    /// List, show and edit what is known of contacts.
    #[command(subcommand)]
    Leads(leads::LeadsCommand),
    /// See what was not understood, and teach it to the script.
    #[command(subcommand)]
    Lessons(lessons::LessonsCommand),
    /// Take documents in for the desk to quote, list, search and drop them.
    #[command(subcommand)]
    Knowledge(knowledge::KnowledgeCommand),
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
    /// Look at everything the desk needs, and say of each finding what to do.
    Doctor(doctor::Doctor),
    /// Write a backup of the database, while the desk runs.
    Backup(backup::Backup),
    /// Put a backup in the place of the database. Opt-outs made since survive, and nothing is sent twice.
    Restore(restore::Restore),
    /// Bring the database up to date for this version, or say how far it is.
    Migrate(migrate::Migrate),
    /// See, check and pay for language models, and keep their keys.
    #[command(subcommand)]
    Models(models::ModelsCommand),
    /// Measure how well the local brain understands.
    #[command(subcommand)]
    Brain(brain::BrainCommand),
    /// Run the Bot API simulator alone, for any bot.
    Simulate(simulate::Simulate),
    /// Print the settings with every key explained, what holds and where it came from, or check a file.
    #[command(subcommand)]
    Config(config::ConfigCommand),
    /// Print the document of the REST API (OpenAPI 3.1).
    #[command(name = "openapi")]
    OpenApi(openapi::OpenApi),
    /// Print what a shell needs to complete these commands.
    Completions(completions::Completions),
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
            Self::Token(command) => command.run().await,
            Self::Webhook(command) => command.run().await,
            Self::Conversations(command) => command.run().await,
            Self::Leads(command) => command.run().await,
            Self::Lessons(command) => command.run().await,
            Self::Knowledge(command) => command.run().await,
            Self::Audit(command) => command.run().await,
            Self::Outbox(command) => command.run().await,
            Self::Keys(command) => command.run().await,
            Self::Status(command) => command.run().await,
            Self::Models(command) => command.run().await,
            Self::Brain(command) => command.run(),
            Self::Simulate(command) => command.run().await,
            Self::Config(command) => command.run(),
            Self::Doctor(command) => command.run().await,
            Self::Backup(command) => command.run().await,
            Self::Restore(command) => command.run().await,
            Self::Migrate(command) => command.run().await,
            Self::OpenApi(command) => command.run(),
            Self::Completions(command) => command.run(),
        }
    }
}

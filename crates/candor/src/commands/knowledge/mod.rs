//! `candor knowledge`: the owner's documents, which the desk quotes, beside a running desk.

mod add;
mod index;
mod list;
mod search;

use std::path::PathBuf;

use candor_desk::{Desk, actions::drop_document::drop_document};
use clap::Subcommand;

use super::{
    acting::{as_console, desk},
    script::At,
};
use crate::{exit::Stop, models, output};

/// What to do with documents.
#[derive(Debug, Subcommand)]
pub enum KnowledgeCommand {
    /// Take files in: Markdown, text, HTML, PDF, DOCX, CSV. One of the same name is replaced. A running desk knows at once.
    Add {
        /// The files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// The short name; that of the file if it is not given. For one file only.
        #[arg(long)]
        name: Option<String>,
        /// What contacts see it called; its first heading if it is not given. For one file only.
        #[arg(long)]
        title: Option<String>,
        #[command(flatten)]
        at: At,
    },
    /// List the documents in use.
    List {
        /// Print one JSON line a document.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        at: At,
    },
    /// Give passages that have none the vectors of the embedding model of the settings: after a failure, and after a change of model.
    Index {
        #[command(flatten)]
        at: At,
    },
    /// Take a document out of use.
    Drop {
        /// Its short name.
        name: String,
        #[command(flatten)]
        at: At,
    },
    /// Print the passages nearest to a question, with their scores, and what of them the desk may tell.
    Search {
        /// The question, as a customer would write it.
        #[arg(required = true)]
        words: Vec<String>,
        /// So many.
        #[arg(long, default_value_t = 5)]
        most: usize,
        /// Print one JSON line a passage.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        at: At,
    },
}

impl KnowledgeCommand {
    pub async fn run(self) -> Result<(), Stop> {
        match self {
            Self::Add { files, name, title, at } => add::run(&at, &files, name.as_deref(), title.as_deref()).await,
            Self::List { json, at } => list::run(&at, json).await,
            Self::Index { at } => index::run(&embedding(&at, desk(&at).await?).await?).await,
            Self::Drop { name, at } => {
                let desk = desk(&at).await?;
                as_console(&desk, |bench| Box::pin(drop_document(bench, &name))).await?;
                output::say(&format!("{name} is out of use; what was quoted from it stays in the conversations"));
                Ok(())
            }
            Self::Search { words, most, json, at } => search::run(&at, &words.join(" "), most, json).await,
        }
    }
}

/// The same desk with the embedding model of the settings, if they name one.
async fn embedding(at: &At, desk: Desk) -> Result<Desk, Stop> {
    let models = models::for_documents(&at.config()?.models, &desk.store).await?;
    Ok(desk.with_models(models))
}

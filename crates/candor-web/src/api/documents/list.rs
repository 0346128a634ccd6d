//! `GET /documents` and `GET /documents/{name}`.

use candor_desk::actions::{Refusal, search_documents::list_documents};
use candor_store::DocumentLine;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::api::{
    Answer, Asked, At, Nothing, Problem,
    paged::{self, Paged},
};

/// Which page is wanted.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WantedDocuments {
    /// Where the page begins: `next` of the page before.
    cursor: Option<String>,
    /// How many are wanted.
    #[schemars(range(min = 1, max = 200))]
    limit: Option<u32>,
}

/// The short name of a document.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct DocumentNamed {
    /// The short name of the document.
    pub name: String,
}

/// A document in use: the desk quotes it.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Document {
    /// The owner's short name for it.
    name: String,
    /// What it is called to contacts.
    title: String,
    /// Which of its versions this is.
    version: i64,
    /// Where it is from: a file's name or an address.
    source: String,
    /// How many passages can be quoted.
    passages: i64,
    /// A digest of its words: the same words have the same.
    digest: String,
    /// Since when this version is in use.
    added_at: At,
}

impl Document {
    fn of(line: &DocumentLine) -> Self {
        Self {
            name: line.document.name.clone(),
            title: line.document.title.clone(),
            version: line.document.version,
            source: line.source.clone(),
            passages: line.passages,
            digest: line.digest.clone(),
            added_at: line.added_at.into(),
        }
    }
}

/// Lists the documents, by name.
pub(crate) async fn list(asked: Asked<Nothing, WantedDocuments>) -> Result<Answer<Paged<Document>>, Problem> {
    let limit = paged::limit(asked.query.limit)?;
    let mut lines = list_documents(&asked.bench()).await?;
    lines.sort_by(|one, other| one.document.name.cmp(&other.document.name));
    if let Some(after) = &asked.query.cursor {
        lines.retain(|line| line.document.name > *after);
    }
    Ok(Answer::of(Paged::of(&lines, limit, Document::of, |line| line.document.name.clone())))
}

/// Tells one document.
pub(crate) async fn show(asked: Asked<DocumentNamed>) -> Result<Answer<Document>, Problem> {
    let (document, version) = named(&asked, &asked.path.name).await?;
    Ok(Answer::versioned(document, version))
}

/// The document of a name, with its version.
///
/// # Errors
/// [`Refusal::NoSuchDocument`].
pub(super) async fn named<P, Q, B>(asked: &Asked<P, Q, B>, name: &str) -> Result<(Document, i64), Problem> {
    let lines = list_documents(&asked.bench()).await?;
    match lines.iter().find(|line| line.document.name == name) {
        Some(line) => Ok((Document::of(line), line.document.version)),
        None => {
            let names = lines.into_iter().map(|line| line.document.name).collect();
            Err(Refusal::NoSuchDocument(name.to_owned(), names).into())
        }
    }
}

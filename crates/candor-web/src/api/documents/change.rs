//! `POST /documents` and `DELETE /documents/{name}`.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use candor_core::knowledge::LeftOut;
use candor_desk::{
    actions::{
        drop_document::drop_document,
        take_in_document::{Reading, held_back_of, take_in_document},
    },
    documents,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::list::{Document, DocumentNamed, named};
use crate::{
    api::{Answer, Asked, Nothing, Problem, must_not_exceed},
    panel::{Words, knowledge::unreadable_in},
    respond::encoded,
};

/// A title and a source are so long at most, in characters.
const LONGEST_TITLE: usize = 80;
const LONGEST_SOURCE: usize = 400;

/// A document to be quoted from.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewDocument {
    /// A short name: letters, digits, hyphens and underscores. A document of this name is replaced.
    #[schemars(length(min = 1, max = 40))]
    name: String,
    /// What it is called to contacts; without it the first heading, or the name.
    #[serde(default)]
    #[schemars(length(max = 80))]
    title: Option<String>,
    /// What the content is.
    format: DocumentFormat,
    /// The content: the text itself, or the file in Base64 (RFC 4648, section 4) where the format is `pdf` or `docx`. With the
    /// limit of a body, a file has 760 KB at most; larger ones are taken in by the panel and the shell.
    #[schemars(length(min = 1))]
    content: String,
    /// Where it is from, for the staff: a file's name or an address.
    #[serde(default)]
    #[schemars(length(max = 400))]
    source: Option<String>,
}

/// The form of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum DocumentFormat {
    /// Plain text.
    Text,
    /// Markdown with tables.
    Markdown,
    /// A web page.
    Html,
    /// A table: commas, semicolons or tabs between its columns, their names in its first row.
    Csv,
    /// PDF with text in it, in Base64.
    Pdf,
    /// Word's DOCX, in Base64.
    Docx,
}

impl DocumentFormat {
    /// The ending of a file of it.
    const fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
        }
    }

    const fn is_binary(self) -> bool {
        matches!(self, Self::Pdf | Self::Docx)
    }
}

/// A document that was taken in.
#[derive(Serialize, JsonSchema)]
pub(crate) struct TakenIn {
    /// As it is in use now.
    document: Document,
    /// Sentences that are not told, because a figure in them is in no fact of any script in use.
    held_back: Vec<String>,
    /// What was left out of it.
    left_out: Vec<LeftOutPassage>,
}

/// A passage that was left out.
#[derive(Serialize, JsonSchema)]
struct LeftOutPassage {
    /// Its words.
    text: String,
    /// `gives_orders`: it speaks to machines, as no document may; `too_many`: the document has too many passages.
    why: &'static str,
}

impl NewDocument {
    /// The content as a file would hold it.
    fn bytes(&self) -> Result<Vec<u8>, Problem> {
        if !self.format.is_binary() {
            return Ok(self.content.clone().into_bytes());
        }
        let decoded = STANDARD.decode(self.content.trim());
        decoded.map_err(|error| Problem::Unfit(format!("content is no Base64: {error}")))
    }

    fn must_fit(&self) -> Result<(), Problem> {
        for (words, most) in [(&self.title, LONGEST_TITLE), (&self.source, LONGEST_SOURCE)] {
            must_not_exceed(words.as_deref().unwrap_or_default(), most)?;
        }
        Ok(())
    }
}

/// Takes a document in, in the place of the one of its name.
pub(crate) async fn take_in(asked: Asked<Nothing, Nothing, NewDocument>) -> Result<Answer<TakenIn>, Problem> {
    let sent = &asked.body;
    sent.must_fit()?;
    let (bytes, name, words) = (sent.bytes()?, sent.name.clone(), Words(asked.language));
    let file = format!("{name}.{}", sent.format.ending());
    let given = |words: &Option<String>| words.as_deref().map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned);
    let (title, source) = (given(&sent.title), given(&sent.source).unwrap_or_else(|| file.clone()));
    let reading = move || {
        let blocks = documents::read(&file, &bytes).map_err(|why| Problem::Unfit(unreadable_in(words, why)))?;
        Reading::of(&name, title.as_deref(), &source, &blocks).map_err(Problem::from)
    };
    let reading = asked.api.alone(reading).await??;
    let reading = &reading;
    let done = asked.act(|bench| {
        Box::pin(async move {
            take_in_document(bench, reading).await?;
            Ok(reading.new.name.clone())
        })
    });
    let done = done.await?;
    let (document, version) = named(&asked, done.made()).await?;
    let left_out = reading.left_out.iter().map(|(text, why)| LeftOutPassage {
        text: text.clone(),
        why: match why {
            LeftOut::GivesOrders => "gives_orders",
            LeftOut::TooMany => "too_many",
        },
    });
    let taken =
        TakenIn { document, held_back: held_back_of(&asked.bench(), reading).await?, left_out: left_out.collect() };
    let path = format!("/api/v1/documents/{}", encoded(done.made()));
    Ok(Answer::versioned(taken, version).made(path))
}

/// Takes a document out of use.
pub(crate) async fn drop(asked: Asked<DocumentNamed>) -> Result<Answer<()>, Problem> {
    let name = &asked.path.name;
    asked
        .act(|bench| {
            Box::pin(async move {
                drop_document(bench, name).await?;
                Ok(name.clone())
            })
        })
        .await?;
    Ok(Answer::of(()))
}

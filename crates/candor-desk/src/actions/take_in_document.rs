//! Takes a document of the owner's into use, so that the desk can quote it. A person does this knowingly, as they publish a script.

use candor_core::{
    guard::approved_figures,
    knowledge::{Block, LeftOut, Passage, held_back, split},
    roles::Deed,
    script,
};
use candor_store::NewDocument;
use serde_json::json;

use super::{ActError, Bench, Refusal, search_documents::scripts_in_use};

/// A business keeps so many passages: about 60 MB of memory, and 5 ms a search.
pub const MOST_PASSAGES: i64 = 20_000;
/// A document's short name has so many characters at most.
const LONGEST_NAME: usize = 40;
/// Its title.
const LONGEST_TITLE: usize = 80;

/// A document that was read and cut, and is not in use yet.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What would be kept.
    pub new: NewDocument,
    /// What was left out of it, and why.
    pub left_out: Vec<(String, LeftOut)>,
}

/// What taking it in did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenIn {
    /// Whether these very words were in use already under this name: then nothing was done.
    pub is_known: bool,
    /// Whether it takes the place of an earlier version.
    pub replaces: bool,
    /// Sentences that are not told, because a figure in them is in no fact of any script in use (H8).
    pub held_back: Vec<String>,
}

impl Reading {
    /// Cuts a document. A millisecond or two for each of its sentences.
    ///
    /// # Errors
    /// [`Refusal::BadDocumentName`] and [`Refusal::NothingToQuote`].
    pub fn of(name: &str, title: Option<&str>, source: &str, blocks: &[Block]) -> Result<Self, Refusal> {
        let is_plain = |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '_');
        if name.is_empty() || name.chars().count() > LONGEST_NAME || !name.chars().all(is_plain) {
            return Err(Refusal::BadDocumentName(name.to_owned()));
        }
        let cut = split(blocks);
        if cut.passages.is_empty() {
            return Err(Refusal::NothingToQuote);
        }
        let title = title.map(str::to_owned).or(cut.title).unwrap_or_else(|| name.to_owned());
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST_TITLE).collect();
        let words: Vec<String> =
            cut.passages.iter().map(|passage| format!("{}\n{}", passage.heading, passage.text)).collect();
        let digest = script::digest(&words.join("\n\n"));
        let (name, source) = (name.to_owned(), source.to_owned());
        let new = NewDocument { name, title, source, digest, passages: cut.passages };
        Ok(Self { new, left_out: cut.left_out })
    }
}

/// Takes a document in, in the place of the one of its name.
///
/// # Errors
/// [`Refusal::TooManyPassages`], [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn take_in_document(bench: &mut Bench<'_>, reading: &Reading) -> Result<TakenIn, ActError> {
    bench.must_be_allowed(Deed::EditDocuments)?;
    let new = &reading.new;
    let known = bench.desk.store.documents(&bench.business).await?;
    let before = known.iter().find(|line| line.document.name == new.name);
    let held_back = held_back_everywhere(bench, &new.passages).await?;
    let is_known = before.is_some_and(|line| line.digest == new.digest && line.document.title == new.title);
    if !is_known {
        let others = known.iter().filter(|line| line.document.name != new.name).map(|line| line.passages);
        let count = i64::try_from(new.passages.len()).unwrap_or(i64::MAX);
        if others.sum::<i64>().saturating_add(count) > MOST_PASSAGES {
            return Err(Refusal::TooManyPassages(MOST_PASSAGES).into());
        }
        bench.changes.documents.push(new.clone());
        let was = before.map(|line| json!({"version": line.document.version, "digest": line.digest}));
        let is = json!({"title": new.title, "digest": new.digest, "passages": new.passages.len()});
        bench.record(Deed::EditDocuments, &new.name, json!(was), is);
    }
    Ok(TakenIn { is_known, replaces: before.is_some(), held_back })
}

/// The sentences of a document no script in use lets the desk tell, as at this moment.
///
/// # Errors
/// Whatever keeps the store from answering.
pub async fn held_back_of(bench: &Bench<'_>, reading: &Reading) -> Result<Vec<String>, ActError> {
    held_back_everywhere(bench, &reading.new.passages).await
}

/// The sentences no script in use lets the desk tell.
async fn held_back_everywhere(bench: &Bench<'_>, passages: &[Passage]) -> Result<Vec<String>, ActError> {
    let figures: Vec<_> = scripts_in_use(bench).await?.iter().flat_map(approved_figures).collect();
    let held = passages.iter().flat_map(|passage| held_back(passage, &figures)).map(str::to_owned);
    Ok(held.collect())
}

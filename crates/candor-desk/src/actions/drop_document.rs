//! Takes a document out of use: the desk quotes it no more. What was quoted from it stays in the conversations.

use candor_core::roles::Deed;
use serde_json::json;

use super::{ActError, Bench, Refusal};

/// Takes a document out of use.
///
/// # Errors
/// [`Refusal::NoSuchDocument`], [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn drop_document(bench: &mut Bench<'_>, name: &str) -> Result<(), ActError> {
    bench.must_be_allowed(Deed::EditDocuments)?;
    let known = bench.desk.store.documents(&bench.business).await?;
    let Some(line) = known.iter().find(|line| line.document.name == name) else {
        let names = known.into_iter().map(|line| line.document.name).collect();
        return Err(Refusal::NoSuchDocument(name.to_owned(), names).into());
    };
    let was = json!({"version": line.document.version, "digest": line.digest});
    bench.record(Deed::EditDocuments, name, was, json!(null));
    bench.changes.dropped_documents.push(name.to_owned());
    Ok(())
}

//! What the documents say, as the desk would find it.

use std::sync::Arc;

use candor_core::{knowledge::Library, roles::Deed};
use candor_store::DocumentLine;

use super::{ActError, Bench};

/// The documents in use, by name.
///
/// # Errors
/// [`Refusal::MayNot`](super::Refusal::MayNot), and whatever keeps the store from answering.
pub async fn list_documents(bench: &Bench<'_>) -> Result<Vec<DocumentLine>, ActError> {
    bench.must_be_allowed(Deed::ReadDocuments)?;
    Ok(bench.desk.store.documents(&bench.business).await?)
}

/// The documents in use, ready to be searched.
///
/// # Errors
/// [`Refusal::MayNot`](super::Refusal::MayNot), and whatever keeps the store from answering.
pub async fn search_documents(bench: &Bench<'_>) -> Result<Arc<Library>, ActError> {
    bench.must_be_allowed(Deed::ReadDocuments)?;
    // Newer than any there can be: this process may not have been told of the last change.
    Ok(bench.desk.libraries.at(&bench.business, i64::MAX).await?)
}

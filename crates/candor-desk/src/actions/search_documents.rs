//! What the documents say, as the desk would find it.

use std::sync::Arc;

use candor_core::{
    knowledge::Library,
    roles::Deed,
    script::{self, Script},
};
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

/// The versions of scripts that conversations begin with: their facts approve the figures of a quotation.
///
/// # Errors
/// Whatever keeps the store from answering.
pub async fn scripts_in_use(bench: &Bench<'_>) -> Result<Vec<Script>, ActError> {
    let store = &bench.desk.store;
    let mut scripts = Vec::new();
    for line in store.list_scripts(&bench.business).await?.into_iter().filter(|line| line.is_head) {
        let head = store.script(&bench.business, &line.name, line.version).await?;
        scripts.extend(head.and_then(|head| script::read(&head.text)));
    }
    Ok(scripts)
}

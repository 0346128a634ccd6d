//! The owner's documents in use: indexed once per change and kept. Taking one in or dropping it needs no restart: each turn knows how
//! often they have changed.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use candor_core::{ids::BusinessId, knowledge::Library};
use candor_store::{Error, Store};

/// The documents of every business, as they were at a revision.
pub struct Libraries {
    store: Store,
    /// The embedding model whose vectors are used, if there is one.
    vectors_of: Option<String>,
    kept: Mutex<BTreeMap<BusinessId, (i64, Arc<Library>)>>,
}

impl Libraries {
    /// Nothing indexed yet; passages will have the vectors of this embedding model.
    pub const fn new(store: Store, vectors_of: Option<String>) -> Self {
        Self { store, vectors_of, kept: Mutex::new(BTreeMap::new()) }
    }

    /// The documents of a business, no older than this revision.
    ///
    /// # Errors
    /// Whatever keeps the store from answering.
    pub async fn at(&self, business: &BusinessId, revision: i64) -> Result<Arc<Library>, Error> {
        let is_fresh = |(known, _): &&(i64, Arc<Library>)| *known >= revision;
        let lock = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, library)) = lock().get(business).filter(is_fresh) {
            return Ok(Arc::clone(library));
        }
        let (revision, mut documents) = self.store.knowledge(business).await?;
        if let Some(model) = &self.vectors_of {
            let mut vectors = self.store.vectors(business, model).await?;
            for (document, passages) in &mut documents {
                for passage in passages {
                    let key = (document.name.clone(), document.version, i64::from(passage.number));
                    passage.embedded = vectors.remove(&key).unwrap_or_default();
                }
            }
        }
        // Thousands of passages take a while, beside whatever else this machine does.
        let indexing = tokio::task::spawn_blocking(move || Arc::new(Library::of(documents)));
        let library = indexing.await.map_err(|_| Error::Raced)?;
        lock().insert(business.clone(), (revision, Arc::clone(&library)));
        Ok(library)
    }
}

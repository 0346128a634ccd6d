//! Scripts in use: each version is read and learnt once and kept. Publishing needs no restart: new conversations ask for
//! the head each time, and a version never changes.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use candor_core::{
    conversation::ScriptRef,
    hearing::{Ear, lessons::Meanings},
    ids::BusinessId,
    script::{self, Script},
};
use candor_store::{Error, Store};

/// A version that is ready to be used.
pub struct Shelved {
    /// The script.
    pub script: Script,
    /// What it taught the desk to hear.
    pub ear: Ear,
    /// What the messages mean that it left unanswered: understanding them is nearly all the time that lessons take.
    pub meanings: Mutex<Meanings>,
}

type Key = (BusinessId, String, i64);

/// The versions in use.
pub struct Shelf {
    store: Store,
    kept: Mutex<BTreeMap<Key, Arc<Shelved>>>,
}

/// So many versions are kept ready; beyond that one is put back, to be read again when needed.
const KEPT: usize = 64;

impl Shelf {
    /// An empty shelf over a store.
    pub const fn new(store: Store) -> Self {
        Self { store, kept: Mutex::new(BTreeMap::new()) }
    }

    /// The time zone of a business: that of the script in use; UTC before there is one.
    ///
    /// # Errors
    /// Whatever keeps the store from answering.
    pub async fn zone(&self, business: &BusinessId) -> Result<String, Error> {
        let Some(head) = self.store.first_script(business).await? else { return Ok("UTC".to_owned()) };
        Ok(self.take(business, &head).await?.script.time_zone.clone())
    }

    /// The version new conversations begin with.
    ///
    /// # Errors
    /// [`Error::Missing`] if nothing was published under this name.
    pub async fn head(&self, business: &BusinessId, name: &str) -> Result<ScriptRef, Error> {
        let head = self.store.script_head(business, name).await?.ok_or(Error::Missing("published script"))?;
        Ok(ScriptRef { name: head.name, version: head.version })
    }

    /// Takes a version down from the shelf, reading and learning it if it is not there yet.
    ///
    /// # Errors
    /// [`Error::Missing`] if there is no such version, [`Error::Corrupt`] if its text can no longer be read.
    pub async fn take(&self, business: &BusinessId, wanted: &ScriptRef) -> Result<Arc<Shelved>, Error> {
        let key: Key = (business.clone(), wanted.name.clone(), wanted.version);
        if let Some(kept) = self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(Arc::clone(kept));
        }
        let stored = self.store.script(business, &wanted.name, wanted.version).await?;
        let stored = stored.ok_or(Error::Missing("script version"))?;
        let script = script::read(&stored.text)
            .ok_or_else(|| Error::Corrupt(format!("version {} of script {}", wanted.version, wanted.name)))?;
        let kept = self.store.script_model(business, &wanted.name, wanted.version).await?;
        let ear = kept.and_then(|kept| Ear::wake(&script, &kept)).unwrap_or_else(|| Ear::train(&script));
        let shelved = Arc::new(Shelved { script, ear, meanings: Mutex::default() });
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.pop_first();
        }
        kept.insert(key, Arc::clone(&shelved));
        Ok(shelved)
    }
}

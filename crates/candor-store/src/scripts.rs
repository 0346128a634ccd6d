//! Versions of scripts: numbered from 1, immutable, one of them the head new conversations begin with.

use candor_core::{ids::BusinessId, moment::Moment};

use crate::{Error, Store};

/// One version of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptVersion {
    /// The script's name.
    pub name: String,
    /// Its number.
    pub version: i64,
    /// The text as the owner wrote it.
    pub text: String,
    /// A digest of the text.
    pub digest: String,
    /// What the publisher said about it.
    pub note: String,
    /// When it was published.
    pub published_at: Moment,
}

/// A script and its versions, newest first, without their texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptLine {
    /// The script's name.
    pub name: String,
    /// The version's number.
    pub version: i64,
    /// Whether new conversations begin with it.
    pub is_head: bool,
    /// A digest of the text.
    pub digest: String,
    /// What the publisher said about it.
    pub note: String,
    /// When it was published.
    pub published_at: Moment,
}

/// What publishing did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// The head now.
    pub version: i64,
    /// Whether it is a new version; false if the head already had this digest.
    pub is_new: bool,
}

impl Store {
    /// Makes a text the head of a script. The same digest as the head's makes no new version.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn publish(
        &self,
        business: &BusinessId,
        name: &str,
        text: &str,
        digest: &str,
        note: &str,
        now: Moment,
    ) -> Result<Published, Error> {
        let _ = (business, name, text, digest, note, now);
        todo!()
    }

    /// All versions of all scripts of a business, by name, newest first.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn list_scripts(&self, business: &BusinessId) -> Result<Vec<ScriptLine>, Error> {
        let _ = business;
        todo!()
    }

    /// Looks a version up.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn script(
        &self,
        business: &BusinessId,
        name: &str,
        version: i64,
    ) -> Result<Option<ScriptVersion>, Error> {
        let _ = (business, name, version);
        todo!()
    }

    /// The version new conversations begin with.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn script_head(&self, business: &BusinessId, name: &str) -> Result<Option<ScriptVersion>, Error> {
        let _ = (business, name);
        todo!()
    }

    /// Publishes an old version's text again, as a new version.
    ///
    /// # Errors
    /// [`Error::Missing`] if there is no such version.
    pub async fn restore_script(
        &self,
        business: &BusinessId,
        name: &str,
        version: i64,
        note: &str,
        now: Moment,
    ) -> Result<Published, Error> {
        let _ = (business, name, version, note, now);
        todo!()
    }

    /// Moves every running conversation of a script to one of its versions; returns how many moved. Turns in
    /// progress in them are dropped and taken again.
    ///
    /// # Errors
    /// [`Error::Missing`] if there is no such version.
    pub async fn move_conversations(&self, business: &BusinessId, name: &str, to_version: i64) -> Result<u64, Error> {
        let _ = (business, name, to_version);
        todo!()
    }
}

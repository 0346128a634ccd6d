//! Versions of scripts: numbered from 1, immutable, one of them the head new conversations begin with.

use std::collections::BTreeMap;

use candor_core::{
    audit::Actor,
    conversation::ScriptRef,
    ids::{BusinessId, OperatorId},
    moment::Moment,
};
use serde_json::Value;

use crate::{
    Error, Store,
    hints::hint,
    seal::columns::AUDIT_AFTER,
    sql::{Row, Tx, params},
};

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

/// A version to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewVersion {
    /// The version, with the number [`Store::next_script_version`] foretold.
    pub script: ScriptVersion,
    /// What it taught the desk to hear, as the ear wrote it down.
    pub model: Vec<u8>,
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
        let version = ScriptVersion {
            name: name.to_owned(),
            version: 0,
            text: text.to_owned(),
            digest: digest.to_owned(),
            note: note.to_owned(),
            published_at: now,
        };
        let publication = (business.clone(), version);
        let published = self
            .write(publication, |(business, version), mut tx| {
                Box::pin(async move { publish(&mut tx, business, version).await })
            })
            .await?;
        hint(&self.hints().scripts);
        Ok(published)
    }

    /// The version in use of the first script of a business by name; none where nothing was published.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn first_script(&self, business: &BusinessId) -> Result<Option<ScriptRef>, Error> {
        let sql = "SELECT name, version FROM script_heads WHERE business = $1 ORDER BY name LIMIT 1";
        let row = self.reader().await?.tx().row(sql, params![business]).await?;
        row.map(|row| Ok(ScriptRef { name: row.text("name")?, version: row.int("version")? })).transpose()
    }

    /// All versions of all scripts of a business, by name, newest first.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn list_scripts(&self, business: &BusinessId) -> Result<Vec<ScriptLine>, Error> {
        let sql = "SELECT s.name, s.version, s.digest, s.note, s.published_at, h.version AS head
                   FROM scripts s JOIN script_heads h ON h.business = s.business AND h.name = s.name
                   WHERE s.business = $1 ORDER BY s.name, s.version DESC";
        let rows = self.reader().await?.tx().rows(sql, params![business]).await?;
        rows.iter()
            .map(|row| {
                let version = row.int("version")?;
                Ok(ScriptLine {
                    name: row.text("name")?,
                    version,
                    is_head: version == row.int("head")?,
                    digest: row.text("digest")?,
                    note: row.text("note")?,
                    published_at: row.moment("published_at")?,
                })
            })
            .collect()
    }

    /// Who published each version of a script, by its number; those from before there was an audit log are missing.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn script_authors(&self, business: &BusinessId, name: &str) -> Result<BTreeMap<i64, Actor>, Error> {
        let sql = "SELECT business, position, actor, actor_id, actor_name, after FROM audit_log
                   WHERE business = $1 AND subject = $2 AND deed IN ('publish_script', 'restore_script', 'teach_script')
                   ORDER BY position";
        let rows = self.reader().await?.tx().rows(sql, params![business, name]).await?;
        let mut authors = BTreeMap::new();
        for row in &rows {
            let after: Value = serde_json::from_str(&row.unseal(&AUDIT_AFTER)?).unwrap_or_default();
            // A lesson that was let go leaves a record too, but no version.
            let Some(version) = after.get("version").and_then(Value::as_i64) else { continue };
            authors.insert(version, actor(row)?);
        }
        Ok(authors)
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
        lookup(&mut self.reader().await?.tx(), business, name, version).await
    }

    /// The version new conversations begin with.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn script_head(&self, business: &BusinessId, name: &str) -> Result<Option<ScriptVersion>, Error> {
        head(&mut self.reader().await?.tx(), business, name).await
    }

    /// The number the next version of a script gets, for [`Changes::scripts`](crate::Changes::scripts).
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn next_script_version(&self, business: &BusinessId, name: &str) -> Result<i64, Error> {
        next_version(&mut self.reader().await?.tx(), business, name).await
    }

    /// What a version taught the desk to hear; none for a version that was published before that was kept.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn script_model(
        &self,
        business: &BusinessId,
        name: &str,
        version: i64,
    ) -> Result<Option<Vec<u8>>, Error> {
        let sql = "SELECT model FROM script_models WHERE business = $1 AND name = $2 AND version = $3";
        let row = self.reader().await?.tx().row(sql, params![business, name, version]).await?;
        row.map(|row| row.bytes("model")).transpose()
    }

    /// Moves every running conversation of a script to one of its versions; returns how many moved. Turns in
    /// progress in them are dropped and taken again.
    ///
    /// # Errors
    /// [`Error::Missing`] if there is no such version.
    pub async fn move_conversations(&self, business: &BusinessId, name: &str, to_version: i64) -> Result<u64, Error> {
        let movement = (business.clone(), name.to_owned(), to_version);
        self.write(movement, |(business, name, to_version), mut tx| {
            Box::pin(async move {
                let version = lookup(&mut tx, business, name, *to_version).await?;
                version.ok_or(Error::Missing("version of this script"))?;
                let sql = "UPDATE conversations SET script_version = $1, version = version + 1
                           WHERE business = $2 AND script_name = $3 AND script_version <> $1";
                tx.execute(sql, params![*to_version, business, name]).await
            })
        })
        .await
    }
}

/// What two publishers of a script must not do at the same time.
pub(crate) fn lock(business: &BusinessId, name: &str) -> String {
    format!("script {business} {name}")
}

async fn publish(tx: &mut Tx<'_>, business: &BusinessId, script: &ScriptVersion) -> Result<Published, Error> {
    tx.lock(vec![lock(business, &script.name)]).await?;
    if let Some(head) = head(tx, business, &script.name).await?
        && head.digest == script.digest
    {
        return Ok(Published { version: head.version, is_new: false });
    }
    let version = next_version(tx, business, &script.name).await?;
    insert(tx, business, &ScriptVersion { version, ..script.clone() }).await?;
    Ok(Published { version, is_new: true })
}

/// One more than the newest version there is.
pub(crate) async fn next_version(tx: &mut Tx<'_>, business: &BusinessId, name: &str) -> Result<i64, Error> {
    let newest = "SELECT COALESCE(MAX(version), 0) + 1 AS next FROM scripts WHERE business = $1 AND name = $2";
    let row = tx.row(newest, params![business, name]).await?.ok_or(Error::Missing("version of this script"))?;
    row.int("next")
}

/// Writes a version with what it taught and makes it the head.
pub(crate) async fn publish_new(tx: &mut Tx<'_>, business: &BusinessId, new: &NewVersion) -> Result<(), Error> {
    insert(tx, business, &new.script).await?;
    let sql = "INSERT INTO script_models (business, name, version, model) VALUES ($1, $2, $3, $4)";
    tx.execute(sql, params![business, &new.script.name, new.script.version, new.model.as_slice()]).await?;
    Ok(())
}

/// Writes a version and makes it the head.
async fn insert(tx: &mut Tx<'_>, business: &BusinessId, script: &ScriptVersion) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO scripts (business, name, version, text, digest, note, published_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![
            business,
            &script.name,
            script.version,
            &script.text,
            &script.digest,
            &script.note,
            script.published_at
        ],
    )
    .await?;
    tx.execute(
        "INSERT INTO script_heads (business, name, version) VALUES ($1, $2, $3)
         ON CONFLICT (business, name) DO UPDATE SET version = excluded.version",
        params![business, &script.name, script.version],
    )
    .await?;
    Ok(())
}

async fn lookup(
    tx: &mut Tx<'_>,
    business: &BusinessId,
    name: &str,
    version: i64,
) -> Result<Option<ScriptVersion>, Error> {
    let sql = "SELECT * FROM scripts WHERE business = $1 AND name = $2 AND version = $3";
    tx.row(sql, params![business, name, version]).await?.as_ref().map(read).transpose()
}

async fn head(tx: &mut Tx<'_>, business: &BusinessId, name: &str) -> Result<Option<ScriptVersion>, Error> {
    let sql = "SELECT s.* FROM script_heads h
               JOIN scripts s ON s.business = h.business AND s.name = h.name AND s.version = h.version
               WHERE h.business = $1 AND h.name = $2";
    tx.row(sql, params![business, name]).await?.as_ref().map(read).transpose()
}

fn actor(row: &Row) -> Result<Actor, Error> {
    let (id, name) = (row.opt_text("actor_id")?, row.opt_text("actor_name")?);
    Ok(match (id, name) {
        (Some(id), Some(name)) => Actor::Operator { id: OperatorId::from_stored(id), name },
        _ if row.text("actor")? == "console" => Actor::Console,
        _ => Actor::Desk,
    })
}

fn read(row: &Row) -> Result<ScriptVersion, Error> {
    Ok(ScriptVersion {
        name: row.text("name")?,
        version: row.int("version")?,
        text: row.text("text")?,
        digest: row.text("digest")?,
        note: row.text("note")?,
        published_at: row.moment("published_at")?,
    })
}

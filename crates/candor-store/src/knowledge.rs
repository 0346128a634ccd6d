//! The owner's documents: versions, of each name at most one in use, cut into passages. An old version is kept, so that what was quoted
//! from it can be looked up.

mod vectors;

pub use vectors::{PassageKey, Unembedded};

use candor_core::{
    ids::BusinessId,
    knowledge::{Document, Passage},
    language::Language,
    moment::Moment,
};

use crate::{
    Error, Store,
    sql::{Row, Tx, params},
};

/// A document to be taken into use in the place of the version of its name.
#[derive(Clone, Debug, PartialEq)]
pub struct NewDocument {
    /// The owner's short name for it.
    pub name: String,
    /// What it is called to contacts.
    pub title: String,
    /// Where it is from, for the owner: a file's name or an address.
    pub source: String,
    /// A digest of the file.
    pub digest: String,
    /// What can be quoted.
    pub passages: Vec<Passage>,
}

/// One document in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentLine {
    /// Its name, title and version.
    pub document: Document,
    /// Where it is from.
    pub source: String,
    /// A digest of the file.
    pub digest: String,
    /// How many passages it has.
    pub passages: i64,
    /// Since when it is in use.
    pub added_at: Moment,
}

impl Store {
    /// The documents in use, by name.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn documents(&self, business: &BusinessId) -> Result<Vec<DocumentLine>, Error> {
        documents(&mut self.reader().await?.tx(), business).await
    }

    /// How often a business's documents have changed.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn knowledge_revision(&self, business: &BusinessId) -> Result<i64, Error> {
        revision(&mut self.reader().await?.tx(), business).await
    }

    /// How often a business's documents have changed, and all of them with their passages.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if one cannot be read; whatever keeps the database from answering.
    pub async fn knowledge(&self, business: &BusinessId) -> Result<(i64, Vec<(Document, Vec<Passage>)>), Error> {
        let mut reader = self.reader().await?;
        let mut tx = reader.tx();
        // First the number: a change in between is then noticed at the next look.
        let revision = revision(&mut tx, business).await?;
        let mut known = Vec::new();
        for line in documents(&mut tx, business).await? {
            let passages = passages(&mut tx, business, &line.document).await?;
            known.push((line.document, passages));
        }
        Ok((revision, known))
    }
}

/// What two writers must not do at the same time.
pub(crate) fn lock(business: &BusinessId) -> String {
    format!("knowledge {business}")
}

/// How often the documents have changed; 0 if there never was one.
pub(crate) async fn revision(tx: &mut Tx<'_>, business: &BusinessId) -> Result<i64, Error> {
    let sql = "SELECT revision FROM knowledge_revisions WHERE business = $1";
    tx.row(sql, params![business]).await?.map_or(Ok(0), |row| row.int("revision"))
}

/// Takes a document into use. The caller holds [`lock`].
pub(crate) async fn add(tx: &mut Tx<'_>, business: &BusinessId, new: &NewDocument, now: Moment) -> Result<(), Error> {
    retire(tx, business, &new.name, now).await?;
    let newest =
        "SELECT COALESCE(MAX(version), 0) + 1 AS next FROM knowledge_documents WHERE business = $1 AND name = $2";
    let row = tx.row(newest, params![business, &new.name]).await?.ok_or(Error::Missing("version of this document"))?;
    let version = row.int("next")?;
    let count = i64::try_from(new.passages.len()).unwrap_or(i64::MAX);
    let sql = "INSERT INTO knowledge_documents (business, name, version, title, source, digest, passages, added_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    tx.execute(sql, params![business, &new.name, version, &new.title, &new.source, &new.digest, count, now]).await?;
    let sql = "INSERT INTO knowledge_passages (business, document, version, number, heading, text, language, meaning)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    for passage in &new.passages {
        let values = params![
            business,
            &new.name,
            version,
            i64::from(passage.number),
            &passage.heading,
            &passage.text,
            passage.language.code(),
            passage.meaning.as_slice()
        ];
        tx.execute(sql, values).await?;
    }
    count_change(tx, business).await
}

/// Takes a document out of use; false if none of this name was. The caller holds [`lock`].
pub(crate) async fn drop_document(
    tx: &mut Tx<'_>,
    business: &BusinessId,
    name: &str,
    now: Moment,
) -> Result<bool, Error> {
    let was_in_use = retire(tx, business, name, now).await?;
    count_change(tx, business).await?;
    Ok(was_in_use)
}

async fn retire(tx: &mut Tx<'_>, business: &BusinessId, name: &str, now: Moment) -> Result<bool, Error> {
    let sql = "UPDATE knowledge_documents SET dropped_at = $1
               WHERE business = $2 AND name = $3 AND dropped_at IS NULL";
    Ok(tx.execute(sql, params![now, business, name]).await? > 0)
}

async fn count_change(tx: &mut Tx<'_>, business: &BusinessId) -> Result<(), Error> {
    let sql = "INSERT INTO knowledge_revisions (business, revision) VALUES ($1, 1)
               ON CONFLICT (business) DO UPDATE SET revision = knowledge_revisions.revision + 1";
    tx.execute(sql, params![business]).await?;
    Ok(())
}

async fn documents(tx: &mut Tx<'_>, business: &BusinessId) -> Result<Vec<DocumentLine>, Error> {
    let sql = "SELECT * FROM knowledge_documents WHERE business = $1 AND dropped_at IS NULL ORDER BY name";
    tx.rows(sql, params![business]).await?.iter().map(read_line).collect()
}

async fn passages(tx: &mut Tx<'_>, business: &BusinessId, document: &Document) -> Result<Vec<Passage>, Error> {
    let sql = "SELECT * FROM knowledge_passages WHERE business = $1 AND document = $2 AND version = $3 ORDER BY number";
    tx.rows(sql, params![business, &document.name, document.version]).await?.iter().map(read_passage).collect()
}

fn read_line(row: &Row) -> Result<DocumentLine, Error> {
    Ok(DocumentLine {
        document: Document { name: row.text("name")?, title: row.text("title")?, version: row.int("version")? },
        source: row.text("source")?,
        digest: row.text("digest")?,
        passages: row.int("passages")?,
        added_at: row.moment("added_at")?,
    })
}

fn read_passage(row: &Row) -> Result<Passage, Error> {
    let number = u32::try_from(row.int("number")?).map_err(|_| Error::Corrupt("the number of a passage".to_owned()))?;
    let language = row.word("language", Language::from_tag)?;
    Ok(Passage::woken(number, row.text("heading")?, row.text("text")?, language, row.bytes("meaning")?))
}

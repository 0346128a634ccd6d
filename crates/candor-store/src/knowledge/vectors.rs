//! What passages mean to an embedding model of the owner's. Each vector is kept with the model's name: another model's count for nothing
//! and are replaced.

use std::collections::BTreeMap;

use candor_core::ids::BusinessId;

use super::{count_change, lock};
use crate::{
    Error, Store,
    sql::{Row, params},
};

/// Which passage: its document's name and version, and its number.
pub type PassageKey = (String, i64, i64);

/// A passage in use that has no vector of a model yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unembedded {
    /// Which.
    pub key: PassageKey,
    /// The headings it stands under.
    pub heading: String,
    /// Its words.
    pub text: String,
}

impl Store {
    /// The packed vectors a model gave the passages in use.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn vectors(&self, business: &BusinessId, model: &str) -> Result<BTreeMap<PassageKey, Vec<u8>>, Error> {
        let sql = "SELECT v.document, v.version, v.number, v.vector FROM knowledge_vectors v
                   JOIN knowledge_documents d ON d.business = v.business AND d.name = v.document AND d.version = v.version
                   WHERE v.business = $1 AND v.model = $2 AND d.dropped_at IS NULL";
        let rows = self.reader().await?.tx().rows(sql, params![business, model]).await?;
        rows.iter().map(|row| Ok((key(row)?, row.bytes("vector")?))).collect()
    }

    /// The first passages in use that have no vector of this model, at most so many, and how many there are in all.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn unembedded(
        &self,
        business: &BusinessId,
        model: &str,
        most: usize,
    ) -> Result<(Vec<Unembedded>, usize), Error> {
        let sql = "SELECT p.document, p.version, p.number, p.heading, p.text FROM knowledge_passages p
                   JOIN knowledge_documents d ON d.business = p.business AND d.name = p.document AND d.version = p.version
                   LEFT JOIN knowledge_vectors v ON v.business = p.business AND v.document = p.document
                       AND v.version = p.version AND v.number = p.number AND v.model = $2
                   WHERE p.business = $1 AND d.dropped_at IS NULL AND v.number IS NULL
                   ORDER BY p.document, p.number";
        let rows = self.reader().await?.tx().rows(sql, params![business, model]).await?;
        let read =
            |row: &Row| Ok(Unembedded { key: key(row)?, heading: row.text("heading")?, text: row.text("text")? });
        Ok((rows.iter().take(most).map(read).collect::<Result<_, Error>>()?, rows.len()))
    }

    /// Keeps vectors of a model, in the place of another's, so that desks that run know of them at once.
    ///
    /// # Errors
    /// Whatever keeps the database from answering: none is kept.
    pub async fn keep_vectors(
        &self,
        business: &BusinessId,
        model: &str,
        vectors: Vec<(PassageKey, Vec<u8>)>,
    ) -> Result<(), Error> {
        let kept = (business.clone(), model.to_owned(), vectors);
        self.write(kept, |(business, model, vectors), mut tx| {
            Box::pin(async move {
                tx.lock(vec![lock(business)]).await?;
                let sql = "INSERT INTO knowledge_vectors (business, document, version, number, model, vector)
                           VALUES ($1, $2, $3, $4, $5, $6)
                           ON CONFLICT (business, document, version, number) DO UPDATE SET model = $5, vector = $6";
                for ((document, version, number), vector) in vectors {
                    let values = params![business, document, *version, *number, model, vector.as_slice()];
                    tx.execute(sql, values).await?;
                }
                count_change(&mut tx, business).await
            })
        })
        .await
    }
}

fn key(row: &Row) -> Result<PassageKey, Error> {
    Ok((row.text("document")?, row.int("version")?, row.int("number")?))
}

//! The audit log: who did what, with what was before and after. Lines are only ever added, each with a hash of itself and
//! of the one before it, so that an altered or missing one is found.

use candor_core::{
    audit::{Actor, AuditRecord},
    ids::{BusinessId, OperatorId},
    roles::Deed,
};

use crate::{
    Chain, Error, Store,
    fingerprint::Fingerprint,
    seal::columns::{AUDIT_AFTER, AUDIT_BEFORE, AUDIT_HASH, AUDIT_PREVIOUS_HASH},
    sql::{Row, Tx, params, storable},
    timeline::hash_of,
};

/// A record with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditLine {
    /// Its place in the log of its business, from 1.
    pub position: i64,
    /// What was done.
    pub record: AuditRecord,
}

/// Which records are wanted. Everything that is set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Of this deed.
    pub deed: Option<Deed>,
    /// By this actor: the id of a member of the staff, or `console` or `desk` as [`Actor::column`] says.
    pub actor: Option<String>,
}

impl Store {
    /// As [`Store::audit_log`], of those wanted alone.
    ///
    /// # Errors
    /// As [`Store::audit_log`].
    pub async fn find_audit(
        &self,
        business: &BusinessId,
        filter: &AuditFilter,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<AuditLine>, Error> {
        let (before, limit) = (before.unwrap_or(i64::MAX), i64::from(limit));
        let mut reader = self.reader().await?;
        let mut tx = reader.tx();
        let rows = match (filter.deed.map(Deed::word), filter.actor.as_deref()) {
            (None, None) => {
                return self.audit_log(business, Some(before), u32::try_from(limit).unwrap_or(u32::MAX)).await;
            }
            (Some(deed), None) => tx.rows(OF_DEED, params![business, before, limit, deed]).await?,
            (None, Some(actor)) => tx.rows(BY_ACTOR, params![business, before, limit, actor]).await?,
            (Some(deed), Some(actor)) => {
                tx.rows(OF_DEED_BY_ACTOR, params![business, before, limit, deed, actor]).await?
            }
        };
        rows.iter().map(read_line).collect()
    }

    /// Records of a business before a place, newest first; begin with `None`.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if one cannot be read; whatever keeps the database from answering.
    pub async fn audit_log(
        &self,
        business: &BusinessId,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<AuditLine>, Error> {
        let sql = "SELECT * FROM audit_log WHERE business = $1 AND position < $2 ORDER BY position DESC LIMIT $3";
        let before = before.unwrap_or(i64::MAX);
        let rows = self.reader().await?.tx().rows(sql, params![business, before, i64::from(limit)]).await?;
        rows.iter().map(read_line).collect()
    }

    /// Computes every hash of the log again.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn verify_audit_log(&self, business: &BusinessId) -> Result<Chain, Error> {
        let mut reader = self.reader().await?;
        let mut tx = reader.tx();
        let sql = "SELECT * FROM audit_log WHERE business = $1 AND position > $2 ORDER BY position LIMIT $3";
        let (mut position, mut previous) = (0_i64, String::new());
        loop {
            let rows = tx.rows(sql, params![business, position, PAGE]).await?;
            for row in &rows {
                let expected = position.saturating_add(1);
                // A record of which a sealed part does not open was altered as well.
                let verified = verified(business, row, expected, &previous)?;
                let Some(hash) = verified else { return Ok(Chain::BrokenAt(expected)) };
                (position, previous) = (expected, hash);
            }
            if rows.is_empty() {
                return Ok(Chain::Intact(u64::try_from(position).unwrap_or_default()));
            }
        }
    }
}

// One text for each filter: a text that fits all would read the whole log for what is rare in it.
const OF_DEED: &str = "SELECT * FROM audit_log WHERE business = $1 AND position < $2 AND deed = $4
    ORDER BY position DESC LIMIT $3";

const BY_ACTOR: &str =
    "SELECT * FROM audit_log WHERE business = $1 AND position < $2 AND COALESCE(actor_id, actor) = $4
    ORDER BY position DESC LIMIT $3";

const OF_DEED_BY_ACTOR: &str = "SELECT * FROM audit_log
    WHERE business = $1 AND position < $2 AND deed = $4 AND COALESCE(actor_id, actor) = $5
    ORDER BY position DESC LIMIT $3";

/// The hash of a record that is as it was written, and `None` if it is not.
fn verified(business: &BusinessId, row: &Row, expected: i64, previous: &str) -> Result<Option<String>, Error> {
    let read = || {
        let line = Line::read(row)?;
        let hash = line.hash(business, previous);
        let is_true = line.position == expected
            && row.unseal(&AUDIT_PREVIOUS_HASH)? == previous
            && row.unseal(&AUDIT_HASH)? == hash;
        Ok(is_true.then_some(hash))
    };
    match read() {
        Err(Error::Corrupt(_)) => Ok(None),
        read => read,
    }
}

/// So many records are verified at a time.
const PAGE: i64 = 500;

/// Adds a record. The caller holds the lock of the log, so that two records do not want the same place.
pub(crate) async fn append(tx: &mut Tx<'_>, business: &BusinessId, record: &AuditRecord) -> Result<(), Error> {
    let newest = "SELECT business, position, hash FROM audit_log WHERE business = $1 ORDER BY position DESC LIMIT 1";
    let (position, previous) = match tx.row(newest, params![business]).await? {
        Some(row) => (row.int("position")?.saturating_add(1), hash_of(&row, &AUDIT_HASH)?),
        None => (1, String::new()),
    };
    let line = Line::new(record, position);
    let sealed = |column, text: &str| tx.seal(column, params![business, position], text);
    let (before, after) = (sealed(&AUDIT_BEFORE, &line.before)?, sealed(&AUDIT_AFTER, &line.after)?);
    let previous_hash = sealed(&AUDIT_PREVIOUS_HASH, &previous)?;
    let hash = sealed(&AUDIT_HASH, &line.hash(business, &previous))?;
    let sql = "INSERT INTO audit_log
                 (business, position, at, actor, actor_id, actor_name, deed, subject, before, after, previous_hash, hash)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    tx.execute(
        sql,
        params![
            business,
            line.position,
            line.at,
            &line.actor,
            line.actor_id.as_deref(),
            line.actor_name.as_deref(),
            &line.deed,
            &line.subject,
            &before,
            &after,
            &previous_hash,
            &hash,
        ],
    )
    .await?;
    Ok(())
}

/// A record exactly as it is stored, unsealed: what its hash is made of.
struct Line {
    position: i64,
    at: i64,
    actor: String,
    actor_id: Option<String>,
    actor_name: Option<String>,
    deed: String,
    subject: String,
    before: String,
    after: String,
}

impl Line {
    fn new(record: &AuditRecord, position: i64) -> Self {
        let (actor_id, actor_name) = match &record.actor {
            Actor::Operator { id, name } => (Some(id.as_str().to_owned()), Some(storable(name).into_owned())),
            Actor::Console | Actor::Desk => (None, None),
        };
        Self {
            position,
            at: record.at.millis(),
            actor: record.actor.column().to_owned(),
            actor_id,
            actor_name,
            deed: record.deed.word().to_owned(),
            subject: storable(&record.subject).into_owned(),
            before: storable(&record.before.to_string()).into_owned(),
            after: storable(&record.after.to_string()).into_owned(),
        }
    }

    fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            position: row.int("position")?,
            at: row.int("at")?,
            actor: row.text("actor")?,
            actor_id: row.opt_text("actor_id")?,
            actor_name: row.opt_text("actor_name")?,
            deed: row.text("deed")?,
            subject: row.text("subject")?,
            before: row.unseal(&AUDIT_BEFORE)?,
            after: row.unseal(&AUDIT_AFTER)?,
        })
    }

    fn hash(&self, business: &BusinessId, previous: &str) -> String {
        let mut print = Fingerprint::default();
        print.add(Some(previous));
        print.add(Some(business.as_str()));
        print.add(Some(&self.position.to_string()));
        print.add(Some(&self.at.to_string()));
        print.add(Some(&self.actor));
        print.add(self.actor_id.as_deref());
        print.add(self.actor_name.as_deref());
        print.add(Some(&self.deed));
        print.add(Some(&self.subject));
        print.add(Some(&self.before));
        print.add(Some(&self.after));
        print.finish()
    }
}

fn read_line(row: &Row) -> Result<AuditLine, Error> {
    Ok(AuditLine { position: row.int("position")?, record: read(row)? })
}

fn read(row: &Row) -> Result<AuditRecord, Error> {
    let (id, name) = (row.opt_text("actor_id")?, row.opt_text("actor_name")?);
    let actor = row.word("actor", |word| match word {
        "operator" => Some(Actor::Operator { id: OperatorId::from_stored(id.clone()?), name: name.clone()? }),
        "console" => Some(Actor::Console),
        "desk" => Some(Actor::Desk),
        _ => None,
    })?;
    Ok(AuditRecord {
        at: row.moment("at")?,
        actor,
        deed: row.word("deed", Deed::from_word)?,
        subject: row.text("subject")?,
        before: row.unseal_json(&AUDIT_BEFORE)?,
        after: row.unseal_json(&AUDIT_AFTER)?,
    })
}

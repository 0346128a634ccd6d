//! The data keys, wrapped, as they lie in the database.

use candor_core::moment::Moment;
use serde::Serialize;
use zeroize::Zeroizing;

use super::{
    Form, Key, KeyPart, Keys, SealedColumn, Sealer, earlier,
    key::{KeyId, from_hex},
    sealer::{seal_text, unseal_text},
};
use crate::{
    Error, OpenError, OpenErrorKind, Store,
    sql::{Param, Row, Tx, params},
};

/// A data key as it lies in the database: its name and times, never its bits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DataKeyLine {
    /// The name of the data key.
    pub id: String,
    /// The name of the master key that wraps it.
    pub master_key: String,
    /// When it was made.
    pub created_at: Moment,
    /// Since when this master key has wrapped it.
    pub wrapped_at: Moment,
}

impl Store {
    /// The data keys, the newest first.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn data_keys(&self) -> Result<Vec<DataKeyLine>, Error> {
        self.reader().await?.tx().rows(NEWEST_FIRST, params![]).await?.iter().map(read).collect()
    }

    /// Wraps every data key under the first of these master keys; whichever of them wraps it now unwraps it. One
    /// transaction: afterwards the database opens with the first alone. Desks that run are not disturbed.
    ///
    /// # Errors
    /// [`Error::Conflict`] if a data key is wrapped by none of these; nothing was written.
    pub async fn wrap_anew(&self, keys: &Keys, now: Moment) -> Result<(), Error> {
        self.write((keys.clone(), now), |(keys, now), tx| Box::pin(wrap_anew(keys, *now, tx))).await
    }
}

const NEWEST_FIRST: &str =
    "SELECT id, master_key, wrapped, created_at, wrapped_at FROM data_keys ORDER BY created_at DESC, id";

const WRAPPED: SealedColumn =
    SealedColumn { table: "data_keys", column: "wrapped", key: &[KeyPart::Text("id")], form: Form::Text };

/// Whether there are data keys. Asks nothing of the schema.
pub(crate) async fn are_there(tx: &mut Tx<'_>) -> Result<bool, OpenError> {
    let table = tx.pick(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'data_keys'",
        "SELECT table_name AS name FROM information_schema.tables
         WHERE table_schema = current_schema() AND table_name = 'data_keys'",
    );
    if tx.row(table, params![]).await?.is_none() {
        return Ok(false);
    }
    Ok(tx.row("SELECT id FROM data_keys LIMIT 1", params![]).await?.is_some())
}

/// Unwraps all data keys. `None` if there are none yet.
pub(crate) async fn unlock(tx: &mut Tx<'_>, keys: &Keys) -> Result<Option<Sealer>, OpenError> {
    if !are_there(tx).await? {
        return Ok(None);
    }
    let mut unwrapped = Vec::new();
    for row in tx.rows(NEWEST_FIRST, params![]).await? {
        let master = row.word("master_key", KeyId::parse)?;
        if keys.is_empty() {
            return Err(missing());
        }
        let Some(master) = keys.find(master) else {
            return Err(OpenError::new(
                OpenErrorKind::WrongKey,
                format!(
                    "the database is sealed under the key {master}, which was not given; give the key file it was made \
                     with, nothing else opens it"
                ),
            ));
        };
        unwrapped.push(unwrap(&row, master)?);
    }
    Ok(Some(Sealer::new(unwrapped)))
}

/// That a key is needed and none was given.
pub(crate) fn missing() -> OpenError {
    OpenError::new(
        OpenErrorKind::MissingKey,
        "the key of the database is missing; put the key file back where the settings say, or name it with \
         CANDOR_KEY_FILE",
    )
}

/// Gives a database its data key, unless another process did so a moment ago.
pub(crate) async fn make(tx: &mut Tx<'_>, keys: &Keys) -> Result<Sealer, OpenError> {
    tx.script(tx.pick("BEGIN IMMEDIATE", "BEGIN")).await?;
    match make_within(tx, keys).await {
        Ok(sealer) => {
            tx.script("COMMIT").await?;
            Ok(sealer)
        }
        Err(error) => {
            tx.script("ROLLBACK").await?;
            Err(error)
        }
    }
}

/// As [`make`], inside a transaction the caller has begun.
pub(crate) async fn make_within(tx: &mut Tx<'_>, keys: &Keys) -> Result<Sealer, OpenError> {
    tx.lock(vec!["data_keys".to_owned()]).await?;
    if let Some(sealer) = unlock(tx, keys).await? {
        return Ok(sealer);
    }
    if earlier::is_begun(tx).await? {
        // Without its data key nothing sealed can be read, and a new one would hide that.
        return Err(Error::Corrupt(WRAPPED.name()).into());
    }
    let (Some(master), Some(fresh)) = (keys.newest(), keys.fresh()) else { return Err(missing()) };
    let key = Key::from_secret(fresh.secret.clone());
    let id = key.id().to_string();
    let insert = "INSERT INTO data_keys (id, master_key, wrapped, created_at, wrapped_at) VALUES ($1, $2, $3, $4, $4)";
    tx.execute(insert, params![&id, &master.id(), &wrap(&key, master.key())?, fresh.at]).await?;
    let sealer = Sealer::new(vec![key]);
    earlier::begin(tx, &sealer).await?;
    Ok(sealer)
}

async fn wrap_anew(keys: &Keys, now: Moment, mut tx: Tx<'_>) -> Result<(), Error> {
    tx.lock(vec!["data_keys".to_owned()]).await?;
    let newest = keys.newest().ok_or(Error::Missing("key"))?;
    for row in tx.rows(NEWEST_FIRST, params![]).await? {
        let wrapped_by = row.word("master_key", KeyId::parse)?;
        if wrapped_by == newest.key().id() {
            continue;
        }
        // Somebody else has rotated meanwhile.
        let master = keys.find(wrapped_by).ok_or(Error::Conflict("the key of the database"))?;
        let wrapped = wrap(&unwrap(&row, master)?, newest.key())?;
        let sql = "UPDATE data_keys SET master_key = $1, wrapped = $2, wrapped_at = $3 WHERE id = $4";
        tx.execute(sql, params![&newest.id(), &wrapped, now, &row.text("id")?]).await?;
    }
    Ok(())
}

fn wrap(key: &Key, master: &Key) -> Result<String, Error> {
    let hex = Zeroizing::new(key.secret().iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    seal_text(master, &WRAPPED.place(&[Param::from(&key.id().to_string())]), &hex)
}

fn unwrap(row: &Row, master: &Key) -> Result<Key, Error> {
    let corrupt = || Error::Corrupt(WRAPPED.name());
    let place = WRAPPED.place(&WRAPPED.key_of(row)?);
    let hex = unseal_text(|id| (master.id() == id).then_some(master), &place, &row.text(WRAPPED.column)?);
    let hex = Zeroizing::new(hex.ok_or_else(corrupt)?);
    let mut secret = Zeroizing::new([0; 32]);
    if from_hex(&hex, &mut *secret) { Ok(Key::from_secret(secret)) } else { Err(corrupt()) }
}

fn read(row: &Row) -> Result<DataKeyLine, Error> {
    Ok(DataKeyLine {
        id: row.text("id")?,
        master_key: row.text("master_key")?,
        created_at: row.moment("created_at")?,
        wrapped_at: row.moment("wrapped_at")?,
    })
}

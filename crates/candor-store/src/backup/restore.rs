//! Puts a backup in the place of an SQLite database. Everything is done in a copy beside it; the last step is one rename,
//! so that there is at every moment one whole database, the old or the new.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use candor_core::moment::Moment;
use sqlx::{Connection as _, SqliteConnection};

use super::{
    BackupError, Restored, Tell, beside, copy,
    doubt::{self, Evidence},
    room::Room,
    stamp,
};
use crate::{
    Error, OpenError, OpenErrorKind,
    dialect::sqlite,
    ledger::{self, LedgerLine},
    migrate,
    open::prepare,
    seal::{self, Keys, Sealer},
    sql::{Tx, params},
};

/// What the name of the folder ends with where the copy is until it is put in place.
const ROOM: &str = ".restoring";

pub(super) async fn restore(
    database: &Path,
    keys: &Keys,
    file: &Path,
    now: Moment,
    tell: Tell<'_>,
) -> Result<Restored, BackupError> {
    let database = std::path::absolute(database).map_err(|error| BackupError::io("read", database, &error))?;
    let lock = sqlite::take(&database).await?;
    refuse_itself(&database, file)?;
    let version = copy::verify(file).await.map_err(|why| BackupError::unusable(file, why))?;
    let Some(version) = version.filter(|version| version.present > 0) else {
        let newer = OpenError::new(OpenErrorKind::NewerSchema, "");
        return Err(if version.is_some() { BackupError::no_backup(file) } else { BackupError::unusable(file, newer) });
    };
    let mut backup = copy::read_only(file).await?;
    let opens = seal::unlock(&mut Tx::keyless_sqlite(&mut backup), keys).await;
    opens.map_err(|why| BackupError::in_copy(file, why))?;
    let room = Room::beside(&database, ROOM).map_err(|error| BackupError::io("written", &database, &error))?;
    copy::copy(&mut backup, room.file(), tell).await?;
    let _ = backup.close().await;

    let kept = ledger::read(&ledger::path_of(&database))
        .map_err(|error| BackupError::io("read", &ledger::path_of(&database), &error))?;
    let mut restored = Restored {
        schema: (version.present, version.newest),
        unreadable_lines: kept.unreadable,
        ..Restored::default()
    };
    let mut conn = copy::editable(room.file()).await?;
    let prepared = prepare(&mut Tx::keyless_sqlite(&mut conn), keys).await;
    let sealer = prepared.map_err(|why| BackupError::in_copy(file, why))?;
    let previous = Previous::ask(&database, keys, &mut conn).await?;
    restored.previous_is_unreadable = matches!(previous, Previous::Unreadable);
    let mut tx = Tx::sqlite(&mut conn, &sealer);
    write(&mut tx, previous.lines(), &kept.lines, previous.evidence(), now, &mut restored).await?;
    sqlite::check(&mut Tx::keyless_sqlite(&mut conn)).await?;
    conn.close().await.map_err(Error::from)?;

    restored.previous = put_in_place(&database, &room, now)?.map(|path| path.display().to_string());
    drop(lock);
    Ok(restored)
}

/// The backup and the database must be two files.
fn refuse_itself(database: &Path, file: &Path) -> Result<(), BackupError> {
    let (Ok(database), Ok(backup)) = (database.canonicalize(), file.canonicalize()) else { return Ok(()) };
    if database != backup {
        return Ok(());
    }
    Err(BackupError::File(format!("{} is the database itself; name a backup", file.display())))
}

/// The database that is there now, as far as it can still be asked.
enum Previous {
    /// There is none.
    Missing,
    /// It is damaged.
    Unreadable,
    /// What it says.
    Says { lines: Vec<LedgerLine>, evidence: Evidence },
}

impl Previous {
    /// Asks it, and leaves it as a single file that nobody has open.
    async fn ask(database: &Path, keys: &Keys, restored: &mut SqliteConnection) -> Result<Self, BackupError> {
        if !database.exists() {
            return Ok(Self::Missing);
        }
        let waiting = doubt::waiting(&mut Tx::keyless_sqlite(restored)).await?;
        let mut conn = match sqlite::open_writer(database, false).await {
            Ok(conn) => conn,
            Err(error) if error.kind() == OpenErrorKind::Corrupt => return Ok(Self::Unreadable),
            Err(error) => return Err(error.into()),
        };
        let mut tx = Tx::keyless_sqlite(&mut conn);
        let foreign = migrate::version(&mut tx).await.err().filter(|why| why.kind() == OpenErrorKind::ForeignSchema);
        // With a key of its own it still says who wants silence, though not in which words.
        let sealer = Arc::new(seal::unlock(&mut tx, keys).await.ok().flatten().unwrap_or(Sealer::empty()));
        match (ledger::lines_of(&mut tx.with(&sealer)).await, foreign) {
            (Ok(lines), _) => {
                // In a damaged file one table may be readable and another not: what it says is taken, the rest is doubted.
                let evidence = doubt::ask(&mut tx, &waiting).await.unwrap_or_default();
                alone(&mut conn).await?;
                let _ = conn.close().await;
                Ok(Self::Says { lines, evidence })
            }
            // No table of ours in it: the settings name somebody else's database.
            (Err(Error::Other(_)), Some(foreign)) => Err(foreign.into()),
            (Err(Error::Busy(_) | Error::Raced | Error::Full(_)), _) => Err(OpenError::in_use().into()),
            (Err(_), _) => {
                let _ = conn.close().await;
                Ok(Self::Unreadable)
            }
        }
    }

    fn lines(&self) -> &[LedgerLine] {
        match self {
            Self::Says { lines, .. } => lines,
            Self::Missing | Self::Unreadable => &[],
        }
    }

    fn evidence(&self) -> Option<&Evidence> {
        match self {
            Self::Says { evidence, .. } => Some(evidence),
            Self::Missing | Self::Unreadable => None,
        }
    }
}

/// Folds the write-ahead log into the file. SQLite refuses while anybody else has the file open, and so must we: their
/// log would be taken for the new database's.
async fn alone(conn: &mut SqliteConnection) -> Result<(), BackupError> {
    let folded = Tx::keyless_sqlite(conn).row("PRAGMA journal_mode = DELETE", params![]).await;
    match folded {
        Ok(Some(row)) if row.text("journal_mode")? == "delete" => Ok(()),
        // Damaged, it keeps its log beside it, and both are moved.
        Err(Error::Corrupt(_)) => Ok(()),
        Ok(_) | Err(Error::Busy(_)) => Err(OpenError::in_use().into()),
        Err(error) => Err(error.into()),
    }
}

/// Everything that is changed in the copy, in one transaction.
async fn write(
    tx: &mut Tx<'_>,
    previous: &[LedgerLine],
    kept: &[LedgerLine],
    evidence: Option<&Evidence>,
    now: Moment,
    restored: &mut Restored,
) -> Result<(), BackupError> {
    tx.script("BEGIN IMMEDIATE").await?;
    let waiting = doubt::waiting(tx).await?;
    doubt::settle(tx, &waiting, evidence.unwrap_or(&Evidence::default()), now, restored).await?;
    for lines in [previous, kept] {
        let carried = ledger::carry(tx, lines).await?;
        restored.decisions = restored.decisions.saturating_add(carried.lines);
        restored.strangers = restored.strangers.saturating_add(carried.strangers);
    }
    let conversations = tx.row("SELECT COUNT(*) AS rows FROM conversations", params![]).await?;
    restored.conversations = conversations.map_or(Ok(0), |row| row.count("rows"))?;
    tx.script("COMMIT").await?;
    Ok(())
}

/// Keeps what was there under a dated name and gives its own name to the copy.
fn put_in_place(database: &Path, room: &Room, now: Moment) -> Result<Option<PathBuf>, BackupError> {
    let failed = |error: io::Error| BackupError::io("written", database, &error);
    fs::File::open(room.file()).and_then(|file| file.sync_all()).map_err(failed)?;
    let kept = free_name(&beside(database, &format!(".before-restore-{}", stamp(now))));
    // A damaged database may still have its log, and so may one that is gone; it goes first, so that the new database is
    // never read with it.
    for part in ["-wal", "-shm", "-journal"] {
        match fs::rename(beside(database, part), beside(&kept, part)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            _ => {}
        }
    }
    let mut previous = None;
    if let Ok(metadata) = fs::metadata(database) {
        fs::set_permissions(room.file(), metadata.permissions()).map_err(failed)?;
        if fs::hard_link(database, &kept).is_err() {
            fs::copy(database, &kept).map_err(failed)?;
        }
        previous = Some(kept);
    }
    fs::rename(room.file(), database).map_err(failed)?;
    ledger::sync_folder_of(database).map_err(failed)?;
    Ok(previous)
}

/// The name, or the next one that is free.
fn free_name(name: &Path) -> PathBuf {
    let taken = |number: &u32| beside(name, &format!("-{number}")).exists();
    if !name.exists() {
        return name.to_owned();
    }
    (2..u32::MAX)
        .find(|number| !taken(number))
        .map_or_else(|| name.to_owned(), |number| beside(name, &format!("-{number}")))
}

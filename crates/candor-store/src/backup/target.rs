//! The file a backup is written to: first under another name, then under its own. And what sort of file a backup is.

use std::{
    fs::{self, File, TryLockError},
    io::{ErrorKind, Read as _},
    path::{Path, PathBuf},
};

use super::{
    BackupError,
    room::{Room, take_away},
};
use crate::ledger;

/// What the name of the folder ends with where a backup not yet whole is written.
const PART: &str = ".candor-part";

/// A file to be written. Dropped before [`Target::publish`], it leaves nothing behind.
pub(super) struct Target {
    file: PathBuf,
    part: Room,
    may_replace: bool,
    /// Nobody else writes a backup into this folder. Let go last: whoever comes next clears the folder.
    _folder: Lock,
}

impl Target {
    /// Chooses a name and makes an empty file nobody else may read, for a backup holds what people wrote.
    pub fn choose(file: &Path, may_replace: bool) -> Result<Self, BackupError> {
        let file = std::path::absolute(file).map_err(|error| BackupError::io("written", file, &error))?;
        if !may_replace && file.exists() {
            return Err(BackupError::Exists(file.display().to_string()));
        }
        if file.is_dir() {
            return Err(BackupError::File(format!("{} is a folder; name a file in it", file.display())));
        }
        let (Some(folder), Some(_)) = (file.parent(), file.file_name()) else {
            return Err(BackupError::File(format!("{} is no name of a file", file.display())));
        };
        let lock = File::open(folder).map_err(|error| BackupError::io("written", &file, &error))?;
        if let Err(TryLockError::WouldBlock) = lock.try_lock() {
            let sentence = format!("another backup is being written into {}; wait for it", folder.display());
            return Err(BackupError::File(sentence));
        }
        sweep(folder);
        let part = Room::beside(&file, PART).map_err(|error| BackupError::io("written", &file, &error))?;
        Ok(Self { part, may_replace, _folder: Lock(lock), file: file.clone() })
    }

    /// Where to write.
    pub fn path(&self) -> &Path {
        self.part.file()
    }

    /// Makes what was written the backup: it is on the disk, whole, when this returns. Returns its size in bytes.
    pub fn publish(self) -> Result<u64, BackupError> {
        let failed = |error: std::io::Error| match error.kind() {
            ErrorKind::AlreadyExists => BackupError::Exists(self.file.display().to_string()),
            _ => BackupError::io("written", &self.file, &error),
        };
        let part = File::open(self.path()).map_err(failed)?;
        part.sync_all().map_err(failed)?;
        let bytes = part.metadata().map_err(failed)?.len();
        if self.may_replace {
            fs::rename(self.path(), &self.file).map_err(failed)?;
        } else {
            // A link refuses a name that was taken meanwhile, which renaming would replace.
            fs::hard_link(self.path(), &self.file).map_err(failed)?;
        }
        ledger::sync_folder_of(&self.file).map_err(failed)?;
        Ok(bytes)
    }
}

/// A locked folder. Unlocked with the value, for closing is not enough: a program started meanwhile holds what it inherits
/// until it runs (flock(2), "locks ... are associated with an open file description").
struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // Where this fails the lock goes with the file.
        let _ = self.0.unlock();
    }
}

/// Takes away what interrupted backups left in a folder.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().contains(PART) {
            take_away(&entry.path());
        }
    }
}

/// What a file is by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// A database of SQLite (its file format, "The Database Header").
    Sqlite,
    /// An archive of `pg_dump --format=custom`.
    Postgres,
    /// Something else.
    Other,
}

/// Looks at the first bytes of a backup.
pub(super) fn sort_of(file: &Path) -> Result<Sort, BackupError> {
    let failed = |error: std::io::Error| BackupError::io("read", file, &error);
    let mut first = Vec::new();
    File::open(file).map_err(failed)?.take(16).read_to_end(&mut first).map_err(failed)?;
    Ok(match first.as_slice() {
        b"SQLite format 3\0" => Sort::Sqlite,
        first if first.starts_with(b"PGDMP") => Sort::Postgres,
        _ => Sort::Other,
    })
}

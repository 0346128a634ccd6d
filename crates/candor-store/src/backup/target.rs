//! The file a backup is written to: first under another name, then under its own. And what sort of file a backup is.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{ErrorKind, Read as _},
    path::{Path, PathBuf},
};

use super::{BackupError, beside};
use crate::ledger;

/// What the name of a file not yet whole ends with.
const PART: &str = ".candor-part";

/// A file to be written. Dropped before [`Target::publish`], it leaves nothing behind.
pub(super) struct Target {
    file: PathBuf,
    part: PathBuf,
    may_replace: bool,
    /// Nobody else writes a backup into this folder. Unlocked with the value, for closing is not enough: a program
    /// started meanwhile holds what it inherits until it runs (flock(2), "locks ... are associated with an open file
    /// description").
    folder: File,
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
        sweep(folder, |name| name.contains(PART));
        let part = beside(&file, PART);
        private(&part).map_err(|error| BackupError::io("written", &file, &error))?;
        Ok(Self { part, may_replace, folder: lock, file: file.clone() })
    }

    /// Where to write.
    pub fn path(&self) -> &Path {
        &self.part
    }

    /// Makes what was written the backup: it is on the disk, whole, when this returns. Returns its size in bytes.
    pub fn publish(self) -> Result<u64, BackupError> {
        let failed = |error: std::io::Error| match error.kind() {
            ErrorKind::AlreadyExists => BackupError::Exists(self.file.display().to_string()),
            _ => BackupError::io("written", &self.file, &error),
        };
        let part = File::open(&self.part).map_err(failed)?;
        part.sync_all().map_err(failed)?;
        let bytes = part.metadata().map_err(failed)?.len();
        if self.may_replace {
            fs::rename(&self.part, &self.file).map_err(failed)?;
        } else {
            // A link refuses a name that was taken meanwhile, which renaming would replace.
            fs::hard_link(&self.part, &self.file).map_err(failed)?;
        }
        ledger::sync_folder_of(&self.file).map_err(failed)?;
        Ok(bytes)
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        if let (Some(folder), Some(name)) = (self.part.parent(), self.part.file_name()) {
            let name = name.to_string_lossy().into_owned();
            sweep(folder, |other| other.starts_with(&name));
        }
        // Where this fails the lock goes with the file.
        let _ = self.folder.unlock();
    }
}

/// Makes an empty file that only its owner may read and write.
pub(super) fn private(path: &Path) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// Takes away what an interrupted backup or restore left in a folder.
pub(super) fn sweep(folder: &Path, is_leftover: impl Fn(&str) -> bool) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        if is_leftover(&entry.file_name().to_string_lossy()) {
            // What cannot be taken away is in nobody's way but the disk's.
            let _ = fs::remove_file(entry.path());
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

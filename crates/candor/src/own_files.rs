//! The files a desk lives by: its database, its key, its settings. Nothing else may be written over them, under whatever
//! name they are called.

use std::path::{Path, PathBuf};

use candor_store::files_of;

use crate::{
    config::{DEFAULT_FILE, Layers},
    exit::{Cause, Stop},
    key_file,
};

/// Refuses to write to a file of the desk, also where a link or another spelling leads to it.
///
/// # Errors
/// A [`Stop`] that says which file it is.
pub fn spare(file: &Path, layers: &Layers) -> Result<(), Stop> {
    let database = files_of(&layers.config.database.url)?;
    let key = PathBuf::from(&layers.config.secrets.key_file);
    let settings = layers.file.clone().unwrap_or_else(|| PathBuf::from(DEFAULT_FILE));
    let own = database
        .into_iter()
        .map(|own| (own, "the database or a file that belongs to it"))
        .chain([(key_file::beside(&key), "the file of the key"), (key, "the file of the key")])
        .chain([(settings, "the settings file")]);
    for (own, what) in own.filter(|(own, _)| !own.as_os_str().is_empty()) {
        if is_same(file, &own) {
            let sentence = format!("{} is {what}: nothing was written; name another file", file.display());
            return Err(Stop::new(Cause::Exists, sentence));
        }
    }
    Ok(())
}

fn is_same(one: &Path, other: &Path) -> bool {
    let identities = identity(one).zip(identity(other));
    full(one) == full(other) || identities.is_some_and(|(one, other)| one == other)
}

/// The path without links and dots; for a file that does not exist, that of its folder with its name.
fn full(path: &Path) -> PathBuf {
    let of_folder = || {
        let absolute = std::path::absolute(path).ok()?;
        Some(absolute.parent()?.canonicalize().ok()?.join(absolute.file_name()?))
    };
    path.canonicalize().ok().or_else(of_folder).unwrap_or_else(|| path.to_owned())
}

/// Device and number: the same for every name of a file.
#[cfg(unix)]
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata(path).ok().map(|file| (file.dev(), file.ino()))
}

#[cfg(not(unix))]
fn identity(_: &Path) -> Option<(u64, u64)> {
    None
}

//! The key file: made once, read at every start, replaced by a rotation. Whoever reads it can read the database, so only
//! its owner may, and no step leaves it half-written.

use std::{
    fs::{self, File, OpenOptions},
    io::{ErrorKind, Write as _},
    os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

use candor_desk::{
    clock::{Clock, SystemClock},
    ids::{Ids, SystemIds},
};
use candor_store::{FreshKey, Keys, MasterKey};

use crate::{
    config::Secrets,
    exit::{Cause, Stop},
};

/// What stands at the head of a key file.
const HEAD: &str = "\
# The key of a Candor database: without it nobody can read what is sealed there.
# Keep a copy in a safe place, apart from the database and its backups. `candor keys rotate` replaces it.
";

/// Where keys come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// The variable `CANDOR_KEY`.
    Environment,
}

/// The master keys that were given.
pub struct Given {
    /// The first wraps; a second one is there while a rotation is under way.
    pub masters: Vec<MasterKey>,
    /// Where they come from.
    pub source: Source,
}

/// As a store takes them.
pub fn keys(masters: Vec<MasterKey>) -> Keys {
    Keys::new(masters, FreshKey::new(SystemIds.secret(), SystemClock.now()))
}

/// A new master key.
pub fn draw() -> MasterKey {
    MasterKey::from_secret(SystemIds.secret())
}

/// The keys from the environment or the file; `None` if there is neither.
///
/// # Errors
/// A [`Stop`] if there is something that is no key.
pub fn load(secrets: &Secrets) -> Result<Option<Given>, Stop> {
    if !secrets.key.trim().is_empty() {
        let words = secrets.key.split([' ', ',', '\n', '\t']).filter(|word| !word.is_empty());
        let masters = words.map(MasterKey::parse).collect::<Result<Vec<_>, _>>();
        let masters = masters.map_err(|error| wrong(format!("CANDOR_KEY: {error}")))?;
        return Ok(Some(Given { masters, source: Source::Environment }));
    }
    let path = path(secrets)?;
    Ok(read(&path)?.map(|masters| Given { masters, source: Source::File(path) }))
}

/// The path of the key file.
///
/// # Errors
/// A [`Stop`] if none is set.
pub fn path(secrets: &Secrets) -> Result<PathBuf, Stop> {
    if secrets.key_file.is_empty() {
        let sentence = "secrets.key_file is empty and CANDOR_KEY is not set; name the file that holds the key";
        return Err(Stop::new(Cause::Settings, sentence));
    }
    Ok(PathBuf::from(&secrets.key_file))
}

/// The keys in a file, one a line; `None` if there is no file.
///
/// # Errors
/// A [`Stop`] if it cannot be read or holds something else.
pub fn read(path: &Path) -> Result<Option<Vec<MasterKey>>, Stop> {
    let text = match fs::read_to_string(path) {
        Ok(text) => zeroize::Zeroizing::new(text),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(wrong(format!("the key file {} cannot be read: {}", path.display(), error.kind())));
        }
    };
    let mut masters = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if !line.is_empty() && !line.starts_with('#') {
            let master = MasterKey::parse(line);
            masters.push(master.map_err(|error| wrong(format!("{}, line {number}: {error}", path.display())))?);
        }
    }
    if masters.is_empty() {
        return Err(wrong(format!("the key file {} holds no key; put back the one it was", path.display())));
    }
    Ok(Some(masters))
}

/// Whether others on this machine may read the file.
pub fn is_open_to_others(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o077 != 0)
}

/// Makes a key file with a new key, or reads the one somebody else made a moment ago. Says whether it was made.
///
/// # Errors
/// A [`Stop`] if it cannot be written.
pub fn make(path: &Path) -> Result<(Vec<MasterKey>, bool), Stop> {
    let _alone = take_folder(path)?;
    if let Some(masters) = read(path)? {
        return Ok((masters, false));
    }
    let masters = vec![draw()];
    replace(path, &masters)?;
    Ok((masters, true))
}

/// Replaces the file at one stroke: whatever happens, either the old or the new one is there, whole. Call it with the
/// folder taken.
///
/// # Errors
/// A [`Stop`] if it cannot be written; the old one is left.
pub fn replace(path: &Path, masters: &[MasterKey]) -> Result<(), Stop> {
    let beside = beside(path);
    let written = write_whole(&beside, masters)
        .and_then(|()| fs::rename(&beside, path))
        // The name of the file is not safe before its folder is.
        .and_then(|()| File::open(folder(path))?.sync_all());
    written.map_err(|error| {
        // Nothing half-written is left; the key itself is untouched.
        let _ = fs::remove_file(&beside);
        not_written(path, &error)
    })
}

/// Where the file is written before it takes its place.
pub fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    PathBuf::from(name)
}

fn write_whole(path: &Path, masters: &[MasterKey]) -> std::io::Result<()> {
    let _ = fs::remove_file(path);
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(HEAD.as_bytes())?;
    for master in masters {
        file.write_all(master.written().expose().as_bytes())?;
        file.write_all(b"\n")?;
    }
    file.sync_all()
}

/// Keeps other processes from replacing key files in this folder until the returned value is dropped. Waits for one that
/// is at it.
///
/// # Errors
/// A [`Stop`] if there is no such folder.
pub fn take_folder(path: &Path) -> Result<File, Stop> {
    let taken = File::open(folder(path)).and_then(|folder| folder.lock().map(|()| folder));
    taken.map_err(|error| not_written(path, &error))
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn not_written(path: &Path, error: &std::io::Error) -> Stop {
    let cause = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Cause::DiskFull,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Cause::ReadOnly,
        _ => Cause::Key,
    };
    // The words of the standard library for it say nothing to a person.
    let why = match error.kind() {
        ErrorKind::NotFound => "there is no such folder".to_owned(),
        kind => kind.to_string(),
    };
    let sentence = format!(
        "the key file {} cannot be written: {why}; name another place with secrets.key_file or CANDOR_KEY_FILE",
        path.display()
    );
    Stop::new(cause, sentence)
}

fn wrong(sentence: String) -> Stop {
    Stop::new(Cause::Key, sentence)
}

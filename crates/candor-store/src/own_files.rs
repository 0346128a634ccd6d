//! The files a database lives in: nothing else may be written over them, nor under their names.

use std::path::PathBuf;

use crate::{
    OpenError,
    open::{Place, place},
};

/// What stands behind the name of a database in the names of the files that belong to it.
const BESIDE: [&str; 6] = ["", "-wal", "-shm", "-journal", ".lock", ".ledger"];

/// The files of the database at an address, those that do not exist just now too; none where it is at a server.
///
/// # Errors
/// If the address makes no sense.
pub fn files_of(address: &str) -> Result<Vec<PathBuf>, OpenError> {
    let Place::File(path) = place(address)? else { return Ok(Vec::new()) };
    // SQLite keeps its log beside the file a link leads to.
    let linked = path.canonicalize().ok().filter(|linked| *linked != path);
    let named = |file: &PathBuf| {
        BESIDE.map(|part| {
            let mut name = file.as_os_str().to_owned();
            name.push(part);
            PathBuf::from(name)
        })
    };
    Ok([Some(path), linked].iter().flatten().flat_map(named).collect())
}

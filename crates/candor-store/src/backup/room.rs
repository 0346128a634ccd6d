//! A folder of its own for a file that is not whole yet. With the folder goes everything that was made in it, and once it
//! is gone nothing can be made in it: whoever waits for a copy may give up at any moment, and SQLite's thread, which then
//! works on for a while, cannot bring back a file that was taken away.

use std::{
    fs::{self, OpenOptions},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use super::beside;

/// How often a folder is tried for into which somebody still writes.
const TRIES: u32 = 20;

/// The folder, which nobody else may read, and an empty file in it. Dropped, it is taken away with all that is in it.
pub(super) struct Room {
    folder: PathBuf,
    file: PathBuf,
}

impl Room {
    /// Makes one beside a file, in the place of what an earlier one left.
    pub fn beside(file: &Path, ending: &str) -> io::Result<Self> {
        let folder = beside(file, ending);
        take_away(&folder);
        make_folder(&folder)?;
        let room = Self { file: folder.join("copy"), folder };
        make_file(&room.file)?;
        Ok(room)
    }

    /// What is written in it.
    pub fn file(&self) -> &Path {
        &self.file
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        take_away(&self.folder);
    }
}

/// Takes away a folder, or the file an earlier version left under its name.
pub(super) fn take_away(path: &Path) {
    for _ in 0..TRIES {
        match fs::remove_dir_all(path) {
            Ok(()) => return,
            Err(error) if error.kind() == ErrorKind::NotFound => return,
            // What cannot be taken away is in nobody's way but the disk's.
            Err(error) if error.kind() == ErrorKind::NotADirectory => return drop(fs::remove_file(path)),
            // A file was made in it meanwhile.
            Err(_) => {}
        }
    }
}

fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

fn make_file(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

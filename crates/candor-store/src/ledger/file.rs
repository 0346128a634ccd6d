//! The file: one JSON object a line, only ever added to, synchronised before anybody relies on it.

use std::{
    fs::{File, OpenOptions},
    io::{self, ErrorKind, Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
};

use super::LedgerLine;

/// What a ledger file holds.
#[derive(Default)]
pub(crate) struct Kept {
    /// Its lines, oldest first.
    pub lines: Vec<LedgerLine>,
    /// Lines that cannot be read: damaged, or of a newer version.
    pub unreadable: u64,
}

/// The ledger of a database file.
pub(crate) fn path_of(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".ledger");
    PathBuf::from(name)
}

/// Reads a ledger; an empty one where there is no file. What an interrupted write left at the end is passed over: it was
/// never relied on, and its record is in the database.
pub(crate) fn read(path: &Path) -> io::Result<Kept> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Kept::default()),
        Err(error) => return Err(error),
    };
    let mut kept = Kept::default();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match serde_json::from_slice(line) {
            Ok(line) => kept.lines.push(line),
            Err(_) if !line.ends_with(b"\n") || line.trim_ascii().is_empty() => {}
            Err(_) => kept.unreadable = kept.unreadable.saturating_add(1),
        }
    }
    Ok(kept)
}

/// Adds lines. They are on the disk when this returns; after an error some of them may be.
pub(super) fn append(path: &Path, lines: &[LedgerLine]) -> io::Result<()> {
    let is_new = !path.exists();
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    let mut bytes = end_the_last_line(&mut file)?;
    for line in lines {
        serde_json::to_writer(&mut bytes, line)?;
        bytes.push(b'\n');
    }
    file.seek(SeekFrom::End(0))?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    if is_new {
        sync_folder_of(path)?;
    }
    Ok(())
}

/// A write that was interrupted left the last line without its end. Whole, it is ended; torn, it is taken away.
/// Returns what has to be written first.
fn end_the_last_line(file: &mut File) -> io::Result<Vec<u8>> {
    let length = file.seek(SeekFrom::End(0))?;
    let from = length.saturating_sub(LONGEST_LINE);
    file.seek(SeekFrom::Start(from))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    if tail.is_empty() || tail.ends_with(b"\n") {
        return Ok(Vec::new());
    }
    let torn = tail.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    if serde_json::from_slice::<LedgerLine>(torn).is_ok() {
        return Ok(vec![b'\n']);
    }
    let torn = u64::try_from(torn.len()).unwrap_or(0);
    file.set_len(length.saturating_sub(torn))?;
    Ok(Vec::new())
}

/// No line is longer: ids, numbers and a word.
const LONGEST_LINE: u64 = 4096;

/// Makes a new name in a folder survive a power cut.
pub(crate) fn sync_folder_of(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => File::open(".")?.sync_all(),
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use candor_core::{consent::ConsentAction, ids::BusinessId, moment::Moment};

    use super::*;

    fn line(number: i64) -> LedgerLine {
        LedgerLine {
            business: BusinessId::from_unique("shop"),
            number,
            at: Moment::from_millis(number),
            action: ConsentAction::OptedOut,
            method: "words".to_owned(),
            words: "stop, my name is Anna".to_owned(),
        }
    }

    fn numbers(path: &Path) -> Vec<i64> {
        read(path).unwrap().lines.iter().map(|line| line.number).collect()
    }

    #[test]
    fn lines_are_added_and_hold_no_words() {
        let folder = tempfile::tempdir().unwrap();
        let path = path_of(&folder.path().join("candor.db"));
        assert!(numbers(&path).is_empty());
        append(&path, &[line(1), line(2)]).unwrap();
        append(&path, &[line(3)]).unwrap();
        assert_eq!(numbers(&path), [1, 2, 3]);
        assert!(!std::fs::read_to_string(&path).unwrap().contains("Anna"));
    }

    #[test]
    fn a_torn_last_line_is_passed_over_and_then_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger");
        append(&path, &[line(1), line(2)]).unwrap();
        let whole = std::fs::read(&path).unwrap();
        for torn in 1..whole.len() {
            std::fs::write(&path, &whole[..torn]).unwrap();
            let before = numbers(&path);
            append(&path, &[line(3)]).unwrap();
            let kept = read(&path).unwrap();
            assert_eq!(kept.unreadable, 0);
            let after: Vec<i64> = kept.lines.iter().map(|line| line.number).collect();
            assert_eq!(after, [before, vec![3]].concat(), "torn after {torn} bytes");
        }
    }

    #[test]
    fn a_damaged_line_in_the_middle_is_counted_and_the_others_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger");
        append(&path, &[line(1), line(2), line(3)]).unwrap();
        let text = std::fs::read_to_string(&path).unwrap().replacen("\"number\":2", "\"number\":x", 1);
        std::fs::write(&path, text).unwrap();
        let kept = read(&path).unwrap();
        assert_eq!((kept.lines.len(), kept.unreadable), (2, 1));
    }
}

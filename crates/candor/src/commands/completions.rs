//! `candor completions`: what a shell needs to complete this program's commands.

use std::io;

use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

use crate::{Cli, exit::Stop, output};

/// Prints a script of completions.
#[derive(Debug, Args)]
pub struct Completions {
    /// For which shell. In bash: source <(candor completions bash).
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    pub fn run(self) -> Result<(), Stop> {
        let mut script = io::Cursor::new(Vec::new());
        generate(self.shell, &mut Cli::command(), "candor", &mut script);
        output::say(String::from_utf8_lossy(script.get_ref()).trim_end());
        Ok(())
    }
}

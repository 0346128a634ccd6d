//! Running other programs: every one is shown by name, and a failure says which one and how it ended.

use std::ffi::OsStr;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// Runs cargo in the workspace with the terminal as its output; an exit code other than 0 is an error.
pub fn cargo(arguments: &[&str]) -> Result<()> {
    finish(cargo_command().args(arguments))
}

/// Runs cargo and returns what it wrote to stdout; stderr goes to the terminal.
pub fn cargo_output(arguments: &[&str]) -> Result<String> {
    output(cargo_command().args(arguments))
}

/// What `cargo run` tells us of ourselves and build scripts of dependencies watch (ring's does): passed on, they would have these and
/// all that needs them compiled anew whenever cargo is called by hand in between.
const OWN_VARIABLES: [&str; 8] = [
    "CARGO_MANIFEST_DIR",
    "CARGO_MANIFEST_PATH",
    "CARGO_PKG_NAME",
    "CARGO_PKG_VERSION",
    "CARGO_PKG_VERSION_MAJOR",
    "CARGO_PKG_VERSION_MINOR",
    "CARGO_PKG_VERSION_PATCH",
    "CARGO_PKG_VERSION_PRE",
];

/// A cargo to add arguments to. Found by name, so that rustup's own comes first: it tells the compiler which toolchain
/// was chosen, where the cargo of a toolchain would leave that to files in the folders of dependencies.
pub fn cargo_command() -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(crate::source::root());
    for name in OWN_VARIABLES {
        command.env_remove(name);
    }
    command
}

/// Waits for a command and turns a bad end into an error.
pub fn finish(command: &mut Command) -> Result<()> {
    let name = named(command);
    let status = command.status().with_context(|| format!("cannot start `{name}`"))?;
    if !status.success() {
        bail!("`{name}` ended with {status}");
    }
    Ok(())
}

/// Waits for a command and returns what it wrote to stdout, whatever a good end it came to.
pub fn output(command: &mut Command) -> Result<String> {
    let name = named(command);
    let output = command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot start `{name}`"))?;
    if !output.status.success() {
        bail!("`{name}` ended with {}", output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{name}` wrote something that is not UTF-8"))
}

/// Whether a program of this name can be found.
pub fn is_there(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok()
}

fn named(command: &Command) -> String {
    let parts = std::iter::once(command.get_program()).chain(command.get_args());
    parts.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

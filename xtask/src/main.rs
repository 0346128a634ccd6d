//! `cargo xtask`: the chores of the project in one place, written in Rust so that they need nothing else.
//! The verbs stay few; CI calls `test` and nothing more.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a chore talks to the person at the terminal")]

mod axe;
mod check;
mod dev;
mod docs;
mod facts;
mod fuzzer;
mod holes;
mod local_model;
mod machine;
mod metadata;
mod passwords;
mod postgres;
mod python;
mod run;
mod source;
mod test;
mod vectors;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask check [NAME…]   judge the source: format, layers, sizes, words, map, lints, docs and more
cargo xtask test            everything CI does: set up what is missing, check, run every test on both databases
cargo xtask docs            write docs/reference/ again from what the binary says
cargo xtask dev             the demo, built and started again whenever a source file changes
cargo xtask vectors --from  the brain's sentence encoder, packed again from where it was published
cargo xtask passwords --from  hashes of the most used passwords, made again from their list
cargo xtask holes --from    the lock file against a list of known holes (RustSec)";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let verb = arguments.first().map_or("", String::as_str);
    let rest = arguments.get(1..).unwrap_or_default();
    let done = match verb {
        "check" => check::run(rest),
        "test" => test::run(rest),
        "docs" => docs::write(),
        "dev" => dev::run(rest),
        "vectors" => vectors::run(rest),
        "passwords" => passwords::run(rest),
        "holes" => holes::run(rest),
        _ => Err(anyhow::anyhow!("{HELP}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

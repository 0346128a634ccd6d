//! `cargo xtask test`: everything CI does, in one command that sets up what it needs. Says at the end what ran, for
//! how long, and what did not run and why; in CI, what did not run is a failure.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Stdio;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::{axe, check, fuzzer, local_model, machine, postgres, run};

/// The servers the tests may use, by their addresses.
struct Servers<'a> {
    postgres: Option<&'a str>,
    model: Option<&'a str>,
    /// The same model as one that turns texts into vectors.
    vectors: Option<&'a str>,
    /// The program that tries the API.
    fuzzer: Option<&'a str>,
    /// The checker of accessibility, a script.
    axe: Option<&'a str>,
}

/// Everything, as it is run.
const WHOLE: [&str; 1] = ["--workspace"];

/// What the brain of a build without sentence vectors hears.
const BY_WORDS: [&str; 5] = ["--package", "candor-core", "--no-default-features", "--test", "it"];

/// One line of the account at the end.
struct Step {
    name: &'static str,
    seconds: f64,
    outcome: Result<String>,
}

/// Prepares the machine, checks, tests, and gives an account.
pub fn run(rest: &[String]) -> Result<()> {
    if let Some(argument) = rest.first() {
        bail!("`cargo xtask test` takes no arguments, but got {argument}; for a part of it: cargo test -p CRATE NAME");
    }
    let begun = Instant::now();
    let missing = machine::prepare()?;
    let without = missing.iter().filter_map(|need| Some((need.without?, need.name)));
    let mut skipped: Vec<String> = without.map(|(what, name)| format!("{what} ({name} is missing)")).collect();

    let cluster = if missing.iter().any(|need| need.name == "PostgreSQL") { None } else { Some(postgres::start()?) };
    let has_python = !missing.iter().any(|need| need.name == "Python");
    let fuzzer = match has_python.then(fuzzer::prepared).transpose() {
        Ok(fuzzer) => fuzzer,
        Err(error) => {
            skipped.push(format!("the API with a public fuzzer ({error:#})"));
            None
        }
    };
    let axe = match has_python.then(axe::prepared).transpose() {
        Ok(axe) => axe,
        Err(error) => {
            skipped.push(format!("the panel by the rules of accessibility ({error:#})"));
            None
        }
    };
    let model = has_python.then(local_model::start);
    let model = match model.transpose() {
        Ok(model) => model,
        Err(error) => {
            skipped.push(format!("the desk with a real language model ({error:#})"));
            None
        }
    };
    let servers = Servers {
        postgres: cluster.as_ref().map(|cluster| cluster.url.as_str()),
        model: model.as_ref().map(|model| model.url.as_str()),
        vectors: model.as_ref().map(|model| model.vectors_url.as_str()),
        fuzzer: fuzzer.as_deref().and_then(Path::to_str),
        axe: axe.as_deref().and_then(Path::to_str),
    };

    let mut steps = vec![step("check", || check::run(&[]).map(|()| "the source holds to its rules".to_owned()))];
    steps.push(step("test", || tests(&WHOLE, &servers, &mut skipped)));
    steps.push(step("lean", || tests(&BY_WORDS, &servers, &mut skipped)));
    drop(model);
    drop(cluster);

    println!("\nwhat ran, in {:.0} s:", begun.elapsed().as_secs_f64());
    for step in &steps {
        match &step.outcome {
            Ok(account) => println!("  ok   {:5} {:6.0} s  {account}", step.name, step.seconds),
            Err(error) => println!("  FAIL {:5} {:6.0} s  {error:#}", step.name, step.seconds),
        }
    }
    skipped.iter().for_each(|what| println!("  not run: {what}"));
    if steps.iter().any(|step| step.outcome.is_err()) {
        bail!("failed");
    }
    if !skipped.is_empty() && is_ci() {
        bail!("in CI everything has to run, and something did not");
    }
    println!("{}", if skipped.is_empty() { "everything ran and passed" } else { "what ran passed" });
    Ok(())
}

fn step(name: &'static str, work: impl FnOnce() -> Result<String>) -> Step {
    println!("\n== {name}");
    let begun = Instant::now();
    let outcome = work();
    Step { name, seconds: begun.elapsed().as_secs_f64(), outcome }
}

/// Runs the tests of some packages, lets their output through as it comes, and counts what the runner reports.
fn tests(of: &[&str], servers: &Servers<'_>, skipped: &mut Vec<String>) -> Result<String> {
    let mut command = run::cargo_command();
    command.args(["test", "--locked", "--no-fail-fast"]).args(of).stdout(Stdio::piped());
    for (variable, url) in [
        ("CANDOR_TEST_POSTGRES", servers.postgres),
        ("CANDOR_TEST_MODEL", servers.model),
        ("CANDOR_TEST_VECTORS", servers.vectors),
        ("CANDOR_TEST_FUZZER", servers.fuzzer),
        ("CANDOR_TEST_AXE", servers.axe),
    ] {
        match url {
            Some(url) => command.env(variable, url),
            None => command.env_remove(variable),
        };
    }
    let mut child = command.spawn().context("cannot start `cargo test`")?;
    let output = child.stdout.take().context("cargo test has no output")?;
    let (mut passed, mut failed, mut ignored) = (0_u64, 0_u64, 0_u64);
    for line in BufReader::new(output).split(b'\n') {
        let line = line.context("cannot read what cargo test writes")?;
        let line = String::from_utf8_lossy(&line);
        writeln!(std::io::stdout(), "{line}")?;
        if line.starts_with("test result:") {
            passed += counted(&line, "passed");
            failed += counted(&line, "failed");
            ignored += counted(&line, "ignored");
        }
    }
    let status = child.wait()?;
    if ignored > 0 {
        skipped.push(format!("{ignored} ignored tests"));
    }
    if !status.success() {
        bail!("{failed} of {} tests failed; `cargo test` ended with {status}", passed + failed);
    }
    if passed == 0 {
        bail!("no test ran");
    }
    Ok(format!("{passed} tests passed, 0 failed, {ignored} ignored"))
}

/// The number before a word in the runner's closing line: `… 12 passed; 0 failed; …`.
fn counted(line: &str, what: &str) -> u64 {
    let before = line.split(';').find_map(|part| part.trim().strip_suffix(what));
    before.and_then(|before| before.split_whitespace().last()).and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[expect(clippy::disallowed_methods, reason = "CI says that it is CI in the environment, and only there")]
fn is_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| value == "true" || value == "1")
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn the_closing_line_of_the_runner_is_counted() {
        let line = "test result: ok. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.05s";
        assert_eq!([counted(line, "passed"), counted(line, "failed"), counted(line, "ignored")], [12, 3, 1]);
    }
}

//! What the tests need of the machine besides Rust, and how it gets there: a PostgreSQL server to start a throw-away
//! cluster from, Python to run a small language model in, and Chromium with its driver for the test that plays the demo. On Debian and as root they are
//! installed; anywhere else one sentence says what to install.

use std::process::Command;

use anyhow::{Result, bail};

use crate::{postgres, run};

/// One thing the tests need.
#[derive(Debug)]
pub struct Need {
    /// As a person calls it.
    pub name: &'static str,
    /// What is not tested without it; `None` where nothing can be.
    pub without: Option<&'static str>,
    packages: &'static [&'static str],
    is_there: fn() -> bool,
}

/// Everything the tests need. A C compiler is not among them: without one this program was not built.
pub const NEEDS: &[Need] = &[
    Need {
        name: "PostgreSQL",
        without: Some("the store on PostgreSQL"),
        packages: &["postgresql"],
        is_there: has_postgres,
    },
    Need {
        name: "Python",
        without: Some(
            "the desk with a real language model, the API with a public fuzzer, and the panel by the rules of accessibility",
        ),
        packages: &["python3", "python3-venv"],
        is_there: has_python,
    },
    Need { name: "Chromium", without: None, packages: &["chromium"], is_there: has_chromium },
    Need { name: "ChromeDriver", without: None, packages: &["chromium-driver"], is_there: has_driver },
];

/// Installs what is missing where that is possible; returns what is missing still and can be done without. Fails with
/// one sentence where it cannot.
pub fn prepare() -> Result<Vec<&'static Need>> {
    ensure_components()?;
    let missing = missing();
    if missing.is_empty() {
        return Ok(missing);
    }
    let packages = packages_of(&missing);
    if is_root() && run::is_there("apt-get") {
        println!("installing with apt-get: {}", packages.join(" "));
        run::finish(apt().args(["update", "-qq"]))?;
        run::finish(apt().args(["install", "-y", "-qq", "--no-install-recommends"]).args(&packages))?;
    }
    let missing = self::missing();
    let names: Vec<&str> = missing.iter().map(|need| need.name).collect();
    let advice =
        format!("missing: {}; on Debian: sudo apt-get install {}", names.join(", "), packages_of(&missing).join(" "));
    if missing.is_empty() {
        return Ok(missing);
    }
    if missing.iter().any(|need| need.without.is_none()) {
        bail!("{advice}");
    }
    println!("{advice}");
    Ok(missing)
}

fn packages_of(needs: &[&'static Need]) -> Vec<&'static str> {
    needs.iter().flat_map(|need| need.packages).copied().collect()
}

fn missing() -> Vec<&'static Need> {
    NEEDS.iter().filter(|need| !(need.is_there)()).collect()
}

/// rustfmt and clippy come with rustup, not with apt.
fn ensure_components() -> Result<()> {
    for (tool, component) in [("cargo-fmt", "rustfmt"), ("cargo-clippy", "clippy")] {
        if run::is_there(tool) {
            continue;
        }
        if !run::is_there("rustup") {
            bail!(
                "{component} is missing; install it with the Rust toolchain you use (with rustup: rustup component add {component})"
            );
        }
        println!("installing {component} with rustup");
        run::finish(Command::new("rustup").args(["component", "add", component]))?;
    }
    Ok(())
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn is_root() -> bool {
    run::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn has_postgres() -> bool {
    postgres::programs().is_ok()
}

/// With what makes a folder of packages, which Debian has in a package of its own.
fn has_python() -> bool {
    run::output(Command::new("python3").args(["-c", "import ensurepip, venv"])).is_ok()
}

fn has_chromium() -> bool {
    ["chromium", "chromium-browser", "google-chrome"].iter().any(|name| run::is_there(name))
}

fn has_driver() -> bool {
    run::is_there("chromedriver")
}

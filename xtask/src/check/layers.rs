//! Who may know whom. Dependencies between the crates point downwards only, and what the outside world is reached
//! with (databases, HTTP, the command line) has one crate each. The diagram is in ARCHITECTURE.md.

use anyhow::Result;

use super::Report;
use crate::metadata::Packages;
use crate::run;
use crate::source::Tree;

/// A crate, whom of ours it may know, and whom its tests may know besides.
const LAYERS: &[(&str, &[&str], &[&str])] = &[
    (
        "candor",
        &["candor-web", "candor-desk", "candor-store", "candor-connect", "candor-core", "telegram-simulator"],
        &[],
    ),
    ("candor-web", &["candor-desk", "candor-store", "candor-connect", "candor-core"], &["telegram-simulator"]),
    ("candor-desk", &["candor-store", "candor-connect", "candor-core"], &["telegram-simulator"]),
    ("candor-store", &["candor-core"], &[]),
    ("candor-connect", &["candor-core"], &["telegram-simulator"]),
    ("candor-core", &[], &[]),
    ("telegram-simulator", &[], &[]),
    ("xtask", &[], &[]),
];

/// A package from outside and the crates of ours that may name it in `[dependencies]`.
const HOMES: &[(&str, &[&str])] = &[
    ("sqlx", &["candor-store"]),
    ("reqwest", &["candor-connect", "telegram-simulator"]),
    ("clap", &["candor"]),
    ("tracing-subscriber", &["candor"]),
    ("uuid", &["candor-desk"]),
    ("axum", &["candor", "candor-web", "candor-connect", "telegram-simulator"]),
];

/// What must be nowhere behind candor-core: tools for waiting, talking, storing and chance.
const NOT_PURE: &[&str] =
    &["tokio", "mio", "hyper", "rustls", "axum", "reqwest", "sqlx", "rand", "getrandom", "uuid", "fastrand"];

/// What only sentence vectors need.
const VECTORS: &str = "fearless_simd";

pub fn check(_: &Tree) -> Result<Report> {
    let packages = Packages::read()?;
    let mut report = Report::default();
    let names: Vec<&str> = packages.ours().map(|package| package.name.as_str()).collect();
    for package in packages.ours() {
        let name = package.name.as_str();
        let Some((_, below, in_tests)) = LAYERS.iter().find(|(known, ..)| *known == name) else {
            report.problem(format!("{name} has no place among the layers; give it one in xtask/src/check/layers.rs"));
            continue;
        };
        for needed in packages.names(&package.needs) {
            if names.contains(&needed) && !below.contains(&needed) {
                report.problem(format!("{name} depends on {needed}, which is not below it"));
            }
            if let Some((_, homes)) = HOMES.iter().find(|(outside, homes)| *outside == needed && !homes.contains(&name))
            {
                report.problem(format!("{name} depends on {needed}, whose home is {}", homes.join(", ")));
            }
        }
        for needed in packages.names(&package.needs_for_tests) {
            if names.contains(&needed) && !below.contains(&needed) && !in_tests.contains(&needed) {
                report.problem(format!("the tests of {name} depend on {needed}, which is not below it"));
            }
        }
        if name == "candor-core" {
            let behind = packages.everything_behind(package);
            for found in NOT_PURE.iter().filter(|impure| behind.contains(**impure)) {
                report.problem(format!(
                    "candor-core pulls in {found}; decisions take time, chance and the world as arguments"
                ));
            }
        }
    }
    // Features add up: one crate that names them would give the vectors to a program that was to be built without.
    let lean =
        ["tree", "--locked", "--edges", "normal", "--package", "candor", "--no-default-features", "--prefix", "none"];
    let lean = run::cargo_output(&lean)?;
    if lean.lines().any(|line| line.starts_with(VECTORS)) {
        report.problem(format!(
            "candor without its default features still pulls in {VECTORS}, which is for sentence vectors"
        ));
    }
    Ok(report)
}

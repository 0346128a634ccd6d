//! What cargo knows of the workspace: its packages, who needs whom, and everything they pull in.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::run;

/// One package, ours or not.
#[derive(Debug, Default)]
pub struct Package {
    /// As in its Cargo.toml.
    pub name: String,
    /// Whether it belongs to the workspace.
    pub is_ours: bool,
    /// Ids of packages it needs to run (build scripts included, tests not).
    pub needs: BTreeSet<String>,
    /// Ids of packages only its tests need.
    pub needs_for_tests: BTreeSet<String>,
}

/// Every package by cargo's id.
#[derive(Debug)]
pub struct Packages(pub BTreeMap<String, Package>);

impl Packages {
    /// Asks cargo about this machine's kind (other kinds' packages need not be downloaded). The lock file is taken as it is: a stale one is an error here, as it is in CI.
    pub fn read() -> Result<Self> {
        let host = run::output(std::process::Command::new("rustc").arg("-vV"))?;
        let host = host.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc does not name its host")?;
        let arguments = ["metadata", "--format-version", "1", "--locked", "--filter-platform", host];
        let text = run::cargo_output(&arguments)?;
        let data: Value = serde_json::from_str(&text).context("cargo metadata is not JSON")?;
        let mut packages = BTreeMap::new();
        for package in data.pointer("/packages").and_then(Value::as_array).context("no packages in cargo metadata")? {
            let id = text_of(package, "id");
            let is_ours = package.get("source").is_none_or(Value::is_null);
            packages.insert(id, Package { name: text_of(package, "name"), is_ours, ..Package::default() });
        }
        for node in data.pointer("/resolve/nodes").and_then(Value::as_array).context("no graph in cargo metadata")? {
            let Some(package) = packages.get_mut(&text_of(node, "id")) else { continue };
            for need in node.get("deps").and_then(Value::as_array).into_iter().flatten() {
                let kinds = need.get("dep_kinds").and_then(Value::as_array);
                let is_for_tests = kinds.is_some_and(|kinds| {
                    kinds.iter().all(|kind| kind.get("kind").and_then(Value::as_str) == Some("dev"))
                });
                let needs = if is_for_tests { &mut package.needs_for_tests } else { &mut package.needs };
                needs.insert(text_of(need, "pkg"));
            }
        }
        Ok(Self(packages))
    }

    /// The workspace's own packages.
    pub fn ours(&self) -> impl Iterator<Item = &Package> {
        self.0.values().filter(|package| package.is_ours)
    }

    /// The names behind a set of ids.
    pub fn names<'a>(&'a self, ids: &'a BTreeSet<String>) -> impl Iterator<Item = &'a str> {
        ids.iter().filter_map(|id| self.0.get(id)).map(|package| package.name.as_str())
    }

    /// Names of everything a package needs to run, directly or not.
    pub fn everything_behind(&self, package: &Package) -> BTreeSet<String> {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&String> = package.needs.iter().collect();
        while let Some(id) = open.pop() {
            if let (true, Some(found)) = (seen.insert(id), self.0.get(id)) {
                open.extend(&found.needs);
            }
        }
        seen.into_iter().filter_map(|id| self.0.get(id)).map(|found| found.name.clone()).collect()
    }
}

fn text_of(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

//! Every dependency is used by the crate that asks for it, by its tests alone if it stands among those for tests, and
//! everything the workspace lists is used by some crate.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::Report;
use crate::source::{self, Tree};

pub fn check(tree: &Tree) -> Result<Report> {
    let mut report = Report::default();
    let mut asked_for = BTreeSet::new();
    for manifest in source::files(&tree.root, &["crates", "xtask"], "toml")? {
        if !manifest.ends_with("/Cargo.toml") {
            continue;
        }
        let crate_folder = Path::new(&manifest).parent().and_then(Path::to_str).unwrap_or_default();
        let shipped = words(tree, &format!("{crate_folder}/src/"))?;
        let tested: BTreeSet<String> =
            words(tree, &format!("{crate_folder}/tests/"))?.union(&shipped).cloned().collect();
        let table = read(&tree.root.join(&manifest))?;
        for (section, words) in [("dependencies", &shipped), ("dev-dependencies", &tested)] {
            for name in table.get(section).and_then(toml::Value::as_table).into_iter().flat_map(toml::Table::keys) {
                if !words.contains(&name.replace('-', "_")) {
                    report.problem(format!("{manifest}: {name} stands in [{section}] and is not used"));
                }
                asked_for.insert(name.clone());
            }
        }
    }
    let workspace = read(&tree.root.join("Cargo.toml"))?;
    let listed = workspace.get("workspace").and_then(|table| table.get("dependencies")).and_then(toml::Value::as_table);
    for name in listed.into_iter().flat_map(toml::Table::keys).filter(|name| !asked_for.contains(*name)) {
        report.problem(format!("Cargo.toml: {name} is listed for the workspace and no crate asks for it"));
    }
    Ok(report)
}

/// Every word in the Rust files below a folder, comments included: generous, so that nothing used is called unused.
fn words(tree: &Tree, folder: &str) -> Result<BTreeSet<String>> {
    let mut words = BTreeSet::new();
    for source in tree.rust.iter().filter(|source| source.path.starts_with(folder)) {
        let text =
            fs::read_to_string(tree.root.join(&source.path)).with_context(|| format!("cannot read {}", source.path))?;
        words.extend(text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').map(str::to_owned));
    }
    Ok(words)
}

fn read(path: &Path) -> Result<toml::Table> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    toml::from_str(&text).with_context(|| format!("{} is not TOML", path.display()))
}

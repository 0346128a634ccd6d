//! `cargo xtask holes --from PATH`: compares the lock file with a list of known holes, before every release and whenever the list has
//! grown. PATH is a checkout of RustSec's database (`git clone --depth 1 https://github.com/RustSec/advisory-db`). Nothing is fetched
//! here: whoever runs it says which list is meant, and how old it is can be seen there.

mod versions;

use std::{fs, path::Path};

use anyhow::{Context, Result, bail, ensure};
use toml::{Table, Value};

/// What is known of a package.
#[derive(Debug, PartialEq, Eq)]
struct Advisory {
    id: String,
    /// What it is where it is no hole: `unmaintained`, `unsound`, `notice`.
    informational: Option<String>,
    /// The versions that do not have it, as requirements of cargo.
    without: Vec<String>,
    title: String,
}

/// Reads both and says what was found; a hole is a failure.
pub fn run(arguments: &[String]) -> Result<()> {
    let ["--from", from] = arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] else {
        bail!("cargo xtask holes --from PATH, a checkout of https://github.com/RustSec/advisory-db");
    };
    let list = Path::new(from).join("crates");
    ensure!(list.is_dir(), "{} is no folder: is {from} a checkout of RustSec's database?", list.display());
    let lock = fs::read_to_string(crate::source::root().join("Cargo.lock")).context("cannot read Cargo.lock")?;
    let packages = packages(&lock)?;
    let (mut looked_at, mut holes) = (0, 0);
    for (name, version) in &packages {
        for advisory in advisories(&list.join(name))? {
            looked_at += 1;
            if advisory.without.iter().any(|requirement| versions::is_met(version, requirement)) {
                continue;
            }
            let what = advisory.informational.as_deref().unwrap_or("a hole");
            println!("{name} {version}: {} ({what}): {}", advisory.id, advisory.title);
            holes += usize::from(advisory.informational.is_none());
        }
    }
    println!("{} packages, {looked_at} entries about them", packages.len());
    ensure!(looked_at > 0, "nothing was known of any package, which cannot be: look at {from}");
    ensure!(holes == 0, "{holes} known holes: bring those packages up to date (docs/security.md says how soon)");
    Ok(())
}

/// Every package of the lock file with its version.
fn packages(lock: &str) -> Result<Vec<(String, String)>> {
    let lock: Table = toml::from_str(lock).context("Cargo.lock is not TOML")?;
    let packages = lock.get("package").and_then(Value::as_array).context("Cargo.lock has no packages")?;
    let text = |package: &Value, key: &str| package.get(key).and_then(Value::as_str).map(str::to_owned);
    packages
        .iter()
        .map(|package| {
            text(package, "name").zip(text(package, "version")).context("a package without a name or version")
        })
        .collect()
}

/// What is known of the package this folder is of; nothing where there is none.
fn advisories(folder: &Path) -> Result<Vec<Advisory>> {
    let Ok(files) = fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut known = Vec::new();
    for file in files {
        let path = file?.path();
        if path.extension().is_some_and(|ending| ending == "md") {
            let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            known.extend(advisory(&text).with_context(|| format!("cannot understand {}", path.display()))?);
        }
    }
    Ok(known)
}

/// Reads an entry: a block of TOML and words behind it. Nothing if it was withdrawn.
fn advisory(text: &str) -> Result<Option<Advisory>> {
    let inner = text.trim_start().strip_prefix("```toml").context("it does not begin with a block of TOML")?;
    let (block, words) = inner.split_once("\n```").context("its block does not end")?;
    let block: Table = toml::from_str(block)?;
    let about = block.get("advisory").and_then(Value::as_table).context("it has no [advisory]")?;
    if about.contains_key("withdrawn") {
        return Ok(None);
    }
    let said = |key: &str| about.get(key).and_then(Value::as_str).map(str::to_owned);
    let versions = block.get("versions").and_then(Value::as_table);
    let listed = |key: &str| versions.and_then(|versions| versions.get(key)?.as_array()).into_iter().flatten();
    let without = listed("patched").chain(listed("unaffected")).filter_map(Value::as_str).map(str::to_owned).collect();
    let title = words.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or_default().to_owned();
    Ok(Some(Advisory { id: said("id").context("it has no id")?, informational: said("informational"), without, title }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: &str = "```toml\n[advisory]\nid = \"RUSTSEC-2024-0001\"\npackage = \"demo\"\n\n[versions]\npatched = [\">= 1.2.3\"]\nunaffected = [\"< 1.0.0\"]\n```\n\n# It opens too much\n\nWords.\n";

    #[test]
    fn an_entry_says_which_versions_are_without_the_hole() {
        let known = advisory(ENTRY).unwrap().unwrap();
        assert_eq!((known.id.as_str(), known.title.as_str()), ("RUSTSEC-2024-0001", "It opens too much"));
        let is_without = |version: &str| known.without.iter().any(|requirement| versions::is_met(version, requirement));
        assert_eq!(["0.9.9", "1.0.0", "1.2.2", "1.2.3", "2.0.0"].map(is_without), [true, false, false, true, true]);
        assert_eq!(advisory(&ENTRY.replace("id =", "withdrawn = \"2024-02-02\"\nid =")).unwrap(), None);
        assert!(advisory("# no block").is_err());
    }

    #[test]
    fn every_package_of_the_lock_file_is_looked_at() {
        let lock = fs::read_to_string(crate::source::root().join("Cargo.lock")).unwrap();
        let packages = packages(&lock).unwrap();
        assert_eq!(packages.len(), lock.matches("[[package]]").count());
        assert!(packages.iter().any(|(name, _)| name == "tokio"));
    }
}

//! Links between the documents lead somewhere, pictures included, and a comment names no document that readers of this
//! repository do not have.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::Report;
use crate::source::{self, Tree};

pub fn check(tree: &Tree) -> Result<Report> {
    let mut report = Report::default();
    let mut pages = source::files(&tree.root, &["docs", "crates", "xtask"], "md")?;
    for entry in fs::read_dir(&tree.root).context("cannot list the root")? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".md") {
            pages.push(name);
        }
    }
    for page in pages {
        let text = fs::read_to_string(tree.root.join(&page)).with_context(|| format!("cannot read {page}"))?;
        let folder = Path::new(&page).parent().unwrap_or(Path::new(""));
        for (index, line) in text.lines().enumerate() {
            for target in targets(line) {
                if !tree.root.join(folder).join(target).exists() {
                    report.problem(format!("{page}:{}: nothing at {target}", index + 1));
                }
            }
        }
    }
    comments(tree, &mut report)?;
    Ok(report)
}

fn comments(tree: &Tree, report: &mut Report) -> Result<()> {
    let pages = source::files(&tree.root, &["docs", "crates", "xtask", "scripts"], "md")?;
    for source in &tree.rust {
        let text =
            fs::read_to_string(tree.root.join(&source.path)).with_context(|| format!("cannot read {}", source.path))?;
        for (index, line) in text.lines().enumerate() {
            let Some((_, comment)) = line.split_once("//") else { continue };
            for name in named(comment) {
                let is_known = tree.root.join(name).exists() || pages.iter().any(|page| page.ends_with(name));
                if !is_known {
                    report.problem(format!(
                        "{}:{}: the comment names {name}, which is not here",
                        source.path,
                        index + 1
                    ));
                }
            }
        }
    }
    Ok(())
}

/// Documents a comment names: words that end in `.md`, and papers called by a name in capitals with a section.
fn named(comment: &str) -> impl Iterator<Item = &str> {
    let words = comment.split(|letter: char| !letter.is_alphanumeric() && !"./_-".contains(letter));
    words.filter(|word| (word.ends_with(".md") && word.len() > 3) || *word == "DESIGN")
}

/// What `](…)` points at on this machine: no address of the network, no place within the page.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    let inside = line.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    inside
        .filter(|target| !target.contains("://") && !target.starts_with("mailto:"))
        .filter_map(|target| target.split('#').next())
        .filter(|target| !target.is_empty())
}

//! Every code a person can meet (`CND-…` in crates/candor/src/exit.rs) has a page in docs/errors/, and every page a
//! code.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result};

use super::Report;
use crate::source::Tree;

const CODES: &str = "crates/candor/src/exit.rs";
const PAGES: &str = "docs/errors";

pub fn check(tree: &Tree) -> Result<Report> {
    let mut report = Report::default();
    let source = tree.rust.iter().find(|source| source.path == CODES).with_context(|| format!("no {CODES}"))?;
    let codes: BTreeSet<&str> =
        source.facts.texts.iter().map(|text| text.it.as_str()).filter(|text| is_code(text)).collect();
    let mut pages = BTreeSet::new();
    for entry in fs::read_dir(tree.root.join(PAGES)).with_context(|| format!("cannot list {PAGES}"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if let Some(code) = name.strip_suffix(".md").filter(|code| is_code(code)) {
            pages.insert(code.to_owned());
        }
    }
    for code in codes.iter().filter(|code| !pages.contains(**code)) {
        report.problem(format!("{CODES} has {code}, but there is no {PAGES}/{code}.md"));
    }
    for page in pages.iter().filter(|page| !codes.contains(page.as_str())) {
        report.problem(format!("{PAGES}/{page}.md explains a code that {CODES} does not have"));
    }
    if codes.is_empty() {
        report.problem(format!("{CODES} has no codes (CND-…)"));
    }
    Ok(report)
}

fn is_code(text: &str) -> bool {
    text.strip_prefix("CND-")
        .is_some_and(|number| number.len() == 4 && number.bytes().all(|digit| digit.is_ascii_digit()))
}

//! Every code a person can meet (`CND-…` in crates/candor/src/exit.rs) has a page in docs/errors/ in both languages and
//! a line in its list, and every page a code.

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
    let list = fs::read_to_string(tree.root.join(PAGES).join("README.md")).unwrap_or_default();
    for code in &codes {
        if !list.contains(&format!("| [{code}]({code}.md) |")) {
            report.problem(format!("{PAGES}/README.md does not list {code}"));
        }
        let page = fs::read_to_string(tree.root.join(PAGES).join(format!("{code}.md"))).unwrap_or_default();
        for part in
            [format!("# {code}: "), "What to do:".to_owned(), "## По-русски: ".to_owned(), "Что делать:".to_owned()]
        {
            if !page.contains(&part) {
                report.problem(format!("{PAGES}/{code}.md has no `{part}`"));
            }
        }
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

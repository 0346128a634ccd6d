//! candor-core decides and does nothing else: no waiting, no clock, no files, no network, no environment, and no
//! collections whose order differs from run to run. A decision taken again must come out the same.

use anyhow::Result;

use super::Report;
use crate::source::Tree;

/// Beginnings of paths the core does not use, with what it does instead.
const REFUSED: &[(&str, &str)] = &[
    ("std::time::Instant", "take a `Moment`"),
    ("std::time::SystemTime", "take a `Moment`"),
    ("std::fs", "take the text, not the file"),
    ("std::net", "leave it to candor-connect"),
    ("std::env", "take the value as an argument"),
    ("std::thread", "return a value and let the caller wait"),
    ("std::process", "leave it to the binary"),
    ("std::sync::Mutex", "take `&mut` or return the new state"),
    ("std::collections::HashMap", "use `BTreeMap`: hash order differs from run to run"),
    ("std::collections::HashSet", "use `BTreeSet`: hash order differs from run to run"),
    ("Instant::now", "take a `Moment`"),
    ("SystemTime::now", "take a `Moment`"),
];

/// In the desk, what is measured by hand escapes the clock that tests turn.
const DESK_REFUSED: &[&str] = &["Instant::now", "std::time::Instant::now", "tokio::time::Instant::now"];

pub fn check(tree: &Tree) -> Result<Report> {
    let mut report = Report::default();
    for source in tree.shipped() {
        let path = source.path.as_str();
        if path.starts_with("crates/candor-core/src/") {
            for found in &source.facts.paths {
                let refused = REFUSED.iter().find(|(refused, _)| is_below(&found.it, refused));
                if let Some((refused, instead)) = refused {
                    report.problem(format!("{path}:{}: {refused} in the core; {instead}", found.line));
                }
            }
            for line in &source.facts.awaits {
                report.problem(format!("{path}:{line}: the core does not wait; take what is needed as an argument"));
            }
        }
        if path.starts_with("crates/candor-desk/") && !path.ends_with("/clock.rs") {
            for found in source.facts.paths.iter().filter(|found| DESK_REFUSED.contains(&found.it.as_str())) {
                report.problem(format!("{path}:{}: ask the desk's clock, so that tests can turn it", found.line));
            }
        }
    }
    Ok(report)
}

fn is_below(path: &str, refused: &str) -> bool {
    path.strip_prefix(refused).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

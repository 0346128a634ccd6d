//! What docs/asvs.csv claims of OWASP ASVS 5.0.0, level 2, is there: every requirement once, every path and test it names;
//! and the pages on security tell its numbers and name what is open. The texts of the requirements are OWASP's.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result};

use super::Report;
use crate::source::Tree;

const LIST: &str = "docs/asvs.csv";
const HEAD: &str = "id,level,state,how,code,test";
const PAGES: [&str; 2] = ["docs/security.md", "docs/security.ru.md"];
const STATES: [&str; 3] = ["held", "not_applicable", "open"];
/// So many requirements are of each level; of the third those the project has chosen.
const LEVELS: [(&str, usize); 3] = [("1", 70), ("2", 183), ("3", 6)];

/// A requirement.
#[derive(Debug, Default)]
struct Line {
    number: usize,
    id: String,
    level: String,
    state: String,
    how: String,
    code: String,
    test: String,
}

pub fn check(tree: &Tree) -> Result<Report> {
    let read = |path: &str| fs::read_to_string(tree.root.join(path)).with_context(|| format!("cannot read {path}"));
    let mut report = Report::default();
    let lines = match lines(&read(LIST)?) {
        Ok(lines) => lines,
        Err(problem) => {
            report.problem(problem);
            return Ok(report);
        }
    };
    let functions: BTreeSet<&str> =
        tree.rust.iter().flat_map(|source| &source.facts.functions).map(|function| function.it.as_str()).collect();
    // A file, and the name after `::` if there is one, somewhere in it.
    let is_there = |code: &str| match code.split_once("::") {
        Some((path, name)) => read(path).is_ok_and(|text| words(&text).any(|word| word == name)),
        None => tree.root.join(code).exists(),
    };
    report.problems.extend(judged(&lines, is_there, |test| functions.contains(test)));
    for (level, expected) in LEVELS {
        let found = lines.iter().filter(|line| line.level == level).count();
        if found != expected {
            report.problem(format!("{LIST}: {found} requirements of level {level}; there are {expected}"));
        }
    }
    for page in PAGES {
        report.problems.extend(told(page, &read(page)?, &lines));
    }
    let count = |state: &str| lines.iter().filter(|line| line.state == state).count();
    report.note(STATES.map(|state| format!("{} {state}", count(state))).join(", "));
    Ok(report)
}

fn lines(text: &str) -> Result<Vec<Line>, String> {
    let mut rows = (1..).zip(text.lines());
    if rows.next().is_none_or(|(_, head)| head != HEAD) {
        return Err(format!("{LIST}:1: the columns are {HEAD}"));
    }
    let line = |(number, row): (usize, &str)| match <[String; 6]>::try_from(cells(row).unwrap_or_default()) {
        Ok([id, level, state, how, code, test]) => Ok(Line { number, id, level, state, how, code, test }),
        Err(_) => Err(format!("{LIST}:{number}: not six columns by the rules of CSV")),
    };
    rows.map(line).collect()
}

/// What is wrong with the list itself.
fn judged(lines: &[Line], is_there: impl Fn(&str) -> bool, is_test: impl Fn(&str) -> bool) -> Vec<String> {
    let mut problems = Vec::new();
    let mut before = [0; 3];
    for line in lines {
        let mut problem = |what: String| problems.push(format!("{LIST}:{}: {}: {what}", line.number, line.id));
        match place(&line.id) {
            Some(place) if place > before => before = place,
            Some(_) => problem("stands twice or out of order".to_owned()),
            None => problem("is no id such as V1.2.3".to_owned()),
        }
        let is_held = line.state == "held";
        if !STATES.contains(&line.state.as_str()) {
            problem(format!("the state is one of {}", STATES.join(", ")));
        }
        if line.how.is_empty() {
            problem("says nothing of how".to_owned());
        }
        if is_held && line.code.is_empty() {
            problem("is held by no code".to_owned());
        }
        if is_held && line.test.is_empty() && !line.how.contains("no test") {
            problem("is held by no test and does not say why (\"no test …\")".to_owned());
        }
        if !line.code.is_empty() && !is_there(&line.code) {
            problem(format!("no {}", line.code));
        }
        let is_known = match line.test.as_str() {
            "" => true,
            check if check.contains('/') => is_there(check),
            test => is_test(test),
        };
        if !is_known {
            problem(format!("no test {}", line.test));
        }
    }
    problems
}

/// Whether a page tells the numbers and names what is open, and nothing else.
fn told(page: &str, text: &str, lines: &[Line]) -> Vec<String> {
    let mut problems = Vec::new();
    for state in STATES {
        let row = format!("| `{state}` | {} |", lines.iter().filter(|line| line.state == state).count());
        if !text.contains(&row) {
            problems.push(format!("{page}: its table has no row that begins with {row}"));
        }
    }
    let named: BTreeSet<&str> = ids(text).collect();
    let open: BTreeSet<&str> = lines.iter().filter(|line| line.state == "open").map(|line| line.id.as_str()).collect();
    problems.extend(open.difference(&named).map(|id| format!("{page}: {id} is open and not named")));
    problems.extend(named.difference(&open).map(|id| format!("{page}: {id} is named and not open")));
    problems
}

/// The ids of requirements in a text.
fn ids(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '.');
    words.map(|word| word.trim_matches('.')).filter(|word| place(word).is_some())
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
}

/// Chapter, section and number of an id.
fn place(id: &str) -> Option<[u32; 3]> {
    let parts: Option<Vec<u32>> = id.strip_prefix('V')?.split('.').map(|part| part.parse().ok()).collect();
    parts?.try_into().ok()
}

/// The cells of a row (RFC 4180), which has no breaks within.
fn cells(row: &str) -> Option<Vec<String>> {
    let mut cells = Vec::new();
    let mut rest = row;
    loop {
        let (cell, after) = match rest.strip_prefix('"') {
            Some(inside) => quoted(inside)?,
            None => {
                let (cell, after) = rest.split_at_checked(rest.find(',').unwrap_or(rest.len()))?;
                (cell.to_owned(), after)
            }
        };
        cells.push(cell);
        match after.strip_prefix(',') {
            Some(next) => rest = next,
            None => return after.is_empty().then_some(cells),
        }
    }
}

/// A cell behind its first quotation mark, and what follows its last one. Marks within stand doubled.
fn quoted(inside: &str) -> Option<(String, &str)> {
    let mut cell = String::new();
    let mut rest = inside;
    loop {
        let (words, after) = rest.split_once('"')?;
        cell.push_str(words);
        match after.strip_prefix('"') {
            Some(next) => {
                cell.push('"');
                rest = next;
            }
            None => return Some((cell, after)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(rows: &str) -> Vec<Line> {
        lines(&format!("{HEAD}\n{rows}")).expect("it is a list")
    }

    #[test]
    fn cells_are_divided_as_csv_divides_them() {
        assert_eq!(cells("V1.1.1,1,\"a, \"\"b\"\"\",,c").expect("cells"), ["V1.1.1", "1", "a, \"b\"", "", "c"]);
        assert_eq!(cells("a,").expect("cells"), ["a", ""]);
        assert!(cells("\"a").is_none() && cells("\"a\"b").is_none());
        assert!(lines("id,level\n").is_err() && lines(&format!("{HEAD}\nV1.1.1,1,held\n")).is_err());
    }

    #[test]
    fn every_claim_of_the_list_is_looked_up() {
        let judged = |rows: &str| {
            judged(&list(rows), |code| code == "a.rs" || code == "xtask/b.rs", |test| test == "it_holds").join("\n")
        };
        assert_eq!(
            judged("V1.2.9,1,held,So.,a.rs,it_holds\nV1.2.10,2,not_applicable,No.,,\nV2.1.1,3,open,No.,,\n"),
            ""
        );
        assert_eq!(judged("V1.1.1,1,held,So.,a.rs,xtask/b.rs\nV1.1.2,1,held,So (no test can tell).,a.rs,\n"), "");
        for (rows, why) in [
            ("V1.1.2,1,open,No.,,\nV1.1.1,1,open,No.,,\n", "out of order"),
            ("V1.1.1,1,open,No.,,\nV1.1.1,1,open,No.,,\n", "stands twice"),
            ("V1.1,1,open,No.,,\n", "no id"),
            ("V1.1.1,1,done,No.,,\n", "the state is one of"),
            ("V1.1.1,1,open,,,\n", "says nothing"),
            ("V1.1.1,1,held,So.,,it_holds\n", "by no code"),
            ("V1.1.1,1,held,So.,a.rs,\n", "by no test"),
            ("V1.1.1,1,held,So.,b.rs,it_holds\n", "no b.rs"),
            ("V1.1.1,1,held,So.,a.rs,it_broke\n", "no test it_broke"),
            ("V1.1.1,1,open,No.,a.rs,xtask/c.rs\n", "no test xtask/c.rs"),
        ] {
            assert!(judged(rows).contains(why), "{rows}: {}", judged(rows));
        }
    }

    #[test]
    fn a_page_tells_the_numbers_and_names_what_is_open() {
        let list = list("V1.1.1,1,held,So.,a.rs,it_holds\nV1.1.2,1,open,No.,,\n");
        let page = "| `held` | 1 | |\n| `not_applicable` | 0 | |\n| `open` | 1 | |\n\n- V1.1.2: no.\n";
        assert_eq!(told("a.md", page, &list), Vec::<String>::new());
        let stale = page.replace("`open` | 1", "`open` | 2").replace("V1.1.2", "V1.1.1");
        assert_eq!(told("a.md", &stale, &list).len(), 3);
    }
}

use std::collections::BTreeSet;

use crate::demo::page::{ASSETS, INDEX};

fn asset(path: &str) -> &'static str {
    let found = ASSETS.iter().find(|asset| asset.path == path).unwrap_or_else(|| panic!("no asset {path}"));
    std::str::from_utf8(found.bytes).unwrap()
}

/// What stands between `before` and the next `after`, everywhere in a text.
pub(super) fn between<'a>(text: &'a str, before: &str, after: char) -> BTreeSet<&'a str> {
    text.split(before).skip(1).filter_map(|rest| rest.split_once(after)).map(|(inner, _)| inner).collect()
}

pub(super) fn scripts() -> Vec<&'static str> {
    ASSETS.iter().filter(|asset| asset.path.ends_with(".js")).map(|asset| asset.path).collect()
}

pub(super) fn source(path: &str) -> &'static str {
    asset(path)
}

#[test]
fn everything_the_page_loads_is_built_in() {
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    for attribute in ["href=\"/assets/", "src=\"/assets/"] {
        wanted.extend(between(INDEX, attribute, '"').into_iter().map(str::to_owned));
    }
    for path in scripts() {
        wanted.extend(between(source(path), "from \"./", '"').into_iter().map(|file| format!("demo/{file}")));
    }
    for path in ASSETS.iter().map(|asset| asset.path).filter(|path| path.ends_with(".css")) {
        wanted.extend(between(source(path), "url(\"/assets/", '"').into_iter().map(str::to_owned));
    }
    let present: BTreeSet<String> = ASSETS.iter().map(|asset| asset.path.to_owned()).collect();
    let missing: Vec<_> = wanted.difference(&present).collect();
    assert!(missing.is_empty(), "asked for and not built in: {missing:?}");
    let asked_later = ["demo/locales/en.json".to_owned(), "demo/locales/ru.json".to_owned()];
    let idle: Vec<_> = present.iter().filter(|path| !wanted.contains(*path) && !asked_later.contains(path)).collect();
    assert!(idle.is_empty(), "built in and never asked for: {idle:?}");
}

#[test]
fn nothing_of_the_page_is_inline_or_from_elsewhere() {
    for forbidden in [" style=", " onclick=", "<style", "javascript:", "http://", "https://", "//cdn"] {
        assert!(!INDEX.contains(forbidden), "the page contains {forbidden}");
    }
    assert_eq!(INDEX.matches("<script").count(), INDEX.matches("<script type=\"module\" src=").count());
}

#[test]
fn text_reaches_the_page_only_as_text_nodes() {
    for path in scripts() {
        let source = source(path);
        for forbidden in [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "Function(",
            "srcdoc",
            "DOMParser",
        ] {
            assert!(!source.contains(forbidden), "{path} contains {forbidden}");
        }
    }
}

#[test]
fn the_demo_is_small_enough_for_one_screen_at_a_time() {
    for asset in ASSETS.iter().filter(|asset| asset.path.ends_with(".js") || asset.path.ends_with(".css")) {
        let lines = source(asset.path).lines().count();
        assert!(lines <= 400, "{} has {lines} lines", asset.path);
    }
}

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use candor_core::language::Language;

use crate::panel::{
    Words,
    words::{FOLDERS, grouped},
};

fn words_of(text: &str) -> BTreeMap<String, String> {
    serde_json::from_str(text).unwrap()
}

/// Every `.rs` and `.html` of the panel but the tests, in one text.
fn source() -> String {
    fn gather(folder: &Path, into: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && path.file_name().unwrap() != "tests" {
                gather(&path, into);
            } else if path.extension().is_some_and(|ending| ending == "rs" || ending == "html") {
                into.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut all = String::new();
    gather(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/panel"), &mut all);
    all
}

#[test]
fn every_word_of_the_panel_is_there_in_both_languages_with_the_same_blanks() {
    let blanks = |word: &str| -> BTreeSet<String> {
        word.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(blank, _)| blank.to_owned()).collect()
    };
    for folder in FOLDERS {
        let (en, ru) = (words_of(folder.text(Language::En)), words_of(folder.text(Language::Ru)));
        let keys = |words: &BTreeMap<String, String>| -> BTreeSet<String> {
            words.keys().filter(|key| !key.ends_with(".few")).cloned().collect()
        };
        assert_eq!(keys(&en), keys(&ru), "{}", folder.name);
        for (key, word) in &ru {
            let plural = key.strip_suffix(".few").map(|base| format!("{base}.many"));
            let twin = &en[plural.as_ref().unwrap_or(key)];
            let (mut there, mut here) = (blanks(twin), blanks(word));
            // "A minute" needs no number where Russian says "1 минуту".
            if key.ends_with(".one") {
                there.remove("n");
                here.remove("n");
            }
            assert_eq!(there, here, "{}.{key}", folder.name);
            assert!(!word.trim().is_empty() && !twin.trim().is_empty(), "{}.{key}", folder.name);
        }
        for key in ru.keys().filter(|key| key.ends_with(".one")) {
            let base = key.trim_end_matches(".one");
            for form in ["few", "many"] {
                assert!(ru.contains_key(&format!("{base}.{form}")), "{}.{base}.{form}", folder.name);
            }
            assert!(en.contains_key(&format!("{base}.many")), "{}.{base}.many", folder.name);
        }
    }
}

#[test]
fn every_word_named_in_a_page_exists_and_none_is_there_for_nothing() {
    let source = source();
    let mut named = BTreeSet::new();
    for folder in FOLDERS {
        let begin = format!("\"{}.", folder.name);
        for rest in source.split(&begin).skip(1) {
            let key: String = rest.chars().take_while(|sign| *sign != '"').collect();
            if key.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '_' || sign == '.') && !key.ends_with('.')
            {
                named.insert(format!("{}.{key}", folder.name));
            }
        }
    }
    let mut known = BTreeSet::new();
    for folder in FOLDERS {
        known.extend(words_of(folder.text(Language::En)).into_keys().map(|key| format!("{}.{key}", folder.name)));
    }
    let is_known = |name: &String| {
        known.contains(name)
            || known.contains(&format!("{name}.many"))
            || known.iter().any(|key| key.starts_with(&format!("{name}_")))
            || [".html", ".css", ".js"].iter().any(|ending| name.ends_with(ending))
    };
    let missing: Vec<_> = named.iter().filter(|name| !is_known(name)).collect();
    assert!(missing.is_empty(), "named, but nowhere: {missing:?}");
    let is_named = |key: &String| {
        let base = [".one", ".few", ".many"].iter().find_map(|form| key.strip_suffix(form)).unwrap_or(key);
        named.contains(base) || named.iter().any(|group| base.starts_with(&format!("{group}_")))
    };
    let idle: Vec<_> = known.iter().filter(|key| !is_named(key)).collect();
    assert!(idle.is_empty(), "there, but named nowhere: {idle:?}");
}

#[test]
fn numbers_choose_the_right_form() {
    for (number, form) in [
        (1, "1 разговор"),
        (2, "2 разговора"),
        (5, "5 разговоров"),
        (11, "11 разговоров"),
        (21, "21 разговор"),
        (112, "112 разговоров"),
    ] {
        assert_eq!(Words(Language::Ru).count("inbox.total", number), form);
    }
    assert_eq!(Words(Language::En).count("inbox.total", 1), "1 conversation");
    assert_eq!(grouped(1_234_567, Language::En), "1,234,567");
    assert_eq!(grouped(999, Language::Ru), "999");
}

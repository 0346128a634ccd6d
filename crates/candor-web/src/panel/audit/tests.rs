use candor_core::roles::Deed;
use candor_store::AuditFilter;
use serde_json::json;

use super::{
    differences::{Difference, differences},
    list::Asked,
};

fn told(path: &[&str], before: Option<&str>, after: Option<&str>) -> Difference {
    Difference {
        path: path.iter().map(|name| (*name).to_owned()).collect(),
        before: before.map(str::to_owned),
        after: after.map(str::to_owned),
    }
}

#[test]
fn only_what_differs_is_told() {
    let before = json!({"fields": {"budget": {"value": "100", "words": "100", "at": 5}, "name": {"value": "Anna"}}});
    let after =
        json!({"fields": {"budget": {"value": "200", "words": "", "at": 9, "by": "Vera"}, "name": {"value": "Anna"}}});
    assert_eq!(
        differences(&before, &after),
        [
            told(&["fields", "budget", "by"], None, Some("Vera")),
            told(&["fields", "budget", "value"], Some("100"), Some("200")),
            told(&["fields", "budget", "words"], Some("100"), None),
        ]
    );
}

#[test]
fn a_whole_value_that_comes_changes_or_goes_has_no_path() {
    assert_eq!(differences(&json!(null), &json!("owner")), [told(&[], None, Some("owner"))]);
    assert_eq!(differences(&json!("owner"), &json!("viewer")), [told(&[], Some("owner"), Some("viewer"))]);
    assert_eq!(differences(&json!("owner"), &json!(null)), [told(&[], Some("owner"), None)]);
    assert_eq!(differences(&json!({"on": true}), &json!({"on": true})), []);
}

#[test]
fn lists_are_told_as_a_whole_with_their_end_where_they_grow() {
    let before = json!({"lead": {"tags": [], "notes": [{"at": 1, "by": "Vera", "text": "a".repeat(1000)}]}});
    let after = json!({"lead": {"tags": ["vip", "<b>"], "notes": [
        {"at": 1, "by": "Vera", "text": "a".repeat(1000)}, {"at": 2, "by": "Vera", "text": "call her"}]}});
    let found = differences(&before, &after);
    assert_eq!(found.len(), 2);
    assert_eq!(found[1], told(&["lead", "tags"], None, Some("vip; <b>")));
    let notes = found[0].after.as_deref().unwrap();
    assert!(notes.starts_with('…') && notes.ends_with("; Vera: call her") && notes.chars().count() <= 300, "{notes}");
}

#[test]
fn a_record_with_thousands_of_values_is_told_in_few_lines() {
    let many: serde_json::Map<String, serde_json::Value> =
        (0..5000).map(|number| (format!("f{number}"), json!("x".repeat(999)))).collect();
    let found = differences(&json!(null), &json!(many));
    assert_eq!(found.len(), 30);
    assert!(found.iter().all(|one| one.after.as_ref().is_some_and(|after| after.chars().count() <= 300)));
}

#[test]
fn what_is_asked_for_is_read_from_the_address_and_kept_when_turning_pages() {
    let asked = Asked { deed: "take".to_owned(), who: "opr_1".to_owned(), before: String::new() };
    assert_eq!(asked.filter(), AuditFilter { deed: Some(Deed::Take), actor: Some("opr_1".to_owned()) });
    assert_eq!(asked.address(Some(40)), "/panel/audit?deed=take&who=opr_1&before=40");
    let odd = Asked { deed: "<b>".to_owned(), who: " a&b ".to_owned(), before: "x".to_owned() };
    assert_eq!(odd.address(None), "/panel/audit?who=a%26b");
    assert_eq!(Asked::default().address(None), "/panel/audit");
}

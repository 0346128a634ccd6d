use candor_core::{lead::LeadOutcome, moment::Moment};
use candor_desk::actions::edit_fields::FieldChange;
use candor_store::LeadCursor;

use super::{
    edit::touched,
    filter::{Asked, STAGES, table, word_of},
    summed::proof,
};

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn every_outcome_has_a_column_and_the_open_leads_have_one_too() {
    let columns = STAGES.map(|(_, stage)| stage);
    assert!(columns.contains(&None));
    for outcome in LeadOutcome::ALL {
        assert!(columns.contains(&Some(outcome)), "{outcome:?}");
    }
    for (word, stage) in STAGES {
        assert_eq!(word_of(stage), word);
    }
}

#[test]
fn a_page_of_the_table_goes_on_where_the_one_before_ended() {
    let last = LeadCursor { updated_at: Moment::from_millis(1_795_696_920_000), number: 12 };
    let address = table(STAGES.get(1).copied(), Some(last));
    assert_eq!(address, "/panel/leads?view=table&stage=qualified&after=1795696920000.12");
    let asked = Asked { view: "table".to_owned(), stage: "qualified".to_owned(), after: "1795696920000.12".to_owned() };
    assert!(asked.is_table());
    assert_eq!((asked.stage(), asked.cursor()), (STAGES.get(1).copied(), Some(last)));
}

#[test]
fn what_makes_no_sense_in_the_address_shows_the_beginning_of_everything() {
    for after in ["", "x", "1", "1.", ".1", "1.x", "99999999999999999999.1"] {
        let asked = Asked { view: "<b>".to_owned(), stage: "rich".to_owned(), after: after.to_owned() };
        assert!(!asked.is_table() && asked.stage().is_none() && asked.cursor().is_none(), "{after}");
    }
}

#[test]
fn only_fields_somebody_touched_are_written() {
    let form = pairs(&[
        ("was.name", "Anna"),
        ("is.name", " Anna "),
        ("was.budget", ""),
        ("is.budget", "30000.00 RUB"),
        ("was.city", "Oslo"),
        ("is.city", ""),
        ("other", "x"),
    ]);
    let change = |id: &str, was: &str, value: &str| FieldChange {
        id: id.to_owned(),
        was: was.to_owned(),
        value: value.to_owned(),
    };
    assert_eq!(touched(&form), [change("budget", "", "30000.00 RUB"), change("city", "Oslo", "")]);
    // A browser sends several lines of a value otherwise than it got them.
    let lines = pairs(&[("was.address", "Lenina 5\r\nflat 3"), ("is.address", "Lenina 5 flat 3")]);
    assert_eq!(touched(&lines), []);
}

#[test]
fn words_that_only_repeat_a_value_prove_nothing_more() {
    assert_eq!(proof(" Anna ", "Anna"), "");
    assert_eq!(proof("my name is Anna", "Anna"), "my name is Anna");
}

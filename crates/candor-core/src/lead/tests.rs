//! Assessments of what contacts told, and their summaries.

#![allow(clippy::unwrap_used, clippy::panic)]

use proptest::prelude::*;

use super::*;
use crate::{
    conversation::{Holder, ScriptRef},
    ids::{ChatId, ConnectionId, ContactId, ConversationId},
    language::Language,
    moment::Moment,
    script::{Outcome, parse, samples},
};

const SHOP: &str = "name: shop
business: Shop
languages: en, ru
time zone: Europe/Moscow

## What to find out

### budget
kind: money
label: Budget
label ru: Бюджет
ask: What budget?
ask ru: Какой бюджет?

### guests
kind: quantity
ask: How many?
ask ru: Сколько вас?

### day
kind: date
label: Day
label ru: День
ask: What day?
ask ru: Какой день?

### occasion
kind: choice
label: Occasion
label ru: Повод
ask: What occasion?
ask ru: Какой повод?
options:
- wedding: Wedding
- other: Other
- none: From scratch; none at all
options ru:
- wedding: Свадьба
- other: Другое
- none: Без повода

### phone
kind: phone
ask: What phone?
ask ru: Какой телефон?
required: yes

## Steps

### order
goal: Take the order.
goal ru: Принять заказ.
say: Tell me.
say ru: Расскажите.
find out: budget, guests, day, occasion, phone
outcome: hand over

### later
say: All right.
say ru: Хорошо.
outcome: close
";

const RULES: &str = "
## Qualification

points:
- Budget: at least 30 000 ₽ — 3 points
- day: within 14 days — 2
- Occasion: wedding or other — 1 point
- phone
qualified from: 4 points
not qualified if:
- Бюджет: до 5000 ₽
";

fn script_of(rules: &str) -> Script {
    let (script, problems) = parse(&format!("{SHOP}{rules}"));
    assert!(problems.iter().all(|problem| problem.code.starts_with("S2") || problem.code == "S105"), "{problems:#?}");
    script.unwrap_or_else(|| panic!("{problems:#?}"))
}

/// Noon of 21 November 2026 in Moscow.
const NOW: Moment = Moment::from_seconds(1_795_251_600);

fn told(values: &[(&str, &str)]) -> Conversation {
    let mut conversation = Conversation::begin(
        ConversationId::from_unique("1"),
        ConnectionId::from_unique("1"),
        ChatId(1),
        ContactId::from_unique("1"),
        ScriptRef { name: "shop".to_owned(), version: 1 },
        Language::En,
    );
    for (field, value) in values {
        let told = Told { value: (*value).to_owned(), words: format!("my words: {value}"), at: NOW, by: None };
        conversation.fields.insert((*field).to_owned(), told);
    }
    conversation
}

fn assessed_as(values: &[(&str, &str)]) -> Assessment {
    assess(&script_of(RULES), &told(values))
}

fn met(rules: &str, values: &[(&str, &str)]) -> Met {
    let assessment = assess(&script_of(&format!("\n## Qualification\npoints:\n- {rules}\n")), &told(values));
    assessment.criteria.first().unwrap().is_met
}

#[test]
fn points_come_with_the_words_that_prove_them() {
    let assessment = assessed_as(&[("budget", "40000.00 RUB"), ("phone", "+79161234567")]);
    let points: Vec<(&str, u32, u32, Met)> =
        assessment.criteria.iter().map(|one| (one.id.as_str(), one.points, one.of, one.is_met)).collect();
    let expected = [
        ("budget", 3, 3, Met::Yes),
        ("day", 0, 2, Met::NotTold),
        ("occasion", 0, 1, Met::NotTold),
        ("phone", 1, 1, Met::Yes),
    ];
    assert_eq!(points, expected);
    assert_eq!((assessment.total, assessment.of, assessment.needed), (4, 7, 4));
    assert_eq!(assessment.standing, Standing::Qualified);
    let budget = assessment.criteria.first().unwrap();
    assert_eq!(budget.evidence.as_deref(), Some("my words: 40000.00 RUB"));
    assert_eq!(budget.label.best(Language::En), Some("Budget: at least 30000 ₽"));
    assert_eq!(budget.label.best(Language::Ru), Some("Бюджет: от 30000 ₽"));
    let labels: Vec<&str> = assessment.criteria.iter().filter_map(|one| one.label.best(Language::Ru)).collect();
    assert_eq!(
        labels,
        ["Бюджет: от 30000 ₽", "День: в течение 14 дней", "Повод: Свадьба или Другое", "phone: известно"]
    );
}

#[test]
fn a_lead_is_open_while_the_unknown_can_still_qualify_it() {
    assert_eq!(
        assessed_as(&[]).standing,
        Standing::Open { missing: ["budget", "day", "occasion", "phone"].map(str::to_owned).to_vec() }
    );
    let poor = [("budget", "10000.00 RUB"), ("phone", "+79161234567")];
    assert_eq!(assessed_as(&poor).standing, Standing::Open { missing: vec!["day".to_owned(), "occasion".to_owned()] });
    let late = [poor[0], poor[1], ("day", "2027-06-01")];
    let Standing::NotQualified { why } = assessed_as(&late).standing else { panic!("two points are out of reach") };
    let why: Vec<&str> = why.iter().filter_map(|label| label.best(Language::En)).collect();
    assert_eq!(why, ["Budget: at least 30000 ₽", "Day: within 14 days"]);
}

#[test]
fn what_rules_a_lead_out_outweighs_all_points() {
    let assessment = assessed_as(&[
        ("budget", "5000.00 RUB"),
        ("day", "2026-11-25"),
        ("occasion", "wedding"),
        ("phone", "+79161234567"),
    ]);
    assert_eq!(assessment.total, 4);
    let Standing::NotQualified { why } = assessment.standing else { panic!("a budget this small rules it out") };
    assert_eq!(why.first().and_then(|label| label.best(Language::En)), Some("Budget: at most 5000 ₽"));
}

#[test]
fn amounts_are_compared_by_their_upper_end_and_in_one_currency() {
    for (rule, value, expected) in [
        ("budget: at least 30000", "30000.00", Met::Yes),
        ("budget: at least 30000", "29999.99", Met::No),
        ("budget: at least 30k ₽", "30000.00 RUB", Met::Yes),
        ("budget: at least 30000", "20000.00-30000.00 RUB", Met::Yes),
        ("budget: at most 30000", "20000.00-30000.01 RUB", Met::No),
        ("budget: at least $300", "30000.00 RUB", Met::CannotTell),
        ("budget: at least $300", "500.00", Met::Yes),
        ("budget: от 30 тысяч рублей", "30000.00 RUB", Met::Yes),
        ("budget: at most 5000", "0.00-5000.00", Met::Yes),
        ("budget: at least 1", "as much as it takes", Met::CannotTell),
        ("guests: at least 4", "4", Met::Yes),
        ("guests: at most 1.5", "1.5", Met::Yes),
        ("guests: at most 1.5", "1.501", Met::No),
        ("guests: не меньше 4", "3", Met::No),
        ("occasion: From scratch", "none", Met::Yes),
        ("occasion: is wedding", "other", Met::No),
        ("occasion: одно из: Свадьба, Без повода", "none", Met::Yes),
        ("day: by 2026-12-31", "2026-12-31T15:00", Met::Yes),
        ("day: не позже 31.12.2026", "2027-01-01", Met::No),
        ("day: within 2 weeks", "2026-12-05", Met::Yes),
        ("day: within 2 weeks", "2026-12-06", Met::No),
        ("day: within 2 weeks", "2026-11-20", Met::No),
        ("day: told", "soon", Met::Yes),
        ("day: by 2026-12-31", "soon", Met::CannotTell),
    ] {
        let field = rule.split(':').next().unwrap();
        assert_eq!(met(rule, &[(field, value)]), expected, "{rule} / {value}");
        assert_eq!(met(rule, &[]), Met::NotTold, "{rule}");
    }
}

#[test]
fn a_script_without_rules_gives_a_point_for_each_required_field() {
    let script = script_of("");
    let open = assess(&script, &told(&[("budget", "1.00")]));
    assert_eq!(open.standing, Standing::Open { missing: vec!["phone".to_owned()] });
    assert_eq!(assess(&script, &told(&[("phone", "+79161234567")])).standing, Standing::Qualified);
    let only_exclusion = script_of("\n## Qualification\nnot qualified if:\n- occasion: none\n");
    let whole = [("phone", "+79161234567"), ("occasion", "none")];
    assert_eq!(assess(&only_exclusion, &told(&whole)).standing.word(), "not_qualified");
    assert_eq!(assess(&only_exclusion, &told(&whole[..1])).standing, Standing::Qualified);
    let nothing = Script { fields: Vec::new(), ..script };
    assert_eq!(assess(&nothing, &told(&[])).standing, Standing::Open { missing: Vec::new() });
}

#[test]
fn two_criteria_of_one_field_have_two_names() {
    let script = script_of("\n## Qualification\npoints:\n- budget: at least 100 — 1\n- budget: at least 1000 — 2\n");
    let ids: Vec<String> = assess(&script, &told(&[])).criteria.into_iter().map(|one| one.id).collect();
    assert_eq!(ids, ["budget", "budget-2"]);
}

#[test]
fn the_outcome_follows_the_conversation_until_a_person_says_otherwise() {
    let of = |values: &[(&str, &str)], change: fn(&mut Conversation)| {
        let mut conversation = told(values);
        change(&mut conversation);
        outcome(&assess(&script_of(RULES), &conversation), &conversation)
    };
    let rich = [("budget", "40000.00 RUB"), ("phone", "+79161234567")];
    let waits = |conversation: &mut Conversation| {
        conversation.holder = Holder::Waiting { since: NOW, reason: "asked_for_person".to_owned() };
    };
    assert_eq!(of(&[], |_| {}), None);
    assert_eq!(of(&rich, |_| {}), Some(LeadOutcome::Qualified));
    assert_eq!(of(&rich, waits), Some(LeadOutcome::HandedOver));
    assert_eq!(of(&[("budget", "1.00")], waits), Some(LeadOutcome::NotQualified));
    assert_eq!(
        of(&[("budget", "1.00")], |known| known.outcome = Some(Outcome::HandOver)),
        Some(LeadOutcome::HandedOver)
    );
    assert_eq!(of(&rich, |known| known.outcome = Some(Outcome::Closed)), Some(LeadOutcome::Lost));
}

#[test]
fn outcomes_have_stable_words_and_names_in_both_languages() {
    let words: Vec<&str> = LeadOutcome::ALL.iter().map(|outcome| outcome.word()).collect();
    assert_eq!(words, ["qualified", "not_qualified", "enrolled", "handed_over", "lost"]);
    for outcome in LeadOutcome::ALL {
        assert_eq!(LeadOutcome::from_word(outcome.word()), Some(outcome));
        assert_eq!(serde_json::to_value(outcome).unwrap(), outcome.word());
        assert_ne!(outcome.name(Language::En), outcome.name(Language::Ru));
    }
    assert_eq!(LeadOutcome::from_word("won"), None);
    for outcome in LeadOutcome::ALL {
        for call in [outcome.word(), outcome.name(Language::En), outcome.name(Language::Ru)] {
            let said = format!(" {} too dear", call.to_uppercase());
            assert_eq!(LeadOutcome::read(&said), Some((outcome, "too dear")), "{call}");
            assert_eq!(LeadOutcome::read(call), Some((outcome, "")), "{call}");
        }
    }
    // What it was called before is still understood.
    assert_eq!(LeadOutcome::read("отказ дорого"), Some((LeadOutcome::Lost, "дорого")));
    assert_eq!(LeadOutcome::read("зачисление"), Some((LeadOutcome::Enrolled, "")));
    for other in ["", "wonder", "lostness", "не"] {
        assert_eq!(LeadOutcome::read(other), None, "{other}");
    }
}

#[test]
fn a_summary_says_who_wants_what_in_either_language() {
    let mut conversation = told(&[("budget", "40000.00 RUB"), ("day", "2026-12-05T15:00"), ("occasion", "wedding")]);
    conversation.step = Some("order".to_owned());
    let script = script_of(RULES);
    assert_eq!(
        summary(&script, &conversation, Language::En),
        "Budget: 40000 ₽; Day: 5 December, 15:00; Occasion: Wedding\nStep: Take the order\nQualified: 6 of 7 points"
    );
    assert_eq!(
        summary(&script, &conversation, Language::Ru),
        "Бюджет: 40000 ₽; День: 5 декабря, 15:00; Повод: Свадьба\nШаг: Принять заказ\nПодходит: баллов 6 из 7"
    );
    conversation.step = Some("later".to_owned());
    conversation.fields.clear();
    assert_eq!(
        summary(&script, &conversation, Language::En),
        "Nothing told so far.\nStep: later\nNot known yet (0 of 7 points): Budget, Day, Occasion, phone"
    );
}

#[test]
fn the_examples_judge_a_good_lead_as_a_good_one() {
    for (name, text) in samples::EXAMPLES {
        let script = parse(text).0.unwrap();
        assert!(!script.qualification.criteria.is_empty(), "{name} shows no criteria");
        assert!(script.qualified_from() <= script.criteria().iter().map(|criterion| criterion.points).sum(), "{name}");
    }
}

/// Values as hearing writes them, and others.
fn any_value() -> impl Strategy<Value = String> {
    prop_oneof![
        (0_i64..200_000).prop_map(|amount| format!("{amount}.00 RUB")),
        (0_i64..200_000).prop_map(|amount| format!("{amount}.00-{}.00 USD", amount + 5)),
        (1_u32..29).prop_map(|day| format!("2026-12-{day:02}")),
        (0_i64..500).prop_map(|count| count.to_string()),
        Just("wedding".to_owned()),
        Just("+79161234567".to_owned()),
        "\\PC{0,300}",
        any::<String>(),
    ]
}

fn any_fields() -> impl Strategy<Value = Vec<(String, String)>> {
    let field = prop_oneof![
        Just("budget".to_owned()),
        Just("guests".to_owned()),
        Just("day".to_owned()),
        Just("occasion".to_owned()),
        Just("phone".to_owned()),
        "[a-z]{1,8}",
    ];
    proptest::collection::vec((field, any_value()), 0..8)
}

fn conversation_with(fields: &[(String, String)]) -> Conversation {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(field, value)| (field.as_str(), value.as_str())).collect();
    told(&fields)
}

proptest! {
    #[test]
    fn points_and_standing_agree_whatever_was_told(fields in any_fields()) {
        let script = script_of(RULES);
        let assessment = assess(&script, &conversation_with(&fields));
        prop_assert!(assessment.total <= assessment.of);
        prop_assert_eq!(assessment.total, assessment.criteria.iter().map(|one| one.points).sum::<u32>());
        for one in &assessment.criteria {
            prop_assert_eq!(one.points > 0, one.is_met == Met::Yes);
            prop_assert_eq!(one.is_met == Met::NotTold, one.value.as_deref().is_none_or(|value| value.trim().is_empty()));
        }
        let is_excluded = assessment.exclusions.iter().any(|one| one.is_met == Met::Yes);
        match &assessment.standing {
            Standing::Qualified => prop_assert!(assessment.total >= assessment.needed && !is_excluded),
            Standing::NotQualified { why } => prop_assert!(!why.is_empty()),
            Standing::Open { missing } => {
                prop_assert!(!missing.is_empty() && !is_excluded);
                let is_known = |id: &String| assessment.criteria.iter().any(|one| one.field == *id && !one.is_met.is_open());
                prop_assert!(!missing.iter().all(is_known));
            }
        }
    }

    #[test]
    fn telling_more_never_takes_points_away(fields in any_fields(), value in any_value()) {
        let script = script_of(RULES);
        let mut known = conversation_with(&fields);
        known.fields.remove("budget");
        let before = assess(&script, &known).total;
        known.fields.insert("budget".to_owned(), Told { value, words: String::new(), at: NOW, by: None });
        prop_assert!(assess(&script, &known).total >= before);
    }

    #[test]
    fn a_summary_is_short_and_plain_whatever_was_told(fields in any_fields(), step in "\\PC{0,40}") {
        let script = script_of(RULES);
        let mut conversation = conversation_with(&fields);
        conversation.step = Some(step);
        for language in Language::ALL {
            let text = summary(&script, &conversation, language);
            prop_assert!(text.chars().count() <= MAX_SUMMARY_CHARS, "{} characters", text.chars().count());
            prop_assert!(text.lines().count() <= 3 && !text.replace('\n', "").contains(char::is_control));
            prop_assert_eq!(&text, &summary(&script, &conversation, language));
        }
    }
}

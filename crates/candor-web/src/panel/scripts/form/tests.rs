use candor_core::{
    language::Language,
    script::{Script, Then, When, edit::Place, keywords::Section, parse, read, samples::SMALL},
};

use super::*;
use crate::panel::scripts::posted::Posted;

const WORDS: Words = Words(Language::En);
const HOSTILE: &str = "}{x\n## Steps\n### evil: y\nsay: z <!-- </textarea><img src=x> 🙂 Ёж; a, b -> c";

fn form(text: &str, at: &str) -> Form {
    shown(text, &parse(text).1, &Done { at: at.to_owned(), ..Done::nothing(text) }, WORDS)
}

/// What a browser sends of a part, with some fields changed or added.
fn sent(text: &str, at: &str, deed: &str, changed: &[(&str, &str)]) -> Posted {
    let part = form(text, at).part.unwrap_or_else(|| panic!("no part {at}"));
    let mut fields = Vec::new();
    for field in &part.fields {
        if let Some(was) = &field.was {
            fields.push((format!("was.{}", field.group), was.clone()));
        }
        fields.extend(field.pairs());
    }
    for (name, value) in changed {
        match fields.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => (*value).clone_into(known),
            None => fields.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    Posted { text: text.to_owned(), at: at.to_owned(), deed: deed.to_owned(), fields, ..Posted::default() }
}

#[track_caller]
fn done(text: &str, at: &str, deed: &str, changed: &[(&str, &str)]) -> (Done, Script) {
    let done = act(&sent(text, at, deed, changed), WORDS);
    assert!(done.refused.is_empty(), "{:?}", done.refused);
    let script = read(&done.text).unwrap();
    (done, script)
}

fn examples() -> Vec<String> {
    let names = ["flower-shop", "dental-clinic", "online-course", "agency"];
    let mut texts: Vec<String> =
        names.iter().map(|name| crate::panel::scripts::examples::text(name, |_| false).unwrap()).collect();
    texts.push(SMALL.to_owned());
    texts
}

#[test]
fn a_form_nobody_touched_changes_nothing_of_any_part() {
    for text in examples() {
        let parts: Vec<Link> = {
            let context = Context::of(&text, WORDS);
            context.parts.iter().map(|part| context.link(&part.place)).collect()
        };
        for link in parts {
            let done = act(&sent(&text, &link.at, "", &[]), WORDS);
            assert_eq!((done.text.as_str(), done.count), (text.as_str(), 0), "{}", link.at);
        }
    }
}

#[test]
fn the_overview_has_every_part_and_marks_what_is_wrong() {
    let text = SMALL.replacen("kind: date", "kind: dat", 1);
    let groups = form(&text, "").groups;
    let counts: Vec<_> = groups.iter().map(|group| (group.kind, group.count)).collect();
    assert_eq!(
        counts,
        [
            ("head", 1),
            ("facts", 2),
            ("questions", 1),
            ("steps", 4),
            ("fields", 2),
            ("triggers", 2),
            ("voice", 1),
            ("person", 1),
            ("worth", 1)
        ]
    );
    let wrong: Vec<&str> = groups
        .iter()
        .flat_map(|group| &group.items)
        .filter(|item| item.severity == "error")
        .map(|item| item.at.as_str())
        .collect();
    assert_eq!(wrong, ["facts/start"]);
    let part = form(&text, "facts/start").part.unwrap();
    let field = part.fields.iter().find(|field| field.word == "factkind").unwrap();
    assert!(field.problems.len() == 1 && part.problems.is_empty());
}

#[test]
fn words_that_were_changed_are_written_where_they_stand() {
    let (done, _) = done(SMALL, "facts/start", "", &[("f.fact.en", "The next group starts on 8 December.")]);
    assert_eq!(done.text, SMALL.replace("on 1 December", "on 8 December"));
    assert_eq!((done.count, done.undo.len()), (1, 1));
    let back = act(&Posted { deed: "undo".to_owned(), undo: done.undo, text: done.text, ..Posted::default() }, WORDS);
    assert_eq!(back.text, SMALL);
    assert!(back.undo.is_empty());
}

#[test]
fn a_page_that_is_older_than_the_text_undoes_nothing() {
    let mut posted = sent(SMALL, "facts/start", "", &[("f.fact.en", "The next group starts on 8 December.")]);
    posted.text = SMALL.replace("Следующая группа начинает 1 декабря.", "Скоро.");
    let done = act(&posted, WORDS);
    assert_eq!(done.text, posted.text.replace("on 1 December", "on 8 December"));
}

#[test]
fn one_field_typed_for_long_is_one_change() {
    let first = act(&sent(SMALL, "steps/hello", "", &[("f.say.en", "Wel")]), WORDS);
    let mut posted = sent(&first.text, "steps/hello", "", &[("f.say.en", "Welcome.")]);
    (posted.undo, posted.is_joined) = (first.undo, true);
    let second = act(&posted, WORDS);
    assert_eq!(second.undo.len(), 1);
    let back = act(&Posted { deed: "undo".into(), undo: second.undo, text: second.text, ..Posted::default() }, WORDS);
    assert_eq!(back.text, SMALL);
}

#[test]
fn facts_are_added_moved_and_removed() {
    let new = [
        ("f.fact.en", "The nib set costs 900 ₽."),
        ("f.fact.ru", "Набор перьев стоит 900 ₽."),
        ("f.about.ru", "набор перьев\nперья"),
    ];
    let (done, script) = self::done(SMALL, "new/facts", "add", &new);
    assert_eq!(done.at, "facts/nabor-perev");
    let fact = script.fact("nabor-perev").unwrap();
    assert_eq!((fact.about.ru.len(), fact.says.en.as_deref()), (2, Some("The nib set costs 900 ₽.")));
    let (up, script) = self::done(&done.text, "facts/nabor-perev", "up", &[]);
    assert_eq!(
        script.facts.iter().map(|fact| fact.id.as_str()).collect::<Vec<_>>(),
        ["course", "nabor-perev", "start"]
    );
    let (gone, _) = self::done(&up.text, "facts/nabor-perev", "remove", &[]);
    assert_eq!((gone.text.as_str(), gone.at.as_str()), (SMALL, ""));
}

#[test]
fn a_part_others_speak_of_is_removed_only_when_that_was_seen() {
    let asked = act(&sent(SMALL, "steps/later", "remove", &[]), WORDS);
    assert!(asked.asks_removal && asked.text == SMALL);
    let part = shown(SMALL, &[], &asked, WORDS).part.unwrap();
    let by: Vec<&str> = part.used_by.iter().map(|link| link.at.as_str()).collect();
    assert_eq!((part.asks_removal, by), (true, vec!["steps/offer", "steps/sign-up", "triggers/puts-off"]));
    let (_, script) = done(SMALL, "steps/later", "remove-sure", &[]);
    assert_eq!(script.steps.len(), 3);
}

#[test]
fn questions_and_fields_are_added_by_form() {
    let (done, script) =
        done(SMALL, "new/questions", "add", &[("f.asked.ru", "Можно с собакой?"), ("f.answer.ru", "Да.")]);
    assert_eq!(done.at, "questions/mozhno-sobakoy");
    assert_eq!(script.question("mozhno-sobakoy").unwrap().answer.ru.as_deref(), Some("Да."));
    let field = [
        ("f.label.en", "Paper"),
        ("f.ask.en", "Which paper?"),
        ("f.fieldkind", "choice"),
        ("f.options.0.en", "Smooth"),
        ("f.options.0.en.more", "plain; simple"),
        ("f.options.1.en", "Rough"),
        ("f.required", "yes"),
    ];
    let (done, script) = self::done(SMALL, "new/fields", "add", &field);
    assert!(done.text.contains("### paper\n\nkind: choice\n\nlabel: Paper\n\nask: Which paper?\n\nrequired: yes\n\noptions:\n- smooth: Smooth; plain; simple\n- rough: Rough\n"), "{}", done.text);
    assert!(script.field("paper").unwrap().is_required);
    let (changed, _) = self::done(
        &done.text,
        "fields/paper",
        "",
        &[("f.options.0.en", ""), ("f.options.0.en.more", ""), ("f.options.2.en", "Rice")],
    );
    assert!(changed.text.contains("options:\n- rough: Rough\n- rice: Rice\n"), "{}", changed.text);
}

#[test]
fn a_step_with_buttons_and_what_it_finds_out_is_made_and_changed() {
    let new = [
        ("f.goal.en", "Show the works"),
        ("f.say.en", "Here they are."),
        ("f.customers.en", "Show me\nLet me see"),
        ("f.findout.0", "phone"),
        ("f.findout.1", "level"),
        ("f.buttons.0.en", "The course"),
        ("f.buttons.0.ru", "О курсе"),
        ("f.buttons.0.to", "offer"),
        ("f.next", "offer"),
        ("f.refused", "later"),
        ("f.outcome", "close"),
    ];
    let (done, script) = done(SMALL, "new/steps", "add", &new);
    let step = script.steps.last().unwrap();
    assert_eq!(
        (step.id.as_str(), step.asks.as_slice()),
        ("show-the-works", ["phone".to_owned(), "level".to_owned()].as_slice())
    );
    assert_eq!(step.buttons.first().unwrap().label.ru.as_deref(), Some("О курсе"));
    let changed = [("f.findout.0", ""), ("f.buttons.1.en", "Not now"), ("f.buttons.1.to", "later"), ("f.outcome", "")];
    let (_, script) = self::done(&done.text, "steps/show-the-works", "", &changed);
    let step = script.steps.last().unwrap();
    assert_eq!((step.asks.as_slice(), step.buttons.len(), step.outcome), (["level".to_owned()].as_slice(), 2, None));
    let (moved, script) = self::done(&done.text, "steps/show-the-works", "up", &[]);
    assert_eq!(script.steps[3].id, "show-the-works");
    let (back, _) = self::done(&moved.text, "steps/show-the-works", "down", &[]);
    assert_eq!(back.text, done.text);
}

#[test]
fn a_jump_says_one_thing_when_and_one_thing_what() {
    let new =
        [("f.when", "heard"), ("f.when.heard", "complains"), ("f.when.words.en", "typed and left"), ("f.then", "call")];
    let (added, script) = done(SMALL, "new/triggers", "add", &new);
    let trigger = script.triggers.last().unwrap();
    assert!(matches!(&trigger.when, When::Heard { kinds } if kinds.len() == 1) && trigger.then == Then::HandOver);
    let changed = [("f.when", "link"), ("f.when.link", "spring*"), ("f.then", "goto"), ("f.then.goto", "offer")];
    let (_, script) = done(&added.text, &added.at, "", &changed);
    let trigger = script.triggers.last().unwrap();
    assert_eq!(trigger.when, When::DeepLink { payload: "spring*".to_owned() });
    assert_eq!(trigger.then, Then::GoTo { step: "offer".to_owned() });
}

#[test]
fn voice_head_person_and_worth_are_filled_in() {
    let (_, script) =
        done(SMALL, "voice", "", &[("f.never.en", "cheap\nbest, ever"), ("f.samples.en", "Come and try.")]);
    assert_eq!(script.voice.forbidden.en, ["cheap", "best, ever"]);
    assert_eq!(script.voice.samples.en, ["Come and try."]);
    let (_, script) = done(SMALL, "person", "", &[("f.within", "2 hours"), ("f.waiting", "wait"), ("f.insult", "no")]);
    assert_eq!((script.hand_over.answer_within_minutes, script.hand_over.on_insult), (120, false));
    let worth = [("f.points.0.field", "phone"), ("f.points.0.points", "3"), ("f.enough", "3 points")];
    let (done, script) = self::done(SMALL, "worth", "", &worth);
    assert!(
        done.text.ends_with("## Qualification\n\npoints:\n- phone: told — 3 points\n\nqualified from: 3 points\n"),
        "{}",
        done.text
    );
    assert_eq!(script.qualification.criteria.first().unwrap().points, 3);
    let worth = |language| Context::of(&done.text, Words(language)).title(&Place::whole(Section::Qualification));
    assert_eq!((worth(Language::En), worth(Language::Ru)), ("from 3 points".to_owned(), "от 3 баллов".to_owned()));
    let (done, script) = self::done(SMALL, "head", "", &[("f.languages", "ru,en"), ("f.zone", "Asia/Omsk")]);
    assert_eq!((script.languages.first(), script.time_zone.as_str()), (Some(&Language::Ru), "Asia/Omsk"));
    assert!(done.text.contains("say en: Glad to see you."), "{}", done.text);
}

#[test]
fn whatever_is_typed_is_only_ever_words() {
    let before = read(SMALL).unwrap();
    for (at, word) in [
        ("facts/start", "fact"),
        ("questions/when-start", "asked"),
        ("steps/hello", "say"),
        ("steps/hello", "customers"),
        ("voice", "never"),
        ("person", "hours"),
        ("head", "business"),
    ] {
        let name = format!("f.{word}.ru");
        let (done, script) = done(SMALL, at, "", &[(&name, HOSTILE)]);
        assert_eq!((script.steps.len(), script.facts.len(), script.questions.len()), (4, 2, 1), "{}", done.text);
        assert_eq!(script.hand_over.unclear_limit, before.hand_over.unclear_limit);
        let shown = form(&done.text, at).part.unwrap();
        let field = shown.fields.iter().find(|field| field.name == name).unwrap();
        assert_eq!(field.value, HOSTILE, "{at}");
    }
    for at in ["new/facts", "new/questions", "new/steps", "new/fields"] {
        let words: Vec<(String, &str)> = form(SMALL, at)
            .part
            .unwrap()
            .fields
            .iter()
            .filter(|field| matches!(field.control, "text" | "list"))
            .map(|field| (field.name.clone(), HOSTILE))
            .collect();
        let words: Vec<(&str, &str)> = words.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        let (done, script) = done(SMALL, at, "add", &words);
        let all = script.steps.len() + script.facts.len() + script.questions.len() + script.fields.len();
        assert_eq!(all, 4 + 2 + 1 + 2 + 1, "{at}: {}", done.text);
    }
    let row = [("f.buttons.1.en", HOSTILE), ("f.buttons.1.to", "offer"), ("f.findout.1", HOSTILE)];
    let (done, script) = done(SMALL, "steps/hello", "", &row);
    assert_eq!((script.steps.len(), script.facts.len()), (4, 2), "{}", done.text);
}

#[test]
fn what_is_empty_is_not_added_and_what_was_typed_stays() {
    let posted = sent(SMALL, "new/facts", "add", &[("f.factkind", "place")]);
    let done = act(&posted, WORDS);
    assert_eq!((done.refused.part, done.text.as_str()), (Some("empty"), SMALL));
    let part = shown(SMALL, &[], &done, WORDS).part.unwrap();
    let kind = part.fields.iter().find(|field| field.word == "factkind").unwrap();
    assert!(part.is_new && kind.options.iter().any(|option| option.is_chosen && option.value == "place"));
}

#[test]
fn a_new_part_keeps_what_was_typed_until_it_is_added() {
    let done = act(&sent(SMALL, "new/steps", "", &[("f.goal.en", "Half a goal"), ("f.buttons.3.en", "Later")]), WORDS);
    assert!(done.refused.is_empty() && done.text == SMALL);
    let part = shown(SMALL, &[], &done, WORDS).part.unwrap();
    let goal = part.fields.iter().find(|field| field.name == "f.goal.en").unwrap();
    let buttons = part.fields.iter().find(|field| field.word == "buttons").unwrap();
    assert_eq!((goal.value.as_str(), buttons.rows.len()), ("Half a goal", 4));
}

#[test]
fn a_part_is_called_otherwise_with_all_that_speaks_of_it_and_taken_back() {
    let (done, script) = self::done(SMALL, "steps/sign-up", "rename", &[("rename", " Join the course ")]);
    assert_eq!(done.at, "steps/join-the-course");
    assert_eq!(done.told, "It is called join-the-course now. 2 places that speak of it follow.");
    assert!(script.step("join-the-course").is_some() && !done.text.contains("sign-up"));
    assert_eq!(form(&done.text, &done.at).part.unwrap().id, "join-the-course");
    let back = act(&Posted { deed: "undo".to_owned(), undo: done.undo, text: done.text, ..Posted::default() }, WORDS);
    assert_eq!(back.text, SMALL);
}

#[test]
fn a_name_that_is_taken_or_can_be_none_stays_in_its_field_with_what_is_wrong() {
    for (name, why) in [("offer", "taken_name"), ("a/b", "new_name"), ("", "new_name")] {
        let done = act(&sent(SMALL, "steps/sign-up", "rename", &[("rename", name)]), WORDS);
        assert_eq!((done.text.as_str(), done.at.as_str()), (SMALL, "steps/sign-up"), "{name}");
        let part = shown(SMALL, &parse(SMALL).1, &done, WORDS).part.unwrap();
        assert_eq!((part.refused, part.called.as_deref()), (Some(why), Some(name)));
    }
    let same = act(&sent(SMALL, "steps/sign-up", "rename", &[("rename", "sign-up")]), WORDS);
    assert!(same.text == SMALL && same.undo.is_empty() && same.refused.is_empty());
}

#[test]
fn what_was_typed_is_written_before_a_part_is_called_otherwise() {
    let changed = [("rename", "join"), ("f.say.en", "One minute, please.")];
    let (done, script) = self::done(SMALL, "steps/sign-up", "rename", &changed);
    assert_eq!(script.step("join").unwrap().say.en.as_deref(), Some("One minute, please."));
    let back = act(&Posted { deed: "undo".to_owned(), undo: done.undo, text: done.text, ..Posted::default() }, WORDS);
    assert_eq!(back.text, SMALL, "both are taken back together");
}

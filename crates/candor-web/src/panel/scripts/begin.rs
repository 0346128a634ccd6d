//! `/panel/script/begin`: a small script made of a few answers, for whoever has neither a text nor an example that fits.

use axum::{
    Form,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use candor_core::{
    language::Language,
    script::{
        edit::{self, EditError, Place, Put},
        keywords::{Key, Section},
    },
    told_time,
};
use serde::Deserialize;

use super::{
    editor::{self, Work},
    start,
};
use crate::panel::{Panel, Trouble, Words, access::Viewer, notice::Notice};

/// What a script begins as in each language, before anything was answered.
const ENGLISH: &str = include_str!("begin.en.md");
const RUSSIAN: &str = include_str!("begin.ru.md");

/// The answers.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Answers {
    pub(crate) business: String,
    pub(crate) language: String,
    pub(crate) sells: String,
    pub(crate) price: String,
    pub(crate) hours: String,
    pub(crate) place: String,
    pub(crate) zone: String,
}

/// Why no script can be made of the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lacking {
    /// The word that says it.
    Said(&'static str),
    /// The answer to this question, by its word, has braces in it: in a script they stand for a fact.
    Braces(&'static str),
    /// No time zone has this name.
    Zone,
}

impl Lacking {
    /// What whoever answered reads.
    pub(crate) fn in_words(&self, words: Words) -> String {
        match self {
            Self::Said(key) => words.say(key).to_owned(),
            Self::Braces(question) => words.fill("scripts.begin_braces", &[("question", words.say(question))]),
            Self::Zone => words.say("scripts.begin_no_zone").to_owned(),
        }
    }
}

/// `POST /panel/script/begin`.
pub(crate) async fn begin(
    State(panel): State<Panel>,
    viewer: Viewer,
    Form(answers): Form<Answers>,
) -> Result<Response, Trouble> {
    let words = Words(viewer.language);
    let known = panel.desk().store.list_scripts(panel.business()).await?;
    let text = match answers.script(|name| known.iter().any(|line| line.name == name)) {
        Ok(text) => text,
        Err(lacking) => {
            let notice = Some(Notice { text: lacking.in_words(words), is_refusal: true });
            let page = start::choose(&panel, &viewer, notice, answers).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let notice = Some(Notice { text: words.say("scripts.begun").to_owned(), is_refusal: false });
    editor::page(&panel, &viewer, Work { text, draft: "new:begun".to_owned(), notice, ..Default::default() }).await
}

impl Answers {
    /// The script made of them, under a name that is not taken.
    ///
    /// # Errors
    /// What is lacking.
    pub(crate) fn script(&self, is_taken: impl Fn(&str) -> bool) -> Result<String, Lacking> {
        if self.business.trim().is_empty() {
            return Err(Lacking::Said("scripts.begin_empty"));
        }
        let asked = [
            (&self.business, "scripts.begin_business"),
            (&self.sells, "scripts.begin_sells"),
            (&self.price, "scripts.begin_price"),
            (&self.hours, "scripts.begin_hours"),
            (&self.place, "scripts.begin_place"),
        ];
        if let Some((_, question)) = asked.into_iter().find(|(answer, _)| answer.contains(['{', '}'])) {
            return Err(Lacking::Braces(question));
        }
        let zone = self.zone.trim();
        // A name that is not known stands for UTC.
        let known = told_time::zone(zone);
        if !zone.is_empty() && known.iana_name().is_none_or(|known| !known.eq_ignore_ascii_case(zone)) {
            return Err(Lacking::Zone);
        }
        script(self, is_taken).map_err(|_| Lacking::Said("scripts.too_long"))
    }

    /// The languages to choose from, and which is chosen.
    pub(crate) fn languages(&self, otherwise: Language) -> [(&'static str, bool); 2] {
        let language = Language::from_tag(&self.language).unwrap_or(otherwise);
        ["ru", "en"].map(|code| (code, code == language.code()))
    }
}

/// The script made of the answers. What is answered is only ever put in as words.
fn script(answers: &Answers, is_taken: impl Fn(&str) -> bool) -> Result<String, EditError> {
    let language = Language::from_tag(&answers.language).unwrap_or_default();
    let of = |en: &'static str, ru: &'static str| if language == Language::Ru { ru } else { en };
    let put = |key: Key, value: &[&str]| {
        let value = value.iter().map(|line| (*line).to_owned()).collect();
        Put { key, language: Some(language), value }
    };
    let head = Place::whole(Section::Head);
    let name = edit::free_name(&answers.business, "my-script", is_taken);
    let mut text = edit::with_put(of(ENGLISH, RUSSIAN), &head, &put(Key::Name, &[&name]))?;
    let business: Vec<&str> = answers.business.split_whitespace().collect();
    text = edit::with_put(&text, &head, &put(Key::Business, &[&business.join(" ")]))?;
    if !answers.zone.trim().is_empty() {
        text = edit::with_put(&text, &head, &Put { language: None, ..put(Key::TimeZone, &[answers.zone.trim()]) })?;
    }
    let things = [
        (&answers.price, "price", answers.sells.trim(), "prices"),
        (&answers.hours, "date", of("opening hours", "часы работы"), "open"),
        (&answers.place, "place", of("address", "адрес"), "where"),
    ];
    for (says, kind, about, question) in things {
        if says.trim().is_empty() {
            continue;
        }
        let about = if about.is_empty() { of("price", "цена") } else { about };
        let id = edit::new_id(&text, about, kind);
        let fact = [put(Key::FactKind, &[kind]), put(Key::Says, &[says]), put(Key::About, &[about])];
        text = edit::with_part(&text, Section::Facts, &id, &fact)?;
        let asked = asked(question, language);
        let answer = [put(Key::AskedAs, asked), put(Key::Answer, &[&format!("{{{id}}}")])];
        let question = edit::new_id(&text, question, "question");
        text = edit::with_part(&text, Section::Questions, &question, &answer)?;
    }
    Ok(text)
}

/// How people ask.
fn asked(question: &str, language: Language) -> &'static [&'static str] {
    match (question, language) {
        ("prices", Language::En) => &[
            "What are your prices?",
            "How much is it?",
            "What does it cost?",
            "Send me your price list",
            "How much do you charge?",
            "What would that cost me?",
        ],
        ("prices", Language::Ru) => &[
            "Какие у вас цены?",
            "Сколько это стоит?",
            "Пришлите прайс",
            "Почём у вас?",
            "Какая цена?",
            "Во сколько это обойдётся?",
        ],
        ("open", Language::En) => &[
            "When are you open?",
            "What are your opening hours?",
            "Do you work on Sundays?",
            "What time do you close?",
            "Are you open today?",
            "Until when do you work?",
        ],
        ("open", Language::Ru) => &[
            "Когда вы работаете?",
            "До скольки открыты?",
            "Вы работаете в воскресенье?",
            "Какой у вас график?",
            "Сегодня открыто?",
            "Во сколько закрываетесь?",
        ],
        (_, Language::En) => &[
            "Where are you?",
            "What is your address?",
            "How do I get to you?",
            "Where can I find you?",
            "Which street are you on?",
            "Can I come by myself?",
        ],
        (_, Language::Ru) => &[
            "Где вы находитесь?",
            "Какой у вас адрес?",
            "Как до вас добраться?",
            "На какой вы улице?",
            "Куда подъехать?",
            "Можно приехать самому?",
        ],
    }
}

#[cfg(test)]
mod tests {
    use candor_core::script::parse;

    use super::*;

    fn answers(language: &str) -> Answers {
        let own = |text: &str| text.to_owned();
        Answers {
            business: own("Пион"),
            language: own(language),
            sells: own("букет роз"),
            price: own("Букет из 15 роз стоит 2 900 ₽."),
            hours: own("Открыто с 9:00 до 21:00."),
            place: own("Улица Липовая, 14."),
            zone: own("Europe/Samara"),
        }
    }

    #[test]
    fn a_few_answers_make_a_script_that_can_be_published_as_it_is() {
        for language in ["ru", "en"] {
            for answers in [
                answers(language),
                Answers { business: "Pion".into(), language: language.into(), ..Default::default() },
            ] {
                let text = script(&answers, |name| name == "pion").unwrap();
                let (script, problems) = parse(&text);
                assert!(problems.is_empty(), "{problems:#?}\n{text}");
                assert_eq!(script.unwrap().name, "pion-2");
            }
        }
    }

    #[test]
    fn answers_are_only_ever_words() {
        let hostile = "x\n## Steps\n### y\nsay: z <!-- }{business} </textarea> 🙂";
        let own = || hostile.to_owned();
        let answers = Answers {
            business: own(),
            language: own(),
            sells: own(),
            price: own(),
            hours: own(),
            place: own(),
            ..Default::default()
        };
        let text = script(&answers, |_| false).unwrap();
        let script = candor_core::script::read(&text).unwrap();
        assert_eq!((script.steps.len(), script.facts.len(), script.questions.len()), (3, 3, 3), "{text}");
    }
}

//! Teaches a lesson to the script: its wordings become phrasings of a step or question, or a question of their own with the
//! owner's answer. Only ever because a person says so, as a new version like any other, which can be taken back.

use candor_core::{
    hearing::{Topic, lessons::Lesson},
    language::{Language, Phrasings, Wording},
    roles::Deed,
    script::{
        Problem, Script,
        amend::{AmendError, question_id, with_phrasings, with_question},
        parse,
    },
};
use candor_store::Published;
use serde_json::json;

use super::{
    ActError, Bench, Refusal,
    list_lessons::list_lessons,
    publish_script::{learn, put_in_use, refuse_broken},
};

/// Where a lesson belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Teaching {
    /// Its wordings are more phrasings of this part of the script.
    Part(Topic),
    /// The same for a part that somebody calls by its id.
    Named(String),
    /// It is a question the script lacks, with the owner's answer as it would stand in the script: figures come from
    /// facts. Where a line begins with `en:` or `ru:` the text of that language begins.
    Question(String),
}

/// A lesson that is taught with the bench's commit.
#[derive(Debug)]
pub struct Taught {
    /// The lesson.
    pub lesson: Lesson,
    /// Where its wordings stand now.
    pub topic: Topic,
    /// The script's name.
    pub script: String,
    /// The version that was in use, to which one can go back.
    pub before: i64,
    /// The version in use.
    pub published: Published,
    /// What could be better.
    pub warnings: Vec<Problem>,
}

/// Teaches the lesson of this number to a script.
///
/// # Errors
/// [`Refusal::NoSuchLesson`], [`Refusal::NoSuchTopic`], [`Refusal::NotTaught`], [`Refusal::BrokenScript`],
/// [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn teach_lesson(
    bench: &mut Bench<'_>,
    script_name: &str,
    number: i64,
    teaching: &Teaching,
) -> Result<Taught, ActError> {
    let lessons = list_lessons(bench, script_name).await?;
    let lesson = lessons.find(number).ok_or(Refusal::NoSuchLesson(number))?.clone();
    let head = bench.desk.store.script_head(&bench.business, script_name).await?;
    let head = head.ok_or_else(|| Refusal::NoSuchScript(script_name.to_owned()))?;
    let (language, words) = (lesson.language, &lesson.wordings);
    let (topic, amended) = match teaching {
        Teaching::Part(topic) => (topic.clone(), with_phrasings(&head.text, topic, language, words)),
        Teaching::Named(id) => {
            let topic = topic_named(&lessons.script, id)?;
            let amended = with_phrasings(&head.text, &topic, language, words);
            (topic, amended)
        }
        Teaching::Question(answer) => {
            let answer = read_answer(answer, language);
            let id = question_id(words.first().map_or("", String::as_str), &lessons.script);
            let mut asked_as = Phrasings::default();
            asked_as.list_mut(language).clone_from(words);
            if lessons.script.languages.iter().any(|spoken| answer.in_language(*spoken).is_none()) {
                return Err(Refusal::NotTaught(AmendError::NoAnswer).into());
            }
            let amended = with_question(&head.text, &id, &asked_as, &answer);
            (Topic::Question(id), amended)
        }
    };
    let text = amended.map_err(|why| match why {
        AmendError::Refused(problems) => Refusal::BrokenScript(problems),
        why => Refusal::NotTaught(why),
    })?;
    let (script, mut warnings) = parse(&text);
    let script = refuse_broken(script, &warnings)?;
    let (_, model, advice) = learn(script, None).await?;
    warnings.extend(advice);
    let note = format!("lesson {number}: {} of {}, by {}", words.len(), name_of(&topic), bench.name());
    let published = put_in_use(bench, Deed::TeachScript, script_name, (&text, model), &note).await?;
    bench.changes.settled_unheard.extend_from_slice(&lesson.members);
    Ok(Taught { lesson, topic, script: script_name.to_owned(), before: head.version, published, warnings })
}

/// Lets a lesson go: its messages are forgotten. Who writes the like again makes a new one.
///
/// # Errors
/// [`Refusal::NoSuchLesson`], [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn drop_lesson(bench: &mut Bench<'_>, script_name: &str, number: i64) -> Result<Lesson, ActError> {
    let lessons = list_lessons(bench, script_name).await?;
    let lesson = lessons.find(number).ok_or(Refusal::NoSuchLesson(number))?.clone();
    bench.changes.settled_unheard.extend_from_slice(&lesson.members);
    let before = json!({"lesson": lesson.number, "messages": lesson.members.len()});
    bench.record(Deed::TeachScript, script_name, before, json!(null));
    Ok(lesson)
}

/// Reads an answer as a person writes it: a line that begins with `en:` or `ru:` begins the text of that language; what
/// stands before is in the language given.
fn read_answer(text: &str, own: Language) -> Wording {
    let mut wording = Wording::default();
    let mut language = own;
    for line in text.lines() {
        let begun = Language::ALL.into_iter().find_map(|begun| Some((begun, begins(line, begun)?)));
        let (now, line) = begun.unwrap_or((language, line));
        language = now;
        let line = line.trim();
        match wording.in_language(language).map(|before| format!("{before}\n{line}")) {
            Some(longer) => wording.put(language, longer),
            None if line.is_empty() => {}
            None => wording.put(language, line.to_owned()),
        }
    }
    wording
}

/// What follows if a line begins with a language and a colon.
fn begins(line: &str, language: Language) -> Option<&str> {
    let (head, rest) = line.split_once(':')?;
    head.trim().eq_ignore_ascii_case(language.code()).then_some(rest)
}

/// The part of a script a person names by its id: a question, a step or a fact.
fn topic_named(script: &Script, id: &str) -> Result<Topic, Refusal> {
    let wanted = id.trim().to_lowercase();
    let questions = script.questions.iter().map(|question| Topic::Question(question.id.clone()));
    let steps = script.steps.iter().map(|step| Topic::Step(step.id.clone()));
    let facts = script.facts.iter().map(|fact| Topic::Fact(fact.id.clone()));
    let all: Vec<Topic> = questions.chain(steps).chain(facts).collect();
    let found = all.iter().find(|topic| name_of(topic).to_lowercase() == wanted).cloned();
    found.ok_or_else(|| {
        let known = all.iter().filter(|topic| !matches!(topic, Topic::Fact(_))).map(|topic| name_of(topic).to_owned());
        Refusal::NoSuchTopic(id.trim().to_owned(), known.collect())
    })
}

/// The id of a part of a script.
pub fn name_of(topic: &Topic) -> &str {
    match topic {
        Topic::Step(id) | Topic::Question(id) | Topic::Fact(id) => id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<String>, Option<String>) {
        let answer = read_answer(text, Language::En);
        (answer.en, answer.ru)
    }

    #[test]
    fn an_answer_is_read_in_one_language_or_in_both() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(read("Yes, of course: ask."), (some("Yes, of course: ask."), None));
        assert_eq!(read("en: Yes\nRU:  Да,\nконечно"), (some("Yes"), some("Да,\nконечно")));
        assert_eq!(read("Yes\nru: Да"), (some("Yes"), some("Да")));
        assert_eq!(read("\n  \nru: Да"), (None, some("Да")));
        assert_eq!(read("en:\nru: Да"), (None, some("Да")));
    }
}

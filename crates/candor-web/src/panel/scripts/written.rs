//! What was changed in a plain field is written into the text, and nothing else of the text changes.

use std::collections::BTreeMap;

use candor_core::{
    hearing::Topic,
    language::{Language, Phrasings, Wording},
    script::{
        amend::{self, AmendError},
        read,
    },
};

use super::fields::{HEARD, SAYS, mark};

/// What the fields did to a text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    /// The text.
    pub text: String,
    /// How many fields were written.
    pub count: u64,
    /// Those that could not be: the field, what was typed, and why.
    pub refused: Vec<(String, String, AmendError)>,
}

/// Writes every field that was touched into the text, one after the other.
pub(super) fn write(text: &str, pairs: &[(String, String)]) -> Written {
    let was: BTreeMap<&str, &str> =
        pairs.iter().filter_map(|(name, value)| Some((name.strip_prefix("was.")?, value.as_str()))).collect();
    let mut written = Written { text: text.to_owned(), ..Default::default() };
    for (name, value) in pairs {
        let is_touched = was.get(name.as_str()).is_some_and(|was| *was != mark(value));
        let Some(field) = Target::of(name).filter(|_| is_touched) else { continue };
        match field.written(&written.text, value) {
            Ok(text) if text == written.text => {}
            Ok(text) => {
                written.text = text;
                written.count += 1;
            }
            Err(why) => written.refused.push((name.clone(), value.clone(), why)),
        }
    }
    add_question(&mut written, pairs);
    written
}

/// Where a field belongs.
struct Target {
    is_list: bool,
    topic: Topic,
    language: Language,
}

impl Target {
    fn of(name: &str) -> Option<Self> {
        let mut parts = name.splitn(4, '.');
        let (what, kind, language, id) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?.to_owned());
        let is_list = match what {
            SAYS => false,
            HEARD => true,
            _ => return None,
        };
        let topic = match kind {
            "f" => Topic::Fact(id),
            "q" => Topic::Question(id),
            "s" => Topic::Step(id),
            _ => return None,
        };
        Some(Self { is_list, topic, language: Language::from_tag(language)? })
    }

    fn written(&self, text: &str, value: &str) -> Result<String, AmendError> {
        if self.is_list {
            amend::with_list(text, &self.topic, self.language, &lines_of(value))
        } else {
            amend::with_words(text, &self.topic, self.language, value)
        }
    }
}

/// Adds the new question, if one was typed.
fn add_question(written: &mut Written, pairs: &[(String, String)]) {
    let (mut asked, mut answer) = (Phrasings::default(), Wording::default());
    let mut typed = Vec::new();
    for (name, value) in pairs.iter().filter(|(_, value)| !value.trim().is_empty()) {
        let Some((language, what)) = name.strip_prefix("new.").and_then(|rest| rest.split_once('.')) else { continue };
        let Some(language) = Language::from_tag(language) else { continue };
        match what {
            "asked" => *asked.list_mut(language) = lines_of(value),
            "answer" => answer.put(language, value.clone()),
            _ => continue,
        }
        typed.push((name.clone(), value.clone()));
    }
    let (Some(script), false) = (read(&written.text), typed.is_empty()) else { return };
    let lacks_answer = script.languages.iter().any(|language| answer.in_language(*language).is_none());
    let id = amend::question_id(asked.all().next().unwrap_or_default(), &script);
    let added = if asked.is_empty() {
        Err(AmendError::NoWords)
    } else if lacks_answer {
        Err(AmendError::NoAnswer)
    } else {
        amend::with_question(&written.text, &id, &asked, &answer)
    };
    match added {
        Ok(text) => {
            written.text = text;
            written.count += 1;
        }
        // Every field keeps what was typed; the reason stands at each, so that it is found.
        Err(why) => written.refused.extend(typed.into_iter().map(|(name, value)| (name, value, why.clone()))),
    }
}

fn lines_of(value: &str) -> Vec<String> {
    value.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use candor_core::script::samples::SMALL;

    use super::{
        super::fields::{fields, new_question},
        *,
    };

    /// The form as a browser sends it, with some fields changed.
    fn sent(text: &str, changed: &[(&str, &str)]) -> Vec<(String, String)> {
        let kinds = fields(text, &[], Language::En);
        let all = kinds.into_iter().flat_map(|kind| kind.parts).flat_map(|part| part.fields);
        let new = new_question(text, &[], Language::En);
        let mut pairs = Vec::new();
        for field in all.chain(new) {
            let typed =
                changed.iter().find(|(name, _)| *name == field.name).map_or(field.value, |(_, to)| (*to).to_owned());
            pairs.push((format!("was.{}", field.name), field.was));
            pairs.push((field.name, typed));
        }
        pairs
    }

    #[test]
    fn a_form_nobody_touched_changes_nothing() {
        let written = write(SMALL, &sent(SMALL, &[]));
        assert_eq!(written, Written { text: SMALL.to_owned(), ..Default::default() });
    }

    #[test]
    fn what_was_touched_is_written_and_a_field_shown_before_the_text_changed_undoes_nothing() {
        let pairs = sent(SMALL, &[("says.f.en.start", "The next group starts on 8 December.")]);
        let meanwhile = SMALL.replace("4900", "5200");
        let written = write(&meanwhile, &pairs);
        assert_eq!(written.text, meanwhile.replace("on 1 December", "on 8 December"));
        assert_eq!((written.count, written.refused.len()), (1, 0));
    }

    #[test]
    fn a_phrasing_to_a_line_is_added_or_taken_away() {
        let pairs =
            sent(SMALL, &[("heard.q.en.when-start", "When do you start?\nWhen is the next group?\n\nWhich month? ")]);
        let written = write(SMALL, &pairs);
        let expected = SMALL.replace("- What is the first day?\n", "- Which month?\n");
        assert_eq!(written.text, expected);
    }

    #[test]
    fn what_cannot_be_written_stays_in_its_field_with_the_reason() {
        let name = "says.s.en.hello";
        let written = write(SMALL, &sent(SMALL, &[(name, "It costs 777 ₽."), ("says.f.ru.start", "")]));
        assert_eq!(written.text, SMALL);
        let kinds = fields(SMALL, &written.refused, Language::Ru);
        let part = kinds.iter().flat_map(|kind| &kind.parts).find(|part| part.id == "hello").unwrap();
        let field = part.fields.iter().find(|field| field.name == name).unwrap();
        assert!(part.is_refused && field.value == "It costs 777 ₽.");
        let (word, problems) = field.refused.as_ref().unwrap();
        assert_eq!(*word, "refused");
        assert!(!problems.is_empty());
    }

    #[test]
    fn a_new_question_needs_an_answer_in_every_language_and_gets_a_name() {
        let half = [("new.en.asked", "Can I bring a dog?"), ("new.en.answer", "Yes.")];
        let written = write(SMALL, &sent(SMALL, &half));
        assert_eq!(written.refused.first().map(|(_, _, why)| why), Some(&AmendError::NoAnswer));
        let whole = [half[0], half[1], ("new.ru.answer", "Да.")];
        let written = write(SMALL, &sent(SMALL, &whole));
        assert_eq!((written.count, written.refused.len()), (1, 0), "{:?}", written.refused);
        let script = read(&written.text).unwrap();
        assert_eq!(script.questions.last().unwrap().answer.ru.as_deref(), Some("Да."));
    }
}

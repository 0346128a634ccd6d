//! Short texts of the business's to answer with. What stands in braces is filled in when one is chosen, and nowhere else:
//! `{name}` is the contact's first name, `{me}` whoever writes. Names are data (H13): of a contact's only plain words get
//! into an answer, for nobody means to send a link somebody chose for a name.

use serde::{Deserialize, Serialize};

use crate::language::Wording;

/// The longest title, in characters.
pub const MAX_TITLE_CHARS: usize = 60;
/// The longest text, in characters: with names filled in it still fits into an answer.
pub const MAX_TEMPLATE_CHARS: usize = 4000;
/// The longest name that is filled in, in characters; a longer one is none.
const MAX_NAME_CHARS: usize = 40;

/// The blanks there are.
pub const BLANKS: [&str; 2] = ["{name}", "{me}"];

/// A text to answer with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// By which the staff finds it; contacts never see it.
    pub title: String,
    /// The words, in one language at least.
    pub words: Wording,
}

/// Why a text cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateFault {
    /// It has no title.
    #[error("a title is needed")]
    NoTitle,
    /// Its title has more characters than [`MAX_TITLE_CHARS`].
    #[error("the title has {0} characters")]
    LongTitle(usize),
    /// It has no words in any language.
    #[error("words are needed")]
    NoWords,
    /// Its words have more characters than [`MAX_TEMPLATE_CHARS`].
    #[error("the words have {0} characters")]
    LongWords(usize),
    /// Another text has its title already: nobody could tell them apart.
    #[error("another one is called so")]
    TakenTitle,
    /// Nothing is known by which this could be filled in.
    #[error("nothing is filled in for {0}")]
    UnknownBlank(String),
}

impl Template {
    /// A text as somebody typed it: blanks around it go, and a language without words is left out.
    ///
    /// # Errors
    /// See [`TemplateFault`].
    pub fn read(title: &str, en: Option<&str>, ru: Option<&str>) -> Result<Self, TemplateFault> {
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let length = title.chars().count();
        if title.is_empty() {
            return Err(TemplateFault::NoTitle);
        }
        if length > MAX_TITLE_CHARS {
            return Err(TemplateFault::LongTitle(length));
        }
        let words = Wording { en: en.map(words).transpose()?.flatten(), ru: ru.map(words).transpose()?.flatten() };
        if words.is_empty() { Err(TemplateFault::NoWords) } else { Ok(Self { title, words }) }
    }
}

fn words(typed: &str) -> Result<Option<String>, TemplateFault> {
    // Forms send line breaks as two characters (HTML, constructing the entry list).
    let words = typed.replace("\r\n", "\n").trim().to_owned();
    let length = words.chars().count();
    if length > MAX_TEMPLATE_CHARS {
        return Err(TemplateFault::LongWords(length));
    }
    match unknown_blank(&words) {
        Some(blank) => Err(TemplateFault::UnknownBlank(blank)),
        None => Ok((!words.is_empty()).then_some(words)),
    }
}

/// The first word in braces that is no blank: a slip of the hand that would be sent as it is.
fn unknown_blank(words: &str) -> Option<String> {
    words.split('{').skip(1).find_map(|rest| {
        let (inside, _) = rest.split_once('}')?;
        let is_word = !inside.is_empty() && inside.chars().all(|sign| sign.is_alphanumeric() || sign == '_');
        let blank = format!("{{{inside}}}");
        (is_word && !BLANKS.contains(&blank.as_str())).then_some(blank)
    })
}

/// The words with everything filled in. Where the contact has no name that could be said, the sentence goes on without it.
pub fn fill(words: &str, first_name: &str, me: &str) -> String {
    let (name, me) = (sayable(first_name).unwrap_or_default(), plain(me));
    let mut filled = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        rest = if let Some(behind) = after.strip_prefix("me}") {
            filled.push_str(&me);
            behind
        } else if let Some(behind) = after.strip_prefix("name}") {
            filled.push_str(&name);
            if name.is_empty() { closed_up(&mut filled, behind) } else { behind }
        } else {
            filled.push('{');
            after
        };
    }
    filled.push_str(rest);
    // A sentence that began with a name begins with what came next.
    if name.is_empty() && words.trim_start().starts_with("{name}") { capitalized(&filled) } else { filled }
}

/// Takes away the comma and blanks between which a name would have stood; returns what is left behind it.
fn closed_up<'a>(filled: &mut String, behind: &'a str) -> &'a str {
    filled.truncate(filled.trim_end_matches([' ', ',']).len());
    let begins = filled.is_empty() || filled.ends_with('\n');
    if begins { behind.trim_start_matches([' ', ',']) } else { behind }
}

fn capitalized(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}

/// The name of a contact as it can stand in a sentence of somebody else's: words of letters alone. Signs around them go; what
/// has a digit or a sign within a word, as addresses have, is no name.
pub fn sayable(first_name: &str) -> Option<String> {
    let mut said: Vec<&str> = Vec::new();
    for word in first_name.split_whitespace() {
        let word = word.trim_matches(|sign: char| !sign.is_alphanumeric());
        let is_plain = word.chars().all(|sign| sign.is_alphabetic() || matches!(sign, '-' | '\'' | '’'));
        if !is_plain {
            return None;
        }
        said.extend((!word.is_empty()).then_some(word));
    }
    let name = said.join(" ");
    (!name.is_empty() && name.chars().count() <= MAX_NAME_CHARS).then_some(name)
}

/// The name of a member of the staff, on one line.
fn plain(name: &str) -> String {
    name.chars().filter(|sign| !sign.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_filled_in_where_the_blanks_are() {
        let words = "Здравствуйте, {name}! Это {me}.";
        assert_eq!(fill(words, "Анна", "Вера"), "Здравствуйте, Анна! Это Вера.");
        assert_eq!(fill(words, "  Anna  Maria 🌸", "Vera"), "Здравствуйте, Anna Maria! Это Vera.");
        assert_eq!(fill("{name}{me}{ {", "A", "B"), "AB{ {");
    }

    #[test]
    fn without_a_name_the_sentence_goes_on_as_if_none_had_been_meant() {
        assert_eq!(fill("Здравствуйте, {name}! Да.", "✨", ""), "Здравствуйте! Да.");
        assert_eq!(fill("{name}, добрый день!", "", ""), "Добрый день!");
        assert_eq!(fill("Hello {name}, here is the list.", "", ""), "Hello, here is the list.");
        assert_eq!(fill("Да.\n{name}, ждём вас", "", ""), "Да.\nждём вас");
        assert_eq!(fill("{name}", "", ""), "");
    }

    #[test]
    fn only_plain_words_of_a_contacts_name_get_into_an_answer() {
        for name in ["https://evil.example", "t.me/joinchat", "an.na", "Anna7", "8 900 123-45-67", "a@b", "😀", "{me}1"]
        {
            assert_eq!(sayable(name), None, "{name}");
        }
        assert_eq!(sayable("Анна-Мария").as_deref(), Some("Анна-Мария"));
        assert_eq!(sayable("O'Neil (boss)").as_deref(), Some("O'Neil boss"));
        assert_eq!(sayable("@anna").as_deref(), Some("anna"));
        assert_eq!(sayable("An\u{202e}na"), None);
        assert_eq!(sayable(&"a".repeat(41)), None);
    }

    #[test]
    fn what_a_name_says_is_never_filled_in_again() {
        assert_eq!(fill("{name} {me}", "{me}", "Vera"), "me Vera");
        assert_eq!(fill("{name} {me}", "Anna", "{name}"), "Anna {name}");
    }

    #[test]
    fn a_text_needs_a_title_and_words_in_one_language() {
        let kept = Template::read("  Price \n list ", Some(" Hello,\r\n{name}! "), Some("  ")).unwrap();
        assert_eq!(kept.title, "Price list");
        assert_eq!(kept.words, Wording { en: Some("Hello,\n{name}!".to_owned()), ru: None });
        assert_eq!(Template::read(" ", Some("x"), None), Err(TemplateFault::NoTitle));
        assert_eq!(Template::read("a", Some(" "), None), Err(TemplateFault::NoWords));
        assert_eq!(Template::read(&"a".repeat(61), Some("x"), None), Err(TemplateFault::LongTitle(61)));
        assert_eq!(Template::read("a", None, Some(&"я".repeat(4001))), Err(TemplateFault::LongWords(4001)));
    }

    #[test]
    fn a_blank_nothing_is_known_for_is_told_before_it_is_sent_to_anybody() {
        let fault = Template::read("a", None, Some("Привет, {имя}!")).unwrap_err();
        assert_eq!(fault, TemplateFault::UnknownBlank("{имя}".to_owned()));
        assert!(Template::read("a", Some("{name} {me} { x } {}"), None).is_ok());
    }

    proptest! {
        #[test]
        fn nothing_but_letters_of_a_name_gets_into_an_answer(name in "\\PC{0,60}") {
            let filled = fill("<{name}>", &name, "");
            let inside = &filled[1..filled.len() - 1];
            prop_assert!(inside.chars().all(|sign| sign.is_alphabetic() || matches!(sign, '-' | '\'' | '’' | ' ')), "{filled}");
        }

        #[test]
        fn any_words_are_kept_or_refused_and_filled(words in "\\PC{0,80}|[{}name, ]{0,20}", name in "\\PC{0,20}") {
            if let Ok(kept) = Template::read("t", Some(&words), None) {
                let text = kept.words.en.unwrap_or_default();
                prop_assert!(fill(&text, &name, "Vera").chars().count() <= text.chars().count() * 41);
            }
        }
    }
}

//! The scripts a business can start from.

use candor_core::script::{Script, read};

macro_rules! examples {
    ($($name:literal),* $(,)?) => {
        /// Every example: its name and its text.
        const EXAMPLES: &[(&str, &str)] = &[$((
            $name,
            include_str!(concat!("../../../../../scripts/", $name, ".script.md")),
        )),*];
    };
}

examples!["flower-shop", "dental-clinic", "online-course", "agency"];

/// An example, as one chooses between them.
pub(crate) struct Example {
    /// Its name.
    pub name: &'static str,
    /// The business in it, in the language of whoever looks.
    pub business: String,
    /// Its languages.
    pub languages: String,
    /// How many steps it has.
    pub steps: u64,
    /// How many questions it answers.
    pub questions: u64,
}

/// All of them.
pub(crate) fn all(language: candor_core::language::Language) -> Vec<Example> {
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let read = |(name, text): &(&'static str, &'static str)| {
        let script = read(text)?;
        Some(Example {
            name,
            business: script.business.best(language).unwrap_or(name).to_owned(),
            languages: script.languages.iter().map(|language| language.code()).collect::<Vec<_>>().join(", "),
            steps: count(script.steps.len()),
            questions: count(script.questions.len()),
        })
    };
    EXAMPLES.iter().filter_map(read).collect()
}

/// The text of an example, under a name that is not taken yet.
pub(crate) fn text(name: &str, is_taken: impl Fn(&str) -> bool) -> Option<String> {
    let example = EXAMPLES.iter().find(|(known, _)| *known == name)?;
    let free = (2..1_000).map(|number| format!("{name}-{number}"));
    let free = std::iter::once(name.to_owned()).chain(free).find(|name| !is_taken(name))?;
    let renamed = named(example, &free)?;
    // The name in the text is what counts; an example that has it elsewhere stays as it is.
    let is_renamed = read(&renamed).is_some_and(|script: Script| script.name == free);
    Some(if is_renamed { renamed } else { example.1.to_owned() })
}

/// Whether a text is an example and nothing in it was changed but its name: what it says of a business is invented.
pub(crate) fn is_untouched(text: &str) -> bool {
    let Some(name) = read(text).map(|script| script.name) else { return false };
    EXAMPLES.iter().any(|example| named(example, &name).is_some_and(|known| known.trim() == text.trim()))
}

/// The text of an example under another name.
fn named((name, text): &(&str, &str), other: &str) -> Option<String> {
    // `name:` or `имя:`, whichever the example is written in.
    let named = format!(": {name}");
    let line = text.lines().find(|line| line.ends_with(&named))?;
    Some(text.replacen(line, &line.replace(&named, &format!(": {other}")), 1))
}

#[cfg(test)]
mod tests {
    use candor_core::{language::Language, script::parse};

    use super::*;

    #[test]
    fn every_example_can_be_published_as_it_is_and_under_a_free_name() {
        assert_eq!(all(Language::Ru).len(), EXAMPLES.len());
        for (name, _) in EXAMPLES {
            let taken = [(*name).to_owned(), format!("{name}-2")];
            let (script, problems) = parse(&text(name, |wanted| taken.iter().any(|known| known == wanted)).unwrap());
            assert_eq!((script.unwrap().name, problems), (format!("{name}-3"), Vec::new()));
            let plain = text(name, |wanted| wanted == *name).unwrap();
            assert!(is_untouched(&plain) && !is_untouched(&format!("{plain}\n<!-- mine -->\n")), "{name}");
        }
        assert_eq!(text("nothing", |_| false), None);
    }
}

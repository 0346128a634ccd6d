//! The words that carry a message's meaning.

use std::{collections::BTreeSet, sync::LazyLock};

use super::words::{Line, Word};

/// So many are kept.
const MOST: usize = 8;

/// Words that carry none, whatever the message.
const EMPTY: &str = "а без бы был была были быть в вам вами вас ваш ваша ваше ваши весь во вот все всех вы где да даже для до его ее если есть еще же за здесь и из или им их к как какая какие какой \
    когда кто ли либо между меня мне мной может можно мой моя мы на над нам нас наш не него нее нет ни них но ну о об однако он она они оно от очень по под после потом потому при про с сам себя сейчас \
    со сколько так также такой там тебя тем то тоже только тут ты у уже хотя хочу чего чей чем через что чтобы чья эта эти это этот я пожалуйста здравствуйте привет добрый день спасибо просто скажите подскажите нужно надо \
    a about all also am an and any are as at be been but by can could did do does dont for from get had has have hello hey hi how i if im in into is it its just like ill id \
    me more my no not now of ok okay on one or our out please so some such tell than thank thanks that the their them then there these they this those to too up us want was we were what when where which who whom why will with would yes you your youre";

/// Whether a word carries meaning whatever the message.
pub(super) fn is_content(word: &Word) -> bool {
    word.text.chars().count() > 2 && !is_small(word)
}

/// Whether a word is one of the small ones that only join others.
pub(super) fn is_small(word: &Word) -> bool {
    static KNOWN: LazyLock<BTreeSet<&str>> = LazyLock::new(|| EMPTY.split_whitespace().collect());
    KNOWN.contains(word.text.as_str())
}

/// The content words as written, in their order, each once, the longest preferred where there are too many.
pub(super) fn keywords(text: &str, lines: &[Line]) -> Vec<String> {
    let mut kept: Vec<&Word> = Vec::new();
    for word in lines.iter().flat_map(Line::words).take(400) {
        let is_number = word.text.chars().all(char::is_numeric);
        if (is_content(word) || is_number) && !kept.iter().any(|other| other.stem == word.stem) {
            kept.push(word);
        }
    }
    while kept.len() > MOST {
        let shortest =
            kept.iter().enumerate().min_by_key(|(at, word)| (word.text.chars().count(), std::cmp::Reverse(*at)));
        let Some((at, _)) = shortest else { break };
        kept.remove(at);
    }
    kept.into_iter().filter_map(|word| text.get(word.start..word.end)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hearing::reading::read;

    #[test]
    fn content_words_stay_as_written() {
        let found = |text: &str| keywords(text, &read(text, &|_| false));
        assert_eq!(found("Сколько стоят 15 красных Роз, и есть ли розы?"), ["стоят", "15", "красных", "Роз"]);
        assert_eq!(found("Do you deliver to Brighton?"), ["deliver", "Brighton"]);
        assert!(found("ну и что").is_empty());
        assert_eq!(
            found(&"слово1 важное другое третье четвертое пятое шестое седьмое восьмое девятое ".repeat(20)).len(),
            MOST
        );
    }
}

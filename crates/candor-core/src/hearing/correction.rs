//! What a correction says was meant: "не, я про доставку спрашивал", "no, I meant the evening class", "not nails, brows". The
//! rest of such a message names what was not meant, so the script is asked about this part alone.

use super::{
    keywords::is_content,
    reading::read,
    words::{Line, Word},
};

/// Behind these stands what was meant.
const MARKS: &str = "про насчет касательно интересует интересуют интересовал интересовала интересовало интересовали виду \
                     about meant mean regarding";

/// These open what was meant where something was denied before: "не ногти, а брови".
const TURNS: &str = "а но but rather";

/// These deny what stands behind them.
const DENIALS: &str = "не not isnt wasnt dont didnt";

/// These deny what was understood. Without one of these or of [`DENIALS`] nothing is corrected that would have to be left out: "how much
/// is delivery? I mean in the city".
const REFUSALS: &str = "нет неа no nope wrong неверно неправильно";

/// "Not only the price" denies nothing.
const ONLY: &str = "только only just";

/// Words of a correction that name nothing.
const TELLING: &str = "спрашивал спрашивала спрашивали спрашиваю говорил говорила говорю писал писала хотел хотела имел имела имели имею \
     поняли понял поняла понимаете поймите другое другом перепутал перепутала перепутали ошибся ошиблась ошиблись ошибка опечатка \
     asked asking said saying talking wanted different thing things understood misunderstood misread misheard mistake sorry typo oops \
     get getting got correct correction right thats didnt dont isnt";

/// The words of a correction that say what was meant, up to a part that is denied again. `None` where it names nothing ("you
/// got me wrong") or denies nothing.
pub(super) fn part_meant<'a>(text: &'a str, lines: &[Line]) -> Option<&'a str> {
    let is_correcting = |word: &Word| is_one_of(DENIALS, word) || is_one_of(REFUSALS, word);
    if !lines.iter().flat_map(Line::words).any(is_correcting) {
        return None;
    }
    let clauses: Vec<Vec<&[Word]>> = lines.iter().map(clauses).collect();
    let found = clauses.iter().enumerate().find_map(|(line, clauses)| {
        let named = (0..clauses.len()).find_map(|at| Some((at, meant(clauses, at)?)));
        named.map(|(at, words)| (line, at, words))
    });
    let (line, at, first) = found?;
    let mut here = clauses.iter().skip(line).flatten().skip(at);
    let is_whole = here.next()?.last() == first.last();
    let further = here.take_while(|clause| is_whole && !is_denied(clause));
    let last = further.last().copied().unwrap_or(first);
    text.get(first.first()?.start..last.last()?.end)
}

/// Whether a correction names nothing at all: who reads it has to ask.
pub(crate) fn names_nothing(text: &str) -> bool {
    let lines = read(text, &|_| false);
    let is_bare = |word: &Word| is_one_of(DENIALS, word) || is_one_of(REFUSALS, word) || !names([word]);
    lines.iter().flat_map(Line::words).all(is_bare)
}

/// The parts of a line between its commas, dashes and colons, and on both sides of a word that turns from what is denied to
/// what is meant: "не розы а пионы".
fn clauses(line: &Line) -> Vec<&[Word]> {
    let clauses = line.sentences.iter().flat_map(|sentence| sentence.words.chunk_by(|_, next| !next.opens_clause));
    let mut all = Vec::new();
    for clause in clauses {
        let turns = |(at, word): (usize, &Word)| {
            (at > 0 && is_one_of(TURNS, word) && clause.get(..at).is_some_and(is_denied)).then_some(at)
        };
        match clause.iter().enumerate().find_map(turns).and_then(|at| clause.split_at_checked(at)) {
            Some((denied, meant)) => all.extend([denied, meant]),
            None => all.push(clause),
        }
    }
    all
}

/// The words of the clause at a place of its line that say what was meant.
fn meant<'a>(clauses: &[&'a [Word]], at: usize) -> Option<&'a [Word]> {
    let clause = *clauses.get(at)?;
    if is_of_the_desk(clause) {
        return None;
    }
    let is_behind_denied =
        at.checked_sub(1).and_then(|before| clauses.get(before)).is_some_and(|before| is_denied(before));
    let is_before_denied = clauses.get(at + 1).is_some_and(|next| opens_denied(next));
    let mark = clause.iter().position(|word| is_one_of(MARKS, word));
    let named = match mark.and_then(|at| clause.split_at_checked(at)) {
        Some((before, _)) if is_denied(before) => return None,
        Some((before, [mark, behind @ ..])) => {
            // "я доставку имел в виду" says it before.
            let is_before = mark.text == "виду" && !names(behind);
            if is_before { before } else { behind }
        }
        _ => match clause {
            [turn, behind @ ..] if is_behind_denied && is_one_of(TURNS, turn) => behind,
            _ if is_behind_denied || is_before_denied => clause,
            _ => return None,
        },
    };
    // "про доставку не про цену"
    let denied = named.iter().position(|word| is_one_of(DENIALS, word));
    let named = denied.map_or(Some(named), |denied| named.get(..denied))?;
    names(named).then_some(named)
}

/// Whether the one who is corrected speaks in it: "а вы мне про доставку", "you keep talking about delivery".
fn is_of_the_desk(clause: &[Word]) -> bool {
    let speaker = clause.iter().find(|word| is_one_of("я мы вы ты i we you u", word));
    speaker.is_some_and(|word| is_one_of("вы ты you u", word))
}

fn is_denied(words: &[Word]) -> bool {
    let is_denial = |(at, word): (usize, &Word)| {
        is_one_of(DENIALS, word) && !words.get(at + 1).is_some_and(|next| is_one_of(ONLY, next))
    };
    words.iter().enumerate().any(is_denial)
}

/// Whether a clause begins by denying: ", а не самовывоз", ", not pickup".
fn opens_denied(clause: &[Word]) -> bool {
    match clause {
        [turn, rest @ ..] if is_one_of(TURNS, turn) => rest.first().is_some_and(|word| is_one_of(DENIALS, word)),
        [first, ..] => is_one_of(DENIALS, first),
        [] => false,
    }
}

fn names<'a>(words: impl IntoIterator<Item = &'a Word>) -> bool {
    words.into_iter().any(|word| is_content(word) && !is_one_of(TELLING, word) && !is_one_of(MARKS, word))
}

fn is_one_of(words: &str, word: &Word) -> bool {
    words.split_whitespace().any(|known| known == word.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(text: &str) -> Option<&str> {
        part_meant(text, &read(text, &|_| false))
    }

    #[test]
    fn a_correction_says_what_was_meant() {
        for (said, wanted) in [
            ("Не, не то, я про курс с наставником", "курс с наставником"),
            ("нет, я спрашивал про доставку", "доставку"),
            ("я не про цену, а про доставку", "доставку"),
            ("я не про розы а про доставку", "доставку"),
            ("я про доставку, не про цену", "доставку"),
            ("я про доставку не про цену", "доставку"),
            ("нет, я доставку имела в виду", "я доставку имела в"),
            ("не ногти, а брови", "брови"),
            ("не ногти, брови", "брови"),
            ("мне доставку, а не самовывоз", "мне доставку"),
            (
                "вы не поняли, меня интересует свадебный букет, во сколько он выйдет?",
                "свадебный букет, во сколько он выйдет",
            ),
            ("Не то. Я про доставку. Сколько она?", "доставку. Сколько она"),
            ("Не то\nЯ про доставку", "доставку"),
            ("No, I meant the evening class", "the evening class"),
            ("not nails, brows", "brows"),
            ("delivery, not pickup", "delivery"),
            ("not the price but the delivery", "the delivery"),
            ("no, I wasn't asking about the roses but about the delivery", "the delivery"),
            ("no, I meant the price of about 25 roses", "the price of about 25 roses"),
            ("I was asking about delivery, not about the price", "delivery"),
        ] {
            assert_eq!(meant(said), Some(wanted), "{said}");
        }
    }

    #[test]
    fn what_the_desk_spoke_of_and_what_denies_nothing_is_not_what_was_meant() {
        for said in [
            "я спросила сколько стоит букет из 15 роз, а вы мне про доставку",
            "no, I asked how to pay, you keep talking about delivery",
            "Сколько стоит доставка? Имею в виду по городу",
            "вы меня не поняли",
            "Я не это имел в виду",
            "не 15, а 20",
            "you got me wrong",
            "that's not what I meant",
            "опечатка",
        ] {
            assert_eq!(meant(said), None, "{said}");
        }
    }

    #[test]
    fn whether_a_correction_names_anything_is_known() {
        for said in
            ["Вы меня не так поняли", "you misunderstood me", "я не это имела в виду", "that's not what I meant"]
        {
            assert!(names_nothing(said), "{said}");
        }
        for said in ["нет, я про ремонт велосипедов", "No, I asked for the blue one", "вы не поняли, я про парковку"]
        {
            assert!(!names_nothing(said), "{said}");
        }
    }
}

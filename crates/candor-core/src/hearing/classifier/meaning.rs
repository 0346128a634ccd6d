//! What a text means, as a direction: the sentence vector of its plain form, in Russian also without the signs at its end, less
//! what all texts of its language have in common. What is common says in which language a text is, and little else; without it
//! the cosine of strangers lies near 0 and steps stand apart.

use std::sync::LazyLock;

use crate::hearing::{
    meant::plain,
    vectors::{self, DIMENSIONS, SentenceVector},
    words::is_cyrillic,
};

/// The mean vector of Russian and of other texts, numbers of four bytes, the lowest first. Means over the training parts
/// of CLINC150 (CC BY 3.0) and of HWU64 in both languages (CC BY 4.0); see `NOTICE`.
static MEANS: &[u8] = include_bytes!("../../../data/language-means.bin");

/// What a text means.
pub(crate) type Meaning = Box<SentenceVector>;

/// The vectors of a text that say what it means.
#[derive(Debug)]
pub(crate) struct Seen {
    /// Of its plain form.
    pub(crate) plain: SentenceVector,
    /// Of the other form it is looked at in, if there is one.
    pub(crate) second: Option<SentenceVector>,
}

/// The other form in which a text is looked at. In English a second look changed no figure; in Russian it was worth a point
/// of AUROC.
pub(crate) fn second_look<'a>(text: &str, plain: &'a str) -> Option<&'a str> {
    let bare = without_end(plain);
    (bare != plain && is_russian(text)).then_some(bare)
}

/// The meaning of a text, with its vectors where they are known; `None` if this build carries no vectors.
pub(super) fn meaning(text: &str, seen: Option<&Seen>) -> Option<Meaning> {
    let (mut sum, second) = match seen {
        Some(Seen { plain, second }) => (*plain, *second),
        None => {
            let plain = plain(text);
            let texts: Vec<&str> = std::iter::once(plain.as_str()).chain(second_look(text, &plain)).collect();
            let mut vectors = vectors::encode_all(&texts)?.into_iter();
            (vectors.next()?, vectors.next())
        }
    };
    if let Some(second) = second {
        sum.iter_mut().zip(second).for_each(|(sum, other)| *sum += other);
        unit(&mut sum);
    }
    for (sum, common) in sum.iter_mut().zip(mean(is_russian(text))) {
        *sum -= common;
    }
    unit(&mut sum);
    Some(Box::new(sum))
}

/// A plain text without the signs at its end; one of nothing else as it is.
fn without_end(plain: &str) -> &str {
    let bare = plain.trim_end_matches(['.', '?', '!', '…', ' ']);
    if bare.is_empty() { plain } else { bare }
}

/// Whether most of its letters are Cyrillic.
fn is_russian(text: &str) -> bool {
    let letters = text.chars().filter(|ch| ch.is_alphabetic()).count();
    2 * text.chars().filter(|ch| is_cyrillic(*ch)).count() > letters
}

fn mean(is_russian: bool) -> &'static SentenceVector {
    static READ: LazyLock<[SentenceVector; 2]> = LazyLock::new(|| {
        let mut means = [[0.0; DIMENSIONS]; 2];
        let (numbers, _) = MEANS.as_chunks::<4>();
        for (mean, bytes) in means.as_flattened_mut().iter_mut().zip(numbers) {
            *mean = f32::from_le_bytes(*bytes);
        }
        means
    });
    let [russian, other] = &*READ;
    if is_russian { russian } else { other }
}

fn unit(vector: &mut SentenceVector) {
    let length = vector.iter().map(|number| number * number).sum::<f32>().sqrt();
    if length > 0.0 {
        for number in vector {
            *number /= length;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signs_at_the_end_are_left_out_and_nothing_is_ever_empty() {
        assert_eq!(without_end(&plain("  Ещё  ЧЁ?! ")), "еще че");
        assert_eq!(without_end("?!"), "?!");
        assert!(is_russian("привет, bot") && !is_russian("hello, бот") && !is_russian("15"));
    }

    #[test]
    fn alike_texts_point_the_same_way_and_strangers_do_not() {
        let Some(price) = meaning("How much is it?", None) else { return assert!(!vectors::is_available()) };
        let like = |text: &str| meaning(text, None).map_or(0.0, |other| vectors::likeness(&price, &other));
        assert!(like("how much is it") > 0.85, "{}", like("how much is it"));
        assert!(like("what does it cost?") > 0.5, "{}", like("what does it cost?"));
        assert!(like("сколько это стоит?") > 0.4, "{}", like("сколько это стоит?"));
        assert!(like("the cat sleeps on the roof") < 0.2, "{}", like("the cat sleeps on the roof"));
    }
}

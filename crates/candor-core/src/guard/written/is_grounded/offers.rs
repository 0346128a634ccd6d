//! What a promise, a comparison or something free or included rests on.

use super::super::{
    claims,
    denial::is_denial,
    kin::are_kin,
    segments::{Segment, segments},
};
use super::{
    BINDING, COMPARED, COMPARING, Clause, GENERAL, GIVES, Ground, IF, INCLUDES, NEUTRAL, ORDERED, Sentence,
    costs_nothing, is_free_word, is_neutral, is_plain,
};
use crate::hearing::{Figure, FigureKind, stems_of};

impl Ground {
    /// That something costs nothing is said with the condition under which the script says so, and of what the script says it of.
    pub(super) fn is_rightly_free(&self, clause: &Clause) -> bool {
        self.sentences.iter().filter(|sentence| sentence.may_be_free()).any(|sentence| {
            let segments = sentence.segments();
            let says = |stem: &str| sentence.says(stem) || sentence.before.iter().any(|known| are_kin(known, stem));
            segments.iter().enumerate().filter(|(_, segment)| costs_nothing(segment)).any(|(at, segment)| {
                let figures = segment.figures.iter().map(|(figure, _)| figure);
                let mut sums = figures.filter(|figure| figure.kind != FigureKind::Free).peekable();
                let has_sum = sums.peek().is_some();
                let is_met = !has_sum || sums.any(|figure| clause.figures.iter().any(|told| told.agrees_with(figure)));
                let beside = [Some(at), at.checked_sub(1), at.checked_add(1)].into_iter().flatten();
                let mut conditions = beside.filter_map(|at| segments.get(at)).filter(|one| one.has_any(IF));
                let tells = |one: &Segment| clause.content().any(|stem| !is_free_word(stem) && one.says(stem));
                // "100 ₽ a visit, with a yearly membership it is free": what sets apart what is free from what is not.
                let apart = self.sets_apart(sentence, &segments, segment);
                let is_apart_told =
                    apart.is_empty() || apart.iter().any(|own| clause.content().any(|stem| are_kin(own, stem)));
                let are_told = has_sum || (conditions.all(tells) && is_apart_told);
                let is_counted = |stem: &&String| {
                    !is_free_word(stem) && !BINDING.contains(*stem) && !GENERAL.contains(*stem) && self.has(stem)
                };
                let about: Vec<&String> = clause.content().filter(is_counted).collect();
                // Words every talk has may stand beside it, but none of what the script has a price for.
                let is_beside = |stem: &String| NEUTRAL.talk.contains(stem) && !self.is_priced(stem);
                // "The bouquet is free" of "a card comes with each bouquet at no charge": what has a price elsewhere is not what is free.
                let is_named = |stem: &String| says(stem) && (sentence.is_priced() || !self.is_priced(stem));
                let is_said =
                    about.iter().any(|stem| is_named(stem)) && about.iter().all(|stem| says(stem) || is_beside(stem));
                let is_about = has_sum || is_said;
                // A condition of its own would be another promise.
                let mine = clause.has_condition();
                let words = segments.iter().flat_map(|one| &one.words);
                let theirs = words.map(|(word, _)| word.as_str()).any(|word| IF.contains(&word));
                let is_met = is_met && (has_sum || theirs || !mine || !apart.is_empty());
                is_met && are_told && is_about
            })
        })
    }

    /// What a segment that makes something free says that the rest of its sentence, which has a price, does not.
    pub(super) fn sets_apart(&self, sentence: &Sentence, segments: &[Segment], free: &Segment) -> Vec<String> {
        let has_price = sentence.is_priced()
            || self
                .sentences
                .iter()
                .any(|other| other.is_priced() && !sentence.before.is_empty() && other.stems == sentence.before);
        let is_elsewhere = |stem: &str| {
            segments.iter().any(|one| !std::ptr::eq(one, free) && one.says(stem))
                || sentence.before.iter().any(|known| are_kin(known, stem))
        };
        let is_own = |stem: &&str| !NEUTRAL.plain.contains(*stem) && !is_free_word(stem) && !is_elsewhere(stem);
        if !has_price {
            return Vec::new();
        }
        free.stems().into_iter().filter(is_own).map(str::to_owned).collect()
    }

    /// "Pine is cheaper: 19,500 ₽, oak 34,000 ₽": of two prices of the script, the lower is told by a sentence or segment that is about what
    /// the clause, or else the contact, speaks of.
    pub(super) fn compares_rightly(&self, clause: &Clause) -> bool {
        let said = segments(&clause.text);
        let prices: Vec<&Figure> = clause.figures.iter().filter(|figure| figure.currency.is_some()).collect();
        let amount = |figure: &Figure| figure.key.parse::<u64>().ok();
        let ([first, second], false) = (prices.as_slice(), clause.is_denied) else { return false };
        let (Some(one), Some(other)) = (amount(first), amount(second)) else { return false };
        let (lower, higher) = if one < other { (first, second) } else { (second, first) };
        let carries = |stem: &&str| !is_neutral(stem) && !COMPARING.iter().any(|word| stem.starts_with(word));
        let compares = |segment: &&Segment| {
            segment.words.iter().any(|(_, stem)| COMPARING.iter().any(|word| stem.starts_with(word)))
        };
        let comparing: Vec<&Segment> = said.iter().filter(compares).collect();
        let own: Vec<String> =
            comparing.iter().flat_map(|one| one.stems()).filter(carries).map(str::to_owned).collect();
        let asked: Vec<String> = stems_of(&self.asked);
        let is_bare = own.is_empty() && comparing.iter().all(|one| one.figures.is_empty());
        let subject: Vec<&str> =
            (if is_bare { &asked } else { &own }).iter().map(String::as_str).filter(carries).collect();
        let told: Vec<Segment> =
            self.sentences.iter().filter(|sentence| sentence.is_priced()).flat_map(Sentence::segments).collect();
        let says = |figure: &Figure, stem: &str| told.iter().any(|one| one.holds(figure) && one.says(stem));
        one != other
            && [lower, higher].iter().all(|price| told.iter().any(|one| one.holds(price)))
            && subject.iter().any(|stem| says(lower, stem) && !says(higher, stem))
            && !subject.iter().any(|stem| says(higher, stem) && !says(lower, stem))
    }

    /// "A helmet included", «фильтр входит»: what is included is told by the very sentence whose price or thing it is said of.
    pub(super) fn includes_rightly(&self, clause: &Clause, touched: &[&Sentence]) -> bool {
        let said = segments(&clause.text);
        let included: Vec<&str> = said.iter().filter(|one| one.has_any(INCLUDES)).flat_map(|one| one.stems()).collect();
        let is_included = |stem: &str| INCLUDES.iter().any(|word| stems_of(word).iter().any(|known| known == stem));
        let included: Vec<&str> = included.into_iter().filter(|stem| !is_plain(stem) && !is_included(stem)).collect();
        let says_all = |sentence: &Sentence| {
            included.iter().all(|stem| sentence.stems.contains(*stem) || sentence.is_called(stem))
        };
        let gives = |sentence: &Sentence| {
            let gets = |stem: &String| GIVES.iter().any(|word| stem.starts_with(word));
            sentence.may_be_free()
                || sentence.stems.iter().any(gets)
                || sentence.text.split(|sign: char| !sign.is_alphabetic()).any(|word| INCLUDES.contains(&word))
        };
        let is_about = |sentence: &Sentence| {
            clause.content().any(|stem| !is_neutral(stem) && !included.contains(&stem.as_str()) && sentence.says(stem))
        };
        // "Parts are paid separately" says of them that they are not.
        const APART: &[&str] = &["separately", "extra", "отдельно", "дополнительно", "доплата", "доплату"];
        let is_apart = |sentence: &Sentence| {
            let words = sentence.text.split(|sign: char| !sign.is_alphabetic());
            words.map(str::to_lowercase).any(|word| APART.contains(&word.as_str()) || is_denial(&word))
        };
        touched.iter().any(|sentence| says_all(sentence) && !is_apart(sentence))
            || self.sentences.iter().any(|sentence| {
                says_all(sentence) && gives(sentence) && (is_about(sentence) || clause.figures.is_empty())
            })
    }

    /// A word that promises or generalises is said by an approved sentence about the same: one whose figures the clause has, or one
    /// without figures.
    pub(super) fn binds_rightly(&self, stem: &str, clause: &Clause, touched: &[&Sentence]) -> bool {
        let says_before =
            |sentence: &Sentence| claims::is_claim(stem) && sentence.before.iter().any(|known| are_kin(known, stem));
        if touched.iter().any(|sentence| sentence.says(stem) || says_before(sentence)) {
            return true;
        }
        let shared =
            |sentence: &Sentence| clause.content().filter(|other| *other != stem && sentence.says(other)).count();
        let is_rest = |other: &&String| {
            let is_other = *other != stem && !is_free_word(other) && !clause.binds(other);
            is_other && !NEUTRAL.talk.contains(*other) && self.has(other)
        };
        // "Any treatment can be paid in parts" is not said by "at any moment you can ask for a pause".
        let says_rest = |sentence: &Sentence| {
            if COMPARING.iter().any(|word| stem.starts_with(word)) {
                let is_compared = |other: &&String| *other != stem && !COMPARED.contains(*other);
                return clause.content().filter(is_compared).all(|other| sentence.says(other));
            }
            !GENERAL.contains(stem) || clause.content().filter(is_rest).all(|other| sentence.says(other))
        };
        // A promise with a condition is told with it.
        let keeps_condition = |sentence: &Sentence| {
            let segments = sentence.segments();
            let mut conditions = segments.iter().filter(|one| one.begins_with(IF)).peekable();
            conditions.peek().is_none() || conditions.any(|one| clause.content().any(|other| one.says(other)))
        };
        let holds = |sentence: &Sentence| {
            let is_bare = sentence.figures.is_empty() && shared(sentence) > 0;
            (sentence.says(stem) || says_before(sentence))
                && is_bare
                && says_rest(sentence)
                && keeps_condition(sentence)
        };
        // "The first trial lesson" of a sentence that goes on to how long it lasts.
        let opens = |segment: &Segment| {
            segment.says(stem) && segment.figures.iter().all(|(figure, _)| figure.kind == FigureKind::Free)
        };
        let begins = |sentence: &Sentence| {
            BINDING.contains(stem)
                && sentence.says(stem)
                && shared(sentence) > 1
                && sentence.segments().iter().any(opens)
        };
        // "First you see the photo, then you pay" is "you pay only after you have seen the photo" the other way round.
        let orders = |sentence: &Sentence| {
            let is_ordered = sentence.stems.iter().any(|word| ORDERED.contains(word));
            ORDERED.contains(stem) && is_ordered && shared(sentence) > 1
        };
        self.sentences.iter().any(|sentence| holds(sentence) || begins(sentence) || orders(sentence))
    }
}

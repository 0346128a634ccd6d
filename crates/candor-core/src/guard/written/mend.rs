//! Saves what may be said of words a model wrote where only a sentence or two of them rest on nothing: such a sentence gives place to the
//! approved ones it was made of, or is left out, and a yes or no of the model's before it goes as well. What comes of it passes every rule as if it had been written so; it costs the model's wording
//! of a sentence instead of that of the whole answer, and no second call.
//!
//! Words that claim to be a person, name somebody, leak, link or press are not mended: a model that writes those gets another try, or the
//! approved words are said.

use std::collections::BTreeSet;

use super::{
    super::{Scene, objections},
    is_grounded::is_neutral,
    kin::are_kin,
};
use crate::{
    hearing::{normalised, stems_of},
    knowledge::sentence_ends,
    reasons::RuleVerdict,
    writer::{Draft, Part, Role, by_model},
};

/// The rules that object to words alone for resting on nothing.
const MENDABLE: [&str; 2] = ["is_grounded", "twists_nothing"];
/// More sentences than these are not mended: what is left would be another answer.
const MOST_MENDED: usize = 2;
/// Words that may lean on the sentence before: without it they would say something else.
const LEANS: &str = "it its they them their this that these those he she his her then there so but and also too otherwise \
    instead however moreover besides therefore yours your это этот эта эту эти этого этом он она оно они его ее её их им ей там туда тогда так \
    но а и также тоже иначе поэтому причём причем зато однако тем то ваш ваша ваше ваши";

/// Words that answer yes or no.
const ANSWERS: &str = "yes yep yeah no nope not sure certainly absolutely definitely course afraid so да нет ага увы конечно можно нельзя безусловно \
    разумеется обязательно сожалению боюсь";
/// What is said for politeness alone: it answers nothing.
const POLITE: [&str; 17] = [
    "hello",
    "hi",
    "good question",
    "good day",
    "good morning",
    "good evening",
    "thank you",
    "thanks",
    "i understand",
    "i see",
    "здравствуйте",
    "добрый день",
    "добрый вечер",
    "спасибо",
    "понимаю",
    "хороший вопрос",
    "поздравляем",
];

/// Words that begin a condition, which is no answer alone.
const CONDITIONS: &str = "if when если когда";

/// The draft without what the rules object to, if enough is left that it still does what was planned; `None` if the model should try again
/// or the approved words be said.
pub fn mend(draft: &Draft, objections: &[RuleVerdict], scene: &Scene<'_>) -> Option<Draft> {
    let is_mendable = objections.iter().all(|objection| MENDABLE.contains(&objection.rule.as_str()));
    if objections.is_empty() || !is_mendable {
        return None;
    }
    let mut written = draft.parts.iter().filter(|part| part.role == Role::Written);
    let (Some(text), None) = (written.next().map(|part| part.text.as_str()), written.next()) else { return None };
    // A line that is no sentence: of words one to a line single words could be left out, which says something else.
    let is_broken =
        |line: &str| !line.trim_end().is_empty() && !line.trim_end().ends_with(['.', '!', '?', '…', ':', ';']);
    if text.lines().rev().skip(1).any(is_broken) {
        return None;
    }
    let asked = content(&scene.seat.words());
    let mut mending = Mending { draft, scene, planned: planned(scene), asked, kept: Vec::new(), is_answer_lost: false };
    let mut mended = 0_usize;
    // Whether a statement came already: the first one is what answers.
    let mut is_answered = false;
    // Whether the sentence before gave place to another, or to none.
    let mut is_other = false;
    let mut sentences = split(text).into_iter().peekable();
    while let Some(sentence) = sentences.next() {
        if mending.is_said_again(&sentence) {
            continue;
        }
        let leans = is_other && leans(sentence.text);
        let is_answer = !is_answered && !sentence.text.ends_with('?') && !content(sentence.text).is_empty();
        is_answered |= is_answer;
        is_other = false;
        if !leans && mending.passes_with(&sentence) {
            if !mending.may_contradict(&sentence) {
                mending.keep(&sentence, false);
            }
            continue;
        }
        mended = mended.saturating_add(1);
        if mended > MOST_MENDED {
            return None;
        }
        let is_answer_dropped = !sentence.text.ends_with('?') && mending.drop_answers();
        let is_put = mending.put_approved(&sentence, sentences.peek().is_none());
        mending.is_answer_lost |= !is_put && (is_answer || is_answer_dropped);
        is_other = true;
    }
    mending.finish(text)
}

#[derive(Clone, Copy)]
struct Sentence<'a> {
    text: &'a str,
    /// Whether it begins a line of its own.
    is_new_line: bool,
}

/// What was kept, and what of it is the approved words'.
struct Kept {
    text: String,
    is_new_line: bool,
    is_approved: bool,
}

struct Mending<'a> {
    draft: &'a Draft,
    scene: &'a Scene<'a>,
    /// The approved sentences the words stand for.
    planned: Vec<String>,
    /// What the contact's words carry.
    asked: BTreeSet<String>,
    kept: Vec<Kept>,
    /// Whether what seems to have been the answer was left out, and nothing stands in its place.
    is_answer_lost: bool,
}

impl Mending<'_> {
    fn text(&self) -> String {
        let mut text = String::new();
        for kept in &self.kept {
            if !text.is_empty() {
                text.push(if kept.is_new_line { '\n' } else { ' ' });
            }
            text.push_str(&kept.text);
        }
        text
    }

    /// The draft with these words in the place of the model's.
    fn with(&self, text: &str) -> Draft {
        let put = |part: &Part| {
            if part.role == Role::Written { Part { text: text.to_owned(), ..part.clone() } } else { part.clone() }
        };
        Draft { language: self.draft.language, parts: self.draft.parts.iter().map(put).collect() }
    }

    fn passes_with(&self, sentence: &Sentence<'_>) -> bool {
        let mut text = self.text();
        if !text.is_empty() {
            text.push(if sentence.is_new_line { '\n' } else { ' ' });
        }
        text.push_str(sentence.text);
        objections(&self.with(&text), self.scene).is_empty()
    }

    fn keep(&mut self, sentence: &Sentence<'_>, is_approved: bool) {
        let Sentence { text, is_new_line } = *sentence;
        self.kept.push(Kept { text: text.to_owned(), is_new_line, is_approved });
    }

    /// Leaves out the model's own "Yes, you can." and "Bring him along!" before a sentence that gives place to another: that may say no. Whether
    /// there was one.
    fn drop_answers(&mut self) -> bool {
        let from = self.kept.iter().rposition(|kept| kept.is_approved).map_or(0, |at| at.saturating_add(1));
        let own = self.kept.split_off(from.min(self.kept.len()));
        let before = own.len();
        let rests: Vec<Kept> = own.into_iter().filter(|kept| !self.only_answers(&kept.text)).collect();
        let is_dropped = rests.len() < before;
        self.kept.extend(rests);
        is_dropped
    }

    /// Whether a statement of the model's own behind approved words says nothing but what may be the contrary: "bring your son" after "younger
    /// children are not admitted".
    fn may_contradict(&self, sentence: &Sentence<'_>) -> bool {
        self.kept.iter().any(|kept| kept.is_approved) && self.only_answers(sentence.text)
    }

    /// Whether a statement says nothing the contact did not say, so that it is true or false by what they asked; what is merely polite aside.
    fn only_answers(&self, text: &str) -> bool {
        let plain = format!("{} ", normalised(text));
        let answers = |word: &str| ANSWERS.split_whitespace().any(|answer| answer == word);
        let said = content(text);
        let is_polite = said.is_empty()
            && POLITE.iter().any(|polite| plain.strip_prefix(polite).is_some_and(|rest| rest.starts_with(' ')))
            && !plain.split(' ').any(answers);
        !is_polite && !text.ends_with('?') && said.iter().all(|stem| self.is_asked(stem))
    }

    /// Whether the contact spoke of this.
    fn is_asked(&self, stem: &str) -> bool {
        self.asked.iter().any(|asked| are_kin(asked, stem))
    }

    /// Puts an approved sentence, in the place of the model's own before it if that says the same. Whether it may stand there.
    fn put(&mut self, approved: &Sentence<'_>) -> bool {
        let all = content(approved.text);
        let is_same = |kept: &mut Kept| {
            let own = content(&kept.text);
            let said = own.intersection(&all).count();
            !kept.is_approved && !own.is_empty() && said.saturating_mul(3) >= own.len().saturating_mul(2)
        };
        let same = self.kept.pop_if(is_same);
        let passes = self.passes_with(approved);
        if passes {
            self.keep(approved, true);
        } else {
            self.kept.extend(same);
        }
        passes
    }

    /// Whether an approved sentence that was put in says most of this already, or one that was kept the very same.
    fn is_said_again(&self, sentence: &Sentence<'_>) -> bool {
        if self.kept.iter().any(|kept| kept.text == sentence.text) {
            return true;
        }
        // A statement answers no question of the model's.
        if sentence.text.ends_with('?') {
            return false;
        }
        let words = content(sentence.text);
        let says = |kept: &Kept| content(&kept.text).intersection(&words).count().saturating_mul(3);
        let most = words.len().saturating_mul(2);
        !words.is_empty() && self.kept.iter().filter(|kept| kept.is_approved).any(|kept| says(kept) >= most)
    }

    /// Puts the approved sentences this one was made of in its place, those that were not said yet. Whether there is one.
    fn put_approved(&mut self, sentence: &Sentence<'_>, is_last: bool) -> bool {
        let asks = sentence.text.ends_with('?');
        if asks && !is_last {
            return false;
        }
        let said = content(&self.text());
        let words = content(sentence.text);
        let shared = |planned: &&String| content(planned).intersection(&words).count();
        let is_open = |planned: &&String| planned.ends_with('?') == asks && !covers(&said, planned);
        let open: Vec<String> = self.planned.iter().filter(is_open).cloned().collect();
        let is_near = |planned: &&String| shared(planned) > 0 && shared(planned).saturating_mul(2) >= words.len();
        let nearest = open.iter().filter(is_near).max_by_key(shared);
        // A question put in other words altogether is still the one question that was planned.
        let only = open.first().filter(|_| asks && open.len() == 1);
        let is_meant = |planned: &&String| {
            nearest.or(only).is_some_and(|one| one == *planned) || (!asks && covers(&words, planned))
        };
        let mut is_put = false;
        for approved in open.iter().filter(is_meant) {
            is_put |= self.put(&Sentence { text: approved, is_new_line: sentence.is_new_line && !is_put });
        }
        is_put
    }

    /// Whether what is left still answers: it says something of what was planned or, where nothing was, what the model answered with, or of what the
    /// contact spoke of. "If you have a car too, we'd be glad to see it" is no answer to who asks about a motorcycle, nor is "ask me anything about
    /// roses" to who asks for their price.
    fn answers(&self, left: &BTreeSet<String>) -> bool {
        let is_statement = |kept: &Kept| !kept.text.ends_with('?') && !begins_with(&kept.text, CONDITIONS);
        let mut statements = self.kept.iter().filter(|kept| is_statement(kept));
        let tells_something = |planned: &&String| !planned.ends_with('?') && !content(planned).is_empty();
        let mut planned = self.planned.iter().filter(tells_something).peekable();
        if planned.peek().is_some() {
            let tells = |kept: &Kept| kept.text.contains(|sign: char| sign.is_ascii_digit());
            return planned.any(|planned| covers(left, planned)) || (!self.is_answer_lost && statements.any(tells));
        }
        !self.is_answer_lost || statements.any(|kept| content(&kept.text).iter().any(|stem| self.is_asked(stem)))
    }

    /// The mended draft, if a sentence of the model's own is left in it and nothing that was planned, and that the model had told, is lost.
    fn finish(self, text: &str) -> Option<Draft> {
        let mended = self.text();
        let carries = |kept: &Kept| !kept.is_approved && !content(&kept.text).is_empty();
        let has = |is_wanted: fn(&Kept) -> bool| self.kept.iter().any(is_wanted);
        let has_own = has(carries) || (has(|kept| !kept.is_approved) && has(|kept| kept.is_approved));
        let (told, left) = (content(text), content(&mended));
        let is_kept = |planned: &String| {
            let is_asked = !planned.ends_with('?') || mended.contains('?') || !text.contains('?');
            is_asked && (!covers(&told, planned) || covers(&left, planned))
        };
        (has_own && self.answers(&left) && self.planned.iter().all(is_kept)).then(|| self.with(&mended))
    }
}

/// The approved sentences that a model words.
fn planned(scene: &Scene<'_>) -> Vec<String> {
    let parts = by_model::approved(scene.seat, scene.hearing, scene.plan);
    parts.iter().flat_map(|part| split(&part.text)).map(|sentence| sentence.text.to_owned()).collect()
}

fn split(text: &str) -> Vec<Sentence<'_>> {
    let mut from = 0;
    let mut is_new_line = false;
    let mut sentences = Vec::new();
    for end in sentence_ends(text).into_iter().chain([text.len()]) {
        let Some(piece) = text.get(from..end) else { continue };
        from = end;
        let sentence = piece.trim();
        if !sentence.is_empty() {
            let before = piece.get(..piece.len().saturating_sub(piece.trim_start().len())).unwrap_or_default();
            sentences.push(Sentence { text: sentence, is_new_line: is_new_line || before.contains('\n') });
            is_new_line = false;
        }
        is_new_line |= piece.ends_with('\n');
    }
    sentences
}

/// Stems of what carries something, figures among them.
fn content(text: &str) -> BTreeSet<String> {
    stems_of(text).into_iter().filter(|stem| !is_neutral(stem)).collect()
}

/// Whether at least half of what an approved sentence says is there.
fn covers(said: &BTreeSet<String>, planned: &str) -> bool {
    let planned = content(planned);
    !planned.is_empty() && planned.intersection(said).count().saturating_mul(2) >= planned.len()
}

fn leans(sentence: &str) -> bool {
    begins_with(sentence, LEANS)
}

/// Whether the first word is one of these.
fn begins_with(sentence: &str, words: &str) -> bool {
    let first = sentence.split(|sign: char| !sign.is_alphanumeric()).find(|word| !word.is_empty());
    first.is_some_and(|first| {
        let first = first.to_lowercase();
        words.split_whitespace().any(|word| word == first)
    })
}

//! Saves what may be said of words a model wrote where only a sentence or two of them rest on nothing: such a sentence gives place to the
//! approved one it was made of, or is left out. What comes of it passes every rule as if it had been written so; it costs the model's wording
//! of a sentence instead of that of the whole answer, and no second call.
//!
//! Words that claim to be a person, name somebody, leak, link or press are not mended: a model that writes those gets another try, or the
//! approved words are said.

use std::collections::BTreeSet;

use super::{
    super::{Scene, objections},
    is_grounded::is_neutral,
};
use crate::{
    hearing::stems_of,
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
    instead however moreover besides therefore это этот эта эту эти этого этом он она оно они его ее её их им ей там туда тогда так \
    но а и также тоже иначе поэтому причём причем зато однако тем то";

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
    let mut mending = Mending { draft, scene, planned: planned(scene), kept: Vec::new() };
    let mut mended = 0_usize;
    let mut is_left_out = false;
    let mut sentences = split(text).into_iter().peekable();
    while let Some(sentence) = sentences.next() {
        if mending.is_said_again(&sentence) {
            continue;
        }
        let leans = is_left_out && leans(sentence.text);
        is_left_out = false;
        if !leans && mending.passes_with(&sentence) {
            mending.keep(&sentence, false);
            continue;
        }
        mended = mended.saturating_add(1);
        if mended > MOST_MENDED {
            return None;
        }
        is_left_out = !mending.put_approved(&sentence, sentences.peek().is_none());
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
    kept: Vec<Kept>,
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

    /// Whether an approved sentence that was put in says most of this already, or one that was kept the very same.
    fn is_said_again(&self, sentence: &Sentence<'_>) -> bool {
        if self.kept.iter().any(|kept| kept.text == sentence.text) {
            return true;
        }
        let words = content(sentence.text);
        let says = |kept: &Kept| content(&kept.text).intersection(&words).count().saturating_mul(3);
        let most = words.len().saturating_mul(2);
        !words.is_empty() && self.kept.iter().filter(|kept| kept.is_approved).any(|kept| says(kept) >= most)
    }

    /// Puts the approved sentence this one was made of in its place, if there is one that was not said yet.
    fn put_approved(&mut self, sentence: &Sentence<'_>, is_last: bool) -> bool {
        let asks = sentence.text.ends_with('?');
        if asks && !is_last {
            return false;
        }
        let said = content(&self.text());
        let words = content(sentence.text);
        let shared = |planned: &&String| content(planned).intersection(&words).count();
        let is_open = |planned: &&String| planned.ends_with('?') == asks && !covers(&said, planned);
        let open: Vec<&String> = self.planned.iter().filter(is_open).collect();
        let is_near = |planned: &&String| shared(planned) > 0 && shared(planned).saturating_mul(2) >= words.len();
        let nearest = open.iter().copied().filter(is_near).max_by_key(shared);
        // A question put in other words altogether is still the one question that was planned.
        let only = open.first().copied().filter(|_| asks && open.len() == 1);
        let Some(approved) = nearest.or(only).cloned() else { return false };
        let approved = Sentence { text: &approved, ..*sentence };
        let passes = self.passes_with(&approved);
        if passes {
            self.keep(&approved, true);
        }
        passes
    }

    /// The mended draft, if something of the model's own is left in it and nothing that was planned, and that the model had told, is lost.
    fn finish(self, text: &str) -> Option<Draft> {
        let mended = self.text();
        let is_own = |kept: &Kept| !kept.is_approved && !content(&kept.text).is_empty();
        let (told, left) = (content(text), content(&mended));
        let is_kept = |planned: &String| {
            let is_asked = !planned.ends_with('?') || mended.contains('?') || !text.contains('?');
            is_asked && (!covers(&told, planned) || covers(&left, planned))
        };
        (self.kept.iter().any(is_own) && self.planned.iter().all(is_kept)).then(|| self.with(&mended))
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
    let first = sentence.split(|sign: char| !sign.is_alphanumeric()).find(|word| !word.is_empty());
    first.is_some_and(|first| {
        let first = first.to_lowercase();
        LEANS.split_whitespace().any(|word| word == first)
    })
}

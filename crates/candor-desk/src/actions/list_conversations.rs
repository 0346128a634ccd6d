//! Lists conversations, filtered and paged. The filters have one text form for the chat, its buttons and the command line.

use candor_core::{lead::LeadOutcome, roles::Deed};
use candor_store::{ConversationFilter, ConversationPage};

use super::{ActError, Bench, Refusal, change_operator::find_operator};

/// Which conversations are wanted, as a person says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Held so.
    pub holder: Option<&'static str>,
    /// Held by whoever asks.
    pub is_mine: bool,
    /// Held by a member of the staff of this name.
    pub held_by: Option<String>,
    /// At this step.
    pub step: Option<String>,
    /// Of this outcome.
    pub outcome: Option<LeadOutcome>,
    /// Not answered yet.
    pub is_unread: bool,
    /// Also those that were ended.
    pub with_ended: bool,
}

impl Wanted {
    /// Reads words such as `waiting`, `unread step=greeting`, `mine holder=NAME` (the name goes to the end); nothing means every conversation that was not ended.
    ///
    /// # Errors
    /// [`Refusal::NoSuchFilter`] with the word that was not understood.
    pub fn read(words: &str) -> Result<Self, Refusal> {
        let mut wanted = Self::default();
        let mut rest = words.split_whitespace();
        while let Some(word) = rest.next() {
            match word.to_lowercase().split_once('=') {
                Some(("step", step)) => wanted.step = Some(step.to_owned()),
                Some(("holder", _)) => {
                    // A name may have blanks: it goes to the end.
                    let first = word.split_once('=').map(|(_, name)| name).unwrap_or_default();
                    let name: Vec<&str> = std::iter::once(first).chain(rest.by_ref()).collect();
                    wanted.held_by = Some(name.join(" ").trim().to_owned());
                }
                Some(("outcome", outcome)) => {
                    let known = LeadOutcome::from_word(outcome);
                    wanted.outcome = Some(known.ok_or_else(|| Refusal::NoSuchOutcome(outcome.to_owned()))?);
                }
                Some(_) => return Err(Refusal::NoSuchFilter(word.to_owned())),
                None => match word.to_lowercase().as_str() {
                    "waiting" | "ждут" => wanted.holder = Some("waiting"),
                    "desk" | "ии" => wanted.holder = Some("desk"),
                    "held" | "ведут" => wanted.holder = Some("operator"),
                    "mine" | "мои" => wanted.is_mine = true,
                    "unread" | "новые" => wanted.is_unread = true,
                    "ended" | "завершённые" | "завершенные" => wanted.with_ended = true,
                    _ => return Err(Refusal::NoSuchFilter(word.to_owned())),
                },
            }
        }
        Ok(wanted)
    }

    /// The words of [`Self::read`].
    pub fn words(&self) -> String {
        let holder = self.holder.map(|holder| if holder == "operator" { "held" } else { holder });
        let mut words: Vec<String> = holder.map(str::to_owned).into_iter().collect();
        words.extend(
            [(self.is_mine, "mine"), (self.is_unread, "unread"), (self.with_ended, "ended")]
                .into_iter()
                .filter(|(is_set, _)| *is_set)
                .map(|(_, word)| word.to_owned()),
        );
        words.extend(self.step.iter().map(|step| format!("step={step}")));
        words.extend(self.outcome.iter().map(|outcome| format!("outcome={}", outcome.word())));
        words.extend(self.held_by.iter().map(|name| format!("holder={name}")));
        words.join(" ")
    }
}

/// A page of conversations, from 0.
///
/// # Errors
/// [`Refusal::NoSuchOperator`], [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn list_conversations(
    bench: &Bench<'_>,
    wanted: &Wanted,
    per_page: u32,
    page: u32,
) -> Result<ConversationPage, ActError> {
    bench.must_be_allowed(Deed::List)?;
    let operator = match (&wanted.held_by, wanted.is_mine) {
        (Some(name), _) => Some(find_operator(bench, name).await?.id),
        (None, true) => bench.operator.as_ref().map(|operator| operator.id.clone()),
        (None, false) => None,
    };
    let filter = ConversationFilter {
        holder: wanted.holder.map(str::to_owned),
        operator,
        step: wanted.step.clone(),
        outcome: wanted.outcome.map(|outcome| outcome.word().to_owned()),
        is_unread: wanted.is_unread,
        with_ended: wanted.with_ended,
    };
    let offset = u64::from(page).saturating_mul(u64::from(per_page));
    Ok(bench.desk.store.find_conversations(&bench.business, &filter, per_page, offset).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_read_back_from_their_words_in_both_languages() {
        for words in [
            "",
            "waiting",
            "mine unread",
            "held step=greeting",
            "outcome=lost",
            "ended holder=Vera",
            "holder=Anna Maria K",
        ] {
            assert_eq!(Wanted::read(&Wanted::read(words).unwrap().words()), Wanted::read(words), "{words}");
        }
        assert_eq!(Wanted::read("ждут новые"), Wanted::read("waiting unread"));
        assert_eq!(Wanted::read("yesterday"), Err(Refusal::NoSuchFilter("yesterday".to_owned())));
        assert_eq!(Wanted::read("outcome=x"), Err(Refusal::NoSuchOutcome("x".to_owned())));
    }

    proptest::proptest! {
        #[test]
        fn any_words_whatever_are_read_or_refused(words in "\\PC{0,60}") {
            if let Ok(wanted) = Wanted::read(&words) {
                proptest::prop_assert_eq!(Wanted::read(&wanted.words()), Ok(wanted));
            }
        }
    }
}

//! Lists conversations, filtered and paged. The filters have one text form for the chat, its buttons and the command line.

mod tag;

use candor_core::{conversation::ScriptRef, language::Language, lead::LeadOutcome, roles::Deed};
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
    /// With this tag, exactly as it was given: what somebody typed is brought there by [`Self::named`].
    pub tag: Option<String>,
    /// Not answered yet.
    pub is_unread: bool,
    /// Also those that were ended.
    pub with_ended: bool,
    /// Only those that are put aside, or only those that are not; both where nothing is said.
    pub is_aside: Option<bool>,
}

impl Wanted {
    /// Reads words such as `waiting`, `unread step=greeting`, `mine holder=NAME` (the name goes to the end); nothing means every conversation that was
    /// neither ended nor put aside.
    ///
    /// # Errors
    /// [`Refusal::NoSuchFilter`] with the word that was not understood.
    pub fn read(words: &str) -> Result<Self, Refusal> {
        let mut wanted = Self { is_aside: Some(false), ..Self::default() };
        let mut rest = words.split_whitespace();
        while let Some(word) = rest.next() {
            match word.to_lowercase().split_once('=') {
                Some(("step" | "шаг", step)) => wanted.step = Some(step.to_owned()),
                Some(("holder" | "ведёт" | "ведет", _)) => {
                    // A name may have blanks: it goes to the end.
                    let first = word.split_once('=').map(|(_, name)| name).unwrap_or_default();
                    let name: Vec<&str> = std::iter::once(first).chain(rest.by_ref()).collect();
                    wanted.held_by = Some(name.join(" ").trim().to_owned());
                }
                Some(("outcome" | "итог", _)) => {
                    // A name may be of two words.
                    let first = word.split_once('=').map(|(_, name)| name).unwrap_or_default();
                    let mut next = rest.clone();
                    let both = format!("{first} {}", next.next().unwrap_or_default());
                    wanted.outcome = match (LeadOutcome::read(first), LeadOutcome::read(&both)) {
                        (_, Some((outcome, ""))) => {
                            rest = next;
                            Some(outcome)
                        }
                        (Some((outcome, "")), _) => Some(outcome),
                        _ => return Err(Refusal::NoSuchOutcome(first.to_owned())),
                    };
                }
                Some(("tag" | "метка", _)) => {
                    let first = word.split_once('=').map(|(_, tag)| tag).unwrap_or_default();
                    let tag = tag::read(first, &mut rest).ok_or_else(|| Refusal::NoSuchFilter(word.to_owned()))?;
                    wanted.tag = Some(tag);
                }
                Some(_) => return Err(Refusal::NoSuchFilter(word.to_owned())),
                None => match word.to_lowercase().as_str() {
                    "waiting" | "ждут" => wanted.holder = Some("waiting"),
                    "desk" | "ии" => wanted.holder = Some("desk"),
                    "held" | "ведут" => wanted.holder = Some("operator"),
                    "mine" | "мои" => wanted.is_mine = true,
                    "unread" | "новые" => wanted.is_unread = true,
                    "ended" | "завершённые" | "завершенные" => wanted.with_ended = true,
                    "aside" | "отложенные" => wanted.is_aside = Some(true),
                    _ => return Err(Refusal::NoSuchFilter(word.to_owned())),
                },
            }
        }
        Ok(wanted)
    }

    /// The words of [`Self::read`], as buttons carry them.
    pub fn words(&self) -> String {
        self.words_in(Language::En)
    }

    /// The words of [`Self::read`], as people read them.
    pub fn words_in(&self, language: Language) -> String {
        let say = |en: &'static str, ru: &'static str| if language == Language::En { en } else { ru };
        let set = [
            (self.holder == Some("desk"), say("desk", "ии")),
            (self.holder == Some("waiting"), say("waiting", "ждут")),
            (self.holder == Some("operator"), say("held", "ведут")),
            (self.is_mine, say("mine", "мои")),
            (self.is_unread, say("unread", "новые")),
            (self.with_ended, say("ended", "завершённые")),
            (self.is_aside == Some(true), say("aside", "отложенные")),
        ];
        let mut words: Vec<String> =
            set.into_iter().filter(|(is_set, _)| *is_set).map(|(_, word)| word.to_owned()).collect();
        words.extend(self.step.iter().map(|step| format!("{}={step}", say("step", "шаг"))));
        words.extend(self.outcome.iter().map(|outcome| {
            let called = if language == Language::En { outcome.word() } else { outcome.name(language) };
            format!("{}={called}", say("outcome", "итог"))
        }));
        words.extend(self.tag.iter().map(|tag| format!("{}={}", say("tag", "метка"), tag::written(tag))));
        words.extend(self.held_by.iter().map(|name| format!("{}={name}", say("holder", "ведёт"))));
        words.join(" ")
    }
}

/// Whether a word is one of a filter, and not of a tag before it.
fn is_filter(word: &str) -> bool {
    let key = word.split_once('=').map(|(key, _)| key.to_lowercase());
    let keys = ["step", "шаг", "holder", "ведёт", "ведет", "outcome", "итог", "tag", "метка"];
    key.is_some_and(|key| keys.contains(&key.as_str())) || Wanted::read(word).is_ok()
}

/// A page of conversations, from 0.
///
/// # Errors
/// [`Refusal::NoSuchOperator`], [`Refusal::NoSuchStep`], [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn list_conversations(
    bench: &Bench<'_>,
    wanted: &Wanted,
    per_page: u32,
    page: u32,
) -> Result<ConversationPage, ActError> {
    bench.must_be_allowed(Deed::List)?;
    let filter = filter_of(bench, wanted).await?;
    let offset = u64::from(page).saturating_mul(u64::from(per_page));
    let found = bench.desk.store.find_conversations(&bench.business, &filter, per_page, offset).await?;
    if found.total == 0
        && let Some(step) = &wanted.step
    {
        must_be_a_step(bench, step).await?;
    }
    Ok(found)
}

/// As the store is asked for them.
///
/// # Errors
/// [`Refusal::NoSuchOperator`], and whatever keeps the store from answering.
pub async fn filter_of(bench: &Bench<'_>, wanted: &Wanted) -> Result<ConversationFilter, ActError> {
    let operator = match (&wanted.held_by, wanted.is_mine) {
        (Some(name), _) => Some(find_operator(bench, name).await?.id),
        (None, true) => bench.operator.as_ref().map(|operator| operator.id.clone()),
        (None, false) => None,
    };
    Ok(ConversationFilter {
        holder: wanted.holder.map(str::to_owned),
        operator,
        step: wanted.step.clone(),
        outcome: wanted.outcome.map(|outcome| outcome.word().to_owned()),
        tag: wanted.tag.clone(),
        is_unread: wanted.is_unread,
        with_ended: wanted.with_ended,
        aside: wanted.is_aside.map(|is_aside| (is_aside, bench.now)),
    })
}

/// Refuses a name that no step has in the scripts of which something is in use.
async fn must_be_a_step(bench: &Bench<'_>, step: &str) -> Result<(), ActError> {
    let mut known = Vec::new();
    for line in bench.desk.store.list_scripts(&bench.business).await?.into_iter().filter(|line| line.is_head) {
        let wanted = ScriptRef { name: line.name, version: line.version };
        let shelved = bench.desk.shelf.take(&bench.business, &wanted).await?;
        known.extend(shelved.script.steps.iter().map(|step| step.id.clone()));
    }
    let is_known = known.is_empty() || known.iter().any(|id| id.to_lowercase() == step);
    if is_known { Ok(()) } else { Err(Refusal::NoSuchStep(step.to_owned(), known).into()) }
}

#[cfg(test)]
mod tests {
    use candor_core::press::StaffPress;

    use super::*;

    #[test]
    fn filters_are_read_back_from_their_words_in_both_languages() {
        for words in [
            "",
            "waiting",
            "mine unread",
            "held step=greeting",
            "outcome=lost",
            "mine aside",
            "ended holder=Vera",
            "tag=vip unread",
            "tag=Hot lead from Spring holder=Anna Maria K",
            "tag=\"call waiting\" mine",
            "holder=Anna Maria K",
        ] {
            assert_eq!(Wanted::read(&Wanted::read(words).unwrap().words()), Wanted::read(words), "{words}");
        }
        assert_eq!(Wanted::read("ждут новые"), Wanted::read("waiting unread"));
        for words in ["waiting step=greeting", "held outcome=not_qualified ended", "mine outcome=lost holder=Vera"] {
            let wanted = Wanted::read(words).unwrap();
            let russian = wanted.words_in(Language::Ru);
            assert!(!russian.chars().any(|sign| sign == '_'), "{russian}");
            assert_eq!(Wanted::read(&russian), Ok(wanted), "{russian}");
        }
        assert_eq!(Wanted::read("метка=«Постоянный клиент» новые"), Wanted::read("tag=Постоянный клиент unread"));
        assert_eq!(Wanted::read("tag=“call waiting”").unwrap().tag.as_deref(), Some("call waiting"));
        for broken in ["tag=", "tag=\"\"", "tag=\"call waiting", "tag=\"call\"waiting"] {
            assert!(matches!(Wanted::read(broken), Err(Refusal::NoSuchFilter(_))), "{broken}");
        }
        assert_eq!(Wanted::read("yesterday"), Err(Refusal::NoSuchFilter("yesterday".to_owned())));
        assert_eq!(Wanted::read("outcome=x"), Err(Refusal::NoSuchOutcome("x".to_owned())));
    }

    proptest::proptest! {
        #[test]
        fn any_words_whatever_are_read_or_refused(words in "((tag=|метка=|mine |holder=|\"|»|step=a )?\\PC{0,20}){0,4}") {
            if let Ok(wanted) = Wanted::read(&words) {
                proptest::prop_assert_eq!(Wanted::read(&wanted.words()), Ok(wanted.clone()));
                let data = wanted.button_words().map(|words| StaffPress::List(u32::MAX, words).data());
                proptest::prop_assert!(data.is_none_or(|data| data.len() <= 64));
            }
        }
    }
}

//! `GET /conversations` and `GET /conversations/{number}`.

use candor_core::{ids::OperatorId, moment::Moment};
use candor_desk::actions::{Refusal, search_conversations::search_conversations};
use candor_store::{ConversationFilter, ConversationLine};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Conversation, shape::HolderKind};
use crate::api::{Answer, Asked, At, Nothing, Problem, paged, paged::Paged};

/// So many characters may be looked for.
const LONGEST_SEARCH: usize = 200;

/// Which conversations are wanted. Everything that is set must hold.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    /// Where the page begins: `next` of the page before.
    cursor: Option<String>,
    /// How many are wanted.
    #[schemars(range(min = 1, max = 200))]
    limit: Option<u32>,
    /// Who answers.
    holder: Option<HolderKind>,
    /// Held by this member of the staff, by id.
    operator: Option<String>,
    /// At this step.
    step: Option<String>,
    /// With this tag, exactly as it was given.
    tag: Option<String>,
    /// What is looked for: a number, a public name with or without its at sign, the beginning of a name, or words that were said, in
    /// whichever form; the last of them may be a beginning, and words in quotation marks follow each other.
    #[schemars(length(max = 200))]
    q: Option<String>,
    /// Only those whose last words have no answer yet.
    #[serde(default)]
    unread: bool,
    /// Also those that were ended.
    #[serde(default)]
    ended: bool,
    /// Only those that are put aside, or only those that are not; both where it is left out.
    aside: Option<bool>,
    /// Only those that changed at or after this moment.
    #[schemars(with = "Option<At>")]
    changed_since: Option<String>,
}

/// The number of a conversation.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct Numbered {
    /// The number of the conversation.
    #[schemars(range(min = 1))]
    pub number: i64,
}

/// Lists conversations, the newest first.
pub(crate) async fn list(asked: Asked<Nothing, Wanted>) -> Result<Answer<Paged<Conversation>>, Problem> {
    let wanted = &asked.query;
    let (limit, below) = (paged::limit(wanted.limit)?, paged::number(wanted.cursor.as_deref())?);
    let filter = ConversationFilter {
        holder: wanted.holder.map(HolderKind::column).map(str::to_owned),
        operator: wanted.operator.clone().map(OperatorId::from_stored),
        step: wanted.step.clone(),
        outcome: None,
        tag: wanted.tag.clone(),
        is_unread: wanted.unread,
        with_ended: wanted.ended,
        aside: wanted.aside.map(|is_aside| (is_aside, asked.api.now())),
    };
    if wanted.q.as_deref().is_some_and(|typed| typed.chars().count() > LONGEST_SEARCH) {
        return Err(Problem::Malformed(format!("q has at most {LONGEST_SEARCH} characters.")));
    }
    let since = wanted.changed_since.as_deref().map(moment).transpose()?;
    if let Some(typed) = wanted.q.as_deref().map(str::trim).filter(|typed| !typed.is_empty()) {
        return match since {
            None => sought(&asked, &filter, typed, below, limit).await,
            Some(_) => Err(Problem::Malformed("q and changed_since do not go together.".to_owned())),
        };
    }
    let (store, business) = (&asked.api.desk().store, asked.api.business());
    let found = store.conversations_below(business, &filter, since, below, limit.saturating_add(1)).await?;
    Ok(Answer::of(Paged::of(&found, limit, Conversation::of, |line| line.number.to_string())))
}

/// What was looked for.
async fn sought(
    asked: &Asked<Nothing, Wanted>,
    filter: &ConversationFilter,
    typed: &str,
    below: Option<i64>,
    limit: u32,
) -> Result<Answer<Paged<Conversation>>, Problem> {
    let bench = asked.bench();
    let sought = search_conversations(&bench, filter, typed, below, limit).await.map_err(Problem::from)?;
    let people = sought.people.iter().map(Conversation::of);
    let lines = sought.lines.iter().map(|found| Conversation::found(found, &sought.query));
    Ok(Answer::of(Paged { items: people.chain(lines).collect(), next: sought.next.map(|next| next.to_string()) }))
}

/// Tells one conversation.
pub(crate) async fn show(asked: Asked<Numbered>) -> Result<Answer<Conversation>, Problem> {
    told(&asked, asked.path.number).await
}

/// The conversation of a number, as it is now.
pub(super) async fn told<P, Q, B>(asked: &Asked<P, Q, B>, number: i64) -> Result<Answer<Conversation>, Problem> {
    let line = found(asked, number).await?;
    Ok(Answer::versioned(Conversation::of(&line), line.conversation.version))
}

/// The conversation of a number.
///
/// # Errors
/// [`Refusal::NoSuchNumber`].
pub(crate) async fn found<P, Q, B>(asked: &Asked<P, Q, B>, number: i64) -> Result<ConversationLine, Problem> {
    let line = asked.api.desk().store.conversation_numbered(asked.api.business(), number).await?;
    line.ok_or_else(|| Refusal::NoSuchNumber(number).into())
}

/// A moment as RFC 3339 writes it.
fn moment(text: &str) -> Result<Moment, Problem> {
    let read = text.parse::<jiff::Timestamp>();
    let wrong = || Problem::Malformed("changed_since is a moment such as 2026-11-26T12:42:00Z.".to_owned());
    read.map(|at| Moment::from_millis(at.as_millisecond())).map_err(|_| wrong())
}

impl HolderKind {
    const fn column(self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::Waiting => "waiting",
            Self::Operator => "operator",
        }
    }
}

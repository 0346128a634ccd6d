//! What operators can do, one file each. Chat commands, the command line and later the panel are doors into this room:
//! a door puts a [`Bench`] together, lets actions change it and commits it once.

pub mod answer_contact;
pub mod bench;
pub mod change_operator;
pub mod change_template;
pub mod change_webhook;
pub mod choose_group;
pub mod connect_bot;
pub mod demand_second;
pub mod draft_answer;
pub mod drop_document;
pub mod edit_fields;
pub mod edit_lead;
pub mod export_conversations;
pub mod export_leads;
pub mod invite_operator;
pub mod issue_token;
pub mod join_panel;
pub mod list_conversations;
pub mod list_leads;
pub mod list_lessons;
pub mod open_file;
pub mod pause_desk;
pub mod publish_edited;
pub mod publish_script;
pub mod raise_card;
mod refusal;
mod refused_file;
mod refused_list;
mod refused_value;
mod refused_webhook;
pub mod relay_message;
pub mod release_conversation;
pub mod relink_operator;
pub mod renew_token;
pub mod replay_delivery;
pub mod report_trouble;
pub mod restore_script;
pub mod search_conversations;
pub mod search_documents;
pub mod send_file;
pub mod sign_out_operator;
pub mod snooze_conversation;
pub mod start_conversation;
pub mod stop_conversation;
pub mod sum_up;
pub mod take_conversation;
pub mod take_in_document;
pub mod teach_lesson;
pub mod tell_member;
pub mod try_script;
pub mod try_webhook;
pub mod view_conversation;
pub mod withdraw_invitation;

pub use bench::Bench;
use candor_store::{CommitError, Error};
use futures_util::future::BoxFuture;
pub use refusal::Refusal;
pub use refused_file::FileRefusal;
pub use refused_value::ValueRefusal;
pub use refused_webhook::WebhookRefusal;

/// Why an action was not done.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// It is refused: tell whoever acted.
    #[error("refused: {}", .0.word())]
    Refused(Refusal),
    /// The store could not read or write.
    #[error(transparent)]
    Store(#[from] Error),
}

impl From<Refusal> for ActError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<FileRefusal> for ActError {
    fn from(why: FileRefusal) -> Self {
        Self::Refused(Refusal::File(why))
    }
}

/// An action that conflicts with something that changed meanwhile is tried so many times in all.
pub const TRIES: usize = 5;

/// Does an action that belongs to no turn and commits it. What it reads may change before it is written: then it is done
/// again from the beginning. Whoever acts must be what they were let act by until then: else it is [`Refusal::NoLongerLet`].
///
/// # Errors
/// See [`ActError`]; nothing was written.
pub async fn act<'a, T, A>(bench: impl Fn() -> Bench<'a>, action: A) -> Result<T, ActError>
where
    A: for<'b> Fn(&'b mut Bench<'a>) -> BoxFuture<'b, Result<T, ActError>>,
{
    act_and(bench, action, |_, _| {}).await
}

/// As [`act`]; `and` adds to the commit what follows from what was done.
///
/// # Errors
/// As [`act`].
pub async fn act_and<'a, T, A>(
    bench: impl Fn() -> Bench<'a>,
    action: A,
    and: impl Fn(&mut Bench<'a>, &T),
) -> Result<T, ActError>
where
    A: for<'b> Fn(&'b mut Bench<'a>) -> BoxFuture<'b, Result<T, ActError>>,
{
    for _ in 0..TRIES {
        let mut bench = bench();
        let done = action(&mut bench).await?;
        and(&mut bench, &done);
        let (store, business, now) = (bench.desk.store.clone(), bench.business.clone(), bench.now);
        let acting = bench.changes.acting.clone();
        match store.apply(&business, bench.into_changes(), now).await {
            Ok(_) => return Ok(done),
            Err(CommitError::Conflict | CommitError::Superseded | CommitError::InviteSpent) => {
                for acting in &acting {
                    if !store.may_act(&business, acting).await? {
                        return Err(Refusal::NoLongerLet.into());
                    }
                }
            }
            Err(CommitError::Store(error)) => return Err(error.into()),
        }
    }
    Err(Error::Raced.into())
}

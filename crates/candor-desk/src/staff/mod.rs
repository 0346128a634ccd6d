//! The turn of a member of the staff: joins by an invitation, takes conversations, answers in them, gives them back.
//! A stranger who sends the same is a contact and gets the desk's normal answer; nothing tells them that more exists.

mod bench;
mod claim;
mod holding;
pub(crate) mod words;

use candor_core::{
    ids::MessageId,
    message::{Content, Incoming},
    press::Press,
};
use candor_store::{OperatorRow, Role, SeatRows, TurnCommit};

pub(crate) use claim::is_claim;
pub use claim::{CLAIM_PREFIX, code_hash};

use self::{bench::Bench, words::StaffWord};
use crate::{Desk, told_apart::ToldApart, turn::TurnError};

/// Whether this member of the staff may answer contacts.
pub(crate) const fn may_take(operator: &OperatorRow) -> bool {
    match operator.role {
        Role::Owner | Role::Manager => true,
        Role::Viewer => false,
    }
}

/// Takes the turn, if it is one of the staff's; `None` if it is a contact's after all.
pub(crate) async fn take(desk: &Desk, rows: &SeatRows, told: &ToldApart) -> Result<Option<TurnCommit>, TurnError> {
    let Some(operator) = &rows.operator else { return claim::take(desk, rows, told).await };
    let mut bench = Bench::lay(desk, rows, told, operator.clone()).await?;
    for incoming in &told.incoming {
        answer(&mut bench, incoming).await?;
    }
    Ok(Some(bench.into_commit()))
}

async fn answer(bench: &mut Bench<'_>, incoming: &Incoming) -> Result<(), TurnError> {
    match &incoming.content {
        Content::Button { query_id, data } => {
            let said = press(bench, data).await?;
            bench.answer_button(incoming, query_id, said);
        }
        Content::Text { text, reply_to } => write(bench, text, *reply_to).await?,
        Content::Command { .. } => {
            let role = words::role(bench.operator.role, bench.language);
            let text = bench.say(StaffWord::Claimed).replace("{role}", role);
            bench.tell(None, text, Vec::new());
        }
        Content::Phone { .. } | Content::Other { .. } => {
            let text = bench.say(StaffWord::OnlyText).to_owned();
            bench.tell(None, text, Vec::new());
        }
        Content::Blocked | Content::Unblocked => {}
    }
    Ok(())
}

/// Does what a button says and returns the short line shown beside it.
async fn press(bench: &mut Bench<'_>, data: &str) -> Result<Option<String>, TurnError> {
    let (id, is_take) = match Press::read(data) {
        Some(Press::Take { conversation }) => (conversation, true),
        Some(Press::Release { conversation }) => (conversation, false),
        _ => return Ok(Some(bench.say(StaffWord::Unknown).to_owned())),
    };
    if !may_take(&bench.operator) {
        return Ok(Some(bench.say(StaffWord::MayOnlyLook).to_owned()));
    }
    let Some(known) = bench.conversation(&id).await? else {
        return Ok(Some(bench.say(StaffWord::Unknown).to_owned()));
    };
    if is_take { holding::take_over(bench, known).await } else { holding::hand_back(bench, known).await }
}

/// Carries the operator's words to the contact of the conversation they belong to.
async fn write(bench: &mut Bench<'_>, text: &str, reply_to: Option<MessageId>) -> Result<(), TurnError> {
    let word = match bench.addressed(reply_to).await? {
        Ok(conversation) => {
            holding::relay(bench, conversation, text);
            return Ok(());
        }
        Err(word) => word,
    };
    let text = bench.say(word).to_owned();
    bench.tell(None, text, Vec::new());
    Ok(())
}

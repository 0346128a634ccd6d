//! `/note N words`: a note the contact never sees.

use candor_core::{message::Outgoing, roles::Deed};
use candor_store::OperatorRow;

use super::{Command, numbered};
use crate::{
    actions::{
        ActError, Bench,
        edit_lead::{LeadEdit, edit_lead},
    },
    staff::{reply, words::StaffWord},
};

pub(super) const COMMAND: Command = Command {
    name: "note",
    deed: Deed::WriteNote,
    says: ("A note for the staff: /note 12 words", "Заметка для своих: /note 12 текст"),
    more: None,
    run: |bench, operator, argument| Box::pin(run(bench, operator, argument)),
};

async fn run(bench: &mut Bench<'_>, operator: &OperatorRow, argument: &str) -> Result<(), ActError> {
    let Some((line, text)) = numbered(bench, operator, "note", argument).await? else { return Ok(()) };
    if text.is_empty() {
        reply(bench, operator, None, Outgoing::plain(StaffWord::NoteEmpty.in_language(bench.language)));
        return Ok(());
    }
    edit_lead(bench, &line, &LeadEdit::Note(text.to_owned())).await?;
    let said = Outgoing::plain(StaffWord::NoteKept.in_language(bench.language));
    reply(bench, operator, Some(&line.conversation.conversation.id), said);
    Ok(())
}

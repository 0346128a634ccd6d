//! `/list`: conversations by number, filtered and paged.

use candor_core::roles::Deed;
use candor_store::OperatorRow;

use super::Command;
use crate::{
    actions::{
        ActError, Bench,
        list_conversations::{Wanted, list_conversations},
    },
    staff::{reply, shown},
};

pub(super) const COMMAND: Command = Command {
    name: "list",
    deed: Deed::List,
    says: ("Conversations: /list waiting, mine, unread, tag=NAME", "Разговоры: /list ждут, мои, новые, метка=ИМЯ"),
    more: None,
    run: |bench, operator, argument| Box::pin(run(bench, operator, argument)),
};

async fn run(bench: &mut Bench<'_>, operator: &OperatorRow, argument: &str) -> Result<(), ActError> {
    let wanted = Wanted::read(argument)?.named(bench).await?;
    let page = list_conversations(bench, &wanted, shown::LIST_PAGE, 0).await?;
    let message = shown::list(&page, &wanted, 0, bench.now, bench.language);
    reply(bench, operator, None, message);
    Ok(())
}

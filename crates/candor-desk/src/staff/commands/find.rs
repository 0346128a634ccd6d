//! `/find`: conversations by what a person remembers of one.

use candor_core::{message::Outgoing, roles::Deed};
use candor_store::{ConversationFilter, OperatorRow};

use super::Command;
use crate::{
    actions::{ActError, Bench, search_conversations::search_conversations},
    staff::{found, reply, words::StaffWord},
};

pub(super) const COMMAND: Command = Command {
    name: "find",
    deed: Deed::List,
    says: (
        "Find by words, name, @username or number: /find red roses",
        "Найти по словам, имени, @имени или номеру: /find красные розы",
    ),
    more: None,
    run: |bench, operator, argument| Box::pin(run(bench, operator, argument)),
};

async fn run(bench: &mut Bench<'_>, operator: &OperatorRow, argument: &str) -> Result<(), ActError> {
    if argument.is_empty() {
        reply(bench, operator, None, Outgoing::plain(StaffWord::FindHow.in_language(bench.language)));
        return Ok(());
    }
    show_page(bench, operator, argument, None).await
}

/// Shows what is found below a place of the index, the newest first: as a message of its own, so that what came before stays.
pub(crate) async fn show_page(
    bench: &mut Bench<'_>,
    operator: &OperatorRow,
    typed: &str,
    below: Option<i64>,
) -> Result<(), ActError> {
    // Whoever remembers somebody means the ended conversations and those put aside as well.
    let everywhere = ConversationFilter { with_ended: true, ..ConversationFilter::default() };
    let sought = search_conversations(bench, &everywhere, typed, below, found::FOUND_PAGE).await?;
    let is_reading = !bench.desk.store.index_progress().await?.is_done;
    let zone = bench.desk.shelf.zone(&bench.business).await?;
    let message = found::page(&sought, typed, (below, is_reading), &zone, bench.now, bench.language);
    reply(bench, operator, None, message);
    Ok(())
}

//! `/sum N`: what a conversation is about, in a few points.

use candor_core::{message::Outgoing, roles::Deed, told_time};
use candor_store::{ConversationLine, OperatorRow};

use super::{Command, numbered};
use crate::{
    actions::{
        ActError, Bench,
        sum_up::{NoModel, Summary, Writer, sum_up},
    },
    relay::plain_name,
    staff::{reply, words::StaffWord},
};

pub(super) const COMMAND: Command = Command {
    name: "sum",
    deed: Deed::SumUp,
    says: ("A conversation in short: /sum 12", "Разговор коротко: /sum 12"),
    more: None,
    run: |bench, operator, argument| Box::pin(run(bench, operator, argument)),
};

async fn run(bench: &mut Bench<'_>, operator: &OperatorRow, argument: &str) -> Result<(), ActError> {
    let Some((line, _)) = numbered(bench, operator, "sum", argument).await? else { return Ok(()) };
    let summary = sum_up(bench, &line).await?;
    let zone = bench.desk.shelf.zone(&bench.business).await?;
    let text = told(bench, &line, &summary, &zone);
    reply(bench, operator, Some(&line.conversation.conversation.id), Outgoing::plain(text));
    Ok(())
}

fn told(bench: &Bench<'_>, line: &ConversationLine, summary: &Summary, zone: &str) -> String {
    let say = |word: StaffWord| word.in_language(bench.language);
    let number = line.number.to_string();
    let heading = say(StaffWord::SumHeading).replace("{number}", &number).replace("{name}", &plain_name(&line.contact));
    let points = summary.points.iter().map(|point| format!("• {}", point.text));
    let (by, because) = match &summary.writer {
        Writer::Model(model) => (say(StaffWord::SumByAi).replace("{model}", model), None),
        Writer::Code(why) => {
            let because = match why {
                NoModel::NotNamed => None,
                NoModel::Limit(_) => Some(say(StaffWord::SumLimit)),
                NoModel::NoAnswer => Some(say(StaffWord::SumNoAnswer)),
            };
            (say(StaffWord::SumByCode).to_owned(), because)
        }
    };
    let at = summary.up_to_at.unwrap_or(summary.at);
    let up_to = say(StaffWord::SumUpTo)
        .replace("{time}", &told_time::minute(at, &told_time::zone(zone)))
        .replace("{number}", &number);
    let footer = [Some(by.as_str()), because, Some(up_to.as_str())].into_iter().flatten().collect::<Vec<_>>().join(" ");
    [heading].into_iter().chain(points).chain([String::new(), footer]).collect::<Vec<_>>().join("\n")
}

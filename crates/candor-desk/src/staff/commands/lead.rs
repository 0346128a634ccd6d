//! `/lead N`: what is known of a contact, and what becomes of it.

use candor_core::{lead::LeadOutcome, message::Outgoing, roles::Deed};
use candor_store::OperatorRow;

use super::{Command, numbered};
use crate::{
    actions::{
        ActError, Bench, Refusal,
        edit_lead::{LeadEdit, edit_lead},
    },
    staff::{buttons::show_lead, reply, words::StaffWord},
};

pub(super) const COMMAND: Command = Command {
    name: "lead",
    deed: Deed::View,
    says: ("A lead: /lead 12", "Заявка: /lead 12"),
    more: Some((
        Deed::EditLead,
        ("A lead: /lead 12, /lead 12 budget=30000", "Заявка: /lead 12, /lead 12 бюджет=30000"),
    )),
    run: |bench, operator, argument| Box::pin(run(bench, operator, argument)),
};

async fn run(bench: &mut Bench<'_>, operator: &OperatorRow, argument: &str) -> Result<(), ActError> {
    let Some((line, change)) = numbered(bench, operator, "lead", argument).await? else { return Ok(()) };
    let id = line.conversation.conversation.id.clone();
    if !change.is_empty() {
        let Some(edit) = read(change)? else {
            let text = StaffWord::LeadUnclear.in_language(bench.language).replace("{edit}", change);
            let how = StaffWord::LeadHow.in_language(bench.language).replace("{number}", &line.number.to_string());
            reply(bench, operator, Some(&id), Outgoing::plain(format!("{text}\n{how}")));
            return Ok(());
        };
        edit_lead(bench, &line, &edit).await?;
    }
    let line = bench.conversation(&id).await?;
    show_lead(bench, operator, &line).await
}

/// Reads `field=value`, `outcome=lost why`, `+tag` or `-tag`; `None` for anything else.
pub(crate) fn read(change: &str) -> Result<Option<LeadEdit>, Refusal> {
    if let Some(tag) = change.strip_prefix('+') {
        return Ok(Some(LeadEdit::Tag { tag: tag.trim().to_owned(), is_given: true }));
    }
    if let Some(tag) = change.strip_prefix('-') {
        return Ok(Some(LeadEdit::Tag { tag: tag.trim().to_owned(), is_given: false }));
    }
    let Some((name, value)) = change.split_once('=') else { return Ok(None) };
    if !matches!(name.trim().to_lowercase().as_str(), "outcome" | "итог") {
        return Ok(Some(LeadEdit::Field { name: name.trim().to_owned(), value: value.trim().to_owned() }));
    }
    let (word, rest) = value.trim().split_once(char::is_whitespace).unwrap_or((value.trim(), ""));
    let (outcome, why) = match (word, LeadOutcome::read(value)) {
        (_, Some((outcome, why))) => (Some(outcome), why),
        ("" | "none" | "нет", None) => (None, rest.trim()),
        (word, None) => return Err(Refusal::NoSuchOutcome(word.to_owned())),
    };
    Ok(Some(LeadEdit::Outcome { outcome, why: why.to_owned() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_of_a_lead_are_read_from_their_words() {
        let field = LeadEdit::Field { name: "Budget".to_owned(), value: "30 000".to_owned() };
        assert_eq!(read("Budget = 30 000"), Ok(Some(field)));
        let lost = LeadEdit::Outcome { outcome: Some(LeadOutcome::Lost), why: "too dear".to_owned() };
        assert_eq!(read("outcome=lost too dear"), Ok(Some(lost)));
        assert_eq!(read("итог=нет"), Ok(Some(LeadEdit::Outcome { outcome: None, why: String::new() })));
        assert_eq!(read("+ vip"), Ok(Some(LeadEdit::Tag { tag: "vip".to_owned(), is_given: true })));
        let unfit = LeadEdit::Outcome { outcome: Some(LeadOutcome::NotQualified), why: "далеко".to_owned() };
        assert_eq!(read("итог=Не подходит далеко"), Ok(Some(unfit)));
        assert_eq!(read("hello"), Ok(None));
        assert_eq!(read("outcome=maybe"), Err(Refusal::NoSuchOutcome("maybe".to_owned())));
    }
}

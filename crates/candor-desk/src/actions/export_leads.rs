//! Exports all leads as a table for spreadsheets, some rows at a time, so that it never stands in memory. What contacts wrote
//! is data in it (H13): no cell is a formula.

use std::collections::BTreeSet;

use candor_core::{
    conversation::ScriptRef,
    export::{BYTE_ORDER_MARK, csv_row},
    ids::BusinessId,
    language::Language,
    lead::{LeadOutcome, assess, told_in_words},
    moment::Moment,
    roles::Deed,
    script::Script,
    told_time::rfc3339,
};
use candor_store::{ConversationLine, Error};
use serde_json::json;

use super::{ActError, Bench, Refusal, list_leads::stage_of};
use crate::{Desk, relay::plain_name};

/// So many leads are read at a time.
const AT_ONCE: u32 = 200;

/// The columns before those of the fields. Programs find a column by its name: new ones may come at the end.
const COLUMNS: [&str; 16] = [
    "number",
    "contact",
    "username",
    "language",
    "outcome",
    "decided_by",
    "why",
    "points",
    "points_of",
    "tags",
    "notes",
    "source",
    "script",
    "holder",
    "began_at",
    "last_active_at",
];

/// The columns behind them.
const LAST_COLUMNS: [&str; 2] = ["other_fields", "proof"];

/// The form of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableForm {
    /// RFC 4180: no cell begins as a formula does.
    Csv,
    /// A workbook in which every cell is a text.
    Xlsx,
}

impl TableForm {
    /// The stable word, and the ending of a file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

/// A table of leads being written.
#[derive(Clone, Debug)]
pub struct LeadTable {
    /// The fields that have a column: those of the versions in use.
    fields: Vec<String>,
    language: Language,
    after: i64,
}

/// Begins a table of all leads; that it was asked for is the bench's to commit.
///
/// # Errors
/// [`Refusal::NothingToExport`], [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn begin_lead_export(bench: &mut Bench<'_>, form: TableForm) -> Result<LeadTable, ActError> {
    let table = LeadTable::of(bench).await?;
    let counts = bench.desk.store.count_stages(&bench.business).await?;
    let leads = counts.iter().fold(0_u64, |sum, (_, leads)| sum.saturating_add(*leads));
    if leads == 0 {
        return Err(Refusal::NothingToExport.into());
    }
    let subject = bench.business.to_string();
    bench.record(Deed::ExportAll, &subject, json!(null), json!({"format": form.word(), "leads": leads}));
    Ok(table)
}

impl LeadTable {
    /// A table that was not begun. Whoever hands its rows to somebody begins it with [`begin_lead_export`], which writes down
    /// that they left.
    ///
    /// # Errors
    /// [`Refusal::MayNot`], and whatever keeps the store from answering.
    pub async fn of(bench: &Bench<'_>) -> Result<Self, ActError> {
        bench.must_be_allowed(Deed::ExportAll)?;
        let mut fields: Vec<String> = Vec::new();
        for line in bench.desk.store.list_scripts(&bench.business).await?.into_iter().filter(|line| line.is_head) {
            let wanted = ScriptRef { name: line.name, version: line.version };
            let shelved = bench.desk.shelf.take(&bench.business, &wanted).await?;
            for field in &shelved.script.fields {
                if !fields.contains(&field.id) {
                    fields.push(field.id.clone());
                }
            }
        }
        Ok(Self { fields, language: bench.language, after: 0 })
    }

    /// The names of its columns.
    pub fn columns(&self) -> Vec<String> {
        let fields = self.fields.iter().map(|field| format!("field.{field}"));
        let named = COLUMNS.iter().map(|name| (*name).to_owned()).chain(fields);
        named.chain(LAST_COLUMNS.iter().map(|name| (*name).to_owned())).collect()
    }

    /// What it begins with as CSV.
    pub fn head(&self) -> String {
        format!("{BYTE_ORDER_MARK}{}", csv_row(self.columns()))
    }

    /// The next rows as CSV; none where all were written.
    ///
    /// # Errors
    /// Whatever keeps the store from answering.
    pub async fn next(&mut self, desk: &Desk, business: &BusinessId) -> Result<Option<String>, Error> {
        let rows = self.next_rows(desk, business).await?;
        Ok(rows.map(|rows| rows.into_iter().map(csv_row).collect()))
    }

    /// The next rows, in the order of the numbers, a cell for each column; none where all were written.
    ///
    /// # Errors
    /// Whatever keeps the store from answering.
    pub async fn next_rows(&mut self, desk: &Desk, business: &BusinessId) -> Result<Option<Vec<Vec<String>>>, Error> {
        let lines = desk.store.conversations_after(business, self.after, AT_ONCE).await?;
        let Some(last) = lines.last() else { return Ok(None) };
        self.after = last.number;
        let mut rows = Vec::with_capacity(lines.len());
        for line in &lines {
            let shelved = desk.shelf.take(business, &line.conversation.conversation.script).await?;
            rows.push(self.row(line, &shelved.script));
        }
        Ok(Some(rows))
    }

    fn row(&self, line: &ConversationLine, script: &Script) -> Vec<String> {
        let known = &line.conversation.conversation;
        let assessment = assess(script, known);
        let decided = known.lead.decided.as_ref();
        let notes = known.lead.notes.iter().map(|note| format!("{} {}: {}", rfc3339(note.at), note.by, note.text));
        let mut cells = vec![
            line.number.to_string(),
            plain_name(&line.contact),
            line.contact.username.clone().unwrap_or_default(),
            known.language.code().to_owned(),
            stage_of(script, known).map_or("open", LeadOutcome::word).to_owned(),
            decided.map(|decided| decided.by.clone()).unwrap_or_default(),
            decided.map(|decided| decided.why.clone()).unwrap_or_default(),
            assessment.total.to_string(),
            assessment.of.to_string(),
            known.lead.tags.join(", "),
            notes.collect::<Vec<_>>().join("\n"),
            known.source.clone().unwrap_or_default(),
            format!("{} {}", known.script.name, known.script.version),
            known.holder.column().to_owned(),
            rfc3339(line.created_at),
            rfc3339(last_active(line)),
        ];
        let told = |id: &str| known.fields.get(id).map(|told| told_in_words(script, id, told, self.language));
        cells.extend(self.fields.iter().map(|id| told(id).unwrap_or_default()));
        let with_column: BTreeSet<&String> = self.fields.iter().collect();
        let others = known.fields.iter().filter(|(id, _)| !with_column.contains(id));
        let others = others.map(|(id, told)| format!("{id}: {}", told_in_words(script, id, told, self.language)));
        cells.push(others.collect::<Vec<_>>().join("\n"));
        let proofs = known.fields.iter().filter_map(|(id, told)| match &told.by {
            Some(by) => Some(format!("{id}: {by}")),
            None if told.words.trim().is_empty() => None,
            None => Some(format!("{id}: «{}»", told.words.trim())),
        });
        cells.push(proofs.collect::<Vec<_>>().join("\n"));
        cells
    }
}

/// When anybody last said something in it.
pub fn last_active(line: &ConversationLine) -> Moment {
    line.last_contact_at.max(line.last_answer_at).unwrap_or(line.updated_at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_begins_with_one_cell_for_every_column() {
        let table =
            LeadTable { fields: vec!["name".to_owned(), "budget".to_owned()], language: Language::En, after: 0 };
        let head = table.head();
        assert!(head.starts_with("\u{feff}\"number\",\"contact\"") && head.ends_with("\"proof\"\r\n"), "{head}");
        assert!(head.contains("\"field.name\",\"field.budget\",\"other_fields\""), "{head}");
        assert_eq!(head.matches(',').count() + 1, COLUMNS.len() + 2 + LAST_COLUMNS.len());
    }
}

//! Exports all leads as a table for spreadsheets, some rows at a time, so that it never stands in memory. What contacts wrote
//! is data in it (H13): no cell is a formula.

use candor_core::{
    conversation::{Holder, ScriptRef},
    export::{BYTE_ORDER_MARK, Cell, csv_cells, csv_row},
    ids::BusinessId,
    language::Language,
    lead::{LeadOutcome, assess, told_in_words},
    moment::Moment,
    roles::Deed,
    script::{FieldKind, Script},
    told_time::{self, minute, rfc3339},
};
use candor_store::{ConversationLine, Error};
use serde_json::json;

use super::{ActError, Bench, Refusal, list_leads::stage_of};
use crate::{Desk, relay::plain_name};

/// So many leads are read at a time.
const AT_ONCE: u32 = 200;

/// The columns before those of the fields, as programs find them by name: new ones may come at the end.
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

/// The same columns as people read them: English and Russian. Times are by the clock of the zone that is filled in.
const TITLES: [(&str, &str); 16] = [
    ("No.", "№"),
    ("Contact", "Клиент"),
    ("Public name", "Имя в Telegram"),
    ("Language", "Язык"),
    ("Outcome", "Итог"),
    ("Outcome set by", "Кто поставил итог"),
    ("Why", "Почему"),
    ("Points", "Баллы"),
    ("Points at most", "Баллов всего"),
    ("Tags", "Метки"),
    ("Notes", "Заметки"),
    ("Came by", "Откуда"),
    ("Script", "Сценарий"),
    ("Who answers", "Кто отвечает"),
    ("Began ({zone})", "Начата ({zone})"),
    ("Last active ({zone})", "Последние слова ({zone})"),
];

const LAST_TITLES: [(&str, &str); 2] = [("Other fields", "Другие поля"), ("In the contact's words", "Словами клиента")];

/// Who reads a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// People: titles, outcomes and fields in their language, times by the clock of the business.
    People,
    /// Programs: stable words, times in UTC.
    Programs,
}

/// The form of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableForm {
    /// RFC 4180: no cell begins as a formula does.
    Csv,
    /// A workbook in which every cell is a text or a number.
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
    /// The fields that have a column: those of the versions in use, each with its title.
    fields: Vec<(String, String)>,
    language: Language,
    /// The zone by whose clock times are told to people; none for programs.
    zone: Option<String>,
    after: i64,
}

/// Begins a table of all leads; that it was asked for is the bench's to commit.
///
/// # Errors
/// [`Refusal::NothingToExport`], [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn begin_lead_export(
    bench: &mut Bench<'_>,
    form: TableForm,
    readers: Readers,
) -> Result<LeadTable, ActError> {
    let table = LeadTable::of(bench, readers).await?;
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
    pub async fn of(bench: &Bench<'_>, readers: Readers) -> Result<Self, ActError> {
        bench.must_be_allowed(Deed::ExportAll)?;
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in bench.desk.store.list_scripts(&bench.business).await?.into_iter().filter(|line| line.is_head) {
            let wanted = ScriptRef { name: line.name, version: line.version };
            let shelved = bench.desk.shelf.take(&bench.business, &wanted).await?;
            for field in &shelved.script.fields {
                if fields.iter().any(|(id, _)| *id == field.id) {
                    continue;
                }
                let title = match readers {
                    Readers::People => field.label.best(bench.language).unwrap_or(&field.id).to_owned(),
                    Readers::Programs => format!("field.{}", field.id),
                };
                // Two fields of one label are told apart by what the scripts call them.
                let is_taken = fields.iter().any(|(_, known)| *known == title);
                let title = if is_taken { format!("{title} ({})", field.id) } else { title };
                fields.push((field.id.clone(), title));
            }
        }
        let zone = match readers {
            Readers::People => Some(bench.desk.shelf.zone(&bench.business).await?),
            Readers::Programs => None,
        };
        Ok(Self { fields, language: bench.language, zone, after: 0 })
    }

    /// The names of its columns.
    pub fn columns(&self) -> Vec<String> {
        let fields = self.fields.iter().map(|(_, title)| title.clone());
        match &self.zone {
            None => {
                let named = COLUMNS.iter().map(|name| (*name).to_owned()).chain(fields);
                named.chain(LAST_COLUMNS.iter().map(|name| (*name).to_owned())).collect()
            }
            Some(zone) => {
                let told = |(en, ru): &(&str, &str)| self.either(en, ru).replace("{zone}", zone);
                TITLES.iter().map(told).chain(fields).chain(LAST_TITLES.iter().map(told)).collect()
            }
        }
    }

    fn either<'a>(&self, en: &'a str, ru: &'a str) -> &'a str {
        if self.language == Language::Ru { ru } else { en }
    }

    fn time(&self, at: Moment) -> String {
        self.zone.as_ref().map_or_else(|| rfc3339(at), |zone| minute(at, &told_time::zone(zone)))
    }

    /// A stable word, or what people read in its place.
    fn word(&self, stable: &str, en: &str, ru: &str) -> String {
        if self.zone.is_none() { stable.to_owned() } else { self.either(en, ru).to_owned() }
    }

    fn outcome(&self, outcome: Option<LeadOutcome>) -> String {
        match outcome {
            None => self.word("open", "open", "открыта"),
            Some(outcome) => self.word(outcome.word(), outcome.name(Language::En), outcome.name(Language::Ru)),
        }
    }

    fn holder(&self, holder: &Holder) -> String {
        let (en, ru) = match holder {
            Holder::Desk => ("AI", "ИИ"),
            Holder::Waiting { .. } => ("waits for a person", "ждёт человека"),
            Holder::Operator { .. } => ("a person", "человек"),
        };
        self.word(holder.column(), en, ru)
    }

    /// What a field is called where it has no column of its own.
    fn name_of<'a>(&self, script: &'a Script, id: &'a str) -> &'a str {
        let label = script.field(id).and_then(|field| field.label.best(self.language));
        label.filter(|_| self.zone.is_some()).unwrap_or(id)
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
        Ok(rows.map(|rows| rows.iter().map(|row| csv_cells(row)).collect()))
    }

    /// The next rows, in the order of the numbers, a cell for each column; none where all were written.
    ///
    /// # Errors
    /// Whatever keeps the store from answering.
    pub async fn next_rows(&mut self, desk: &Desk, business: &BusinessId) -> Result<Option<Vec<Vec<Cell>>>, Error> {
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

    fn row(&self, line: &ConversationLine, script: &Script) -> Vec<Cell> {
        let known = &line.conversation.conversation;
        let assessment = assess(script, known);
        let decided = known.lead.decided.as_ref();
        let notes = known.lead.notes.iter().map(|note| format!("{} {}: {}", self.time(note.at), note.by, note.text));
        let language = match known.language {
            Language::En => self.word("en", "English", "английский"),
            Language::Ru => self.word("ru", "Russian", "русский"),
        };
        let mut cells = vec![
            Cell::Number(line.number),
            Cell::Text(plain_name(&line.contact)),
            Cell::Text(line.contact.username.clone().unwrap_or_default()),
            Cell::Text(language),
            Cell::Text(self.outcome(stage_of(script, known))),
            Cell::Text(decided.map(|decided| decided.by.clone()).unwrap_or_default()),
            Cell::Text(decided.map(|decided| decided.why.clone()).unwrap_or_default()),
            Cell::Number(i64::from(assessment.total)),
            Cell::Number(i64::from(assessment.of)),
            Cell::Text(known.lead.tags.join(", ")),
            Cell::Text(notes.collect::<Vec<_>>().join("\n")),
            Cell::Text(known.source.clone().unwrap_or_default()),
            Cell::Text(format!("{} {}", known.script.name, known.script.version)),
            Cell::Text(self.holder(&known.holder)),
            Cell::Text(self.time(line.created_at)),
            Cell::Text(self.time(last_active(line))),
        ];
        cells.extend(self.fields.iter().map(|(id, _)| self.told(line, script, id)));
        let others = known.fields.iter().filter(|(id, _)| !self.fields.iter().any(|(known, _)| known == *id));
        let others = others.map(|(id, told)| {
            format!("{}: {}", self.name_of(script, id), told_in_words(script, id, told, self.language))
        });
        cells.push(Cell::Text(others.collect::<Vec<_>>().join("\n")));
        let proofs = known.fields.iter().filter_map(|(id, told)| match &told.by {
            Some(by) => Some(format!("{}: {by}", self.name_of(script, id))),
            None if told.words.trim().is_empty() => None,
            None => Some(format!("{}: «{}»", self.name_of(script, id), told.words.trim())),
        });
        cells.push(Cell::Text(proofs.collect::<Vec<_>>().join("\n")));
        cells
    }

    /// What was told of a field. How many there are to be can be counted with.
    fn told(&self, line: &ConversationLine, script: &Script, id: &str) -> Cell {
        let Some(told) = line.conversation.conversation.fields.get(id) else { return Cell::Text(String::new()) };
        let is_count = script.field(id).is_some_and(|field| matches!(field.kind, FieldKind::Quantity));
        match told.value.parse() {
            Ok(count) if is_count => Cell::Number(count),
            _ => Cell::Text(told_in_words(script, id, told, self.language)),
        }
    }
}

/// When anybody last said something in it.
pub fn last_active(line: &ConversationLine) -> Moment {
    line.last_contact_at.max(line.last_answer_at).unwrap_or(line.updated_at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(zone: Option<&str>, language: Language) -> LeadTable {
        let title = |id: &str| if zone.is_some() { id.to_uppercase() } else { format!("field.{id}") };
        let fields = ["name", "budget"].map(|id| (id.to_owned(), title(id))).to_vec();
        LeadTable { fields, language, zone: zone.map(str::to_owned), after: 0 }
    }

    #[test]
    fn a_table_begins_with_one_cell_for_every_column() {
        let head = table(None, Language::En).head();
        assert!(head.starts_with("\u{feff}\"number\",\"contact\"") && head.ends_with("\"proof\"\r\n"), "{head}");
        assert!(head.contains("\"field.name\",\"field.budget\",\"other_fields\""), "{head}");
        assert_eq!(head.matches(',').count() + 1, COLUMNS.len() + 2 + LAST_COLUMNS.len());
    }

    #[test]
    fn people_read_titles_in_their_language_and_by_whose_clock_times_are() {
        let columns = table(Some("Europe/Moscow"), Language::Ru).columns();
        assert_eq!(columns.len(), COLUMNS.len() + 2 + LAST_COLUMNS.len());
        for wanted in ["№", "Начата (Europe/Moscow)", "BUDGET", "Словами клиента"] {
            assert!(columns.iter().any(|column| column == wanted), "{wanted}: {columns:?}");
        }
        let at = Moment::from_seconds(1_790_000_000);
        assert_eq!(table(Some("Europe/Moscow"), Language::En).time(at), "2026-09-21 17:13");
        assert_eq!(table(None, Language::En).time(at), "2026-09-21T14:13:20.000Z");
    }
}

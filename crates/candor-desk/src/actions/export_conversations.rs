//! Exports conversations as documents, in parts: one part a turn, so that an export of everything neither outlasts a lease
//! nor stands in memory, goes on after a restart, and shows how far it has come.

use candor_core::{
    export::{Format, file_name},
    ids::FileId,
    language::Language,
    message::{Author, Outgoing},
    outbox::Delivery,
    roles::Deed,
    timer::{ExportJob, NewFile, Timer},
    told_time,
};
use candor_store::{ConversationLine, OperatorRow, TimerChange};
use serde_json::json;

use super::{ActError, Bench, Refusal};
use crate::{
    document::{Cursor, Pieces},
    relay::plain_name,
    staff::words::StaffWord,
};

/// A part holds at most so many lines of timelines.
pub const LINES_A_PART: u64 = 10_000;

/// A part is ended when it has so many bytes; far below the 50 MB a bot may send (Bot API, "Sending files").
const BYTES_A_PART: usize = 8 * 1024 * 1024;

/// Begins an export to a member of the staff; returns how many lines there are.
///
/// # Errors
/// [`Refusal::NothingToExport`], [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn begin_export(
    bench: &mut Bench<'_>,
    operator: &OperatorRow,
    only: Option<&ConversationLine>,
    format: Format,
) -> Result<u64, ActError> {
    let deed = if only.is_some() { Deed::ExportOne } else { Deed::ExportAll };
    bench.must_be_allowed(deed)?;
    let only = only.map(|line| line.conversation.conversation.id.clone());
    let lines = bench.desk.store.count_lines(&bench.business, only.as_ref()).await?;
    if lines == 0 {
        return Err(Refusal::NothingToExport.into());
    }
    let subject = only.as_ref().map_or_else(|| bench.business.to_string(), ToString::to_string);
    bench.record(deed, &subject, json!(null), json!({"format": format.extension(), "lines": lines}));
    let text = progress(bench.language, 0, lines);
    let row =
        bench.operator_row(operator, only.as_ref(), Author::System, Delivery::Send { message: Outgoing::plain(text) });
    let shown = row.as_ref().map(|row| row.id.clone());
    bench.queue(row);
    let id = bench.turn().to_string();
    let job = ExportJob { id, format, only, after: (0, 0), part: 1, lines: (0, lines), progress: shown };
    set(bench, operator, job);
    Ok(lines)
}

/// Writes the next part of an export and, if more is left, sets the timer for the one after it.
///
/// # Errors
/// Whatever keeps the store from answering: nothing was written, the part is written again.
pub async fn export_part(bench: &mut Bench<'_>, operator: &OperatorRow, job: &ExportJob) -> Result<(), ActError> {
    // Whoever lost the right meanwhile gets nothing more.
    let deed = if job.only.is_some() { Deed::ExportOne } else { Deed::ExportAll };
    if bench.must_be_allowed(deed).is_err() {
        return Ok(());
    }
    let zone = bench.desk.shelf.zone(&bench.business).await?;
    let mut document = job.format.document(bench.language, &zone);
    let mut text = document.head();
    let mut cursor = Cursor { number: job.after.0, seq: job.after.1, written: 0 };
    let name = name_of(bench, job).await?;
    let is_done = {
        let business = bench.business.clone();
        let most = Some((LINES_A_PART, BYTES_A_PART));
        let pieces = Pieces { desk: bench.desk, business: &business, only: job.only.as_ref(), most };
        let write = |piece: &str| {
            text.push_str(piece);
            Ok(text.len())
        };
        pieces.write(document.as_mut(), &mut cursor, write).await?
    };
    text.push_str(&document.tail());
    let written = job.lines.0.saturating_add(cursor.written);
    let today = told_time::minute(bench.now, &told_time::zone(&zone));
    let today = today.split(' ').next().unwrap_or_default().to_owned();
    let part = format!("part-{}", job.part);
    let mut parts = vec!["candor", name.as_str(), today.as_str()];
    if !is_done || job.part > 1 {
        parts.push(&part);
    }
    let file = NewFile { id: FileId::from_unique(&bench.desk.ids.unique()), bytes: text.into_bytes() };
    let caption = StaffWord::ExportPart.in_language(bench.language).replace("{lines}", &cursor.written.to_string());
    let delivery = Delivery::Document { file: file.id.clone(), name: file_name(&parts, job.format), caption };
    bench.changes.files.extend(operator.connection().cloned().map(|connection| (connection, file)));
    let row = bench.operator_row(operator, job.only.as_ref(), Author::System, delivery);
    bench.queue(row);
    show_progress(bench, operator, job, written, is_done).await?;
    if !is_done {
        let next = ExportJob {
            after: (cursor.number, cursor.seq),
            part: job.part.saturating_add(1),
            lines: (written, job.lines.1.max(written)),
            ..job.clone()
        };
        set(bench, operator, next);
    }
    Ok(())
}

fn set(bench: &mut Bench<'_>, operator: &OperatorRow, job: ExportJob) {
    let Some((connection, chat)) = operator.place.clone() else { return };
    bench.changes.timers.push(TimerChange::Set {
        connection,
        chat,
        due_at: bench.now,
        timer: Timer::ExportPart { job },
    });
}

/// The message that shows the progress is changed, once it has left.
async fn show_progress(
    bench: &mut Bench<'_>,
    operator: &OperatorRow,
    job: &ExportJob,
    written: u64,
    is_done: bool,
) -> Result<(), ActError> {
    let Some(shown) = &job.progress else { return Ok(()) };
    let Some(message_id) = bench.desk.store.delivery(shown).await?.and_then(|row| row.message_id) else {
        return Ok(());
    };
    let text = if is_done {
        StaffWord::ExportDone.in_language(bench.language).replace("{lines}", &written.to_string())
    } else {
        progress(bench.language, written, job.lines.1.max(written))
    };
    let delivery = Delivery::Edit { message_id, message: Outgoing::plain(text) };
    let row = bench.operator_row(operator, None, Author::System, delivery);
    bench.queue(row);
    Ok(())
}

fn progress(language: Language, written: u64, of: u64) -> String {
    let word = StaffWord::ExportProgress.in_language(language);
    word.replace("{written}", &written.to_string()).replace("{of}", &of.to_string())
}

async fn name_of(bench: &Bench<'_>, job: &ExportJob) -> Result<String, ActError> {
    Ok(match &job.only {
        Some(id) => {
            let line = bench.conversation(id).await?;
            format!("{}-{}", line.number, plain_name(&line.contact))
        }
        None => "all".to_owned(),
    })
}

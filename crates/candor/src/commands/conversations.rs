//! `candor conversations`: lists, reads, takes, gives back, ends and exports conversations, beside a running desk.

use std::{
    fs::{File, OpenOptions},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use candor_core::{
    conversation::Holder,
    export::{Format, reason_line},
    language::Language,
    message::Author,
    timeline::EntryKind,
    told_time::rfc3339,
};
use candor_desk::{
    Desk,
    actions::{
        ActError, Bench, Refusal,
        change_operator::find_operator,
        list_conversations::{Wanted, list_conversations},
        release_conversation::release_conversation,
        stop_conversation::stop_conversation,
        take_conversation::take_conversation,
        tell_member::tell_taken,
        view_conversation::view_conversation,
    },
    document::{Cursor, Pieces},
};
use candor_store::{ConversationLine, Error};
use clap::{Subcommand, ValueEnum};
use serde_json::json;

use super::{
    Tongue,
    acting::{as_console, business, desk, plain, stopped},
    script::At,
};
use crate::{
    exit::{Cause, Stop},
    output,
};

/// What to do with conversations.
#[derive(Debug, Subcommand)]
pub enum ConversationsCommand {
    /// List conversations: who waits for a person first, then what was last active.
    List {
        /// Filters: waiting, mine, unread, desk, held, ended, aside, step=NAME, outcome=NAME, tag=NAME, holder=NAME.
        filters: Vec<String>,
        /// The page, from 1.
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
        page: u32,
        /// Print one JSON line a conversation.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        at: At,
    },
    /// Read a conversation with the reason for each line.
    View {
        /// Its number.
        number: i64,
        /// The page, from 1: the newest lines first.
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
        page: u32,
        /// Print one JSON line a line of the conversation.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        at: At,
    },
    /// Give a conversation to a member of the staff, who answers in Telegram. The desk is silent in it from now on.
    Take {
        /// Its number.
        number: i64,
        /// To whom: the name or id, as `candor operator list` shows it.
        #[arg(long = "as")]
        operator: String,
        #[command(flatten)]
        at: At,
    },
    /// Give a conversation back to the desk.
    Release {
        /// Its number.
        number: i64,
        #[command(flatten)]
        at: At,
    },
    /// End a conversation. It opens again when the contact writes.
    Stop {
        /// Its number.
        number: i64,
        /// Say a farewell.
        #[arg(long)]
        farewell: bool,
        #[command(flatten)]
        at: At,
    },
    /// Write a conversation, or all of them, as a document.
    Export {
        /// Its number; all conversations if none is named.
        number: Option<i64>,
        /// In which form.
        #[arg(long, value_enum, default_value_t = Form::Txt)]
        format: Form,
        /// The file; standard output if none is named.
        #[arg(long)]
        output: Option<PathBuf>,
        /// The language of a text.
        #[arg(long, value_enum, default_value_t = Tongue::En)]
        language: Tongue,
        #[command(flatten)]
        at: At,
    },
}

/// In which form.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Form {
    /// For people.
    Txt,
    /// For programs: one JSON object a line.
    Jsonl,
    /// For spreadsheets.
    Csv,
}

/// So many conversations or lines stand on a page.
const PAGE: u32 = 50;

impl ConversationsCommand {
    pub async fn run(self) -> Result<(), Stop> {
        match self {
            Self::List { filters, page, json, at } => list(&desk(&at).await?, &filters, page, json).await,
            Self::View { number, page, json, at } => view(&desk(&at).await?, number, page, json).await,
            Self::Take { number, operator, at } => take(&desk(&at).await?, number, operator).await,
            Self::Release { number, at } => {
                let desk = desk(&at).await?;
                let name = as_console(&desk, |bench| {
                    Box::pin(async move {
                        let line = bench.numbered(number).await?;
                        release_conversation(bench, &line).await
                    })
                });
                output::say(&format!("the desk answers {} again", plain(&name.await?)));
                Ok(())
            }
            Self::Stop { number, farewell, at } => {
                let desk = desk(&at).await?;
                let name = as_console(&desk, |bench| {
                    Box::pin(async move {
                        let line = bench.numbered(number).await?;
                        stop_conversation(bench, &line, farewell).await
                    })
                });
                output::say(&format!("the conversation with {} is ended", plain(&name.await?)));
                Ok(())
            }
            Self::Export { number, format, output, language, at } => {
                let format = match format {
                    Form::Txt => Format::Text,
                    Form::Jsonl => Format::JsonLines,
                    Form::Csv => Format::Csv,
                };
                export(&desk(&at).await?, number, format, language.into(), output.as_deref()).await
            }
        }
    }
}

async fn list(desk: &Desk, filters: &[String], page: u32, is_json: bool) -> Result<(), Stop> {
    let bench = Bench::for_console(desk, business());
    let wanted = Wanted::read(&filters.join(" ")).map_err(|why| stopped(ActError::Refused(why)))?;
    let wanted = wanted.named(&bench).await.map_err(stopped)?;
    let found = list_conversations(&bench, &wanted, PAGE, page.saturating_sub(1)).await.map_err(stopped)?;
    if found.lines.is_empty() && !is_json {
        output::say("no conversation fits");
    }
    for line in &found.lines {
        if is_json {
            output::say_json(&described(line))?;
            continue;
        }
        let conversation = &line.conversation.conversation;
        let who = match &conversation.holder {
            Holder::Desk => "desk".to_owned(),
            Holder::Waiting { reason, .. } => format!("waiting ({reason})"),
            Holder::Operator { name, .. } => format!("with {}", plain(name)),
        };
        let step = conversation.step.as_deref().unwrap_or("-");
        let (number, name, marks) = (line.number, name(line), marks(line));
        output::say(&format!("#{number}\t{name}\t{who}\t{step}\t{marks}\t{}", line.updated_at));
    }
    if !is_json && found.total > u64::from(PAGE) {
        output::note(&format!("{} in all; --page N shows more", found.total));
    }
    Ok(())
}

/// What stands out about a conversation.
fn marks(line: &ConversationLine) -> String {
    let marks = [(line.is_unread(), "unread"), (line.is_opted_out, "opted out")];
    marks.into_iter().filter(|(holds, _)| *holds).map(|(_, mark)| mark).collect::<Vec<_>>().join(", ")
}

fn name(line: &ConversationLine) -> String {
    let last = line.contact.last_name.as_deref().unwrap_or_default();
    plain(&format!("{} {last}", line.contact.first_name))
}

/// A conversation as programs read it.
pub fn described(line: &ConversationLine) -> serde_json::Value {
    let conversation = &line.conversation.conversation;
    json!({
        "number": line.number, "id": conversation.id, "contact": name(line), "username": line.contact.username,
        "language": conversation.language, "holder": conversation.holder, "step": conversation.step,
        "source": conversation.source, "script": conversation.script, "fields": conversation.fields,
        "lead": conversation.lead, "is_unread": line.is_unread(), "is_opted_out": line.is_opted_out,
        "ended": conversation.ended,
        "created_at": rfc3339(line.created_at), "updated_at": rfc3339(line.updated_at),
    })
}

async fn view(desk: &Desk, number: i64, page: u32, is_json: bool) -> Result<(), Stop> {
    let bench = Bench::for_console(desk, business());
    let line = bench.numbered(number).await.map_err(stopped)?;
    let viewed = view_conversation(&bench, &line, PAGE, page.saturating_sub(1)).await.map_err(stopped)?;
    let is_opted_out = line.is_opted_out;
    if is_opted_out && !is_json {
        output::say("opted out: this contact wants no messages");
    }
    for line in &viewed.lines {
        let entry = &line.entry;
        if is_json {
            output::say_json(&json!({
                "seq": line.seq, "at": rfc3339(entry.at), "author": entry.author, "kind": entry.kind,
                "text": entry.text, "turn": entry.turn, "reasons": entry.reasons, "is_opted_out": is_opted_out,
            }))?;
            continue;
        }
        let who = match &entry.author {
            Author::Contact => "contact".to_owned(),
            Author::Ai => "AI".to_owned(),
            Author::System => "system".to_owned(),
            Author::Operator { name } => plain(name),
        };
        match (entry.kind, reason_line(&entry.reasons)) {
            (EntryKind::Turn, Some(why)) => output::say(&format!("{}  ↳ {}", entry.at, plain(&why))),
            (EntryKind::Turn, None) => {}
            (EntryKind::Event, _) => output::say(&format!("{}  · {who} {}", entry.at, plain(&entry.text))),
            (EntryKind::Message, _) => output::say(&format!("{}  {who}: {}", entry.at, plain(&entry.text))),
        }
    }
    if viewed.has_older && !is_json {
        output::note("--page shows older lines");
    }
    Ok(())
}

async fn take(desk: &Desk, number: i64, operator: String) -> Result<(), Stop> {
    let taken = as_console(desk, |bench| {
        let operator = operator.clone();
        Box::pin(async move {
            let holder = find_operator(bench, &operator).await?;
            let line = bench.numbered(number).await?;
            let taken = take_conversation(bench, &line, &holder).await?;
            tell_taken(bench, &holder, &line.conversation.conversation.id, &taken).await?;
            Ok((taken, holder.name))
        })
    });
    let (taken, holder) = taken.await?;
    output::say(&format!("{} answers {} (#{}) now, in Telegram", plain(&holder), plain(&taken.name), taken.number));
    Ok(())
}

/// Progress is told about so often while an export is written.
const TELL_EVERY: u64 = 20_000;

async fn export(
    desk: &Desk,
    number: Option<i64>,
    format: Format,
    language: Language,
    file: Option<&Path>,
) -> Result<(), Stop> {
    let bench = Bench::for_console(desk, business());
    let only = match number {
        Some(number) => Some(bench.numbered(number).await.map_err(stopped)?.conversation.conversation.id),
        None => None,
    };
    let (business, zone) = (business(), desk.shelf.zone(&business()).await?);
    let total = desk.store.count_lines(&business, only.as_ref()).await?;
    if total == 0 {
        return Err(stopped(ActError::Refused(Refusal::NothingToExport)));
    }
    let mut sink: Box<dyn Write + Send> = match file {
        Some(file) => Box::new(BufWriter::new(private(file).map_err(|error| unwritten(file, &error))?)),
        None => Box::new(BufWriter::new(std::io::stdout())),
    };
    let mut document = format.document(language, &zone);
    let mut put = |text: &str| sink.write_all(text.as_bytes()).map_err(|error| Error::Other(error.to_string()));
    put(&document.head())?;
    let mut cursor = Cursor::default();
    let mut pieces_put: u64 = 0;
    let write = |piece: &str| {
        put(piece)?;
        pieces_put = pieces_put.saturating_add(1);
        if file.is_some() && pieces_put.is_multiple_of(TELL_EVERY) {
            output::note(&format!("{pieces_put} of about {total} lines"));
        }
        Ok(0)
    };
    // Without a limit everything is written in one go.
    let pieces = Pieces { desk, business: &business, only: only.as_ref(), most: None };
    pieces.write(document.as_mut(), &mut cursor, write).await?;
    put(&document.tail())?;
    sink.flush().map_err(|error| Stop::new(Cause::File, format!("the export could not be written: {error}")))?;
    if let Some(file) = file {
        output::note(&format!("{} holds {} lines", file.display(), cursor.written));
    }
    Ok(())
}

/// A new file that only its owner may read: it will hold what people told in confidence.
fn private(file: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)
}

fn unwritten(file: &Path, error: &std::io::Error) -> Stop {
    let sentence = format!("{} cannot be written: {error}; name a file that does not exist yet", file.display());
    Stop::new(Cause::File, sentence)
}

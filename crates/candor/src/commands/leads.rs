//! `candor leads`: lists, shows and edits what is known of contacts, beside a running desk.

use candor_core::{
    language::Language,
    lead::{LeadOutcome, assess, outcome, told_in_words},
};
use candor_desk::actions::{
    Bench,
    edit_lead::{LeadEdit, edit_lead},
    list_conversations::{Wanted, list_conversations},
};
use clap::Subcommand;
use serde_json::json;

use super::{
    acting::{as_console, business, desk, plain, stopped},
    conversations::described,
    script::At,
};
use crate::{
    exit::{Cause, Stop},
    output,
};

/// What to do with leads.
#[derive(Debug, Subcommand)]
pub enum LeadsCommand {
    /// List leads with their score and outcome.
    List {
        /// Only those of this outcome: qualified, not_qualified, enrolled, handed_over or lost.
        #[arg(long)]
        outcome: Option<String>,
        /// The page, from 1.
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
        page: u32,
        /// Print one JSON line a lead.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        at: At,
    },
    /// Show a lead: fields with the words that prove them, criteria, outcome, notes.
    Show {
        /// The number of the conversation.
        number: i64,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        at: At,
    },
    /// Set a field; an empty value empties it.
    Set {
        /// The number of the conversation.
        number: i64,
        /// The field's id or label.
        field: String,
        /// The value.
        value: String,
        #[command(flatten)]
        at: At,
    },
    /// Say what became of a lead, or take that back with "none".
    Outcome {
        /// The number of the conversation.
        number: i64,
        /// qualified, not_qualified, enrolled, handed_over, lost or none.
        outcome: String,
        /// Why.
        #[arg(long, default_value = "")]
        why: String,
        #[command(flatten)]
        at: At,
    },
    /// Give a tag, or take it away.
    Tag {
        /// The number of the conversation.
        number: i64,
        /// The tag.
        tag: String,
        /// Take it away.
        #[arg(long)]
        remove: bool,
        #[command(flatten)]
        at: At,
    },
    /// Write a note the contact never sees.
    Note {
        /// The number of the conversation.
        number: i64,
        /// The words.
        text: String,
        #[command(flatten)]
        at: At,
    },
}

/// So many leads stand on a page.
const PAGE: u32 = 50;

impl LeadsCommand {
    pub async fn run(self) -> Result<(), Stop> {
        match self {
            Self::List { outcome, page, json, at } => list(&at, outcome, page, json).await,
            Self::Show { number, json, at } => show(&at, number, json).await,
            Self::Set { number, field, value, at } => edit(&at, number, LeadEdit::Field { name: field, value }).await,
            Self::Outcome { number, outcome, why, at } => {
                let outcome = if outcome == "none" { None } else { Some(known(&outcome)?) };
                edit(&at, number, LeadEdit::Outcome { outcome, why }).await
            }
            Self::Tag { number, tag, remove, at } => edit(&at, number, LeadEdit::Tag { tag, is_given: !remove }).await,
            Self::Note { number, text, at } => edit(&at, number, LeadEdit::Note(text)).await,
        }
    }
}

fn known(word: &str) -> Result<LeadOutcome, Stop> {
    LeadOutcome::read(word).filter(|(_, rest)| rest.is_empty()).map(|(outcome, _)| outcome).ok_or_else(|| {
        let all = LeadOutcome::ALL.map(LeadOutcome::word).join(", ");
        Stop::new(Cause::Usage, format!("{word} is no outcome; outcomes are {all}"))
    })
}

async fn edit(at: &At, number: i64, change: LeadEdit) -> Result<(), Stop> {
    let desk = desk(at).await?;
    let edited = as_console(&desk, |bench| {
        let change = change.clone();
        Box::pin(async move {
            let line = bench.numbered(number).await?;
            edit_lead(bench, &line, &change).await
        })
    });
    edited.await?;
    output::say("saved");
    Ok(())
}

async fn list(at: &At, outcome: Option<String>, page: u32, is_json: bool) -> Result<(), Stop> {
    let desk = desk(at).await?;
    let bench = Bench::for_console(&desk, business());
    let outcome = outcome.as_deref().map(known).transpose()?;
    let wanted = Wanted { outcome, with_ended: true, ..Wanted::default() };
    let found = list_conversations(&bench, &wanted, PAGE, page.saturating_sub(1)).await.map_err(stopped)?;
    if found.lines.is_empty() && !is_json {
        output::say("no lead fits");
    }
    for line in &found.lines {
        let conversation = &line.conversation.conversation;
        let shelved = desk.shelf.take(&business(), &conversation.script).await?;
        let assessment = assess(&shelved.script, conversation);
        let known = candor_core::lead::outcome(&assessment, conversation).map(LeadOutcome::word);
        let decided = conversation.lead.outcome_word().or(known);
        if is_json {
            let mut lead = described(line);
            if let Some(fields) = lead.as_object_mut() {
                fields.insert("assessment".to_owned(), json!(assessment));
                fields.insert("outcome".to_owned(), json!(decided));
            }
            output::say_json(&lead)?;
            continue;
        }
        let name = plain(&line.contact.first_name);
        let standing = assessment.standing.word();
        let decided = decided.unwrap_or("-");
        output::say(&format!(
            "#{}\t{name}\t{}/{}\t{standing}\t{decided}",
            line.number, assessment.total, assessment.of
        ));
    }
    Ok(())
}

async fn show(at: &At, number: i64, is_json: bool) -> Result<(), Stop> {
    let desk = desk(at).await?;
    let bench = Bench::for_console(&desk, business());
    let line = bench.numbered(number).await.map_err(stopped)?;
    let conversation = &line.conversation.conversation;
    let shelved = desk.shelf.take(&business(), &conversation.script).await?;
    let script = &shelved.script;
    let assessment = assess(script, conversation);
    if is_json {
        let mut lead = described(&line);
        if let Some(fields) = lead.as_object_mut() {
            fields.insert("assessment".to_owned(), json!(assessment));
        }
        return output::say_json(&lead);
    }
    let language = script.languages.first().copied().unwrap_or(Language::En);
    output::say(&format!("#{} {}", line.number, plain(&line.contact.first_name)));
    output::say(&format!("score: {} of {}, {}", assessment.total, assessment.of, assessment.standing.word()));
    let decided = conversation.lead.decided.as_ref().map(|decided| {
        let why = if decided.why.is_empty() { String::new() } else { format!(": {}", decided.why) };
        plain(&format!("{} ({}{why})", decided.outcome.word(), decided.by))
    });
    let found = outcome(&assessment, conversation).map(|outcome| outcome.word().to_owned());
    output::say(&format!("outcome: {}", decided.or(found).unwrap_or_else(|| "open".to_owned())));
    for (id, told) in &conversation.fields {
        let proof = told.by.as_ref().map_or_else(|| format!("«{}»", told.words), |by| format!("set by {by}"));
        output::say(&format!("{id}: {} ({})", plain(&told_in_words(script, id, told, language)), plain(&proof)));
    }
    for criterion in &assessment.criteria {
        let label = criterion.label.best(language).unwrap_or(&criterion.id);
        output::say(&format!("criterion {label}: {}/{}", criterion.points, criterion.of));
    }
    if !conversation.lead.tags.is_empty() {
        output::say(&format!("tags: {}", plain(&conversation.lead.tags.join(", "))));
    }
    for note in &conversation.lead.notes {
        output::say(&format!("note {} {}: {}", note.at, plain(&note.by), plain(&note.text)));
    }
    Ok(())
}

//! `candor knowledge search`: what the desk would find, and whether it would tell it.

use candor_core::knowledge::{FLOOR, Found, Library, SHOWN, quote};
use candor_desk::{
    actions::search_documents::{scripts_in_use, search_documents},
    models::ask_of,
};
use serde_json::json;

use super::embedding;
use crate::{
    commands::{
        acting::{as_console, business, desk, plain},
        script::At,
    },
    exit::Stop,
    output,
};

pub(super) async fn run(at: &At, words: &str, most: usize, is_json: bool) -> Result<(), Stop> {
    let desk = embedding(at, desk(at).await?).await?;
    let library = as_console(&desk, |bench| Box::pin(async { search_documents(bench).await })).await?;
    let scripts = as_console(&desk, |bench| Box::pin(async { scripts_in_use(bench).await })).await?;
    let faced = ask_of(&desk, &business(), &library, words).await?;
    let floor = desk.models.embedding().map_or(f64::INFINITY, |embedding| embedding.floor);
    let found = match &faced {
        Some(faced) => nearest_to_the_model(faced, words, most),
        None => library.nearest(words, most),
    };
    if faced.is_none() && desk.models.embedding().is_some() && library.is_embedded() {
        output::note("the embedding model did not answer; these are the local vectors' scores");
    }
    if found.is_empty() && !is_json {
        output::say("no documents are in use; take one in with: candor knowledge add FILE");
    }
    for one in found {
        let told = scripts.iter().find_map(|script| quote(one.passage, script));
        let use_of_it = match (&told, one.score) {
            (_, score) if score < SHOWN && !one.embedded.is_some_and(|near| near >= floor) => "too far: not used",
            (None, _) => "not told: every sentence holds a figure no fact holds",
            (_, score) if score < FLOOR => "shown to a model, where one writes; not quoted",
            _ => "quoted",
        };
        let (document, passage) = (one.document, one.passage);
        if is_json {
            output::say_json(&json!({
                "document": document.name, "version": document.version, "passage": passage.number, "heading": passage.heading,
                "text": passage.text, "told": told, "score": (one.score * 100.0).round() / 100.0,
                "embedded": one.embedded.map(|near| (near * 100.0).round() / 100.0), "use": use_of_it,
            }))?;
            continue;
        }
        let under = if passage.heading.is_empty() { String::new() } else { format!(" › {}", passage.heading) };
        let near = one.embedded.map(|near| format!(" ~{near:.2}")).unwrap_or_default();
        output::say(&format!("{:.2}{near}  {} #{}{under}  ({use_of_it})", one.score, document.name, passage.number));
        output::say(&format!("      {}", plain(told.as_deref().unwrap_or(&passage.text))));
    }
    Ok(())
}

/// The passages nearest to a question as the embedding model sees it, whatever their scores.
fn nearest_to_the_model<'a>(faced: &'a Library, words: &str, most: usize) -> Vec<Found<'a>> {
    let mut found = faced.nearest(words, usize::MAX);
    let near = |found: &Found<'_>| found.embedded.unwrap_or(-1.0);
    found.sort_by(|one, other| near(other).total_cmp(&near(one)));
    found.truncate(most);
    found
}

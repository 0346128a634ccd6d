//! `candor knowledge search`: what the desk would find, and whether it would tell it.

use candor_core::{
    knowledge::{FLOOR, SHOWN, quote},
    script::{self, Script},
};
use candor_desk::{Desk, actions::search_documents::search_documents};
use serde_json::json;

use crate::{
    commands::{
        acting::{as_console, business, desk, plain},
        script::At,
    },
    exit::Stop,
    output,
};

pub(super) async fn run(at: &At, words: &str, most: usize, is_json: bool) -> Result<(), Stop> {
    let desk = desk(at).await?;
    let library = as_console(&desk, |bench| Box::pin(async { search_documents(bench).await })).await?;
    let scripts = scripts(&desk).await?;
    let found = library.nearest(words, most);
    if found.is_empty() && !is_json {
        output::say("no documents are in use; take one in with: candor knowledge add FILE");
    }
    for one in found {
        let told = scripts.iter().find_map(|script| quote(one.passage, script));
        let use_of_it = match (&told, one.score) {
            (_, score) if score < SHOWN => "too far: not used",
            (None, _) => "not told: every sentence holds a figure no fact holds",
            (_, score) if score < FLOOR => "shown to a model, where one writes; not quoted",
            _ => "quoted",
        };
        let (document, passage) = (one.document, one.passage);
        if is_json {
            output::say_json(&json!({
                "document": document.name, "version": document.version, "passage": passage.number, "heading": passage.heading,
                "text": passage.text, "told": told, "score": (one.score * 100.0).round() / 100.0, "use": use_of_it,
            }))?;
            continue;
        }
        let under = if passage.heading.is_empty() { String::new() } else { format!(" › {}", passage.heading) };
        output::say(&format!("{:.2}  {} #{}{under}  ({use_of_it})", one.score, document.name, passage.number));
        output::say(&format!("      {}", plain(told.as_deref().unwrap_or(&passage.text))));
    }
    Ok(())
}

/// The scripts in use: their facts approve figures.
async fn scripts(desk: &Desk) -> Result<Vec<Script>, Stop> {
    let mut scripts = Vec::new();
    for line in desk.store.list_scripts(&business()).await?.into_iter().filter(|line| line.is_head) {
        let head = desk.store.script(&business(), &line.name, line.version).await?;
        scripts.extend(head.and_then(|head| script::read(&head.text)));
    }
    Ok(scripts)
}

//! `candor knowledge search`: what the desk would find, and whether it would tell it.

use candor_core::knowledge::{FLOOR, SHOWN, quote};
use candor_desk::actions::search_documents::{scripts_in_use, search_documents};
use serde_json::json;

use crate::{
    commands::{
        acting::{as_console, desk, plain},
        script::At,
    },
    exit::Stop,
    output,
};

pub(super) async fn run(at: &At, words: &str, most: usize, is_json: bool) -> Result<(), Stop> {
    let desk = desk(at).await?;
    let library = as_console(&desk, |bench| Box::pin(async { search_documents(bench).await })).await?;
    let scripts = as_console(&desk, |bench| Box::pin(async { scripts_in_use(bench).await })).await?;
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

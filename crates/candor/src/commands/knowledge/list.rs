//! `candor knowledge list`.

use candor_desk::actions::search_documents::list_documents;
use serde_json::json;

use crate::{
    commands::{
        acting::{as_console, desk},
        script::At,
    },
    exit::Stop,
    output,
};

pub(super) async fn run(at: &At, is_json: bool) -> Result<(), Stop> {
    let desk = desk(at).await?;
    let lines = as_console(&desk, |bench| Box::pin(async { list_documents(bench).await })).await?;
    if lines.is_empty() && !is_json {
        output::say("no documents are in use; take one in with: candor knowledge add FILE");
    }
    for line in &lines {
        let document = &line.document;
        if is_json {
            output::say_json(&json!({
                "name": document.name, "version": document.version, "title": document.title, "source": line.source,
                "passages": line.passages, "added_at": line.added_at.to_string(),
            }))?;
            continue;
        }
        output::say(&format!(
            "{}\tversion {}\t\"{}\"\tfrom {}\t{} passages\t{}",
            document.name, document.version, document.title, line.source, line.passages, line.added_at
        ));
    }
    Ok(())
}

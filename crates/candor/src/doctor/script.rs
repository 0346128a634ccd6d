//! Whether there is a script to begin conversations with, and which one each bot begins with.

use candor_store::ScriptLine;

use super::{Finding, Patient, say};

const CODE: &str = "DOC-script";

pub(super) fn check(patient: &Patient) -> Vec<Finding> {
    let Some(inside) = &patient.inside else { return Vec::new() };
    let in_use = inside.scripts.iter().filter(|line| line.is_head).max_by_key(|line| line.published_at);
    let configured = &patient.layers.config.bot.script;
    let begun = inside.bots.iter().filter_map(|bot| {
        let head = inside.scripts.iter().find(|line| line.is_head && line.name == bot.script_name)?;
        Some(begins(&bot.bot_username, head, &inside.scripts))
    });
    let begun: Vec<Finding> = begun.collect();
    if !begun.is_empty() {
        return begun;
    }
    let finding = match in_use {
        Some(line) => {
            let (name, version) = (&line.name, line.version);
            Finding::ok(
                CODE,
                say(
                    format!("Conversations begin with version {version} of {name}."),
                    format!("Разговоры начинаются с версии {version} сценария {name}."),
                ),
            )
        }
        None if !configured.is_empty() => Finding::ok(
            CODE,
            say(
                format!("{configured} will be published when the desk starts."),
                format!("{configured} будет опубликован при запуске."),
            ),
        ),
        None => Finding::error(
            CODE,
            say("No script has been published.", "Ни один сценарий не опубликован."),
            say(
                "candor script publish FILE; examples are in scripts/.",
                "candor script publish ФАЙЛ; примеры лежат в scripts/.",
            ),
        ),
    };
    vec![finding]
}

/// Which script a bot begins with; which others there are, and how it changes to one of them.
fn begins(bot: &str, head: &ScriptLine, scripts: &[ScriptLine]) -> Finding {
    let (name, version) = (&head.name, head.version);
    let others = scripts.iter().filter(|line| line.is_head && line.name != *name);
    let others: Vec<_> = others.map(|line| line.name.as_str()).collect();
    let (mut en, mut ru) = (
        format!("@{bot} begins its conversations with version {version} of {name}."),
        format!("@{bot} начинает разговоры с версии {version} сценария {name}."),
    );
    if !others.is_empty() {
        let others = others.join(", ");
        en.push_str(&format!(" Published too: {others}; to begin with another, candor serve --script FILE."));
        ru.push_str(&format!(
            " Опубликованы и другие: {others}; чтобы начинать с другого, candor serve --script ФАЙЛ."
        ));
    }
    Finding::ok(CODE, say(en, ru))
}

//! Whether there is a script to begin conversations with.

use super::{Finding, Patient, say};

const CODE: &str = "DOC-script";

pub(super) fn check(patient: &Patient) -> Vec<Finding> {
    let Some(inside) = &patient.inside else { return Vec::new() };
    let in_use = inside.scripts.iter().filter(|line| line.is_head).max_by_key(|line| line.published_at);
    let configured = &patient.layers.config.bot.script;
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

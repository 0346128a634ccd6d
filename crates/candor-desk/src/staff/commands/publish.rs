//! `/publish`: a script sent as a file with this command as its caption becomes the version in use.

use candor_core::{
    ids::ConnectionId,
    language::Language,
    message::{Content, Outgoing},
    roles::Deed,
    script::{MAX_SCRIPT_BYTES, Problem},
};
use candor_store::OperatorRow;

use super::Command;
use crate::{
    actions::{ActError, Bench, Refusal, publish_edited::published_by, publish_script::publish_script},
    staff::{reply, words::StaffWord},
};

pub(super) const COMMAND: Command = Command {
    name: "publish",
    deed: Deed::PublishScript,
    says: ("Publish a script: send its file with this caption", "Новый сценарий: пришлите файл с этой подписью"),
    more: None,
    run: |bench, operator, argument| Box::pin(run(bench, operator, argument)),
};

/// The command alone: says how it is meant.
async fn run(bench: &mut Bench<'_>, operator: &OperatorRow, _: &str) -> Result<(), ActError> {
    reply(bench, operator, None, Outgoing::plain(StaffWord::ScriptHow.in_language(bench.language)));
    Ok(())
}

/// The file and what is said about it, if a file was sent to be published. Telegram marks commands in captions for nobody,
/// so the word alone decides.
pub(in crate::staff) fn sent(content: &Content) -> Option<(&str, &str)> {
    let Content::Other { what, caption: Some(caption), file: Some(file), .. } = content else { return None };
    let file = file.at_channel().filter(|_| what == "document")?;
    let (command, note) = caption.trim_start().split_once(char::is_whitespace).unwrap_or((caption.trim(), ""));
    let name = command.strip_prefix('/')?.split('@').next()?;
    name.eq_ignore_ascii_case(COMMAND.name).then_some((file, note.trim()))
}

/// Publishes the file.
pub(in crate::staff) async fn publish(
    bench: &mut Bench<'_>,
    operator: &OperatorRow,
    connection: &ConnectionId,
    (file, note): (&str, &str),
) -> Result<(), ActError> {
    bench.must_be_allowed(COMMAND.deed)?;
    let channel = bench.desk.channels.get(connection).ok_or(Refusal::ChannelAway)?;
    let bytes = channel.file(file, MAX_SCRIPT_BYTES).await.map_err(|_| Refusal::ChannelAway)?;
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or(Refusal::NotAScriptFile)?;
    let note = if note.is_empty() { published_by(bench) } else { note.to_owned() };
    let made = publish_script(bench, text.trim_start_matches('\u{feff}'), &note).await?;
    let language = bench.language;
    let word = if made.published.is_new { StaffWord::ScriptPublished } else { StaffWord::ScriptSame };
    let mut told = word.in_language(language).replace("{name}", &made.script.name);
    told = told.replace("{version}", &made.published.version.to_string());
    if let Some(other) = other_name(bench, operator, &made.script.name).await? {
        told.push_str("\n\n");
        told.push_str(&other);
    }
    if !made.warnings.is_empty() {
        told.push_str("\n\n");
        told.push_str(StaffWord::ScriptWarnings.in_language(language));
        told.push_str(&listed(&made.warnings, language));
    }
    reply(bench, operator, None, Outgoing::plain(told));
    Ok(())
}

/// That a bot begins its conversations with a script of another name, if it does.
pub(in crate::staff) async fn other_name(
    bench: &Bench<'_>,
    operator: &OperatorRow,
    name: &str,
) -> Result<Option<String>, ActError> {
    let known = bench.connection_of(operator).await?;
    let own = known.map(|known| known.script_name).filter(|own| own != name);
    let other = StaffWord::ScriptOtherName.in_language(bench.language);
    Ok(own.map(|own| other.replace("{own}", &own).replace("{name}", name)))
}

pub(super) fn listed(problems: &[Problem], language: Language) -> String {
    problems.iter().map(|problem| format!("\n{}", problem.describe(language))).collect()
}

#[cfg(test)]
mod tests {
    use candor_core::attachment::{Attachment, Held};

    use super::*;

    fn document(caption: Option<&str>, file: Option<&str>) -> Content {
        let caption = caption.map(str::to_owned);
        let file = file.map(|id| Attachment {
            what: "document".to_owned(),
            name: None,
            bytes: None,
            held: Held::AtChannel(id.to_owned()),
        });
        Content::Other { what: "document".to_owned(), caption, reply_to: None, file }
    }

    #[test]
    fn a_file_is_published_only_if_its_caption_begins_with_the_command() {
        let both = |content: &Content| sent(content).map(|(file, note)| (file.to_owned(), note.to_owned()));
        let found = |note: &str| Some(("f1".to_owned(), note.to_owned()));
        assert_eq!(both(&document(Some("/publish"), Some("f1"))), found(""));
        assert_eq!(
            both(&document(Some("/Publish@shop_bot  new prices\nfor May"), Some("f1"))),
            found("new prices\nfor May")
        );
        assert_eq!(both(&document(Some("please /publish"), Some("f1"))), None);
        assert_eq!(both(&document(Some("/published"), Some("f1"))), None);
        assert_eq!(both(&document(None, Some("f1"))), None);
        assert_eq!(both(&document(Some("/publish"), None)), None);
    }
}

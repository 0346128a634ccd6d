//! Nothing is sent except from the outbox: of the desk, the doors and the binary, only dispatch calls
//! `Channel::send`. It is told from the `send` of Rust's own channels by its two arguments, the chat and the
//! delivery. Calling the Bot API behind the channel, or naming its methods by hand, would be other ways past the
//! outbox, so they are looked for too. What a contact sees of an answer while it is written is no message; it is shown from
//! one place only, behind the guard.

use anyhow::Result;

use super::Report;
use crate::source::{Source, Tree};

/// Where `Channel::send` is called: this file, or the folder it may grow into.
const SENDER: &str = "crates/candor-desk/src/dispatch";

/// What the Bot API behind a channel is told to send with.
const BEHIND: &[&str] =
    &["send_message", "send_document", "send_photo", "copy_message", "edit_message_text", "answer_callback_query"];

/// Where an unfinished message is shown, and by which method of the channel.
const SHOWER: (&str, &str) = ("crates/candor-desk/src/models/preview", "show_unfinished");

/// Where the Bot API's methods are named: who talks to it, and who pretends to be it.
const TALKERS: &[&str] = &["crates/candor-connect/", "crates/telegram-simulator/"];

pub fn check(tree: &Tree) -> Result<Report> {
    let mut report = Report::default();
    let mut is_sent = false;
    for source in tree.shipped().filter(|source| !TALKERS.iter().any(|talker| source.path.starts_with(talker))) {
        let is_sender = source.path.starts_with(SENDER);
        for line in sends(source) {
            is_sent = is_sent || is_sender;
            if !is_sender {
                report
                    .problem(format!("{}:{line}: a message leaves past the outbox; only dispatch sends", source.path));
            }
        }
        let shows = source.facts.calls.iter().filter(|call| call.it.method == SHOWER.1);
        for call in shows.filter(|_| !source.path.starts_with(SHOWER.0)) {
            report.problem(format!("{}:{}: only {} shows what is being written", source.path, call.line, SHOWER.0));
        }
        for text in source.facts.texts.iter().filter(|text| is_sending_method(&text.it)) {
            report.problem(format!("{}:{}: `{}` is named in candor-connect only", source.path, text.line, text.it));
        }
    }
    if !is_sent {
        report.problem(format!("{SENDER} sends nothing; has `Channel::send` changed? Then this check has to"));
    }
    Ok(report)
}

fn sends(source: &Source) -> impl Iterator<Item = usize> {
    let calls = source.facts.calls.iter().filter(|call| {
        (call.it.method == "send" && call.it.arguments == 2) || BEHIND.contains(&call.it.method.as_str())
    });
    let paths = source.facts.paths.iter().filter(|path| path.it.ends_with("Channel::send"));
    calls.map(|call| call.line).chain(paths.map(|path| path.line))
}

/// `sendMessage`, `editMessageText`, `forwardMessage` and the like.
fn is_sending_method(text: &str) -> bool {
    let begins = ["send", "edit", "forward", "copy"].iter().find_map(|verb| text.strip_prefix(verb));
    begins.is_some_and(|rest| {
        rest.starts_with(|letter: char| letter.is_ascii_uppercase())
            && rest.chars().all(|letter| letter.is_ascii_alphabetic())
    })
}

#[cfg(test)]
mod tests {
    use super::is_sending_method;

    #[test]
    fn sending_methods_are_known_by_their_names() {
        assert!(is_sending_method("sendMessage"));
        assert!(is_sending_method("editMessageText"));
        assert!(!is_sending_method("sends"));
        assert!(!is_sending_method("getMe"));
        assert!(!is_sending_method("sendMessage was refused"));
    }
}

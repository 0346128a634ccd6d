//! The commands of the staff in the chat, one file each and one line in [`COMMANDS`]. The same actions stand behind the
//! buttons, the command line and later the panel.

mod audit;
mod duty;
mod export;
mod export_all;
pub(super) mod find;
mod help;
mod invite;
mod lead;
pub(super) mod lessons;
mod list;
mod note;
mod pause;
mod private;
pub(super) mod publish;
mod release;
mod resume;
mod scripts;
mod staff;
mod start;
mod status;
mod stop;
mod sum;
mod take;
mod view;

use candor_core::{
    language::Language,
    message::Outgoing,
    roles::{Deed, Role},
};
use candor_store::{ConversationLine, OperatorRow};
use futures_util::future::BoxFuture;

use super::{group::CHOOSE_COMMAND, reply, words::StaffWord};
use crate::actions::{ActError, Bench, Refusal};

/// What a command does: given who sends it and what follows its name.
type Run = for<'b> fn(&'b mut Bench<'_>, &'b OperatorRow, &'b str) -> BoxFuture<'b, Result<(), ActError>>;

/// A command.
pub(crate) struct Command {
    /// Its name without the slash.
    pub name: &'static str,
    /// What a role must be allowed to do to see it.
    pub deed: Deed,
    /// What it is for, in English and Russian: 1 to 256 characters (Bot API, `BotCommand.description`).
    pub says: (&'static str, &'static str),
    /// The same for those who may do more with it than all who see it.
    pub more: Option<(Deed, (&'static str, &'static str))>,
    run: Run,
}

impl Command {
    /// What it is for, as whoever has this role may use it.
    pub(crate) fn says(&self, role: Role, language: Language) -> &'static str {
        let (english, russian) = match self.more {
            Some((deed, more)) if role.may(deed) => more,
            _ => self.says,
        };
        match language {
            Language::En => english,
            Language::Ru => russian,
        }
    }
}

/// All commands, in the order of the menu.
pub(crate) const COMMANDS: &[Command] = &[
    list::COMMAND,
    find::COMMAND,
    view::COMMAND,
    sum::COMMAND,
    take::COMMAND,
    release::COMMAND,
    stop::COMMAND,
    lead::COMMAND,
    note::COMMAND,
    start::COMMAND,
    export::COMMAND,
    export_all::COMMAND,
    scripts::COMMAND,
    publish::COMMAND,
    lessons::COMMAND,
    status::COMMAND,
    pause::COMMAND,
    resume::COMMAND,
    duty::COMMAND,
    invite::COMMAND,
    staff::COMMAND,
    private::COMMAND,
    audit::COMMAND,
    help::COMMAND,
];

/// Does what a command says.
pub(super) async fn obey(
    bench: &mut Bench<'_>,
    operator: &OperatorRow,
    name: &str,
    argument: &str,
) -> Result<(), ActError> {
    if name == CHOOSE_COMMAND {
        bench.must_be_allowed(Deed::SetStaffGroup)?;
        reply(bench, operator, None, Outgoing::plain(StaffWord::GroupHow.in_language(bench.language)));
        return Ok(());
    }
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        let text = StaffWord::NoSuchCommand.in_language(bench.language).replace("{command}", name);
        reply(bench, operator, None, Outgoing::plain(text));
        return Ok(());
    };
    bench.must_be_allowed(command.deed)?;
    (command.run)(bench, operator, argument.trim()).await
}

/// The conversation an argument names by its number, and what follows it; `None` after saying that a number is missing.
async fn numbered<'t>(
    bench: &mut Bench<'_>,
    operator: &OperatorRow,
    command: &str,
    argument: &'t str,
) -> Result<Option<(ConversationLine, &'t str)>, ActError> {
    let (first, rest) = argument.split_once(char::is_whitespace).unwrap_or((argument, ""));
    let number = first.trim_start_matches(['#', '№']);
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        let text = StaffWord::NeedsNumber.in_language(bench.language).replace("{command}", command);
        reply(bench, operator, None, Outgoing::plain(text));
        return Ok(None);
    }
    // Of digits only too many cannot be read, and no conversation has that number.
    let number = number.parse().map_err(|_| Refusal::NoSuchNumber(i64::MAX))?;
    Ok(Some((bench.numbered(number).await?, rest.trim())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_fit_into_a_menu_and_stand_once() {
        let mut names: Vec<&str> = COMMANDS.iter().map(|command| command.name).collect();
        for command in COMMANDS {
            assert!((1..=32).contains(&command.name.len()), "{}", command.name);
            assert!(command.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{}", command.name);
            for (role, language) in
                Role::ALL.into_iter().flat_map(|role| Language::ALL.map(|language| (role, language)))
            {
                assert!((1..=256).contains(&command.says(role, language).chars().count()), "{}", command.name);
            }
        }
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), COMMANDS.len());
        assert!(COMMANDS.len() <= 100, "a menu holds at most 100 commands (Bot API, setMyCommands)");
    }

    #[test]
    fn every_command_stands_in_the_guides_of_both_languages() {
        for guide in ["operators.md", "operators.ru.md"] {
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(guide);
            let text = std::fs::read_to_string(&path).unwrap();
            let names = COMMANDS.iter().map(|command| command.name).chain([crate::staff::group::CHOOSE_COMMAND]);
            for name in names {
                let stands = [format!("`/{name}`"), format!("`/{name} ")];
                assert!(stands.iter().any(|form| text.contains(form)), "/{name} is missing in {guide}");
            }
            let note = format!("`{}", crate::staff::group::NOTE_MARK);
            assert!(text.contains(&note), "{guide} does not say how a line stays among the staff");
        }
    }
}

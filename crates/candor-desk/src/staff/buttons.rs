//! What the buttons of the staff do. A button may be forged, pressed twice or days later: everything it names is looked up,
//! and what the presser may do is asked now.

use candor_core::{
    export::Format,
    ids::{ConversationId, MessageId},
    language::Language,
    message::{Button, Outgoing},
    press::StaffPress,
    roles::Deed,
};
use candor_store::{ConversationLine, OperatorRow};

use super::{
    commands::{find, lessons, publish::other_name},
    reply, rewrite, shown,
    words::StaffWord,
};
use crate::{
    actions::{
        ActError, Bench,
        export_conversations::begin_export,
        list_conversations::{Wanted, list_conversations},
        pause_desk::pause_desk,
        raise_card::snooze_card,
        release_conversation::release_conversation,
        restore_script::restore_script,
        stop_conversation::stop_conversation,
        take_conversation::{Taken, take_conversation},
        teach_lesson::Teaching,
        view_conversation::view_conversation,
    },
    relay::{plain_name, short},
};

/// Does what a button says and returns the short line shown beside it.
pub(super) async fn press(
    bench: &mut Bench<'_>,
    operator: &OperatorRow,
    message: Option<MessageId>,
    data: &str,
) -> Result<Option<String>, ActError> {
    let language = bench.language;
    let say = |word: StaffWord| word.in_language(language).to_owned();
    let Some(press) = StaffPress::read(data) else { return Ok(Some(say(StaffWord::Unknown))) };
    match press {
        StaffPress::Take(id) => {
            let line = bench.conversation(&id).await?;
            let taken = take_conversation(bench, &line, operator).await?;
            show_taken(bench, operator, &id, &taken);
        }
        StaffPress::Release(id) => {
            let line = bench.conversation(&id).await?;
            let name = release_conversation(bench, &line).await?;
            let text = StaffWord::Released.in_language(bench.language).replace("{name}", &name);
            reply(bench, operator, Some(&id), Outgoing::plain(text));
        }
        StaffPress::Snooze(id) => {
            let line = bench.conversation(&id).await?;
            snooze_card(bench, &line, operator)?;
            return Ok(Some(say(StaffWord::Snoozed)));
        }
        StaffPress::View(id, page) => {
            let line = bench.conversation(&id).await?;
            let viewed = view_conversation(bench, &line, shown::VIEW_PAGE, page).await?;
            let zone = bench.desk.shelf.zone(&bench.business).await?;
            let shown = shown::view(&line, &viewed, page, &zone, bench.now, (operator.role, bench.language));
            // Turning a page changes the page; opening one from a list is a new message, so that the list stays.
            match message.filter(|_| page > 0) {
                Some(message_id) => rewrite(bench, operator, message_id, shown),
                None => reply(bench, operator, Some(&id), shown),
            }
        }
        StaffPress::Open(id, page) => {
            let line = bench.conversation(&id).await?;
            let viewed = view_conversation(bench, &line, shown::VIEW_PAGE, page).await?;
            let zone = bench.desk.shelf.zone(&bench.business).await?;
            let shown = shown::view(&line, &viewed, page, &zone, bench.now, (operator.role, bench.language));
            reply(bench, operator, Some(&id), shown);
        }
        StaffPress::Find(below, typed) => find::show_page(bench, operator, &typed, Some(below)).await?,
        StaffPress::Lead(id) => {
            let line = bench.conversation(&id).await?;
            bench.must_be_allowed(Deed::View)?;
            show_lead(bench, operator, &line).await?;
        }
        StaffPress::AskStop(id) => {
            let line = bench.conversation(&id).await?;
            bench.must_be_allowed(Deed::Stop)?;
            ask_stop(bench, operator, &line);
        }
        StaffPress::Stop(id, says_farewell) => {
            let line = bench.conversation(&id).await?;
            let name = stop_conversation(bench, &line, says_farewell).await?;
            show_stopped(bench, operator, &id, &name);
        }
        StaffPress::AskExport(id) => {
            let line = bench.conversation(&id).await?;
            bench.must_be_allowed(Deed::ExportOne)?;
            ask_export(bench, operator, Some(&line.conversation.conversation.id));
        }
        StaffPress::Export(Some(id), format) => {
            let line = bench.conversation(&id).await?;
            begin_export(bench, operator, Some(&line), format).await?;
        }
        StaffPress::Export(None, format) => {
            begin_export(bench, operator, None, format).await?;
        }
        StaffPress::List(page, filters) => {
            let wanted = Wanted::read(&filters)?.named(bench).await?;
            let found = list_conversations(bench, &wanted, shown::LIST_PAGE, page).await?;
            let shown = shown::list(&found, &wanted, page, bench.now, bench.language);
            match message {
                Some(message_id) => rewrite(bench, operator, message_id, shown),
                None => reply(bench, operator, None, shown),
            }
        }
        StaffPress::AskRestore(name, version) => {
            bench.must_be_allowed(Deed::RestoreScript)?;
            ask_restore(bench, operator, name, version).await?;
        }
        StaffPress::Restore(name, version) => {
            let restored = restore_script(bench, &name, version).await?;
            let text = StaffWord::Restored.in_language(bench.language).replace("{name}", &name);
            let mut text = text.replace("{version}", &restored.version.to_string());
            if let Some(other) = other_name(bench, operator, &name).await? {
                text = format!("{text}\n\n{other}");
            }
            reply(bench, operator, None, Outgoing::plain(text));
        }
        StaffPress::Lessons(page) => lessons::show_page(bench, operator, message, page).await?,
        StaffPress::Lesson(number) => lessons::show(bench, operator, number).await?,
        StaffPress::Teach(number, topic) => lessons::teach(bench, operator, number, Teaching::Part(topic)).await?,
        StaffPress::DropLesson(number) => lessons::drop(bench, operator, number).await?,
        StaffPress::Pause(is_paused) => {
            let word = match (pause_desk(bench, is_paused).await?, is_paused) {
                (true, true) => StaffWord::Paused,
                (true, false) => StaffWord::Resumed,
                (false, true) => StaffWord::PausedAlready,
                (false, false) => StaffWord::ResumedAlready,
            };
            reply(bench, operator, None, Outgoing::plain(word.in_language(bench.language)));
        }
    }
    Ok(None)
}

/// Says that a conversation was taken, what was said in it before, and how to give it back.
pub(super) fn show_taken(bench: &mut Bench<'_>, operator: &OperatorRow, id: &ConversationId, it: &Taken) {
    let message = taken(id, it, bench.language);
    reply(bench, operator, Some(id), message);
}

/// What whoever holds a conversation from now on reads.
pub(crate) fn taken(id: &ConversationId, it: &Taken, language: Language) -> Outgoing {
    let say = |word: StaffWord| word.in_language(language);
    let text = say(StaffWord::Taken).replace("{name}", &it.name).replace("{number}", &it.number.to_string());
    let text = if it.before.is_empty() {
        text
    } else {
        format!("{}\n\n{text}", say(StaffWord::Before).replace("{lines}", &it.before.join("\n")))
    };
    let button = Button::of_staff(say(StaffWord::Release), &StaffPress::Release(id.clone()));
    Outgoing::plain(short(&text)).with_buttons(vec![vec![button]])
}

pub(super) fn ask_stop(bench: &mut Bench<'_>, operator: &OperatorRow, line: &ConversationLine) {
    let say = |word: StaffWord| word.in_language(bench.language);
    let id = &line.conversation.conversation.id;
    let text = say(StaffWord::AskStop).replace("{name}", &plain_name(&line.contact));
    let buttons = vec![vec![
        Button::of_staff(say(StaffWord::StopWithFarewell), &StaffPress::Stop(id.clone(), true)),
        Button::of_staff(say(StaffWord::StopSilently), &StaffPress::Stop(id.clone(), false)),
    ]];
    reply(bench, operator, Some(id), Outgoing::plain(text).with_buttons(buttons));
}

pub(super) fn show_stopped(bench: &mut Bench<'_>, operator: &OperatorRow, id: &ConversationId, name: &str) {
    let text = StaffWord::Stopped.in_language(bench.language).replace("{name}", name);
    reply(bench, operator, Some(id), Outgoing::plain(text));
}

pub(super) fn ask_export(bench: &mut Bench<'_>, operator: &OperatorRow, only: Option<&ConversationId>) {
    let form = |format: Format| {
        Button::of_staff(format.extension().to_uppercase(), &StaffPress::Export(only.cloned(), format))
    };
    let message = Outgoing::plain(StaffWord::AskExport.in_language(bench.language));
    reply(bench, operator, only, message.with_buttons(vec![Format::ALL.map(form).to_vec()]));
}

async fn ask_restore(
    bench: &mut Bench<'_>,
    operator: &OperatorRow,
    name: String,
    version: i64,
) -> Result<(), ActError> {
    let language = bench.language;
    let say = |word: StaffWord| word.in_language(language);
    let text = say(StaffWord::AskRestore).replace("{name}", &name).replace("{version}", &version.to_string());
    let follows = other_name(bench, operator, &name).await?;
    let text = format!("{text} {}", follows.as_deref().unwrap_or(say(StaffWord::ScriptBegins)));
    let button = Button::of_staff(say(StaffWord::RestoreYes), &StaffPress::Restore(name, version));
    reply(bench, operator, None, Outgoing::plain(text).with_buttons(vec![vec![button]]));
    Ok(())
}

/// Shows what is known of a contact.
pub(super) async fn show_lead(
    bench: &mut Bench<'_>,
    operator: &OperatorRow,
    line: &ConversationLine,
) -> Result<(), ActError> {
    let conversation = &line.conversation.conversation;
    let shelved = bench.desk.shelf.take(&bench.business, &conversation.script).await?;
    let message = shown::lead(line, &shelved.script, &shelved.script.time_zone, (operator.role, bench.language));
    reply(bench, operator, Some(&conversation.id), message);
    Ok(())
}

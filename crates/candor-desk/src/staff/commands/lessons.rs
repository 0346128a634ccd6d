//! `/lessons`: what contacts wrote that the desk did not understand, and what becomes of it. Nothing enters the script but by
//! a press or a command of an owner here.

use std::fmt::Write as _;

use candor_core::{
    hearing::{Topic, lessons::Lesson},
    message::{Button, Outgoing},
    press::StaffPress,
    roles::Deed,
};
use candor_store::OperatorRow;

use super::Command;
use crate::{
    actions::{
        ActError, Bench, Refusal,
        list_lessons::{Lessons, list_lessons},
        teach_lesson::{Taught, Teaching, drop_lesson, name_of, teach_lesson},
    },
    card::one_line,
    relay::short,
    staff::{
        commands::publish::listed,
        reply, rewrite,
        words::{StaffWord, ago},
    },
};

pub(super) const COMMAND: Command = Command {
    name: "lessons",
    deed: Deed::TeachScript,
    says: ("What the desk did not understand, to teach it", "Что осталось непонятым: научить помощника"),
    more: None,
    run: |bench, operator, argument| Box::pin(run(bench, operator, argument)),
};

/// So many lessons stand on a page.
const PAGE: usize = 6;

/// In the list a wording is cut to so many characters.
const LISTED: usize = 90;

async fn run(bench: &mut Bench<'_>, operator: &OperatorRow, argument: &str) -> Result<(), ActError> {
    if argument.is_empty() {
        return show_page(bench, operator, None, 0).await;
    }
    let (number, rest) = argument.split_once(char::is_whitespace).unwrap_or((argument, ""));
    let (verb, words) = rest.trim().split_once(char::is_whitespace).unwrap_or((rest.trim(), ""));
    let Ok(number) = number.trim_start_matches(['#', '№']).parse::<i64>() else {
        reply(bench, operator, None, Outgoing::plain(how(bench, "12")));
        return Ok(());
    };
    match (verb.to_lowercase().as_str(), words.trim()) {
        ("", _) => show(bench, operator, number).await,
        ("to" | "к", id) if !id.is_empty() => teach(bench, operator, number, Teaching::Named(id.to_owned())).await,
        ("answer" | "ответ", answer) if !answer.is_empty() => {
            teach(bench, operator, number, Teaching::Question(answer.to_owned())).await
        }
        ("drop" | "убрать", _) => drop(bench, operator, number).await,
        _ => {
            reply(bench, operator, None, Outgoing::plain(how(bench, &number.to_string())));
            Ok(())
        }
    }
}

/// The script this bot begins its conversations with.
async fn own_script(bench: &Bench<'_>, operator: &OperatorRow) -> Result<String, ActError> {
    let known = bench.connection_of(operator).await?;
    Ok(known.ok_or(Refusal::ChannelAway)?.script_name)
}

/// A page of the lessons, in the place of the page before where there is one.
pub(in crate::staff) async fn show_page(
    bench: &mut Bench<'_>,
    operator: &OperatorRow,
    instead: Option<candor_core::ids::MessageId>,
    page: u32,
) -> Result<(), ActError> {
    let lessons = list_lessons(bench, &own_script(bench, operator).await?).await?;
    let message = shown(bench, &lessons, page);
    match instead {
        Some(message_id) => rewrite(bench, operator, message_id, message),
        None => reply(bench, operator, None, message),
    }
    Ok(())
}

fn shown(bench: &Bench<'_>, lessons: &Lessons, page: u32) -> Outgoing {
    let say = |word: StaffWord| word.in_language(bench.language);
    if lessons.lessons.is_empty() {
        return Outgoing::plain(say(StaffWord::LessonsEmpty));
    }
    let pages = lessons.lessons.len().div_ceil(PAGE);
    let page = usize::try_from(page).unwrap_or_default().min(pages.saturating_sub(1));
    let mut text = say(StaffWord::LessonsHeading)
        .replace("{messages}", &lessons.messages().to_string())
        .replace("{lessons}", &lessons.lessons.len().to_string())
        .replace("{page}", &page.saturating_add(1).to_string())
        .replace("{pages}", &pages.to_string());
    let listed: Vec<&Lesson> = lessons.lessons.iter().skip(page.saturating_mul(PAGE)).take(PAGE).collect();
    for lesson in &listed {
        let words = lesson.wordings.first().map_or("", String::as_str);
        // Writing into a String cannot fail.
        let _ = write!(text, "\n\n#{} · {}× · {}", lesson.number, lesson.members.len(), one_line(words, LISTED));
    }
    let open = |lesson: &&Lesson| Button::of_staff(format!("#{}", lesson.number), &StaffPress::Lesson(lesson.number));
    let mut buttons: Vec<Vec<Button>> = listed.chunks(3).map(|row| row.iter().map(open).collect()).collect();
    let turn =
        |word, page: usize| Button::of_staff(say(word), &StaffPress::Lessons(u32::try_from(page).unwrap_or_default()));
    let mut turning = Vec::new();
    if page > 0 {
        turning.push(turn(StaffWord::Previous, page - 1));
    }
    if page.saturating_add(1) < pages {
        turning.push(turn(StaffWord::Next, page.saturating_add(1)));
    }
    if !turning.is_empty() {
        buttons.push(turning);
    }
    Outgoing::plain(text).with_buttons(buttons)
}

/// One lesson, with what can be done about it.
pub(in crate::staff) async fn show(bench: &mut Bench<'_>, operator: &OperatorRow, number: i64) -> Result<(), ActError> {
    let lessons = list_lessons(bench, &own_script(bench, operator).await?).await?;
    let lesson = lessons.find(number).ok_or(Refusal::NoSuchLesson(number))?;
    let say = |word: StaffWord| word.in_language(bench.language);
    let mut text = say(StaffWord::LessonHeading)
        .replace("{number}", &lesson.number.to_string())
        .replace("{messages}", &lesson.members.len().to_string())
        .replace("{contacts}", &lesson.contacts.to_string())
        .replace("{time}", &ago(bench.now.millis_since(lesson.last_at), bench.language));
    text.push_str(&wordings(lesson));
    let _ = write!(text, "\n\n{}", how(bench, &lesson.number.to_string()));
    let to = |(topic, _): &(Topic, f64)| {
        let press = StaffPress::Teach(lesson.number, topic.clone());
        let label = say(StaffWord::LessonTo).replace("{topic}", name_of(topic));
        // What fits into no button (64 bytes) is taught by the command.
        (press.data().len() <= 64).then(|| vec![Button::of_staff(label, &press)])
    };
    let mut buttons: Vec<Vec<Button>> = lesson.near.iter().filter_map(to).collect();
    buttons.push(vec![Button::of_staff(say(StaffWord::LessonDrop), &StaffPress::DropLesson(lesson.number))]);
    reply(bench, operator, None, Outgoing::plain(short(&text)).with_buttons(buttons));
    Ok(())
}

/// Teaches a lesson and shows what was added, with a way back.
pub(in crate::staff) async fn teach(
    bench: &mut Bench<'_>,
    operator: &OperatorRow,
    number: i64,
    teaching: Teaching,
) -> Result<(), ActError> {
    let script = own_script(bench, operator).await?;
    let taught = teach_lesson(bench, &script, number, &teaching).await?;
    let language = bench.language;
    let say = |word: StaffWord| word.in_language(language);
    let Taught { lesson, topic, before, published, warnings, .. } = &taught;
    let mut text = say(StaffWord::LessonTaught)
        .replace("{name}", &taught.script)
        .replace("{version}", &published.version.to_string())
        .replace("{topic}", name_of(topic));
    text.push_str(&wordings(lesson));
    if !warnings.is_empty() {
        let _ = write!(text, "\n\n{}{}", say(StaffWord::ScriptWarnings), listed(warnings, language));
    }
    let undo = StaffPress::AskRestore(taught.script.clone(), *before);
    let label = say(StaffWord::LessonUndo).replace("{version}", &before.to_string());
    let buttons = if undo.data().len() <= 64 { vec![vec![Button::of_staff(label, &undo)]] } else { Vec::new() };
    reply(bench, operator, None, Outgoing::plain(short(&text)).with_buttons(buttons));
    Ok(())
}

/// Lets a lesson go.
pub(in crate::staff) async fn drop(bench: &mut Bench<'_>, operator: &OperatorRow, number: i64) -> Result<(), ActError> {
    let script = own_script(bench, operator).await?;
    let lesson = drop_lesson(bench, &script, number).await?;
    let text = StaffWord::LessonDropped.in_language(bench.language).replace("{number}", &lesson.number.to_string());
    reply(bench, operator, None, Outgoing::plain(text));
    Ok(())
}

fn wordings(lesson: &Lesson) -> String {
    lesson.wordings.iter().map(|words| format!("\n— {}", one_line(words, 200))).collect()
}

fn how(bench: &Bench<'_>, number: &str) -> String {
    StaffWord::LessonHow.in_language(bench.language).replace("{number}", number)
}

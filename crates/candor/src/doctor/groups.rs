//! What the bot may do in groups. Candor answers in private chats; a group is needed only where the staff works in one.

use super::{Finding, Patient, patient::Telegram, say};

pub(super) fn check(patient: &Patient) -> Vec<Finding> {
    let Telegram::Asked { probe, .. } = &patient.telegram else { return Vec::new() };
    let Ok(bot) = &probe.bot else { return Vec::new() };
    let privacy = if bot.can_read_all_group_messages {
        say(
            "Privacy mode is off: in groups the bot is sent every message. Candor needs that only in a group of the staff.",
            "Режим приватности выключен: в группах боту приходят все сообщения. Candor это нужно только в группе \
             сотрудников.",
        )
    } else {
        say(
            "Privacy mode is on, which is right: in groups the bot is sent only commands and replies to it. In a group of the \
             staff make it an administrator, and it is sent everything there.",
            "Режим приватности включён, и это правильно: в группах боту приходят только команды и ответы ему. В группе \
             сотрудников сделайте его администратором, и там ему придёт всё.",
        )
    };
    let groups = if bot.can_join_groups {
        say("The bot can be added to groups.", "Бота можно добавлять в группы.")
    } else {
        say(
            "The bot cannot be added to groups; for a group of the staff allow it: @BotFather, /setjoingroups.",
            "Бота нельзя добавлять в группы; для группы сотрудников разрешите это: @BotFather, /setjoingroups.",
        )
    };
    vec![Finding::ok("DOC-privacy", privacy), Finding::ok("DOC-groups", groups)]
}

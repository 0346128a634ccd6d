//! What the staff reads in English.

use super::StaffWord;

impl StaffWord {
    pub(super) const fn english(self) -> &'static str {
        match self {
            Self::Take => "Take",
            Self::Snooze => "Later (15 min)",
            Self::Release => "Back to the desk",
            Self::CardHeading => "#{number} A person is wanted: {name} ({language})",
            Self::CardAgain => "Nobody has come yet.",
            Self::CardReason => "Why: {reason}",
            Self::CardFields => "Known so far:",
            Self::CardSource => "Came by: {source}",
            Self::CardWords => "Last lines:",
            Self::SetBy => "set by {name}",
            Self::SumHeading => "#{number} In short: {name}",
            Self::SumByAi => "By AI ({model}); it may be wrong.",
            Self::SumByCode => "Put together from what is known, without a model.",
            Self::SumLimit => "Models rest because a limit is reached.",
            Self::SumNoAnswer => "No model gave an answer that could be used.",
            Self::SumUpTo => "Up to {time}. What was said: /view {number}",
            Self::Score => "Score: {total} of {of}, {standing}",
            Self::Qualified => "qualified",
            Self::NotQualified => "not qualified",
            Self::StillOpen => "still open",
            Self::Claimed => {
                "You have joined the desk as {role}. Hand-overs will arrive here; press Take and answer, and your words go to the contact under your name. /help shows everything you can do."
            }
            Self::Taken => {
                "You are answering {name} now (#{number}). What you write here goes to them under your name. Press \"Back to the desk\" when you are done."
            }
            Self::TakenByOther => "{name} is answering already.",
            Self::CardReleased => "{name} passed it back. The desk is answering.",
            Self::CardStopped => "{name} ended the conversation.",
            Self::Released => "The desk is answering {name} again.",
            Self::Snoozed => "Put off for 15 minutes. Everybody else still sees the card.",
            Self::Stopped => "The conversation with {name} is ended. It opens again when they write.",
            Self::AskStop => "End the conversation with {name}?",
            Self::StopWithFarewell => "With a farewell",
            Self::StopSilently => "Without a word",
            Self::Unknown => "This button means nothing any more.",
            Self::HoldsNothing => "You hold no conversation, so this went to nobody. Press Take on a card, or /list.",
            Self::HoldsSeveral => {
                "You hold several conversations ({held}), so this went to nobody. Reply to a message of the one you mean."
            }
            Self::NotYours => {
                "You are not answering {name} just now, so this went to nobody. Take the conversation first."
            }
            Self::MayOnlyLook => "Your role may look but not answer.",
            Self::Before => "Said before:\n{lines}",
            Self::OptedOutHeld => {
                "{name} wants no more messages. Nothing you write will reach them until they come back themselves."
            }
            Self::CameBackHeld => "{name} is back and can be written to again.",
            Self::CardOptedOut => {
                "They want no more messages, so nobody can answer them until they come back themselves."
            }
            Self::NoSuchCommand => "There is no command /{command}. /help shows all.",
            Self::NeedsNumber => {
                "Which conversation? Write /{command} and its number, such as /{command} 12. /list shows the numbers."
            }
            Self::HelpHeading => "You are {role} here. What you can do:",
            Self::HelpAnswering => {
                "Take a conversation and write: text, photos, documents, voice, replies and edits all reach the contact. If you hold several, reply to a message of the one you mean."
            }
            Self::ListEmpty => "No conversation fits.",
            Self::ListHeading => "Conversations: {total}{filters}, page {page} of {pages}",
            Self::FindHow => {
                "What should be found? /find red roses looks for what was said; a name, @username or number finds a person. Ended conversations are searched too."
            }
            Self::FindHeading => "Found for “{words}”:",
            Self::FindNothing => {
                "Nothing was found for “{words}”. Words are found in any of their forms, and a word being typed by its beginning; try fewer of them. Telephone numbers, e-mail addresses and long numbers are sealed and cannot be searched for."
            }
            Self::FindNoMore => "Nothing else was found for “{words}”.",
            Self::FindNotYet => "Nothing yet for “{words}”: there are older messages to look through.",
            Self::FindMorePeople => "There are more people of this name: write more of it.",
            Self::FindReading => "Older messages are still being read in, so more may be found later.",
            Self::FindOlder => "older ▼",
            Self::FindTooLong => {
                "There is more than stands here. Look with fewer or shorter words to turn pages, or with others to narrow it down."
            }
            Self::Waits => "waits {time}, {reason}",
            Self::HeldByName => "with {name}",
            Self::WithDesk => "with the desk",
            Self::Ended => "ended",
            Self::OptedOut => "wants no messages",
            Self::Unread => "unread",
            Self::AtStep => "step {step}",
            Self::FilterAll => "All",
            Self::FilterWaiting => "Waiting",
            Self::FilterMine => "Mine",
            Self::FilterUnread => "Unread",
            Self::Older => "◀ older",
            Self::Newer => "newer ▶",
            Self::Previous => "◀",
            Self::Next => "▶",
            Self::ShowView => "Read",
            Self::ShowLead => "Lead",
            Self::ShowExport => "Export",
            Self::ShowStop => "End",
            Self::ViewEmpty => "Nothing has been said yet.",
            Self::LeadHeading => "Lead #{number}: {name}",
            Self::LeadOutcome => "Outcome: {outcome}",
            Self::LeadTags => "Tags: {tags}",
            Self::LeadNotes => "Notes:",
            Self::LeadCriteria => "Criteria:",
            Self::LeadNothing => "Nothing is known yet.",
            Self::LeadHow => {
                "To change it: /lead {number} field=value, /lead {number} outcome=lost why, /lead {number} +tag or -tag, /note {number} text"
            }
            Self::LeadUnclear => "{edit} is not understood.",
            Self::NoteKept => "Noted. Only the staff sees it.",
            Self::NoteEmpty => "What should be noted? /note 12 words",
            Self::AskExport => "In which form?",
            Self::ExportProgress => "Exporting: {written} of {of} lines.",
            Self::ExportDone => "Export finished: {lines} lines.",
            Self::ExportPart => "{lines} lines",
            Self::ScriptsEmpty => "No script has been published yet.",
            Self::ScriptInUse => "this bot begins with it",
            Self::ScriptHow => {
                "To publish a script, send its file here with the caption /publish and a word on what is new. On the machine where the desk runs: candor script publish FILE."
            }
            Self::ScriptPublished => {
                "{name}: version {version} is in use now. Conversations that run keep the version they began with; /scripts brings an earlier one back."
            }
            Self::ScriptSame => "{name}: this text is in use already, as version {version}. Nothing changed.",
            Self::ScriptOtherName => {
                "This bot begins its conversations with the script {own}, and goes on so. To begin them with {name}, start the desk with that file, once: candor serve --script FILE."
            }
            Self::ScriptWarnings => "It could be better:",
            Self::AnsweredPrivately => "The answer is in your private chat with this bot.",
            Self::AskRestore => "Publish version {version} of {name} again?",
            Self::RestoreYes => "Publish",
            Self::Restored => "{name}: version {version} is in use now.",
            Self::Paused => {
                "The desk is paused. Whoever writes is handed to a person; opt-outs, requests for a person and questions about AI are still answered."
            }
            Self::Resumed => "The desk is answering again.",
            Self::PausedAlready => "The desk is paused already.",
            Self::ResumedAlready => "The desk is answering already.",
            Self::PauseButton => "Pause the desk",
            Self::ResumeButton => "Resume the desk",
            Self::StatusLines => {
                "Desk: {desk}\nConversations: {conversations}\nWaiting for a person: {waiting}{oldest}\nMessages to send: {outbox}\nOf unknown fate: {uncertain}\nRefused by Telegram: {failed}\nParked updates: {parked}\nOn duty: {duty}"
            }
            Self::StatusWorks => "answering",
            Self::StatusRests => "paused by {name}, {time}",
            Self::StatusOldest => ", the longest {time}",
            Self::Nobody => "nobody",
            Self::OnDuty => "You are on duty: hand-overs come to you.",
            Self::OffDuty => "You are off duty: no new hand-overs come to you. What you hold stays with you.",
            Self::DutyHow => "Write /duty on or /duty off.",
            Self::Invitation => {
                "Send this link to the person who is to join as {role}. It works once, for seven days.\n{link}"
            }
            Self::InviteHow => "Whom? /invite manager, /invite viewer or /invite owner.",
            Self::StaffHeading => "Staff:",
            Self::StaffHow => "To change it: /staff NAME manager (or viewer, owner, remove)",
            Self::StaffChanged => "Done.",
            Self::AuditEmpty => "Nobody has done anything yet.",
            Self::StartHow => "With whom? /start @username",
            Self::GroupChosen => {
                "Hand-overs go to this group from now on: a topic for each conversation. What staff write in a topic goes to the contact under their name; a line that begins with // stays here. /private ends it."
            }
            Self::GroupLeft => "Hand-overs go to private chats again.",
            Self::GroupLost => {
                "The staff's group cannot be written to any more. Hand-overs come to private chats again."
            }
            Self::WebhookGone => {
                "The webhook to {host} is off: its receiver answered that it wants nothing any more (410). If that is a mistake, switch it on again: candor webhook on."
            }
            Self::WebhookFailing => {
                "The webhook to {host} is off: for five days nothing arrived there. When the receiver works again, switch it on and deliver what failed once more: candor webhook on, candor webhook replay."
            }
            Self::ModelDayUsedUp => {
                "What language models may use in a day is used up. Until tomorrow the desk answers in the script's own words."
            }
            Self::ModelMonthUsedUp => {
                "What language models may use in a month is used up. Until the next month, or until the limit is raised in the settings, the desk answers in the script's own words."
            }
            Self::GroupStranger => {
                "This went to nobody: you are not on the staff of this desk. Ask an owner for an invitation."
            }
            Self::GroupAnonymous => {
                "This went to nobody: you write anonymously, so nobody can tell who you are. Turn \"Remain anonymous\" off in the group's settings and write again."
            }
            Self::Undelivered => "A message to {name} (#{number}) was refused by Telegram and did not arrive.",
            Self::MaybeUndelivered => {
                "It is not known whether the last message to {name} (#{number}) arrived. It is not sent again blindly: look into the chat, or `candor outbox`."
            }
            Self::RoleChanged => "You are {role} here from now on. /help shows what you can do.",
            Self::OffTheStaff => {
                "You are not on the staff of this desk any more. What you write here is answered like a contact's words."
            }
            Self::HolderReleased => "{by} gave your conversation with {name} (#{number}) back to the desk.",
            Self::HolderStopped => "{by} ended your conversation with {name} (#{number}).",
            Self::ClaimedViewer => {
                "You have joined the desk as {role}. You can read the conversations and leads, and see how the desk is doing; answering is for others. /help shows everything you can do."
            }
            Self::GroupHow => {
                "Send /staff_group in the group itself: one with topics, where you and this bot are administrators."
            }
            Self::ScriptBegins => "New conversations will begin with it.",
            Self::ScriptNewest => "newest version",
            Self::LessonsEmpty => {
                "Nothing to teach: whatever people wrote was understood, or has been seen to. What is not understood is gathered here."
            }
            Self::LessonsHeading => {
                "Messages not understood: {messages}, grouped into lessons: {lessons}. Page {page} of {pages}. Tap one to see what to do about it; nothing enters the script by itself."
            }
            Self::LessonHeading => "Lesson {number}. Messages: {messages}, people: {contacts}, the last one {time}:",
            Self::LessonHow => {
                "Teach it with a button, or\n/lessons {number} to NAME: more phrasings of the step or question of that name\n/lessons {number} answer WORDS: a question of its own, with your answer (for several languages begin a line with en: and one with ru:)\n/lessons {number} drop: let it go"
            }
            Self::LessonTo => "Teach as “{topic}”",
            Self::LessonDrop => "Let it go",
            Self::LessonDropped => "Lesson {number} is let go. If people write the like again, it comes back.",
            Self::LessonTaught => {
                "Taught as “{topic}”: version {version} of {name} is in use for conversations that begin from now on. Added:"
            }
            Self::LessonUndo => "Back to version {version}",
            Self::StatusLessons => "\nNot understood: {messages} (/lessons)",
            Self::ContactBlocked => {
                "{name} (#{number}) has blocked the bot. Nothing reaches them until they unblock it."
            }
        }
    }
}

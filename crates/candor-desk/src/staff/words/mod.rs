//! What the staff reads, in both languages. Words in braces are filled in.

mod english;
mod reasons;
mod russian;
#[cfg(test)]
mod tests;

use candor_core::language::Language;
pub(crate) use reasons::{ago, reason, trouble};

/// A fixed text for the staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StaffWord {
    /// The button that takes a conversation.
    Take,
    /// The button that puts a card off.
    Snooze,
    /// The button that gives a conversation back.
    Release,
    /// The heading of a card: `{number}`, `{name}`, `{language}`.
    CardHeading,
    /// A card raised again.
    CardAgain,
    /// Why a person is wanted: `{reason}`.
    CardReason,
    /// The heading of the fields.
    CardFields,
    /// By which link the contact came: `{source}`.
    CardSource,
    /// The heading of the last lines.
    CardWords,
    /// Who of the staff set a value: `{name}`.
    SetBy,
    /// The heading of a summary: `{number}`, `{name}`.
    SumHeading,
    /// That an AI wrote it: `{model}`.
    SumByAi,
    /// That code put it together.
    SumByCode,
    /// That models rest.
    SumLimit,
    /// That no model gave an answer that could be used.
    SumNoAnswer,
    /// Up to when it goes, and where what was said is read: `{time}`, `{number}`.
    SumUpTo,
    /// The score of a lead: `{total}`, `{of}`, `{standing}`.
    Score,
    /// A lead that is qualified.
    Qualified,
    /// A lead that is not.
    NotQualified,
    /// A lead of which too little is known.
    StillOpen,
    /// Joined the staff: `{role}`.
    Claimed,
    /// Taken: `{number}`, `{name}`; what to do now.
    Taken,
    /// Taken by somebody: `{name}`.
    TakenByOther,
    /// On a card: passed back by somebody, `{name}`.
    CardReleased,
    /// On a card: ended by somebody, `{name}`.
    CardStopped,
    /// Given back: `{name}`.
    Released,
    /// A card was put off.
    Snoozed,
    /// Ended: `{name}`.
    Stopped,
    /// Asks how to end it: `{name}`.
    AskStop,
    /// The button that ends it with a farewell.
    StopWithFarewell,
    /// The button that ends it silently.
    StopSilently,
    /// No such button.
    Unknown,
    /// Nothing is held, so words go nowhere.
    HoldsNothing,
    /// Several are held, so words need an address: `{held}`.
    HoldsSeveral,
    /// Words were addressed to a conversation that is not held: `{name}`.
    NotYours,
    /// This role cannot answer.
    MayOnlyLook,
    /// What was said before: `{lines}`.
    Before,
    /// The contact opted out while held: `{name}`.
    OptedOutHeld,
    /// The contact came back while held: `{name}`.
    CameBackHeld,
    /// The contact opted out or blocked the bot while waiting: on the card.
    CardOptedOut,
    /// A command nobody knows: `{command}`.
    NoSuchCommand,
    /// A command without its number: `{command}`.
    NeedsNumber,
    /// The heading of the help: `{role}`.
    HelpHeading,
    /// How answering works.
    HelpAnswering,
    /// Nothing to list.
    ListEmpty,
    /// The heading of a list: `{total}`, `{page}`, `{pages}`, `{filters}`.
    ListHeading,
    /// How to search.
    FindHow,
    /// The heading of what was found: `{words}`.
    FindHeading,
    /// Nothing was found: `{words}`.
    FindNothing,
    /// Nothing else was found: `{words}`.
    FindNoMore,
    /// Nothing on this page, and there are more pages: `{words}`.
    FindNotYet,
    /// There are more people of the name.
    FindMorePeople,
    /// The index is not complete yet.
    FindReading,
    /// The button to the next page of what was found.
    FindOlder,
    /// There is more, and a button cannot carry the words.
    FindTooLong,
    /// Somebody waits: `{time}`, `{reason}`.
    Waits,
    /// Somebody answers: `{name}`.
    HeldByName,
    /// The desk answers.
    WithDesk,
    /// It was ended.
    Ended,
    /// The contact wants no messages.
    OptedOut,
    /// Not answered yet.
    Unread,
    /// At a step: `{step}`.
    AtStep,
    /// The button of the whole list.
    FilterAll,
    /// The button of those who wait.
    FilterWaiting,
    /// The button of one's own.
    FilterMine,
    /// The button of the unread.
    FilterUnread,
    /// The button of the older lines.
    Older,
    /// The button of the newer lines.
    Newer,
    /// The button of the page before.
    Previous,
    /// The button of the next page.
    Next,
    /// The button that shows a conversation.
    ShowView,
    /// The button that shows a lead.
    ShowLead,
    /// The button that exports.
    ShowExport,
    /// The button that ends it.
    ShowStop,
    /// Nothing was said yet.
    ViewEmpty,
    /// The heading of a lead: `{number}`, `{name}`.
    LeadHeading,
    /// What became of it: `{outcome}`.
    LeadOutcome,
    /// Its tags: `{tags}`.
    LeadTags,
    /// The heading of its notes.
    LeadNotes,
    /// The heading of the criteria.
    LeadCriteria,
    /// Nothing was told yet.
    LeadNothing,
    /// How to edit it: `{number}`.
    LeadHow,
    /// An edit that is not understood: `{edit}`.
    LeadUnclear,
    /// A note was written.
    NoteKept,
    /// A note without words.
    NoteEmpty,
    /// Asks for the form.
    AskExport,
    /// How far it has come: `{written}`, `{of}`.
    ExportProgress,
    /// It is done: `{lines}`.
    ExportDone,
    /// What a part holds: `{lines}`.
    ExportPart,
    /// No script was published.
    ScriptsEmpty,
    /// In use.
    ScriptInUse,
    /// How to publish.
    ScriptHow,
    /// A script was published: `{name}`, `{version}`.
    ScriptPublished,
    /// The same text is in use already: `{name}`, `{version}`.
    ScriptSame,
    /// The bot begins with another script: `{own}`, `{name}`.
    ScriptOtherName,
    /// Before what could be better in a script.
    ScriptWarnings,
    /// In the group: the answer is in the private chat.
    AnsweredPrivately,
    /// Asks before restoring: `{name}`, `{version}`.
    AskRestore,
    /// The button that restores.
    RestoreYes,
    /// Restored: `{name}`, `{version}`.
    Restored,
    /// The desk rests.
    Paused,
    /// The desk goes on.
    Resumed,
    /// It rests already.
    PausedAlready,
    /// It works already.
    ResumedAlready,
    /// The button that pauses.
    PauseButton,
    /// The button that resumes.
    ResumeButton,
    /// How the desk is doing: `{desk}`, `{conversations}`, `{waiting}`, `{oldest}`, `{outbox}`, `{uncertain}`, `{failed}`, `{parked}`, `{duty}`.
    StatusLines,
    /// It works.
    StatusWorks,
    /// It rests: `{name}`, `{time}`.
    StatusRests,
    /// How long: `{time}`.
    StatusOldest,
    /// Nobody.
    Nobody,
    /// On duty.
    OnDuty,
    /// Off duty.
    OffDuty,
    /// How to set it.
    DutyHow,
    /// An invitation: `{role}`, `{link}`.
    Invitation,
    /// How to invite.
    InviteHow,
    /// The heading of the staff.
    StaffHeading,
    /// How to change the staff.
    StaffHow,
    /// It was changed.
    StaffChanged,
    /// Nothing was done yet.
    AuditEmpty,
    /// How to open a dialogue again.
    StartHow,
    /// The group is the staff's.
    GroupChosen,
    /// The group is no longer the staff's.
    GroupLeft,
    /// The group cannot be reached.
    GroupLost,
    /// A webhook was switched off because its receiver wants nothing any more: `{host}`.
    WebhookGone,
    /// A webhook was switched off because nothing arrived for five days: `{host}`.
    WebhookFailing,
    /// What language models may use in a day is used up.
    ModelDayUsedUp,
    /// What they may use in a month is used up.
    ModelMonthUsedUp,
    /// Somebody in the group who is not on the staff.
    GroupStranger,
    /// Somebody in the group hides who they are.
    GroupAnonymous,
    /// A message that did not arrive: `{number}`, `{name}`.
    Undelivered,
    /// A message that may not have arrived: `{number}`, `{name}`.
    MaybeUndelivered,
    /// What somebody may do from now on: `{role}`.
    RoleChanged,
    /// Somebody is off the staff.
    OffTheStaff,
    /// What was held was given back by somebody else: `{by}`, `{name}`, `{number}`.
    HolderReleased,
    /// What was held was ended by somebody else: `{by}`, `{name}`, `{number}`.
    HolderStopped,
    /// Joined the staff to look: `{role}`.
    ClaimedViewer,
    /// How the staff's group is chosen.
    GroupHow,
    /// What follows from publishing the script this bot begins with.
    ScriptBegins,
    /// The newest version of a script this bot does not begin with.
    ScriptNewest,
    /// The contact blocked the bot: `{number}`, `{name}`.
    ContactBlocked,
    /// Nothing is left that was not understood.
    LessonsEmpty,
    /// The heading of the lessons: `{messages}`, `{lessons}`, `{page}`, `{pages}`.
    LessonsHeading,
    /// The heading of one lesson: `{number}`, `{messages}`, `{contacts}`, `{time}`.
    LessonHeading,
    /// What can be done about a lesson by command: `{number}`.
    LessonHow,
    /// The button that teaches it to a part of the script: `{topic}`.
    LessonTo,
    /// The button that lets it go.
    LessonDrop,
    /// It was let go: `{number}`.
    LessonDropped,
    /// It was taught: `{topic}`, `{name}`, `{version}`.
    LessonTaught,
    /// The button that goes back to the version before: `{version}`.
    LessonUndo,
    /// In the status: `{messages}` were not understood.
    StatusLessons,
}

impl StaffWord {
    /// The text in a language.
    pub(crate) const fn in_language(self, language: Language) -> &'static str {
        match language {
            Language::En => self.english(),
            Language::Ru => self.russian(),
        }
    }
}

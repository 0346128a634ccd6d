//! Calls a person, or says truthfully that nobody is there and when somebody will be (H7).

use super::opt_out;
use crate::{
    conversation::Holder,
    language::Language,
    phrases::Phrase,
    seat::Seat,
    writer::{Part, Role},
};

/// The reason of a hand-over because the contact asked for it.
pub const ASKED_FOR_PERSON: &str = "asked_for_person";

/// The reason of a hand-over because the guard let nothing pass.
pub const GUARD: &str = "guard_refused";

/// The reason of a hand-over because the whole desk is paused.
pub const DESK_PAUSED: &str = "desk_paused";

/// The reason given to somebody who waits already, where the script lets the desk only wait. Never one of a new call.
pub const WAITING: &str = "waiting_for_person";

/// The reason of a hand-over that answers a request about data (H10).
pub const DATA_REQUEST: &str = "data_request";

/// The reason of a hand-over because somebody speaks of harming themselves. Nothing of the script is said then.
pub const SELF_HARM: &str = "self_harm";

pub(super) fn words(seat: &Seat<'_>, language: Language, reason: &str) -> Part {
    let mut lines = Vec::new();
    if reason == DATA_REQUEST {
        lines.push(Phrase::DataRequest.fresh(language, &[]).to_owned());
    }
    let is_self_harm = reason == SELF_HARM;
    if is_self_harm {
        lines.push(Phrase::MeetsSelfHarm.fresh(language, &[]).to_owned());
    }
    if seat.is_opted_out {
        // People learn of it, but none may answer here.
        let way_back = opt_out::offer(language);
        lines.push(way_back.text);
        return Part { buttons: way_back.buttons, ..Part::plain(Role::HandOver, &lines.join(" ")) };
    }
    let said = &seat.conversation.said;
    if matches!(seat.conversation.holder, Holder::Waiting { .. }) {
        // "I'm here meanwhile" is said only where it is true.
        let phrase = if seat.helps_meanwhile() { Phrase::AlreadyCalled } else { Phrase::WaitsForPerson };
        lines.push(phrase.fresh(language, said).to_owned());
    } else if !seat.has_staff {
        lines.push(Phrase::NobodyThere.fresh(language, said).to_owned());
    } else {
        let own = seat.script.hand_over.say.best(language).filter(|_| !is_self_harm);
        lines.push(own.unwrap_or_else(|| Phrase::CallsPerson.fresh(language, said)).to_owned());
    }
    lines.extend(hours(seat, language).filter(|_| !is_self_harm));
    Part::plain(Role::HandOver, &lines.join(" "))
}

/// When people answer, as the script tells it.
pub(super) fn hours(seat: &Seat<'_>, language: Language) -> Option<String> {
    let hours = seat.script.hand_over.hours.best(language)?;
    Some(Phrase::StaffHours.fresh(language, &[]).replace("{hours}", hours.trim_end_matches('.')))
}

//! Tells a contact who waits that nobody has come yet, when people answer, and what the desk can do meanwhile (H7).
//! Said because time passed, not because anybody asked.

use super::hand_over::hours;
use crate::{
    language::Language,
    phrases::Phrase,
    seat::Seat,
    writer::{Part, Role},
};

pub(super) fn words(seat: &Seat<'_>, language: Language) -> Part {
    let said = &seat.conversation.said;
    // That the staff was called again is said only where there is one.
    let phrase = if seat.has_staff { Phrase::StillWaiting } else { Phrase::NobodyThere };
    let mut lines = vec![phrase.fresh(language, said).to_owned()];
    lines.push(hours(seat, language).unwrap_or_else(|| Phrase::HoursUnknown.fresh(language, &[]).to_owned()));
    if seat.helps_meanwhile() {
        lines.push(Phrase::HelpsMeanwhile.fresh(language, &[]).to_owned());
    }
    Part::plain(Role::HandOver, &lines.join(" "))
}

//! Why nobody may be written to first just now, and what can be done instead: as a stable word, and as staff read it.

use crate::{
    language::Language,
    moment::Moment,
    told_time::{minute, zone},
};

/// Why a conversation may not be re-opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// This person neither wrote nor opted in (H4).
    NeverWrote,
    /// This person wants no messages (H5).
    OptedOut,
    /// This person blocked the bot: the same, and nothing would arrive.
    Blocked,
    /// The contact last wrote over a day ago, and it is quiet there (H6).
    QuietHours {
        /// When it can be asked again with success, if nothing else changes.
        until: Moment,
    },
    /// An operator wrote first not long ago, and the contact has not answered (H6).
    NotAgainBefore {
        /// When it can be asked again with success, if nothing else changes.
        until: Moment,
    },
}

impl Refusal {
    /// A stable word, for programs and the audit log.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NeverWrote => "never_wrote",
            Self::OptedOut => "opted_out",
            Self::Blocked => "blocked",
            Self::QuietHours { .. } => "quiet_hours",
            Self::NotAgainBefore { .. } => "not_again_before",
        }
    }

    /// Why not, and what can be done instead. Times are told in the reader's zone, by its name in the IANA database.
    pub fn sentence(self, language: Language, zone_name: &str) -> String {
        let zone = zone(zone_name);
        let told = |until: Moment| {
            // Rounded up: a minute earlier it would be refused again.
            let until = minute(until.plus_millis(59_999), &zone);
            format!("{until} ({})", zone.iana_name().unwrap_or("UTC"))
        };
        match (self, language) {
            (Self::NeverWrote, Language::En) => {
                "This person has never written to you, and the desk writes first to nobody. Share the invitation link: whoever opens it writes first, and then you can answer.".to_owned()
            }
            (Self::NeverWrote, Language::Ru) => {
                "Этот человек вам не писал, а первым здесь не пишут никому. Отправьте ссылку-приглашение: кто её откроет, напишет первым, и тогда можно отвечать.".to_owned()
            }
            (Self::OptedOut, Language::En) => {
                "This contact asked for no more messages. Only they can undo that: by sending /start, or with the button under the receipt they got.".to_owned()
            }
            (Self::OptedOut, Language::Ru) => {
                "Этот человек просил больше не писать. Отменить это может только он сам: командой /start или кнопкой под ответом, который он получил.".to_owned()
            }
            (Self::Blocked, Language::En) => {
                "This contact blocked the bot, so nothing would arrive. Once they unblock it and press Start, you can write again.".to_owned()
            }
            (Self::Blocked, Language::Ru) => {
                "Этот человек заблокировал бота, и сообщения до него не дойдут. Когда он разблокирует бота и нажмёт «Старт», писать снова можно.".to_owned()
            }
            (Self::QuietHours { until }, Language::En) => format!(
                "The contact last wrote over a day ago, and it is quiet hours there now. Try again from {}; if they write before that, you can answer at once.",
                told(until)
            ),
            (Self::QuietHours { until }, Language::Ru) => format!(
                "Последнее сообщение было больше суток назад, а у собеседника сейчас тихие часы. Повторите начиная с {}; если он напишет раньше, отвечать можно сразу.",
                told(until)
            ),
            (Self::NotAgainBefore { until }, Language::En) => format!(
                "This contact was already written to first and has not answered. Try again from {}; if they write before that, you can answer at once.",
                told(until)
            ),
            (Self::NotAgainBefore { until }, Language::Ru) => format!(
                "Этому человеку уже писали первыми, и он пока не ответил. Повторите начиная с {}; если он напишет раньше, отвечать можно сразу.",
                told(until)
            ),
        }
    }
}

//! May an operator re-open a conversation with this contact now? Only with somebody who wrote before or opted in (H4),
//! who did not opt out (H5), and within quiet hours and caps (H6). No role and no setting widens this.

use super::{permit::Permit, quiet_hours::Limits, refusal::Refusal};
use crate::{moment::Moment, told_time::known_zone};

/// Words older than this make writing again a follow-up, which keeps to quiet hours.
pub const FRESH_MILLIS: i64 = 24 * 60 * 60 * 1000;

/// Clocks differ: words may seem to come from so far ahead and are fresh still. From further ahead they are an error,
/// and errors are not in favour of writing.
const SKEW_MILLIS: i64 = 60 * 60 * 1000;

/// All that the decision may look at, as it is now.
#[derive(Clone, Copy, Debug)]
pub struct ReopenView<'a> {
    /// When the contact last wrote, over any connection of the business; `None` if never.
    pub last_wrote_at: Option<Moment>,
    /// Whether the ledger holds a live, explicit opt-in.
    pub has_opted_in: bool,
    /// Whether the newest line of the ledger is an opt-out.
    pub is_opted_out: bool,
    /// Whether the contact blocked the bot.
    pub is_blocked: bool,
    /// When an operator last re-opened a conversation with this contact, over any connection of the business. The
    /// contact answered it if `last_wrote_at` is later.
    pub last_reopened_at: Option<Moment>,
    /// The contact's time zone as in the IANA database, where it is known.
    pub contact_zone: Option<&'a str>,
    /// The business's time zone, used where the contact's is not known.
    pub business_zone: &'a str,
    /// The ceilings, perhaps tightened.
    pub limits: Limits,
    /// The present.
    pub now: Moment,
}

/// The permit to write the first message, or why not and until when.
///
/// # Errors
/// The refusal that lasts longest: one that only the contact can lift comes before one that time lifts.
pub fn reopen(view: &ReopenView<'_>) -> Result<Permit, Refusal> {
    if view.is_opted_out {
        return Err(Refusal::OptedOut);
    }
    if view.is_blocked {
        return Err(Refusal::Blocked);
    }
    if view.last_wrote_at.is_none() && !view.has_opted_in {
        return Err(Refusal::NeverWrote);
    }
    if let Some(reopened_at) = view.unanswered_at() {
        let until = view.limits.gap_after(reopened_at);
        if view.now < until {
            return Err(Refusal::NotAgainBefore { until: view.awake_from(until) });
        }
    }
    let until = view.awake_from(view.now);
    if until > view.now {
        return Err(Refusal::QuietHours { until });
    }
    Ok(Permit::to_reopen())
}

impl ReopenView<'_> {
    /// When the contact was last written to first, if they did not answer. Telegram counts the contact's words in whole
    /// seconds: an answer within the same second counts as none, which only makes us wait.
    fn unanswered_at(&self) -> Option<Moment> {
        let answers =
            |wrote_at: Moment, reopened_at| wrote_at > reopened_at && wrote_at.millis_since(self.now) <= SKEW_MILLIS;
        self.last_reopened_at
            .filter(|&reopened_at| !self.last_wrote_at.is_some_and(|wrote_at| answers(wrote_at, reopened_at)))
    }

    /// The first moment from this one on in which quiet hours do not stand against writing.
    fn awake_from(&self, moment: Moment) -> Moment {
        let is_fresh = self.last_wrote_at.is_some_and(|wrote_at| {
            let age = moment.millis_since(wrote_at);
            (-SKEW_MILLIS..FRESH_MILLIS).contains(&age)
        });
        if is_fresh {
            return moment;
        }
        let zone = known_zone(self.contact_zone).or_else(|| known_zone(Some(self.business_zone)));
        self.limits.quiet_until(moment, &zone.unwrap_or(jiff::tz::TimeZone::UTC))
    }
}

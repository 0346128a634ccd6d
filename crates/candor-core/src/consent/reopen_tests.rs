//! What re-opening allows, judged by a second reckoning of the rules over random views, all zones and their clock changes.

use jiff::{Timestamp, civil::Time, tz::TimeZone};
use proptest::prelude::*;

use super::{
    Ground, Refusal, ReopenView,
    quiet_hours::{CLOSES, GAP_DAYS, Limits, OPENS},
    reopen,
};
use crate::{language::Language, moment::Moment};

const HOUR: i64 = 60 * 60 * 1000;
const DAY: i64 = 24 * HOUR;

/// 2026-11-26T12:00:00Z, a Thursday.
const NOON: Moment = Moment::from_seconds(1_795_694_400);

fn view(now: Moment) -> ReopenView<'static> {
    ReopenView {
        last_wrote_at: Some(now.plus_millis(-3 * DAY)),
        has_opted_in: false,
        is_opted_out: false,
        is_blocked: false,
        last_reopened_at: None,
        contact_zone: None,
        business_zone: "UTC",
        limits: Limits::default(),
        now,
    }
}

/// The hour of the day there, in minutes, reckoned from the offset alone.
fn minutes_there(moment: Moment, zone: &str) -> i64 {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let offset = zone.to_offset(Timestamp::from_millisecond(moment.millis()).unwrap()).seconds();
    (moment.millis().div_euclid(1000) + i64::from(offset)).rem_euclid(86_400) / 60
}

fn is_quiet_there(moment: Moment, zone: &str) -> bool {
    !(9 * 60..21 * 60).contains(&minutes_there(moment, zone))
}

#[test]
fn somebody_who_wrote_before_is_written_to_again_by_day() {
    assert_eq!(reopen(&view(NOON)).map(|permit| permit.ground()), Ok(Ground::Reopened));
    assert_eq!(Ground::Reopened.column(), "reopened");
}

#[test]
fn nobody_is_written_to_first() {
    let stranger = ReopenView { last_wrote_at: None, ..view(NOON) };
    assert_eq!(reopen(&stranger), Err(Refusal::NeverWrote));
    assert!(reopen(&ReopenView { has_opted_in: true, ..stranger }).is_ok());
}

#[test]
fn whoever_opted_out_or_blocked_is_left_alone_whatever_else_holds() {
    let willing = ReopenView { has_opted_in: true, last_wrote_at: Some(NOON), ..view(NOON) };
    assert_eq!(reopen(&ReopenView { is_opted_out: true, ..willing }), Err(Refusal::OptedOut));
    assert_eq!(reopen(&ReopenView { is_blocked: true, ..willing }), Err(Refusal::Blocked));
}

#[test]
fn fresh_words_may_be_answered_at_night_and_a_day_later_they_are_fresh_no_more() {
    let night = NOON.plus_millis(11 * HOUR);
    let wrote = |ago: i64| ReopenView { last_wrote_at: Some(night.plus_millis(-ago)), ..view(night) };
    assert!(reopen(&wrote(DAY - 1)).is_ok());
    let until = NOON.plus_millis(21 * HOUR);
    assert_eq!(reopen(&wrote(DAY)), Err(Refusal::QuietHours { until }));
    assert_eq!(reopen(&wrote(-HOUR - 1)), Err(Refusal::QuietHours { until }));
}

#[test]
fn the_contacts_own_zone_counts_before_that_of_the_business() {
    let here = ReopenView { business_zone: "Europe/Moscow", ..view(NOON) };
    assert!(reopen(&here).is_ok());
    let there = ReopenView { contact_zone: Some("Asia/Vladivostok"), ..here };
    // 22:00 in Vladivostok; 09:00 there is 23:00 UTC.
    assert_eq!(reopen(&there), Err(Refusal::QuietHours { until: NOON.plus_millis(11 * HOUR) }));
    let unknown = ReopenView { contact_zone: Some("Nowhere/Land"), ..here };
    assert!(reopen(&unknown).is_ok());
}

#[test]
fn whoever_does_not_answer_is_written_to_once_in_seven_days_and_an_answer_lifts_that() {
    let silent = ReopenView { last_reopened_at: Some(NOON.plus_millis(-2 * DAY)), ..view(NOON) };
    assert_eq!(reopen(&silent), Err(Refusal::NotAgainBefore { until: NOON.plus_millis(5 * DAY) }));
    assert!(reopen(&ReopenView { last_wrote_at: Some(NOON.plus_millis(-DAY)), ..silent }).is_ok());
    assert!(reopen(&ReopenView { last_reopened_at: Some(NOON.plus_millis(-7 * DAY)), ..silent }).is_ok());
    // Seven days after midnight is midnight: not before the morning.
    let midnight = ReopenView { last_reopened_at: Some(NOON.plus_millis(-12 * HOUR)), ..silent };
    assert_eq!(reopen(&midnight), Err(Refusal::NotAgainBefore { until: NOON.plus_millis(6 * DAY + 21 * HOUR) }));
    // Words from the day after tomorrow are an error of somebody's clock and answer nothing.
    let from_ahead = ReopenView { last_wrote_at: Some(NOON.plus_millis(2 * DAY)), ..silent };
    assert!(matches!(reopen(&from_ahead), Err(Refusal::NotAgainBefore { .. })));
}

#[test]
fn settings_tighten_the_limits_and_never_widen_them() {
    let hour = |hour| Time::constant(hour, 0, 0, 0);
    assert_eq!(Limits::tightened(hour(0), hour(23), 0), Ok(Limits::default()));
    let narrow = ReopenView { limits: Limits::tightened(hour(10), hour(12), 14).unwrap(), ..view(NOON) };
    assert_eq!(reopen(&narrow), Err(Refusal::QuietHours { until: NOON.plus_millis(22 * HOUR) }));
    let long_ago = Some(NOON.plus_millis(-20 * DAY));
    let capped = ReopenView { last_wrote_at: long_ago, last_reopened_at: Some(NOON.plus_millis(-8 * DAY)), ..narrow };
    assert_eq!(reopen(&capped), Err(Refusal::NotAgainBefore { until: NOON.plus_millis(6 * DAY + 22 * HOUR) }));
    let problem = Limits::tightened(hour(14), hour(10), 7).unwrap_err().to_string();
    assert!(problem.contains("14:00:00") && problem.contains("10:00:00"), "{problem}");
}

#[test]
fn every_refusal_says_in_both_languages_why_and_what_can_be_done() {
    let until = NOON.plus_millis(30_000);
    let all = [
        (Refusal::NeverWrote, "never_wrote", "invitation link", "ссылку"),
        (Refusal::OptedOut, "opted_out", "/start", "/start"),
        (Refusal::Blocked, "blocked", "unblock", "разблокирует"),
        (Refusal::QuietHours { until }, "quiet_hours", "2026-11-26 15:01 (Europe/Moscow)", "2026-11-26 15:01"),
        (Refusal::NotAgainBefore { until }, "not_again_before", "2026-11-26 15:01 (Europe/Moscow)", "2026-11-26 15:01"),
    ];
    for (refusal, word, en, ru) in all {
        assert_eq!(refusal.word(), word);
        assert!(refusal.sentence(Language::En, "Europe/Moscow").contains(en), "{refusal:?}");
        assert!(refusal.sentence(Language::Ru, "Europe/Moscow").contains(ru), "{refusal:?}");
    }
}

/// Every zone, around every change of its clocks within two years, and on an ordinary day.
#[test]
fn no_change_of_clocks_in_any_zone_opens_the_night() {
    let from = Timestamp::from_millisecond(NOON.millis()).unwrap();
    let mut zones = 0;
    for name in jiff::tz::db().available() {
        let zone = TimeZone::get(name.as_str()).unwrap();
        zones += 1;
        let changes = zone.following(from).map(|change| Moment::from_millis(change.timestamp().as_millisecond()));
        for around in changes.take_while(|change| change.millis_since(NOON) < 730 * DAY).chain([NOON]) {
            for quarters in -100..=100 {
                let now = around.plus_millis(quarters * HOUR / 4);
                let asked = ReopenView { contact_zone: Some(name.as_str()), ..view(now) };
                match reopen(&asked) {
                    Ok(_) => assert!(!is_quiet_there(now, name.as_str()), "{name} {now}"),
                    Err(Refusal::QuietHours { until }) => {
                        assert!(is_quiet_there(now, name.as_str()), "{name} {now}");
                        assert!(until > now && until.millis_since(now) <= 14 * HOUR, "{name} {now} {until}");
                        assert_eq!(minutes_there(until, name.as_str()), 9 * 60, "{name} {now} {until}");
                    }
                    Err(other) => panic!("{name} {now}: {other:?}"),
                }
            }
        }
    }
    assert!(zones > 400, "only {zones} zones");
}

fn moments() -> impl Strategy<Value = Moment> {
    let near = (-20 * DAY..20 * DAY).prop_map(|millis| NOON.plus_millis(millis));
    prop_oneof![6 => near, 1 => (0..4_000_000_000_000_i64).prop_map(Moment::from_millis)]
}

fn zones() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "UTC",
        "Europe/Moscow",
        "Asia/Vladivostok",
        "America/New_York",
        "Pacific/Kiritimati",
        "Pacific/Apia",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "America/St_Johns",
        "Nowhere/Land",
        "",
        "Antarctica/Troll",
    ])
}

fn limits() -> impl Strategy<Value = Limits> {
    let time = || (0_i8..24, 0_i8..60).prop_map(|(hour, minute)| Time::constant(hour, minute, 0, 0));
    (time(), time(), any::<u16>())
        .prop_map(|(opens, closes, days)| Limits::tightened(opens, closes, days).unwrap_or_default())
}

prop_compose! {
    fn views()(
        last_wrote_at in proptest::option::of(moments()),
        (has_opted_in, is_opted_out, is_blocked) in (any::<bool>(), proptest::bool::weighted(0.1), proptest::bool::weighted(0.1)),
        last_reopened_at in proptest::option::of(moments()),
        contact_zone in proptest::option::of(zones()),
        business_zone in zones(),
        limits in limits(),
        now in moments(),
    ) -> ReopenView<'static> {
        ReopenView {
            last_wrote_at, has_opted_in, is_opted_out, is_blocked, last_reopened_at, contact_zone, business_zone, limits, now,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// H4, H5, H6, each reckoned apart from the code, whatever the settings.
    #[test]
    fn whatever_is_asked_no_permit_breaks_the_contract(view in views()) {
        if reopen(&view).is_ok() {
            prop_assert!(view.last_wrote_at.is_some() || view.has_opted_in);
            prop_assert!(!view.is_opted_out && !view.is_blocked);
            let is_fresh = view.last_wrote_at.is_some_and(|at| (view.now.millis() - at.millis()).abs() < DAY);
            let known = |zone: &&str| TimeZone::get(zone).is_ok();
            let zone = view.contact_zone.filter(known).or(Some(view.business_zone).filter(known)).unwrap_or("UTC");
            prop_assert!(is_fresh || !is_quiet_there(view.now, zone), "{} in {}", view.now, zone);
            if let Some(reopened_at) = view.last_reopened_at.filter(|at| view.last_wrote_at.is_none_or(|wrote| wrote <= *at)) {
                prop_assert!(view.now.millis() - reopened_at.millis() >= i64::from(GAP_DAYS) * DAY);
            }
        }
    }

    #[test]
    fn what_a_refusal_promises_is_kept(view in views()) {
        if let Err(Refusal::QuietHours { until } | Refusal::NotAgainBefore { until }) = reopen(&view) {
            prop_assert!(until > view.now);
            prop_assert!(reopen(&ReopenView { now: until, ..view }).is_ok(), "{} from {}", until, view.now);
        }
    }

    /// However often operators try, and whenever contacts answer: seven days between openings nobody answered.
    #[test]
    fn trying_again_and_again_never_breaks_the_cap(
        hours in proptest::collection::vec((0_i64..60, proptest::bool::weighted(0.1)), 1..80),
        limits in limits(),
    ) {
        let mut known = ReopenView { limits, ..view(NOON) };
        let mut unanswered: Option<Moment> = None;
        for (later, answers) in hours {
            known.now = known.now.plus_millis(later * HOUR + 1);
            if answers {
                known.last_wrote_at = Some(known.now);
                unanswered = None;
            } else if reopen(&known).is_ok() {
                if let Some(before) = unanswered {
                    prop_assert!(known.now.millis_since(before) >= 7 * DAY);
                }
                known.last_reopened_at = Some(known.now);
                unanswered = Some(known.now);
            }
        }
    }

    #[test]
    fn limits_are_never_wider_than_the_ceilings(limits in limits(), millis in 0_i64..86_400_000) {
        let moment = NOON.plus_millis(millis);
        let time = Timestamp::from_millisecond(moment.millis()).unwrap().to_zoned(TimeZone::UTC).time();
        prop_assert!(limits.is_quiet(moment, &TimeZone::UTC) || (OPENS..CLOSES).contains(&time));
        prop_assert!(limits.gap_after(moment).millis_since(moment) >= i64::from(GAP_DAYS) * DAY);
    }
}

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use proptest::prelude::*;

use super::*;

const PERSON: ChatId = ChatId(7);
const GROUP: ChatId = ChatId(-1_007);

fn at(millis: i64) -> Moment {
    Moment::from_millis(1_800_000_000_000 + millis)
}

/// Sends to the chats as fast as the throttle allows, arriving with the given gaps, and says what left when.
fn send_all(throttle: &mut Throttle, wishes: &[(ChatId, i64)]) -> Vec<(ChatId, i64)> {
    let mut now = at(0);
    let mut sent = Vec::new();
    for &(chat, gap) in wishes {
        now = throttle.earliest(chat, now.plus_millis(gap));
        assert!(throttle.is_open(chat, now), "the earliest moment is open");
        throttle.take(chat, now);
        sent.push((chat, now.millis_since(at(0))));
    }
    sent
}

fn most_within(times: &[i64], span: i64) -> usize {
    times
        .iter()
        .map(|&from| times.iter().filter(|&&time| time >= from && time < from + span).count())
        .max()
        .unwrap_or(0)
}

#[test]
fn three_messages_leave_at_once_and_the_fourth_waits_a_second() {
    let sent = send_all(&mut Throttle::new(), &[(PERSON, 0); 5]);
    assert_eq!(sent.iter().map(|(_, time)| *time).collect::<Vec<_>>(), [0, 0, 0, 1_000, 2_000]);
}

#[test]
fn one_slow_chat_does_not_hold_another() {
    let mut throttle = Throttle::new();
    send_all(&mut throttle, &[(PERSON, 0); 3]);
    assert_eq!(throttle.earliest(ChatId(8), at(0)), at(0));
    assert!(!throttle.is_open(PERSON, at(0)));
}

#[test]
fn a_group_gets_twenty_a_minute() {
    let sent = send_all(&mut Throttle::new(), &[(GROUP, 0); 21]);
    assert_eq!(sent[19].1, 17_000, "one a second after the burst");
    assert_eq!(sent[20].1, 60_000, "the twenty-first waits for the first to be a minute old");
}

#[test]
fn a_bot_gets_thirty_a_second_over_all_chats() {
    let wishes: Vec<_> = (1..=61).map(|n| (ChatId(n), 0)).collect();
    let sent = send_all(&mut Throttle::new(), &wishes);
    assert_eq!((sent[29].1, sent[30].1, sent[59].1, sent[60].1), (0, 1_000, 1_000, 2_000));
}

#[test]
fn a_pause_of_a_chat_holds_only_that_chat_and_is_never_shortened() {
    let mut throttle = Throttle::new();
    throttle.pause_chat(PERSON, at(9_000));
    throttle.pause_chat(PERSON, at(4_000));
    assert_eq!(throttle.earliest(PERSON, at(0)), at(9_000));
    assert_eq!(throttle.earliest(GROUP, at(0)), at(0));
    assert_eq!(throttle.earliest(PERSON, at(9_001)), at(9_001));
}

#[test]
fn a_pause_of_the_bot_holds_every_chat() {
    let mut throttle = Throttle::new();
    throttle.pause_bot(at(5_000));
    throttle.pause_bot(at(1_000));
    assert_eq!(throttle.earliest(PERSON, at(0)), at(5_000));
}

#[test]
fn idle_chats_are_forgotten() {
    let mut throttle = Throttle::new();
    for n in 0..50_000 {
        let chat = if n % 2 == 0 { ChatId(n) } else { ChatId(-n) };
        let now = throttle.earliest(chat, at(n * 34));
        throttle.take(chat, now);
    }
    // 30 sends a second: at most a minute's worth of groups is still awake, and as many again before the next sweep.
    assert!(throttle.remembered_chats() <= 4_000, "{}", throttle.remembered_chats());
}

#[test]
fn a_paused_chat_is_not_forgotten() {
    let mut throttle = Throttle::new();
    throttle.pause_chat(PERSON, at(100_000_000));
    for n in 100..10_000 {
        throttle.take(ChatId(n), at(n * 100));
    }
    assert_eq!(throttle.earliest(PERSON, at(1_000_000)), at(100_000_000));
}

#[test]
fn a_clock_set_back_holds_nobody_for_long() {
    let mut throttle = Throttle::new();
    send_all(&mut throttle, &[(GROUP, 0); 20]);
    let year_ago = at(-31_536_000_000);
    assert!(throttle.earliest(GROUP, year_ago).millis_since(year_ago) <= GROUP_SPAN_MILLIS);
    assert!(throttle.earliest(PERSON, year_ago).millis_since(year_ago) <= BOT_SPAN_MILLIS);
}

fn wishes() -> impl Strategy<Value = Vec<(ChatId, i64)>> {
    let chat = prop_oneof![Just(PERSON), Just(GROUP), (1..60_i64).prop_map(ChatId), (-5..-1_i64).prop_map(ChatId)];
    let gap = prop_oneof![6 => Just(0_i64), 3 => 0..700_i64, 1 => 0..90_000_i64];
    proptest::collection::vec((chat, gap), 1..250)
}

proptest! {
    #[test]
    fn no_window_ever_holds_more_than_its_limit(wishes in wishes()) {
        let sent = send_all(&mut Throttle::new(), &wishes);
        let all: Vec<i64> = sent.iter().map(|(_, time)| *time).collect();
        prop_assert!(most_within(&all, BOT_SPAN_MILLIS) <= BOT_MOST);
        for chat in sent.iter().map(|(chat, _)| *chat).collect::<std::collections::BTreeSet<_>>() {
            let times: Vec<i64> = sent.iter().filter(|(of, _)| *of == chat).map(|(_, time)| *time).collect();
            for seconds in [1, 2, 5, 20] {
                let allowed = CHAT_BURST - 1 + seconds;
                prop_assert!(most_within(&times, seconds * CHAT_INTERVAL_MILLIS) as i64 <= allowed);
            }
            if chat.0 < 0 {
                prop_assert!(most_within(&times, GROUP_SPAN_MILLIS) <= GROUP_MOST);
            }
        }
    }

    #[test]
    fn waiting_is_never_longer_than_the_limits_ask(wishes in wishes()) {
        let mut throttle = Throttle::new();
        let mut now = at(0);
        for (chat, gap) in wishes {
            let wanted = now.plus_millis(gap);
            now = throttle.earliest(chat, wanted);
            let most = if chat.0 < 0 { GROUP_SPAN_MILLIS } else { CHAT_INTERVAL_MILLIS };
            prop_assert!(now >= wanted && now.millis_since(wanted) <= most);
            throttle.take(chat, now);
        }
    }
}

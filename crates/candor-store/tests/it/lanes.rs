//! Stories of leases.

use std::collections::BTreeSet;

use candor_core::ids::ChatId;
use candor_store::{AfterFailure, CommitError, MAX_ATTEMPTS, ReceivedUpdate};

use crate::house::{House, answered, at, on_both};

on_both! {
    async fn six_workers_claim_four_hundred_lanes_once_each(house: House) {
        let connection = house.connect().await;
        let updates = (0..400).map(|number| house.update(number, number)).collect();
        house.store.accept(&connection, updates, None, at(0), 0).await.unwrap();
        let workers: Vec<_> = (0..6)
            .map(|number| {
                let store = house.store.clone();
                tokio::spawn(async move {
                    let mut mine = Vec::new();
                    while let Some(lane) = store.claim_lane(at(0), &format!("worker {number}"), 60_000).await.unwrap() {
                        mine.push(lane.chat);
                    }
                    mine
                })
            })
            .collect();
        let mut claimed = Vec::new();
        for worker in workers {
            claimed.extend(worker.await.unwrap());
        }
        assert_eq!(claimed.len(), 400);
        assert_eq!(claimed.into_iter().collect::<BTreeSet<_>>().len(), 400);
    }

    async fn a_lapsed_lease_can_be_claimed_and_the_old_fence_commits_nothing(house: House) {
        let connection = house.connect().await;
        house.hear(&connection, 1, 7).await;
        let seat = house.sit().await;
        assert_eq!(house.store.claim_lane(at(60_000), "other", 60_000).await.unwrap(), None);
        assert_eq!(house.store.next_lane_at().await.unwrap(), Some(at(60_001)));
        let taken = house.store.claim_lane(at(60_001), "other", 60_000).await.unwrap().unwrap();
        assert!(taken.fence > seat.lane.fence);
        assert!(house.store.seat(&seat.lane).await.unwrap().is_none());
        assert!(!house.store.renew_lane(&seat.lane, at(60_002), 60_000).await.unwrap());
        assert_eq!(house.store.fail_lane(&seat.lane, at(60_002)).await.unwrap(), AfterFailure::NotMine);
        house.store.release_lane(&seat.lane).await.unwrap();
        let late = house.store.commit(answered(&seat)).await;
        assert!(matches!(late, Err(CommitError::Superseded)), "{late:?}");
        assert_eq!(house.store.counts().await.unwrap().inbox_received, 1);
        // The new holder was not disturbed.
        let seat = house.store.seat(&taken).await.unwrap().unwrap();
        house.commit(answered(&seat)).await;
    }

    async fn a_renewed_lease_holds_longer(house: House) {
        let connection = house.connect().await;
        house.hear(&connection, 1, 7).await;
        let lane = house.claim().await;
        assert!(house.store.renew_lane(&lane, at(50_000), 60_000).await.unwrap());
        assert_eq!(house.store.claim_lane(at(60_000), "other", 1).await.unwrap(), None);
        assert!(house.store.claim_lane(at(110_000), "other", 1).await.unwrap().is_some());
    }

    async fn a_burst_waits_for_quiet_but_not_for_ever(house: House) {
        let connection = house.connect().await;
        for number in 0..10 {
            let updates = vec![house.update(number, 7)];
            house.store.accept(&connection, updates, None, at(number * 800), 1_000).await.unwrap();
            let expected = (number * 800 + 1_000).min(5_000);
            assert_eq!(house.store.next_lane_at().await.unwrap(), Some(at(expected)));
        }
        assert_eq!(house.store.claim_lane(at(4_999), "desk", 1).await.unwrap(), None);
        assert!(house.store.claim_lane(at(5_000), "desk", 1).await.unwrap().is_some());
    }

    async fn an_urgent_update_waits_for_nothing_and_nothing_puts_it_off(house: House) {
        let connection = house.connect().await;
        let urgent = ReceivedUpdate { is_urgent: true, ..house.update(2, 7) };
        for (update, millis) in [(house.update(1, 7), 0), (urgent, 300), (house.update(3, 7), 400)] {
            house.store.accept(&connection, vec![update], None, at(millis), 1_000).await.unwrap();
        }
        assert_eq!(house.store.next_lane_at().await.unwrap(), Some(at(300)));
        // Once answered, the next message is an ordinary one again.
        let lane = house.store.claim_lane(at(400), "desk", 60_000).await.unwrap().unwrap();
        let seat = house.store.seat(&lane).await.unwrap().unwrap();
        house.commit(answered(&seat)).await;
        house.store.accept(&connection, vec![house.update(4, 7)], None, at(500), 1_000).await.unwrap();
        assert_eq!(house.store.next_lane_at().await.unwrap(), Some(at(1_500)));
    }

    async fn a_released_lane_is_as_it_was(house: House) {
        let connection = house.connect().await;
        house.hear(&connection, 1, 7).await;
        let lane = house.claim().await;
        house.store.release_lane(&lane).await.unwrap();
        let again = house.claim().await;
        assert_eq!((again.chat, again.attempts), (ChatId(7), 0));
    }

    async fn five_failed_turns_park_what_was_unread(house: House) {
        let connection = house.connect().await;
        house.hear(&connection, 1, 7).await;
        house.hear(&connection, 2, 7).await;
        for number in 1..MAX_ATTEMPTS {
            let lane = house.claim().await;
            assert_eq!(lane.attempts, number - 1);
            assert_eq!(house.store.fail_lane(&lane, at(0)).await.unwrap(), AfterFailure::Again);
        }
        let lane = house.claim().await;
        assert_eq!(house.store.fail_lane(&lane, at(0)).await.unwrap(), AfterFailure::Parked(2));
        let counts = house.store.counts().await.unwrap();
        assert_eq!((counts.inbox_parked, counts.inbox_received, counts.lanes_waiting), (2, 0, 0));
        // The chat is not lost: the next message is answered.
        house.hear(&connection, 3, 7).await;
        let seat = house.sit().await;
        assert_eq!((seat.unread.len(), seat.lane.attempts), (1, 0));
    }

    async fn a_failed_lane_rests_before_it_is_ready_again(house: House) {
        let connection = house.connect().await;
        house.hear(&connection, 1, 7).await;
        let lane = house.claim().await;
        house.store.fail_lane(&lane, at(5_000)).await.unwrap();
        assert_eq!(house.store.claim_lane(at(4_999), "desk", 1).await.unwrap(), None);
        assert_eq!(house.store.next_lane_at().await.unwrap(), Some(at(5_000)));
    }

    async fn whoever_watches_is_told_that_a_lane_woke(house: House) {
        let connection = house.connect().await;
        let mut changed = house.store.lanes_changed();
        changed.borrow_and_update();
        house.hear(&connection, 1, 7).await;
        assert!(changed.has_changed().unwrap());
    }
}

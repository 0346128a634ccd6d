//! Stories of invitations: listed, the same while they are open, withdrawn.

use candor_core::{ids::OperatorId, roles::Role};
use candor_store::{Changes, CommitError, InviteChange, NewInvite, Secret};

use crate::house::{House, at, business, on_both};

on_both! {
    async fn open_invitations_are_listed_without_their_codes(house: House) {
        let connection = house.connect().await;
        house.store.create_invite(&business(), "abcdef0123456789", Role::Viewer, None, at(10_000)).await.unwrap();
        house.join(&connection, 9, 1).await;
        let open = house.store.open_invites(&business()).await.unwrap();
        assert_eq!(open.len(), 1);
        assert_eq!((open[0].mark.as_str(), open[0].invite.role), ("abcdef01", Role::Viewer));
    }

    async fn the_first_owners_invitation_stays_the_same_while_it_is_open_and_ends_those_before(house: House) {
        const DAY: i64 = 24 * 60 * 60 * 1000;
        let invite = async |code: &str, operator: Option<&str>, now: i64| {
            let new = NewInvite {
                code_hash: format!("hash of {code}"),
                role: Role::Owner,
                operator: operator.map(OperatorId::from_unique),
                expires_at: at(now + 7 * DAY),
            };
            let told = house.store.start_invite(&business(), (Secret::new(code.to_owned()), new), at(now)).await.unwrap();
            (told.0.expose().to_owned(), told.1)
        };
        house.store.create_invite(&business(), "by a person", Role::Owner, None, at(10 * DAY)).await.unwrap();
        assert_eq!(invite("one", None, 0).await, ("one".to_owned(), at(7 * DAY)));
        assert_eq!(invite("two", None, 5 * DAY).await, ("one".to_owned(), at(7 * DAY)), "it is shown again");
        assert_eq!(invite("three", None, 6 * DAY).await, ("three".to_owned(), at(13 * DAY)), "it closes within a day");
        assert_eq!(invite("four", Some("vera"), 6 * DAY).await, ("four".to_owned(), at(13 * DAY)), "for somebody known");
        let hashes = ["by a person", "hash of one", "hash of two", "hash of three", "hash of four"];
        let mut known = Vec::new();
        for hash in hashes {
            known.push(house.store.invite(&business(), hash).await.unwrap().is_some());
        }
        assert_eq!(known, [true, false, false, false, true]);
    }

    async fn a_withdrawn_invitation_is_gone_and_nothing_else_and_a_used_one_stays(house: House) {
        let connection = house.connect().await;
        house.join(&connection, 9, 1).await;
        let new = |code_hash: &str| {
            let invite =
                NewInvite { code_hash: code_hash.to_owned(), role: Role::Manager, operator: None, expires_at: at(10_000) };
            Changes { invites: vec![InviteChange::Made(invite)], ..Changes::default() }
        };
        for code_hash in ["aaaaaaaa01", "bbbbbbbb02"] {
            house.store.apply(&business(), new(code_hash), at(1)).await.unwrap();
        }
        let withdraw = |mark: &str| {
            let withdrawn = vec![InviteChange::Withdrawn(mark.to_owned())];
            Changes { invites: withdrawn, ..Changes::default() }
        };
        house.store.apply(&business(), withdraw("aaaaaaaa"), at(2)).await.unwrap();
        let open = house.store.open_invites(&business()).await.unwrap();
        assert_eq!(open.iter().map(|line| line.mark.as_str()).collect::<Vec<_>>(), ["bbbbbbbb"]);
        assert_eq!(house.store.invite(&business(), "aaaaaaaa01").await.unwrap(), None);
        for gone in ["aaaaaaaa", "bbbb", ""] {
            let refused = house.store.apply(&business(), withdraw(gone), at(3)).await;
            assert!(matches!(refused, Err(CommitError::Conflict)), "{gone}");
        }
    }
}

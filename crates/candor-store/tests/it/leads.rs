//! Stories of leads by stage, and of the audit log by deed and by whoever did it.

use candor_core::{
    audit::{Actor, AuditRecord},
    conversation::Conversation,
    ids::OperatorId,
    lead::LeadOutcome,
    roles::Deed,
};
use candor_store::{AuditFilter, Changes, ConversationChange, LeadCursor, StagedLead};
use serde_json::json;

use crate::house::{House, at, business, on_both};

impl House {
    /// Works out every stage anew, as the desk does: this one for all.
    async fn stage_all(&self, stage: Option<LeadOutcome>) -> usize {
        let changed = self.store.unstaged_leads(&business(), 100).await.unwrap();
        let staged =
            changed.iter().map(|known| StagedLead { id: known.conversation.id.clone(), version: known.version, stage });
        self.store.keep_stages(staged.collect()).await.unwrap();
        changed.len()
    }

    async fn touch(&self, known: &Conversation, millis: i64) {
        let version = self.store.conversation(&known.id).await.unwrap().unwrap().version;
        let change = ConversationChange { conversation: known.clone(), expected_version: Some(version) };
        let changes = Changes { conversations: vec![change], ..Changes::default() };
        self.store.apply(&business(), changes, at(millis)).await.unwrap();
    }
}

on_both! {
    async fn a_lead_that_changed_is_worked_out_again_and_no_other(house: House) {
        let connection = house.connect().await;
        let mut known = Vec::new();
        for chat in 1..=3 {
            known.push(house.answer(&connection, chat, &format!("t{chat}"), &["hello"]).await);
        }
        assert_eq!(house.store.count_stages(&business()).await.unwrap(), [(None, 3)], "until then all are open");
        assert_eq!(house.stage_all(Some(LeadOutcome::Qualified)).await, 3);
        assert_eq!(house.stage_all(None).await, 0, "nothing changed since");
        assert_eq!(house.store.count_stages(&business()).await.unwrap(), [(Some(LeadOutcome::Qualified), 3)]);
        house.touch(&known[1], 50).await;
        assert_eq!(house.stage_all(Some(LeadOutcome::Lost)).await, 1);
        let mut counts = house.store.count_stages(&business()).await.unwrap();
        counts.sort();
        assert_eq!(counts, [(Some(LeadOutcome::Qualified), 2), (Some(LeadOutcome::Lost), 1)]);
    }

    async fn a_stage_worked_out_too_late_is_let_go(house: House) {
        let connection = house.connect().await;
        let known = house.answer(&connection, 1, "t1", &["hello"]).await;
        let read = house.store.unstaged_leads(&business(), 9).await.unwrap().remove(0);
        house.touch(&known, 50).await;
        let late = StagedLead { id: known.id.clone(), version: read.version, stage: Some(LeadOutcome::Lost) };
        house.store.keep_stages(vec![late]).await.unwrap();
        assert_eq!(house.store.count_stages(&business()).await.unwrap(), [(None, 1)]);
        assert_eq!(house.store.unstaged_leads(&business(), 9).await.unwrap().len(), 1);
    }

    async fn leads_are_read_page_by_page_the_one_that_changed_last_first(house: House) {
        let connection = house.connect().await;
        let mut known = Vec::new();
        for chat in 1..=5 {
            known.push(house.answer(&connection, chat, &format!("t{chat}"), &["hello"]).await);
        }
        house.stage_all(None).await;
        house.touch(&known[1], 60).await;
        house.touch(&known[3], 60).await;
        house.touch(&known[0], 70).await;
        assert_eq!(house.stage_all(Some(LeadOutcome::Enrolled)).await, 3);
        let numbers = async |wanted, after: Option<LeadCursor>, limit| -> Vec<i64> {
            let lines = house.store.leads(&business(), wanted, after, limit).await.unwrap();
            lines.iter().map(|line| line.number).collect()
        };
        let enrolled = Some(Some(LeadOutcome::Enrolled));
        assert_eq!(numbers(enrolled, None, 9).await, [1, 4, 2], "of one moment the higher number first");
        let after = LeadCursor { updated_at: at(60), number: 4 };
        assert_eq!(numbers(enrolled, Some(after), 9).await, [2]);
        assert_eq!(numbers(None, None, 9).await[..3], [1, 4, 2]);
        assert_eq!(numbers(None, Some(LeadCursor { updated_at: at(60), number: 2 }), 9).await.len(), 2);
        assert_eq!(numbers(Some(None), None, 1).await.len(), 1);
        assert_eq!(numbers(Some(Some(LeadOutcome::Lost)), None, 9).await, Vec::<i64>::new());
        let by_number = house.store.conversations_after(&business(), 3, 9).await.unwrap();
        assert_eq!(by_number.iter().map(|line| line.number).collect::<Vec<_>>(), [4, 5]);
    }

    async fn the_log_is_found_by_deed_and_by_whoever_did_it(house: House) {
        let vera = Actor::Operator { id: OperatorId::from_unique("vera"), name: "Vera".to_owned() };
        let acts = [
            (vera.clone(), Deed::Take),
            (Actor::Console, Deed::Take),
            (vera.clone(), Deed::EditLead),
            (vera, Deed::Take),
            (Actor::Desk, Deed::ReleaseAny),
        ];
        for (actor, deed) in acts {
            let (subject, before, after) = ("cnv_1".to_owned(), json!(null), json!(1));
            let record = AuditRecord { at: at(5), actor, deed, subject, before, after };
            let changes = Changes { audit: vec![record], ..Changes::default() };
            house.store.apply(&business(), changes, at(5)).await.unwrap();
        }
        let found = async |deed: Option<Deed>, actor: Option<&str>, before, limit| -> Vec<i64> {
            let filter = AuditFilter { deed, actor: actor.map(str::to_owned) };
            let lines = house.store.find_audit(&business(), &filter, before, limit).await.unwrap();
            lines.iter().map(|line| line.position).collect()
        };
        assert_eq!(found(None, None, None, 9).await, [5, 4, 3, 2, 1]);
        assert_eq!(found(Some(Deed::Take), None, None, 9).await, [4, 2, 1]);
        assert_eq!(found(Some(Deed::Take), None, Some(4), 1).await, [2]);
        assert_eq!(found(None, Some("opr_vera"), None, 9).await, [4, 3, 1]);
        assert_eq!(found(None, Some("console"), None, 9).await, [2]);
        assert_eq!(found(None, Some("desk"), None, 9).await, [5]);
        assert_eq!(found(Some(Deed::Take), Some("opr_vera"), Some(4), 9).await, [1]);
        assert_eq!(found(None, Some("nobody"), None, 9).await, Vec::<i64>::new());
    }
}

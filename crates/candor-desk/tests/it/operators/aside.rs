//! Conversations put aside: they leave the lists, come back by themselves, and nothing that was promised waits for it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use candor_core::{conversation::Holder, language::Language, roles::Deed};
use candor_desk::actions::{
    ActError, Bench, act,
    list_conversations::{Wanted, list_conversations},
    snooze_conversation::{see_to_snoozed, snooze_conversation, unsnooze_conversation},
};
use candor_store::{OperatorRow, Role};

use crate::stage::{Stage, example};

/// What is done with a conversation.
#[derive(Clone, Copy)]
enum Aside {
    For(i64),
    Back,
    Opened,
}

impl Stage {
    async fn named(&self, name: &str) -> OperatorRow {
        let staff = self.desk.store.operators(self.business()).await.unwrap();
        staff.into_iter().find(|operator| operator.name == name).unwrap()
    }

    async fn puts(&self, name: &str, person: i64, aside: Aside) -> Result<(), ActError> {
        let operator = self.named(name).await;
        let number = self.line(person).await.number;
        let bench = || Bench::for_operator(&self.desk, operator.clone(), Language::En);
        act(bench, |bench| {
            Box::pin(async move {
                let line = bench.numbered(number).await?;
                match aside {
                    Aside::For(minutes) => {
                        let until = bench.now.plus_millis(minutes * 60_000);
                        snooze_conversation(bench, &line, until)
                    }
                    Aside::Back => unsnooze_conversation(bench, &line),
                    Aside::Opened => see_to_snoozed(bench, &line).map(drop),
                }
            })
        })
        .await
    }

    async fn listed(&self, name: &str, words: &str) -> Vec<i64> {
        let bench = Bench::for_operator(&self.desk, self.named(name).await, Language::En);
        let page = list_conversations(&bench, &Wanted::read(words).unwrap(), 50, 0).await.unwrap();
        page.lines.iter().map(|line| line.number).collect()
    }

    async fn is_back(&self, person: i64) -> bool {
        self.conversation(person).await.is_back(self.desk.clock.now())
    }
}

#[tokio::test]
async fn a_conversation_put_aside_leaves_the_lists_and_comes_back_by_itself() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    stage.manager("Vera").await;
    let (anna, boris) = (stage.person("Anna", "en"), stage.person("Boris", "en"));
    for person in [anna, boris] {
        stage.says(person, "/start").await;
    }
    let holder = stage.conversation(anna).await.holder;
    stage.puts("Vera", anna, Aside::For(60)).await.unwrap();
    assert_eq!(stage.listed("Vera", "").await, [2]);
    assert_eq!(stage.listed("Vera", "aside").await, [1]);
    let (version, texts) = (stage.line(anna).await.conversation.version, stage.texts(anna).len());
    stage.wait_minutes(61).await;
    assert_eq!(stage.listed("Vera", "").await, [1, 2], "what is back counts as changed just now");
    assert!(stage.listed("Vera", "aside").await.is_empty());
    assert!(stage.is_back(anna).await && stage.line(anna).await.conversation.version > version);
    assert_eq!(stage.texts(anna).len(), texts, "the contact hears nothing of it");
    assert_eq!(stage.conversation(anna).await.holder, holder);
    stage.puts("Vera", anna, Aside::Opened).await.unwrap();
    assert!(!stage.is_back(anna).await);
    let log = stage.desk.store.audit_log(stage.business(), None, 20).await.unwrap();
    assert_eq!(log.iter().filter(|line| line.record.deed == Deed::Snooze).count(), 2, "{log:?}");
    assert!(stage.transcript(anna).await.contains("snooze_over"), "{}", stage.transcript(anna).await);
    stage.strike().await;
}

#[tokio::test]
async fn the_contacts_next_words_bring_it_back_at_once_and_are_answered() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.puts("Vera", anna, Aside::For(24 * 60)).await.unwrap();
    assert!(stage.says(anna, "How much are 15 red roses?").await[0].contains("2,900"));
    assert_eq!(stage.listed("Vera", "").await, [1]);
    assert_eq!(stage.conversation(anna).await.snoozed, None);
    let texts = stage.texts(anna).len();
    stage.wait_minutes(25 * 60).await;
    assert!(!stage.is_back(anna).await, "what was taken back does not come back once more");
    assert_eq!(stage.texts(anna).len(), texts);
    stage.strike().await;
}

#[tokio::test]
async fn a_contact_who_waits_is_told_and_called_for_though_the_conversation_is_put_aside() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "human please").await;
    let cards = |stage: &Stage| stage.texts(vera).iter().filter(|text| text.contains("A person is wanted")).count();
    let (before, raised) = (stage.texts(anna).len(), cards(&stage));
    // Both are due by then, in one turn.
    stage.puts("Vera", anna, Aside::For(50)).await.unwrap();
    stage.wait_minutes(60).await;
    assert_eq!(stage.texts(anna).len(), before + 1, "{:?}", stage.texts(anna));
    assert_eq!(cards(&stage), raised + 1);
    assert!(stage.is_back(anna).await && matches!(stage.conversation(anna).await.holder, Holder::Waiting { .. }));
    assert!(stage.transcript(anna).await.contains("snooze_over"), "{}", stage.transcript(anna).await);
    stage.puts("Vera", anna, Aside::For(7 * 24 * 60)).await.unwrap();
    stage.wait_minutes(24 * 60).await;
    assert_eq!(cards(&stage), raised + 2, "nor while it is put aside for longer");
    stage.says(anna, "stop writing to me").await;
    assert!(stage.line(anna).await.is_opted_out, "an opt-out waits for nothing");
    stage.strike().await;
}

#[tokio::test]
async fn an_answer_takes_a_conversation_back_and_so_does_a_hand() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "human please").await;
    stage.presses(vera, "Take").await;
    stage.puts("Vera", anna, Aside::For(60)).await.unwrap();
    assert!(stage.listed("Vera", "mine").await.is_empty());
    stage.says(vera, "I am back already").await;
    assert_eq!(stage.listed("Vera", "mine").await, [1]);
    stage.puts("Vera", anna, Aside::For(60)).await.unwrap();
    stage.puts("Vera", anna, Aside::Back).await.unwrap();
    assert_eq!(stage.listed("Vera", "mine").await, [1]);
    let not_aside = stage.puts("Vera", anna, Aside::Back).await.unwrap_err();
    assert!(matches!(not_aside, ActError::Refused(refusal) if refusal.word() == "not_aside"));
    stage.strike().await;
}

#[tokio::test]
async fn nobody_puts_aside_what_a_colleague_answers_but_an_owner_and_whoever_only_looks_nothing() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    stage.manager("Olga").await;
    stage.joins("Lev", "en", Role::Viewer).await;
    stage.joins("Eva", "en", Role::Owner).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "human please").await;
    stage.presses(vera, "Take").await;
    let refused = async |name: &str, minutes| match stage.puts(name, anna, Aside::For(minutes)).await {
        Err(ActError::Refused(refusal)) => refusal.word(),
        other => panic!("{other:?}"),
    };
    assert_eq!(refused("Olga", 60).await, "held_by_other");
    assert_eq!(refused("Lev", 60).await, "may_not");
    assert_eq!(refused("Vera", 0).await, "bad_time");
    assert_eq!(refused("Vera", 366 * 24 * 60).await, "bad_time");
    stage.puts("Eva", anna, Aside::For(60)).await.unwrap();
    stage.wait_minutes(61).await;
    stage.puts("Olga", anna, Aside::Opened).await.unwrap();
    assert!(stage.is_back(anna).await, "it is Vera who has to see it");
    stage.puts("Vera", anna, Aside::Opened).await.unwrap();
    assert!(!stage.is_back(anna).await);
    stage.strike().await;
}

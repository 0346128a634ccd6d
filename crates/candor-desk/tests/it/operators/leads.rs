//! Leads: seen and edited in the chat, with what proves each field.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use crate::stage::{Stage, example};

#[tokio::test]
async fn a_lead_shows_what_proves_each_field_and_can_be_edited() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "Hi! How much are red roses?").await;
    stage.says(anna, "hmm, that's expensive. Can you do it cheaper?").await;
    stage.says(anna, "ok, I'd like to order").await;
    stage.presses(anna, "By courier").await;
    stage.says(anna, "this Friday at 6 pm").await;
    let lead = stage.says(vera, "/lead 1").await;
    assert!(lead[0].contains("«Friday at 6 pm»") || lead[0].contains("Friday at 6 pm"), "{lead:?}");
    assert!(lead[0].contains("Score:"), "{lead:?}");

    let edited = stage.says(vera, "/lead 1 name=Anna Smith").await;
    assert!(edited[0].contains("Anna Smith (set by Vera)"), "{edited:?}");
    let lost = stage.says(vera, "/lead 1 outcome=lost too far away").await;
    assert!(lost[0].contains("lost (Vera: too far away)"), "{lost:?}");
    assert!(stage.says(vera, "/lead 1 +vip").await[0].contains("Tags: vip"));
    assert!(!stage.says(vera, "/lead 1 -vip").await[0].contains("Tags:"));
    stage.says(vera, "/note 1 call on Monday").await;
    let noted = stage.says(vera, "/lead 1").await;
    assert!(noted[0].contains("Vera: call on Monday"), "{noted:?}");
    assert!(stage.texts(anna).iter().all(|text| !text.contains("call on Monday")), "contacts never see notes");
    assert_eq!(stage.says(vera, "/list outcome=lost").await[0].matches("#1 Anna").count(), 1);

    let oleg = stage.joins("Олег", "ru", candor_core::roles::Role::Manager).await;
    let told = stage.says(oleg, "/lead 1 итог=не подходит далеко").await;
    assert!(told[0].contains("не подходит (Олег: далеко)"), "{told:?}");
    let list = stage.says(oleg, "/list итог=не подходит").await;
    assert!(list[0].contains("(итог=не подходит)") && list[0].contains("#1 Anna"), "{list:?}");
    assert!(stage.says(oleg, "/list вчера").await[0].contains("Фильтры: ждут"));
    assert!(stage.says(vera, "/lead 1 +").await[0].contains("A tag needs a word"));
    assert!(stage.says(vera, &format!("/note 1 {}", "x".repeat(1200))).await[0].contains("Too long by 200"));
    assert!(stage.says(vera, "/lead 1 shoe=42").await[0].contains("no field shoe"));
    assert!(stage.says(vera, "/lead 1 outcome=maybe").await[0].contains("is no outcome"));
    assert!(stage.says(vera, "/lead 1 hello").await[0].contains("not understood"));
    stage.strike().await;
}

#[tokio::test]
async fn a_value_the_staff_sets_is_kept_as_a_contacts_would_be_or_refused_with_what_is_possible() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    for (typed, value) in [
        ("budget=30 000", "30000.00"),
        ("budget=2,900 RUB", "2900.00 RUB"),
        ("card=WITHOUT", "without"),
        ("card=With a card", "with"),
        ("phone=8 916 123-45-67", "+79161234567"),
        ("day=2027-01-15", "2027-01-15"),
        ("name=<b> as it stands", "<b> as it stands"),
    ] {
        stage.says(vera, &format!("/lead 1 {typed}")).await;
        let field = typed.split_once('=').unwrap().0;
        let told = stage.conversation(anna).await.fields[field].clone();
        assert_eq!((told.value.as_str(), told.by.as_deref()), (value, Some("Vera")), "{typed}");
    }
    let before = stage.conversation(anna).await.fields;
    for (typed, told) in [
        ("budget=a lot", "Budget: \"a lot\" does not fit. Possible: a sum of money, such as 300"),
        ("card=maybe", "Card: \"maybe\" does not fit. Possible: With a card, No card."),
        ("day=soon", "Possible: one day"),
        ("phone=call me", "Possible: a telephone number"),
    ] {
        let answer = stage.says(vera, &format!("/lead 1 {typed}")).await;
        assert!(answer[0].contains(told), "{typed}: {answer:?}");
    }
    assert_eq!(stage.conversation(anna).await.fields, before);
    let oleg = stage.joins("Олег", "ru", candor_core::roles::Role::Manager).await;
    let answer = stage.says(oleg, "/lead 1 открытка=не знаю").await;
    assert!(answer[0].contains("Открытка: «не знаю» не подходит. Возможно: С открыткой, Без открытки."), "{answer:?}");
    stage.says(oleg, "/lead 1 card=").await;
    assert!(!stage.conversation(anna).await.fields.contains_key("card"), "an empty value empties any field");
    stage.strike().await;
}

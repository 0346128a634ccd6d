//! Conversations are found in the chat by words and by tags.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use candor_core::roles::Role;

use crate::stage::{Stage, example};

#[tokio::test]
async fn what_somebody_said_is_found_from_the_chat_and_opened_where_it_stands() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "Hi! How much are red roses?").await;
    let found = stage.says(vera, "/find rose red").await;
    assert!(found[0].starts_with("Found for “rose red”:\n\n#1 Anna, "), "{found:?}");
    assert!(found[0].contains("→ Hi! How much are red roses?"), "{found:?}");
    let opened = stage.presses(vera, "#1").await;
    assert!(opened[0].contains("How much are red roses?"), "{opened:?}");
    assert!(stage.says(vera, "/find anna").await[0].contains("#1 Anna (en)"));
    assert!(stage.says(vera, "/find #1").await[0].contains("#1 Anna (en)"));
    assert!(stage.says(vera, "/find").await[0].contains("What should be found?"));
    assert!(stage.says(vera, "/find tulips").await[0].contains("Nothing was found for “tulips”."));
    let oleg = stage.joins("Олег", "ru", Role::Viewer).await;
    assert!(stage.says(oleg, "/find розы").await[0].starts_with("По «розы» ничего не нашлось."));
    let told = stage.says(anna, "/find roses").await;
    assert!(told.iter().all(|text| !text.contains("Found for")), "contacts get the desk's answer: {told:?}");
    stage.strike().await;
}

#[tokio::test]
async fn what_was_found_is_read_page_by_page() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    for nth in 1..=12 {
        stage.says(anna, &format!("zinnias nth{nth}")).await;
    }
    let said = |found: &str| -> Vec<String> {
        found.lines().filter_map(|line| line.strip_prefix("→ zinnias ")).map(str::to_owned).collect()
    };
    let mut first = said(&stage.says(vera, "/find zinnias").await[0]);
    let second = said(&stage.presses(vera, "older ▼").await[0]);
    assert_eq!((first.len(), second.len()), (8, 4));
    let opened = stage.presses(vera, "#1").await;
    assert!(opened[0].contains(&format!("zinnias {}", second[0])), "it is opened where it was said: {opened:?}");
    first.extend(second);
    let all: std::collections::BTreeSet<String> = first.into_iter().collect();
    assert_eq!(all.len(), 12, "every line once: {all:?}");
    let long = "zinnias ".repeat(9);
    let found = stage.says(vera, &format!("/find {long}")).await;
    assert!(found[0].contains("There is more than stands here."), "{found:?}");
    stage.strike().await;
}

#[tokio::test]
async fn conversations_are_listed_by_a_tag_as_people_type_it() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    assert!(stage.says(vera, "/list tag=vip").await[0].contains("there are no tags yet"));
    let tag = "Постоянный клиент с большими ожиданиями";
    for nth in 0..9 {
        let name = format!("Anna{nth}");
        let anna = stage.person(&name, "en");
        stage.says(anna, "/start").await;
        let number = nth + 1;
        stage.says(vera, &format!("/lead {number} +{tag}")).await;
    }
    stage.says(vera, "/lead 2 +call waiting").await;
    let listed = stage.says(vera, "/list tag=постоянный клиент с большими ожиданиями desk").await;
    assert!(listed[0].contains(&format!("Conversations: 9 (desk tag={tag}), page 1 of 2")), "{listed:?}");
    stage.presses(vera, "▶").await;
    let turned = stage.texts(vera).pop().unwrap();
    assert!(turned.contains(&format!("9 (desk tag={tag}), page 2 of 2")), "{turned}");
    let one = stage.says(vera, "/list tag=\"call waiting\"").await;
    assert!(one[0].contains("Conversations: 1") && one[0].contains("#2 Anna1"), "{one:?}");
    let none = stage.says(vera, "/list tag=call").await;
    assert!(none[0].contains("No conversation has the tag call. In use: call waiting, Постоянный"), "{none:?}");
    stage.strike().await;
}

//! Finding a conversation again: by words, by names, by tags.

use candor_core::{message::Author, roles::Role};

use super::house::House;
use crate::stage::reasons;

#[tokio::test]
async fn what_was_said_is_found_with_the_words_marked_and_leads_to_its_line() {
    let house = House::build().await;
    house.stage.play_turn(reasons()).await;
    house.stage.say(Author::Contact, 5, "Когда доставите розы? <script>alert('розы')</script>").await;
    house.stage.say(Author::Ai, 6, "Доставим сегодня до 21:00.").await;
    for second in 0..130 {
        house.stage.say(Author::Contact, 10 + second, "ещё").await;
    }
    let mut anna = house.join(Role::Manager, "Anna").await;
    let page = anna.get(&house, "/panel/inbox?q=роза").await.body;
    assert!(page.contains("доставите <mark>розы</mark>?"), "{page}");
    assert!(page.contains("alert(&#39;<mark>розы</mark>&#39;)"), "{page}");
    assert!(!page.contains("<script>alert"), "{page}");
    assert!(page.contains("href=\"/panel/inbox/1?q=%D1%80%D0%BE%D0%B7%D0%B0&#38;older=2#line-3\""), "{page}");
    let open = anna.get(&house, "/panel/inbox/1?q=роза&older=2").await.body;
    assert!(open.contains("id=\"line-3\""), "the line is not on the page it leads to");
    let both = anna.get(&house, "/panel/inbox?q=доставить").await.body;
    let (newer, older) = (both.find("#line-4").unwrap(), both.find("#line-3").unwrap());
    assert!(newer < older && both.contains("Answered:"), "{both}");
    assert!(anna.get(&house, "/panel/inbox?q=пионы").await.body.contains("Nothing was found"));
    assert!(anna.get(&house, "/panel/inbox?q=розы&show=mine").await.body.contains("Nothing was found"));
    let pages = anna.get(&house, "/panel/inbox?q=еще").await.body;
    let next = pages.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&#38;", "&");
    assert_eq!(pages.matches("<mark>ещё</mark>").count(), 30);
    let second = anna.get(&house, &next).await.body;
    assert!(second.matches("<mark>ещё</mark>").count() == 30 && second.contains("← Newest"), "{second}");
}

#[tokio::test]
async fn numbers_and_names_come_before_what_was_said() {
    let house = House::build().await;
    house.stage.play_turn(reasons()).await;
    house.stage.say(Author::Contact, 5, "Is Eve there? I am number 1").await;
    let mut anna = house.join(Role::Manager, "Anna").await;
    for typed in ["1", "%231", "ev", "EVE"] {
        let page = anna.get(&house, &format!("/panel/inbox?q={typed}")).await.body;
        assert!(page.contains("id=\"conversation-1\"") && page.contains("People"), "{typed}: {page}");
    }
    let page = anna.get(&house, "/panel/inbox?q=eve").await.body;
    assert!(page.find("id=\"conversation-1\"").unwrap() < page.find("id=\"found-1-3\"").unwrap(), "{page}");
    for odd in ["%00", "\u{202e}", "%3Cscript%3Ealert(1)%3C/script%3E", "%22", "*", "AND", "&before=x", "&before=-5"] {
        let answer = anna.get(&house, &format!("/panel/inbox?q={}", odd.replace('\u{202e}', "%E2%80%AE"))).await;
        assert!(answer.status.is_success() || answer.status.is_client_error(), "{odd}: {}", answer.status);
        assert!(!answer.body.contains("<script>alert(1)"), "{odd}");
    }
}

#[tokio::test]
async fn a_tag_is_given_beside_the_conversation_and_finds_it() {
    let house = House::build().await;
    house.stage.play_turn(reasons()).await;
    let mut anna = house.join(Role::Manager, "Anna").await;
    assert!(!anna.get(&house, "/panel/inbox").await.body.contains("tag-filter"), "there is no tag to choose");
    anna.send(&house, "/panel/inbox/1/tag", "tag=<b>vip</b> %26 co").await;
    let page = anna.get(&house, "/panel/inbox/1").await.body;
    assert!(page.contains("href=\"/panel/inbox?tag=%3Cb%3Evip%3C%2Fb%3E+%26+co\""), "{page}");
    assert!(!page.contains("<b>vip"), "{page}");
    let found = anna.get(&house, "/panel/inbox?tag=%3Cb%3Evip%3C%2Fb%3E+%26+co").await.body;
    assert!(found.contains("1 conversation") && found.contains("<option selected>"), "{found}");
    let none = anna.get(&house, "/panel/inbox?tag=other").await.body;
    assert!(none.contains("There is none at the moment") && none.contains("<option selected>other</option>"), "{none}");
    house.stage.say(Author::Contact, 5, "розы").await;
    assert!(anna.get(&house, "/panel/inbox?q=роза&tag=other").await.body.contains("Nothing was found"));
    anna.send(&house, "/panel/inbox/1/tag", "tag=<b>vip</b> %26 co&away=1").await;
    assert!(!anna.get(&house, "/panel/inbox").await.body.contains("tag-filter"));
    let mut vera = house.join(Role::Viewer, "Vera").await;
    assert!(!vera.get(&house, "/panel/inbox/1").await.body.contains("/panel/inbox/1/tag"));
    assert_eq!(vera.send(&house, "/panel/inbox/1/tag", "tag=x").await.status, axum::http::StatusCode::FORBIDDEN);
}

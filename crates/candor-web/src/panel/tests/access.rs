use axum::http::{Method, StatusCode};
use candor_core::roles::Role;
use totp_rs::{Builder, Secret};

use super::house::{ADDRESS, Browser, House, PASSWORD};
use crate::{
    heard,
    stage::{NOW, business},
};

fn sign_in_form(password: &str, code: &str) -> String {
    format!("login=Anna&password={password}&code={code}&to=")
}

#[tokio::test]
async fn an_invitation_lets_one_person_in_once() {
    let house = House::build().await;
    let path = house.join_path(Role::Manager).await;
    let mut anna = Browser::default();
    assert!(anna.get(&house, &path).await.body.contains("manager"));
    let answer = anna.send(&house, &path, &format!("name=Anna&login= ANNA &password={PASSWORD}")).await;
    assert_eq!((answer.status, answer.leads_to()), (StatusCode::SEE_OTHER, "/panel"));
    let staff = house.desk.store.operators(&business()).await.unwrap();
    assert_eq!(staff.len(), 1);
    assert_eq!((staff[0].name.as_str(), staff[0].role, &staff[0].place), ("Anna", Role::Manager, &None));
    assert_eq!(anna.get(&house, "/panel/inbox").await.status, StatusCode::OK);
    let mut late = Browser::default();
    assert_eq!(late.get(&house, &path).await.status, StatusCode::NOT_FOUND);
    let answer = late.send(&house, &path, &format!("name=Eve&login=eve&password={PASSWORD}")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(house.desk.store.operators(&business()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn signing_out_has_the_browser_forget_what_pages_kept_in_it() {
    let house = House::build().await;
    let mut anna = house.join(Role::Manager, "Anna").await;
    let out = anna.send(&house, "/panel/sign-out", "").await;
    assert_eq!(
        (out.leads_to(), out.headers.get("clear-site-data").unwrap().to_str().unwrap()),
        ("/panel/sign-in", "\"storage\"")
    );
    assert!(anna.get(&house, "/panel/inbox").await.leads_to().starts_with("/panel/sign-in"));
}

#[tokio::test]
async fn an_invitation_nobody_used_for_a_week_opens_nothing() {
    let house = House::build().await;
    let path = house.join_path(Role::Manager).await;
    house.pass_seconds(7 * 24 * 3600);
    assert_eq!(Browser::default().get(&house, &path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_cannot_be_taken_is_said_and_the_invitation_stays_open() {
    let house = House::build().await;
    house.join(Role::Owner, "Anna").await;
    let path = house.join_path(Role::Manager).await;
    for (form, why) in [
        (format!("name=&login=vera&password={PASSWORD}"), "A name of at most"),
        (format!("name=Vera&login=two words&password={PASSWORD}"), "one word"),
        ("name=Vera&login=vera&password=short".to_owned(), "at least 12"),
        ("name=Vera&login=vera&password=password-12-34".to_owned(), "easily guessed"),
        ("name=Vera&login=vera&password=1qaz2wsx3edc".to_owned(), "one of the passwords most used"),
        (format!("name=Vera&login=anna&password={PASSWORD}"), "Somebody else"),
    ] {
        let answer = Browser::default().send(&house, &path, &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert!(answer.body.contains(why), "{form}: {}", answer.body);
        assert!(!answer.body.contains(PASSWORD), "a password is shown again");
    }
    assert_eq!(Browser::default().get(&house, &path).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_right_password_signs_in_and_signing_out_ends_the_session() {
    let house = House::build().await;
    let mut first = house.join(Role::Owner, "Anna").await;
    let mut second = Browser::default();
    let answer = second.send(&house, "/panel/sign-in", &sign_in_form(PASSWORD, "")).await;
    assert_eq!((answer.status, answer.leads_to()), (StatusCode::SEE_OTHER, "/panel"));
    assert_ne!(first.token(), second.token());
    let mut thief = second.copy();
    second.send(&house, "/panel/sign-out", "").await;
    assert_eq!(thief.get(&house, "/panel/inbox").await.status, StatusCode::SEE_OTHER);
    assert_eq!(first.get(&house, "/panel/inbox").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_look_the_same_and_are_soon_slowed_down() {
    let house = House::build().await;
    house.join(Role::Owner, "Anna").await;
    let mut eve = Browser::default();
    let wrong = eve.send(&house, "/panel/sign-in", "login=anna&password=wrong&to=").await;
    let unknown = eve.send(&house, "/panel/sign-in", "login=nobody&password=wrong&to=").await;
    assert_eq!((wrong.status, unknown.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    assert_eq!(wrong.body.replace("anna", "nobody"), unknown.body);
    for _ in 0..4 {
        eve.send(&house, "/panel/sign-in", "login=anna&password=wrong&to=").await;
    }
    let answer = eve.send(&house, "/panel/sign-in", &sign_in_form(PASSWORD, "")).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.body.contains("15 minutes"), "{}", answer.body);
    house.pass_seconds(15 * 60);
    let answer = eve.send(&house, "/panel/sign-in", &sign_in_form(PASSWORD, "")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_session_ends_after_two_idle_hours_and_after_half_a_day() {
    let house = House::build().await;
    let mut anna = house.join(Role::Owner, "Anna").await;
    for _ in 0..11 {
        house.pass_seconds(3600);
        assert_eq!(anna.get(&house, "/panel/inbox").await.status, StatusCode::OK);
    }
    house.pass_seconds(3600);
    assert_eq!(anna.get(&house, "/panel/inbox").await.leads_to(), "/panel/sign-in");
    let mut anna = Browser::default();
    anna.send(&house, "/panel/sign-in", &sign_in_form(PASSWORD, "")).await;
    house.pass_seconds(2 * 3600);
    assert_eq!(anna.get(&house, "/panel/account").await.leads_to(), "/panel/sign-in?to=%2Fpanel%2Faccount");
}

#[tokio::test]
async fn a_page_that_refreshes_itself_keeps_no_session_alive_and_takes_no_notice_away() {
    let house = House::build().await;
    house.stage.play_turn(crate::stage::reasons()).await;
    let mut anna = house.join(Role::Owner, "Anna").await;
    let live = [("candor-live", "1")];
    anna.send(&house, "/panel/inbox/1/take", "").await;
    let refreshed = anna.ask(&house, Method::GET, "/panel/inbox/1", None, &live).await;
    assert!(!refreshed.body.contains("You answer Eve now"));
    assert!(anna.get(&house, "/panel/inbox/1").await.body.contains("You answer Eve now"));
    house.pass_seconds(3600);
    assert_eq!(anna.ask(&house, Method::GET, "/panel/inbox", None, &live).await.status, StatusCode::OK);
    house.pass_seconds(3600);
    assert_eq!(anna.get(&house, "/panel/inbox").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn whoever_signs_in_goes_on_to_the_page_they_wanted_but_never_elsewhere() {
    let house = House::build().await;
    house.join(Role::Owner, "Anna").await;
    for (to, goes) in [
        ("/panel/inbox/7", "/panel/inbox/7"),
        ("https://evil.test/panel/", "/panel"),
        ("//evil.test/panel/", "/panel"),
        ("/panel", "/panel"),
        ("", "/panel"),
    ] {
        let form = format!("login=anna&password={PASSWORD}&to={to}");
        assert_eq!(Browser::default().send(&house, "/panel/sign-in", &form).await.leads_to(), goes, "{to}");
    }
}

#[tokio::test]
async fn changing_the_password_asks_for_the_one_in_use_and_ends_every_other_session() {
    let house = House::build().await;
    let mut here = house.join(Role::Owner, "Anna").await;
    let mut elsewhere = Browser::default();
    elsewhere.send(&house, "/panel/sign-in", &sign_in_form(PASSWORD, "")).await;
    here.send(&house, "/panel/account/password", "now=wrong&new=another good one 77").await;
    assert_eq!(elsewhere.get(&house, "/panel/inbox").await.status, StatusCode::OK);
    let form = format!("now={PASSWORD}&new=another good one 77");
    here.send(&house, "/panel/account/password", &form).await;
    assert_eq!(here.get(&house, "/panel/inbox").await.status, StatusCode::OK);
    assert_eq!(elsewhere.get(&house, "/panel/inbox").await.status, StatusCode::SEE_OTHER);
    let mut anna = Browser::default();
    let refused = anna.send(&house, "/panel/sign-in", &sign_in_form(PASSWORD, "")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// The secret of a second factor on the page that shows it.
pub(super) fn secret_in(page: &str) -> String {
    page.split("name=\"secret\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

pub(super) fn code_at(secret: &str, seconds: i64) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let totp = Builder::new().with_secret(secret).with_account_name("anna").build().unwrap();
    totp.generate(u64::try_from(seconds).unwrap()).to_string()
}

#[tokio::test]
async fn a_second_factor_is_asked_for_and_each_code_opens_once() {
    let house = House::build().await;
    let mut anna = house.join(Role::Owner, "Anna").await;
    let shown = anna.send(&house, "/panel/account/second", &format!("now={PASSWORD}")).await;
    let secret = secret_in(&shown.body);
    assert!(shown.body.contains("<svg"), "no picture to scan");
    let now = NOW.millis() / 1000;
    let form = format!("secret={secret}&code=000000&now={PASSWORD}");
    let wrong = anna.send(&house, "/panel/account/second/confirm", &form).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = format!("secret={secret}&code={}&now={PASSWORD}", code_at(&secret, now));
    let kept = anna.send(&house, "/panel/account/second/confirm", &form).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.body);
    let codes: Vec<String> =
        kept.body.split("<li><code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect();
    assert_eq!(codes.len(), 8);
    assert!(codes.iter().all(|code| code.replace('-', "").len() == 32), "128 bits each: {codes:?}");
    assert_eq!(anna.get(&house, "/panel/account").await.status, StatusCode::OK, "the session goes on");

    let mut again = Browser::default();
    let asked = again.send(&house, "/panel/sign-in", &sign_in_form(PASSWORD, "")).await;
    assert_eq!(asked.status, StatusCode::OK);
    assert!(asked.body.contains("one-time-code"), "{}", asked.body);
    let used = again.send(&house, "/panel/sign-in", &sign_in_form(PASSWORD, &code_at(&secret, now))).await;
    assert_eq!(used.status, StatusCode::UNPROCESSABLE_ENTITY, "the code that turned it on opens nothing");
    house.pass_seconds(60);
    let fresh = code_at(&secret, now + 60);
    let answer = again.send(&house, "/panel/sign-in", &sign_in_form(PASSWORD, &fresh)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let replayed = Browser::default().send(&house, "/panel/sign-in", &sign_in_form(PASSWORD, &fresh)).await;
    assert_eq!(replayed.status, StatusCode::UNPROCESSABLE_ENTITY);
    let recovery = sign_in_form(PASSWORD, &codes[0]);
    assert_eq!(Browser::default().send(&house, "/panel/sign-in", &recovery).await.status, StatusCode::SEE_OTHER);
    let twice = Browser::default().send(&house, "/panel/sign-in", &recovery).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(anna.get(&house, "/panel/account").await.body.contains("Recovery codes left: 7"));
}

#[tokio::test]
async fn after_the_right_password_a_code_alone_is_asked_for_and_again_after_a_wrong_one() {
    let house = House::build().await;
    let mut anna = house.join(Role::Owner, "Anna").await;
    let shown = anna.send(&house, "/panel/account/second", &format!("now={PASSWORD}")).await;
    let secret = secret_in(&shown.body);
    let form = format!("secret={secret}&code={}&now={PASSWORD}", code_at(&secret, NOW.millis() / 1000));
    assert_eq!(anna.send(&house, "/panel/account/second/confirm", &form).await.status, StatusCode::OK);
    let proof_in =
        |page: &str| page.split("name=\"proof\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();

    let mut again = Browser::default();
    let asked = again.send(&house, "/panel/sign-in", &sign_in_form(PASSWORD, "")).await;
    assert!(
        asked.body.contains("The password is right") && !asked.body.contains("name=\"password\""),
        "{}",
        asked.body
    );
    let proof = proof_in(&asked.body);
    let wrong = again.send(&house, "/panel/sign-in", &format!("proof={proof}&code=000000&to=/panel/leads")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("This code is not right") && proof_in(&wrong.body) == proof, "{}", wrong.body);
    house.pass_seconds(60);
    let fresh = code_at(&secret, NOW.millis() / 1000 + 60);
    let right = again.send(&house, "/panel/sign-in", &format!("proof={proof}&code={fresh}&to=/panel/leads")).await;
    assert_eq!((right.status, right.leads_to()), (StatusCode::SEE_OTHER, "/panel/leads"));

    // What was used, is too old or was made up proves nothing.
    let asked = again.send(&house, "/panel/sign-in", &sign_in_form(PASSWORD, "")).await;
    let late = proof_in(&asked.body);
    house.pass_seconds(5 * 60);
    let fresh = code_at(&secret, NOW.millis() / 1000 + 6 * 60);
    for proof in [proof, late, "0".repeat(64)] {
        let mut eve = Browser::default();
        let answer = eve.send(&house, "/panel/sign-in", &format!("proof={proof}&code={fresh}")).await;
        assert_eq!((answer.status, answer.leads_to()), (StatusCode::SEE_OTHER, "/panel/sign-in"), "{proof}");
        assert!(eve.token().is_none());
    }
}

#[tokio::test]
async fn the_session_cookie_is_kept_from_scripts_and_other_sites_and_its_token_from_the_database() {
    let house = House::build().await;
    let path = house.join_path(Role::Owner).await;
    let mut anna = Browser::default();
    let answer = anna.send(&house, &path, &format!("name=Anna&login=anna&password={PASSWORD}")).await;
    let cookie = answer.headers.get("set-cookie").unwrap().to_str().unwrap();
    assert!(cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Strict") && cookie.contains("; Path=/"));
    assert!(!cookie.contains("Secure"), "over plain http nothing else would come back");
    let token = anna.token().unwrap();
    assert_eq!(token.len(), 64);
    assert!(house.desk.store.sign_in(token).await.unwrap().is_none(), "the token itself is kept");
}

#[tokio::test]
async fn the_pages_speak_the_language_that_was_chosen() {
    let house = House::build().await;
    let mut anna = Browser { language: "ru-RU,ru;q=0.9,en;q=0.8", ..Browser::default() };
    assert!(anna.get(&house, "/panel/sign-in").await.body.contains("Имя для входа"));
    anna.send(&house, "/panel/language", "language=en").await;
    assert!(anna.get(&house, "/panel/sign-in").await.body.contains("Sign-in name"));
    anna.send(&house, "/panel/language", "language=ru").await;
    assert!(anna.get(&house, "/panel/sign-in").await.body.contains("Имя для входа"));
}

#[tokio::test]
async fn whoever_leaves_the_staff_or_changes_role_is_signed_out() {
    use candor_store::{Changes, OperatorChange};
    let house = House::build().await;
    house.join(Role::Owner, "Anna").await;
    let mut vera = house.join(Role::Manager, "Vera").await;
    let staff = house.desk.store.operators(&business()).await.unwrap();
    let id = staff.iter().find(|operator| operator.name == "Vera").unwrap().id.clone();
    let change = Changes { operators: vec![OperatorChange::Role(id.clone(), Role::Viewer)], ..Changes::default() };
    house.desk.store.apply(&business(), change, NOW).await.unwrap();
    assert_eq!(vera.get(&house, "/panel/inbox").await.status, StatusCode::SEE_OTHER);
    let form = format!("login=vera&password={PASSWORD}&to=");
    assert_eq!(vera.send(&house, "/panel/sign-in", &form).await.status, StatusCode::SEE_OTHER);
    let change = Changes { operators: vec![OperatorChange::Removed(id)], ..Changes::default() };
    house.desk.store.apply(&business(), change, NOW).await.unwrap();
    assert_eq!(vera.get(&house, "/panel/inbox").await.status, StatusCode::SEE_OTHER);
    assert_eq!(vera.send(&house, "/panel/sign-in", &form).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn behind_a_proxy_cookies_travel_over_https_alone_and_tries_are_counted_by_whom_the_proxy_saw() {
    let house = House::at("https://desk.test").await;
    let path = house.join_path(Role::Owner).await;
    let mut anna = Browser::default();
    let answer = anna.send(&house, &path, &format!("name=Anna&login=anna&password={PASSWORD}")).await;
    let cookie = answer.headers.get("set-cookie").unwrap().to_str().unwrap();
    assert!(
        cookie.starts_with("__Host-candor=") && cookie.contains("; Secure") && !cookie.contains("Domain"),
        "{cookie}"
    );
    let form = sign_in_form(PASSWORD, "");
    let from = |seen: &'static str| [("sec-fetch-site", "same-origin"), ("x-forwarded-for", seen)];
    for _ in 0..5 {
        // What comes before the last address is the guesser's to write.
        let wrong = "login=anna&password=wrong&to=";
        anna.ask(&house, Method::POST, "/panel/sign-in", Some(wrong), &from("9.9.9.9, 1.2.3.4")).await;
    }
    let mut again = Browser::default();
    let refused = again.ask(&house, Method::POST, "/panel/sign-in", Some(&form), &from("8.8.8.8, 1.2.3.4")).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    let let_in = again.ask(&house, Method::POST, "/panel/sign-in", Some(&form), &from("5.6.7.8")).await;
    assert_eq!(let_in.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn over_https_every_cookie_is_held_to_this_host() {
    let house = House::at("https://desk.test").await;
    let answer = Browser::default().send(&house, "/panel/language", "language=ru").await;
    let cookie = answer.headers.get("set-cookie").unwrap().to_str().unwrap();
    assert!(cookie.starts_with("__Host-candor_language=ru;"), "{cookie}");
    assert!(cookie.contains("; Secure") && cookie.contains("; HttpOnly") && cookie.contains("; Path=/"), "{cookie}");
    let mut browser = Browser { language: "en", ..Browser::default() };
    browser.send(&house, "/panel/language", "language=ru").await;
    assert!(browser.get(&house, "/panel/sign-in").await.body.contains("Имя для входа"));
}

#[tokio::test]
async fn whoever_signs_in_anew_ends_the_session_the_browser_had() {
    let house = House::build().await;
    let mut anna = house.join(Role::Owner, "Anna").await;
    let mut before = anna.copy();
    anna.send(&house, "/panel/sign-in", &sign_in_form(PASSWORD, "")).await;
    assert_eq!(anna.get(&house, "/panel/inbox").await.status, StatusCode::OK);
    assert_eq!(before.get(&house, "/panel/inbox").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn ending_the_other_sessions_asks_for_the_password() {
    let house = House::build().await;
    let mut here = house.join(Role::Owner, "Anna").await;
    let mut elsewhere = Browser::default();
    elsewhere.send(&house, "/panel/sign-in", &sign_in_form(PASSWORD, "")).await;
    for form in ["", "now=wrong"] {
        here.send(&house, "/panel/account/sessions/end", form).await;
        assert_eq!(elsewhere.get(&house, "/panel/inbox").await.status, StatusCode::OK, "{form}");
    }
    here.send(&house, "/panel/account/sessions/end", &format!("now={PASSWORD}")).await;
    assert_eq!(elsewhere.get(&house, "/panel/inbox").await.status, StatusCode::SEE_OTHER);
    assert_eq!(here.get(&house, "/panel/inbox").await.status, StatusCode::OK);
}

#[tokio::test]
async fn wrong_passwords_are_in_the_log_with_where_they_came_from_and_nothing_else() {
    let house = House::at("https://desk.test").await;
    let (log, _heard) = heard::listen();
    for seen in ["1.2.3.4", "forged words"] {
        let from = [("sec-fetch-site", "same-origin"), ("x-forwarded-for", seen)];
        let form = "login=canary-name&password=canary-password&to=";
        Browser::default().ask(&house, Method::POST, "/panel/sign-in", Some(form), &from).await;
    }
    let told = log.text();
    assert!(told.contains("factor=\"password\" from=\"1.2.3.4\"") && told.contains("from=\"unknown\""), "{told}");
    assert!(!told.contains("canary") && !told.contains("forged"), "{told}");
}

#[tokio::test]
async fn a_link_for_a_forgotten_password_leaves_the_second_factor_as_it_is() {
    let house = House::build().await;
    let mut anna = house.join(Role::Owner, "Anna").await;
    let shown = anna.send(&house, "/panel/account/second", &format!("now={PASSWORD}")).await;
    let secret = secret_in(&shown.body);
    let form = format!("secret={secret}&code={}&now={PASSWORD}", code_at(&secret, NOW.millis() / 1000));
    assert_eq!(anna.send(&house, "/panel/account/second/confirm", &form).await.status, StatusCode::OK);
    let staff = house.desk.store.operators(&business()).await.unwrap();
    house.pass_seconds(30);
    let typed = format!("now={PASSWORD}&code={}", code_at(&secret, NOW.millis() / 1000 + 30));
    let made = anna.send(&house, &format!("/panel/team/{}/link", staff[0].id), &typed).await;
    assert!(made.body.contains("It is for you alone"), "{}", made.body);
    let link = made.body.split("<code>").nth(1).unwrap().split('<').next().unwrap();
    let path = link.strip_prefix(ADDRESS).unwrap();
    let mut forgetful = Browser::default();
    let answer = forgetful.send(&house, path, "login=anna&password=another good one 77").await;
    assert_eq!(answer.leads_to(), "/panel/sign-in", "{}", answer.body);
    assert_eq!(anna.get(&house, "/panel/inbox").await.status, StatusCode::SEE_OTHER, "every session has ended");
    let asked = forgetful.send(&house, "/panel/sign-in", &sign_in_form("another good one 77", "")).await;
    assert!(asked.body.contains("one-time-code"), "{}", asked.body);
    assert_eq!(forgetful.get(&house, "/panel/inbox").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_password_counts_exactly_as_it_was_typed() {
    let house = House::build().await;
    let path = house.join_path(Role::Owner).await;
    let password = format!(" Tomato  Ladder {}7", "long ".repeat(20));
    let form = format!("name=Anna&login=anna&password={password}");
    assert_eq!(Browser::default().send(&house, &path, &form).await.status, StatusCode::SEE_OTHER);
    let shortened = password.trim_end_matches('7').to_owned();
    for wrong in [password.trim().to_owned(), password.to_lowercase(), password.replace("  ", " "), shortened] {
        let answer = Browser::default().send(&house, "/panel/sign-in", &sign_in_form(&wrong, "")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
    }
    let answer = Browser::default().send(&house, "/panel/sign-in", &sign_in_form(&password, "")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn every_field_for_a_password_hides_it_and_can_be_filled_in_by_a_manager() {
    let house = House::build().await;
    let mut anna = house.join(Role::Owner, "Anna").await;
    let join = house.join_path(Role::Viewer).await;
    let mut fields = 0;
    for (browser, path) in [
        (&mut Browser::default(), "/panel/sign-in"),
        (&mut Browser::default(), join.as_str()),
        (&mut anna, "/panel/account"),
    ] {
        let page = browser.get(&house, path).await.body;
        for field in page.split("<input ").skip(1).filter_map(|rest| rest.split('>').next()) {
            if ["password", "now", "new"].iter().any(|name| field.contains(&format!("name=\"{name}\""))) {
                assert!(field.contains("type=\"password\""), "{path} {field}");
                assert!(field.contains("-password\""), "managers are told which password it is: {path} {field}");
                fields += 1;
            }
        }
    }
    assert_eq!(fields, 5, "sign-in, joining, and three of the account");
    let scripts = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/panel")).unwrap();
    for script in
        scripts.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|it| it == "js"))
    {
        assert!(!std::fs::read_to_string(&script).unwrap().contains("\"paste\""), "{script:?} has a say in pasting");
    }
}

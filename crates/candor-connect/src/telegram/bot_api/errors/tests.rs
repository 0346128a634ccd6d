#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use proptest::prelude::*;

use super::*;

fn refusal(code: i64, description: &str) -> Refusal {
    Refusal { code, description: description.to_owned(), retry_after: None, migrate_to: None }
}

fn becomes(code: i64, description: &str) -> ChannelError {
    ChannelError::from(ApiError::Refused(refusal(code, description)))
}

/// Descriptions as the open-source server and the libraries' tables have them.
#[test]
fn each_known_refusal_is_told_apart() {
    let table = [
        (
            400,
            "Bad Request: message is not modified: specified new message content and reply markup are exactly the same",
            Reason::NotModified,
        ),
        (400, "Bad Request: query is too old and response timeout expired or query ID is invalid", Reason::QueryTooOld),
        (400, "Bad Request: chat not found", Reason::Unknown),
        (400, "Bad Request: message is too long", Reason::Unknown),
        (401, "Unauthorized", Reason::Unauthorized),
        (401, "Unauthorized: invalid token specified", Reason::Unauthorized),
        (404, "Not Found", Reason::Unauthorized),
        (404, "Not Found: method not found", Reason::Unknown),
        (421, "Misdirected Request: unallowed token specified", Reason::Unauthorized),
        (403, "Forbidden: bot was blocked by the user", Reason::Blocked),
        (403, "Forbidden: user is deactivated", Reason::Blocked),
        (403, "Forbidden: bot can't initiate conversation with a user", Reason::Blocked),
        (403, "Forbidden: bot was kicked from the supergroup chat", Reason::Blocked),
        (403, "Forbidden: bot is not a member of the channel chat", Reason::Blocked),
        (403, "Forbidden: the group chat was deleted", Reason::Blocked),
        (403, "Forbidden: bot can't send messages to bots", Reason::Unknown),
        (
            409,
            "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
            Reason::AnotherPoller,
        ),
        (
            409,
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
            Reason::WebhookIsSet,
        ),
        (409, "Conflict: terminated by setWebhook request", Reason::WebhookIsSet),
        (500, "Internal Server Error: restart", Reason::ServerFailed),
        (502, "Bad Gateway", Reason::ServerFailed),
        (418, "I'm a teapot", Reason::Unknown),
    ];
    for (code, description, reason) in table {
        assert_eq!(refusal(code, description).reason(), reason, "{code} {description}");
        assert_eq!(refusal(code, &description.to_uppercase()).reason(), reason, "{code} {description}, in capitals");
    }
}

#[test]
fn an_unknown_refusal_is_never_repeated_and_keeps_its_words() {
    for (code, words) in
        [(400, "Bad Request: SOMETHING_NEW"), (403, "Forbidden: SOMETHING_NEW"), (418, "teapot"), (0, "")]
    {
        assert_eq!(becomes(code, words), ChannelError::Rejected { code, why: words.to_owned() });
        assert!(!becomes(code, words).is_worth_retrying());
    }
}

#[test]
fn a_failed_server_leaves_it_uncertain() {
    assert!(matches!(becomes(500, "Internal Server Error: restart"), ChannelError::Uncertain(_)));
    assert!(!becomes(500, "").is_worth_retrying());
}

#[test]
fn a_migrated_group_says_where_to() {
    let moved = Refusal { migrate_to: Some(ChatId(-1_005)), ..refusal(400, "Bad Request: group chat was upgraded") };
    assert_eq!(ChannelError::from(ApiError::Refused(moved)), ChannelError::Migrated(ChatId(-1_005)));
}

#[test]
fn a_wait_is_believed_within_reason() {
    let wait = |asked: Option<u64>| {
        let refusal = Refusal { retry_after: asked.map(Duration::from_secs), ..refusal(429, "Too Many Requests") };
        match ChannelError::from(ApiError::Refused(refusal)) {
            ChannelError::RetryAfter(wait) => wait.as_secs(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!([wait(None), wait(Some(0)), wait(Some(17)), wait(Some(u64::MAX))], [3, 1, 17, 86_400]);
}

#[test]
fn answers_of_something_in_between_are_judged_by_status() {
    let becomes =
        |status| ChannelError::from(ApiError::BadAnswer { status, why: "html".to_owned(), retry_after: None });
    assert!(matches!(becomes(429), ChannelError::RetryAfter(_)));
    assert!(matches!(becomes(413), ChannelError::Rejected { code: 413, .. }), "a body never gets smaller");
    for status in [302, 403, 404, 407] {
        assert!(matches!(becomes(status), ChannelError::Down(_)), "{status}");
    }
    for status in [200, 204, 500, 502, 504] {
        assert!(matches!(becomes(status), ChannelError::Uncertain(_)), "{status}");
    }
}

proptest! {
    #[test]
    fn only_what_was_certainly_not_accepted_is_retried(code in -10..1_000_i64, words in ".{0,60}", wait in any::<Option<u64>>()) {
        let refusal = Refusal { retry_after: wait.map(Duration::from_secs), ..refusal(code, &words) };
        let error = ChannelError::from(ApiError::Refused(refusal));
        prop_assert_eq!(error.is_worth_retrying(), code == 429);
        prop_assert_eq!(matches!(error, ChannelError::Uncertain(_)), code >= 500);
    }
}

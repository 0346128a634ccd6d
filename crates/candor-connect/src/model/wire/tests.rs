#![allow(clippy::unwrap_used)]

use serde_json::json;

use super::*;
use crate::model::Dialect;

fn provider(base: &str) -> Provider {
    Provider::new("fast", Dialect::OpenAi, base, "m")
}

fn refused(provider: Provider) -> OpenError {
    Wire::to(provider, &[]).err().unwrap()
}

#[test]
fn an_address_that_is_no_servers_is_refused_without_being_repeated() {
    for base in ["", "canary", "https://", "https://canary:x@h/v1", "https://h/v1?key=canary", "https://h/v1#canary"] {
        let error = refused(provider(base));
        assert_eq!(error, OpenError::BaseUrl, "{base}");
        assert!(!error.to_string().contains("canary"));
    }
    for base in ["http://127.0.0.1:11434/v1", "https://192.168.1.1/v1", "http://api.openai.com/v1"] {
        assert!(matches!(refused(provider(base)), OpenError::Address(_)), "{base}");
    }
    let mut allowed = provider("http://127.0.0.1:11434/v1/");
    allowed.allows_private_address = true;
    assert_eq!(Wire::to(allowed, &[]).ok().unwrap().base_path(), "/v1");
}

#[test]
fn headers_that_cannot_be_sent_and_candors_own_fields_are_refused() {
    for (name, value) in [("", "x"), ("a b", "x"), ("x-a", "a\r\nb"), ("Host", "x"), ("content-length", "1")] {
        let mut provider = provider("https://example.org");
        provider.extra_headers.push((name.to_owned(), value.to_owned()));
        assert_eq!(refused(provider), OpenError::Header(name.to_owned()));
    }
    for field in OWN_FIELDS {
        let mut provider = provider("https://example.org");
        provider.extra_body.insert((*field).to_owned(), Value::Null);
        assert_eq!(refused(provider), OpenError::Field((*field).to_owned()));
    }
    let mut nameless = provider("https://example.org");
    nameless.model = " ".to_owned();
    assert_eq!(refused(nameless), OpenError::Empty("model"));
}

#[test]
fn extra_fields_change_a_body_and_a_null_takes_a_field_out() {
    let map = |value: Value| value.as_object().unwrap().clone();
    let mut body = map(json!({"temperature": 0.5, "stream_options": {"include_usage": true}, "max_tokens": 9}));
    let patch = map(
        json!({"temperature": null, "stream_options": {"more": 1}, "thinking": {"type": "disabled"}, "none": null}),
    );
    merge(&mut body, &patch);
    let wanted = json!({"stream_options": {"include_usage": true, "more": 1}, "max_tokens": 9, "thinking": {"type": "disabled"}});
    assert_eq!(Value::Object(body), wanted);
}

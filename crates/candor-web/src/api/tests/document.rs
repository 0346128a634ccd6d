//! The document says what is done.

use std::collections::BTreeSet;

use candor_core::roles::Scope;
use serde_json::Value;

use crate::{openapi, router::endpoints};

fn document() -> Value {
    serde_json::from_str(openapi()).unwrap()
}

#[test]
fn every_endpoint_is_in_the_document_with_words_of_its_own() {
    let document = document();
    let mut headings = BTreeSet::new();
    for endpoint in endpoints() {
        let path = format!("/paths/~1api~1v1{}", endpoint.path.replace('/', "~1"));
        let operation = document.pointer(&path).and_then(|path| path.get(endpoint.method.as_str().to_lowercase()));
        let operation = operation.unwrap_or_else(|| panic!("{} {path}", endpoint.method));
        assert!(headings.insert(operation["summary"].as_str().unwrap().to_owned()), "{path}");
        assert!(!operation["summary"].as_str().unwrap().is_empty(), "{path}");
    }
}

#[test]
fn every_field_of_every_schema_is_explained() {
    let document = document();
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        for (field, about) in schema["properties"].as_object().into_iter().flatten() {
            assert!(about.get("description").is_some(), "{name}.{field} has no doc comment");
        }
    }
    for (path, methods) in document["paths"].as_object().unwrap() {
        for operation in methods.as_object().unwrap().values() {
            for parameter in operation["parameters"].as_array().unwrap() {
                assert!(parameter["description"].is_string(), "{path}: {parameter}");
            }
        }
    }
}

#[test]
fn every_scope_is_used_by_some_endpoint() {
    let used: BTreeSet<Scope> = endpoints().iter().filter_map(|endpoint| endpoint.need.scope).collect();
    assert_eq!(used.into_iter().collect::<Vec<_>>(), Scope::ALL);
}

#[test]
fn nothing_in_the_document_switches_an_invariant_off() {
    // H1 to H14: no endpoint may take who wrote something, whether it is said that an AI writes, or a contact to begin with.
    let text = openapi().to_lowercase();
    let document = document();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap().iter().filter(|(method, _)| *method != "get") {
            let body = operation.pointer("/requestBody/content/application~1json/schema").cloned().unwrap_or_default();
            let name = body["$ref"].as_str().and_then(|path| path.rsplit('/').next()).unwrap_or_default();
            let schema = if name.is_empty() { body } else { document["components"]["schemas"][name].clone() };
            for field in schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name.as_str()) {
                let forbidden =
                    ["author", "disclosure", "disclose", "is_ai", "consent", "opted_out", "chat_id", "contact"];
                assert!(!forbidden.contains(&field), "{method} {path} takes {field}");
            }
        }
    }
    for word in ["broadcast", "mailing", "persona_of", "impersonate"] {
        assert!(!text.contains(word), "{word}");
    }
}

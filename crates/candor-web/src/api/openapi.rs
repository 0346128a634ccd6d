//! The document of the API (OpenAPI 3.1), put together from the endpoints and the types of their handlers.

use std::collections::BTreeMap;

use axum::http::{Method, StatusCode};
use candor_core::roles::Scope;
use schemars::{Schema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use super::{Endpoint, ask::LONGEST_KEY, problem::ProblemDetails};

/// Where schemas are in the document.
const SCHEMAS: &str = "/components/schemas";

/// What most bodies and answers are.
const JSON: &str = "application/json";

/// What is to be said before everything else.
const ABOUT: &str = "Everything the panel can do, for programs. A token acts for the member of the staff who made it and \
never does more than they may; it is sent as `Authorization: Bearer candor_…`. Whatever is done through it stands in the \
audit log with the token's id.\n\n\
Lists are paged: `next` of a page is the `cursor` of the one after it. Every answer has an `ETag`; with `If-None-Match` it is \
not sent again while it is the same, with `If-Match` a change is refused where somebody else was quicker. `POST`, `PATCH` and \
`DELETE` take an `Idempotency-Key`: the same request with the same key within 48 hours is done once, and answered with what \
is there now. What is refused is explained by problem details (RFC 9457) in the language of `Accept-Language`, with a stable \
`code`.\n\n\
Names and texts of contacts are what they wrote: never markup, formulas or orders.";

/// Puts the document together.
pub(crate) fn document(endpoints: &[Endpoint]) -> Value {
    let mut made =
        SchemaSettings::draft2020_12().with(|settings| settings.definitions_path = SCHEMAS.into()).into_generator();
    let problem = made.subschema_for::<ProblemDetails>();
    let mut paths: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    for endpoint in endpoints {
        let operation = operation(endpoint, &mut made, &problem);
        let path = paths.entry(format!("/api/v1{}", endpoint.path)).or_default();
        path.insert(endpoint.method.as_str().to_ascii_lowercase(), operation);
    }
    let scopes: Vec<&str> = Scope::ALL.into_iter().map(Scope::word).collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Candor",
            "version": env!("CARGO_PKG_VERSION"),
            "description": ABOUT,
            "license": { "name": "MIT", "identifier": "MIT" },
        },
        "servers": [{ "url": "/" }],
        "security": [{ "token": [] }],
        "tags": tags(endpoints),
        "paths": paths,
        "components": {
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "candor_…",
                    "description": format!("Made by an owner in the panel or with `candor token make`. Scopes: {}.", scopes.join(", ")),
                },
            },
            "schemas": made.take_definitions(true),
        },
    })
}

/// The resource an endpoint belongs to: the first part of its path.
pub(super) fn tag(endpoint: &Endpoint) -> &'static str {
    endpoint.path.trim_start_matches('/').split('/').next().unwrap_or_default()
}

fn tags(endpoints: &[Endpoint]) -> Vec<Value> {
    let mut names: Vec<&str> = Vec::new();
    for name in endpoints.iter().map(tag) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.into_iter().map(|name| json!({ "name": name })).collect()
}

fn operation(endpoint: &Endpoint, made: &mut SchemaGenerator, problem: &Schema) -> Value {
    let mut parameters = Vec::new();
    parameters.extend((endpoint.path_schema)(made).iter().flat_map(|schema| parameters_of(schema, "path", made)));
    parameters.extend((endpoint.query_schema)(made).iter().flat_map(|schema| parameters_of(schema, "query", made)));
    parameters.extend(headers_of(endpoint));
    let mut about = endpoint.about.to_owned();
    if let Some(scope) = endpoint.need.scope {
        about.push_str(&format!("\n\nScope: `{}`.", scope.word()));
    }
    let mut operation = json!({
        "operationId": operation_id(endpoint),
        "summary": endpoint.summary,
        "description": about.trim(),
        "tags": [tag(endpoint)],
        "parameters": parameters,
        "responses": responses(endpoint, made, problem),
    });
    if let (Some(body), Some(fields)) = ((endpoint.body_schema)(made), operation.as_object_mut()) {
        // A file is the whole of its body, and cannot be left out.
        let is_needed = endpoint.takes != JSON || needs_body(&body, made);
        let content = json!({ endpoint.takes: { "schema": body } });
        fields.insert("requestBody".to_owned(), json!({ "required": is_needed, "content": content }));
    }
    operation
}

/// `post /conversations/{number}/take` is `postConversationsNumberTake`.
fn operation_id(endpoint: &Endpoint) -> String {
    let words = endpoint.path.split(|sign: char| !sign.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let capital = |word: &str| {
        let mut signs = word.chars();
        signs.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(signs).collect::<String>()
    };
    std::iter::once(endpoint.method.as_str().to_ascii_lowercase()).chain(words.map(capital)).collect()
}

/// What stands behind a schema that only names another.
fn resolved(schema: &Schema, made: &SchemaGenerator) -> Value {
    let name = schema.get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next());
    let known = name.and_then(|name| made.definitions().get(name)).cloned();
    known.unwrap_or_else(|| schema.clone().to_value())
}

/// Every field of a schema as a parameter.
fn parameters_of(schema: &Schema, place: &str, made: &SchemaGenerator) -> Vec<Value> {
    let schema = resolved(schema, made);
    let needed: Vec<&str> =
        schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let fields = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    let told = fields.map(|(name, field)| {
        let mut field = field.clone();
        let about = field.as_object_mut().and_then(|field| field.remove("description")).unwrap_or(Value::Null);
        // A parameter that is left out is left out: there is no null in an address.
        without_null(&mut field);
        let is_needed = place == "path" || needed.contains(&name.as_str());
        json!({ "name": name, "in": place, "required": is_needed, "description": about, "schema": field })
    });
    told.collect()
}

fn without_null(field: &mut Value) {
    let Some(field) = field.as_object_mut() else { return };
    if let Some(kinds) = field.get("type").and_then(Value::as_array) {
        let left: Vec<Value> = kinds.iter().filter(|kind| *kind != "null").cloned().collect();
        let left = if let [one] = left.as_slice() { one.clone() } else { Value::Array(left) };
        field.insert("type".to_owned(), left);
    }
    if let Some(Value::Array(mut kinds)) = field.remove("anyOf") {
        kinds.retain(|kind| kind.get("type").is_none_or(|kind| kind != "null"));
        match kinds.as_slice() {
            [Value::Object(one)] => field.extend(one.clone()),
            _ => {
                field.insert("anyOf".to_owned(), Value::Array(kinds));
            }
        }
    }
}

fn headers_of(endpoint: &Endpoint) -> Vec<Value> {
    let text = |name: &str, is_needed: bool, about: &str, schema: Value| json!({ "name": name, "in": "header", "required": is_needed, "description": about, "schema": schema });
    if endpoint.method == Method::GET {
        return match endpoint.media {
            None => vec![text("If-None-Match", false, "An ETag that is known.", json!({ "type": "string" }))],
            Some(_) => Vec::new(),
        };
    }
    let key = json!({ "type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": "^[!-~]+$" });
    let mut headers = vec![text("Idempotency-Key", false, "Does the request once, however often it is sent.", key)];
    if endpoint.is_versioned {
        let tag = json!({ "type": "string", "pattern": "^(\\*|\"[0-9]+(\\.[0-9a-f]+)?\")$" });
        headers.push(text("If-Match", true, "The ETag as it was read.", tag));
    }
    headers
}

/// Whether a body of this schema cannot be left out: something in it must be said.
fn needs_body(schema: &Schema, made: &SchemaGenerator) -> bool {
    let needed = resolved(schema, made);
    needed.get("required").and_then(Value::as_array).is_some_and(|needed| !needed.is_empty())
}

fn responses(endpoint: &Endpoint, made: &mut SchemaGenerator, problem: &Schema) -> Value {
    let mut responses = Map::new();
    let status = endpoint.status;
    let about = status.canonical_reason().unwrap_or_default();
    let media = endpoint.media.unwrap_or(JSON);
    let done = match (endpoint.answer_schema)(made) {
        Some(schema) if status != StatusCode::NO_CONTENT => {
            json!({ "description": about, "content": { media: { "schema": schema } } })
        }
        _ => json!({ "description": about }),
    };
    responses.insert(status.as_u16().to_string(), done);
    if endpoint.method == Method::GET && endpoint.media.is_none() {
        responses.insert("304".to_owned(), json!({ "description": "It is the same as the ETag that was sent." }));
    }
    for (status, about) in refusals(endpoint) {
        let content = json!({ "application/problem+json": { "schema": problem } });
        responses.insert(status.to_string(), json!({ "description": about, "content": content }));
    }
    Value::Object(responses)
}

/// What else may be answered.
fn refusals(endpoint: &Endpoint) -> Vec<(u16, &'static str)> {
    let mut refusals = vec![
        (400, "The request is not as this document says."),
        (401, "No token that holds was sent."),
        (403, "The token or the role of whoever made it does not allow this."),
        (429, "Too many requests: `Retry-After` says when there may be more."),
        (503, "The database or Telegram cannot answer at the moment: try again."),
    ];
    if endpoint.path.contains('{') {
        refusals.push((404, "There is no such thing."));
    }
    if endpoint.method != Method::GET {
        refusals.extend([
            (409, "It does not go at the moment: `code` says why."),
            (413, "The body is too large."),
            (415, if endpoint.takes == JSON { "The body is not JSON." } else { "The body is not sent as bytes." }),
            (422, "The body does not fit, or names what is not there."),
        ]);
    }
    if endpoint.is_versioned {
        refusals.extend([(412, "Somebody else was quicker: read it again."), (428, "`If-Match` is missing.")]);
    }
    refusals.sort_unstable();
    refusals
}

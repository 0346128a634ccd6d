//! The document taken apart for the page.

use serde_json::Value;

/// A resource with what can be asked of it.
pub(super) struct Section {
    /// The resource.
    pub name: String,
    /// Its endpoints.
    pub operations: Vec<Operation>,
}

/// An endpoint.
pub(super) struct Operation {
    /// Its id in the document, and on the page.
    pub id: String,
    /// `GET` and so on.
    pub method: String,
    /// Its path.
    pub path: String,
    /// What it does.
    pub summary: String,
    /// What else is to be said, one paragraph each.
    pub about: Vec<String>,
    /// What it takes: parameters and fields of the body.
    pub takes: Vec<Field>,
    /// What it answers, by status.
    pub answers: Vec<Reply>,
    /// How to try it.
    pub example: String,
}

/// One answer.
pub(super) struct Reply {
    /// The status.
    pub status: String,
    /// When it comes.
    pub about: String,
    /// The schema of its body: its name, if it has one.
    pub schema: Option<String>,
}

/// A field of something.
pub(super) struct Field {
    /// Its name.
    pub name: String,
    /// Where it is given: `path`, `query`, `header` or `body`; empty in a schema.
    pub place: String,
    /// Whether it must be there.
    pub is_needed: bool,
    /// What it is.
    pub kind: String,
    /// What it says.
    pub about: String,
}

/// A named schema.
pub(super) struct Named {
    /// Its name.
    pub name: String,
    /// What it is.
    pub about: String,
    /// Its fields.
    pub fields: Vec<Field>,
    /// The words it may be, where it is one of some words.
    pub words: Vec<String>,
}

fn text(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn list<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn object<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    value.get(name).and_then(Value::as_object).into_iter().flatten()
}

/// The resources of a document, in its order.
pub(super) fn sections(document: &Value) -> Vec<Section> {
    let named = list(document, "tags").map(|tag| text(tag, "name"));
    let of = |name: &String| {
        let paths = object(document, "paths");
        let operations = paths.flat_map(|(path, methods)| {
            methods.as_object().into_iter().flatten().map(move |(method, operation)| (path, method, operation))
        });
        let ours = operations.filter(|(.., operation)| list(operation, "tags").any(|tag| tag == name.as_str()));
        ours.map(|(path, method, operation)| operation_of(document, path, method, operation)).collect()
    };
    named.map(|name| Section { operations: of(&name), name }).collect()
}

/// Where the document tells of a body that is a file.
const FILE: &str = "/requestBody/content/application~1octet-stream";

fn operation_of(document: &Value, path: &str, method: &str, operation: &Value) -> Operation {
    let mut takes: Vec<Field> = list(operation, "parameters")
        .map(|parameter| Field {
            name: text(parameter, "name"),
            place: text(parameter, "in"),
            is_needed: parameter.get("required") == Some(&Value::Bool(true)),
            kind: kind(parameter.get("schema").unwrap_or(&Value::Null)),
            about: text(parameter, "description"),
        })
        .collect();
    let body = operation.pointer("/requestBody/content/application~1json/schema");
    let body = body.map(|schema| resolved(document, schema));
    takes.extend(body.into_iter().flat_map(|schema| fields(schema, "body")));
    let answers = object(operation, "responses").map(|(status, answer)| {
        let schema = object(answer, "content").next().and_then(|(_, content)| content.get("schema"));
        Reply { status: status.clone(), about: text(answer, "description"), schema: schema.map(kind) }
    });
    Operation {
        id: text(operation, "operationId"),
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(operation, "summary"),
        about: text(operation, "description").split("\n\n").map(str::to_owned).collect(),
        answers: answers.collect(),
        example: example(path, method, &takes, operation.pointer(FILE).is_some()),
        takes,
    }
}

fn example(path: &str, method: &str, takes: &[Field], is_file: bool) -> String {
    let mut example = format!("curl -H \"Authorization: Bearer $CANDOR_TOKEN\" \\\n     -X {} ", method.to_uppercase());
    let body: Vec<String> = takes
        .iter()
        .filter(|field| field.place == "body" && field.is_needed)
        .map(|field| format!("\"{}\": …", field.name))
        .collect();
    if !body.is_empty() {
        example.push_str(&format!("-H \"Content-Type: application/json\" -d '{{{}}}' \\\n     ", body.join(", ")));
    }
    if is_file {
        example.push_str("-H \"Content-Type: application/octet-stream\" --data-binary @… \\\n     ");
    }
    let query: Vec<String> = takes
        .iter()
        .filter(|field| field.place == "query" && field.is_needed)
        .map(|field| format!("{}=…", field.name))
        .collect();
    let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
    example.push_str(&format!("\"$CANDOR_URL{path}{query}\""));
    example
}

/// The named schemas of a document.
pub(super) fn schemas(document: &Value) -> Vec<Named> {
    let known = document.pointer("/components/schemas").and_then(Value::as_object).into_iter().flatten();
    let named = known.map(|(name, schema)| Named {
        name: name.clone(),
        about: text(schema, "description"),
        fields: fields(schema, "").collect(),
        words: words(schema),
    });
    named.collect()
}

/// The words of a schema that is one of some words.
fn words(schema: &Value) -> Vec<String> {
    let plain = list(schema, "enum").filter_map(Value::as_str).map(str::to_owned);
    let told = list(schema, "oneOf").filter_map(|one| {
        let word = one.get("const").and_then(Value::as_str)?;
        Some(format!("{word}: {}", text(one, "description")))
    });
    plain.chain(told).collect()
}

fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    let path = schema.get("$ref").and_then(Value::as_str).and_then(|path| path.strip_prefix('#'));
    path.and_then(|path| document.pointer(path)).unwrap_or(schema)
}

fn fields(schema: &Value, place: &str) -> impl Iterator<Item = Field> {
    let needed: Vec<&str> = list(schema, "required").filter_map(Value::as_str).collect();
    object(schema, "properties").map(move |(name, field)| Field {
        name: name.clone(),
        place: place.to_owned(),
        is_needed: needed.contains(&name.as_str()),
        kind: kind(field),
        about: text(field, "description"),
    })
}

/// What a schema is, in a word or two.
fn kind(schema: &Value) -> String {
    if let Some(path) = schema.get("$ref").and_then(Value::as_str) {
        return path.rsplit('/').next().unwrap_or_default().to_owned();
    }
    if schema.get("items").is_some() {
        return format!("list of {}", kind(schema.get("items").unwrap_or(&Value::Null)));
    }
    let choices: Vec<String> = list(schema, "anyOf").map(kind).collect();
    if !choices.is_empty() {
        return choices.join(" or ");
    }
    let kinds = match schema.get("type") {
        Some(Value::String(kind)) => kind.clone(),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" or "),
        _ => "anything".to_owned(),
    };
    match schema.get("format").and_then(Value::as_str) {
        Some("date-time") => kinds.replace("string", "moment"),
        _ => kinds,
    }
}

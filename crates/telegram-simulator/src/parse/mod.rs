//! The parameters of one Bot API request, from wherever the client put them: query string, urlencoded form, JSON or
//! multipart. All four mean the same; where a parameter comes twice, the first one wins, the query string first.

mod body;
mod read;

pub(crate) use body::{Unreadable, parameters};

use axum::body::Bytes;
use serde_json::{Map, Value, json};

/// The parameters of a call, by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Params {
    values: Map<String, Value>,
    /// Multipart fields that carried a file, by name.
    files: Vec<(String, Upload)>,
}

/// A file in a multipart body.
#[derive(Clone, Debug)]
pub(crate) struct Upload {
    pub file_name: String,
    pub bytes: Bytes,
}

impl Params {
    /// Parameters that did not come by HTTP: a method call in the reply to a webhook.
    pub(crate) fn from_object(values: Map<String, Value>) -> Self {
        let mut params = Self::default();
        for (name, value) in values {
            params.add(name, value);
        }
        params
    }

    pub(crate) fn values(&self) -> &Map<String, Value> {
        &self.values
    }

    /// The file in the multipart field of this name.
    pub(crate) fn file(&self, name: &str) -> Option<&Upload> {
        self.files.iter().find(|(field, _)| field == name).map(|(_, upload)| upload)
    }

    /// The parameters for the record: files by name and size.
    pub(crate) fn shown(&self) -> Value {
        let mut shown = self.values.clone();
        for (field, upload) in &self.files {
            let file = json!({ "file_name": upload.file_name, "file_size": upload.bytes.len() });
            shown.entry(field.clone()).or_insert(file);
        }
        Value::Object(shown)
    }

    fn add(&mut self, name: String, value: Value) {
        // `null` means "not given" to every client library that sends it.
        if !value.is_null() && !self.values.contains_key(&name) {
            self.values.insert(name, value);
        }
    }

    fn add_file(&mut self, name: String, upload: Upload) {
        self.files.push((name, upload));
    }
}

//! The parameters of one Bot API request, from wherever the client put them: query string, urlencoded form, JSON or
//! multipart. All four mean the same; where a parameter comes twice, the first one wins, the query string first.

mod body;
mod read;

pub(crate) use body::{Unreadable, parameters};

use serde_json::{Map, Value};

/// The parameters of a call, by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Params {
    values: Map<String, Value>,
    /// Names of the multipart fields that carried a file.
    files: Vec<String>,
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

    pub(crate) fn files(&self) -> &[String] {
        &self.files
    }

    fn add(&mut self, name: String, value: Value) {
        // `null` means "not given" to every client library that sends it.
        if !value.is_null() && !self.values.contains_key(&name) {
            self.values.insert(name, value);
        }
    }

    fn add_file(&mut self, name: String) {
        self.files.push(name);
    }
}

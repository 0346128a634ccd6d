//! Holds a request, or an object the simulator is about to send, against the schema.
//!
//! As lenient as the real server's JSON reader: numbers may come as text and text as numbers, unknown keys are only noted.
//! It never refuses anything itself; the caller decides what a problem means.

use serde_json::{Map, Value};

use super::{Field, Method, Schema};
use crate::parse::Params;

/// What the schema says about a request.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    /// The first problem in the order of the documentation.
    pub problem: Option<Problem>,
    /// Parameters and nested keys the schema does not know.
    pub unknown: Vec<String>,
}

/// Why a request does not fit the schema.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Problem {
    /// A required parameter is missing.
    Missing { parameter: String },
    /// An object or array parameter is not JSON.
    NotJson { parameter: String },
    /// A parameter does not have its documented shape; `words` are those of the real server's JSON reader.
    Mistyped { parameter: String, words: String },
}

/// Nesting deeper than this is not followed; no type of the Bot API nests so deep in a request.
const DEEPEST: usize = 24;

impl Schema {
    /// Checks the parameters of a call. Parameters named in `worded` are left to the method, which has words of its own.
    pub(crate) fn check_call(&self, method: &Method, params: &Params, worded: &[&str]) -> Verdict {
        let mut verdict = Verdict::default();
        for field in method.fields.iter().filter(|field| !worded.contains(&field.name.as_str())) {
            let problem = self.check_parameter(field, params, &mut verdict.unknown);
            verdict.problem = verdict.problem.or(problem);
        }
        for name in params.values().keys() {
            if !method.fields.iter().any(|field| field.name == *name) {
                verdict.unknown.push(name.clone());
            }
        }
        verdict
    }

    /// Checks an object against a type. The words of the problem, if there is one.
    pub(crate) fn check_object(&self, kind: &str, value: &Value, unknown: &mut Vec<String>) -> Result<(), String> {
        self.check_value(kind, value, "", unknown, 0)
    }

    fn check_parameter(&self, field: &Field, params: &Params, unknown: &mut Vec<String>) -> Option<Problem> {
        let parameter = field.name.clone();
        if !params.has(&field.name) {
            let is_missing = field.required && params.file(&field.name).is_none();
            return is_missing.then_some(Problem::Missing { parameter });
        }
        // Plain values are read by the lenient rules of `parse::read`, which refuse nothing.
        if field.types.iter().any(|kind| is_plain(kind)) {
            return None;
        }
        let value = match params.json(&field.name)? {
            Ok(value) => value,
            Err(_) => return Some(Problem::NotJson { parameter }),
        };
        let words = self.check_any(&field.types, &value, &field.name, unknown, 0).err()?;
        Some(Problem::Mistyped { parameter, words })
    }

    /// Fits one of the types; otherwise the words of the first one that came closest.
    fn check_any(
        &self,
        kinds: &[String],
        value: &Value,
        name: &str,
        unknown: &mut Vec<String>,
        depth: usize,
    ) -> Result<(), String> {
        let mut first = None;
        for kind in kinds {
            let mut noted = Vec::new();
            match self.check_value(kind, value, name, &mut noted, depth) {
                Ok(()) => {
                    unknown.append(&mut noted);
                    return Ok(());
                }
                Err(words) => first = first.or(Some(words)),
            }
        }
        first.map_or(Ok(()), Err)
    }

    fn check_value(
        &self,
        kind: &str,
        value: &Value,
        name: &str,
        unknown: &mut Vec<String>,
        depth: usize,
    ) -> Result<(), String> {
        if depth > DEEPEST {
            return Ok(());
        }
        if let Some(inner) = kind.strip_prefix("Array of ") {
            let items = value.as_array().ok_or_else(|| expected(name, "Array"))?;
            return items.iter().try_for_each(|item| self.check_value(inner, item, name, unknown, depth + 1));
        }
        match kind {
            "String" => (value.is_string() || value.is_number()).then_some(()).ok_or_else(|| expected(name, "String")),
            "Integer" => is_integer(value).then_some(()).ok_or_else(|| expected(name, "Number")),
            "Float" => is_float(value).then_some(()).ok_or_else(|| expected(name, "Number")),
            "Boolean" | "True" => value.is_boolean().then_some(()).ok_or_else(|| expected(name, "Boolean")),
            "InputFile" => Ok(()),
            _ => self.check_kind(kind, value, name, unknown, depth),
        }
    }

    fn check_kind(
        &self,
        kind: &str,
        value: &Value,
        name: &str,
        unknown: &mut Vec<String>,
        depth: usize,
    ) -> Result<(), String> {
        let Some(known) = self.types.get(kind) else { return Ok(()) };
        // Rich text may be a plain string or an array of parts; the schema lists it as a union of objects.
        if kind == "RichText" && !value.is_object() {
            return Ok(());
        }
        let object = value.as_object().ok_or_else(|| expected(name, "Object"))?;
        if let Some(discriminator) = &known.discriminator {
            let said = object.get(&discriminator.field).and_then(Value::as_str);
            if let Some(subtype) = said.and_then(|said| discriminator.mapping.get(said)) {
                return self.check_value(subtype, value, name, unknown, depth + 1);
            }
            return Err(match said {
                None => format!("Can't find field \"{}\"", discriminator.field),
                Some(_) => format!("Unsupported {} specified", discriminator.field),
            });
        }
        if !known.subtypes.is_empty() {
            return self.check_any(&known.subtypes, value, name, unknown, depth + 1);
        }
        self.check_fields(kind, &known.fields, object, unknown, depth)
    }

    fn check_fields(
        &self,
        kind: &str,
        fields: &[Field],
        object: &Map<String, Value>,
        unknown: &mut Vec<String>,
        depth: usize,
    ) -> Result<(), String> {
        for field in fields {
            match object.get(&field.name) {
                None | Some(Value::Null) if field.required => {
                    return Err(format!("Can't find field \"{}\"", field.name));
                }
                None | Some(Value::Null) => {}
                Some(value) => {
                    if field
                        .constraints
                        .constant
                        .as_ref()
                        .is_some_and(|constant| !value.is_object() && constant != value)
                    {
                        return Err(format!("Field \"{}\" has an unsupported value", field.name));
                    }
                    self.check_any(&field.types, value, &field.name, unknown, depth + 1)?;
                }
            }
        }
        for key in object.keys().filter(|key| !fields.iter().any(|field| field.name == **key)) {
            unknown.push(format!("{kind}.{key}"));
        }
        Ok(())
    }
}

fn is_plain(kind: &str) -> bool {
    matches!(kind, "String" | "Integer" | "Float" | "Boolean" | "True" | "InputFile")
}

fn is_integer(value: &Value) -> bool {
    value.is_i64() || value.is_u64() || value.as_str().is_some_and(|text| text.parse::<i64>().is_ok())
}

fn is_float(value: &Value) -> bool {
    value.is_number() || value.as_str().is_some_and(|text| text.parse::<f64>().is_ok())
}

/// The words of td's `JsonObject` readers.
fn expected(name: &str, kind: &str) -> String {
    if name.is_empty() { format!("{kind} expected") } else { format!("Field \"{name}\" must be of type {kind}") }
}

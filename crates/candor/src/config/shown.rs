//! The settings as they may be shown. A text is hidden unless its key is on the list here, so that a secret added later
//! is hidden by itself.

use toml::Value;

use super::{Layers, Origin};
use crate::exit::{Cause, Stop};

/// What stands for a secret.
pub const STARS: &str = "***";

/// The keys whose texts are no secrets. Passwords inside addresses are hidden all the same.
const OPEN: &[&str] = &[
    "bot.api_root",
    "bot.script",
    "database.url",
    "log.format",
    "log.level",
    "models.conversation_cost",
    "models.day_cost",
    "models.embed",
    "models.hear",
    "models.judge",
    "models.month_cost",
    "models.summarise",
    "models.write",
    "secrets.key_file",
    "server.listen",
    "server.metrics_listen",
    "server.public_url",
];

/// One setting as it may be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// Section and key.
    pub key: String,
    /// Its value without secrets.
    pub value: Value,
    /// Where it came from.
    pub origin: Origin,
}

impl Layers {
    /// Every setting as it may be shown, by key.
    ///
    /// # Errors
    /// A [`Stop`] if the settings cannot be written down, which is a fault of the program.
    pub fn shown(&self) -> Result<Vec<Shown>, Stop> {
        let table =
            toml::Table::try_from(&self.config).map_err(|error| Stop::new(Cause::Unexpected, error.to_string()))?;
        let mut shown = Vec::new();
        for (section, value) in table {
            for (key, value) in value.as_table().cloned().unwrap_or_default() {
                let key = format!("{section}.{key}");
                match value {
                    Value::Table(things) => shown.extend(self.things(&key, things)),
                    value => shown.push(Shown { value: open(&key, value), origin: self.origin(&key), key }),
                }
            }
        }
        Ok(shown)
    }

    /// What is described by name, such as one model: a line for each of its keys.
    fn things(&self, key: &str, things: toml::Table) -> Vec<Shown> {
        let origin = self.origin(key);
        let lines = things.into_iter().flat_map(|(name, thing)| {
            let keys = thing.as_table().cloned().unwrap_or_default();
            keys.into_iter()
                .map(move |(inner, value)| (format!("{key}.{name}.{inner}"), format!("{key}.*.{inner}"), value))
        });
        lines.map(|(key, pattern, value)| Shown { value: open(&pattern, value), origin, key }).collect()
    }
}

/// The keys of things described by name whose texts are no secrets; a name stands as `*`.
const OPEN_OF_THINGS: &[&str] = &[
    "models.providers.*.answer_price",
    "models.providers.*.base_url",
    "models.providers.*.cached_price",
    "models.providers.*.dialect",
    "models.providers.*.model",
    "models.providers.*.request_price",
    "models.providers.*.structured",
];

fn open(key: &str, value: Value) -> Value {
    match value {
        Value::String(text) if text.is_empty() => Value::String(text),
        Value::String(text) if is_open(key) => Value::String(without_password(&text)),
        Value::Array(list) if list.is_empty() || is_open(key) => Value::Array(list),
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => value,
        Value::String(_) | Value::Array(_) | Value::Table(_) => Value::String(STARS.to_owned()),
    }
}

fn is_open(key: &str) -> bool {
    OPEN.contains(&key) || OPEN_OF_THINGS.contains(&key)
}

/// An address without the password in it, and without what stands behind a question mark, where one may be too.
pub fn without_password(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let (rest, query) = rest.split_once('?').map_or((rest, ""), |(rest, _)| (rest, "?***"));
    let (authority, path) =
        rest.split_once('/').map_or((rest, String::new()), |(authority, path)| (authority, format!("/{path}")));
    let authority = match authority.rsplit_once('@') {
        Some((account, host)) => match account.split_once(':') {
            Some((name, _)) => format!("{name}:{STARS}@{host}"),
            None => format!("{account}@{host}"),
        },
        None => authority.to_owned(),
    };
    format!("{scheme}://{authority}{path}{query}")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::Config;

    /// The settings with every text replaced by something that must not be seen where it is a secret.
    fn planted() -> (Layers, Vec<String>) {
        let mut table = toml::Table::try_from(Config::default()).unwrap();
        let mut texts = Vec::new();
        for (section, values) in &mut table {
            for (key, value) in values.as_table_mut().unwrap() {
                let key = format!("{section}.{key}");
                // Of a closed list, and so no place for a secret.
                if value.is_str() && key != "log.format" {
                    *value = Value::String(format!("canary-{key}"));
                    texts.push(key);
                }
            }
        }
        let config = Config::parse(&table.to_string(), Path::new("planted.toml")).unwrap();
        let mut layers = Layers::without_file().unwrap();
        layers.config = config;
        (layers, texts)
    }

    #[test]
    fn every_text_that_is_not_declared_open_is_stars() {
        let (layers, texts) = planted();
        let shown = layers.shown().unwrap();
        for key in &texts {
            let value = &shown.iter().find(|shown| shown.key == *key).unwrap().value;
            let is_seen = value.to_string().contains("canary");
            assert_eq!(is_seen, OPEN.contains(&key.as_str()), "{key} is shown as {value}");
        }
        assert!(!OPEN.contains(&"bot.token") && texts.iter().any(|key| key == "bot.token"));
    }

    #[test]
    fn of_a_model_the_address_is_shown_and_its_headers_and_fields_are_stars() {
        let text = "[models.providers.fast]\ndialect = \"openai\"\nbase_url = \"https://u:canary@h/v1\"\nmodel = \"m\"\n\
                    headers = { gate = \"canary\" }\nbody = { metadata = \"canary\" }\n";
        let mut layers = Layers::without_file().unwrap();
        layers.config = Config::parse(text, Path::new("models.toml")).unwrap();
        let shown = layers.shown().unwrap();
        let of = |key: &str| shown.iter().find(|shown| shown.key == format!("models.providers.fast.{key}")).unwrap();
        assert_eq!(of("base_url").value.as_str(), Some("https://u:***@h/v1"));
        assert_eq!(of("headers").value.as_str(), Some(STARS));
        assert!(!format!("{shown:?}").contains("canary"));
    }

    #[test]
    fn what_is_declared_open_exists() {
        let shown = Layers::without_file().unwrap().shown().unwrap();
        for key in OPEN {
            assert!(shown.iter().any(|shown| shown.key == *key), "{key}");
        }
    }

    #[test]
    fn no_secret_is_in_a_debug_print() {
        let (layers, _) = planted();
        let printed = format!("{layers:?} {:#?}", layers.config);
        assert!(!printed.contains("canary-bot.token") && !printed.contains("canary-database.url"), "{printed}");
    }

    #[test]
    fn passwords_inside_addresses_are_stars() {
        for (address, shown) in [
            ("sqlite:candor.db", "sqlite:candor.db"),
            ("postgres://ann:hunter2@host:5432/desk", "postgres://ann:***@host:5432/desk"),
            ("postgres://ann:hun@ter2@host/desk?sslmode=require&password=x", "postgres://ann:***@host/desk?***"),
            ("postgres://ann@host/desk", "postgres://ann@host/desk"),
            ("https://api.telegram.org", "https://api.telegram.org"),
        ] {
            assert_eq!(without_password(address), shown);
        }
    }
}

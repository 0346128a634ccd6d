//! `[models]`: which language models hear, write, sum up and judge, and what they may use. None at all leaves everything to the local brain.
//! Keys stand in no settings file: they come from the environment or are kept, sealed, in the database.

use std::{collections::BTreeMap, time::Duration};

use candor_connect::model::{Dialect, LimitField, ModelKey, Provider, Structured};
use candor_core::model::{Budget, Cost, Job, Limit, Prices};
use serde::{Deserialize, Serialize};

use crate::exit::{Cause, Stop};

/// Language models.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ModelsSection {
    /// Who hears what the local brain is not sure of, in the order in which they are tried.
    pub hear: Vec<String>,
    /// Who writes.
    pub write: Vec<String>,
    /// Who sums a conversation up for a person who takes it over.
    pub summarise: Vec<String>,
    /// Who gives an opinion on what was written, beside the guard; it can only tighten.
    pub judge: Vec<String>,
    /// Who turns passages of documents and questions into vectors; at most one.
    pub embed: Vec<String>,
    /// From this cosine on a passage is shown to the model that writes; every embedding model has its own scale.
    pub embed_floor: f64,
    /// Whether contacts see what is written while it is written, sentence by sentence, and may stop it; not where a model judges.
    pub stream: bool,
    /// How long all calls of a turn together may take, in milliseconds.
    pub think_millis: u32,
    /// The most tokens of one conversation; 0 for no limit.
    pub conversation_tokens: u64,
    /// The most tokens of a day; 0 for no limit.
    pub day_tokens: u64,
    /// The most tokens of a month; 0 for no limit.
    pub month_tokens: u64,
    /// The most money of one conversation; empty for no limit.
    pub conversation_cost: String,
    /// The most money of a day; empty for no limit.
    pub day_cost: String,
    /// The most money of a month; empty for no limit.
    pub month_cost: String,
    /// The models by the names used above.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub providers: BTreeMap<String, ProviderSection>,
}

/// One model at one provider.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderSection {
    /// How it is spoken to.
    pub dialect: DialectWord,
    /// Where it is.
    pub base_url: String,
    /// The model, as the provider names it.
    pub model: String,
    /// How it is made to answer with JSON.
    #[serde(default)]
    pub structured: StructuredWord,
    /// Whether it may be at a private address, such as 127.0.0.1.
    #[serde(default)]
    pub private_address: bool,
    /// How long a call may take, in seconds.
    #[serde(default = "usual_seconds")]
    pub timeout_seconds: u16,
    /// Headers sent besides.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// Fields of the request's body changed last.
    #[serde(default)]
    pub body: BTreeMap<String, toml::Value>,
    /// What a million tokens of requests cost.
    #[serde(default)]
    pub request_price: String,
    /// What a million tokens of requests that came from a cache cost; as much as others if empty.
    #[serde(default)]
    pub cached_price: String,
    /// What a million tokens of answers cost.
    #[serde(default)]
    pub answer_price: String,
}

/// How a provider is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DialectWord {
    /// As OpenAI's chat completions.
    OpenAi,
    /// As Anthropic's messages.
    Anthropic,
}

/// How a model is made to answer with JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StructuredWord {
    /// By a schema it keeps to.
    #[default]
    Schema,
    /// By the promise of a JSON object, or a forced call of a tool.
    Object,
    /// By being asked to.
    Prompt,
}

const fn usual_seconds() -> u16 {
    30
}

impl Default for ModelsSection {
    fn default() -> Self {
        Self {
            hear: Vec::new(),
            write: Vec::new(),
            summarise: Vec::new(),
            judge: Vec::new(),
            embed: Vec::new(),
            embed_floor: 0.4,
            stream: false,
            think_millis: 25_000,
            conversation_tokens: 0,
            day_tokens: 0,
            month_tokens: 0,
            conversation_cost: String::new(),
            day_cost: String::new(),
            month_cost: String::new(),
            providers: BTreeMap::new(),
        }
    }
}

/// Values of headers and fields may be secrets.
impl std::fmt::Debug for ProviderSection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ProviderSection")
            .field("dialect", &self.dialect)
            .field("model", &self.model)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &self.body.keys().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

impl ModelsSection {
    /// The names of a job's models.
    pub fn chain(&self, job: Job) -> &[String] {
        match job {
            Job::Hear => &self.hear,
            Job::Write => &self.write,
            Job::Judge => &self.judge,
            Job::Embed => &self.embed,
            Job::Summarise => &self.summarise,
        }
    }

    /// The limits.
    ///
    /// # Errors
    /// A [`Stop`] that names the key that is no sum of money.
    pub fn budget(&self) -> Result<Budget, Stop> {
        let limit = |name: &str, tokens: u64, cost: &str| {
            let cost = if cost.trim().is_empty() { None } else { Some(Cost(millionths(name, cost)?)) };
            Ok::<_, Stop>(Limit { tokens: (tokens > 0).then_some(tokens), cost })
        };
        Ok(Budget {
            conversation: limit("models.conversation_cost", self.conversation_tokens, &self.conversation_cost)?,
            day: limit("models.day_cost", self.day_tokens, &self.day_cost)?,
            month: limit("models.month_cost", self.month_tokens, &self.month_cost)?,
        })
    }
}

impl ProviderSection {
    /// As the connection takes it.
    ///
    /// # Errors
    /// A [`Stop`] that names what cannot be used.
    pub fn provider(&self, name: &str, key: Option<ModelKey>) -> Result<Provider, Stop> {
        let dialect = match self.dialect {
            DialectWord::OpenAi => Dialect::OpenAi,
            DialectWord::Anthropic => Dialect::Anthropic,
        };
        let mut provider = Provider::new(name, dialect, &self.base_url, &self.model);
        provider.key = key;
        provider.structured = match self.structured {
            StructuredWord::Schema => Structured::Schema,
            StructuredWord::Object => Structured::JsonObject,
            StructuredWord::Prompt => Structured::Prompted,
        };
        provider.allows_private_address = self.private_address;
        provider.timeout = Duration::from_secs(u64::from(self.timeout_seconds.max(1)));
        provider.extra_headers = self.headers.clone().into_iter().collect();
        for (field, value) in &self.body {
            let value = serde_json::to_value(value)
                .map_err(|_| Stop::new(Cause::Settings, format!("models.providers.{name}.body.{field} is no JSON")))?;
            provider.extra_body.insert(field.clone(), value);
        }
        if provider.extra_body.contains_key("max_completion_tokens") {
            provider.limit_field = LimitField::MaxCompletionTokens;
        }
        Ok(provider)
    }

    /// What it costs.
    ///
    /// # Errors
    /// A [`Stop`] that names the key that is no sum of money.
    pub fn prices(&self, name: &str) -> Result<Prices, Stop> {
        let price = |key: &str, text: &str| {
            if text.trim().is_empty() { Ok(0) } else { millionths(&format!("models.providers.{name}.{key}"), text) }
        };
        let prompt = price("request_price", &self.request_price)?;
        let cached =
            if self.cached_price.trim().is_empty() { prompt } else { price("cached_price", &self.cached_price)? };
        Ok(Prices { prompt, cached, output: price("answer_price", &self.answer_price)? })
    }
}

/// A sum such as "2.50" in millionths.
fn millionths(key: &str, text: &str) -> Result<u64, Stop> {
    const PLACES: usize = 6;
    let wrong = || {
        let sentence = format!("{key} is \"{text}\", which is no sum; write it like \"2.50\", with at most six places");
        Stop::new(Cause::Settings, sentence)
    };
    let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let are_digits = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !are_digits(whole) || !are_digits(part) || part.len() > PLACES {
        return Err(wrong());
    }
    let part: u64 = format!("{part:0<PLACES$}").parse().map_err(|_| wrong())?;
    let whole: u64 = whole.parse().map_err(|_| wrong())?;
    whole.checked_mul(1_000_000).and_then(|whole| whole.checked_add(part)).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_read_to_the_millionth_and_nothing_else_is_a_sum() {
        for (text, micros) in [("2.50", 2_500_000), ("0.000001", 1), ("15", 15_000_000), (" 3. ", 3_000_000)] {
            assert_eq!(millionths("k", text).unwrap(), micros, "{text}");
        }
        for text in ["", ".5", "-1", "1e3", "1,5", "0.0000001", "99999999999999999999", "$2"] {
            let stop = millionths("models.day_cost", text).unwrap_err();
            assert!(stop.sentence.contains("models.day_cost"), "{text}");
        }
    }

    #[test]
    fn a_provider_is_read_from_the_settings_and_prints_without_secrets() {
        let text = r#"
            write = ["fast"]
            day_tokens = 100000
            day_cost = "1.5"
            [providers.fast]
            dialect = "openai"
            base_url = "http://127.0.0.1:11434/v1"
            model = "qwen3"
            structured = "object"
            private_address = true
            headers = { x-gate = "canary" }
            body = { thinking = { type = "disabled" } }
            request_price = "0.25"
            answer_price = "2"
        "#;
        let section: ModelsSection = toml::from_str(text).unwrap();
        let fast = &section.providers["fast"];
        let provider = fast.provider("fast", None).unwrap();
        assert_eq!((provider.structured, provider.allows_private_address), (Structured::JsonObject, true));
        assert_eq!(provider.extra_body["thinking"]["type"], "disabled");
        assert_eq!(fast.prices("fast").unwrap(), Prices { prompt: 250_000, cached: 250_000, output: 2_000_000 });
        let budget = section.budget().unwrap();
        assert_eq!(budget.day, Limit { tokens: Some(100_000), cost: Some(Cost(1_500_000)) });
        assert_eq!(budget.month, Limit::default());
        assert!(!format!("{section:?}").contains("canary"));
        assert!(
            toml::from_str::<ModelsSection>("[providers.x]\ndialect = \"openai\"\nkey = \"sk-1\"").is_err(),
            "no keys in files"
        );
    }
}

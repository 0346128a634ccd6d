//! What the owner says of one model: where it is, how it is spoken to, how long it may take. Plain values; nothing here
//! opens a connection.

use std::{fmt, time::Duration};

use reqwest::Url;
use serde_json::{Map, Value};

use super::ModelKey;

/// How a provider is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// `POST {base}/chat/completions`: OpenAI, DeepSeek, OpenRouter, vLLM, llama.cpp, Ollama and most others.
    OpenAi,
    /// `POST {base}/v1/messages`: Anthropic.
    Anthropic,
}

/// How a provider is made to answer with JSON of a given shape. The best way it has is the right one; none makes the
/// answer's values true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Structured {
    /// It takes the schema and keeps to it: `response_format` of type `json_schema`, strict (OpenAI, vLLM, llama.cpp, Ollama,
    /// OpenRouter for many models); `output_config.format` (Anthropic since the models 4.5).
    Schema,
    /// It knows an older way, and reads the schema in its instructions: `response_format` of type `json_object` (DeepSeek);
    /// the forced call of a tool (Anthropic before 4.5; its newest models refuse that).
    JsonObject,
    /// It is only told to, in its instructions.
    Prompted,
}

/// The field in which OpenAI's dialect says how long an answer may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LimitField {
    /// `max_tokens`: what everybody but OpenAI knows. OpenAI's reasoning models refuse it.
    MaxTokens,
    /// `max_completion_tokens`: OpenAI's own since 2024. Reasoning counts as well.
    MaxCompletionTokens,
}

impl LimitField {
    /// The name of the field.
    pub const fn word(self) -> &'static str {
        match self {
            Self::MaxTokens => "max_tokens",
            Self::MaxCompletionTokens => "max_completion_tokens",
        }
    }
}

/// One model at one provider, as the owner's settings describe it.
#[derive(Clone)]
pub struct Provider {
    /// The owner's name for it.
    pub name: String,
    /// How it is spoken to.
    pub dialect: Dialect,
    /// Where it is: `https://api.openai.com/v1`, `https://api.anthropic.com`, `http://127.0.0.1:11434/v1`. Plain `http` only
    /// to private addresses.
    pub base_url: String,
    /// The model, as the provider names it.
    pub model: String,
    /// The key; none for a server of the owner's own that asks for none.
    pub key: Option<ModelKey>,
    /// Headers sent besides: names and values. May hold secrets, so that values print as stars.
    pub extra_headers: Vec<(String, String)>,
    /// Fields of the body changed last, as a merge patch (RFC 7396): a `null` takes a field out, such as `temperature` for
    /// models that refuse it. Not `model`, `messages`, `system` or `stream`.
    pub extra_body: Map<String, Value>,
    /// How it is made to answer with JSON.
    pub structured: Structured,
    /// In OpenAI's dialect, the field that holds the limit of an answer.
    pub limit_field: LimitField,
    /// The most tokens of any answer; a request that allows more is lowered to it. None for no cap of its own.
    pub max_output_tokens: Option<u32>,
    /// How long a whole call may take, connecting included.
    pub timeout: Duration,
    /// How long a stream may be silent between two pieces.
    pub silence: Duration,
    /// Whether it may be at a private address. Only the server's settings file can say so, never the panel or the API: a
    /// desk in the cloud must not be talked into calling what stands beside it.
    pub allows_private_address: bool,
}

impl Provider {
    /// Settings that suit most: a schema for shapes, thirty seconds for a call, ten of silence in a stream, only public
    /// addresses, no key. OpenAI itself gets its own field for the limit.
    pub fn new(name: &str, dialect: Dialect, base_url: &str, model: &str) -> Self {
        let is_openai = Url::parse(base_url).is_ok_and(|url| url.host_str() == Some("api.openai.com"));
        let limit_field = if is_openai { LimitField::MaxCompletionTokens } else { LimitField::MaxTokens };
        Self {
            name: name.to_owned(),
            dialect,
            base_url: base_url.to_owned(),
            model: model.to_owned(),
            key: None,
            extra_headers: Vec::new(),
            extra_body: Map::new(),
            structured: Structured::Schema,
            limit_field,
            max_output_tokens: None,
            timeout: Duration::from_secs(30),
            silence: Duration::from_secs(10),
            allows_private_address: false,
        }
    }

    /// The limit of an answer that is asked for: the request's, or the cap if that is lower.
    pub(super) fn output_limit(&self, asked: u32) -> u32 {
        self.max_output_tokens.map_or(asked, |most| asked.min(most))
    }
}

/// Names of headers and fields, never their values; no address, because a private one may hold secrets in its path.
impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.extra_headers.iter().map(|(name, _)| name.as_str()).collect();
        let fields: Vec<&str> = self.extra_body.keys().map(String::as_str).collect();
        f.debug_struct("Provider")
            .field("name", &self.name)
            .field("dialect", &self.dialect)
            .field("model", &self.model)
            .field("key", &self.key)
            .field("extra_headers", &headers)
            .field("extra_body", &fields)
            .field("structured", &self.structured)
            .field("timeout", &self.timeout)
            .field("allows_private_address", &self.allows_private_address)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    #[test]
    fn openai_itself_gets_its_own_field_for_the_limit() {
        let field = |base| Provider::new("fast", Dialect::OpenAi, base, "m").limit_field.word();
        assert_eq!(field("https://api.openai.com/v1"), "max_completion_tokens");
        assert_eq!(field("https://api.deepseek.com"), "max_tokens");
        assert_eq!(field("http://127.0.0.1:11434/v1"), "max_tokens");
    }

    #[test]
    fn a_cap_lowers_a_limit_and_never_raises_it() {
        let mut provider = Provider::new("fast", Dialect::OpenAi, "https://api.example.org", "m");
        assert_eq!(provider.output_limit(900), 900);
        provider.max_output_tokens = Some(500);
        assert_eq!((provider.output_limit(900), provider.output_limit(90)), (500, 90));
    }

    #[test]
    fn settings_print_without_what_may_be_secret() {
        let mut provider = Provider::new("fast", Dialect::OpenAi, "https://h/canary", "m");
        provider.key = Some(ModelKey::parse("canary").unwrap());
        provider.extra_headers.push(("x-gate".to_owned(), "canary".to_owned()));
        provider.extra_body.insert("metadata".to_owned(), json!("canary"));
        let printed = format!("{provider:?} {provider:#?}");
        assert!(!printed.contains("canary") && printed.contains("x-gate") && printed.contains("metadata"), "{printed}");
    }
}

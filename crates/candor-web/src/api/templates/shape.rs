//! A saved answer as the API tells it.

use candor_core::ids::TemplateId;
use candor_store::TemplateRow;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::api::At;

/// The id of a saved answer.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct Which {
    /// The id of the saved answer.
    id: String,
}

impl Which {
    pub(super) fn id(&self) -> TemplateId {
        TemplateId::from_stored(&*self.id)
    }
}

/// A short text the staff answers with.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Template {
    /// Its id.
    pub id: String,
    /// How often it was changed, from 1.
    version: i64,
    /// By which the staff finds it; contacts never see it.
    title: String,
    /// The words in English, with `{name}` and `{me}` as they are.
    en: Option<String>,
    /// The words in Russian, with `{name}` and `{me}` as they are.
    ru: Option<String>,
    /// When it was made.
    created_at: At,
    /// When it was last changed.
    updated_at: At,
}

impl Template {
    pub(super) fn of(row: &TemplateRow) -> Self {
        let (kept, words) = (&row.template, &row.template.words);
        Self {
            id: row.id.to_string(),
            version: row.version,
            title: kept.title.clone(),
            en: words.en.clone(),
            ru: words.ru.clone(),
            created_at: row.created_at.into(),
            updated_at: row.updated_at.into(),
        }
    }
}

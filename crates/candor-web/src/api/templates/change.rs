//! `GET`, `POST`, `PATCH` and `DELETE` of saved answers.

use candor_core::ids::TemplateId;
use candor_desk::actions::{
    ActError, Bench, Refusal,
    change_template::{TemplateWish, add_template, edit_template, find_template, list_templates, remove_template},
};
use candor_store::TemplateRow;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};

use super::shape::{Template, Which};
use crate::api::{Answer, Asked, Nothing, Problem, paged::Paged};

/// An answer to be saved, in one language at least.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewTemplate {
    /// By which the staff finds it; contacts never see it.
    #[schemars(length(min = 1, max = 60))]
    title: String,
    /// The words in English.
    #[serde(default)]
    #[schemars(length(max = 4000))]
    en: Option<String>,
    /// The words in Russian.
    #[serde(default)]
    #[schemars(length(max = 4000))]
    ru: Option<String>,
}

/// What is to be changed of a saved answer; what is left out stays.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangedTemplate {
    /// By which the staff finds it.
    #[serde(default)]
    #[schemars(length(min = 1, max = 60))]
    title: Option<String>,
    /// The words in English; null takes them away.
    #[serde(default, deserialize_with = "named")]
    #[schemars(with = "Option<String>", length(max = 4000))]
    en: Option<Option<String>>,
    /// The words in Russian; null takes them away.
    #[serde(default, deserialize_with = "named")]
    #[schemars(with = "Option<String>", length(max = 4000))]
    ru: Option<Option<String>>,
}

/// A value that was named, be it null.
fn named<'de, D: Deserializer<'de>>(read: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(read).map(Some)
}

/// Lists the saved answers, by title.
pub(crate) async fn list(asked: Asked) -> Result<Answer<Paged<Template>>, Problem> {
    let known = list_templates(&asked.bench()).await?;
    Ok(Answer::of(Paged::whole(known.iter().map(Template::of).collect())))
}

/// Tells one saved answer.
pub(crate) async fn show(asked: Asked<Which>) -> Result<Answer<Template>, Problem> {
    told(&asked, &asked.path.id()).await
}

/// Saves an answer.
pub(crate) async fn make(asked: Asked<Nothing, Nothing, NewTemplate>) -> Result<Answer<Template>, Problem> {
    let sent = &asked.body;
    let wish = &TemplateWish { title: sent.title.clone(), en: sent.en.clone(), ru: sent.ru.clone() };
    let done = asked.act(|bench| Box::pin(async move { Ok(add_template(bench, wish).await?.to_string()) })).await?;
    let id = TemplateId::from_stored(done.made());
    Ok(told(&asked, &id).await?.made(format!("/api/v1/templates/{id}")))
}

/// Changes a saved answer.
pub(crate) async fn change(asked: Asked<Which, Nothing, ChangedTemplate>) -> Result<Answer<Template>, Problem> {
    let sent = &asked.body;
    asked
        .act(|bench| {
            let id = asked.path.id();
            Box::pin(async move {
                let known = current(bench, &id, asked.version).await?;
                let kept = &known.template;
                let wish = TemplateWish {
                    title: sent.title.clone().unwrap_or_else(|| kept.title.clone()),
                    en: sent.en.clone().unwrap_or_else(|| kept.words.en.clone()),
                    ru: sent.ru.clone().unwrap_or_else(|| kept.words.ru.clone()),
                };
                edit_template(bench, &known, &wish).await?;
                Ok(id.to_string())
            })
        })
        .await?;
    told(&asked, &asked.path.id()).await
}

/// Removes a saved answer.
pub(crate) async fn remove(asked: Asked<Which>) -> Result<Answer<()>, Problem> {
    asked
        .act(|bench| {
            let id = asked.path.id();
            Box::pin(async move {
                let known = current(bench, &id, asked.version).await?;
                remove_template(bench, &known)?;
                Ok(id.to_string())
            })
        })
        .await?;
    Ok(Answer::of(()))
}

async fn told<P, Q, B>(asked: &Asked<P, Q, B>, id: &TemplateId) -> Result<Answer<Template>, Problem> {
    let known = find_template(&asked.bench(), id).await?;
    Ok(Answer::versioned(Template::of(&known), known.version))
}

/// The saved answer, if it is as the program read it.
async fn current(bench: &Bench<'_>, id: &TemplateId, version: Option<i64>) -> Result<TemplateRow, ActError> {
    let known = find_template(bench, id).await?;
    if version.is_some_and(|version| version != known.version) {
        return Err(Refusal::Outdated.into());
    }
    Ok(known)
}

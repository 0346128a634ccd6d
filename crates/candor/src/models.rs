//! Language models as the settings name them, opened and put into chains.

use std::{collections::BTreeMap, sync::Arc};

use candor_connect::model::{self, Embedder, Model, ModelKey};
use candor_core::model::Job;
use candor_desk::models::{Embedding, Hired, Models, Pace, SHOWN_EVERY};
use candor_store::Store;

use crate::{
    config::{ModelsSection, model_key},
    exit::{Cause, Stop},
};

/// All models of the settings, in their chains.
///
/// # Errors
/// A [`Stop`] that names the key of the settings to mend.
pub async fn hire(section: &ModelsSection, store: &Store) -> Result<Models, Stop> {
    let models = hire_with(section, |name| async move { open(section, &name, store).await }).await?;
    let models = if section.stream { models.with_previews(SHOWN_EVERY) } else { models };
    Ok(match embedding(section, store).await? {
        Some(embedding) => models.with_embedding(embedding),
        None => models,
    })
}

/// What taking documents in and searching them needs: the embedding model, and what models may use.
///
/// # Errors
/// A [`Stop`] that names the key of the settings to mend.
pub async fn for_documents(section: &ModelsSection, store: &Store) -> Result<Models, Stop> {
    let models = Models::new(BTreeMap::new(), section.budget()?, Pace::default());
    Ok(match embedding(section, store).await? {
        Some(embedding) => models.with_embedding(embedding),
        None => models,
    })
}

/// The embedding model of the settings, if one is named.
async fn embedding(section: &ModelsSection, store: &Store) -> Result<Option<Embedding>, Stop> {
    let name = match section.embed.as_slice() {
        [] => return Ok(None),
        [name] => name,
        _ => {
            let sentence =
                "models.embed names more than one model; vectors of two models cannot be compared, so name one";
            return Err(Stop::new(Cause::Settings, sentence));
        }
    };
    if !(-1.0..=1.0).contains(&section.embed_floor) {
        let sentence = format!("models.embed_floor is {}; a likeness lies between -1 and 1", section.embed_floor);
        return Err(Stop::new(Cause::Settings, sentence));
    }
    let provider = section.providers.get(name).ok_or_else(|| unknown(Job::Embed, name, section))?;
    let embedder = open_embedder(section, name, store).await?;
    let (prices, is_own) = (provider.prices(name)?, provider.private_address);
    Ok(Some(Embedding::new(embedder, &provider.model, prices, is_own, section.embed_floor)))
}

/// The same chains of models that are opened otherwise: recorded, or replayed.
///
/// # Errors
/// A [`Stop`] that names the key of the settings to mend, or what kept a model from being opened.
pub async fn hire_with<O, F>(section: &ModelsSection, open: O) -> Result<Models, Stop>
where
    O: Fn(String) -> F,
    F: Future<Output = Result<Arc<dyn Model>, Stop>>,
{
    let mut hired: BTreeMap<&str, Arc<Hired>> = BTreeMap::new();
    for (name, provider) in &section.providers {
        let model = open(name.clone()).await?;
        let one = Hired::new(model, &provider.model, provider.prices(name)?, provider.private_address);
        hired.insert(name, Arc::new(one));
    }
    let mut chains = BTreeMap::new();
    // Vectors are asked for otherwise; see `embedding`.
    for job in Job::ALL.into_iter().filter(|job| *job != Job::Embed) {
        let mut chain = Vec::new();
        for name in section.chain(job) {
            let one = hired.get(name.as_str()).ok_or_else(|| unknown(job, name, section))?;
            chain.push(Arc::clone(one));
        }
        chains.insert(job, chain);
    }
    let pace = Pace { think_millis: i64::from(section.think_millis) };
    Ok(Models::new(chains, section.budget()?, pace))
}

/// One model of the settings.
///
/// # Errors
/// A [`Stop`] that names what to mend.
pub async fn open(section: &ModelsSection, name: &str, store: &Store) -> Result<Arc<dyn Model>, Stop> {
    let provider = section.providers.get(name).ok_or_else(|| no_such(name, section))?;
    let key = key(name, store).await?;
    model::open(provider.provider(name, key)?)
        .map_err(|error| Stop::new(Cause::Settings, format!("models.providers.{name}: {error}")))
}

/// One embedding model of the settings.
///
/// # Errors
/// A [`Stop`] that names what to mend.
pub async fn open_embedder(section: &ModelsSection, name: &str, store: &Store) -> Result<Arc<dyn Embedder>, Stop> {
    let provider = section.providers.get(name).ok_or_else(|| no_such(name, section))?;
    let key = key(name, store).await?;
    model::open_embedder(provider.provider(name, key)?)
        .map_err(|error| Stop::new(Cause::Settings, format!("models.providers.{name}: {error}")))
}

/// The key of a provider: from the environment, else as kept.
async fn key(name: &str, store: &Store) -> Result<Option<ModelKey>, Stop> {
    let (variable, given) = model_key(name)?;
    let text = match given {
        Some(text) => Some(text),
        None => store.model_key(name).await?.map(|kept| kept.expose().to_owned()),
    };
    text.map(|text| ModelKey::parse(&text).map_err(|error| Stop::new(Cause::Settings, format!("{variable}: {error}"))))
        .transpose()
}

fn unknown(job: Job, name: &str, section: &ModelsSection) -> Stop {
    let job = job.word();
    Stop::new(Cause::Settings, format!("models.{job} names \"{name}\"; {}", known(section)))
}

/// That the settings describe no such model.
pub fn no_such(name: &str, section: &ModelsSection) -> Stop {
    Stop::new(Cause::Settings, format!("there is no model \"{name}\"; {}", known(section)))
}

fn known(section: &ModelsSection) -> String {
    let names: Vec<&str> = section.providers.keys().map(String::as_str).collect();
    if names.is_empty() {
        return "describe it under [models.providers.NAME]; `candor config template` shows how".to_owned();
    }
    format!("the settings describe: {}", names.join(", "))
}

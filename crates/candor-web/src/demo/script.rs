//! What the page shows of a script: the track of steps, the threshold, the lead's fields and the facts.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use candor_core::{
    conversation::ScriptRef,
    ids::BusinessId,
    language::Wording,
    script::{self, Script},
};
use candor_store::{ScriptVersion, Store};
use serde::Serialize;

use crate::respond::Failure;

/// A version of a script, as the page shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct ScriptView {
    name: String,
    version: i64,
    business: Wording,
    threshold: f64,
    steps: Vec<StepView>,
    fields: Vec<FieldView>,
    facts: Vec<FactView>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct StepView {
    id: String,
    goal: Wording,
    next: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct FieldView {
    id: String,
    label: Wording,
    is_required: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct FactView {
    id: String,
    says: Wording,
}

/// Versions already read. They never change, so nothing is ever forgotten; the demo has a handful.
#[derive(Debug, Default)]
pub(crate) struct Scripts {
    read: Mutex<HashMap<(BusinessId, String, i64), ScriptView>>,
}

impl Scripts {
    /// The version a conversation keeps.
    pub(crate) async fn version(
        &self,
        store: &Store,
        business: &BusinessId,
        wanted: &ScriptRef,
    ) -> Result<Option<ScriptView>, Failure> {
        let key = (business.clone(), wanted.name.clone(), wanted.version);
        if let Some(view) = self.known(&key) {
            return Ok(Some(view));
        }
        let stored = store.script(business, &wanted.name, wanted.version).await?;
        Ok(stored.and_then(|version| self.learn(business, &version)))
    }

    /// The version new conversations begin with.
    pub(crate) async fn head(
        &self,
        store: &Store,
        business: &BusinessId,
        name: &str,
    ) -> Result<Option<ScriptView>, Failure> {
        let Some(head) = store.script_head(business, name).await? else { return Ok(None) };
        let key = (business.clone(), head.name.clone(), head.version);
        Ok(self.known(&key).or_else(|| self.learn(business, &head)))
    }

    fn known(&self, key: &(BusinessId, String, i64)) -> Option<ScriptView> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    fn learn(&self, business: &BusinessId, stored: &ScriptVersion) -> Option<ScriptView> {
        let view = view_of(&script::read(&stored.text)?, stored);
        let key = (business.clone(), stored.name.clone(), stored.version);
        self.read.lock().unwrap_or_else(PoisonError::into_inner).insert(key, view.clone());
        Some(view)
    }
}

fn view_of(script: &Script, stored: &ScriptVersion) -> ScriptView {
    let step = |step: &script::Step| StepView { id: step.id.clone(), goal: step.goal.clone(), next: step.next.clone() };
    let field = |field: &script::Field| FieldView {
        id: field.id.clone(),
        label: field.label.clone(),
        is_required: field.is_required,
    };
    let fact = |fact: &script::Fact| FactView { id: fact.id.clone(), says: fact.says.clone() };
    ScriptView {
        name: stored.name.clone(),
        version: stored.version,
        business: script.business.clone(),
        threshold: script.fit_threshold,
        steps: script.steps.iter().map(step).collect(),
        fields: script.fields.iter().map(field).collect(),
        facts: script.facts.iter().map(fact).collect(),
    }
}

//! Writes, changes and removes the texts the staff answers with.

use candor_core::{
    ids::TemplateId,
    roles::Deed,
    template::{Template, TemplateFault, fill},
};
use candor_store::{ConversationLine, TemplateChange, TemplateRow};
use serde_json::{Value, json};

use super::{ActError, Bench, Refusal};

/// A business keeps so many texts at most: more cannot be looked through while a contact waits.
pub const MOST_TEMPLATES: usize = 200;

/// A text as somebody typed it.
#[derive(Clone, Debug, Default)]
pub struct TemplateWish {
    /// By which it is found.
    pub title: String,
    /// In English, if it is.
    pub en: Option<String>,
    /// In Russian, if it is.
    pub ru: Option<String>,
}

impl TemplateWish {
    fn read(&self) -> Result<Template, Refusal> {
        Template::read(&self.title, self.en.as_deref(), self.ru.as_deref()).map_err(Refusal::BadTemplate)
    }
}

/// All texts, by title.
///
/// # Errors
/// [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn list_templates(bench: &Bench<'_>) -> Result<Vec<TemplateRow>, ActError> {
    bench.must_be_allowed(Deed::View)?;
    Ok(bench.desk.store.templates(&bench.business).await?)
}

/// The text with this id.
///
/// # Errors
/// [`Refusal::NoSuchTemplate`], [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn find_template(bench: &Bench<'_>, id: &TemplateId) -> Result<TemplateRow, ActError> {
    bench.must_be_allowed(Deed::View)?;
    let known = bench.desk.store.template(&bench.business, id).await?;
    Ok(known.ok_or_else(|| Refusal::NoSuchTemplate(id.to_string()))?)
}

/// The words of a text for a conversation: in the contact's language where there are any, with everything filled in.
pub fn words_for(row: &TemplateRow, line: &ConversationLine, me: &str) -> String {
    let words = row.template.words.best(line.conversation.conversation.language);
    fill(words.unwrap_or_default(), &line.contact.first_name, me)
}

/// Keeps a new text; returns its id.
///
/// # Errors
/// [`Refusal::BadTemplate`], [`Refusal::TooManyTemplates`], [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn add_template(bench: &mut Bench<'_>, wish: &TemplateWish) -> Result<TemplateId, ActError> {
    bench.must_be_allowed(Deed::EditTemplates)?;
    let template = wish.read()?;
    let known = bench.desk.store.templates(&bench.business).await?;
    if known.len() >= MOST_TEMPLATES {
        return Err(Refusal::TooManyTemplates(MOST_TEMPLATES).into());
    }
    must_be_free(&template, &known, None)?;
    let id = TemplateId::from_unique(&bench.desk.ids.unique());
    bench.record(Deed::EditTemplates, id.as_str(), Value::Null, json!(template));
    bench.changes.templates.push(TemplateChange::Made { id: id.clone(), template });
    Ok(id)
}

/// Changes what a text says; one that says so already stays as it is.
///
/// # Errors
/// [`Refusal::BadTemplate`], [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn edit_template(bench: &mut Bench<'_>, known: &TemplateRow, wish: &TemplateWish) -> Result<(), ActError> {
    bench.must_be_allowed(Deed::EditTemplates)?;
    let template = wish.read()?;
    if template != known.template {
        must_be_free(&template, &bench.desk.store.templates(&bench.business).await?, Some(&known.id))?;
        bench.record(Deed::EditTemplates, known.id.as_str(), json!(known.template), json!(template));
        bench.changes.templates.push(TemplateChange::Edited { id: known.id.clone(), version: known.version, template });
    }
    Ok(())
}

/// Refuses a title another text has, in whatever case.
fn must_be_free(template: &Template, known: &[TemplateRow], except: Option<&TemplateId>) -> Result<(), Refusal> {
    let title = template.title.to_lowercase();
    let is_taken = known.iter().any(|row| Some(&row.id) != except && row.template.title.to_lowercase() == title);
    if is_taken { Err(Refusal::BadTemplate(TemplateFault::TakenTitle)) } else { Ok(()) }
}

/// Removes a text. Answers that were sent with it stay as they are.
///
/// # Errors
/// [`Refusal::MayNot`].
pub fn remove_template(bench: &mut Bench<'_>, known: &TemplateRow) -> Result<(), ActError> {
    bench.must_be_allowed(Deed::EditTemplates)?;
    bench.record(Deed::EditTemplates, known.id.as_str(), json!(known.template), Value::Null);
    bench.changes.templates.push(TemplateChange::Removed { id: known.id.clone(), version: known.version });
    Ok(())
}

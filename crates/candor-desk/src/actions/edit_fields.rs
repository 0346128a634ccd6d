//! Changes fields of a lead that somebody saw before: a value that became another one since then is not overwritten.

use candor_core::roles::Deed;

use super::{
    ActError, Bench, Refusal,
    edit_lead::{LeadEdit, edit_lead, fitting},
};

/// A field as it was seen, and as it is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Its id.
    pub id: String,
    /// Its value as it was seen; empty if there was none. Blanks do not count: a form sends them otherwise than it got them.
    pub was: String,
    /// The value it is to have, in any words that say one of its kind; empty to empty it.
    pub value: String,
}

/// A field that is another than it was when it was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedField {
    /// Its id.
    pub id: String,
    /// Its name, in the language of whoever acts.
    pub label: String,
    /// The value kept now; empty if there is none.
    pub now: String,
}

/// Makes all of these changes or none. What is already as it is to be is left alone.
///
/// # Errors
/// [`Refusal::FieldsChanged`] with every field that is another than it was seen, [`Refusal::NoSuchNumber`],
/// [`Refusal::NoSuchField`] for one that is neither in the script nor told any more, and as
/// [`edit_lead`].
pub async fn edit_fields(bench: &mut Bench<'_>, number: i64, changes: &[FieldChange]) -> Result<(), ActError> {
    bench.must_be_allowed(Deed::EditLead)?;
    let mut line = bench.numbered(number).await?;
    let known = line.conversation.conversation.clone();
    let shelved = bench.desk.shelf.take(&bench.business, &known.script).await?;
    let (mut due, mut changed) = (Vec::new(), Vec::new());
    for change in changes {
        let now = known.fields.get(&change.id).map_or("", |told| told.value.as_str());
        if is_same(now, &change.value) {
            continue;
        }
        if is_same(now, &change.was) {
            due.push(change);
            continue;
        }
        // "30000 rub" is kept as "30000.00 RUB": two who say the same do not quarrel.
        let fitted = match fitting(bench, &known, &change.id, &change.value).await {
            Err(ActError::Refused(Refusal::Value(_))) => None,
            fitted => Some(fitted?.1),
        };
        if fitted.as_deref() != Some(now) {
            let label = shelved.script.field(&change.id).and_then(|field| field.label.best(bench.language));
            let label = label.unwrap_or(&change.id).to_owned();
            changed.push(ChangedField { id: change.id.clone(), label, now: now.to_owned() });
        }
    }
    if !changed.is_empty() {
        return Err(Refusal::FieldsChanged(changed).into());
    }
    for change in due {
        let edit = LeadEdit::Field { name: change.id.clone(), value: change.value.clone() };
        line.conversation.conversation = edit_lead(bench, &line, &edit).await?;
    }
    Ok(())
}

/// Whether two values are the same words, however many blanks and lines stand between them.
pub fn is_same(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

//! Who speaks of a part: what would be left hanging if it were taken out.

use super::parts::{Place, parts, spot};
use crate::script::{
    keywords::{Key, Section},
    outline::outline,
    outline_of,
    placeholder::{id_of, placeholders},
    reading,
};

/// A place that speaks of a part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The part that does.
    pub place: Place,
    /// The keyword in it.
    pub key: Option<Key>,
}

/// Who speaks of a part: references by name, names in braces, criteria. What a part says of itself goes with it and is left
/// out.
pub fn uses(text: &str, of: &Place) -> Vec<Use> {
    let Some(id) = of.id.as_deref().filter(|_| outline_of(text).is_some()) else { return Vec::new() };
    let reading = reading::read(&outline(text));
    let named = reading.references.iter().filter(|one| one.to == of.section && one.id == id).map(|one| one.line);
    let in_braces = matches!(of.section, Section::Facts | Section::Fields);
    let says = |text: &str| in_braces && placeholders(text).any(|name| id_of(name) == id);
    let told = reading.texts.iter().filter(|said| says(&said.text)).map(|said| said.line);
    let rules = &reading.script.qualification;
    let wanted = rules.criteria.iter().chain(&rules.excluded_if);
    let wanted = wanted.filter(|rule| of.section == Section::Fields && rule.field == id).map(|rule| rule.line);
    let parts = parts(text);
    let mut uses: Vec<Use> = named
        .chain(told)
        .chain(wanted)
        .filter_map(|line| spot(&parts, line))
        .map(|(part, saying)| Use { place: part.place.clone(), key: saying.map(|saying| saying.key) })
        .filter(|found| found.place != *of)
        .collect();
    uses.sort();
    uses.dedup();
    uses
}

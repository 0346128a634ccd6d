//! `## Hand over to a person`: when and with what words.

use super::{
    Role,
    reader::{For, Reader, entries},
};
use crate::script::{keywords::Key, model::HandOver, outline::Block, values};

/// Reads the section; what it does not say stays as it was.
pub(crate) fn read(block: &Block, rules: &mut HandOver, reader: &mut Reader) {
    if let Some(limit) = reader.number(block, Key::UnclearLimit) {
        rules.unclear_limit = limit;
    }
    for key in [Key::UnclearLimit, Key::CallWords, Key::Hours] {
        reader.lines.extend(entries(block, key).map(|entry| (key, entry.line)));
    }
    if let Some(is_on) = reader.one_of(block, Key::OnInsult, values::YES_NO) {
        rules.on_insult = is_on;
    }
    if let Some(is_on) = reader.one_of(block, Key::OnComplaint, values::YES_NO) {
        rules.on_complaint = is_on;
    }
    let say = reader.wording(block, Key::CallWords, For { role: Role::CallWords, owner: "" });
    if !say.is_empty() {
        rules.say = say;
    }
    let hours = reader.wording(block, Key::Hours, For { role: Role::Hours, owner: "" });
    if !hours.is_empty() {
        rules.hours = hours;
    }
}

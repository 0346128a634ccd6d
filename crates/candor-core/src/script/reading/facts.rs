//! `## Facts`: one `###` each.

use super::{
    Role,
    reader::{For, Reader, entries},
};
use crate::script::{
    keywords::{Key, Section},
    model::{Fact, FactKind},
    outline::Block,
    values,
};

/// Reads one fact.
pub(crate) fn read(block: &Block, reader: &mut Reader) -> Fact {
    let id = reader.name(block, Section::Facts);
    let kind = reader.one_of(block, Key::FactKind, values::FACT_KINDS).unwrap_or(FactKind::Other);
    let says = reader.wording(block, Key::Says, For { role: Role::FactSays, owner: &id });
    let about = reader.phrasings(block, Key::About, For { role: Role::FactAbout, owner: &id });
    for key in [Key::FactKind, Key::Says] {
        if entries(block, key).next().is_none() {
            reader.report_missing(block.line, key);
        }
    }
    Fact { id, kind, says, about, line: block.line }
}

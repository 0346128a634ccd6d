//! `## Questions`: one `###` each.

use super::{
    Role,
    reader::{For, Reader, entries},
};
use crate::script::{
    keywords::{Key, Section},
    model::Question,
    outline::Block,
};

/// Reads one question.
pub(crate) fn read(block: &Block, reader: &mut Reader) -> Question {
    let id = reader.name(block, Section::Questions);
    let asked_as = reader.phrasings(block, Key::AskedAs, For { role: Role::AskedAs, owner: &id });
    let answer = reader.wording(block, Key::Answer, For { role: Role::Answer, owner: &id });
    for key in [Key::AskedAs, Key::Answer] {
        if entries(block, key).next().is_none() {
            reader.report_missing(block.line, key);
        }
    }
    Question { id, asked_as, answer, line: block.line }
}

//! `## Voice`: tone, openers, words never said, the AI notice.

use super::{
    Role,
    reader::{For, Reader, entries},
};
use crate::script::{keywords::Key, model::Script, outline::Block};

/// Reads the section.
pub(crate) fn read(block: &Block, script: &mut Script, reader: &mut Reader) {
    let whose = |role| For { role, owner: "" };
    if entries(block, Key::Tone).next().is_some() {
        script.voice.tone = reader.wording(block, Key::Tone, whose(Role::Tone));
    }
    if entries(block, Key::Openers).next().is_some() {
        script.voice.openers = reader.phrasings(block, Key::Openers, whose(Role::Opener));
    }
    if entries(block, Key::Vocabulary).next().is_some() {
        script.voice.vocabulary = reader.phrasings(block, Key::Vocabulary, whose(Role::Vocabulary));
    }
    if entries(block, Key::Samples).next().is_some() {
        script.voice.samples = reader.phrasings(block, Key::Samples, whose(Role::Sample));
    }
    if entries(block, Key::NeverSay).next().is_some() {
        script.voice.forbidden = reader.phrasings(block, Key::NeverSay, whose(Role::NeverSay));
    }
    if let Some(entry) = entries(block, Key::AiNotice).next() {
        reader.lines.push((Key::AiNotice, entry.line));
        script.disclosure = reader.wording(block, Key::AiNotice, whose(Role::AiNotice));
    }
}

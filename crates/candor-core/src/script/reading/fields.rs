//! `## What to find out`: one `###` each. Options of a choice are list lines `- id: Label; other names`.

use super::{
    Role,
    reader::{For, Reader, entries, parts},
};
use crate::{
    language::{Language, Phrasings},
    script::{
        codes,
        keywords::{Key, Section, Takes},
        model::{ChoiceOption, Field, FieldKind},
        outline::Block,
        placeholder,
        problem::{Problem, both},
        values::{self, FieldWord},
    },
};

/// Reads one field.
pub(crate) fn read(block: &Block, reader: &mut Reader) -> Field {
    let id = reader.name(block, Section::Fields);
    let label = reader.wording(block, Key::Label, For { role: Role::Label, owner: &id });
    let ask = reader.wording(block, Key::Ask, For { role: Role::Ask, owner: &id });
    let is_required = reader.one_of(block, Key::Required, values::YES_NO).unwrap_or(false);
    let options = options(block, &id, reader);
    let word = reader.one_of(block, Key::FieldKind, values::FIELD_KINDS);
    for key in [Key::FieldKind, Key::Ask] {
        if entries(block, key).next().is_none() {
            reader.report_missing(block.line, key);
        }
    }
    report_needless_options(block, word, reader);
    let kind = match word {
        Some(FieldWord::Money) => FieldKind::Money,
        Some(FieldWord::Date) => FieldKind::Date,
        Some(FieldWord::Phone) => FieldKind::Phone,
        Some(FieldWord::Email) => FieldKind::Email,
        Some(FieldWord::Quantity) => FieldKind::Quantity,
        Some(FieldWord::Choice) => FieldKind::Choice { options },
        Some(FieldWord::Text) | None => FieldKind::Text,
    };
    Field { id, label, kind, ask, is_required, line: block.line }
}

/// Options of every language put together by their names; the order is that of the first language.
fn options(block: &Block, field: &str, reader: &mut Reader) -> Vec<ChoiceOption> {
    let mut options: Vec<ChoiceOption> = Vec::new();
    for entry in entries(block, Key::Options) {
        let language = entry.language.unwrap_or(reader.main_language());
        for (item, line) in parts(&entry.body, Takes::Labels) {
            let (id, names) = split_option(&item);
            let is_again =
                options.iter().any(|option| option.id == id && !option.named.in_language(language).is_empty());
            if names.is_empty() || is_again {
                report_option(&item, line, is_again, reader);
                continue;
            }
            for name in &names {
                reader.say(For { role: Role::Option, owner: field }, language, name, line);
            }
            put(&mut options, id, language, names);
        }
    }
    options
}

fn put(options: &mut Vec<ChoiceOption>, id: String, language: Language, names: Vec<String>) {
    if let Some(option) = options.iter_mut().find(|option| option.id == id) {
        option.named.list_mut(language).extend(names);
        return;
    }
    let mut named = Phrasings::default();
    named.list_mut(language).extend(names);
    options.push(ChoiceOption { id, named });
}

/// `wedding: Wedding; for a wedding`, or `Wedding; for a wedding` with the label as its own name.
fn split_option(item: &str) -> (String, Vec<String>) {
    let (id, names) = match item.split_once(':') {
        Some((id, names)) => (Some(id), names),
        None => (None, item),
    };
    let names: Vec<String> =
        names.split(';').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
    let id = placeholder::id_of(id.unwrap_or(names.first().map_or("", String::as_str)));
    (id, names)
}

fn report_option(item: &str, line: usize, is_again: bool, reader: &mut Reader) {
    let shown = super::shown(item);
    let reason = if is_again {
        both(format!("option \"{shown}\" is here a second time"), format!("вариант «{shown}» встречается второй раз"))
    } else {
        both(format!("option \"{shown}\" has no label"), format!("у варианта «{shown}» нет надписи"))
    };
    let advice = both("write \"- name: Label; other words for it\"", "пишите «- имя: Надпись; другие слова для него»");
    reader.problems.push(Problem::at(line, codes::MALFORMED_ITEM, reason, advice));
}

fn report_needless_options(block: &Block, word: Option<FieldWord>, reader: &mut Reader) {
    let Some(entry) = entries(block, Key::Options).next() else { return };
    if word.is_some_and(|word| word != FieldWord::Choice) {
        reader.problems.push(Problem::at(
            entry.line,
            codes::CLASHING_KEYWORDS,
            both("only a choice has options", "варианты бывают только у выбора"),
            both("write \"kind: choice\", or take the options out", "напишите «вид: выбор» или уберите варианты"),
        ));
    }
}

//! Markdown. What is written as HTML within it is left out, for nobody who reads the page as text sees it.

use candor_core::knowledge::Block;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{Gathering, Table};

pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut gathering = Gathering::default();
    let mut table: Option<Table> = None;
    let mut is_hidden = false;
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(Tag::MetadataBlock(_) | Tag::HtmlBlock) => is_hidden = true,
            Event::End(TagEnd::MetadataBlock(_) | TagEnd::HtmlBlock) => is_hidden = false,
            _ if is_hidden => {}
            Event::Text(words) | Event::Code(words) => gathering.say(&words),
            Event::SoftBreak | Event::HardBreak => gathering.say(" "),
            Event::Start(Tag::Heading { .. } | Tag::Paragraph | Tag::Item | Tag::CodeBlock(_)) => gathering.end(),
            Event::End(TagEnd::Heading(level)) => gathering.end_heading(number(level)),
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock) => gathering.end(),
            Event::Start(Tag::Table(_)) => {
                gathering.end();
                table = Some(Table::default());
            }
            Event::End(TagEnd::TableCell) => {
                let words = gathering.taken();
                if let Some(table) = &mut table {
                    table.cell(words);
                }
            }
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => {
                if let Some(table) = &mut table {
                    table.end_row();
                }
            }
            Event::End(TagEnd::Table) => gathering.blocks.extend(table.take().unwrap_or_default().into_blocks()),
            _ => {}
        }
    }
    gathering.end();
    gathering.blocks
}

const fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

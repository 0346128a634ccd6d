//! Tables. Two columns named as question and answer become headings with their paragraphs.

use candor_core::knowledge::Block;

use super::Unreadable;

/// Names of the columns of a list of questions.
const ASKED: &[&str] = &["question", "questions", "q", "вопрос", "вопросы"];
const ANSWERED: &[&str] = &["answer", "answers", "a", "ответ", "ответы"];

pub(super) fn blocks(text: &str) -> Result<Vec<Block>, Unreadable> {
    let first = text.lines().next().unwrap_or_default();
    let delimiter =
        [b';', b'\t', b','].into_iter().max_by_key(|sign| first.bytes().filter(|byte| byte == sign).count());
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter.unwrap_or(b',')).flexible(true).from_reader(text.as_bytes());
    let names: Vec<String> = reader.headers().map_err(|_| Unreadable::Broken)?.iter().map(str::to_owned).collect();
    let column = |known: &[&str]| names.iter().position(|name| known.contains(&name.trim().to_lowercase().as_str()));
    let faq = column(ASKED).zip(column(ANSWERED));
    let mut blocks = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|_| Unreadable::Broken)?;
        match faq {
            Some((asked, answered)) => {
                blocks.push(Block::heading(2, row.get(asked).unwrap_or_default()));
                blocks.push(Block::Paragraph(row.get(answered).unwrap_or_default().to_owned()));
            }
            None => {
                let names = names.iter().cloned().chain(std::iter::repeat(String::new()));
                blocks.push(Block::Row(names.zip(row.iter().map(str::to_owned)).collect()));
            }
        }
    }
    Ok(blocks)
}

//! How well questions find their passage in documents: `knowledge_measure DIR [--shown]`. The folder holds pairs of one name, a
//! Markdown file (headings, paragraphs, lists, tables) and a JSONL file of lines `{"ask", "answer"}`, where the answer stands in the document or is null.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::panic, clippy::indexing_slicing)]

use candor_core::knowledge::{Block, Document, FLOOR, Library, SHOWN, split};

#[derive(Default)]
struct Tally {
    answered: usize,
    right: usize,
    among: usize,
    wrong: usize,
    unanswered: usize,
    quoted: usize,
}

fn main() {
    let mut args = std::env::args().skip(1);
    let dir = args.next().unwrap();
    let shows = args.next().is_some();
    let mut names: Vec<_> = std::fs::read_dir(&dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    names.sort();
    let mut all = Tally::default();
    for path in names {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let cut = split(&blocks(&std::fs::read_to_string(&path).unwrap()));
        for (words, why) in &cut.left_out {
            println!("left out {why:?}: {words}");
        }
        let document = Document { name: name.clone(), title: name.clone(), version: 1 };
        let library = Library::of(vec![(document, cut.passages)]);
        for line in std::fs::read_to_string(path.with_extension("jsonl")).unwrap().lines() {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            let (ask, answer) = (line["ask"].as_str().unwrap(), line["answer"].as_str());
            let nearest = library.nearest(ask, 3);
            let Some(found) = nearest.first().copied() else { continue };
            let is_quoted = found.score >= FLOOR;
            let is_right = answer.is_some_and(|answer| holds(&found.passage.text, answer));
            match answer {
                Some(answer) => {
                    all.answered += 1;
                    let shown = nearest.iter().filter(|found| found.score >= SHOWN);
                    all.among += usize::from(shown.into_iter().any(|found| holds(&found.passage.text, answer)));
                    all.right += usize::from(is_quoted && is_right);
                    all.wrong += usize::from(is_quoted && !is_right);
                }
                None => {
                    all.unanswered += 1;
                    all.quoted += usize::from(is_quoted);
                }
            }
            if shows {
                let has = if answer.is_some() { "has" } else { "none" };
                println!("{name}\t{has}\t{is_right}\t{:.2}\t{ask}\t{}", found.score, found.passage.text);
            }
        }
    }
    println!(
        "answered by the documents: {}, quoted rightly {}, quoted wrongly {}, among those shown to a model {}; not answered: {}, quoted all the same {}",
        all.answered, all.right, all.wrong, all.among, all.unanswered, all.quoted
    );
}

fn holds(passage: &str, answer: &str) -> bool {
    let bare = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
    // A row of a table is told otherwise than it is written: its first cell is what matters.
    let cells: Vec<String> = answer.split('|').map(bare).filter(|cell| !cell.is_empty()).collect();
    let passage = bare(passage);
    cells.iter().all(|cell| passage.contains(cell.as_str()))
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim) {
        if let Some(row) = line.strip_prefix('|') {
            let cells: Vec<String> = row.trim_end_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
            if names.is_empty() {
                names = cells;
            } else if !cells.iter().all(|cell| cell.starts_with("---")) {
                blocks.push(Block::Row(names.iter().cloned().zip(cells).collect()));
            }
            continue;
        }
        names.clear();
        if line.starts_with('#') {
            let level = line.chars().take_while(|sign| *sign == '#').count();
            blocks.push(Block::heading(u8::try_from(level).unwrap(), line.trim_start_matches('#').trim()));
        } else if !line.is_empty() {
            blocks.push(Block::Paragraph(line.trim_start_matches(['-', '*']).trim().to_owned()));
        }
    }
    blocks
}

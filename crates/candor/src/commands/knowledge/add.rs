//! `candor knowledge add`: takes files in, and says what of them will not be told.

use std::path::Path;

use candor_connect::documents;
use candor_core::knowledge::LeftOut;
use candor_desk::{
    Desk,
    actions::{
        ActError,
        take_in_document::{Reading, TakenIn, take_in_document},
    },
};

use super::{embedding, index};
use crate::{
    commands::{
        acting::{as_console, desk_or_make, plain, stopped},
        counted,
        script::At,
    },
    exit::{Cause, Stop},
    output,
};

/// So many sentences that are not told are shown.
const MOST_SHOWN: usize = 5;
/// From so many paragraphs on it is told that it takes a while.
const MANY_BLOCKS: usize = 500;
/// So many characters of each.
const SHOWN_OF_EACH: usize = 100;

pub(super) async fn run(
    at: &At,
    files: &[impl AsRef<Path>],
    name: Option<&str>,
    title: Option<&str>,
) -> Result<(), Stop> {
    if files.len() > 1 && (name.is_some() || title.is_some()) {
        return Err(Stop::new(Cause::Usage, "--name and --title are for one file; give the files one by one"));
    }
    let desk = embedding(at, desk_or_make(at).await?).await?;
    for file in files {
        add(&desk, file.as_ref(), name, title).await?;
    }
    index::after_adding(&desk).await
}

async fn add(desk: &Desk, file: &Path, name: Option<&str>, title: Option<&str>) -> Result<(), Stop> {
    let shown = file.display();
    let broken = |error: &dyn std::fmt::Display| Stop::new(Cause::File, format!("{shown}: {error}"));
    let file_name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let size = std::fs::metadata(file).map_err(|error| broken(&error))?.len();
    if usize::try_from(size).map_or(true, |size| size > documents::LARGEST) {
        return Err(broken(&documents::Unreadable::TooLarge));
    }
    let bytes = std::fs::read(file).map_err(|error| broken(&error))?;
    let blocks = documents::read(&file_name, &bytes).map_err(|error| broken(&error))?;
    let name = name.map_or_else(|| short_name(file), str::to_owned);
    if blocks.len() > MANY_BLOCKS {
        output::note(&format!("{name}: {} paragraphs and rows; understanding them takes a while", blocks.len()));
    }
    let reading = Reading::of(&name, title, &file_name, &blocks);
    let reading = reading.map_err(|refusal| stopped(ActError::Refused(refusal)))?;
    let taken = as_console(desk, |bench| Box::pin(take_in_document(bench, &reading))).await?;
    tell(&reading, &taken);
    Ok(())
}

fn tell(reading: &Reading, taken: &TakenIn) {
    let (name, title) = (&reading.new.name, &reading.new.title);
    let passages = counted(reading.new.passages.len(), "passage");
    let what = match taken {
        TakenIn { is_known: true, .. } => "these very words are in use already",
        TakenIn { replaces: true, .. } => "in use in the place of the version before",
        _ => "in use",
    };
    output::say(&format!("{name}: {what}, {passages}; contacts see it called \"{title}\""));
    list(
        "sentence",
        "not told, because a figure in them is in no fact of a script (write the fact, and they are)",
        taken.held_back.iter().map(String::as_str),
    );
    let because =
        |wanted| reading.left_out.iter().filter(move |(_, why)| *why == wanted).map(|(words, _)| words.as_str());
    list("paragraph", "left out, as words to the machine that reads the document", because(LeftOut::GivesOrders));
    list("passage", "left out, because the document is too long; split it", because(LeftOut::TooMany));
}

fn list<'a>(each: &str, what: &str, sentences: impl Iterator<Item = &'a str>) {
    let sentences: Vec<&str> = sentences.collect();
    if sentences.is_empty() {
        return;
    }
    output::note(&format!("{} {what}:", counted(sentences.len(), each)));
    for sentence in sentences.iter().take(MOST_SHOWN) {
        let start: String = plain(sentence).chars().take(SHOWN_OF_EACH).collect();
        output::note(&format!("    {start}"));
    }
    if let Some(more) = sentences.len().checked_sub(MOST_SHOWN).filter(|more| *more > 0) {
        output::note(&format!("    and {more} more"));
    }
}

/// The file's name without its ending, in signs a short name may have.
fn short_name(file: &Path) -> String {
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
    let signs = stem.chars().map(|sign| if sign.is_alphanumeric() || sign == '_' { sign } else { '-' });
    let name: String = signs.take(40).collect();
    name.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_comes_from_the_name_of_the_file() {
        assert_eq!(short_name(Path::new("/tmp/Условия доставки (2026).docx")), "условия-доставки-2026");
        assert_eq!(short_name(Path::new("care_of.flowers.md")), "care_of-flowers");
    }
}

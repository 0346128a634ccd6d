//! Reads examples: JSON lines of texts with labels, and packs (a folder with `script.json` and `test.jsonl`).

use std::path::{Path, PathBuf};

use candor_core::hearing::eval::{Example, OUTSIDE};
use serde::{Deserialize, de::DeserializeOwned};

use crate::exit::{Cause, Stop};

#[derive(Deserialize)]
struct Line {
    text: String,
    #[serde(default)]
    label: Option<String>,
    #[serde(default)]
    lang: Option<String>,
}

#[derive(Deserialize)]
struct PackScript {
    intents: Vec<Intent>,
}

#[derive(Deserialize)]
struct Intent {
    id: String,
    examples: Vec<String>,
}

/// A set to learn from and to measure on.
pub struct Set {
    /// The name of its folder or file.
    pub name: String,
    /// What to learn from.
    pub train: Vec<Example>,
    /// What to measure on.
    pub test: Vec<Example>,
}

/// The examples in a file of JSON lines, of one language if one is named.
pub fn labelled(path: &Path, language: Option<&str>) -> Result<Vec<Example>, Stop> {
    let mut examples = Vec::new();
    for (number, line) in json_lines::<Line>(path, FORM)? {
        if language.is_some() && line.lang.is_some() && line.lang.as_deref() != language {
            continue;
        }
        let label = line.label.ok_or_else(|| misread(path, number, "there is no label", FORM))?;
        examples.push(Example { text: line.text, label });
    }
    if examples.is_empty() {
        return Err(Stop::new(Cause::File, format!("{} holds no example; {FORM}", path.display())));
    }
    Ok(examples)
}

/// The messages of a pack, in their order; the labels of those within it, for the rest [`OUTSIDE`].
pub fn pack(folder: &Path) -> Result<Set, Stop> {
    let script = folder.join("script.json");
    let text = text_of(&script)?;
    let read: PackScript = serde_json::from_str(&text).map_err(|error| {
        let form = "a pack is {\"intents\": [{\"id\": …, \"examples\": [\"…\"]}]}";
        Stop::new(Cause::File, format!("{}: {error}; {form}", script.display()))
    })?;
    let train = read.intents.into_iter().flat_map(|intent| {
        let id = intent.id;
        intent.examples.into_iter().map(move |text| Example { text, label: id.clone() })
    });
    let lines = json_lines::<Line>(&folder.join("test.jsonl"), FORM)?;
    let test = lines
        .into_iter()
        .map(|(_, line)| Example { text: line.text, label: line.label.unwrap_or_else(|| OUTSIDE.to_owned()) });
    Ok(Set { name: name_of(folder), train: train.collect(), test: test.collect() })
}

/// Every set in a folder, by name: packs, and folders or files that come as `train.jsonl` and `test.jsonl`
/// (`NAME.train.jsonl` and `NAME.test.jsonl`).
pub fn sets(folder: &Path, language: Option<&str>) -> Result<Vec<Set>, Stop> {
    let mut sets = Vec::new();
    for path in entries(folder)? {
        if path.join("script.json").is_file() {
            sets.push(pack(&path)?);
        } else if path.join("train.jsonl").is_file() && path.join("test.jsonl").is_file() {
            let (train, test) = (path.join("train.jsonl"), path.join("test.jsonl"));
            let (train, test) = (labelled(&train, language)?, labelled(&test, language)?);
            sets.push(Set { name: name_of(&path), train, test });
        } else if let Some(name) = name_of(&path).strip_suffix(".train.jsonl")
            && let test = folder.join(format!("{name}.test.jsonl"))
            && test.is_file()
        {
            let (train, test) = (labelled(&path, language)?, labelled(&test, language)?);
            sets.push(Set { name: name.to_owned(), train, test });
        }
    }
    if sets.is_empty() {
        let forms = "a set is a folder with script.json and test.jsonl, or with train.jsonl and test.jsonl";
        return Err(Stop::new(Cause::File, format!("{} holds no set; {forms}", folder.display())));
    }
    Ok(sets)
}

/// What one line of JSON each says, with the numbers of the lines. Empty lines are passed over.
pub fn json_lines<T: DeserializeOwned>(path: &Path, form: &str) -> Result<Vec<(usize, T)>, Stop> {
    let text = text_of(path)?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let read = lines.map(|(place, line)| {
        let value = serde_json::from_str(line).map_err(|error| misread(path, place + 1, &error.to_string(), form))?;
        Ok((place + 1, value))
    });
    read.collect()
}

/// The text of a file, or of standard input for `-`.
pub fn text_of(path: &Path) -> Result<String, Stop> {
    let read =
        if path == Path::new("-") { std::io::read_to_string(std::io::stdin()) } else { std::fs::read_to_string(path) };
    read.map_err(|error| Stop::new(Cause::File, format!("{} cannot be read: {error}", path.display())))
}

const FORM: &str = "each line is {\"text\": …, \"label\": …}";

fn misread(path: &Path, line: usize, why: &str, form: &str) -> Stop {
    Stop::new(Cause::File, format!("{}, line {line}: {why}; {form}", path.display()))
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Stop> {
    let failed = |error| Stop::new(Cause::File, format!("{} cannot be read: {error}", folder.display()));
    let listed = std::fs::read_dir(folder).map_err(failed)?;
    let mut paths =
        listed.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>().map_err(failed)?;
    paths.sort();
    Ok(paths)
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

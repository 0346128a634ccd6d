//! `candor keys`: the key of the database: shown by name, checked, replaced. A key itself is never printed.

use std::path::{Path, PathBuf};

use candor_core::moment::Moment;
use candor_desk::clock::{Clock, SystemClock};
use candor_store::{DataKeyLine, MasterKey, Store};
use clap::Subcommand;
use serde_json::json;

use crate::{
    config::Config,
    exit::{Cause, Stop},
    key_file::{self, Given, Source},
    output, wire,
};

/// What to do with the key of the database.
#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    /// Show the names and ages of the keys, never the keys.
    Show(Settings),
    /// Try the key on everything that is sealed. Works beside a running desk.
    Check(Settings),
    /// Replace the master key. Works beside a running desk, and goes on where it was interrupted.
    Rotate(Settings),
    /// Write a new key to a file that does not exist yet: for CANDOR_KEY, or for a machine with its own way to keep secrets.
    Make {
        /// The file.
        file: PathBuf,
    },
}

/// Which database, and how to print.
#[derive(Debug, clap::Args)]
pub struct Settings {
    /// The settings file; candor.toml if it exists.
    #[arg(long)]
    config: Option<PathBuf>,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

impl KeysCommand {
    pub async fn run(self) -> Result<(), Stop> {
        match self {
            Self::Show(settings) => show(&settings).await,
            Self::Check(settings) => check(&settings).await,
            Self::Rotate(settings) => rotate(&settings).await,
            Self::Make { file } => make(&file),
        }
    }
}

/// The keys that were given and the database they are for.
struct Place {
    url: String,
    given: Given,
}

impl Place {
    fn load(settings: &Settings) -> Result<Self, Stop> {
        let config = Config::load(settings.config.as_deref())?;
        let given = key_file::load(&config.secrets)?.ok_or_else(|| {
            let sentence = format!(
                "there is no key file {}; put it back, or name it with secrets.key_file or CANDOR_KEY_FILE",
                config.secrets.key_file
            );
            Stop::new(Cause::Key, sentence)
        })?;
        Ok(Self { url: config.database.url, given })
    }

    async fn open(&self, masters: &[MasterKey]) -> Result<Store, Stop> {
        let opened = Store::open_beside(&self.url, &key_file::keys(masters.to_vec())).await;
        opened.map_err(|error| wire::not_opened(error, &self.url))
    }
}

async fn show(settings: &Settings) -> Result<(), Stop> {
    let place = Place::load(settings)?;
    let store = place.open(&place.given.masters).await?;
    let (lines, now) = (store.data_keys().await?, SystemClock.now());
    let given: Vec<_> = place.given.masters.iter().map(MasterKey::id).collect();
    let source = name_of(&place.given.source);
    if settings.json {
        return output::say_json(&json!({ "source": source, "given": given, "data_keys": shown(&lines) }));
    }
    for line in &lines {
        output::say(&format!("data key    {}  made {}", line.id, age(line.created_at, now)));
        output::say(&format!("master key  {}  in use since {}", line.master_key, age(line.wrapped_at, now)));
    }
    for id in given.iter().filter(|id| lines.iter().all(|line| line.master_key != **id)) {
        output::say(&format!("master key  {id}  given in {source}, not in use"));
    }
    Ok(())
}

async fn check(settings: &Settings) -> Result<(), Stop> {
    let place = Place::load(settings)?;
    let store = place.open(&place.given.masters).await?;
    let mut advice = Vec::new();
    if let Source::File(path) = &place.given.source
        && key_file::is_open_to_others(path)
    {
        advice.push(format!("others on this machine may read the key file: chmod 600 {}", path.display()));
    }
    if place.given.masters.len() > 1 {
        advice.push("a rotation was begun and not finished: candor keys rotate".to_owned());
    }
    let counts = store.check_seals().await?;
    let broken: u64 = counts.iter().map(|count| count.broken).sum();
    if settings.json {
        output::say_json(&json!({ "source": name_of(&place.given.source), "columns": counts, "advice": advice }))?;
    } else {
        for count in &counts {
            output::say(&format!("{:<26} {} sealed, {} broken", count.column, count.sealed, count.broken));
        }
        advice.iter().for_each(|line| output::say(line));
    }
    if broken > 0 {
        let sentence = format!("{broken} sealed values do not open: they were altered or moved; restore a backup");
        return Err(Stop::new(Cause::Corrupt, sentence));
    }
    Ok(())
}

/// New key beside the old one in the file, then in the database, then alone in the file: at every moment the file holds
/// the key the database asks for.
async fn rotate(settings: &Settings) -> Result<(), Stop> {
    let mut place = Place::load(settings)?;
    let path = match place.given.source.clone() {
        Source::File(path) => Some(path),
        Source::Environment => None,
    };
    let alone = path.as_deref().map(key_file::take_folder).transpose()?;
    if let Some(path) = &path {
        // As it is now that nobody else replaces it.
        place.given.masters = key_file::read(path)?.unwrap_or_default();
    }
    // Nothing is touched before the keys have opened the database.
    let store = place.open(&place.given.masters).await?;
    let is_resumed = place.given.masters.len() > 1;
    match (&path, is_resumed) {
        (_, true) => {}
        (Some(path), false) => {
            place.given.masters.insert(0, key_file::draw());
            key_file::replace(path, &place.given.masters)?;
        }
        (None, false) => {
            let sentence = "CANDOR_KEY holds one key and cannot be written from here; make another (candor keys make \
                            FILE), put it before the old one with a blank between, and run this again";
            return Err(Stop::new(Cause::Key, sentence));
        }
    }
    store.wrap_anew(&key_file::keys(place.given.masters.clone()), SystemClock.now()).await?;
    place.given.masters.truncate(1);
    // The old key is forgotten only when the new one has opened the database.
    let lines = place.open(&place.given.masters).await?.data_keys().await?;
    if let Some(path) = &path {
        key_file::replace(path, &place.given.masters)?;
    }
    drop(alone);
    if settings.json {
        return output::say_json(&json!({ "is_resumed": is_resumed, "data_keys": shown(&lines) }));
    }
    let id = place.given.masters.first().map(MasterKey::id).unwrap_or_default();
    output::say(&format!("the master key is {id} now"));
    match path {
        Some(path) => output::say(&format!(
            "copy {} to its safe place, and to other machines that use this database; backups made before still need \
             the old key",
            path.display()
        )),
        None => output::say("take the old key out of CANDOR_KEY; backups made before still need it"),
    }
    Ok(())
}

fn make(file: &Path) -> Result<(), Stop> {
    match key_file::make(file)? {
        (masters, true) => {
            let id = masters.first().map(MasterKey::id).unwrap_or_default();
            output::say(&format!("{} holds the new key {id}", file.display()));
            Ok(())
        }
        (_, false) => Err(Stop::new(
            Cause::Usage,
            format!("{} holds a key already and is left as it is; name another file", file.display()),
        )),
    }
}

fn shown(lines: &[DataKeyLine]) -> serde_json::Value {
    lines
        .iter()
        .map(|line| {
            json!({
                "id": line.id, "master_key": line.master_key, "created_at": line.created_at.to_string(),
                "wrapped_at": line.wrapped_at.to_string(),
            })
        })
        .collect()
}

fn name_of(source: &Source) -> String {
    match source {
        Source::File(path) => path.display().to_string(),
        Source::Environment => "CANDOR_KEY".to_owned(),
    }
}

/// `2026-08-01T12:00:00Z (3 days)`
fn age(from: Moment, now: Moment) -> String {
    let days = now.millis_since(from).max(0) / 86_400_000;
    format!("{from} ({days} days)")
}

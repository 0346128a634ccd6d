//! `candor script`: check, publish, list, show, compare and restore. Works beside a running desk, which takes up what is
//! published at once.

use std::path::{Path, PathBuf};

use candor_core::{
    language::Language,
    script::{Script, Severity, diff, parse},
};
use candor_desk::actions::{
    ActError, Bench, Refusal, act, publish_script::publish_script, restore_script::restore_script,
};
use candor_store::{Connection, ScriptVersion, Store};
use clap::Subcommand;

use super::{
    Tongue,
    acting::{self, as_console},
    counted,
};
use crate::{
    config::Config,
    exit::{Cause, Stop},
    output,
    wire::{business, open_beside, open_or_make},
};

/// What to do with scripts.
#[derive(Debug, Subcommand)]
pub enum ScriptCommand {
    /// Report everything that is wrong with a script file, with line, reason and advice.
    Check {
        /// The file.
        file: PathBuf,
        /// The language of the report.
        #[arg(long, value_enum, default_value_t = Tongue::En)]
        language: Tongue,
        /// Print one JSON line a problem.
        #[arg(long)]
        json: bool,
    },
    /// Publish a file as the newest version of its script: bots that begin their conversations with this script do so with
    /// that version at once, without a restart. To begin with a script of another name: candor serve --script FILE.
    Publish {
        /// The file.
        file: PathBuf,
        /// What is new in it.
        #[arg(long, default_value = "")]
        note: String,
        /// Move running conversations to it as well; otherwise they keep the version they began with.
        #[arg(long)]
        move_running: bool,
        #[command(flatten)]
        at: At,
    },
    /// List all versions.
    List {
        /// Print one JSON line a version.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        at: At,
    },
    /// Print the text of a version.
    Show {
        /// The script's name.
        name: String,
        /// The version; the one in use if none is named.
        version: Option<i64>,
        #[command(flatten)]
        at: At,
    },
    /// Show what changed between two versions.
    Diff {
        /// The script's name.
        name: String,
        /// The older version.
        from: i64,
        /// The newer version; the one in use if none is named.
        to: Option<i64>,
        #[command(flatten)]
        at: At,
    },
    /// Publish an old version again, as a new one.
    Restore {
        /// The script's name.
        name: String,
        /// The version to restore.
        version: i64,
        #[command(flatten)]
        at: At,
    },
}

/// Which database.
#[derive(Debug, clap::Args)]
pub struct At {
    /// The settings file; candor.toml if it exists.
    #[arg(long)]
    config: Option<PathBuf>,
}

impl At {
    /// The settings.
    ///
    /// # Errors
    /// A [`Stop`] that says what to mend in them.
    pub fn settings(&self) -> Result<Config, Stop> {
        Config::load(self.config.as_deref())
    }

    /// Opens the database there is.
    ///
    /// # Errors
    /// A [`Stop`], also if there is none: whoever only looks or changes makes none.
    pub async fn open(&self) -> Result<Store, Stop> {
        let config = Config::load(self.config.as_deref())?;
        open_beside(&config.database.url, &config.secrets).await
    }

    /// Opens the database, and makes one where there is none yet.
    ///
    /// # Errors
    /// A [`Stop`] that says what to do.
    pub async fn open_or_make(&self) -> Result<Store, Stop> {
        let config = Config::load(self.config.as_deref())?;
        open_or_make(&config.database.url, &config.secrets).await
    }
}

impl ScriptCommand {
    pub async fn run(self) -> Result<(), Stop> {
        match self {
            Self::Check { file, language, json } => check(&file, language.into(), json),
            Self::Publish { file, note, move_running, at } => publish(&at, &file, &note, move_running).await,
            Self::List { json, at } => list(&at, json).await,
            Self::Show { name, version, at } => {
                let stored = version_of(&at.open().await?, &name, version).await?;
                output::say(stored.text.trim_end());
                Ok(())
            }
            Self::Diff { name, from, to, at } => {
                let store = at.open().await?;
                let (old, new) = (version_of(&store, &name, Some(from)).await?, version_of(&store, &name, to).await?);
                output::say(diff(&old.text, &new.text).trim_end());
                Ok(())
            }
            Self::Restore { name, version, at } => {
                let desk = acting::desk(&at).await?;
                let restored = as_console(&desk, |bench| Box::pin(restore_script(bench, &name, version))).await?;
                output::say(&format!(
                    "{name}: version {} is in use, with the text of version {version}",
                    restored.version
                ));
                tell_bots(&desk.store, &name).await
            }
        }
    }
}

fn check(file: &Path, language: Language, json: bool) -> Result<(), Stop> {
    let text = read(file)?;
    let (_, problems) = parse(&text);
    for problem in &problems {
        if json {
            output::say_json(problem)?;
        } else {
            output::say(&format!("{}:{}", file.display(), problem.describe(language)));
        }
    }
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    if errors > 0 {
        return Err(Stop::new(
            Cause::Script,
            format!("{} has {}; mend what is wrong and check again", file.display(), counted(errors, "error")),
        ));
    }
    if !json {
        output::say(&format!("{} can be published ({})", file.display(), counted(problems.len(), "warning")));
    }
    Ok(())
}

async fn publish(at: &At, file: &Path, note: &str, move_running: bool) -> Result<(), Stop> {
    let text = read(file)?;
    let desk = acting::desk_or_make(at).await?;
    let publishing =
        act(|| Bench::for_console(&desk, business()), |bench| Box::pin(publish_script(bench, &text, note)));
    let made = publishing.await.map_err(|error| refused(file, error))?;
    let (name, version) = (&made.script.name, made.published.version);
    let what = if made.published.is_new { "is in use now" } else { "was in use already: nothing changed" };
    output::say(&format!("{name}: version {version} {what}"));
    tell_bots(&desk.store, name).await?;
    if move_running {
        let moved = desk.store.move_conversations(&business(), name, version).await?;
        output::say(&format!("{moved} running conversations moved to it"));
    }
    Ok(())
}

/// Says which bots begin their conversations with a script, and which do not.
async fn tell_bots(store: &Store, name: &str) -> Result<(), Stop> {
    for bot in bots(store).await? {
        let username = &bot.bot_username;
        output::say(&if bot.script_name == name {
            format!("@{username} begins its conversations with it")
        } else {
            let own = &bot.script_name;
            format!(
                "@{username} begins its conversations with {own} and goes on so; to begin them with {name}, start the desk \
                 with that file: candor serve --script FILE"
            )
        });
    }
    Ok(())
}

/// The bots of this installation.
async fn bots(store: &Store) -> Result<Vec<Connection>, Stop> {
    Ok(store.list_connections().await?.into_iter().filter(|bot| bot.business == business()).collect())
}

/// Prints what is wrong and turns it into an end of the process.
pub fn refused(file: &Path, error: ActError) -> Stop {
    match error {
        ActError::Refused(Refusal::BrokenScript(problems)) => {
            for problem in &problems {
                output::note(&format!("{}:{}", file.display(), problem.describe(Language::En)));
            }
            let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
            let sentence = format!(
                "{} has {} and was not published; the version in use keeps working",
                file.display(),
                counted(errors, "error")
            );
            Stop::new(Cause::Script, sentence)
        }
        other => acting::stopped(other),
    }
}

async fn list(at: &At, json: bool) -> Result<(), Stop> {
    let store = at.open().await?;
    let (lines, bots) = (store.list_scripts(&business()).await?, bots(&store).await?);
    if lines.is_empty() && !json {
        output::say("no script has been published yet: `candor script publish FILE`");
    }
    for line in lines {
        let begun_by: Vec<_> = bots.iter().filter(|bot| line.is_head && bot.script_name == line.name).collect();
        let begun_by: Vec<_> = begun_by.iter().map(|bot| bot.bot_username.as_str()).collect();
        let is_in_use = line.is_head && (bots.is_empty() || !begun_by.is_empty());
        if json {
            output::say_json(&serde_json::json!({
                "name": line.name, "version": line.version, "in_use": is_in_use, "is_newest": line.is_head,
                "begun_by": begun_by, "digest": line.digest,
                "note": line.note, "published_at": line.published_at.to_string(),
            }))?;
        } else {
            let mark = match (line.is_head, begun_by.as_slice()) {
                (false, _) => String::new(),
                (true, []) if bots.is_empty() => "in use".to_owned(),
                (true, []) => "newest, no bot begins with it".to_owned(),
                (true, names) => format!("in use by @{}", names.join(", @")),
            };
            output::say(&format!("{}\t{}\t{mark}\t{}\t{}", line.name, line.version, line.published_at, line.note));
        }
    }
    Ok(())
}

async fn version_of(store: &Store, name: &str, version: Option<i64>) -> Result<ScriptVersion, Stop> {
    let found = match version {
        Some(version) => store.script(&business(), name, version).await?,
        None => store.script_head(&business(), name).await?,
    };
    let wanted = version.map_or_else(|| name.to_owned(), |version| format!("version {version} of {name}"));
    found.ok_or_else(|| Stop::new(Cause::Usage, format!("there is no {wanted}; `candor script list` shows all")))
}

/// The script in a text; what is wrong with it is printed.
pub fn readable(file: &Path, text: &str) -> Result<Script, Stop> {
    let (script, problems) = parse(text);
    script.ok_or_else(|| refused(file, Refusal::BrokenScript(problems).into()))
}

/// Reads a script file.
pub fn read(file: &Path) -> Result<String, Stop> {
    std::fs::read(file)
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .map_err(|error| Stop::new(Cause::File, format!("{} cannot be read: {error}", file.display())))
}

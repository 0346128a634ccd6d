//! `candor token`: tokens by which programs use the API for a member of the staff.

use candor_core::{roles::Scope, told_time::rfc3339};
use candor_desk::actions::{
    change_operator::find_operator,
    issue_token::{MAX_DAYS, WantedToken, end_token, issue_token},
};
use clap::Subcommand;
use serde_json::json;

use super::{
    acting::{as_console, business, desk, plain},
    script::At,
};
use crate::{
    exit::{Cause, Stop},
    output,
};

/// What to do with tokens.
#[derive(Debug, Subcommand)]
pub enum TokenCommand {
    /// Make a token and print it, once. Whatever is done with it is done for that member of the staff.
    Make {
        /// The name or id of the member of the staff it acts for.
        #[arg(long = "for", value_name = "NAME")]
        holder: String,
        /// What it is for, to tell it from others.
        #[arg(long)]
        label: String,
        /// What it may be used for, such as conversations:read; may be given several times. `all` is everything.
        #[arg(long = "scope", required = true)]
        scopes: Vec<String>,
        /// For how many days it holds.
        #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(i64).range(1..=MAX_DAYS))]
        days: i64,
        #[command(flatten)]
        at: At,
    },
    /// List tokens: whose they are, what they may be used for, until when, and when they last were.
    List {
        /// Print one JSON line a token.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        at: At,
    },
    /// End a token at once.
    End {
        /// Its id, as the list shows it.
        id: String,
        #[command(flatten)]
        at: At,
    },
}

impl TokenCommand {
    pub async fn run(self) -> Result<(), Stop> {
        match self {
            Self::Make { holder, label, scopes, days, at } => {
                make(&at, &holder, WantedToken { label, scopes: read(&scopes)?, days }).await
            }
            Self::List { json, at } => list(&at, json).await,
            Self::End { id, at } => end(&at, &id).await,
        }
    }
}

fn read(words: &[String]) -> Result<Vec<Scope>, Stop> {
    if words.iter().any(|word| word == "all") {
        return Ok(Scope::ALL.to_vec());
    }
    let known = || Scope::ALL.map(Scope::word).join(", ");
    let read = |word: &String| {
        Scope::from_word(word)
            .ok_or_else(|| Stop::new(Cause::Refused, format!("{word} is no scope. There are: {}, all.", known())))
    };
    words.iter().map(read).collect()
}

async fn make(at: &At, holder: &str, wanted: WantedToken) -> Result<(), Stop> {
    let desk = desk(at).await?;
    let issued = as_console(&desk, |bench| {
        let (holder, wanted) = (holder.to_owned(), wanted.clone());
        Box::pin(async move {
            let operator = find_operator(bench, &holder).await?;
            issue_token(bench, &operator, &wanted)
        })
    })
    .await?;
    output::say(&issued.token);
    output::note(&format!(
        "It is shown this once; only a hash of it is kept. It ends on {}, or by: candor token end {}",
        rfc3339(issued.row.expires_at),
        issued.row.id
    ));
    Ok(())
}

async fn list(at: &At, is_json: bool) -> Result<(), Stop> {
    let desk = desk(at).await?;
    let (tokens, staff) = (desk.store.api_tokens(&business()).await?, desk.store.operators(&business()).await?);
    if tokens.is_empty() && !is_json {
        output::note("There are no tokens. Make one with: candor token make --for NAME --label WHAT --scope SCOPE");
    }
    for token in tokens {
        let name = staff.iter().find(|member| member.id == token.operator).map(|member| member.name.as_str());
        let scopes: Vec<&str> = token.scopes.iter().map(|scope| scope.word()).collect();
        if is_json {
            let line = json!({
                "id": token.id, "label": token.label, "operator": token.operator, "name": name, "scopes": scopes,
                "created_at": rfc3339(token.created_at), "expires_at": rfc3339(token.expires_at),
                "used_at": token.used_at.map(rfc3339),
            });
            output::say(&line.to_string());
            continue;
        }
        let used = token.used_at.map_or_else(|| "never used".to_owned(), |at| format!("last used {}", rfc3339(at)));
        let whose = plain(name.unwrap_or_default());
        let (label, ends) = (plain(&token.label), rfc3339(token.expires_at));
        output::say(&format!("{}  {label}  for {whose}  {}  until {ends}  {used}", token.id, scopes.join(" ")));
    }
    Ok(())
}

async fn end(at: &At, id: &str) -> Result<(), Stop> {
    let desk = desk(at).await?;
    let ended = as_console(&desk, |bench| {
        let id = id.to_owned();
        Box::pin(async move { end_token(bench, &id).await })
    })
    .await?;
    output::note(&format!("The token {} ({}) has ended.", ended.id, plain(&ended.label)));
    Ok(())
}

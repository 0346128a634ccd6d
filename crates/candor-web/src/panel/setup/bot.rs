//! The step in which a bot is named: its token is pasted, tried at Telegram, and kept sealed. It is on no page afterwards.

use askama::Template;
use axum::{
    Form,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use candor_desk::actions::{
    self, Bench,
    connect_bot::{NewBot, connect_bot, record_of_bot},
};
use candor_store::Secret;
use serde::Deserialize;

use super::{
    HERE, NotYet,
    stand::{Stand, Step, Steps},
};
use crate::panel::{BotSeen, BotTrouble, Frame, Page, Panel, Trouble, Words, access::Viewer, notice};

#[derive(Template)]
#[template(path = "setup/bot.html")]
struct BotPage {
    frame: Frame,
    steps: Steps,
    /// The name of the bot that is kept.
    bot: Option<String>,
    /// What Telegram said of it, in words.
    seen: Option<Seen>,
    /// Why it, or what was pasted, could not be asked.
    trouble: Option<Told>,
    /// Whether the token is set where the process was started.
    is_set: bool,
}

/// What Telegram said.
struct Seen {
    name: String,
    findings: Vec<Finding>,
    /// Who gets its messages instead, if somebody does.
    webhook: Option<String>,
}

/// One thing that was found.
struct Finding {
    /// `good`, `info` or `warning`.
    mark: &'static str,
    text: String,
    advice: &'static str,
}

/// A trouble in words.
struct Told {
    text: String,
    advice: &'static str,
}

/// What is pasted.
#[derive(Deserialize, Default)]
pub(crate) struct Pasted {
    #[serde(default)]
    token: String,
}

/// `GET /panel/setup/bot`: a field for the token; once one is kept, what is found about its bot now.
pub(crate) async fn show(State(panel): State<Panel>, viewer: Viewer) -> Result<Response, Trouble> {
    let stand = panel.ground().stand().await?;
    if !stand.is_open(Step::Bot) {
        return Ok(Redirect::to(HERE).into_response());
    }
    let ground = panel.ground();
    let asked = match ground.kept(&stand).await? {
        Some(token) => Some(ground.look(&token).await),
        None => None,
    };
    page(&panel, &viewer, &stand, asked).await
}

/// `POST /panel/setup/bot`: a token is tried, and kept if a bot answers to it.
pub(crate) async fn take(
    State(panel): State<Panel>,
    viewer: Viewer,
    Form(pasted): Form<Pasted>,
) -> Result<Response, Trouble> {
    let pasted = Secret::new(pasted.token);
    let stand = panel.ground().stand().await?;
    if !panel.ground().takes_token() {
        return Ok(Redirect::to(HERE).into_response());
    }
    let seen = match panel.ground().look(&pasted).await {
        Ok(seen) => seen,
        Err(trouble) => {
            let page = page(&panel, &viewer, &stand, Some(Err(trouble))).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let bench = || Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    let seen = &seen;
    let keeping = actions::act(bench, |bench| {
        Box::pin(async move {
            let BotSeen { id, username, server, token, .. } = seen;
            connect_bot(bench, &NewBot { number: *id, username, server, token }).await
        })
    });
    keeping.await?;
    let said = Words(viewer.language).fill("setup.bot_kept", &[("bot", &seen.username)]);
    Ok(notice::done(&panel, &viewer, said, Step::Bot.path()))
}

/// `POST /panel/setup/webhook`: nobody else gets the bot's messages any more.
pub(crate) async fn remove_webhook(State(panel): State<Panel>, viewer: Viewer) -> Result<Response, Trouble> {
    let stand = panel.ground().stand().await?;
    let words = Words(viewer.language);
    match panel.ground().remove_webhook(&stand).await {
        Ok(()) => {}
        Err(NotYet::Unasked(trouble)) => {
            return Ok(notice::refused(&panel, &viewer, told(trouble, words).text, Step::Bot.path()));
        }
        Err(NotYet::Store(error)) => return Err(error.into()),
        Err(_) => return Ok(Redirect::to(HERE).into_response()),
    }
    let Some(bot) = &stand.bot else { return Ok(Redirect::to(HERE).into_response()) };
    let done = || words.say("setup.webhook_removed").to_owned();
    let record = |bench: &mut Bench<'_>| record_of_bot(bench, &bot.id, "webhook_removed");
    crate::panel::act(
        &panel,
        &viewer,
        Step::Bot.path(),
        |bench| Box::pin(std::future::ready(record(bench))),
        |()| done(),
    )
    .await
}

async fn page(
    panel: &Panel,
    viewer: &Viewer,
    stand: &Stand,
    asked: Option<Result<BotSeen, BotTrouble>>,
) -> Result<Response, Trouble> {
    let words = Words(viewer.language);
    let (seen, trouble) = match asked {
        Some(Ok(seen)) => (Some(in_words(seen, words)), None),
        Some(Err(trouble)) => (None, Some(told(trouble, words))),
        None => (None, None),
    };
    let page = BotPage {
        frame: Frame::around(panel, viewer, HERE).await?,
        steps: stand.steps(Step::Bot),
        bot: stand.bot.as_ref().map(|bot| bot.bot_username.clone()),
        seen,
        trouble,
        is_set: panel.setup().is_some_and(super::Setup::is_token_set),
    };
    Ok(Page(page).into_response())
}

/// One of a group of words.
fn named(words: Words, group: &str, name: &str) -> &'static str {
    words.say(&format!("{group}_{name}"))
}

/// A trouble in words, with what to do about it.
fn told(trouble: BotTrouble, words: Words) -> Told {
    let text = named(words, "setup.trouble", trouble.word()).to_owned();
    let text = match trouble {
        BotTrouble::TooOften(seconds) => format!("{text} {}", words.count("setup.wait", seconds)),
        _ => text,
    };
    Told { text, advice: named(words, "setup.advice", trouble.word()) }
}

/// A trouble in one sentence, for a notice.
pub(super) fn sentence(trouble: BotTrouble, words: Words) -> String {
    let Told { text, advice } = told(trouble, words);
    format!("{text} {advice}")
}

fn in_words(seen: BotSeen, words: Words) -> Seen {
    let finding = |mark, key: &str, advice: &str| Finding {
        mark,
        text: named(words, "setup.found", key).to_owned(),
        advice: if advice.is_empty() { "" } else { named(words, "setup.do", advice) },
    };
    let mut findings = vec![finding("good", "works", "")];
    if let Some(webhook) = &seen.webhook {
        let text = words.fill("setup.found_webhook", &[("where", webhook)]);
        findings.push(Finding { text, ..finding("warning", "webhook", "webhook") });
    } else {
        findings.push(finding("good", "no_webhook", ""));
    }
    findings.push(if seen.reads_all_in_groups {
        finding("info", "privacy_off", "privacy_off")
    } else {
        finding("good", "privacy_on", "")
    });
    findings.push(if seen.can_join_groups {
        finding("good", "joins", "")
    } else {
        finding("info", "joins_not", "joins_not")
    });
    if seen.waiting > 0 {
        let text = words.count("setup.waiting", seen.waiting);
        findings.push(Finding { mark: "info", text, advice: "" });
    }
    Seen { name: seen.name, findings, webhook: seen.webhook }
}

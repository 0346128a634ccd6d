//! The last step: the desk answers from then on, without being started anew. And what is to be done next.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use candor_core::script::read;
use candor_desk::actions::{self, Bench, connect_bot::record_of_bot};

use super::{
    HERE, NotLive, NotYet, bot,
    stand::{Step, Steps},
    try_it,
};
use crate::panel::{
    BotTrouble, Frame, Page, Panel, Trouble, Words,
    access::{Viewer, asked_again},
    notice,
    scripts::examples,
};

#[derive(Template)]
#[template(path = "setup/live.html")]
struct LivePage {
    frame: Frame,
    steps: Steps,
    bot: String,
    script: String,
    /// By whose clock it says "tomorrow".
    zone: String,
    is_example: bool,
}

#[derive(Template)]
#[template(path = "setup/done.html")]
struct DonePage {
    frame: Frame,
    steps: Steps,
    /// The bot's name, and the script it begins with.
    bot: Option<(String, String)>,
    /// Who looks, where they have no chat with the bot yet.
    without_chat: Option<String>,
    /// Whether a code is asked for beside their password, before a link is made.
    asks_for_code: bool,
}

/// `GET /panel/setup`: goes on where it was left; once the desk answers, what is next.
pub(crate) async fn begin(State(panel): State<Panel>, viewer: Viewer) -> Result<Response, Trouble> {
    let stand = panel.ground().stand().await?;
    if !stand.is_live {
        return Ok(Redirect::to(stand.next().path()).into_response());
    }
    let operator = &viewer.operator;
    let page = DonePage {
        frame: Frame::around(&panel, &viewer, HERE).await?,
        steps: stand.steps(Step::Live),
        asks_for_code: asked_again::asks_for_code(&panel, &viewer).await?,
        without_chat: operator.place.is_none().then(|| operator.id.to_string()),
        bot: stand.bot.map(|bot| (bot.bot_username, bot.script_name)),
    };
    Ok(Page(page).into_response())
}

/// `GET /panel/setup/live`: what will be, before it is.
pub(crate) async fn show(State(panel): State<Panel>, viewer: Viewer) -> Result<Response, Trouble> {
    let stand = panel.ground().stand().await?;
    let (Some((script, text)), Some(bot)) = (try_it::chosen(&panel, &stand).await?, &stand.bot) else {
        return Ok(Redirect::to(HERE).into_response());
    };
    let page = LivePage {
        frame: Frame::around(&panel, &viewer, HERE).await?,
        steps: stand.steps(Step::Live),
        bot: bot.bot_username.clone(),
        script,
        zone: read(&text).map(|script| script.time_zone).unwrap_or_default(),
        is_example: examples::is_untouched(&text),
    };
    Ok(Page(page).into_response())
}

/// `POST /panel/setup/live`: the bot is asked once more, and then it answers.
pub(crate) async fn go_live(State(panel): State<Panel>, viewer: Viewer) -> Result<Response, Trouble> {
    let stand = panel.ground().stand().await?;
    let Some(known) = &stand.bot else { return Ok(Redirect::to(HERE).into_response()) };
    let words = Words(viewer.language);
    let refuse = |why: String, to: Step| Ok(notice::refused(&panel, &viewer, why, to.path()));
    match panel.ground().go_live(&stand).await {
        Ok(()) => {}
        Err(NotYet::NotOpen) => return Ok(Redirect::to(HERE).into_response()),
        Err(NotYet::Unasked(trouble) | NotYet::NotLive(NotLive::Bot(trouble @ BotTrouble::Unknown))) => {
            return refuse(bot::sentence(trouble, words), Step::Bot);
        }
        Err(NotYet::Elsewhere(_)) => return refuse(words.say("setup.webhook_first").to_owned(), Step::Bot),
        Err(NotYet::NotLive(NotLive::Bot(trouble))) => return refuse(bot::sentence(trouble, words), Step::Live),
        Err(NotYet::NotLive(NotLive::Failed(why))) => {
            return refuse(words.fill("setup.not_live", &[("why", &why)]), Step::Live);
        }
        Err(NotYet::Store(error)) => return Err(error.into()),
    }
    let bench = || Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    let record = |bench: &mut Bench<'_>| record_of_bot(bench, &known.id, "goes_live");
    actions::act(bench, |bench| Box::pin(std::future::ready(record(bench)))).await?;
    Ok(Redirect::to(HERE).into_response())
}

//! `GET /panel/settings`.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use candor_core::{moment::Moment, roles::Deed};
use candor_store::DemandedOf;

use super::{
    sections::{Section, sections},
    voices::{Voice, voices},
};
use crate::panel::{Frame, Page, Panel, Trouble, Words, access::Viewer};

pub(super) const HERE: &str = "/panel/settings";

/// The group in which the staff works.
struct Group {
    chat: i64,
    /// The bot that is in it, without the at sign.
    bot: String,
}

/// The second factor of those who sign in.
struct Second {
    /// Since when it is demanded.
    since: Option<Moment>,
    /// Whether it is demanded of everybody.
    is_for_all: bool,
    /// The names of those who sign in without: of everybody, where it is demanded of everybody or of nobody.
    lacking: Vec<String>,
    /// Whether whoever looks has one.
    is_own: bool,
}

impl Second {
    async fn of(panel: &Panel, viewer: &Viewer, demanded: Option<(Moment, DemandedOf)>) -> Result<Self, Trouble> {
        let meant = demanded.map_or(DemandedOf::Everybody, |(_, of)| of);
        let (store, business) = (&panel.desk().store, panel.business());
        let (mut lacking, mut is_own) = (Vec::new(), false);
        for member in store.operators(business).await?.into_iter().filter(|member| meant.covers(member.role)) {
            // Who works from Telegram alone signs in nowhere.
            let Some(account) = store.account_of(business, &member.id).await? else { continue };
            if account.second.is_none() {
                lacking.push(member.name);
            } else if member.id == viewer.operator.id {
                is_own = true;
            }
        }
        let is_for_all = demanded.is_some_and(|(_, of)| of == DemandedOf::Everybody);
        Ok(Self { since: demanded.map(|(since, _)| since), is_for_all, lacking, is_own })
    }
}

#[derive(Template)]
#[template(path = "settings/settings.html", whitespace = "minimize")]
struct SettingsPage {
    frame: Frame,
    voices: Vec<Voice>,
    /// Since when the desk rests, and who let it.
    paused: Option<(Moment, String)>,
    group: Option<Group>,
    second: Second,
    sections: Vec<Section>,
    /// The settings file, if one was read.
    file: Option<String>,
    backup: String,
    database: &'static str,
}

/// What is set, and how.
pub(crate) async fn show(State(panel): State<Panel>, viewer: Viewer) -> Result<Response, Trouble> {
    let (store, words) = (&panel.desk().store, Words(viewer.language));
    let desk = store.desk(panel.business()).await?;
    let group = match desk.group {
        Some((connection, chat)) => {
            let bot = store.connection(&connection).await?.map(|known| known.bot_username).unwrap_or_default();
            Some(Group { chat: chat.0, bot })
        }
        None => None,
    };
    let configured = panel.configured();
    let page = SettingsPage {
        frame: Frame::around(&panel, &viewer, HERE).await?,
        voices: voices(&panel, words).await?,
        second: Second::of(&panel, &viewer, desk.second_demanded).await?,
        paused: desk.paused,
        group,
        sections: configured.map(|configured| sections(words, configured)).unwrap_or_default(),
        file: configured.and_then(|configured| configured.file.clone()),
        backup: configured.map(|configured| configured.backup.clone()).unwrap_or_default(),
        database: store.database(),
    };
    Ok(Page(page).into_response())
}

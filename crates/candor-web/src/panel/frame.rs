//! What is around every page: the menu, who is signed in, the notice of what was just done.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use candor_core::{
    language::Language,
    moment::Moment,
    roles::{Deed, Role},
};

use super::{Panel, Trouble, Words, access::Viewer, assets, notice::Notice, setup};

/// A page ready to be shown.
pub(crate) struct Page<T>(pub T);

impl<T: Template> IntoResponse for Page<T> {
    fn into_response(self) -> Response {
        match self.0.render() {
            Ok(html) => Html(html).into_response(),
            Err(error) => {
                tracing::error!(%error, "a page could not be put together");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

/// One line of the menu.
pub(crate) struct MenuLine {
    /// The word of it.
    pub key: &'static str,
    /// Where it leads.
    pub path: &'static str,
    /// What one must be allowed to see it.
    pub deed: Deed,
    /// Its icon: the id of a symbol of the layout.
    pub icon: &'static str,
}

/// The menu, in order.
pub(crate) const MENU: &[MenuLine] = &[
    MenuLine { key: "parts.menu_inbox", path: "/panel/inbox", deed: Deed::List, icon: "inbox" },
    MenuLine { key: "parts.menu_leads", path: "/panel/leads", deed: Deed::List, icon: "leads" },
    MenuLine { key: "parts.menu_scripts", path: "/panel/scripts", deed: Deed::ListScripts, icon: "script" },
    MenuLine { key: "parts.menu_figures", path: "/panel/figures", deed: Deed::Status, icon: "chart" },
    MenuLine { key: "parts.menu_knowledge", path: "/panel/knowledge", deed: Deed::ReadDocuments, icon: "book" },
    MenuLine { key: "parts.menu_models", path: "/panel/models", deed: Deed::Status, icon: "model" },
    MenuLine { key: "parts.menu_health", path: "/panel/health", deed: Deed::Status, icon: "health" },
    MenuLine { key: "parts.menu_team", path: "/panel/team", deed: Deed::Status, icon: "team" },
    MenuLine { key: "parts.menu_audit", path: "/panel/audit", deed: Deed::ReadAudit, icon: "log" },
    MenuLine { key: "parts.menu_tokens", path: "/panel/tokens", deed: Deed::IssueTokens, icon: "key" },
    MenuLine { key: "parts.menu_webhooks", path: "/panel/webhooks", deed: Deed::EditWebhooks, icon: "bell" },
    MenuLine { key: "parts.menu_connections", path: "/panel/connections", deed: Deed::EditConnections, icon: "plug" },
    MenuLine { key: "parts.menu_settings", path: "/panel/settings", deed: Deed::ReadSettings, icon: "gear" },
    MenuLine { key: "parts.menu_logs", path: "/panel/logs", deed: Deed::ReadLogs, icon: "terminal" },
];

/// What is around a page.
pub(crate) struct Frame {
    /// The words, in the language of whoever looks.
    pub words: Words,
    /// Who looks, if they are signed in.
    pub viewer: Option<Viewer>,
    /// The path of the menu line this page belongs to.
    pub here: &'static str,
    /// What was just done.
    pub notice: Option<Notice>,
    /// How many contacts wait for a person.
    pub waiting: u64,
    /// Whether the desk answers nobody yet, and whoever looks may go on setting it up.
    pub is_setup_left: bool,
    /// The time zone of the business: by its clock every moment is told.
    pub zone: String,
    /// Of the styles and scripts, so that a browser keeps them until they change.
    pub version: &'static str,
}

impl Frame {
    /// Around a page of somebody signed in.
    ///
    /// # Errors
    /// Whatever keeps the store from answering.
    pub(crate) async fn around(panel: &Panel, viewer: &Viewer, here: &'static str) -> Result<Self, Trouble> {
        let waiting = panel.desk().store.count_waiting_here(panel.business(), panel.now()).await?;
        Ok(Self {
            notice: if viewer.is_refresh { None } else { panel.take_notice(&viewer.sign_in) },
            viewer: Some(viewer.clone()),
            here,
            waiting,
            zone: panel.desk().shelf.zone(panel.business()).await?,
            is_setup_left: panel.setup().is_some()
                && here != setup::HERE
                && viewer.operator.role.may(Deed::EditConnections),
            ..Self::bare(viewer.language)
        })
    }

    /// Around a page of nobody in particular.
    pub(crate) fn bare(language: Language) -> Self {
        Self {
            words: Words(language),
            viewer: None,
            here: "",
            notice: None,
            waiting: 0,
            zone: "UTC".to_owned(),
            is_setup_left: false,
            version: assets::version(),
        }
    }

    /// A word.
    pub(crate) fn say(&self, key: &str) -> &'static str {
        self.words.say(key)
    }

    /// One of a group of words: `group_name`.
    pub(crate) fn named(&self, group: &str, name: &str) -> &'static str {
        self.words.say(&format!("{group}_{name}"))
    }

    /// A word with one blank filled in.
    pub(crate) fn fill(&self, key: &str, blank: &str, with: &str) -> String {
        self.words.fill(key, &[(blank, with)])
    }

    /// A word with a number in it.
    pub(crate) fn count(&self, key: &str, number: &u64) -> String {
        self.words.count(key, *number)
    }

    /// A moment by the clock of the business, which the page's script words.
    pub(crate) fn time(&self, at: &Moment) -> Time {
        Time { at: *at, zone: self.zone.clone() }
    }

    /// The lines of the menu whoever looks may see.
    pub(crate) fn menu(&self) -> Vec<&'static MenuLine> {
        let role = self.viewer.as_ref().map(|viewer| viewer.operator.role);
        MENU.iter().filter(|line| role.is_some_and(|role| role.may(line.deed))).collect()
    }

    /// Whether whoever looks may do this: what they may not is not offered.
    pub(crate) fn may(&self, deed: Deed) -> bool {
        self.viewer.as_ref().is_some_and(|viewer| viewer.operator.role.may(deed))
    }

    /// A role's name.
    pub(crate) fn role(&self, role: &Role) -> &'static str {
        role.name(self.words.0)
    }
}

/// A moment in HTML: exact without a script, relative with one.
pub(crate) struct Time {
    at: Moment,
    zone: String,
}

impl std::fmt::Display for Time {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (utc, here) = (self.at.zoned_in("UTC"), self.at.zoned_in(&self.zone));
        let (machine, people) = (utc.strftime("%Y-%m-%dT%H:%M:%SZ"), here.strftime("%Y-%m-%d %H:%M %Z"));
        write!(f, "<time datetime=\"{machine}\">{people}</time>")
    }
}

/// Only digits and the short name of a zone known to the program are written above.
impl askama::filters::HtmlSafe for Time {}

/// The page that says why there is none.
#[derive(Template)]
#[template(path = "parts/trouble.html")]
pub(super) struct TroublePage {
    pub frame: Frame,
    pub sentence: String,
    /// A stable word, for whoever is asked for help.
    pub code: Option<&'static str>,
}

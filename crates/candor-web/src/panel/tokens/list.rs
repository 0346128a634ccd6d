//! `GET /panel/tokens`: which programs may use the API, for whom and what for.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use candor_core::{moment::Moment, roles::Scope};
use candor_desk::actions::issue_token::WantedToken;

use crate::panel::{Frame, Page, Panel, Trouble, access::Viewer, notice::Notice};

pub(super) const HERE: &str = "/panel/tokens";

/// For so many days a token holds unless one says otherwise.
const USUAL_DAYS: i64 = 90;

/// A token as it is listed.
struct Shown {
    id: String,
    label: String,
    /// For whom it acts.
    name: String,
    scopes: Vec<&'static str>,
    created_at: Moment,
    expires_at: Moment,
    has_ended: bool,
    used_at: Option<Moment>,
}

#[derive(Template)]
#[template(path = "tokens/tokens.html")]
struct TokensPage {
    frame: Frame,
    tokens: Vec<Shown>,
    address: String,
    /// What stands in the form.
    filled: WantedToken,
}

/// The tokens.
pub(crate) async fn show(State(panel): State<Panel>, viewer: Viewer) -> Result<Response, Trouble> {
    page(&panel, &viewer, WantedToken { label: String::new(), scopes: Vec::new(), days: USUAL_DAYS }, None).await
}

/// The tokens with what was filled in, and why that was refused.
pub(super) async fn page(
    panel: &Panel,
    viewer: &Viewer,
    filled: WantedToken,
    refusal: Option<Notice>,
) -> Result<Response, Trouble> {
    let store = &panel.desk().store;
    let (staff, now) = (store.operators(panel.business()).await?, panel.now());
    let shown = store.api_tokens(panel.business()).await?.into_iter().map(|token| Shown {
        name: staff
            .iter()
            .find(|member| member.id == token.operator)
            .map(|known| known.name.clone())
            .unwrap_or_default(),
        id: token.id.to_string(),
        label: token.label,
        scopes: token.scopes.into_iter().map(Scope::word).collect(),
        created_at: token.created_at,
        expires_at: token.expires_at,
        has_ended: now >= token.expires_at,
        used_at: token.used_at,
    });
    let (tokens, address) = (shown.collect(), panel.settings().address.clone());
    let mut frame = Frame::around(panel, viewer, HERE).await?;
    frame.notice = refusal.or(frame.notice);
    Ok(Page(TokensPage { frame, tokens, address, filled }).into_response())
}

impl TokensPage {
    /// The groups of scopes, with the words of each.
    fn groups(&self) -> Vec<(&'static str, Vec<Scope>)> {
        let mut groups: Vec<(&'static str, Vec<Scope>)> = Vec::new();
        for scope in Scope::ALL {
            let group = scope.word().split(':').next().unwrap_or_default();
            match groups.iter_mut().find(|(known, _)| *known == group) {
                Some((_, scopes)) => scopes.push(scope),
                None => groups.push((group, vec![scope])),
            }
        }
        groups
    }

    fn is_ticked(&self, scope: &Scope) -> bool {
        self.filled.scopes.contains(scope)
    }

    /// What a scope is for, in words.
    fn meaning(&self, scope: &Scope) -> &'static str {
        self.frame.named("tokens.scope", &scope.word().replace(':', "_"))
    }
}

//! Every route on one screen. Those of the demo only read; of the panel's each says what one must be for it.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    handler::Handler,
    http::Method,
    middleware,
    routing::{MethodRouter, get, post},
};
use candor_core::roles::Deed;

use crate::{
    Metrics, Panel, Readiness,
    demo::{events, health as demo_health, live, page, setup, state::DemoState},
    headers, health, metrics,
    panel::{self, Gate, Need, admit},
};

/// The demo: the page, what it is made of, and what it asks for. Serve it from the same origin as the simulator,
/// which the page plays its people through. It sets no fallback, so that it can be merged with any other router.
pub fn demo_router(state: DemoState) -> Router {
    Router::new()
        .route("/", get(page::index))
        .route("/assets/{*path}", get(page::asset))
        .route("/demo/setup", get(setup::show))
        .route("/demo/live", get(live::show))
        .route("/demo/events", get(events::stream))
        .route("/demo/health", get(demo_health::show))
        .route("/healthz", get(health::is_alive))
        .with_state(state)
        .layer(middleware::from_fn(headers::secure))
}

/// What a supervisor or load balancer asks of `candor serve`: whether the process answers (`/healthz`) and whether the
/// desk works (`/readyz`). Where there is no listener of their own for the figures, `/metrics` is here too, for this machine
/// alone: then serve it with the peer's address ([`axum::Router::into_make_service_with_connect_info`]).
pub fn service_router(readiness: Readiness, metrics: Option<Metrics>) -> Router {
    let mut router = Router::new()
        .route("/healthz", get(health::is_alive))
        .route("/readyz", get(health::is_ready))
        .with_state(readiness);
    if let Some(metrics) = metrics {
        router = router.merge(Router::new().route("/metrics", get(metrics::for_this_machine)).with_state(metrics));
    }
    router.layer(middleware::from_fn(headers::secure))
}

/// The figures on a listener of their own, for whoever reaches it.
pub fn metrics_router(metrics: Metrics) -> Router {
    let router = Router::new().route("/metrics", get(metrics::for_all)).with_state(metrics);
    router.layer(middleware::from_fn(headers::secure))
}

/// The panel. Serve it with the peer's address ([`axum::Router::into_make_service_with_connect_info`]): wrong passwords are
/// counted by it.
pub fn panel_router(panel: Panel) -> Router {
    let mut router = Router::new();
    for route in panel_routes() {
        let gate = Gate { panel: panel.clone(), need: route.need };
        router = router.route(route.path, route.handler.layer(middleware::from_fn_with_state(gate, admit)));
    }
    router.with_state(panel).layer(middleware::from_fn(headers::secure))
}

/// The bare address leads to the panel.
pub fn home_router() -> Router {
    Router::new().route("/", get(panel::home)).layer(middleware::from_fn(headers::secure))
}

/// A route of the panel.
pub(crate) struct Route {
    /// How it is asked for: tests walk the table by it.
    #[cfg_attr(not(test), expect(dead_code, reason = "the handler knows it"))]
    pub method: Method,
    /// Where.
    pub path: &'static str,
    /// What one must be.
    pub need: Need,
    handler: MethodRouter<Panel>,
}

fn get_page<H, T>(path: &'static str, need: Need, handler: H) -> Route
where
    H: Handler<T, Panel>,
    T: 'static,
{
    Route { method: Method::GET, path, need, handler: get(handler) }
}

fn post_form<H, T>(path: &'static str, need: Need, handler: H) -> Route
where
    H: Handler<T, Panel>,
    T: 'static,
{
    Route { method: Method::POST, path, need, handler: post(handler) }
}

/// As [`post_form`], of at most so many bytes.
fn post_file<H, T>(path: &'static str, need: Need, handler: H, most_bytes: usize) -> Route
where
    H: Handler<T, Panel>,
    T: 'static,
{
    Route { method: Method::POST, path, need, handler: post(handler).layer(DefaultBodyLimit::max(most_bytes)) }
}

/// Every route of the panel, with what one must be for it. What changes something is asked of the action once more.
#[rustfmt::skip]
pub(crate) fn panel_routes() -> Vec<Route> {
    use Need::{May, Nobody, SignedIn};
    use panel::{access, inbox, figures, health as desk_health, knowledge, models};
    vec![
        get_page("/panel", Nobody, panel::home),
        get_page("/panel/assets/panel.css", Nobody, panel::css),
        get_page("/panel/assets/{file}", Nobody, panel::asset),
        get_page("/panel/events", SignedIn, panel::events),

        get_page("/panel/sign-in", Nobody, access::sign_in::show),
        post_form("/panel/sign-in", Nobody, access::sign_in::sign_in),
        post_form("/panel/sign-out", SignedIn, access::sign_out::sign_out),
        get_page("/panel/join/{code}", Nobody, access::join::show),
        post_form("/panel/join/{code}", Nobody, access::join::join),
        post_form("/panel/language", Nobody, access::language::choose),
        get_page("/panel/account", SignedIn, access::account::show),
        post_form("/panel/account/password", SignedIn, access::account::change_password),
        post_form("/panel/account/second", SignedIn, access::account::begin_second),
        post_form("/panel/account/second/confirm", SignedIn, access::account::confirm_second),
        post_form("/panel/account/second/drop", SignedIn, access::account::drop_second),
        post_form("/panel/account/sessions/end", SignedIn, access::account::end_others),

        get_page("/panel/inbox", May(Deed::List), inbox::show),
        get_page("/panel/inbox/{number}", May(Deed::View), inbox::show_one),
        post_form("/panel/inbox/{number}/take", May(Deed::Take), inbox::take),
        post_form("/panel/inbox/{number}/release", May(Deed::ReleaseOwn), inbox::give_back),
        post_form("/panel/inbox/{number}/stop", May(Deed::Stop), inbox::stop),
        post_form("/panel/inbox/{number}/answer", May(Deed::Take), inbox::answer),
        post_form("/panel/inbox/{number}/note", May(Deed::WriteNote), inbox::note),

        get_page("/panel/leads", May(Deed::List), panel::leads::show),
        get_page("/panel/leads/export.csv", May(Deed::ExportAll), panel::leads::export),
        get_page("/panel/leads/{number}", May(Deed::View), panel::leads::show_one),
        post_form("/panel/leads/{number}/fields", May(Deed::EditLead), panel::leads::change_fields),
        post_form("/panel/leads/{number}/outcome", May(Deed::EditLead), panel::leads::outcome),
        post_form("/panel/leads/{number}/tag", May(Deed::EditLead), panel::leads::tag),
        post_form("/panel/leads/{number}/note", May(Deed::WriteNote), panel::leads::note),

        get_page("/panel/team", May(Deed::Status), panel::team::show),
        post_form("/panel/team/invite", May(Deed::InviteStaff), panel::team::invite),
        post_form("/panel/team/duty", May(Deed::SetDuty), panel::team::duty),
        post_form("/panel/team/{id}/role", May(Deed::ChangeRole), panel::team::change_role),
        post_form("/panel/team/{id}/remove", May(Deed::RemoveOperator), panel::team::remove),
        post_form("/panel/team/{id}/link", May(Deed::ChangeRole), panel::team::relink),

        get_page("/panel/audit", May(Deed::ReadAudit), panel::audit::show),
        post_form("/panel/audit/check", May(Deed::ReadAudit), panel::audit::check),

        get_page("/panel/scripts", May(Deed::ListScripts), panel::scripts::show),
        get_page("/panel/scripts/{name}", May(Deed::ListScripts), panel::scripts::show_one),
        get_page("/panel/scripts/{name}/versions", May(Deed::ListScripts), panel::scripts::show_versions),
        get_page("/panel/scripts/{name}/versions/{version}", May(Deed::ListScripts), panel::scripts::download),
        post_form("/panel/scripts/{name}/restore", May(Deed::RestoreScript), panel::scripts::restore),
        get_page("/panel/script/new", May(Deed::PublishScript), panel::scripts::show_new),
        post_form("/panel/script/bring", May(Deed::PublishScript), panel::scripts::bring),
        post_form("/panel/script/check", May(Deed::ListScripts), panel::scripts::check),
        post_form("/panel/script/amend", May(Deed::ListScripts), panel::scripts::amend),
        post_form("/panel/script/try", May(Deed::ListScripts), panel::scripts::try_it),
        post_form("/panel/script/publish", May(Deed::PublishScript), panel::scripts::publish),

        get_page("/panel/figures", May(Deed::Status), figures::show),
        get_page("/panel/figures/days.csv", May(Deed::Status), figures::csv),
        get_page("/panel/models", May(Deed::Status), models::show),
        get_page("/panel/health", May(Deed::Status), desk_health::show),
        get_page("/panel/knowledge", May(Deed::ReadDocuments), knowledge::show),
        post_file("/panel/knowledge", May(Deed::EditDocuments), knowledge::take_in, knowledge::MOST_BYTES),
        post_form("/panel/knowledge/{name}/drop", May(Deed::EditDocuments), knowledge::drop),
    ]
}

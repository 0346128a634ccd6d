//! Every route on one screen. Those of the demo only read; of the panel's each says what one must be for it.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    handler::Handler,
    http::Method,
    middleware,
    response::Redirect,
    routing::{MethodRouter, any, get, post},
};
use candor_core::{
    attachment::MAX_FILE_BYTES,
    roles::{Deed, Scope},
};
use candor_desk::actions::export_leads::TableForm;

use crate::{
    Api, Metrics, Panel, Readiness,
    api::{self, Endpoint},
    demo::{events, health as demo_health, live, page, setup, state::DemoState},
    download::MEDIA_TYPE,
    headers, health, metrics,
    panel::{self, Gate, Need, admit},
    table,
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
        let gate = Gate { panel: panel.clone(), path: route.path, need: route.need, is_streamed: route.is_streamed };
        router = router.route(route.path, route.handler.layer(middleware::from_fn_with_state(gate, admit)));
    }
    for path in ["/panel/", "/panel/{*path}"] {
        let gate = Gate { panel: panel.clone(), path, need: Need::SignedIn, is_streamed: false };
        router = router.route(path, any(panel::nothing).layer(middleware::from_fn_with_state(gate, admit)));
    }
    router.with_state(panel).layer(middleware::from_fn(headers::secure))
}

/// The API and the page that tells of it. Serve it with the peer's address, as the panel.
pub fn api_router(api: Api) -> Router {
    let mut router = Router::new();
    for endpoint in endpoints() {
        let method = endpoint.method.clone();
        router = router.route(&format!("/api/v1{}", endpoint.path), api::served(endpoint, method));
    }
    for path in ["/api/v1", "/api/v1/", "/api/v1/{*path}"] {
        router = router.route(path, any(api::missing));
    }
    let documents =
        Router::new().route("/docs", get(api::browse::show)).route("/api/v1/openapi.json", get(api::browse::json));
    router.with_state(api).merge(documents).layer(middleware::from_fn(headers::secure))
}

/// The bare address leads to the panel.
pub fn home_router() -> Router {
    Router::new().route("/", get(|| async { Redirect::to("/panel") })).layer(middleware::from_fn(headers::secure))
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
    /// Whether its handler reads a file piece by piece.
    is_streamed: bool,
    handler: MethodRouter<Panel>,
}

fn get_page<H, T>(path: &'static str, need: Need, handler: H) -> Route
where
    H: Handler<T, Panel>,
    T: 'static,
{
    Route { method: Method::GET, path, need, is_streamed: false, handler: get(handler) }
}

fn post_form<H, T>(path: &'static str, need: Need, handler: H) -> Route
where
    H: Handler<T, Panel>,
    T: 'static,
{
    Route { method: Method::POST, path, need, is_streamed: false, handler: post(handler) }
}

/// As [`post_form`], of at most so many bytes. The handler reads them within [`PATIENCE_FOR_FILES`](crate::body::PATIENCE_FOR_FILES), and then
/// asks whether whoever sent them may still.
fn post_file<H, T>(path: &'static str, need: Need, handler: H, most_bytes: usize) -> Route
where
    H: Handler<T, Panel>,
    T: 'static,
{
    let handler = post(handler).layer(DefaultBodyLimit::max(most_bytes));
    Route { method: Method::POST, path, need, is_streamed: true, handler }
}

/// Every route of the panel, with what one must be for it. What changes something is asked of the action once more.
#[rustfmt::skip]
pub(crate) fn panel_routes() -> Vec<Route> {
    use Need::{May, Nobody, SignedIn};
    use panel::{access, inbox, figures, health as desk_health, knowledge, models, setup};
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

        get_page("/panel/setup", May(Deed::EditConnections), setup::begin),
        get_page("/panel/setup/bot", May(Deed::EditConnections), setup::show_bot),
        post_form("/panel/setup/bot", May(Deed::EditConnections), setup::take),
        post_form("/panel/setup/webhook", May(Deed::EditConnections), setup::remove_webhook),
        get_page("/panel/setup/script", May(Deed::EditConnections), setup::show_script),
        post_form("/panel/setup/script", May(Deed::EditConnections), setup::choose),
        post_form("/panel/setup/script/bring", May(Deed::EditConnections), setup::bring),
        post_form("/panel/setup/script/begin", May(Deed::EditConnections), setup::answered),
        get_page("/panel/setup/try", May(Deed::EditConnections), setup::show_try),
        post_form("/panel/setup/try", May(Deed::EditConnections), setup::say),
        get_page("/panel/setup/live", May(Deed::EditConnections), setup::show_live),
        post_form("/panel/setup/live", May(Deed::EditConnections), setup::go_live),

        get_page("/panel/inbox", May(Deed::List), inbox::show),
        get_page("/panel/inbox/{number}", May(Deed::View), inbox::show_one),
        post_form("/panel/inbox/{number}/take", May(Deed::Take), inbox::take),
        post_form("/panel/inbox/{number}/release", May(Deed::ReleaseOwn), inbox::give_back),
        post_form("/panel/inbox/{number}/stop", May(Deed::Stop), inbox::stop),
        post_file("/panel/inbox/{number}/answer", May(Deed::Take), inbox::answer, inbox::MOST_BYTES),
        get_page("/panel/inbox/{number}/files/{place}", May(Deed::View), inbox::open_file),
        post_form("/panel/inbox/{number}/note", May(Deed::WriteNote), inbox::note),
        post_form("/panel/inbox/{number}/tag", May(Deed::EditLead), inbox::tag),
        post_form("/panel/inbox/{number}/fill", May(Deed::Take), inbox::fill),
        post_form("/panel/inbox/{number}/draft", May(Deed::Take), inbox::draft),
        post_form("/panel/inbox/{number}/summary", May(Deed::SumUp), inbox::summary),
        get_page("/panel/inbox/{number}/fill", May(Deed::View), inbox::come_back),
        get_page("/panel/inbox/{number}/draft", May(Deed::View), inbox::come_back),
        get_page("/panel/inbox/{number}/summary", May(Deed::View), inbox::come_back),
        post_form("/panel/inbox/{number}/snooze", May(Deed::Snooze), inbox::snooze),
        post_form("/panel/inbox/{number}/unsnooze", May(Deed::Snooze), inbox::unsnooze),

        get_page("/panel/templates", May(Deed::View), panel::templates::show),
        post_form("/panel/templates", May(Deed::EditTemplates), panel::templates::make),
        get_page("/panel/templates/{id}", May(Deed::View), panel::templates::show),
        post_form("/panel/templates/{id}", May(Deed::EditTemplates), panel::templates::edit),
        post_form("/panel/templates/{id}/remove", May(Deed::EditTemplates), panel::templates::remove),

        get_page("/panel/leads", May(Deed::List), panel::leads::show),
        get_page("/panel/leads/export.csv", May(Deed::ExportAll), panel::leads::export_csv),
        get_page("/panel/leads/export.xlsx", May(Deed::ExportAll), panel::leads::export_xlsx),
        get_page("/panel/leads/{number}", May(Deed::View), panel::leads::show_one),
        get_page("/panel/leads/{number}/fields", May(Deed::View), panel::leads::come_back),
        post_form("/panel/leads/{number}/fields", May(Deed::EditLead), panel::leads::change_fields),
        post_form("/panel/leads/{number}/outcome", May(Deed::EditLead), panel::leads::outcome),
        post_form("/panel/leads/{number}/tag", May(Deed::EditLead), panel::leads::tag),
        post_form("/panel/leads/{number}/note", May(Deed::WriteNote), panel::leads::note),

        get_page("/panel/team", May(Deed::Status), panel::team::show),
        post_form("/panel/team/invite", May(Deed::InviteStaff), panel::team::invite),
        post_form("/panel/team/duty", May(Deed::SetDuty), panel::team::duty),
        post_form("/panel/team/{id}/role", May(Deed::ChangeRole), panel::team::change_role),
        post_form("/panel/team/{id}/remove", May(Deed::RemoveOperator), panel::team::remove),
        post_form("/panel/team/{id}/sign-out", May(Deed::ChangeRole), panel::team::sign_out),
        post_form("/panel/team/{id}/link", May(Deed::ChangeRole), panel::team::relink),
        post_form("/panel/team/invitations/{mark}/withdraw", May(Deed::InviteStaff), panel::team::withdraw),

        get_page("/panel/tokens", May(Deed::IssueTokens), panel::tokens::show),
        post_form("/panel/tokens", May(Deed::IssueTokens), panel::tokens::make),
        post_form("/panel/tokens/{id}/end", May(Deed::IssueTokens), panel::tokens::end),

        get_page("/panel/webhooks", May(Deed::EditWebhooks), panel::webhooks::show),
        post_form("/panel/webhooks", May(Deed::EditWebhooks), panel::webhooks::make),
        get_page("/panel/webhooks/{id}", May(Deed::EditWebhooks), panel::webhooks::show_one),
        post_form("/panel/webhooks/{id}", May(Deed::EditWebhooks), panel::webhooks::edit),
        post_form("/panel/webhooks/{id}/switch", May(Deed::EditWebhooks), panel::webhooks::switch),
        post_form("/panel/webhooks/{id}/try", May(Deed::EditWebhooks), panel::webhooks::trial),
        post_form("/panel/webhooks/{id}/replay", May(Deed::EditWebhooks), panel::webhooks::replay_failed),
        post_form("/panel/webhooks/{id}/deliveries/{delivery}/replay", May(Deed::EditWebhooks), panel::webhooks::replay),
        post_form("/panel/webhooks/{id}/secret", May(Deed::EditWebhooks), panel::webhooks::rotate),
        post_form("/panel/webhooks/{id}/remove", May(Deed::EditWebhooks), panel::webhooks::remove),

        get_page("/panel/audit", May(Deed::ReadAudit), panel::audit::show),
        post_form("/panel/audit/check", May(Deed::ReadAudit), panel::audit::check),

        get_page("/panel/logs", May(Deed::ReadLogs), panel::logs::show),
        get_page("/panel/logs/events", May(Deed::ReadLogs), panel::logs::events),
        get_page("/panel/logs/lines.jsonl", May(Deed::ReadLogs), panel::logs::download),
        get_page("/panel/connections", May(Deed::EditConnections), panel::connections::show),
        post_form("/panel/connections/pause", May(Deed::PauseDesk), panel::connections::pause),
        post_form("/panel/connections/{id}/pause", May(Deed::PauseDesk), panel::connections::pause_one),
        post_form("/panel/connections/{id}/check", May(Deed::EditConnections), panel::connections::check),
        post_form("/panel/connections/{id}/script", May(Deed::EditConnections), panel::connections::begin_with),
        post_form("/panel/connections/{id}/token", May(Deed::EditConnections), panel::connections::renew),

        get_page("/panel/settings", May(Deed::ReadSettings), panel::settings::show),
        post_form("/panel/settings/second", May(Deed::DemandSecondFactor), panel::settings::demand),
        post_form("/panel/settings/group/drop", May(Deed::SetStaffGroup), panel::settings::drop_group),

        get_page("/panel/scripts", May(Deed::ListScripts), panel::scripts::show),
        get_page("/panel/scripts/{name}", May(Deed::ListScripts), panel::scripts::show_one),
        get_page("/panel/scripts/{name}/versions", May(Deed::ListScripts), panel::scripts::show_versions),
        get_page("/panel/scripts/{name}/versions/{version}", May(Deed::ListScripts), panel::scripts::download),
        post_form("/panel/scripts/{name}/restore", May(Deed::RestoreScript), panel::scripts::restore),
        get_page("/panel/script/new", May(Deed::PublishScript), panel::scripts::show_new),
        post_form("/panel/script/bring", May(Deed::PublishScript), panel::scripts::bring),
        post_form("/panel/script/begin", May(Deed::PublishScript), panel::scripts::begin),
        post_form("/panel/script/save", May(Deed::ListScripts), panel::scripts::save),
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

/// Every endpoint of the API below `/api/v1`, with what the role of whoever made a token must allow, and what the token must be for.
#[rustfmt::skip]
pub(crate) fn endpoints() -> Vec<Endpoint> {
    use Scope::*;
    use api::{accounts, audit, desk, groups, health, logs, operators, settings, stats};
    use api::{change, conversations, documents, events, leads, lessons, make, perform, read, remove, scripts, templates, token, webhooks};
    vec![
        read("/token", Deed::Help, None, token::show).told("Which token this is", "Its scopes, and for whom it acts."),
        remove("/token", Deed::Help, None, token::give_up).told("Give the token up", "It ends at once and for good."),

        read("/conversations", Deed::List, ReadConversations, conversations::list)
            .told("List conversations", "The newest first. With `q`, conversations are looked for: the one of that number or public name, then contacts of \
                that name, then one item for each line in which all the words were said, in whichever form, the newest line first; a \
                conversation may come several times. Telephone numbers, e-mail addresses and long numbers are sealed, and not found by."),
        read("/conversations/{number}", Deed::View, ReadConversations, conversations::show)
            .told("Read a conversation", "Who writes, who answers and where the script is."),
        read("/conversations/{number}/messages", Deed::View, ReadConversations, conversations::messages)
            .told("Read what was said", "The newest line first, with the reasons of everything the desk said."),
        perform("/conversations/{number}/take", Deed::Take, WriteConversations, conversations::take)
            .told("Take a conversation over", "From now on the desk is silent in it; the contact is told that a person is here."),
        perform("/conversations/{number}/release", Deed::ReleaseOwn, WriteConversations, conversations::release)
            .told("Give a conversation back", "The desk answers again. Nobody but an owner gives back what somebody else holds."),
        perform("/conversations/{number}/stop", Deed::Stop, WriteConversations, conversations::stop)
            .told("End a conversation", "It opens again when the contact writes."),
        make("/conversations/{number}/messages", Deed::Take, Answer, conversations::answer)
            .told("Write to the contact", "Under the name of whoever made the token, who must hold the conversation: only for programs in which \
                that person writes. Words of a machine under a person's name are refused by nothing here and forbidden all the same."),
        Endpoint::upload("/conversations/{number}/files", Deed::Take, Answer, MAX_FILE_BYTES, conversations::send_file)
            .told("Send a file to the contact", "The body is the file itself, at most 20 MB. Pictures go as photos within Telegram's limits, all else as \
                documents; programs are refused. Under the same rules as words: `messages`."),
        Endpoint::raw("/conversations/{number}/files/{place}", Deed::View, ReadConversations, MEDIA_TYPE, conversations::open_file)
            .told("Open a file", "That of the line at this place, whoever sent it, fetched from Telegram where it is kept there. Nothing in it is to be trusted."),
        make("/conversations/{number}/notes", Deed::WriteNote, WriteConversations, conversations::note)
            .told("Write a note", "Contacts never see notes."),
        perform("/conversations/{number}/draft", Deed::Take, Answer, conversations::draft)
            .told("Draft an answer", "What the desk would answer to the contact's last words, for the person who holds the conversation to read, \
                change and send. Nothing is sent and nothing changes but what models have used."),
        perform("/conversations/{number}/summary", Deed::SumUp, Answer, conversations::summary)
            .told("Sum a conversation up", "In a few points, each with the places of the messages that prove it, in the language of `Accept-Language`. A model \
                writes it where one is named for that, else code puts it together. It is kept nowhere; the audit log says that it was made."),
        perform("/conversations/{number}/snooze", Deed::Snooze, WriteConversations, conversations::snooze)
            .told("Put a conversation aside", "Until a time, or until the contact writes. Who answers and what was promised stays as it is."),
        remove("/conversations/{number}/snooze", Deed::Snooze, WriteConversations, conversations::unsnooze)
            .told("Take a conversation back", "It is put aside no more, nor marked as one whose time has come."),

        read("/templates", Deed::View, ReadTemplates, templates::list)
            .told("List saved answers", "All of them, by title."),
        make("/templates", Deed::EditTemplates, WriteTemplates, templates::make)
            .told("Save an answer", "In one language at least. `{name}` stands for the contact's first name, `{me}` for whoever writes."),
        read("/templates/{id}", Deed::View, ReadTemplates, templates::show)
            .told("Read a saved answer", "As it was written, with nothing filled in."),
        change("/templates/{id}", Deed::EditTemplates, WriteTemplates, templates::change).versioned()
            .told("Change a saved answer", "What is left out stays; null takes a language away."),
        remove("/templates/{id}", Deed::EditTemplates, WriteTemplates, templates::remove)
            .told("Remove a saved answer", "Answers that were sent with it stay as they are."),

        read("/operators", Deed::Status, ReadOperators, operators::list)
            .told("List the staff", "All of it, in the order in which they joined."),
        read("/operators/invitations", Deed::InviteStaff, ReadOperators, operators::invitations)
            .told("List unused links", "All of them, the next to end first. The links themselves are not kept."),
        make("/operators/invitations", Deed::InviteStaff, WriteOperators, operators::invite)
            .told("Invite somebody", "Makes a link that works once, within seven days. It is told now and never again."),
        remove("/operators/invitations/{mark}", Deed::InviteStaff, WriteOperators, operators::withdraw)
            .told("Withdraw a link", "It lets nobody in any more."),
        read("/operators/{id}", Deed::Status, ReadOperators, operators::show)
            .told("Read a member of the staff", "Their role, duty and where they are reached."),
        change("/operators/{id}", Deed::SetDuty, WriteOperators, operators::change).versioned()
            .told("Change a role or duty", "Roles are for owners to give, and the last owner stays one. On and off duty goes whoever answers, and \
                owners send everybody."),
        perform("/operators/{id}/sign-out", Deed::ChangeRole, WriteOperators, operators::sign_out)
            .told("Sign somebody out", "Every session of theirs in the panel ends at once. Their password, their chat with the bot and the tokens \
                of their programs stay as they are."),
        remove("/operators/{id}", Deed::RemoveOperator, WriteOperators, operators::remove)
            .told("Take somebody off the staff", "They are signed out, their tokens end, and whom they were answering waits for somebody else. \
                The last owner stays."),

        read("/accounts", Deed::EditConnections, ReadDesk, accounts::list)
            .told("List the bots", "All of them, with what waits of each. Their tokens are told to nobody."),
        make("/accounts", Deed::EditConnections, WriteDesk, accounts::connect)
            .told("Connect a bot", "While the desk is being set up: Telegram is asked whose token it is, and it is kept sealed, in the place of that of \
                another bot named before. Choose its script next, then have it answer with `POST /accounts/{id}/live`. A desk that answers already \
                says `bot_connected`."),
        perform("/accounts/{id}/check", Deed::EditConnections, WriteDesk, accounts::check)
            .told("Ask Telegram about a bot", "With the token that is kept: whether it works, who else gets the bot's messages, and what it may do."),
        remove("/accounts/{id}/webhook", Deed::EditConnections, WriteDesk, accounts::forget_webhook)
            .told("Remove a bot's webhook", "While the desk is being set up: nobody else gets the bot's messages any more. What waits at Telegram stays."),
        perform("/accounts/{id}/live", Deed::EditConnections, WriteDesk, accounts::go_live)
            .told("Have the desk answer", "For the bot that was connected, with the script that was chosen, from now on. Telegram is asked about the bot \
                once more. Answered when the desk answers."),
        read("/accounts/{id}", Deed::EditConnections, ReadDesk, accounts::show)
            .told("Read a bot", "Its script, how its updates come and what waits."),
        perform("/accounts/{id}/pause", Deed::PauseDesk, WriteDesk, accounts::pause)
            .told("Let a bot rest", "Whoever writes to it is handed to a person meanwhile; other bots go on."),
        perform("/accounts/{id}/resume", Deed::PauseDesk, WriteDesk, accounts::resume)
            .told("Let a bot go on", "Conversations that wait for a person go on waiting."),
        perform("/accounts/{id}/script", Deed::EditConnections, WriteDesk, accounts::begin_with)
            .told("Choose a bot's script", "New conversations begin with it; those that run keep theirs."),
        perform("/accounts/{id}/token", Deed::EditConnections, WriteDesk, accounts::renew)
            .told("Replace a bot's token", "Such as after the old one was revoked at @BotFather. Telegram is asked whose it is: it must be the same \
                bot's. It is kept sealed, used at once where this process answers for the bot, and told to nobody."),
        read("/groups", Deed::Status, ReadDesk, groups::list)
            .told("List the groups", "The group in which the staff works, where there is one. It is chosen in Telegram alone, by writing \
                /staff_group there: whoever does must be its administrator, and only Telegram knows that."),
        remove("/groups/staff", Deed::SetStaffGroup, WriteDesk, groups::give_up)
            .told("Give up the staff's group", "Hand-overs go to private chats again."),

        read("/desk", Deed::Status, ReadDesk, desk::show)
            .told("Read whether the desk rests", "And how many contacts wait for a person."),
        perform("/desk/pause", Deed::PauseDesk, WriteDesk, desk::pause)
            .told("Let the desk rest", "Whoever writes is handed to a person meanwhile. Words by which contacts opt out are heard all the same."),
        perform("/desk/resume", Deed::PauseDesk, WriteDesk, desk::resume)
            .told("Let the desk go on", "Conversations that wait for a person go on waiting."),

        read("/stats", Deed::Status, ReadDesk, stats::show)
            .told("Read how a span of days went", "Conversations, replies, leads and hand-overs, by day and by version of a script. Where there are \
                few cases, shares are left out and it is said."),
        read("/stats/funnel", Deed::Status, ReadDesk, stats::funnel)
            .told("Read how far conversations came", "Step by step, of one version of a script."),
        read("/stats/models", Deed::Status, ReadDesk, stats::models)
            .told("Read what models cost", "By day and model, and against the limits of the day and the month."),
        read("/health", Deed::Status, ReadDesk, health::show)
            .told("Read how the desk is", "What waits and what went wrong. Whether the process is ready to be sent requests, `/readyz` says without a token."),
        read("/settings", Deed::ReadSettings, ReadDesk, settings::show)
            .told("Read the settings", "As they hold, with where each came from. Secrets are stars. They are changed where the process is started, but for those that live in the database."),
        change("/settings", Deed::DemandSecondFactor, WriteDesk, settings::change)
            .told("Change a setting", "Of those that live in the database. Whoever demands a second factor of others, or demands it no more, must have one."),

        read("/audit", Deed::ReadAudit, ReadLogs, audit::list)
            .told("Read who did what", "The newest first, with what was before and after."),
        read("/audit/verify", Deed::ReadAudit, ReadLogs, audit::verify)
            .told("Check the audit log", "Computes every hash again: it is found whether a record was altered or is missing."),
        read("/logs", Deed::ReadLogs, ReadLogs, logs::list)
            .told("Read the log of the process", "The newest lines first, as many as are kept in memory. Secrets are struck out."),

        Endpoint::raw("/events", Deed::List, ReadConversations, "text/event-stream", events::stream)
            .told("Listen for changes", "Server-sent events `conversation.changed` with `number` and `version`, from now on, or after `Last-Event-ID`."),

        read("/leads", Deed::List, ReadLeads, leads::list)
            .told("List leads", "The one that changed last first, with everything that is known of each."),
        read("/leads/{number}", Deed::View, ReadLeads, leads::show)
            .told("Read a lead", "What is known, in whose words, what it is worth by the rules of the script, and what became of it."),
        change("/leads/{number}", Deed::EditLead, WriteLeads, leads::change).versioned()
            .told("Change a lead", "All of what is named or nothing. Notes are written at the conversation of the same number."),
        Endpoint::raw("/leads/export.csv", Deed::ExportAll, ReadLeads, table::media_type(TableForm::Csv), leads::export_csv)
            .told("Take all leads along as CSV", "For spreadsheets (RFC 4180, UTF-8): no cell begins as a formula does. The audit log says who took it."),
        Endpoint::raw("/leads/export.xlsx", Deed::ExportAll, ReadLeads, table::media_type(TableForm::Xlsx), leads::export_xlsx)
            .told("Take all leads along as a workbook", "For Excel and the like: every cell is a text or a number, none a formula. At most 1,048,575 leads; CSV holds any number."),

        read("/scripts", Deed::ListScripts, ReadScripts, scripts::list).told("List scripts", "By name, with the versions in use."),
        make("/scripts", Deed::PublishScript, WriteScripts, scripts::make)
            .told("Publish a new script", "Under the name in its text, at once. One with errors is refused; `POST /drafts/check` tells them one by one."),
        perform("/drafts/check", Deed::ListScripts, ReadScripts, scripts::check)
            .told("Check a text", "What is wrong in it, and what the desk reads in it. Nothing is kept."),
        perform("/drafts/try", Deed::ListScripts, ReadScripts, scripts::talk)
            .told("Talk with a text", "What the desk would say, and why. Nothing is kept, nobody is called and no model is asked: bring everything the \
                contact said with each request."),
        read("/scripts/{name}", Deed::ListScripts, ReadScripts, scripts::show).told("Read a script", "The text in use."),
        change("/scripts/{name}", Deed::PublishScript, WriteScripts, scripts::change).versioned()
            .told("Publish the next version", "At once; running conversations go on with theirs. The text names the same script. One with errors is refused."),
        perform("/scripts/{name}/restore", Deed::RestoreScript, WriteScripts, scripts::restore)
            .told("Bring an earlier version back", "It is published again, as the newest."),
        read("/scripts/{name}/versions", Deed::ListScripts, ReadScripts, scripts::versions)
            .told("List the versions of a script", "The newest first."),
        read("/scripts/{name}/versions/{version}", Deed::ListScripts, ReadScripts, scripts::version)
            .told("Read a version of a script", "With its text, which never changes."),

        read("/documents", Deed::ReadDocuments, ReadDocuments, documents::list).told("List documents", "What the desk quotes from, by name."),
        make("/documents", Deed::EditDocuments, WriteDocuments, documents::take_in)
            .told("Take a document in", "In the place of the one of its name, at once. What a reader of it would not see is not read."),
        read("/passages", Deed::ReadDocuments, ReadDocuments, documents::search)
            .told("Search the documents", "What the desk would find for a question, and what it would do with it."),
        read("/documents/{name}", Deed::ReadDocuments, ReadDocuments, documents::show).told("Read of a document", "Its title and version."),
        remove("/documents/{name}", Deed::EditDocuments, WriteDocuments, documents::drop)
            .told("Drop a document", "It is quoted no more. What was quoted stays in the conversations."),

        read("/lessons", Deed::TeachScript, ReadScripts, lessons::list)
            .told("List lessons", "What contacts wrote that the desk did not understand, grouped by what it says."),
        perform("/lessons/{number}/teach", Deed::TeachScript, WriteScripts, lessons::teach)
            .told("Teach a lesson", "To a part of its script, or as a question with your answer: as the next version, at once."),
        remove("/lessons/{number}", Deed::TeachScript, WriteScripts, lessons::let_go)
            .told("Let a lesson go", "Its messages are forgotten."),

        read("/webhooks", Deed::EditWebhooks, ReadWebhooks, webhooks::list)
            .told("List webhooks", "Addresses that are told of what happens, the oldest first. Their secrets are told to nobody."),
        make("/webhooks", Deed::EditWebhooks, WriteWebhooks, webhooks::make)
            .told("Make a webhook", "It is on at once. Its secret is told now and never again; what is delivered is signed with it, as Standard \
                Webhooks has it, and holds no words, names or numbers of anybody: read those here."),
        read("/webhooks/{id}", Deed::EditWebhooks, ReadWebhooks, webhooks::show)
            .told("Read a webhook", "Where it goes, what it is told of and how it is."),
        change("/webhooks/{id}", Deed::EditWebhooks, WriteWebhooks, webhooks::change).versioned()
            .told("Change a webhook", "Where it goes, what it is told of, what it is for, and whether it is on."),
        remove("/webhooks/{id}", Deed::EditWebhooks, WriteWebhooks, webhooks::remove)
            .told("Remove a webhook", "With its log."),
        make("/webhooks/{id}/secret", Deed::EditWebhooks, WriteWebhooks, webhooks::rotate)
            .told("Replace a webhook's secret", "The new one is told now and never again. The one before signs beside it for 24 hours."),
        perform("/webhooks/{id}/try", Deed::EditWebhooks, WriteWebhooks, webhooks::trial)
            .told("Try a webhook", "A `ping` is delivered to it; its log says what came of it."),
        read("/webhooks/{id}/deliveries", Deed::EditWebhooks, ReadWebhooks, webhooks::deliveries)
            .told("List deliveries", "What was told in the last thirty days, the newest first."),
        perform("/webhooks/{id}/deliveries/{delivery}/replay", Deed::EditWebhooks, WriteWebhooks, webhooks::replay)
            .told("Deliver once more", "Under the same id, so that a receiver that had it knows it again."),
        perform("/webhooks/{id}/replay", Deed::EditWebhooks, WriteWebhooks, webhooks::replay_failed)
            .told("Deliver what failed once more", "Everything that failed in the last hours, thirty days at most."),
    ]
}

//! The Bot API over HTTP: `/bot<token>/METHOD` with any verb and any way of giving parameters.
//!
//! The order of things: token, method, parameters, fault, schema, the method itself, answer. A fault may keep the answer
//! back; what was applied before stays applied.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Path, Request, State};
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;

use crate::answer::{Refusal, Success};
use crate::clock;
use crate::faults::{FaultKind, usual_description};
use crate::hints::Hint;
use crate::methods::get_updates::{self, Found};
use crate::methods::{self, Call, Run};
use crate::parse::{self, Params, Unreadable};
use crate::schema::{Problem, SCHEMA};
use crate::server::{self, Host};
use crate::webhook;
use crate::world::{Note, Receipt, RequestSeen};

/// Answers `/bot<token>/METHOD` and `/bot<token>/test/METHOD`.
pub(crate) async fn call(
    State(host): State<Host>,
    Path((token, path)): Path<(String, String)>,
    request: Request,
) -> Response {
    let bot_id = match bot_of(&host, &token) {
        Ok(bot_id) => bot_id,
        Err(refusal) => return refused(&refusal),
    };
    let path = path.trim_end_matches('/');
    let method = path.strip_prefix("test/").unwrap_or(path).to_owned();
    let params = match parse::parameters(request).await {
        Ok(params) => params,
        Err(Unreadable::TooLarge) => return refused(&Refusal::coded(413, "Request Entity Too Large")),
        Err(Unreadable::Malformed(words)) => return refused(&Refusal::coded(400, format!("Bad Request: {words}"))),
    };
    let arrival = note(&host, bot_id, &method, &params);
    host.simulator.tell(Vec::new());
    let name = SCHEMA.method_named(&method).map_or(method.as_str(), |known| known.name.as_str());
    let fault = {
        let world = &mut *host.simulator.world();
        world.faults.strike(&mut world.chance, bot_id, name)
    };
    let receipt = match &fault {
        Some(fault) if fault.is_silent() => Receipt::Withheld,
        _ => Receipt::Answered,
    };
    let outcome = match &fault {
        Some(fault) if !fault.is_applied() => None,
        _ => Some(apply(&host, bot_id, name, &params, arrival, receipt).await),
    };
    // An outage that began while the poll was held cuts it off, too.
    let is_cut = name == "getUpdates" && host.simulator.is_outage();
    let fault = if is_cut { Some(FaultKind::DropAfterApplying) } else { fault };
    let response = answer(&host, fault, outcome, arrival).await;
    host.simulator.tell(Vec::new());
    response
}

/// `/bot<token>` without a method, and anything else under `/bot`.
pub(crate) async fn nothing() -> Response {
    refused(&Refusal::coded(404, "Not Found"))
}

/// `/file/bot<token>/PATH`: downloads what getFile gave the path of. For faults and the record it counts as the method
/// `file`.
pub(crate) async fn file(State(host): State<Host>, Path((token, path)): Path<(String, String)>) -> Response {
    let bot_id = match bot_of(&host, &token) {
        Ok(bot_id) => bot_id,
        Err(refusal) => return refused(&refusal),
    };
    let params = Params::from_object(serde_json::Map::from_iter([("path".to_owned(), path.clone().into())]));
    let arrival = note(&host, bot_id, "file", &params);
    let (fault, found) = {
        let now_ms = host.simulator.now_ms();
        let world = &mut *host.simulator.world();
        let fault = world.faults.strike(&mut world.chance, bot_id, "file");
        (fault, world.files.linked(bot_id, &path, now_ms))
    };
    if let Some(FaultKind::Slow { millis }) = fault {
        tokio::time::sleep(Duration::from_millis(millis)).await;
    } else if fault.is_some() {
        return answer(&host, fault, None, arrival).await;
    }
    let response = match found {
        Some(bytes) => {
            host.simulator.world().journal.note_answer(arrival, 200, None);
            let mut response = Response::new(Body::from(bytes));
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
            response
        }
        None => {
            let refusal = Refusal::coded(404, "Not Found");
            note_outcome(&host, arrival, &Err(refusal.clone()));
            refused(&refusal)
        }
    };
    host.simulator.tell(Vec::new());
    response
}

/// Applies a call and returns its answer. Also used for methods in the reply to a webhook.
pub(crate) async fn apply(
    host: &Host,
    bot_id: i64,
    name: &str,
    params: &Params,
    arrival: u64,
    receipt: Receipt,
) -> Result<Success, Refusal> {
    let Some(known) = SCHEMA.methods.get(name) else {
        return Err(Refusal::coded(404, "Not Found: method not found"));
    };
    let Some(supported) = methods::supported(name) else {
        host.simulator.world().journal.note_unsupported(name);
        return Err(Refusal::unsupported(&format!("the method {name}")));
    };
    let verdict = SCHEMA.check_call(known, params, supported.worded);
    if !verdict.unknown.is_empty() {
        let note = Note { arrival, method: name.to_owned(), unknown: verdict.unknown };
        host.simulator.world().journal.note_unknown(note);
    }
    if let Some(problem) = verdict.problem {
        return Err(worded(&problem));
    }
    match supported.run {
        Run::Held => held(host, bot_id, params).await,
        Run::Now(run) => {
            let simulator = &host.simulator;
            let now_ms = simulator.now_ms();
            let (result, hints, has_changed_webhook) = {
                let world = &mut *simulator.world();
                let hints = Vec::new();
                let mut call =
                    Call { world, bot_id, params, now_ms, arrival, receipt, hints, has_changed_webhook: false };
                let result = run(&mut call);
                let (hints, has_changed_webhook) = (call.hints, call.has_changed_webhook);
                let result = match result {
                    Ok(Success::Result(value)) => Ok(Success::Result(world.files.as_seen_by(bot_id, value))),
                    other => other,
                };
                (result, hints, has_changed_webhook)
            };
            if has_changed_webhook {
                webhook::start(simulator, bot_id);
                simulator.tell(vec![Hint::of("webhook").bot(bot_id)]);
            }
            simulator.tell(hints);
            result
        }
    }
}

/// Records a request and gives it its number.
pub(crate) fn note(host: &Host, bot_id: i64, method: &str, params: &Params) -> u64 {
    let at_ms = host.simulator.now_ms();
    let world = &mut *host.simulator.world();
    let arrival = world.journal.next_arrival();
    world.journal.note_request(RequestSeen {
        arrival,
        at_ms,
        bot_id: Some(bot_id),
        method: SCHEMA.method_named(method).map_or_else(|| method.to_owned(), |known| known.name.clone()),
        parameters: params.shown(),
        status: None,
        description: None,
    });
    arrival
}

/// Records what a request was answered.
pub(crate) fn note_outcome(host: &Host, arrival: u64, outcome: &Result<Success, Refusal>) {
    let journal = &mut host.simulator.world().journal;
    match outcome {
        Ok(_) => journal.note_answer(arrival, 200, None),
        Err(refusal) => journal.note_answer(arrival, refusal.code, Some(&refusal.description)),
    }
}

fn bot_of(host: &Host, token: &str) -> Result<i64, Refusal> {
    let is_token = token.split_once(':').is_some_and(|(id, secret)| {
        !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()) && !secret.is_empty() && !token.contains('/')
    });
    if !is_token {
        return Err(Refusal::coded(401, "Unauthorized: invalid token specified"));
    }
    host.simulator.world().tokens.get(token).copied().ok_or_else(|| Refusal::coded(401, "Unauthorized"))
}

/// getUpdates: looks, and waits for the next change as long as the poll may be held.
async fn held(host: &Host, bot_id: i64, params: &Params) -> Result<Success, Refusal> {
    let simulator = &host.simulator;
    let (poll, mut woken) = {
        let world = &mut *simulator.world();
        let poll = get_updates::begin(world, bot_id, params, simulator.now_ms(), clock::instant())?;
        let bot = world.bots.get(&bot_id).ok_or_else(|| Refusal::coded(401, "Unauthorized"))?;
        (poll, bot.wake.subscribe())
    };
    let deadline = clock::instant() + poll.hold;
    let mut closing = host.closing.clone();
    loop {
        let is_over = clock::instant() >= deadline || *closing.borrow() || simulator.is_outage();
        let found = get_updates::offer(&mut simulator.world(), bot_id, &poll, simulator.now_ms(), clock::instant());
        match found {
            Found::Updates(json) => {
                get_updates::end(&mut simulator.world(), bot_id, &poll);
                return Ok(Success::Written(json));
            }
            Found::Overtaken(refusal, delay) => {
                tokio::time::sleep(delay).await;
                return Err(refusal);
            }
            Found::Nothing if is_over => {
                get_updates::end(&mut simulator.world(), bot_id, &poll);
                return Ok(Success::Written("[]".to_owned()));
            }
            Found::Nothing => {
                tokio::select! {
                    _ = woken.changed() => {}
                    () = tokio::time::sleep_until(deadline) => {}
                    () = server::closed(&mut closing) => {}
                }
            }
        }
    }
}

async fn answer(
    host: &Host,
    fault: Option<FaultKind>,
    outcome: Option<Result<Success, Refusal>>,
    arrival: u64,
) -> Response {
    let is_silent = fault.as_ref().is_some_and(FaultKind::is_silent);
    let outcome = match (fault, outcome) {
        (Some(FaultKind::HangBeforeApplying | FaultKind::HangAfterApplying), _) => {
            server::closed(&mut host.closing.clone()).await;
            return cut_off();
        }
        (Some(FaultKind::DropBeforeApplying | FaultKind::DropAfterApplying), _) => return cut_off(),
        (Some(FaultKind::TooManyRequests { retry_after }), _) => Err(Refusal::too_many(retry_after)),
        (Some(FaultKind::Error { code, description }), _) => {
            let words = if description.is_empty() { usual_description(code).to_owned() } else { description };
            Err(Refusal::coded(code, words))
        }
        (Some(FaultKind::Garbage { status, body }), _) => {
            host.simulator.world().journal.note_answer(arrival, status, Some("garbage"));
            return plain(status, "text/html", body);
        }
        (Some(FaultKind::Slow { millis }), outcome) => {
            tokio::time::sleep(Duration::from_millis(millis)).await;
            outcome.unwrap_or_else(|| Err(Refusal::coded(500, "Internal Server Error")))
        }
        (None, Some(outcome)) => outcome,
        (None, None) => Err(Refusal::coded(500, "Internal Server Error")),
    };
    if !is_silent {
        note_outcome(host, arrival, &outcome);
    }
    match outcome {
        Ok(success) => plain(200, "application/json", success.body()),
        Err(refusal) => refused(&refusal),
    }
}

fn worded(problem: &Problem) -> Refusal {
    match problem {
        Problem::Missing { parameter } => Refusal::required(parameter),
        Problem::NotJson { parameter } => {
            Refusal::bad_request(&format!("can't parse {} JSON object", parameter.replace('_', " ")))
        }
        Problem::Mistyped { parameter, words } => {
            Refusal::bad_request(&format!("can't parse {}: {words}", parameter.replace('_', " ")))
        }
    }
}

pub(crate) fn refused(refusal: &Refusal) -> Response {
    let mut response = plain(refusal.code, "application/json", refusal.body());
    if let Some(seconds) = refusal.retry_after() {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn plain(status: u16, content_type: &'static str, body: String) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

/// A response that is never sent: its body fails before the first byte is written, so that the connection is closed.
fn cut_off() -> Response {
    let broken = futures_util::stream::once(async { Err::<Bytes, _>(std::io::Error::other("a fault was asked for")) });
    Response::new(Body::from_stream(broken))
}

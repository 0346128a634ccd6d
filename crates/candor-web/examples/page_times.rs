//! Asks for every page of the panel and for the lists of the API on a database, and prints how long the server took and how
//! much it sent. On the large set:
//!
//! `cargo run --release -p candor-store --example large_set -- sqlite:target/large.db`
//! `cargo run --release -p candor-web --example page_times -- sqlite:target/large.db`
//!
//! It adds an owner, a token and a tag to the database. What a browser does with a page is not in these figures.

#![allow(clippy::print_stdout, reason = "the table is for the person at the terminal")]

use std::{sync::Arc, time::Instant};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Method, Request, Response, StatusCode, header},
};
use candor_core::{
    ids::BusinessId,
    moment::Moment,
    roles::{Role, Scope},
};
use candor_desk::{
    Desk, Settings,
    actions::{
        self, Bench,
        edit_lead::{LeadEdit, edit_numbered},
        invite_operator::{invite_operator, join_link},
        issue_token::{WantedToken, issue_token},
    },
    clock::SystemClock,
    ids::{Ids as _, SystemIds},
};
use candor_store::{FreshKey, Keys, MasterKey, Store};
use candor_web::{Api, Panel, PanelSettings, api_router, panel_router};
use tower::ServiceExt as _;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The key of the large set. It keeps no secrets.
const KEY: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
/// Each is asked for so often.
const TIMES: usize = 30;
/// The most a page may take, by the goal of the panel; milliseconds.
const GOAL_MILLIS: f64 = 100.0;

const PAGES: &[&str] = &[
    "/panel/inbox",
    "/panel/inbox?show=waiting",
    "/panel/inbox?show=unread",
    "/panel/inbox?show=mine",
    "/panel/inbox?outcome=lost",
    "/panel/inbox?tag=measured",
    "/panel/inbox?page=100",
    "/panel/inbox?page=3000",
    "/panel/inbox?q=50000",
    "/panel/inbox?q=@person50000",
    "/panel/inbox?q=%D0%B0%D0%BD%D0%BD%D0%B0",
    "/panel/inbox?q=%D0%BE%D1%82%D0%BA%D1%80%D1%8B%D1%82%D0%BA%D0%B0",
    "/panel/inbox?q=%D0%B4%D0%BE%D1%81%D1%82",
    "/panel/inbox?q=%D0%BA%D0%B0%D0%BA%D0%BE%D0%B9+%D0%B1%D1%8E%D0%B4%D0%B6%D0%B5%D1%82",
    "/panel/inbox?q=%C2%AB%D0%B1%D1%83%D0%BA%D0%B5%D1%82+%D0%B8%D0%B7%C2%BB",
    "/panel/inbox?q=sunday&show=waiting",
    "/panel/inbox?q=sunday&tag=measured",
    "/panel/inbox?q=%D1%81%D0%BB%D0%BE%D0%BD",
    "/panel/inbox/50000",
    "/panel/leads",
    "/panel/leads?show=table",
    "/panel/leads/50000",
    "/panel/scripts",
    "/panel/scripts/flower-shop",
    "/panel/scripts/flower-shop/versions",
    "/panel/figures",
    "/panel/figures?days=30",
    "/panel/figures?days=90",
    "/panel/figures?days=365",
    "/panel/models",
    "/panel/health",
    "/panel/knowledge",
    "/panel/team",
    "/panel/tokens",
    "/panel/audit",
    "/panel/account",
];

const LISTS: &[&str] = &[
    "/api/v1/conversations",
    "/api/v1/conversations?holder=waiting",
    "/api/v1/conversations?unread=true",
    "/api/v1/conversations?tag=measured",
    "/api/v1/conversations?q=%D0%BE%D1%82%D0%BA%D1%80%D1%8B%D1%82%D0%BA%D0%B0&limit=50",
    "/api/v1/conversations?cursor=50000&limit=200",
    "/api/v1/conversations/50000",
    "/api/v1/conversations/50000/messages",
    "/api/v1/leads",
    "/api/v1/leads/50000",
    "/api/v1/stats",
    "/api/v1/health",
    "/api/v1/audit",
];

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let address = std::env::args().nth(1).ok_or("give the address of the database")?;
    let keys = Keys::new(vec![MasterKey::parse(KEY)?], FreshKey::new([8; 32], Moment::from_millis(0)));
    let store = Store::open(&address, &keys).await?;
    let business = store.list_connections().await?.first().ok_or("the database has no business")?.business.clone();
    let ids = Arc::new(SystemIds);
    let login = format!("times{}", ids.unique());
    let desk = Desk::new(store, Default::default(), Arc::new(SystemClock), ids, Settings::default());
    let panel = panel_router(Panel::new(
        desk.clone(),
        business.clone(),
        PanelSettings { address: "http://desk.test".to_owned() },
    ));
    let cookie = join(&desk, &business, &panel, &login).await?;
    let token = token(&desk, &business).await?;
    tag(&desk, &business).await?;
    let begun = Instant::now();
    while !desk.store.index_some(500).await?.is_done {}
    println!("What was not in the search yet was taken in within {} s.\n", begun.elapsed().as_secs());
    let api = api_router(Api::new(desk, business));

    println!("| page | median ms | slowest of {TIMES} ms | kB |\n|---|---|---|---|");
    let mut slow = 0;
    for (router, header, value, paths) in [
        (&panel, header::COOKIE, format!("candor={cookie}"), PAGES),
        (&api, header::AUTHORIZATION, format!("Bearer {token}"), LISTS),
    ] {
        for path in paths {
            let mut took = Vec::with_capacity(TIMES);
            let mut bytes = 0;
            for _ in 0..TIMES {
                let request = Request::builder().uri(*path).header(&header, &value).header("accept", "text/html");
                let begun = Instant::now();
                let answer = router.clone().oneshot(request.body(Body::empty())?).await?;
                let status = answer.status();
                bytes = text(answer).await?.len();
                took.push(begun.elapsed().as_secs_f64() * 1000.0);
                if status == StatusCode::TOO_MANY_REQUESTS {
                    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
                    took.pop();
                } else if status != StatusCode::OK {
                    return Err(format!("{path}: {status}").into());
                }
            }
            took.sort_by(f64::total_cmp);
            let (median, most) = (took.get(took.len() / 2).copied(), took.last().copied());
            let (median, most) = (median.unwrap_or_default(), most.unwrap_or_default());
            slow += usize::from(median > GOAL_MILLIS);
            println!("| `{path}` | {median:.1} | {most:.1} | {} |", bytes.div_ceil(1000));
        }
    }
    println!("\n{slow} take more than {GOAL_MILLIS} ms.");
    Ok(())
}

/// An owner who joins, and the cookie of their session.
async fn join(desk: &Desk, business: &BusinessId, panel: &Router, login: &str) -> Result<String, Failure> {
    let payload = invite_operator(desk, business, Role::Owner, None).await?;
    let form = format!("name=Times&login={login}&password=tomato+ladder+seven");
    let request = Request::builder()
        .method(Method::POST)
        .uri(join_link("", &payload))
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded");
    let answer = panel.clone().oneshot(request.body(Body::from(form))?).await?;
    let cookies = answer.headers().get_all(header::SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok());
    let ours = cookies.filter_map(|cookie| cookie.strip_prefix("candor=")).filter_map(|rest| rest.split(';').next());
    let mut ours = ours;
    Ok(ours.next_back().ok_or("nobody could join")?.to_owned())
}

async fn token(desk: &Desk, business: &BusinessId) -> Result<String, Failure> {
    let staff = desk.store.operators(business).await?;
    let owner = staff.iter().rev().find(|member| member.role == Role::Owner).ok_or("there is no owner")?;
    let wanted = WantedToken { label: "page times".to_owned(), scopes: Scope::ALL.to_vec(), days: 1 };
    let bench = || Bench::for_operator(desk, owner.clone(), Default::default());
    let issued = actions::act(bench, |bench| {
        let (wanted, owner) = (wanted.clone(), owner.clone());
        Box::pin(async move { issue_token(bench, &owner, &wanted) })
    });
    Ok(issued.await?.token)
}

/// Gives every 500th conversation a tag.
async fn tag(desk: &Desk, business: &BusinessId) -> Result<(), Failure> {
    let staff = desk.store.operators(business).await?;
    let owner = staff.into_iter().find(|member| member.role == Role::Owner).ok_or("there is no owner")?;
    let last = desk.store.next_conversation_number(business).await?;
    for number in (1..last).step_by(500) {
        let bench = || Bench::for_operator(desk, owner.clone(), Default::default());
        let tag = LeadEdit::Tag { tag: "measured".to_owned(), is_given: true };
        actions::act(bench, |bench| {
            let edits = vec![tag.clone()];
            Box::pin(async move { edit_numbered(bench, number, None, &edits).await })
        })
        .await?;
    }
    Ok(())
}

async fn text(answer: Response<Body>) -> Result<Vec<u8>, Failure> {
    Ok(to_bytes(answer.into_body(), 1 << 26).await?.to_vec())
}

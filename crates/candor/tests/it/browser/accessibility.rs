//! Every page of the panel and the document of the API by the rules of WCAG 2.2 AA, as far as a program can judge them: axe finds
//! nothing serious. Prepared by `cargo xtask test`, which says where the checker is (`CANDOR_TEST_AXE`).

use std::{fs, time::Duration};

use fantoccini::wd::TimeoutConfiguration;
use serde_json::{Value, json};

use super::{
    page::Page,
    panel::{go, join, press, write_as_contact},
};

/// Every page an owner sees, and what anybody sees.
const PAGES: &[&str] = &[
    "/panel/inbox",
    "/panel/inbox/1",
    "/panel/leads",
    "/panel/leads/1",
    "/panel/scripts",
    "/panel/script/new",
    "/panel/scripts/flower-shop",
    "/panel/scripts/flower-shop?part=head",
    "/panel/scripts/flower-shop?part=facts/roses_15",
    "/panel/scripts/flower-shop?part=steps/greeting",
    "/panel/scripts/flower-shop?part=fields/budget",
    "/panel/scripts/flower-shop?part=triggers/too_dear",
    "/panel/scripts/flower-shop?part=worth",
    "/panel/scripts/flower-shop?part=new/steps",
    "/panel/scripts/flower-shop/versions",
    "/panel/figures",
    "/panel/templates",
    "/panel/knowledge",
    "/panel/models",
    "/panel/health",
    "/panel/team",
    "/panel/tokens",
    "/panel/connections",
    "/panel/settings",
    "/panel/logs",
    "/panel/audit",
    "/panel/account",
    "/panel/no-such-page-at-all",
    "/panel/inbox/777",
    "/docs",
];

/// So long one page may take.
const PATIENCE: Duration = Duration::from_secs(180);

/// What axe is asked, and what is told of its findings: the rule, how bad, and where. In the document of the API, which repeats one
/// form a hundred times, the first two of each part stand for the rest.
const ASK: &str = "const done = arguments[0];
    axe.run({ include: [document], exclude: [['article:nth-of-type(n+3)']] }, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(
        (found) => done(found.violations.map((one) => [one.id, one.impact, one.nodes.slice(0, 3).map((node) => node.target.join(' ') + ': ' + node.failureSummary)])),
        (error) => done([['axe', 'critical', [String(error)]]]));";

/// Opens everything that can be opened, so that it is judged too.
const OPEN: &str = "(document.querySelectorAll('details').forEach((one) => { one.open = true; }), true)";

#[tokio::test(flavor = "multi_thread")]
#[expect(clippy::disallowed_methods, reason = "tests are told by the environment where what they need is")]
async fn axe_finds_nothing_serious_on_any_page_in_either_language_and_size() {
    let Ok(path) = std::env::var("CANDOR_TEST_AXE") else {
        eprintln!("NOT RUN: the checker of accessibility is not here; `cargo xtask test` fetches it (CANDOR_TEST_AXE)");
        return;
    };
    let axe = fs::read_to_string(path).expect("the checker can be read");
    let page = Page::open("en").await;
    // The document of the API is long, and the machine may be busy.
    let patience = TimeoutConfiguration::new(Some(PATIENCE), None, None);
    page.chrome.client.update_timeouts(patience).await.expect("the browser waits longer");
    join(&page).await;
    write_as_contact(&page, &["How much are roses?", "I want a real person"]).await;
    let mut found = judge_all(&page, &axe, "English, desktop").await;
    go(&page, "/panel/inbox").await;
    press(&page, ".languages button[value=ru]", "Russian", "document.documentElement.lang === 'ru'").await;
    page.chrome.resize(390, 844).await;
    found.extend(judge_all(&page, &axe, "Russian, phone").await);
    assert!(found.is_empty(), "{found:#?}");
}

async fn judge_all(page: &Page, axe: &str, how: &str) -> Vec<String> {
    let mut serious = Vec::new();
    for path in PAGES {
        let address = format!("{}{path}", page.demo.url);
        page.chrome.client.goto(&address).await.expect("the page opens");
        page.until("the page is there", "document.readyState === 'complete'").await;
        page.look(OPEN).await;
        page.chrome.client.execute(axe, Vec::new()).await.expect("the checker can be loaded");
        let found = page.chrome.client.execute_async(ASK, Vec::new()).await.expect("the checker answers");
        let found: Vec<(String, Value, Vec<String>)> = serde_json::from_value(found).expect("its findings");
        let bad = found.into_iter().filter(|(_, impact, _)| [json!("serious"), json!("critical")].contains(impact));
        serious.extend(bad.map(|(rule, impact, places)| format!("{path} ({how}): {rule} {impact}: {places:?}")));
    }
    serious
}

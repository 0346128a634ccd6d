//! A headless Chromium behind a chromedriver of its own, both gone when the test ends, however it ends.

use std::{
    os::unix::process::CommandExt as _,
    process::{Command, Stdio},
    time::Duration,
};

use fantoccini::{Client, ClientBuilder, wd::WebDriverCompatibleCommand};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::Child,
    time::timeout,
};

const START: Duration = Duration::from_secs(60);
/// So often a driver is started at most.
const STARTS: usize = 3;
const ADVICE: &str = "chromedriver does not start; install chromium and chromium-driver";

/// Runs before the page's own scripts: keeps what must never happen.
const WATCH: &str = r#"
    window.__trouble = [];
    document.addEventListener("securitypolicyviolation", (event) =>
        window.__trouble.push(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
    window.addEventListener("error", (event) => window.__trouble.push(`error: ${event.message}`));
    window.addEventListener("unhandledrejection", (event) => window.__trouble.push(`rejection: ${event.reason}`));
    for (const name of ["alert", "confirm", "prompt"]) window[name] = (text) => window.__trouble.push(`${name}: ${text}`);
"#;

/// The browser.
pub(super) struct Chrome {
    pub client: Client,
    driver: Child,
    _profile: TempDir,
}

/// One command of the Chrome DevTools Protocol, which WebDriver itself cannot express.
#[derive(Debug)]
struct DevTools {
    command: &'static str,
    parameters: Value,
}

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        let body = json!({ "cmd": self.command, "params": self.parameters });
        (http::Method::POST, Some(body.to_string()))
    }
}

impl Chrome {
    pub(super) async fn start() -> Self {
        let profile = TempDir::new().expect("a temporary folder");
        // Two drivers that begin at the same moment may choose the same port; the later one ends, and chooses again.
        let mut begun = None;
        for _ in 0..STARTS {
            begun = drive().await;
            if begun.is_some() {
                break;
            }
        }
        let (driver, port) = begun.expect(ADVICE);
        let client = connect(&port, &profile).await;
        let chrome = Self { client, driver, _profile: profile };
        chrome.tell("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH })).await;
        chrome.prefer("light").await;
        chrome
    }

    /// Makes the window so large, in CSS pixels.
    pub(super) async fn resize(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.tell("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Prefers dark pages, or light ones.
    pub(super) async fn prefer(&self, scheme: &str) {
        let scheme = json!({ "name": "prefers-color-scheme", "value": scheme });
        // Without motion, a picture never catches a thing half-way.
        let still = json!({ "name": "prefers-reduced-motion", "value": "reduce" });
        self.tell("Emulation.setEmulatedMedia", json!({ "features": [scheme, still] })).await;
    }

    async fn tell(&self, command: &'static str, parameters: Value) {
        self.client.issue_cmd(DevTools { command, parameters }).await.expect("the browser obeys");
    }
}

impl Drop for Chrome {
    fn drop(&mut self) {
        if let Some(id) = self.driver.id() {
            let group = format!("-{id}");
            let _ended = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
        }
    }
}

/// Starts a driver; `None` if it ended before it listened.
async fn drive() -> Option<(Child, String)> {
    let mut command = Command::new("chromedriver");
    // A group of their own, so that the browser ends with the driver.
    command.arg("--port=0").process_group(0).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut driver = tokio::process::Command::from(command).kill_on_drop(true).spawn().expect(ADVICE);
    let mut lines = BufReader::new(driver.stdout.take().expect("piped")).lines();
    let port = timeout(START, async {
        while let Some(line) = lines.next_line().await.expect("readable") {
            if let Some((_, port)) = line.split_once("successfully on port ") {
                return Some(port.trim_end_matches('.').to_owned());
            }
        }
        None
    });
    let port = port.await.expect(ADVICE)?;
    Some((driver, port))
}

async fn connect(port: &str, profile: &TempDir) -> Client {
    let flags = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--window-size=1440,900",
    ];
    let mut flags: Vec<String> = flags.map(str::to_owned).to_vec();
    flags.push(format!("--user-data-dir={}", profile.path().display()));
    let options = json!({ "args": flags });
    let mut builder = ClientBuilder::new(HttpConnector::new());
    builder.capabilities([("goog:chromeOptions".to_owned(), options)].into_iter().collect());
    timeout(START, builder.connect(&format!("http://127.0.0.1:{port}"))).await.expect(ADVICE).expect(ADVICE)
}

//! A public fuzzer (Schemathesis) asks everything the document allows, and what it does not: nothing may be answered with
//! a failure of ours, with what the document does not name, or with a success for what it forbids. Prepared by
//! `cargo xtask test`, which says where it is (`CANDOR_TEST_FUZZER`).

use std::{net::SocketAddr, process::Stdio};

use axum::{Router, extract::Request, middleware::Next};
use tokio::{net::TcpListener, process::Command};

use super::house::House;

/// So many requests of each kind for each endpoint.
const EXAMPLES: &str = "16";

/// Always the same requests. Another number finds others.
const SEED: &str = "20261127";

/// What is not checked, and why. `positive_data_acceptance`: a cursor that was never given out and a conversation that is not there
/// fit the document and are refused. `ensure_resource_availability`, `use_after_free`: the fuzzer takes what an action answers for a
/// thing that was made.
const UNCHECKED: &str = "positive_data_acceptance,ensure_resource_availability,use_after_free";

/// What else is a refusal: a body that is too large (RFC 9110, section 15.5.14) and a missing `If-Match` (RFC 6585, section 3).
const REFUSALS: &str = "[checks]
negative_data_rejection.expected-statuses = [400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422, 428, 429]
missing_required_header.expected-statuses = [400, 401, 403, 404, 406, 422, 428]
";

#[tokio::test(flavor = "multi_thread")]
#[expect(clippy::disallowed_methods, reason = "tests are told by the environment where what they need is")]
async fn a_public_fuzzer_finds_no_failure_and_nothing_the_document_does_not_name() {
    let Ok(fuzzer) = std::env::var("CANDOR_TEST_FUZZER") else {
        eprintln!("NOT RUN: the fuzzer is not here; `cargo xtask test` fetches it (CANDOR_TEST_FUZZER)");
        return;
    };
    let house = House::build().await;
    let token = house.owner().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address: SocketAddr = listener.local_addr().unwrap();
    // Every request comes a second after the one before: nobody is too quick.
    let clock = house.clock.clone();
    let pass_time = move |request: Request, next: Next| {
        clock.advance_millis(1000);
        next.run(request)
    };
    let app: Router = house.router().layer(axum::middleware::from_fn(pass_time));
    let serving = tokio::spawn(async move { axum::serve(listener, app).await });
    // It writes down what it found where it is started.
    let notes = tempfile::TempDir::new().unwrap();
    std::fs::write(notes.path().join("schemathesis.toml"), REFUSALS).unwrap();
    let mut command = Command::new(fuzzer);
    command
        .current_dir(notes.path())
        .arg("run")
        .arg(format!("http://{address}/api/v1/openapi.json"))
        .args(["--header", &format!("Authorization: Bearer {token}")])
        .args(["--checks", "all", "--exclude-checks", UNCHECKED, "--max-examples", EXAMPLES, "--seed", SEED])
        // Giving the token up ends the trial; events never end.
        .args(["--exclude-operation-id", "deleteToken", "--exclude-operation-id", "getEvents"])
        .args(["--phases", "examples,coverage,fuzzing", "--no-shrink", "--no-color", "--request-timeout", "20"])
        .args(["--generation-database", "none", "--warnings", "off", "--workers", "1", "--continue-on-failure"])
        .stdin(Stdio::null())
        .kill_on_drop(true);
    let output = command.output().await.unwrap();
    serving.abort();
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    eprintln!("{}", said.lines().rev().take(12).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("\n"));
}

//! Takes an HTTP request apart into parameters. A body of an unknown content type is ignored, as the real server does.

use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use serde_json::Value;

use super::{Params, Upload};

/// A body that could not be read. The words go after "Bad Request: ".
#[derive(Debug)]
pub(crate) enum Unreadable {
    /// The body is larger than the listener allows.
    TooLarge,
    /// The body is not what its content type says.
    Malformed(String),
}

/// Reads the parameters of a request.
pub(crate) async fn parameters(request: Request) -> Result<Params, Unreadable> {
    let mut params = Params::default();
    if let Some(query) = request.uri().query() {
        add_urlencoded(&mut params, query.as_bytes());
    }
    match content_type(&request).as_str() {
        "application/json" => add_json(&mut params, &bytes(request).await?)?,
        "application/x-www-form-urlencoded" => add_urlencoded(&mut params, &bytes(request).await?),
        "multipart/form-data" => add_multipart(&mut params, request).await?,
        _ => {
            // Read it all the same: an unread body would close the connection.
            bytes(request).await?;
        }
    }
    Ok(params)
}

fn content_type(request: &Request) -> String {
    let header = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    header.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

async fn bytes(request: Request) -> Result<Bytes, Unreadable> {
    Bytes::from_request(request, &()).await.map_err(|problem| {
        if problem.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
            Unreadable::TooLarge
        } else {
            Unreadable::Malformed("can't read the request body".into())
        }
    })
}

fn add_urlencoded(params: &mut Params, encoded: &[u8]) {
    for (name, value) in form_urlencoded::parse(encoded) {
        params.add(name.into_owned(), Value::String(value.into_owned()));
    }
}

fn add_json(params: &mut Params, body: &[u8]) -> Result<(), Unreadable> {
    if body.iter().all(u8::is_ascii_whitespace) {
        return Ok(());
    }
    match serde_json::from_slice::<Value>(body) {
        Ok(Value::Object(values)) => {
            for (name, value) in values {
                params.add(name, value);
            }
            Ok(())
        }
        Ok(_) => Err(Unreadable::Malformed("JSON object expected".into())),
        Err(problem) => Err(Unreadable::Malformed(format!("can't parse JSON object: {problem}"))),
    }
}

async fn add_multipart(params: &mut Params, request: Request) -> Result<(), Unreadable> {
    let malformed =
        |problem: &dyn std::fmt::Display| Unreadable::Malformed(format!("can't parse multipart: {problem}"));
    let mut parts = Multipart::from_request(request, &()).await.map_err(|problem| malformed(&problem))?;
    while let Some(part) = parts.next_field().await.map_err(|problem| malformed(&problem))? {
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let body = part.bytes().await.map_err(|problem| {
            if problem.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
                Unreadable::TooLarge
            } else {
                malformed(&problem)
            }
        })?;
        match file_name {
            Some(file_name) => params.add_file(name, Upload { file_name, bytes: body }),
            None => params.add(name, Value::String(String::from_utf8_lossy(&body).into_owned())),
        }
    }
    Ok(())
}

//! Files of a conversation: sending one to the contact, and opening one.

use axum::{body::Bytes, response::Response};
use candor_desk::actions::{
    open_file,
    send_file::{self, ReadyFile},
};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Conversation,
    list::{Numbered, found, told},
};
use crate::{
    api::{Answer, Asked, Problem, must_not_exceed},
    download,
};

/// The longest name taken, in characters; cleaned, it may get shorter.
const LONGEST_NAME: usize = 255;

/// The longest words taken with a file, in characters. Longer ones are a message of their own.
const LONGEST_TEXT: usize = 1024;

/// What is said of a file.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FileSaid {
    /// What it is called, with its ending. Paths and signs that do not belong into a name are left out.
    #[schemars(length(min = 1, max = 255))]
    name: String,
    /// Words that go with it.
    #[serde(default)]
    #[schemars(length(max = 1024))]
    text: String,
}

/// The place of a line in a conversation.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct Placed {
    /// The number of the conversation.
    #[schemars(range(min = 1))]
    number: i64,
    /// The place of the line with the file.
    #[schemars(range(min = 1))]
    place: i64,
}

/// Sends a file to the contact under the name of whoever made the token.
pub(crate) async fn send_file(asked: Asked<Numbered, FileSaid, Bytes>) -> Result<Answer<Conversation>, Problem> {
    let (number, FileSaid { name, text }) = (asked.path.number, &asked.query);
    if name.is_empty() {
        return Err(Problem::Malformed("name says what the file is called.".to_owned()));
    }
    must_not_exceed(name, LONGEST_NAME)?;
    must_not_exceed(text, LONGEST_TEXT)?;
    let ready = ReadyFile::of(name, asked.body.to_vec()).map_err(Problem::from)?;
    let ready = &ready;
    asked
        .act(|bench| {
            Box::pin(async move {
                let line = bench.numbered(number).await?;
                send_file::send_file(bench, &line, ready, text)?;
                Ok(number.to_string())
            })
        })
        .await?;
    told(&asked, number).await
}

/// Opens the file of a line.
pub(crate) async fn open_file(asked: Asked<Placed>) -> Result<Response, Problem> {
    let line = found(&asked, asked.path.number).await?;
    let opened = open_file::open_file(&asked.bench(), &line, asked.path.place).await?;
    Ok(download::saved(opened))
}

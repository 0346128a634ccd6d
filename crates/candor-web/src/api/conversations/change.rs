//! What a person does in a conversation through a program of theirs. Each answers with the conversation as it is after.

use candor_desk::actions::{
    answer_contact::answer_contact,
    edit_lead::{LeadEdit, edit_lead},
    release_conversation::release_conversation,
    stop_conversation::stop_conversation,
    take_conversation::take_conversation,
};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Conversation,
    list::{Numbered, told},
};
use crate::api::{Answer, Asked, Nothing, Problem};

/// Words to be sent or noted.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    /// The words.
    #[schemars(length(min = 1, max = 16384))]
    text: String,
}

/// How a conversation is ended.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ending {
    /// Whether the contact is told.
    #[serde(default)]
    farewell: bool,
}

/// Takes a conversation over.
pub(crate) async fn take(asked: Asked<Numbered>) -> Result<Answer<Conversation>, Problem> {
    let number = asked.path.number;
    asked
        .act(|bench| {
            let holder = asked.caller.operator.clone();
            Box::pin(async move {
                let line = bench.numbered(number).await?;
                take_conversation(bench, &line, &holder).await?;
                Ok(number.to_string())
            })
        })
        .await?;
    told(&asked, number).await
}

/// Gives a conversation back to the desk.
pub(crate) async fn release(asked: Asked<Numbered>) -> Result<Answer<Conversation>, Problem> {
    let number = asked.path.number;
    asked
        .act(|bench| {
            Box::pin(async move {
                let line = bench.numbered(number).await?;
                release_conversation(bench, &line).await?;
                Ok(number.to_string())
            })
        })
        .await?;
    told(&asked, number).await
}

/// Ends a conversation.
pub(crate) async fn stop(asked: Asked<Numbered, Nothing, Ending>) -> Result<Answer<Conversation>, Problem> {
    let (number, says_farewell) = (asked.path.number, asked.body.farewell);
    asked
        .act(|bench| {
            Box::pin(async move {
                let line = bench.numbered(number).await?;
                stop_conversation(bench, &line, says_farewell).await?;
                Ok(number.to_string())
            })
        })
        .await?;
    told(&asked, number).await
}

/// Writes to the contact under the name of whoever made the token.
pub(crate) async fn answer(asked: Asked<Numbered, Nothing, Words>) -> Result<Answer<Conversation>, Problem> {
    let number = asked.path.number;
    asked
        .act(|bench| {
            let text = asked.body.text.clone();
            Box::pin(async move {
                let line = bench.numbered(number).await?;
                answer_contact(bench, &line, &text)?;
                Ok(number.to_string())
            })
        })
        .await?;
    told(&asked, number).await
}

/// Writes a note, which contacts never see.
pub(crate) async fn note(asked: Asked<Numbered, Nothing, Words>) -> Result<Answer<Conversation>, Problem> {
    let number = asked.path.number;
    asked
        .act(|bench| {
            let text = asked.body.text.clone();
            Box::pin(async move {
                let line = bench.numbered(number).await?;
                edit_lead(bench, &line, &LeadEdit::Note(text)).await?;
                Ok(number.to_string())
            })
        })
        .await?;
    told(&asked, number).await
}

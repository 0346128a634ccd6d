//! What helps an answer along: texts kept for it, and a draft of the desk's. Both come into the box an answer is written in, never over
//! what stands there already, and nothing is sent by it. Without a script the page is shown again with the box filled.

use axum::{
    Form,
    extract::{Path, Query, State},
    response::{Redirect, Response},
};
use candor_core::{ids::TemplateId, roles::Deed};
use candor_desk::actions::{
    ActError, Bench,
    change_template::{find_template, list_templates, words_for},
    draft_answer::{Draft, Drafting, draft_answer},
};
use candor_store::{ConversationLine, TemplateRow};
use serde::Deserialize;

use super::{change::back, filter::Asked, list::page, summary::Summed, why::Why};
use crate::panel::{Panel, Trouble, Words, access::Viewer, notice};

/// So much of a kept text is shown where one is chosen, in characters.
const MAX_SEEN_CHARS: usize = 90;

/// What stands in and beside the box of an answer.
#[derive(Default)]
pub(crate) struct Beside {
    /// The words in the box.
    pub words: String,
    /// What the desk drafted.
    pub drafted: Option<Drafted>,
    /// What the conversation is about.
    pub summed: Option<Summed>,
}

/// A draft as it is shown.
pub(crate) struct Drafted {
    /// What came of it, in words.
    pub says: String,
    /// Whether words of an AI stand in the box.
    pub is_in_box: bool,
    /// The words, where something else stands in the box.
    pub offered: Option<String>,
    /// Why.
    pub why: Option<Why>,
    /// That models rest because a limit is reached, in words.
    pub limit: Option<&'static str>,
}

/// A kept text to choose.
pub(crate) struct Choice {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How it begins, filled in for this contact.
    pub seen: String,
}

impl Choice {
    /// The texts whoever looks can choose in a conversation; none where they do not answer.
    ///
    /// # Errors
    /// Whatever keeps the store from answering.
    pub(crate) async fn all(bench: &Bench<'_>, line: &ConversationLine, is_mine: bool) -> Result<Vec<Self>, ActError> {
        if !is_mine || bench.must_be_allowed(Deed::View).is_err() {
            return Ok(Vec::new());
        }
        let me = bench.name();
        let choice = |row: TemplateRow| Self {
            seen: candor_desk::relay::cut(&words_for(&row, line, &me).replace('\n', " "), MAX_SEEN_CHARS),
            id: row.id.to_string(),
            title: row.template.title,
        };
        Ok(list_templates(bench).await?.into_iter().map(choice).collect())
    }
}

/// What was typed before, and what is to be added to it.
#[derive(Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    words: String,
    /// The id of a kept text.
    #[serde(default, rename = "use")]
    chosen: Option<String>,
    /// Words of a draft that were offered beside.
    #[serde(default)]
    add: Option<String>,
}

impl Typed {
    /// What stands in the box, as the script and the browser count its line breaks.
    pub(super) fn in_box(&self) -> String {
        self.words.replace("\r\n", "\n")
    }
}

/// `POST …/fill`: puts a kept text, or a draft that was offered, behind what was typed.
pub(crate) async fn fill(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(number): Path<i64>,
    Query(asked): Query<Asked>,
    Form(typed): Form<Typed>,
) -> Result<Response, Trouble> {
    let bench = Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    let line = panel.desk().store.conversation_numbered(panel.business(), number).await?.ok_or(Trouble::Missing)?;
    let mut beside = Beside::default();
    let added = match (&typed.chosen, &typed.add) {
        (Some(id), _) => match find_template(&bench, &TemplateId::from_stored(id.as_str())).await {
            Ok(row) => words_for(&row, &line, &bench.name()),
            Err(error) => return notice::of_refusal(&panel, &viewer, error, &back(number)),
        },
        (None, Some(words)) => {
            beside.drafted = Some(in_box(Words(viewer.language)));
            words.replace("\r\n", "\n")
        }
        (None, None) => String::new(),
    };
    beside.words = behind(&typed.in_box(), &added);
    page(&panel, &viewer, asked, Some(line), beside).await
}

/// `POST …/draft`: shows what the desk would answer.
pub(crate) async fn draft(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(number): Path<i64>,
    Query(asked): Query<Asked>,
    Form(typed): Form<Typed>,
) -> Result<Response, Trouble> {
    let bench = Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    let line = panel.desk().store.conversation_numbered(panel.business(), number).await?.ok_or(Trouble::Missing)?;
    match draft_answer(&bench, &line).await {
        Ok(draft) => {
            let beside = offered(draft, typed.in_box(), Words(viewer.language));
            page(&panel, &viewer, asked, Some(line), beside).await
        }
        Err(error) => notice::of_refusal(&panel, &viewer, error, &back(number)),
    }
}

/// `GET …/fill`, `GET …/draft` and `GET …/summary`: what a form answered with has no address of its own, so whoever comes back to it comes to the
/// conversation.
pub(crate) async fn come_back(Path(number): Path<i64>) -> Redirect {
    Redirect::to(&back(number))
}

/// Words behind others, on a line of their own.
fn behind(typed: &str, added: &str) -> String {
    let typed = typed.trim_end();
    match (typed.is_empty(), added.is_empty()) {
        (true, _) => added.to_owned(),
        (false, true) => typed.to_owned(),
        (false, false) => format!("{typed}\n{added}"),
    }
}

fn in_box(words: Words) -> Drafted {
    let says = words.say("inbox.draft_in_box").to_owned();
    Drafted { says, is_in_box: true, offered: None, why: None, limit: None }
}

/// A draft comes into an empty box alone; beside anything else it is offered.
fn offered(draft: Draft, typed: String, words: Words) -> Beside {
    let why = draft.reasons.and_then(|reasons| Why::read(&serde_json::to_value(reasons).ok()?, words));
    let limit = draft.limit.map(|_| words.say("inbox.draft_limit"));
    let drafted = |says: String| Drafted { says, is_in_box: false, offered: None, why: None, limit: None };
    let mut beside = Beside { words: typed, ..Beside::default() };
    let reason = |key: &str, group: &str, reason: &str| {
        let about = if reason.is_empty() { String::new() } else { format!(" ({})", words.term(group, reason)) };
        format!("{}{about}", words.say(key))
    };
    let shown = match draft.outcome {
        Drafting::Words(text) if beside.words.trim().is_empty() => {
            beside.words = text;
            in_box(words)
        }
        Drafting::Words(text) => {
            Drafted { offered: Some(text), ..drafted(words.say("inbox.draft_offered").to_owned()) }
        }
        Drafting::NothingSaid => drafted(words.say("inbox.draft_nothing_said").to_owned()),
        Drafting::Silent(why) => drafted(reason("inbox.draft_silent", "why", &why)),
        Drafting::HandsOver(why) => drafted(reason("inbox.draft_hands_over", "handover", &why)),
        Drafting::AsksIfBot => drafted(words.say("inbox.draft_asks_if_bot").to_owned()),
        Drafting::NoAnswer => drafted(words.say("inbox.draft_no_answer").to_owned()),
    };
    beside.drafted = Some(Drafted { why, limit, ..shown });
    beside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_stays_before_what_is_added() {
        assert_eq!(behind("", "b"), "b");
        assert_eq!(behind("a \n", "b"), "a\nb");
        assert_eq!(behind("a", ""), "a");
    }
}

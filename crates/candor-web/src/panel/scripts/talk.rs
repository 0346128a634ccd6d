//! The talk beside the text: each answer with its reasons, as the inbox shows them.

use candor_desk::actions::{
    Bench,
    try_script::{Trial, TriedLine, Try, surroundings},
};

use super::posted::Posted;
use crate::panel::{Panel, Trouble, Words, access::Viewer, inbox::why::Why};

/// A talk as it is shown.
#[derive(Default)]
pub(crate) struct Talk {
    /// What was said, oldest first.
    pub lines: Vec<Line>,
    /// Buttons that can be pressed now: data and label.
    pub buttons: Vec<(String, String)>,
    /// The step it is at.
    pub step: String,
    /// Why a person would have been called, if one would.
    pub waits: Option<String>,
}

/// A line of it.
pub(crate) struct Line {
    /// `contact`, `ai` or `event`.
    pub side: &'static str,
    /// The words.
    pub text: String,
    /// Why, for what the desk did.
    pub why: Option<Why>,
}

impl Talk {
    fn of(trial: &Trial, words: Words) -> Self {
        let lines = trial.lines().iter().map(|line| match line {
            TriedLine::Said(text) => Line { side: "contact", text: text.clone(), why: None },
            TriedLine::Pressed(label) => {
                Line { side: "contact", text: words.fill("scripts.pressed", &[("label", label)]), why: None }
            }
            TriedLine::Answered { text, reasons, .. } => {
                let kept = serde_json::to_value(reasons).unwrap_or_default();
                let side = if text.is_empty() { "event" } else { "ai" };
                Line { side, text: text.clone(), why: Why::read(&kept, words) }
            }
        });
        let buttons = match trial.lines().last() {
            Some(TriedLine::Answered { buttons, .. }) => {
                buttons.iter().map(|button| (button.data.clone(), button.label.clone())).collect()
            }
            _ => Vec::new(),
        };
        Self {
            lines: lines.collect(),
            buttons,
            step: trial.step().unwrap_or_default().to_owned(),
            waits: trial.waits_because().map(|reason| words.term("handover", reason)),
        }
    }

    /// The talk of a session with a script, as it stands.
    pub(crate) fn shown(panel: &Panel, viewer: &Viewer, script: &str) -> Self {
        let trial = panel.trials().of(&viewer.sign_in, script);
        trial.map_or_else(Self::default, |trial| Self::of(&trial, Words(viewer.language)))
    }

    /// Says or presses what was posted, and has it answered by the text as it was posted. Whether it could be: a text with
    /// errors answers nothing.
    ///
    /// # Errors
    /// [`Trouble::MayNot`], and whatever keeps the store from answering.
    pub(crate) async fn go_on(panel: &Panel, viewer: &Viewer, posted: &Posted) -> Result<bool, Trouble> {
        let (trials, session) = (panel.trials(), &viewer.sign_in);
        if posted.is_anew {
            trials.keep(session, &posted.name, None);
            return Ok(true);
        }
        let done = match &posted.press {
            Some(data) => Try::Press(data.clone()),
            None if posted.say.trim().is_empty() => return Ok(true),
            None => Try::Say(posted.say.clone()),
        };
        let bench = Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
        let around = surroundings(&bench).await?;
        let Some(learnt) = trials.learn(&posted.text).await else { return Ok(false) };
        let trial = trials.of(session, &posted.name);
        let trial = trial.unwrap_or_else(|| Trial::begin(&posted.name, viewer.language));
        let answering = tokio::task::spawn_blocking(move || trial.after(&done, &learnt, &around));
        let answered = answering.await.map_err(|_| Trouble::Store(candor_store::Error::Raced))?;
        trials.keep(session, &posted.name, Some(answered));
        Ok(true)
    }
}

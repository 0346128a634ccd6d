//! The talks with scripts that are not published, kept in memory while their session lasts: what a page could send along it
//! could forge. And the scripts learnt for them. Both are few.

use std::sync::{Arc, Mutex, PoisonError};

use candor_core::script::{digest, parse};
use candor_desk::actions::try_script::{Learnt, Trial};
use tokio::sync::Semaphore;

/// So many talks are kept; the one touched longest ago is forgotten first.
const MOST_TRIALS: usize = 64;

/// So many scripts are kept learnt: each holds a few megabytes.
const MOST_LEARNT: usize = 6;

/// Talks and learnt scripts.
pub(crate) struct Trials {
    trials: Mutex<Vec<(Key, Trial)>>,
    learnt: Mutex<Vec<(String, Arc<Learnt>)>>,
    learning: Semaphore,
}

/// The session of whoever tries, and the script they try.
type Key = (String, String);

impl Default for Trials {
    fn default() -> Self {
        // Learning takes a core for up to a second: one at a time leaves the others to the desk.
        Self { trials: Mutex::default(), learnt: Mutex::default(), learning: Semaphore::new(1) }
    }
}

impl Trials {
    /// The talk of a session with a script, if there is one.
    pub(super) fn of(&self, session: &str, script: &str) -> Option<Trial> {
        let trials = self.trials.lock().unwrap_or_else(PoisonError::into_inner);
        trials.iter().find(|((of, with), _)| of == session && with == script).map(|(_, trial)| trial.clone())
    }

    /// Keeps a talk, or forgets it.
    pub(super) fn keep(&self, session: &str, script: &str, trial: Option<Trial>) {
        let mut trials = self.trials.lock().unwrap_or_else(PoisonError::into_inner);
        trials.retain(|((of, with), _)| of != session || with != script);
        if let Some(trial) = trial {
            trials.push(((session.to_owned(), script.to_owned()), trial));
        }
        let surplus = trials.len().saturating_sub(MOST_TRIALS);
        trials.drain(..surplus);
    }

    /// A text that was learnt lately.
    pub(super) fn known(&self, text: &str) -> Option<Arc<Learnt>> {
        let wanted = digest(text);
        let learnt = self.learnt.lock().unwrap_or_else(PoisonError::into_inner);
        learnt.iter().find(|(known, _)| *known == wanted).map(|(_, learnt)| Arc::clone(learnt))
    }

    /// Learns a text, unless it was learnt lately; `None` if something in it is wrong.
    pub(crate) async fn learn(&self, text: &str) -> Option<Arc<Learnt>> {
        let _turn = self.learning.acquire().await.ok()?;
        if let Some(known) = self.known(text) {
            return Some(known);
        }
        let script = parse(text).0?;
        let learnt = tokio::task::spawn_blocking(move || Arc::new(Learnt::of(script))).await.ok()?;
        let mut kept = self.learnt.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push((digest(text), Arc::clone(&learnt)));
        let surplus = kept.len().saturating_sub(MOST_LEARNT);
        kept.drain(..surplus);
        Some(learnt)
    }
}

#[cfg(test)]
mod tests {
    use candor_core::{language::Language, script::samples::SMALL};

    use super::*;

    #[test]
    fn talks_belong_to_a_session_and_a_script_and_the_oldest_is_forgotten() {
        let trials = Trials::default();
        for number in 0..=MOST_TRIALS {
            trials.keep(&format!("session{number}"), "small", Some(Trial::begin("small", Language::En)));
        }
        assert!(trials.of("session0", "small").is_none());
        assert!(trials.of("session1", "small").is_some() && trials.of("session1", "other").is_none());
        trials.keep("session1", "small", None);
        assert!(trials.of("session1", "small").is_none());
    }

    #[tokio::test]
    async fn a_text_is_learnt_once_and_a_broken_one_not_at_all() {
        let trials = Trials::default();
        let first = trials.learn(SMALL).await.unwrap();
        assert!(Arc::ptr_eq(&first, &trials.learn(SMALL).await.unwrap()));
        assert!(trials.learn("# nothing").await.is_none());
    }
}

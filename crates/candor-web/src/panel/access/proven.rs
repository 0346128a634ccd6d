//! That name and password were right a moment ago, so that a code alone is asked for after them, and again after a wrong one. Kept
//! in this process and by a hash, for a few minutes.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use candor_core::moment::Moment;
use candor_desk::staff::code_hash;
use candor_store::AccountRow;

use crate::panel::Panel;

/// A code is typed within so long, in milliseconds.
const HOLDS_MILLIS: i64 = 5 * 60 * 1000;

/// So many are remembered at most; beyond that everybody begins anew.
const MOST: usize = 1_000;

/// Who showed that they know a password, by the hash of what their page holds.
#[derive(Default)]
pub(crate) struct Proven(Mutex<HashMap<String, Known>>);

#[derive(Clone)]
struct Known {
    login: String,
    changed_at: Moment,
    at: Moment,
}

impl Proven {
    /// Remembers it; returns what the page is to send with the code. Nobody can guess it.
    pub(super) fn begin(&self, panel: &Panel, account: &AccountRow) -> String {
        let proof: String = panel.desk().ids.secret().iter().map(|byte| format!("{byte:02x}")).collect();
        let at = panel.now();
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, one| at.millis_since(one.at) < HOLDS_MILLIS);
        if known.len() >= MOST {
            known.clear();
        }
        let (login, changed_at) = (account.login.clone(), account.changed_at);
        known.insert(code_hash(&proof), Known { login, changed_at, at });
        proof
    }

    /// Whose password it was, and as of when that account was changed last; none once it is over.
    pub(super) fn account(&self, proof: &str, now: Moment) -> Option<(String, Moment)> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let one = known.get(&code_hash(proof)).filter(|one| now.millis_since(one.at) < HOLDS_MILLIS)?;
        Some((one.login.clone(), one.changed_at))
    }

    /// Forgets it: whoever came in needs it no more.
    pub(super) fn end(&self, proof: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&code_hash(proof));
    }
}

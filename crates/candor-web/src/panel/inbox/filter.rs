//! Which conversations are asked for, as it stands in the address of the page.

use candor_core::lead::LeadOutcome;
use candor_desk::actions::list_conversations::Wanted;
use serde::Deserialize;

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub(crate) struct Asked {
    /// One of [`SHOWN`]; anything else is `all`.
    #[serde(default)]
    pub show: String,
    /// A number or a public name to look for.
    #[serde(default)]
    pub q: String,
    /// The outcome wanted, as a stable word.
    #[serde(default)]
    pub outcome: String,
    /// The page, from 1.
    #[serde(default)]
    pub page: Option<u32>,
    /// How many pages of older lines the open conversation shows besides the newest.
    #[serde(default)]
    pub older: Option<u32>,
}

/// What can be shown, in order. The words are `inbox.show_*`.
pub(crate) const SHOWN: [&str; 7] = ["all", "waiting", "unread", "mine", "desk", "aside", "ended"];

impl Asked {
    /// What is shown, whatever was typed into the address.
    pub(crate) fn shown(&self) -> &'static str {
        SHOWN.into_iter().find(|known| *known == self.show).unwrap_or("all")
    }

    /// The page, from 0.
    pub(crate) fn page(&self) -> u32 {
        self.page.unwrap_or(1).saturating_sub(1)
    }

    /// As the desk asks its store.
    pub(crate) fn wanted(&self) -> Wanted {
        let shown = self.shown();
        Wanted {
            holder: match shown {
                "waiting" => Some("waiting"),
                "desk" => Some("desk"),
                _ => None,
            },
            is_mine: shown == "mine",
            is_unread: shown == "unread",
            with_ended: shown == "ended" || shown == "aside",
            is_aside: Some(shown == "aside"),
            outcome: LeadOutcome::from_word(&self.outcome),
            ..Wanted::default()
        }
    }

    /// What stands behind the path so that the same is shown: empty, or beginning with `?`.
    pub(crate) fn query(&self, page: Option<u32>) -> String {
        let mut parts = Vec::new();
        if self.shown() != "all" {
            parts.push(format!("show={}", self.shown()));
        }
        if let Some(outcome) = LeadOutcome::from_word(&self.outcome) {
            parts.push(format!("outcome={}", outcome.word()));
        }
        if !self.q.is_empty() {
            parts.push(format!("q={}", crate::respond::encoded(&self.q)));
        }
        if let Some(page) = page.filter(|page| *page > 1) {
            parts.push(format!("page={page}"));
        }
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }

    /// The same with something else shown, from the first page.
    pub(crate) fn showing(&self, shown: &str) -> String {
        Self { show: shown.to_owned(), ..self.clone() }.query(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_read_back_from_the_address() {
        let asked = Asked { show: "waiting".to_owned(), q: "@an na&x".to_owned(), ..Asked::default() };
        assert_eq!(asked.query(Some(3)), "?show=waiting&q=%40an+na%26x&page=3");
        assert_eq!(Asked { show: "<b>".to_owned(), ..Asked::default() }.query(None), "");
        assert_eq!(asked.showing("mine"), "?show=mine&q=%40an+na%26x");
    }
}

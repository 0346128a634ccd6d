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
    /// What to look for: a number, a public name, a name, or words that were said.
    #[serde(default)]
    pub q: String,
    /// Below which line of the search the page begins.
    #[serde(default)]
    pub before: Option<i64>,
    /// The tag wanted, exactly as it was given.
    #[serde(default)]
    pub tag: String,
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
            // Whoever looks for words does not mean to leave out what is over or put aside.
            with_ended: shown == "ended" || shown == "aside" || (self.is_search() && shown == "all"),
            is_aside: (!self.is_search() || shown != "all").then_some(shown == "aside"),
            tag: Some(self.tag.clone()).filter(|tag| !tag.is_empty()),
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
        if !self.tag.is_empty() {
            parts.push(format!("tag={}", crate::respond::encoded(&self.tag)));
        }
        if !self.q.is_empty() {
            parts.push(format!("q={}", crate::respond::encoded(&self.q)));
        }
        if let Some(page) = page.filter(|page| *page > 1) {
            parts.push(format!("page={page}"));
        }
        if let Some(before) = self.before.filter(|_| self.is_search()) {
            parts.push(format!("before={before}"));
        }
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }

    /// The same with something else shown, from the first page.
    pub(crate) fn showing(&self, shown: &str) -> String {
        Self { show: shown.to_owned(), before: None, ..self.clone() }.query(None)
    }

    /// Whether something is looked for.
    pub(crate) fn is_search(&self) -> bool {
        !self.q.trim().is_empty()
    }

    /// The page of the search that begins below a line; the first without one.
    pub(crate) fn found_below(&self, before: Option<i64>) -> String {
        Self { before, ..self.clone() }.query(None)
    }

    /// All conversations with a tag.
    pub(crate) fn tagged(tag: &str) -> String {
        Self { tag: tag.to_owned(), ..Self::default() }.query(None)
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
        assert_eq!(asked.found_below(Some(7)), "?show=waiting&q=%40an+na%26x&before=7");
        assert_eq!(Asked { before: Some(7), ..Asked::default() }.query(None), "", "only of a search");
        assert_eq!(Asked::tagged("a&b c"), "?tag=a%26b+c");
    }
}

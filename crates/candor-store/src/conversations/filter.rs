//! Which conversations are wanted, and how a statement asks for them: only for what is set, so that the database sees which index serves.

use candor_core::{
    ids::{BusinessId, OperatorId},
    moment::Moment,
};

use crate::{
    search,
    sql::{Param, Tx},
};

/// Which conversations are wanted. Everything that is set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConversationFilter {
    /// Held so: `desk`, `waiting` or `operator`, as [`candor_core::conversation::Holder::column`] says.
    pub holder: Option<String>,
    /// Held by this member of the staff.
    pub operator: Option<OperatorId>,
    /// At this step.
    pub step: Option<String>,
    /// Of this outcome.
    pub outcome: Option<String>,
    /// With this tag, exactly as it was given.
    pub tag: Option<String>,
    /// Only those whose last words have no answer yet.
    pub is_unread: bool,
    /// Also those that were ended.
    pub with_ended: bool,
    /// Only those that are put aside at this moment, or only those that are not; both where there is none.
    pub aside: Option<(bool, Moment)>,
}

impl ConversationFilter {
    /// Whether nothing is set but whether ended ones are wanted: then nearly every conversation fits.
    pub(crate) fn fits_most(&self) -> bool {
        let Self { holder, operator, step, outcome, tag, is_unread, with_ended: _, aside } = self;
        let is_rare = holder.as_deref().is_some_and(|holder| holder != "desk") || matches!(aside, Some((true, _)));
        !is_rare && !is_unread && [operator.is_some(), step.is_some(), outcome.is_some(), tag.is_some()] == [false; 4]
    }
}

/// The conditions of a statement on conversations named `v`, and the values for its placeholders.
pub(crate) struct Conditions {
    text: String,
    /// Which ids have the tag that is wanted, if one is.
    tagged: Option<String>,
    /// The values, in order.
    pub(crate) params: Vec<Param<'static>>,
}

impl Conditions {
    /// Those of a filter, behind the values a statement begins with.
    pub(crate) fn of(
        tx: &Tx<'_>,
        business: &BusinessId,
        filter: &ConversationFilter,
        before: Vec<Param<'static>>,
    ) -> Self {
        let mut wanted = Self { text: String::new(), tagged: None, params: before };
        let here = wanted.place(owned(business.as_str()));
        wanted.and(&format!("v.business = {here}"));
        if let Some(holder) = &filter.holder {
            let place = wanted.place(owned(holder));
            wanted.and(&format!("v.holder = {place}"));
            if holder == "waiting" {
                // Says what the index of those who wait is kept for.
                wanted.and("v.waiting_since IS NOT NULL");
            }
        }
        if let Some(operator) = &filter.operator {
            let place = wanted.place(owned(operator.as_str()));
            wanted.and(&format!("v.holder_id = {place}"));
        }
        if let Some(step) = &filter.step {
            let place = wanted.place(owned(step));
            wanted.and(&format!("v.step = {place}"));
        }
        if let Some(outcome) = &filter.outcome {
            let place = wanted.place(owned(outcome));
            wanted.and(&format!("v.lead_outcome = {place}"));
        }
        if let Some(tag) = &filter.tag {
            let marks = search::marks(tx, business, tag);
            let places: Vec<String> = marks.iter().map(|mark| wanted.place(owned(mark))).collect();
            let tagged = format!(
                "SELECT t.conversation FROM conversation_tags t WHERE t.business = {here} AND t.mark IN ({})",
                places.join(", ")
            );
            wanted.and(&format!("v.id IN ({tagged})"));
            wanted.tagged = Some(tagged);
        }
        if filter.is_unread {
            wanted.and("COALESCE(v.last_contact_at, 0) > COALESCE(v.last_answer_at, 0)");
        }
        if !filter.with_ended {
            wanted.and("v.ended_at IS NULL");
        }
        match filter.aside {
            Some((true, now)) => {
                let place = wanted.place(now.millis());
                wanted.and(&format!("v.snoozed_until > {place}"));
            }
            Some((false, now)) => {
                let place = wanted.place(now.millis());
                wanted.and(&format!("(v.snoozed_until IS NULL OR v.snoozed_until <= {place})"));
            }
            None => {}
        }
        wanted
    }

    /// Adds a value and returns its placeholder.
    pub(crate) fn place(&mut self, value: impl Into<Param<'static>>) -> String {
        self.params.push(value.into());
        format!("${}", self.params.len())
    }

    /// Adds a condition, put together of constants and placeholders.
    pub(crate) fn and(&mut self, condition: &str) {
        if !self.text.is_empty() {
            self.text.push_str(" AND ");
        }
        self.text.push_str(condition);
    }

    /// What a statement on conversations alone has behind its FROM. Few have a tag, so one begins with those that do: CROSS JOIN is to
    /// SQLite the order in which to look.
    pub(crate) fn from(&self) -> String {
        let text = &self.text;
        match &self.tagged {
            Some(tagged) => format!(
                "(SELECT DISTINCT conversation FROM ({tagged}) h) g CROSS JOIN conversations v
                 WHERE v.id = g.conversation AND {text}"
            ),
            None => format!("conversations v WHERE {text}"),
        }
    }

    /// All of them.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

fn owned(text: &str) -> Param<'static> {
    Param::Text(crate::sql::storable(text).into_owned().into())
}

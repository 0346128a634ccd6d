//! `POST …/summary`: what a conversation is about, in a few points, shown beside it. What was typed into an answer stays.

use axum::{
    Form,
    extract::{Path, Query, State},
    response::Response,
};
use candor_core::moment::Moment;
use candor_desk::actions::{
    ActError, Bench, Refusal, act,
    sum_up::{NoModel, Summary, Writer, sum_up},
};

use super::{
    change::back,
    filter::Asked,
    list::page,
    open::PER_PAGE,
    quick::{Beside, Typed},
};
use crate::panel::{Panel, Trouble, Words, access::Viewer, notice};

/// A summary as it is shown.
pub(crate) struct Summed {
    /// Who wrote it and what that means, in words.
    pub by: String,
    /// Whether a model did.
    pub is_by_ai: bool,
    /// Why no model did, in words, where one is named for it.
    pub because: Option<&'static str>,
    /// When it was made.
    pub at: Moment,
    /// The last line looked at, as a link, and when it was said.
    pub up_to: Option<(Line, Moment)>,
    /// The points, each with the lines that prove it.
    pub points: Vec<(String, Vec<Line>)>,
}

/// A line by its number, and where it is to be seen.
#[derive(Clone)]
pub(crate) struct Line {
    pub place: i64,
    pub link: String,
}

/// Shows what a conversation is about.
pub(crate) async fn summary(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(number): Path<i64>,
    Query(asked): Query<Asked>,
    Form(typed): Form<Typed>,
) -> Result<Response, Trouble> {
    let bench = || Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    let summed = act(bench, |bench| {
        Box::pin(async move {
            let line = bench.numbered(number).await?;
            let summary = sum_up(bench, &line).await?;
            Ok((line, summary))
        })
    });
    match summed.await {
        Ok((line, summary)) => {
            let seen = asked.older.unwrap_or_default();
            let summed = Some(Summed::of(summary, number, seen, Words(viewer.language)));
            page(&panel, &viewer, asked, Some(line), Beside { words: typed.in_box(), summed, ..Beside::default() })
                .await
        }
        Err(ActError::Refused(Refusal::NoSuchNumber(_))) => Err(Trouble::Missing),
        Err(error) => notice::of_refusal(&panel, &viewer, error, &back(number)),
    }
}

impl Summed {
    /// `seen` is how many pages of older lines are shown.
    fn of(summary: Summary, number: i64, seen: u32, words: Words) -> Self {
        let newest = summary.up_to.unwrap_or_default();
        let line = |place: i64| Line { place, link: link(number, newest.saturating_sub(place), seen, place) };
        let (by, is_by_ai, because) = match &summary.writer {
            Writer::Model(model) => (words.fill("inbox.summary_by_ai", &[("model", model)]), true, None),
            Writer::Code(why) => {
                let because = match why {
                    NoModel::NotNamed => None,
                    NoModel::Limit(_) => Some(words.say("inbox.summary_limit")),
                    NoModel::NoAnswer => Some(words.say("inbox.summary_no_answer")),
                };
                (words.say("inbox.summary_by_code").to_owned(), false, because)
            }
        };
        let points = summary.points.iter();
        Self {
            by,
            is_by_ai,
            because,
            at: summary.at,
            up_to: summary.up_to.map(line).zip(summary.up_to_at),
            points: points
                .map(|point| (point.text.clone(), point.places.iter().copied().map(line).collect()))
                .collect(),
        }
    }
}

/// Where a line is to be seen: on this page, or on one with so many more of the older lines.
fn link(number: i64, behind: i64, seen: u32, place: i64) -> String {
    let pages = u32::try_from(behind.max(0) / i64::from(PER_PAGE)).unwrap_or(u32::MAX);
    if pages <= seen {
        return format!("#line-{place}");
    }
    format!("{}?older={pages}#line-{place}", back(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_shown_where_it_stands_or_on_a_page_that_holds_it() {
        assert_eq!(link(7, 0, 0, 90), "#line-90");
        assert_eq!(link(7, 59, 0, 31), "#line-31");
        assert_eq!(link(7, 60, 0, 30), "/panel/inbox/7?older=1#line-30");
        assert_eq!(link(7, 60, 1, 30), "#line-30");
        assert_eq!(link(7, -1, 0, 91), "#line-91");
    }
}

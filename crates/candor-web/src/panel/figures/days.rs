//! `GET /panel/figures/days.csv`: the table of days, for spreadsheets.

use axum::{
    extract::{Query, State},
    http::header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{IntoResponse, Response},
};

use crate::{
    figures::{Asked, Figures, Span},
    panel::{Panel, Trouble},
};

/// Numbers and days alone, so that no cell needs quoting and none can be a formula. The names are the same in every language.
pub(crate) async fn csv(State(panel): State<Panel>, Query(asked): Query<Asked>) -> Result<Response, Trouble> {
    let zone = panel.desk().shelf.zone(panel.business()).await?;
    let span = Span::of(&asked, &zone, panel.now());
    let figures = Figures::of(&panel.desk().store, panel.business(), &span).await?;
    let mut text = String::from(
        "day,conversations,messages_from_contacts,ai_replies,operator_replies,people_called,leads,opt_outs,turns_along_script,\
         turns_free,turns_handed_off,turns_silent,model_calls,model_tokens,model_cost_millionths\r\n",
    );
    for day in &figures.days {
        let tally = &day.tally;
        let cells = [
            tally.begun,
            tally.from_contacts,
            tally.by_ai,
            tally.by_operators,
            tally.called,
            day.leads,
            day.opt_outs,
            tally.script_80,
            tally.free_20,
            tally.hand_off,
            tally.stay_silent,
            day.calls,
            day.tokens,
            day.cost,
        ];
        text.push_str(&day.date.to_string());
        cells.iter().for_each(|cell| text.push_str(&format!(",{cell}")));
        text.push_str("\r\n");
    }
    let name = format!("attachment; filename=\"candor-{}-{}.csv\"", span.first, span.last);
    Ok(([(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)], text).into_response())
}

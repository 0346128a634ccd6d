//! `GET /stats/funnel`: how far conversations of one version of a script came.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    share::Share,
    span::{OnDay, span},
};
use crate::{
    api::{Answer, Asked, Nothing, Problem},
    figures::{self, order, versions},
};

/// Of which conversations.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    /// The first day; six days before the last where it is left out.
    #[schemars(with = "Option<OnDay>")]
    from: Option<String>,
    /// The last day; today where it is left out or lies ahead.
    #[schemars(with = "Option<OnDay>")]
    to: Option<String>,
    /// Where days begin: a zone of the IANA database, such as `Europe/Moscow`. That of the business where it is left out.
    zone: Option<String>,
    /// The script; the one with most conversations where it is left out.
    script: Option<String>,
    /// The version; the one with most conversations where it is left out.
    #[schemars(range(min = 1))]
    version: Option<i64>,
}

/// How far conversations came. A script branches, so that every step is held against all conversations.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Funnel {
    /// The first day.
    from: OnDay,
    /// The last day.
    to: OnDay,
    /// The zone in which the days begin.
    zone: String,
    /// The script; null where no conversation began with what was asked for.
    script: Option<String>,
    /// Its version.
    version: Option<i64>,
    /// Conversations begun with it.
    conversations: u64,
    /// Of them, so many of which it is not known where they were.
    unknown: u64,
    /// The steps in the order of the script; those the script has no more at the end.
    steps: Vec<StepTold>,
}

/// A step.
#[derive(Serialize, JsonSchema)]
pub(crate) struct StepTold {
    /// Its id in the script.
    step: String,
    /// How many of the conversations were at it.
    reached: Share,
    /// How many of those went no further, called nobody and did not come out well.
    lost: Share,
}

/// Tells how far conversations of a version came.
pub(crate) async fn show(asked: Asked<Nothing, Wanted>) -> Result<Answer<Funnel>, Problem> {
    let wanted = &asked.query;
    if wanted.version.is_some_and(|version| version < 1) {
        return Err(Problem::Malformed("version is a number from 1.".to_owned()));
    }
    let days = (wanted.from.as_deref(), wanted.to.as_deref(), wanted.zone.as_deref());
    let (span, zone) = span(&asked, days).await?;
    let (since, until) = span.moments();
    let (desk, business) = (asked.api.desk(), asked.api.business());
    let begun = desk.store.begun_conversations(business, since, until).await?;
    let known = versions(&begun);
    let is_meant = |(script, version): &(String, i64)| {
        wanted.script.as_ref().is_none_or(|wanted| wanted == script)
            && wanted.version.is_none_or(|wanted| wanted == *version)
    };
    let meant = known.iter().filter(|(name, _)| is_meant(name)).max_by_key(|(_, version)| version.begun);
    let (steps, unknown) = match meant {
        Some((name, _)) => figures::funnel(&begun, name, &order(desk, business, name).await),
        None => (Vec::new(), 0),
    };
    let conversations = meant.map_or(0, |(_, version)| version.begun);
    let told = |step: figures::Step| StepTold {
        step: step.id,
        reached: Share::of(step.reached, conversations.saturating_sub(unknown)),
        lost: Share::of(step.lost, step.reached),
    };
    Ok(Answer::of(Funnel {
        from: span.first.into(),
        to: span.last.into(),
        zone,
        script: meant.map(|((script, _), _)| script.clone()),
        version: meant.map(|((_, version), _)| *version),
        conversations,
        unknown,
        steps: steps.into_iter().map(told).collect(),
    }))
}

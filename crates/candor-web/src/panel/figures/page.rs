//! `GET /panel/figures`.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use candor_core::{conversation::Holder, lead::LeadOutcome};
use candor_desk::relay::plain_name;
use candor_store::ConversationFilter;
use jiff::civil::Date;

use super::{
    chart::{Chart, Column, HEIGHT, WIDTH},
    said::{change, duration, money, per_cent, share},
};
use crate::{
    figures::{Asked, CHOICES, Day, FEW, Figures, Span, funnel, order, outcomes, versions},
    panel::{Frame, Page, Panel, Trouble, Words, access::Viewer, words::grouped},
};

const HERE: &str = "/panel/figures";

/// So many of those who wait are named.
const SHOWN_WAITING: u32 = 5;

/// One figure and what it is of.
struct Key {
    name: &'static str,
    value: String,
    against: String,
}

/// A chart with its words.
struct Drawn {
    id: &'static str,
    title: &'static str,
    unit: String,
    legend: Vec<&'static str>,
    chart: Chart,
}

/// One row of a table of shares.
struct Row {
    name: String,
    count: String,
    share: String,
    meter: u64,
    more: Vec<String>,
}

#[derive(Template)]
#[template(path = "figures/figures.html")]
struct FiguresPage {
    frame: Frame,
    span: Span,
    keys: Vec<Key>,
    charts: Vec<Drawn>,
    days: Vec<Vec<String>>,
    scripts: Vec<Row>,
    strategies: Vec<Row>,
    outcomes: Vec<Row>,
    /// Where leads stand now: the name of the stage, and how many.
    board: Vec<(&'static str, String)>,
    versions: Vec<(String, String, bool)>,
    steps: Vec<Row>,
    unknown: u64,
    /// Number, name, why a person was called, and for how long they wait.
    needs: Vec<(i64, String, String, String)>,
    is_empty: bool,
    has_few: bool,
}

impl FiguresPage {
    fn day(&self, date: &Date) -> String {
        self.frame.words.day(*date)
    }

    fn choices(&self) -> [(&'static str, bool); 4] {
        CHOICES.map(|(name, _)| (name, self.span.choice == name))
    }
}

/// The page.
pub(crate) async fn show(
    State(panel): State<Panel>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let frame = Frame::around(&panel, &viewer, HERE).await?;
    let span = Span::of(&asked, &frame.zone, panel.now());
    let figures = Figures::of(&panel.desk().store, panel.business(), &span).await?;
    let words = Words(viewer.language);
    let known = versions(&figures.begun);
    let most = known.iter().max_by_key(|(_, version)| version.begun).map(|(name, _)| name.clone());
    let title = |(name, number): &(String, i64)| format!("{name}:{number}");
    let chosen = known.keys().find(|name| title(name) == asked.script).cloned().or(most);
    let (steps, unknown) = match &chosen {
        Some(version) => funnel(&figures.begun, version, &order(panel.desk(), panel.business(), version).await),
        None => (Vec::new(), 0),
    };
    let begun_of = chosen.as_ref().and_then(|name| known.get(name)).map_or(0, |version| version.begun);
    let steps = steps.into_iter().map(|step| Row {
        count: grouped(step.reached, words.0),
        share: share(words, step.reached, begun_of.saturating_sub(unknown)),
        meter: per_cent(step.reached, begun_of.saturating_sub(unknown)),
        more: vec![grouped(step.lost, words.0), share(words, step.lost, step.reached)],
        name: step.id,
    });
    let scripts = known.iter().map(|((name, number), version)| Row {
        name: format!("{name} v{number}"),
        count: grouped(version.begun, words.0),
        share: share(words, version.begun, figures.sum.tally.begun),
        meter: per_cent(version.begun, figures.sum.tally.begun),
        more: vec![share(words, version.called, version.begun), share(words, version.leads, version.begun)],
    });
    let tally = &figures.sum.tally;
    let page = FiguresPage {
        keys: keys(words, &figures),
        charts: charts(words, &figures),
        days: figures.days.iter().map(|day| cells(words, day)).collect(),
        scripts: scripts.collect(),
        strategies: strategies(words, &figures),
        outcomes: outcome_rows(words, &figures),
        board: board(&panel, words).await?,
        versions: known
            .keys()
            .map(|name| (title(name), format!("{} v{}", name.0, name.1), Some(name) == chosen.as_ref()))
            .collect(),
        steps: steps.collect(),
        unknown,
        needs: needs(&panel, words).await?,
        is_empty: tally.begun == 0 && tally.from_contacts == 0 && tally.by_operators == 0,
        has_few: tally.begun > 0 && tally.begun < FEW,
        frame,
        span,
    };
    Ok(Page(page).into_response())
}

/// Who waits for a person, longest first.
async fn needs(panel: &Panel, words: Words) -> Result<Vec<(i64, String, String, String)>, Trouble> {
    let now = panel.now();
    let filter = ConversationFilter { holder: Some("waiting".to_owned()), ..Default::default() };
    let found = panel.desk().store.find_conversations(panel.business(), &filter, SHOWN_WAITING, 0).await?;
    let waiting = found.lines.iter().filter_map(|line| match &line.conversation.conversation.holder {
        Holder::Waiting { since, reason } => {
            let waits = duration(words, now.millis_since(*since));
            Some((line.number, plain_name(&line.contact), words.term("why", reason), waits))
        }
        Holder::Desk | Holder::Operator { .. } => None,
    });
    Ok(waiting.collect())
}

/// How many leads stand at each outcome now, worked out from the conversation where nobody set one.
async fn board(panel: &Panel, words: Words) -> Result<Vec<(&'static str, String)>, Trouble> {
    let stages = panel.desk().store.count_stages(panel.business()).await?;
    let told = stages.into_iter().filter_map(|(stage, leads)| Some((stage?.name(words.0), grouped(leads, words.0))));
    Ok(told.collect())
}

fn keys(words: Words, figures: &Figures) -> Vec<Key> {
    let (sum, before) = (&figures.sum, &figures.before);
    let count = |name: &'static str, now: u64, was: u64| Key {
        name: words.say(name),
        value: grouped(now, words.0),
        against: change(words, now, was),
    };
    let called = figures.begun.iter().filter(|line| line.was_called).map(|line| line.count).sum::<u64>();
    let told = |millis: Option<i64>| millis.map_or("–".to_owned(), |millis| duration(words, millis));
    let mut keys = vec![
        count("figures.key_begun", sum.tally.begun, before.tally.begun),
        count("figures.key_asked", sum.tally.from_contacts, before.tally.from_contacts),
        count("figures.key_ai", sum.tally.by_ai, before.tally.by_ai),
        count("figures.key_operators", sum.tally.by_operators, before.tally.by_operators),
        Key {
            name: words.say("figures.key_first"),
            value: told(figures.first.median),
            against: words.fill(
                "figures.first_more",
                &[
                    ("ninety", &told(figures.first.nine_of_ten)),
                    ("answered", &grouped(figures.first.answered, words.0)),
                    ("before", &told(before.median)),
                ],
            ),
        },
        Key {
            against: words.fill("figures.leads_more", &[("change", &change(words, sum.leads, before.leads))]),
            ..count("figures.key_leads", sum.leads, before.leads)
        },
        Key {
            name: words.say("figures.key_conversion"),
            value: share(words, sum.leads, sum.tally.begun),
            against: words
                .fill("figures.conversion_more", &[("before", &share(words, before.leads, before.tally.begun))]),
        },
        Key {
            name: words.say("figures.key_called"),
            value: grouped(sum.tally.called, words.0),
            against: words.fill("figures.called_more", &[("share", &share(words, called, sum.tally.begun))]),
        },
        count("figures.key_opt_outs", sum.opt_outs, before.opt_outs),
    ];
    let (calls, tokens, cost) = figures.models();
    if calls > 0 {
        keys.push(Key {
            name: words.say("figures.key_cost"),
            value: money(words.0, cost),
            against: words.fill(
                "figures.cost_more",
                &[("calls", &grouped(calls, words.0)), ("tokens", &grouped(tokens, words.0))],
            ),
        });
    }
    keys
}

fn charts(words: Words, figures: &Figures) -> Vec<Drawn> {
    let label = |day: &Day| day.date.strftime("%d.%m").to_string();
    let column = |day: &Day, said: String, parts: Vec<u64>| Column {
        label: label(day),
        title: format!("{}: {said}", words.day(day.date)),
        parts,
    };
    let number = |count: u64| grouped(count, words.0);
    let by_day = |parts: fn(&Day) -> Vec<u64>, names: &[&'static str]| {
        let said = |day: &Day| {
            let told = parts(day).into_iter().zip(names).map(|(count, name)| format!("{name} {}", number(count)));
            told.collect::<Vec<_>>().join(", ")
        };
        Chart::of(figures.days.iter().map(|day| column(day, said(day), parts(day))).collect())
    };
    let who = ["figures.by_contacts", "figures.by_ai", "figures.by_operators"].map(|key| words.say(key));
    let begun = words.say("figures.key_begun");
    let mut charts = vec![
        Drawn {
            id: "chart-begun",
            title: words.say("figures.chart_begun"),
            unit: words.say("figures.unit_day").to_owned(),
            legend: Vec::new(),
            chart: by_day(|day| vec![day.tally.begun], &[begun]),
        },
        Drawn {
            id: "chart-messages",
            title: words.say("figures.chart_messages"),
            unit: words.say("figures.unit_day").to_owned(),
            legend: who.to_vec(),
            chart: by_day(|day| vec![day.tally.from_contacts, day.tally.by_ai, day.tally.by_operators], &who),
        },
        Drawn {
            id: "chart-hours",
            title: words.say("figures.chart_hours"),
            unit: words.say("figures.unit_hour").to_owned(),
            legend: Vec::new(),
            chart: Chart::of(
                (0_u64..)
                    .zip(&figures.hours)
                    .map(|(hour, count)| Column {
                        label: hour.to_string(),
                        title: format!("{hour}:00–{hour}:59: {}", number(*count)),
                        parts: vec![*count],
                    })
                    .collect(),
            ),
        },
    ];
    if figures.models().0 > 0 {
        charts.push(Drawn {
            id: "chart-calls",
            title: words.say("figures.chart_calls"),
            unit: words.say("figures.unit_day").to_owned(),
            legend: Vec::new(),
            chart: Chart::of(
                figures
                    .days
                    .iter()
                    .map(|day| {
                        let calls = [("calls", number(day.calls)), ("cost", money(words.0, day.cost))];
                        let calls = calls.each_ref().map(|(blank, with)| (*blank, with.as_str()));
                        column(day, words.fill("figures.calls_cost", &calls), vec![day.calls])
                    })
                    .collect(),
            ),
        });
    }
    charts
}

/// The cells of a day, in the order of the table's heads.
fn cells(words: Words, day: &Day) -> Vec<String> {
    let tally = &day.tally;
    let counts = [
        tally.begun,
        tally.from_contacts,
        tally.by_ai,
        tally.by_operators,
        tally.called,
        day.leads,
        day.opt_outs,
        day.calls,
        day.tokens,
    ];
    let cells = counts.map(|count| grouped(count, words.0)).into_iter();
    std::iter::once(words.day(day.date)).chain(cells).chain([money(words.0, day.cost)]).collect()
}

fn strategies(words: Words, figures: &Figures) -> Vec<Row> {
    let tally = &figures.sum.tally;
    let all = [
        ("script_80", tally.script_80),
        ("free_20", tally.free_20),
        ("hand_off", tally.hand_off),
        ("stay_silent", tally.stay_silent),
    ];
    let turns = all.iter().map(|(_, count)| count).sum::<u64>();
    rows(words, turns, all.into_iter().map(|(word, count)| (words.term("strategy", word), count)))
}

fn outcome_rows(words: Words, figures: &Figures) -> Vec<Row> {
    let known = outcomes(&figures.begun);
    let name = |word: &str| LeadOutcome::from_word(word).map_or(word.to_owned(), |one| one.name(words.0).to_owned());
    rows(words, figures.sum.tally.begun, known.into_iter().map(|(word, count)| (name(&word), count)))
}

fn rows(words: Words, whole: u64, counts: impl Iterator<Item = (String, u64)>) -> Vec<Row> {
    let row = |(name, count): (String, u64)| Row {
        name,
        count: grouped(count, words.0),
        share: share(words, count, whole),
        meter: per_cent(count, whole),
        more: Vec::new(),
    };
    counts.filter(|(_, count)| *count > 0).map(row).collect()
}

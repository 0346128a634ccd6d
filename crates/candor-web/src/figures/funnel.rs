//! How far conversations of one version of a script came. A script branches, so that a step is held against all conversations, and what
//! is counted as lost is only who went no further, was not handed to a person and did not come out well.

use std::collections::BTreeMap;

use candor_core::{conversation::ScriptRef, ids::BusinessId};
use candor_desk::Desk;
use candor_store::BegunLine;

use super::gather::is_good;

/// One version of a script, and how its conversations came out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Version {
    /// Conversations begun.
    pub begun: u64,
    /// Of them, so many ever waited for a person.
    pub called: u64,
    /// So many came out well.
    pub leads: u64,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// Its id in the script.
    pub id: String,
    /// So many conversations were at it.
    pub reached: u64,
    /// So many of them went no further.
    pub lost: u64,
}

/// The versions with conversations, by name and number.
pub(crate) fn versions(begun: &[BegunLine]) -> BTreeMap<(String, i64), Version> {
    let mut versions: BTreeMap<(String, i64), Version> = BTreeMap::new();
    for line in begun {
        let version = versions.entry((line.script_name.clone(), line.script_version)).or_default();
        version.begun += line.count;
        version.called += if line.was_called { line.count } else { 0 };
        version.leads += if line.outcome.as_deref().is_some_and(is_good) { line.count } else { 0 };
    }
    versions
}

/// The outcomes people gave, with how many conversations each has.
pub(crate) fn outcomes(begun: &[BegunLine]) -> BTreeMap<String, u64> {
    let mut outcomes = BTreeMap::new();
    for line in begun {
        if let Some(outcome) = &line.outcome {
            *outcomes.entry(outcome.clone()).or_default() += line.count;
        }
    }
    outcomes
}

/// The steps of a version in the order of the script, those the script has no more at the end; and of how many conversations it is not
/// known where they were.
pub(crate) fn funnel(begun: &[BegunLine], version: &(String, i64), order: &[String]) -> (Vec<Step>, u64) {
    let mut steps: Vec<Step> = order.iter().map(|id| Step { id: id.clone(), reached: 0, lost: 0 }).collect();
    let mut unknown = 0;
    for line in begun.iter().filter(|line| (&line.script_name, line.script_version) == (&version.0, version.1)) {
        let Some(path) = &line.path else {
            unknown += line.count;
            continue;
        };
        for (place, id) in path.iter().enumerate() {
            let at = steps.iter().position(|step| step.id == *id).unwrap_or(steps.len());
            if at == steps.len() {
                steps.push(Step { id: id.clone(), reached: 0, lost: 0 });
            }
            let Some(step) = steps.get_mut(at) else { continue };
            step.reached += line.count;
            let went_well = line.was_called || line.outcome.as_deref().is_some_and(is_good);
            if place + 1 == path.len() && !went_well {
                step.lost += line.count;
            }
        }
    }
    steps.retain(|step| step.reached > 0);
    (steps, unknown)
}

/// The steps of a version in the order of its text; none where it cannot be read any more.
pub(crate) async fn order(desk: &Desk, business: &BusinessId, version: &(String, i64)) -> Vec<String> {
    let wanted = ScriptRef { name: version.0.clone(), version: version.1 };
    let shelved = desk.shelf.take(business, &wanted).await;
    shelved.map(|shelved| shelved.script.steps.iter().map(|step| step.id.clone()).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn went(path: Option<&[&str]>, outcome: Option<&str>, was_called: bool, count: u64) -> BegunLine {
        BegunLine {
            script_name: "s".to_owned(),
            script_version: 1,
            path: path.map(|path| path.iter().map(|&step| step.to_owned()).collect()),
            outcome: outcome.map(str::to_owned),
            was_called,
            count,
        }
    }

    #[test]
    fn a_step_counts_who_was_at_it_and_who_went_no_further_without_a_good_end() {
        let begun = [
            went(Some(&["hello"]), None, false, 5),
            went(Some(&["hello", "roses"]), Some("enrolled"), false, 3),
            went(Some(&["hello", "small"]), Some("lost"), false, 2),
            went(Some(&["hello", "gone"]), None, true, 1),
            went(None, None, false, 4),
            BegunLine { script_version: 2, ..went(Some(&["hello"]), None, false, 9) },
        ];
        let order = ["hello", "small", "roses", "never"].map(str::to_owned);
        let (steps, unknown) = funnel(&begun, &("s".to_owned(), 1), &order);
        let told: Vec<_> = steps.iter().map(|step| (step.id.as_str(), step.reached, step.lost)).collect();
        assert_eq!(told, [("hello", 11, 5), ("small", 2, 2), ("roses", 3, 0), ("gone", 1, 0)]);
        assert_eq!(unknown, 4);
        let known = versions(&begun);
        assert_eq!(known[&("s".to_owned(), 1)], Version { begun: 15, called: 1, leads: 3 });
        assert_eq!(outcomes(&begun), BTreeMap::from([("enrolled".to_owned(), 3), ("lost".to_owned(), 2)]));
    }
}

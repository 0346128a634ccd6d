//! Asks whether a script that was read makes sense: every check in the list below, each in a file of its own.
//! Checks look at the whole script and never stop at the first problem.

use super::{checks, problem::Problem, reading::Reading};

/// One check: the whole reading in, problems out.
type Check = fn(&Reading) -> Vec<Problem>;

/// All checks.
const CHECKS: &[Check] = &[
    checks::names::check,
    checks::references::check,
    checks::placeholders::check,
    checks::ways::check,
    checks::unused::check,
    checks::phrasings::check,
    checks::languages::check,
    checks::lengths::check,
    checks::buttons::check,
    checks::choices::check,
    checks::numbers::check,
    checks::qualification::check,
    checks::time_zone::check,
    checks::links::check,
    checks::forbidden::check,
    checks::figures::check,
    checks::promises::check,
    checks::ai_notice::check,
    checks::person::check,
    checks::safety::check,
];

/// Runs all checks.
pub(crate) fn check(reading: &Reading) -> Vec<Problem> {
    CHECKS.iter().flat_map(|check| check(reading)).collect()
}

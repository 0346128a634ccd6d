//! The ways between steps: every step can be reached and leads somewhere, and some way ends with a person.

use std::collections::BTreeSet;

use crate::script::{
    codes,
    model::{Outcome, Script, Step, Then},
    problem::{Problem, both},
    reading::Reading,
};

pub(in crate::script) fn check(reading: &Reading) -> Vec<Problem> {
    let script = &reading.script;
    if script.steps.is_empty() {
        return vec![no_steps()];
    }
    let reached = reached(script);
    let mut problems = Vec::new();
    for step in &script.steps {
        if !reached.contains(step.id.as_str()) {
            let reason =
                both(format!("nothing leads to step \"{}\"", step.id), format!("к шагу «{}» ничто не ведёт", step.id));
            let advice = both(
                "give it phrasings under \"customers say:\", or lead to it from another step or a trigger",
                "добавьте ему фразы в «клиент говорит:» или ведите к нему из другого шага или триггера",
            );
            problems.push(Problem::at(step.line, codes::UNREACHABLE_STEP, reason, advice));
        }
        if !leads_on(step) {
            let reason =
                both(format!("step \"{}\" leads nowhere", step.id), format!("шаг «{}» никуда не ведёт", step.id));
            let advice = both("add \"next:\" or \"outcome:\"", "добавьте «дальше:» или «итог:»");
            problems.push(Problem::at(step.line, codes::DEAD_END, reason, advice));
        }
    }
    problems.extend(no_outcome(script));
    problems
}

fn leads_on(step: &Step) -> bool {
    step.next.is_some() || step.outcome.is_some() || !step.buttons.is_empty()
}

/// The steps that can be come to: the first, those with phrasings of their own, and all these lead to.
fn reached(script: &Script) -> BTreeSet<&str> {
    let heard = script.steps.iter().filter(|step| !step.heard_as.is_empty()).map(|step| step.id.as_str());
    let jumped = script.triggers.iter().filter_map(|trigger| match &trigger.then {
        Then::GoTo { step } => Some(step.as_str()),
        Then::Answer { .. } | Then::HandOver => None,
    });
    let first = script.first_step().map(|step| step.id.as_str());
    let mut waiting: Vec<&str> = first.into_iter().chain(heard).chain(jumped).collect();
    let mut reached = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        let Some(step) = script.step(id).filter(|step| reached.insert(step.id.as_str())) else { continue };
        waiting.extend(step.next.as_deref());
        waiting.extend(step.if_refused.as_deref());
        waiting.extend(step.buttons.iter().map(|button| button.to.as_str()));
    }
    reached
}

fn no_outcome(script: &Script) -> Option<Problem> {
    let hands_over = script.steps.iter().any(|step| step.outcome == Some(Outcome::HandOver));
    let last = script.steps.last().filter(|_| !hands_over)?;
    let reason = both(
        "no step ends with a person taking over, so no sale is ever passed on",
        "ни один шаг не передаёт человеку, и ни одна продажа не дойдёт до менеджера",
    );
    let advice = both(
        "write \"outcome: hand over\" in the step where the order or booking is taken",
        "напишите «итог: передать человеку» в шаге, где оформляют заказ или запись",
    );
    Some(Problem::at(last.line, codes::NO_OUTCOME, reason, advice))
}

fn no_steps() -> Problem {
    let reason = both("the script has no steps", "в сценарии нет шагов");
    let advice = both(
        "add \"## Steps\" and under it at least one \"### name\" with \"say:\"",
        "добавьте «## Шаги» и под ним хотя бы один «### имя» со словом «сказать:»",
    );
    Problem::at(1, codes::MISSING_KEYWORD, reason, advice)
}

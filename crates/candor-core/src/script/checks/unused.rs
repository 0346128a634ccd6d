//! Facts and fields nothing uses: most often a slip in a name.

use crate::script::{
    codes, placeholder,
    problem::{Problem, both},
    reading::Reading,
};

pub(in crate::script) fn check(reading: &Reading) -> Vec<Problem> {
    let script = &reading.script;
    let is_mentioned =
        |id: &str| reading.texts.iter().any(|said| placeholder::placeholders(&said.text).any(|name| name == id));
    let facts = script.facts.iter().filter(|fact| fact.about.is_empty() && !is_mentioned(&fact.id)).map(|fact| {
        let reason = both(format!("nothing uses fact \"{}\"", fact.id), format!("факт «{}» нигде не нужен", fact.id));
        let advice = both(
            format!("write {{{}}} in a text, or tell under \"about:\" how customers name it", fact.id),
            format!("напишите {{{}}} в тексте или укажите в «о чём:», как это называют клиенты", fact.id),
        );
        Problem::at(fact.line, codes::UNUSED_FACT, reason, advice)
    });
    let is_asked = |id: &str| script.steps.iter().any(|step| step.asks.iter().any(|asked| asked == id));
    let fields = script.fields.iter().filter(|field| !is_asked(&field.id)).map(|field| {
        let reason =
            both(format!("no step asks for \"{}\"", field.id), format!("ни один шаг не спрашивает «{}»", field.id));
        let advice = both(
            format!("write \"find out: {}\" in a step, or take it out", field.id),
            format!("напишите «узнать: {}» в каком-нибудь шаге или уберите", field.id),
        );
        Problem::at(field.line, codes::UNUSED_FIELD, reason, advice)
    });
    facts.chain(fields).collect()
}

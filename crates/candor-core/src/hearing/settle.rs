//! Several things heard in one message come to terms: the specific question beats the vague one, a correction explains
//! its "no", "не сейчас" is not a refusal.

use super::{
    heard::{Heard, HeardKind},
    joined::findings,
    kinds::Finding,
    learnt::Learnt,
    matter::Cover,
    screen::{OptOut, screen_found},
    words::Line,
};

/// Everything heard, surest first; never empty.
pub(super) fn settle(text: &str, lines: &[Line], learnt: Option<&Learnt>) -> Vec<Heard> {
    settle_covered(text, lines, learnt, Cover::default())
}

/// The same in the light of a script that covers the message so surely.
pub(super) fn settle_covered(text: &str, lines: &[Line], learnt: Option<&Learnt>, cover: Cover) -> Vec<Heard> {
    let found = findings(lines, learnt, cover, |_| true);
    let opts_out = screen_found(lines, &found).opts_out;
    let mut all: Vec<Finding> = Vec::new();
    for (line, findings) in lines.iter().zip(found) {
        let questions = unmarked_questions(line, &findings);
        all.extend(settle_line(findings, line));
        all.extend(questions);
    }
    let opt_out_words = all.iter().find(|finding| finding.kind == HeardKind::OptsOut);
    let opt_out_words = opt_out_words.and_then(|finding| text.get(finding.span.clone())).unwrap_or(text).trim();
    all.retain(|finding| finding.kind != HeardKind::OptsOut);
    if opts_out == OptOut::Certain {
        // "Хватит, не надо" also looks like a refusal, "stop" like a correction: nothing else matters now.
        all.retain(|finding| {
            matches!(
                finding.kind,
                HeardKind::AsksIfBot | HeardKind::AsksForPerson | HeardKind::Insults | HeardKind::ThreatensSelfHarm
            )
        });
    }
    let mut things: Vec<Heard> = Vec::new();
    for finding in all {
        let confidence = f64::from(finding.certainty) / 100.0;
        let words = text.get(finding.span.clone()).unwrap_or(text).trim().to_owned();
        match things.iter_mut().find(|heard| heard.kind == finding.kind) {
            Some(heard) if heard.confidence >= confidence => {}
            Some(heard) => *heard = Heard { kind: finding.kind, words, confidence },
            None => things.push(Heard { kind: finding.kind, words, confidence }),
        }
    }
    let confidence = match opts_out {
        OptOut::Certain => Some(1.0),
        OptOut::InSentence => Some(0.8),
        OptOut::No => None,
    };
    if let Some(confidence) = confidence {
        things.push(Heard { kind: HeardKind::OptsOut, words: opt_out_words.to_owned(), confidence });
    }
    things.sort_by(|left, right| right.confidence.total_cmp(&left.confidence).then(left.kind.cmp(&right.kind)));
    if things.is_empty() {
        things.push(Heard { kind: HeardKind::Unclear, words: text.trim().to_owned(), confidence: 1.0 });
    }
    things
}

/// What is vague gives way to what is specific in the same sentence.
pub(super) fn give_way(findings: &mut Vec<Finding>) {
    use HeardKind::{
        Agrees, AsksDate, AsksDiscount, AsksForPerson, AsksGuarantee, AsksIfBot, AsksOther, AsksPlace, AsksPrice,
        AsksTerms, Complains, Corrects, Injects, Insults, Objects, Postpones, Refuses, ThreatensSelfHarm,
    };
    // What stands on the left gives way where what stands on the right is heard in the same sentence.
    const GIVES_WAY: [(HeardKind, &[HeardKind]); 8] = [
        (
            AsksOther,
            &[
                AsksPrice,
                AsksDate,
                AsksTerms,
                AsksPlace,
                AsksGuarantee,
                AsksDiscount,
                AsksIfBot,
                AsksForPerson,
                Objects,
                Complains,
                Insults,
                ThreatensSelfHarm,
                Injects,
            ],
        ),
        (AsksTerms, &[AsksForPerson, AsksIfBot]),
        (AsksDate, &[AsksForPerson, AsksIfBot]),
        (AsksPrice, &[Objects, AsksDiscount]),
        (Refuses, &[Corrects, Postpones, AsksForPerson, Complains]),
        (Agrees, &[Refuses, Objects, Corrects, Postpones, Complains]),
        (Objects, &[Complains]),
        (Postpones, &[Corrects, AsksForPerson]),
    ];
    // A sure no stays beside a faint complaint: "my boss turned it down" complains of nothing here.
    const NO_IS_SURE: u8 = 92;
    const COMPLAINT_IS_FAINT: u8 = 75;
    let heard: Vec<(HeardKind, Option<usize>, u8)> =
        findings.iter().map(|finding| (finding.kind, finding.sentence, finding.certainty)).collect();
    findings.retain(|finding| {
        let stronger = GIVES_WAY.iter().find(|(kind, _)| *kind == finding.kind).map_or(&[][..], |(_, others)| *others);
        let is_sure_no = finding.kind == Refuses && finding.certainty >= NO_IS_SURE;
        !heard.iter().any(|(kind, sentence, certainty)| {
            let is_faint = is_sure_no && *kind == Complains && *certainty < COMPLAINT_IS_FAINT;
            *sentence == finding.sentence && stronger.contains(kind) && !is_faint
        })
    });
}

fn settle_line(mut findings: Vec<Finding>, line: &Line) -> Vec<Finding> {
    use HeardKind::{Greets, Thanks};
    let heard: Vec<HeardKind> = findings.iter().map(|finding| finding.kind).collect();
    give_way(&mut findings);
    // "Добрый день, да" greets and agrees; "хорошего дня, спасибо" must not greet and thank more than it says.
    let is_long = line.words().nth(3).is_some();
    findings.retain(|finding| finding.kind != Greets || is_long || !heard.contains(&Thanks) || heard.len() < 4);
    findings
}

/// Sentences that end with a question mark and in which no question was heard ask something else.
fn unmarked_questions(line: &Line, findings: &[Finding]) -> Vec<Finding> {
    let asks = |kind: HeardKind| {
        kind.asks()
            || matches!(
                kind,
                HeardKind::AsksForPerson
                    | HeardKind::AsksIfBot
                    | HeardKind::Complains
                    | HeardKind::Insults
                    | HeardKind::OptsOut
                    | HeardKind::ThreatensSelfHarm
                    | HeardKind::Injects
            )
    };
    let mut questions = Vec::new();
    for (number, sentence) in line.sentences.iter().enumerate().filter(|(_, sentence)| sentence.is_question) {
        if findings.iter().any(|finding| finding.sentence == Some(number) && asks(finding.kind)) {
            continue;
        }
        if let (Some(first), Some(last)) = (sentence.words.first(), sentence.words.last()) {
            questions.push(Finding {
                kind: HeardKind::AsksOther,
                span: first.start..last.end,
                certainty: 65,
                sentence: Some(number),
            });
        }
    }
    questions
}

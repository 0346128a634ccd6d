//! Several things heard in one message come to terms: the specific question beats the vague one, a correction explains
//! its "no", "не сейчас" is not a refusal.

use super::{
    heard::{Heard, HeardKind},
    kinds::{Finding, detectors},
    screen::OptOut,
    words::Line,
};

/// Everything heard, surest first; never empty.
pub(super) fn settle(text: &str, lines: &[Line], opts_out: OptOut) -> Vec<Heard> {
    let mut all: Vec<Finding> = Vec::new();
    for line in lines {
        let findings = detectors().hear(line, |_| true);
        let questions = unmarked_questions(line, &findings);
        all.extend(settle_line(findings, line));
        all.extend(questions);
    }
    all.retain(|finding| finding.kind != HeardKind::OptsOut);
    if opts_out == OptOut::Certain {
        // "Хватит, не надо" also looks like a refusal, "stop" like a correction: nothing else matters now.
        all.retain(|finding| {
            matches!(finding.kind, HeardKind::AsksIfBot | HeardKind::AsksForPerson | HeardKind::Insults)
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
        things.push(Heard { kind: HeardKind::OptsOut, words: opt_out_words(text, lines), confidence });
    }
    things.sort_by(|left, right| right.confidence.total_cmp(&left.confidence).then(left.kind.cmp(&right.kind)));
    if things.is_empty() {
        things.push(Heard { kind: HeardKind::Unclear, words: text.trim().to_owned(), confidence: 1.0 });
    }
    things
}

fn settle_line(mut findings: Vec<Finding>, line: &Line) -> Vec<Finding> {
    use HeardKind::{
        Agrees, AsksDate, AsksForPerson, AsksIfBot, AsksOther, AsksPrice, AsksTerms, Complains, Corrects, Greets,
        Insults, Objects, Postpones, Refuses, Thanks,
    };
    // What stands on the left gives way where what stands on the right is heard in the same sentence.
    const GIVES_WAY: [(HeardKind, &[HeardKind]); 8] = [
        (AsksOther, &[AsksPrice, AsksDate, AsksTerms, AsksIfBot, AsksForPerson, Objects, Complains, Insults]),
        (AsksTerms, &[AsksForPerson, AsksIfBot]),
        (AsksDate, &[AsksForPerson, AsksIfBot]),
        (AsksPrice, &[Objects]),
        (Refuses, &[Corrects, Postpones, AsksForPerson, Complains]),
        (Agrees, &[Refuses, Objects, Corrects, Postpones, Complains]),
        (Objects, &[Complains]),
        (Postpones, &[Corrects, AsksForPerson]),
    ];
    let heard: Vec<(HeardKind, Option<usize>)> =
        findings.iter().map(|finding| (finding.kind, finding.sentence)).collect();
    findings.retain(|finding| {
        let stronger = GIVES_WAY.iter().find(|(kind, _)| *kind == finding.kind).map_or(&[][..], |(_, others)| *others);
        !stronger.iter().any(|other| heard.contains(&(*other, finding.sentence)))
    });
    // "Добрый день, да" greets and agrees; "хорошего дня, спасибо" must not greet and thank more than it says.
    let is_long = line.words().nth(3).is_some();
    findings.retain(|finding| {
        finding.kind != Greets || is_long || !heard.iter().any(|(kind, _)| *kind == Thanks) || heard.len() < 4
    });
    findings
}

/// Sentences that end with a question mark and in which no question was heard ask something else.
fn unmarked_questions(line: &Line, findings: &[Finding]) -> Vec<Finding> {
    let asks = |kind| {
        matches!(
            kind,
            HeardKind::AsksPrice
                | HeardKind::AsksDate
                | HeardKind::AsksTerms
                | HeardKind::AsksOther
                | HeardKind::AsksForPerson
                | HeardKind::AsksIfBot
                | HeardKind::Objects
                | HeardKind::Complains
                | HeardKind::Insults
                | HeardKind::OptsOut
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

fn opt_out_words(text: &str, lines: &[Line]) -> String {
    let found = lines.iter().flat_map(|line| detectors().hear(line, |kind| kind == HeardKind::OptsOut)).next();
    found.and_then(|finding| text.get(finding.span)).unwrap_or(text).trim().to_owned()
}

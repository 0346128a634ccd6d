//! Says thank you.

use super::Detector;
use crate::hearing::HeardKind;

pub(super) const DETECTOR: Detector = Detector {
    kind: HeardKind::Thanks,
    hears: "
        спасибо|спасибочки|спасибки|благодарю @95
        =спс|=пасиб|=пасибо|=пасибки|=сенкс|=мерси|=сенк|=респект|=благодарен|=благодарна|=признателен|=признательна @95
        =thank|=thanks|=thx|=thanx|=tnx|=ty|=tysm|=thankyou|=cheers|=thnx @95
        =no|=not =thank|=thanks|=thx @85
        =appreciate|=grateful|=appreciated
    ",
    unless: "
        =не благодари*
        =скажите =спасибо =что
        =would|=be appreciate|=appreciated|=grateful =if
    ",
    not_learnt: "",
    signs: "🙏💐❤😍🥰",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hearing::kinds::tests::check;

    #[test]
    fn thanks_are_heard() {
        check(
            HeardKind::Thanks,
            &[
                "спасибо",
                "Спасибо большое!",
                "спс",
                "благодарю вас",
                "нет, спасибо",
                "пасибки",
                "спасбо",
                "огромное спасиббо",
                "thanks",
                "Thank you so much",
                "thx",
                "ty!",
                "I appreciate your help",
                "no thanks",
                "many thanks",
                "🙏",
            ],
            &[
                "не благодарите",
                "I would appreciate if you called",
                "сколько стоит",
                "think about it",
                "tank",
                "things",
            ],
        );
    }
}

//! Says hello.

use super::Detector;
use crate::hearing::HeardKind;

pub(super) const DETECTOR: Detector = Detector {
    kind: HeardKind::Greets,
    hears: "
        ^ привет @95
        ^ =приветик|=приветики|=приветствую|=хай|=хелло|=хеллоу|=салют|=здорово|=даров|=дарова|=ку|=прив @90
        ^ =здравствуйте|=здравствуй|=здраствуйте|=здрасте|=здрасьте|=здравствуте|=здрасти|=драсте|=здравия @95
        =добрый|=доброго|=доброе|=доброй|=добрая =день|=дня|=вечер|=вечера|=утро|=утра|=ночи|=времени @95
        =всем =привет
        ^ =hi|=hello|=hey|=hiya|=howdy|=greetings|=helo|=hallo|=heya|=yo !=are @95
        =good|=gm =morning|=afternoon|=evening|=day @95
    ",
    unless: "
        =have =a =good|=nice|=great =day|=evening
        =передай*|=передать привет
    ",
    not_learnt: "",
    signs: "👋",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hearing::kinds::tests::check;

    #[test]
    fn greetings_are_heard() {
        check(
            HeardKind::Greets,
            &[
                "привет",
                "Здравствуйте!",
                "добрый день",
                "Доброго времени суток",
                "приветик",
                "ПРИВЕЕЕТ",
                "ghbdtn",
                "здраствуйте, сколько стоит?",
                "Всем привет",
                "ну привет",
                "👋",
                "hi",
                "Hello there",
                "hey!",
                "good morning",
                "Good evening, do you deliver?",
                "руддщ",
                "helo",
                "Hiiii",
            ],
            &[
                "передайте привет маме",
                "have a good day",
                "сколько стоит",
                "день рождения",
                "what is hi in French",
                "утром можно?",
            ],
        );
    }
}

//! Speaks of harming or killing themselves. Only the plainest words: what was learnt hears the rest. A false alarm does no
//! harm, silence might.

use super::Detector;
use crate::hearing::HeardKind;

pub(super) const DETECTOR: Detector = Detector {
    kind: HeardKind::ThreatensSelfHarm,
    hears: "
        =повешусь|=удавлюсь|=вздернусь
        =вскрою|=вскрыть|=порежу|=перережу ... =вены
        =покончить|=покончу =с =собой
        =убью|=убить =себя
        =kms
        =kill|=killing|=hang|=hanging =myself
        =slit|=cut =my =wrists
        =end =my =life
    ",
    unless: "",
    not_learnt: "",
    signs: "",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plainest_words_are_heard() {
        super::super::tests::check(
            HeardKind::ThreatensSelfHarm,
            &["повешусь", "вскрою себе вены", "хочу покончить с собой", "kms", "I want to kill myself", "end my life"],
            &["повесьте полку", "заказ убил время", "время убивает", "kill the lights", "end my subscription"],
        );
    }
}

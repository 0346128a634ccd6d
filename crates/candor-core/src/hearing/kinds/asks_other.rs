//! Asks something that is neither price, date nor terms. The weakest of the questions: where another kind of question is
//! heard in the same sentence, this one gives way (see [`settle`](crate::hearing::settle)).

use super::Detector;
use crate::hearing::HeardKind;

pub(super) const DETECTOR: Detector = Detector {
    kind: HeardKind::AsksOther,
    hears: "
        ^ =где|=куда|=откуда|=кто|=кому|=кого|=что|=чем|=чего|=как|=какой|=какая|=какое|=какие|=каких|=почему|=зачем|=сколько|=чей|=можно|=есть|=нужно|=надо|=могу|=можете|=умеете|=бывает|=бывают !=бы|=раз|=и|=только|=то|=нибудь|=я @70
        =ли @60
        подскажите|=расскажите|=расскажи|=объясните|=посоветуйте|=подскажи|=интересует|=интересуют|=уточните|=уточнить|=узнать|=поясните|=опишите|=покажите|=порекомендуйте !=дорогу @75
        =у =вас =есть|=бывает|=бывают|=продаются|=можно @70
        =хочу|=хотел|=хотела|=хотелось ... =узнать|=спросить|=уточнить @75
        =есть =вопрос|=вопросы|=вопросик @70
        ^ =where|=who|=whom|=whose|=what|=whats|=which|=why|=how|=is|=are|=do|=does|=did|=can|=could|=would|=will|=should|=may|=have|=has !=never|=come|=ever @65
        =tell|=explain|=advise|=recommend|=suggest|=describe|=show =me|=us|=about|=how|=what|=something|=which|=some @75
        =wondering|=curious @70
        =have|=got|=had =a|=some|=any|=another =question|=questions|=query @75
        =would =like =to =know|=ask|=learn @75
        =want|=need|=wanna =to =know|=ask|=learn @70
    ",
    unless: "
        ^ =is|=are =fine|=good|=ok
        =may =be
        =как =хорошо|=здорово|=жаль|=раз|=скажете|=хотите
    ",
    not_learnt: "",
    signs: "❓❔",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hearing::kinds::tests::check;

    #[test]
    fn other_questions_are_heard_without_their_mark() {
        check(
            HeardKind::AsksOther,
            &[
                "где вы находитесь",
                "какие цветы лучше для мамы",
                "подскажите что выбрать",
                "есть ли парковка",
                "расскажите про курс",
                "у меня есть вопрос",
                "у вас есть пионы",
                "хотела узнать про лечение",
                "where are you located",
                "what flowers are best",
                "tell me about the course",
                "do you have parking",
                "I have a question",
                "which one is better",
                "I was wondering about colours",
            ],
            &["да", "привет", "хочу розы", "мне кажется дорого", "yes", "I want roses", "my name is Anna", "15"],
        );
    }
}

//! Says no to what was offered or asked.

use super::Detector;
use crate::hearing::HeardKind;

pub(super) const DETECTOR: Detector = Detector {
    kind: HeardKind::Refuses,
    hears: "
        ^ =нет|=неа|=неее|=нее|=не|=нетушки|=ни|=найн|=нит [=уж|=спасибо|=конечно|=не|=нет|=пожалуй|=что|=извините] [=надо|=нужно|=хочу|=вы] $ @95
        ^ =точно|=определенно|=конечно|=однозначно|=естественно =нет|=не $
        =да =нет|=ну [=наверное|=спасибо] $ @90
        ^ =нет =спасибо|=нет|=благодарю|=не|=мне|=я|=пока !=столько @85
        =не =надо|=нужно|=хочу|=буду|=интересно|=интересует|=подходит|=подойдет|=устраивает|=планирую|=собираюсь|=требуется|=актуально|=готов|=готова|=желаю|=интересен|=интересны|=нужен|=нужна|=нужны|=согласен|=согласна $ @85
        =не =надо|=нужно|=нужна|=нужен|=нужны @70
        =не =хочу|=буду|=хотим|=будем|=планирую|=собираюсь|=стану =покупать|=заказывать|=записываться|=брать|=продолжать|=этого|=ничего|=участвовать|=платить|=оформлять|=учиться|=больше|=с|=это|=говорить|=отвечать|=сообщать
        ^ =ничего =не =надо|=нужно|=хочу
        =отказываюсь|=откажусь|=передумал|=передумала|=передумали|=воздержусь|=обойдусь|=неинтересно|=неактуально|=раздумал|=раздумала|=отказаться|=отменяется|=пас
        =ни =за =что|=какие
        =ни =в =коем|=какую =случае
        ^ =не [=для|=мое|=мой|=то|=особо|=очень] [=меня|=нас] $
        =это =не =для|=мое
        =no|=nope|=nah|=naw|=nay|=noo|=nup [=thanks|=thank|=thx|=way|=sir|=maam|=sorry|=please|=not|=i|=it] [=you|=really|=today|=interested|=dont|=im] $ @90
        ^ =no =thanks|=thank|=thx|=i|=we|=not|=its @90
        ^ =no|=nope|=nah $ @95
        =not =interested|=for|=really|=going|=needed|=necessary [=me|=us|=to]
        =dont|=do|=didnt [=not] =want|=need|=like|=wanna =it|=this|=that|=to|=any|=anything|=them $ @85
        =dont|=do [=not] =want|=need|=wanna =it|=this|=that|=any|=anything @80
        =dont|=do =not|=want|=need =want|=need|=to =buy|=order|=sign|=book|=continue|=proceed
        ^ =i =dont|=wont|=wouldnt|=cannot|=cant $ @85
        ^ =ill|=im|=we =pass|=good $
        ^ =pass|=never|=negative|=decline $
        =never =mind
        =nevermind
        =changed =my =mind
        =not =gonna|=going =to =buy|=order|=happen|=take|=sign
        =i =refuse|=decline
        =ill =pass
        =rather =not
    ",
    unless: "
        =почему =бы =и|=нет =нет|$
        =why =not|=no
        ^ =no =problem|=problems|=worries|=idea|=doubt|=need|=rush|=matter
        =нет =проблем|=вопросов|=возражений
        =не =надо|=нужно ... =ли ?
        =не =нужно|=надо|=нужна|=нужен ?
        =can|=could|=do|=are =you|=i|=we ?
    ",
    not_learnt: "",
    signs: "👎❌⛔🙅➖",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hearing::kinds::tests::check;

    #[test]
    fn a_no_is_heard() {
        check(
            HeardKind::Refuses,
            &[
                "нет",
                "Нет!",
                "неа",
                "не",
                "нет, спасибо",
                "не надо",
                "не хочу",
                "да нет",
                "да ну",
                "мне не интересно",
                "не подходит",
                "не надо перезванивать",
                "я передумала",
                "ничего не нужно",
                "ytn",
                "неееет",
                "это не для меня",
                "ни за что",
                "откажусь",
                "👎",
                "спасибо, не надо",
                "нет, не хочу",
                "да нет, наверное",
                "ни в коем случае",
                "no",
                "nope",
                "No thanks",
                "no thank you",
                "not interested",
                "I'll pass",
                "never mind",
                "I don't want it",
                "nah",
                "I changed my mind",
                "not for me",
                "no way",
                "i don't need it",
                "I'd rather not",
            ],
            &[
                "да",
                "почему бы и нет",
                "почему нет",
                "нет проблем",
                "у вас нет роз?",
                "не подскажете цену?",
                "why not",
                "no problem",
                "no worries",
                "интернет",
                "nobody told me",
                "do I not need a visa?",
                "разве не нужно платить?",
                "сколько стоит",
                "north",
                "нетерпится",
            ],
        );
    }
}

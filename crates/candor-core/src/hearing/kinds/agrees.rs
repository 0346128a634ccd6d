//! Says yes to what was offered or asked. Only a yes that stands by itself in its clause counts: "да" inside "когда да?"
//! or before "нет" does not.

use super::Detector;
use crate::hearing::HeardKind;

pub(super) const DETECTOR: Detector = Detector {
    kind: HeardKind::Agrees,
    hears: "
        ^ =да|=ага|=угу|=дя|=ок|=окей|=окэй|=оки|=хорошо|=ладно|=давайте|=давай|=конечно|=разумеется|=безусловно|=естественно|=согласен|=согласна|=согласны|=идет|=годится|=договорились|=поехали|=ес|=йес|=угум|=канеш|=конешно|=канешна|=лады|=ладненько|=добро|=принято|=обязательно|=непременно|=именно|=верно|=правильно|=точно|=так [=точно|=да|=конечно|=хорошо|=именно|=есть] $ @95
        ^ =отлично|=супер|=прекрасно|=замечательно|=круто|=классно|=класс|=здорово $ @75
        ^ =да =да|=конечно|=давайте|=хочу|=пожалуйста|=можно|=хорошо|=верно|=подходит|=именно|=буду|=нужно|=надо|=нужна|=нужен|=удобно|=согласен|=согласна|=я|=мне|=меня|=все @90
        ^ =давайте|=давай !=не|=потом|=позже|=попозже|=завтра|=вернемся|=отложим|=без|=поговорим|=перенесем|=другой|=другое|=созвонимся|=дешевле|=подешевле @80
        ^ [=мне|=меня|=это|=все|=вполне|=нам|=нас] [=все|=это|=вполне|=полностью|=такое] =подходит|=устраивает|=подойдет|=нравится|=устроит $
        =беру|=берем|=возьму|=возьмем|=оформляйте|=оформляем|=записывайте|=запишите|=записывай|=оформите|=бронируйте|=забронируйте|=заказываю|=подписываюсь|=покупаю !=на
        =записывайте|=запишите [=меня|=нас] =на @70
        ^ [=я|=мы|=очень] =готов|=готова|=готовы|=хочу|=хотим|=хотела|=хотел|=буду|=будем|=можно|=могу|=нужно|=надо|=удобно|=интересно|=желаю $ @85
        ^ [=мне|=нам|=очень|=да] =интересно|=удобно|=нужно|=надо|=нужен|=нужна [=да|=очень] $ @80
        =почему =бы =и|=нет =нет|$
        =не =против|=возражаю
        ^ [=я|=мы|=только|=обеими] =за $
        =с =удовольствием|=радостью
        =было =бы =неплохо|=здорово|=отлично|=хорошо|=замечательно
        ^ =без =проблем|=вопросов $
        ^ =все =верно|=правильно|=так|=устраивает|=хорошо|=ок|=отлично $
        ^ =yes|=yeah|=yep|=yup|=yea|=yess|=ye|=yh|=aye|=y|=sure|=surely|=ok|=okay|=okey|=kk|=okie|=fine|=deal|=agreed|=absolutely|=definitely|=certainly|=correct|=exactly|=indeed|=totally|=affirmative|=alright|=right|=gladly|=true|=yessir|=uhuh|=yas|=roger [=sure|=please|=thing|=thats|=absolutely|=indeed|=sir|=right|=of|=it|=yes|=that] [=course|=is|=fine|=right|=correct|=works] $ @95
        ^ =of =course @95
        ^ =perfect|=great|=awesome|=excellent|=cool|=wonderful|=amazing|=lovely $ @75
        ^ =yes|=yeah|=yep|=sure|=yup|=ok|=okay !=but|=or|=no|=not|=dont|=if @85
        =sounds|=looks|=seems =good|=great|=fine|=perfect|=right|=lovely|=nice|=ok
        ^ =lets =do|=go|=book|=start|=try|=proceed|=begin !=another|=somewhere
        =go =ahead|=for [=it] $
        ^ =please =do|=go|=book|=proceed|=continue
        =why =not $
        =im|=i|=am|=count =in|=am|=me|=agree [=in] $
        =that|=it|=this|=which =works|=suits [=for|=me|=fine|=well|=great] @85
        =works|=fine|=good|=ok|=perfect|=great =for|=with|=by =me|=us
        =book|=sign|=count =it|=me|=us [=up|=in]
        =ill|=we|=will|=well =take =it|=that|=this|=them|=one|=both
        ^ =i =do|=would|=will|=am|=can|=agree|=want [=love|=like|=please|=to|=it|=that] $ @85
        =id =love|=be =to|=happy|=glad|=that
        =im =ready|=interested|=happy|=down
        ^ =interested $
    ",
    unless: "
        =да|=ага =нет|=ну $
        =да =не|=ладно @60
        ^ =да|=ок|=right|=ok|=okay|=correct|=yes|=sure|=really|=правильно|=верно|=точно $ ?
        =sure =if|=about|=how|=what|=whether
        =не =уверен*|=хорошо|=согласен|=согласна|=точно|=очень
        =right =now
        =no =problem @60
        =хорошо =но
        =to =be =fair
    ",
    not_learnt: "",
    signs: "👍👌✅✔☑🤝💯🆗",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hearing::kinds::tests::check;

    #[test]
    fn a_yes_is_heard() {
        check(
            HeardKind::Agrees,
            &[
                "да",
                "Да!",
                "ага",
                "угу",
                "ок",
                "Окей",
                "хорошо",
                "давайте",
                "ну давайте",
                "да, конечно",
                "Конечно",
                "согласна",
                "меня все устраивает",
                "подходит",
                "записывайте",
                "беру",
                "почему бы и нет",
                "я не против",
                "я за",
                "с удовольствием",
                "lf",
                "да, давайте на завтра",
                "да, мне удобно",
                "спасибо, да",
                "верно",
                "👍",
                "дааа",
                "Да, хочу",
                "было бы неплохо",
                "yes",
                "Yes please",
                "yeah",
                "sure",
                "of course",
                "sounds good",
                "ok",
                "why not",
                "I'm in",
                "that works for me",
                "let's do it",
                "go ahead",
                "I'll take it",
                "yep",
                "absolutely",
                "i do",
                "sign me up",
                "works for me",
                "Great!",
            ],
            &[
                "нет",
                "да нет",
                "да ну",
                "не подходит",
                "не согласен",
                "когда?",
                "не хочу",
                "меня не устраивает",
                "никогда",
                "дата",
                "давайте потом",
                "да?",
                "нехорошо",
                "no",
                "not sure",
                "ok?",
                "I am not interested",
                "no deal",
                "yesterday",
                "that doesn't work for me",
                "not sure if it suits me",
                "right?",
                "правильно?",
            ],
        );
    }
}

//! Insults whoever answers. Conservative: a rude word about a thing, a situation or the writer himself is not it.

use super::Detector;
use crate::hearing::HeardKind;

pub(super) const DETECTOR: Detector = Detector {
    kind: HeardKind::Insults,
    hears: "
        =ты|=вы|=вас|=тебя [=там] [=все|=просто|=полный|=полные|=реально|=конченый|=конченые|=какой|=что|=вообще|=же|=такие|=такой|=еще|=совсем|=тупые|=тупой] [=то|=там|=полные|=полный|=тупой|=все] <abuse>
        ^ [=ну|=вот|=какие|=какой|=полный|=тупой|=тупые|=сплошные] <abuse> [=вы|=ты|=все|=тупой|=тупые|=конченый|=ебаный] $
        <abuse> =вы|=ты|=блин|=конченый|=конченые|=тупые|=тупой|=ебаный|=ебаные
        =тупой|=тупая|=тупое|=тупые|=безмозглый|=долбаный|=чертов|=сраный|=ебаный|=гребаный|=идиотский =бот|=робот|=бота|=менеджер|=оператор|=менеджеры|=консультант|=железка
        =ты|=вы [=что|=там|=какой|=какие|=все|=реально|=совсем|=такой] [=то|=такие|=совсем|=все] =тупой|=тупая|=тупые|=глупый|=глупая|=дибил|=больной|=больные|=отсталый|=слабоумные
        =пошел|=пошла|=пошли|=иди|=идите|=катись|=катитесь|=вали|=валите =ты|=вы|=на|=в|=к =на|=в|=к|=нах|=хуй|=хер|=фиг|=черту|=жопу|=задницу|=нахуй|=лес|=баню|=хрен|$
        =нахуй|=нахер|=нафиг =пошел|=пошли|=иди|=идите
        =иди|=идите|=пошел|=пошли|=пшел =нахуй|=нахер|=нафиг|=лесом|=отсюда
        заткнись|=заткнитесь|=заткни
        =чтоб =ты|=вы ... =сдох|=сдохли
        =ненавижу =вас|=тебя
        =fuck|=screw|=fck|=fuk|=f =you|=u|=off|=ya|=yourself
        =you|=youre|=u|=ur|=your|=ya [=are] [=all|=such|=just|=a|=an|=the|=fucking|=so|=really|=absolute|=bunch] [=a|=an|=fucking|=complete|=bunch|=total|=stupid|=dumb|=useless|=of] [=of] [=fucking|=bloody] <abuseen>
        ^ [=what|=you|=bunch|=bloody|=complete|=fucking|=stupid|=such] [=a|=of|=an] <abuseen> $
        =stupid|=dumb|=idiotic|=fucking|=useless|=damn|=retarded|=moronic|=shitty|=dumbass|=crappy =bot|=robot|=machine|=ai|=chatbot|=program|=computer
        =shut =up|=your =mouth|=trap|=the|$
        =go =to =hell
        =go =die|=fuck|=kill
        =eat =shit
        =piece =of =shit|=crap|=garbage|=trash
        =kiss =my =ass
        =i =hate =you
        =you|=u|=ya|=yall =suck|=sucks|=stink
        =you|=youre|=u|=yall [=are] [=all|=such|=just|=complete|=total|=bloody|=fucking|=nothing] [=a|=but|=bunch] [=bunch|=of] [=of] =liars|=liar|=thieves|=thief|=crooks|=crook @85
        =вы|=ты [=все|=просто|=же|=там|=реально] =обманщики|=обманщик|=лжецы|=лжец|=воры|=жулики|=жулик|=аферисты|=аферист|=вруны|=врун @85
    ",
    unless: "
        =я|=мне|=меня|=сам|=сама [=просто|=же|=был|=такой|=такая|=сам|=сама|=как] <abuse>
        =im|=i|=me|=myself [=am|=was|=feel|=such|=like|=so|=a|=an|=being] [=such|=a|=an|=so|=like] [=a|=an] <abuseen>
        =тупой|=тупая|=глупый|=дурацкий|=идиотский =вопрос|=угол
        =stupid|=dumb|=silly|=idiotic =question|=questions|=mistake
        =fuck =yeah|=yes
        =are =you|=u|=yall =liars|=thieves|=crooks
        =you =think|=call ... =stupid|=idiot|=dumb
        =для|=курс ... =чайников
    ",
    not_learnt: "",
    signs: "🖕",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hearing::kinds::tests::check;

    #[test]
    fn insults_are_heard() {
        check(
            HeardKind::Insults,
            &[
                "ты идиот",
                "вы идиоты",
                "Идиоты!",
                "тупой бот",
                "пошел ты",
                "пошли вы на хер",
                "заткнись",
                "дебил",
                "вы там совсем тупые",
                "иди нахуй",
                "козлы вы",
                "ты дура",
                "🖕",
                "you idiot",
                "you are an idiot",
                "stupid bot",
                "fuck you",
                "fuck off",
                "shut up",
                "moron",
                "go to hell",
                "you're useless idiots",
                "asshole",
                "you are so dumb",
                "screw you",
                "You are liars",
                "вы обманщики",
            ],
            &[
                "тупой вопрос, извините",
                "я дурак, забыл адрес",
                "какой угол тупой",
                "не дура",
                "сколько стоит",
                "козье молоко есть?",
                "мой ребенок не идиот",
                "блин, забыла",
                "дурацкий вопрос",
                "stupid question",
                "are you liars?",
                "I'm an idiot, sorry",
                "hell yes",
                "fuck yeah",
                "dumbbells",
                "is it stupid to ask?",
                "how much",
                "this is useless for me",
            ],
        );
    }
}

//! Complains about the business: its goods, its people, a promise not kept.

use super::Detector;
use crate::hearing::HeardKind;

pub(super) const DETECTOR: Detector = Detector {
    kind: HeardKind::Complains,
    hears: "
        жалоба|=пожаловаться|=жалуюсь|=претензия|=претензии|=претензию|=роспотребнадзор @90
        =ужасный|=ужасное|=ужасная|=ужасно|=отвратительный|=отвратительное|=отвратительная|=отвратительно|=плохой|=плохое|=плохая|=мерзкий|=хреновый|=паршивый|=безобразное|=кошмарный|=низкое =сервис|=обслуживание|=качество|=отношение|=работа|=работаете|=доставка|=обслужили|=сделали
        =качество|=сервис|=обслуживание|=отношение [=у|=просто|=было|=очень|=вас|=ваше] [=вас] =ужасное|=ужасный|=плохое|=отвратительное|=отвратительный|=никакое|=никакой|=хромает|=ужас|=плохой|=ниже
        =безобразие|=хамство|=хамят|=нахамили|=хамы|=нагрубили|=нахамил|=нахамила|=беспредел|=возмутительно|=позор @85
        =недоволен|=недовольна|=недовольны|=разочарован|=разочарована|=разочарованы|=возмущен|=возмущена
        =испортили|=обманули|=обсчитали|=кинули|=подвели|=сорвали|=обманываете|=надули @85
        =так|=до|=опять|=снова|=ничего|=мне|=заказ|=еще|=никто|=товар|=курьер|=букет|=посылка ... =не =привезли|=пришел|=пришла|=пришло|=приехал|=доставили|=получила|=получил|=отвечает|=отвечаете|=перезвонили|=перезвонил|=позвонил|=позвонили|=дождалась|=дождался|=работает|=сделали
        =не|=никто =привезли|=доставили|=перезвонили|=приехали|=дождалась|=дождался|=прислали|=отвечает [=мой|=заказ|=букет|=ничего|=до|=мне] @70
        =привезли|=прислали|=доставили|=пришел|=пришли|=получила|=получил ... =не =тот|=то|=те|=та|=ту|=свежие
        =до =сих =пор =не|=нет
        =завяли|=завял|=повяли|=сломалось|=сломался|=сломалась|=бракованный|=бракованная|=бракованные|=просроченный|=гнилые|=битые|=разбитый|=дохлые|=увядшие|=сгнили @75
        =сколько =можно =ждать|=терпеть|=уже|=вас
        =жду =уже|=третий|=второй|=целый|=неделю|=час|=вторую|=третью [_] [=час|=день|=неделю|=часа|=дня|=недели]
        =верните [=мне|=мои|=пожалуйста] =деньги
        =требую =вернуть|=возврат|=возврата|=компенсацию|=объяснений
        =опоздали|=опоздал|=задержали =на|=курьер|=с|=доставку|=заказ
        =больше =никогда =не|=у|=к
        =complain|=complaint|=complaints|=complaining @90
        =terrible|=awful|=horrible|=worst|=disgusting|=appalling|=dreadful|=pathetic|=unacceptable|=disgraceful|=shameful|=poor|=lousy|=bad =service|=quality|=experience|=company|=support|=job|=attitude|=customer|=work|=delivery|=treatment
        =service|=quality|=support|=delivery|=experience =is|=was|=were [=so|=really|=very|=just|=absolutely] =terrible|=awful|=horrible|=bad|=poor|=disgusting|=worst|=late|=disappointing|=unacceptable|=slow
        =unacceptable|=outrageous|=disgraceful|=ridiculous !=price @80
        =disappointed|=dissatisfied|=unhappy|=frustrated|=upset|=furious|=unsatisfied =with|=by|=in|=about|=at|$
        =not =happy|=satisfied|=pleased =with|=about|=at|$
        =never|=didnt|=hasnt|=havent|=not|=wasnt|=still [=yet|=been|=even|=not] =arrived|=arrive|=came|=come|=delivered|=received|=receive|=called|=replied|=answered|=showed|=responded
        =still =waiting|=havent|=hasnt|=no
        =been =waiting =for|=since|=all|=days|=hours
        =arrived|=came|=was|=is|=are|=were|=everything|=item|=product ... =broken|=damaged|=wilted|=rotten|=dead|=defective|=spoiled|=faulty
        =wrong =order|=item|=flowers|=product|=bouquet|=size|=colour|=color @80
        =you|=they|=courier|=staff|=manager ... =rude|=late|=lied|=cheated|=ignored|=ignoring|=ignore
        =ripped =me|=us =off
        =want|=give|=need|=demand ... =my =money =back
        =nobody|=noone|=one =answers|=replies|=answered|=replied|=responds|=responded|=called
        =it|=this|=that =doesnt|=does|=isnt =work|=not|=working [=work|=working] $ @70
        =waste =of =time|=money
        ^^ [=это|=какой|=просто|=ну|=вот|=прям|=полный] =ужас|=кошмар|=позор|=безобразие|=жуть|=отвратительно $$ @75
        =подам|=подаем|=подаю|=пойду|=обращусь|=обратимся|=подадим ... =суд|=полицию|=прокуратуру|=роспотребнадзор
        =напишу|=оставлю|=напишем ... =плохой|=гневный|=отрицательный|=негативный =отзыв
        =want|=need|=demand|=require|=give|=request [=me|=us] [=a|=my|=our|=the|=full|=complete] [=full|=complete] =refund|=refunded
        =want|=need|=demand|=give|=send =money|=cash =back
        =my|=the|=our|=all|=your ... =wilted|=withered|=faded|=rotted|=died|=dying|=drooped
        =sue|=suing =you|=u|=your|=them
        =see =you =in =court
        =take|=taking =you =to =court
        =calling|=contacting =my =lawyer
    ",
    unless: "
        =зуб|=зуба|=зубы|=пломба|=десна|=ребенок
        =если|=вдруг ... =завяли|=сломалось|=сломался|=сломается|=завянут|=бракованный
        =если|=а|=вдруг =не|=будет|=букет|=что ... =привезли|=привезете|=завяли|=сломается ?
        =if|=what ... =broken|=damaged|=late|=arrive ?
        =what =if
        =if .... =nobody|=noone|=wilted|=died|=withered|=refund
        =can|=could|=how|=may|=do|=will|=when|=is .... =refund|=refunded ?
        =get|=receive =a|=the =refund ?
        =не =жалуюсь|=жалоба
        =no =complaints|=complaint
        =not =bad
    ",
    not_learnt: "",
    signs: "😡🤬😠",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hearing::kinds::tests::check;

    #[test]
    fn complaints_are_heard() {
        check(
            HeardKind::Complains,
            &[
                "хочу пожаловаться",
                "ужасный сервис",
                "это безобразие",
                "мне нахамили",
                "заказ так и не привезли",
                "привезли не тот букет",
                "розы завяли на следующий день",
                "верните деньги",
                "до сих пор не привезли",
                "я очень недовольна",
                "сколько можно ждать",
                "вы меня обманули",
                "качество ужасное",
                "жду уже третий час",
                "I want to complain",
                "terrible service",
                "my order never arrived",
                "the flowers arrived dead",
                "I'm very disappointed",
                "wrong order",
                "I want my money back",
                "still waiting",
                "your courier was rude",
                "this is unacceptable",
                "the quality was awful",
                "you ignored me",
                "I am not happy with the result",
                "My bouquet wilted, I want a refund",
                "You are liars, give my money back",
                "I'll sue you",
                "I demand a full refund",
                "Букет завял, верните деньги",
                "ужас",
                "Какой ужас!",
                "подам на вас в суд",
            ],
            &[
                "у меня сломался зуб",
                "болит зуб ужасно",
                "сколько стоит",
                "привет",
                "не жалуюсь",
                "если цветы завяли, что делать?",
                "хочу розы",
                "я жду",
                "no complaints",
                "not bad",
                "what if nobody answers the door?",
                "what if the flowers wilted?",
                "can I get a refund?",
                "how do I get a refund?",
                "если завянут, что делать?",
                "ужас как люблю пионы",
                "what if it arrives broken?",
                "hello",
                "I'm waiting",
                "how much",
            ],
        );
    }
}

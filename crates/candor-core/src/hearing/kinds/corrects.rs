//! Corrects what was said or understood: "не 15, а 20", "I meant Friday".

use super::Detector;
use crate::hearing::HeardKind;

pub(super) const DETECTOR: Detector = Detector {
    kind: HeardKind::Corrects,
    hears: "
        =не [=на|=в|=для|=за|=про] _ [_] =а [=на|=в|=для|=за|=про] _
        =а =не [=на|=в|=для|=за|=про] _ $
        =имел|=имела|=имели|=имею =в =виду
        =ошибся|=ошиблась|=ошиблись|=опечатка|=опечатался|=опечаталась|=описка|=описался|=описалась|=поправка|=точнее|=вернее|=поправлюсь|=исправлюсь|=оговорился
        =я|=мы =ошибка|=перепутал|=перепутала|=неправильно|=неверно|=напутал|=напутала
        =перепутал|=перепутала|=напутала|=напутал
        =вы|=ты ... =не =так|=поняли|=то =поняли|=меня|=понял|=то
        =вы|=ты ... =неправильно|=неверно =поняли|=понял|=записали|=посчитали
        =не =так|=то =поняли|=понял|=записали
        =я =не =это|=об|=про =имел|=имела|=этом|=это|=то
        =я =про|=о =другое|=другом|=другой
        =исправьте|=поправьте|=измените|=поменяйте|=замените|=исправить|=изменить|=поменять|=переделайте =на|=номер|=дату|=заказ|=адрес|=имя|=количество|=пожалуйста|=время|=мой|=в
        ^ =нет|=ой|=ох|=стоп =не ... =а
        ^ =нет =я =сказал|=сказала|=писал|=писала|=говорил|=говорила|=просил|=просила|=про
        =i|=we =meant|=mean|=misspoke|=mistyped|=meaning @90
        =meant =to =say|=write|=type
        =correction|=typo|=oops
        =not [=the|=a|=an|=about|=for|=my] _ =but _
        =its|=it|=thats =not|=is _ =its|=but
        =you|=u =misunderstood|=misread|=misheard|=got =me|=it|=that|$
        =thats|=this|=that|=is =not =what =i
        =made|=my =a|=mistake =mistake|=sorry
        =my =mistake|=bad
        =change|=make|=correct|=update|=switch =it|=that|=this|=my|=the ... =to
        =make =it|=that =for|=a|=an|=on|=at|=twenty|=five|=ten
        =sorry =i|=its|=not =meant|=mean|=the|=not
        ^ =no =i|=its|=the =said|=meant|=asked|=wanted|=not|=mean
        =wrong =number|=date|=address|=name|=day|=phone|=email|=amount !=order
        =rather =than _ =its
    ",
    unless: "
        =you =mean
        =what =do =you =mean
        =what =does ... =mean
        =can|=could =i|=you =change|=correct|=make ?
        =можно|=могу ... =поменять|=изменить ?
    ",
    not_learnt: "",
    signs: "",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hearing::kinds::tests::check;

    #[test]
    fn corrections_are_heard() {
        check(
            HeardKind::Corrects,
            &[
                "не 15, а 20",
                "нет, не на пятницу, а на субботу",
                "я имела в виду розы",
                "ой, ошиблась",
                "вы меня не так поняли",
                "опечатка",
                "точнее 20",
                "перепутала, это завтра",
                "исправьте на 20",
                "я не это имел в виду",
                "вы неправильно поняли",
                "мне надо 25, а не 15",
                "I meant Friday",
                "not 15 but 20",
                "not the roses but the delivery cost",
                "correction: 20 roses",
                "typo, sorry",
                "you misunderstood me",
                "no, I said Friday",
                "that's not what I asked",
                "change it to 20",
                "my mistake",
                "wrong number, it is 12345",
            ],
            &[
                "нет",
                "да",
                "что вы имеете ввиду?",
                "15",
                "сколько стоит",
                "no",
                "what do you mean?",
                "can I change my order?",
                "not now",
                "не знаю",
            ],
        );
    }
}

//! Objects: too dear, haggles, no trust, no time, better elsewhere.

use super::Detector;
use crate::hearing::HeardKind;

pub(super) const DETECTOR: Detector = Detector {
    kind: HeardKind::Objects,
    hears: "
        =дорого|=дороговато|=дорогие|=дорогое|=дорогущий|=дороже|=дорогова|=задорого|=недешево|=дорогая|=дорогой|=дорага !=мой|=моя|=друг|=оценить|=обошлось @90
        =ничего|=нифига =себе =цены|=ценник|=цена
        =цена|=цены|=ценник|=прайс ... =кусается|=кусаются|=высокая|=высокие|=космос|=космические|=завышена|=завышены|=неадекватная|=конские|=бешеные|=большая|=заоблачные
        скидка|=скидочку|=скидон|=промокод|=промик|=скидосик @90
        =дешевле|=подешевле|=уступите|=уступить|=скиньте|=скинете|=скинуть|=сбавьте|=торг|=поторговаться|=торгуетесь|=сбросить|=подвинетесь|=подвинуться !=прайс|=фото|=пожалуйста|=номер|=ссылку|=адрес|=цены|=мне|=каталог
        =скиньте|=скинете|=скинуть|=сбросить|=снизить|=снизите|=подвинуть [=немного|=чуть|=хоть] =цену|=рублей|=процентов|=пару|=немного|=чуть
        =нет =денег|=времени|=столько|=возможности
        =не =по =карману
        =не =могу|=можем =себе =позволить
        =не =верю|=доверяю|=верится|=внушает|=уверен|=уверена|=вижу|=вызывает|=убедили @85
        =сомневаюсь|=сомнения|=сомнительно|=боюсь|=опасаюсь|=страшно|=смущает|=напрягает|=подозрительно @80
        развод|обман|мошенник|=кидалово|=лохотрон|=наебалово|=скам @85
        =у|=в|=на =конкурентов|=других|=другом|=авито|=соседей|=озоне|=вайлдберриз|=другой ... =дешевле|=ниже|=лучше|=выгоднее|=быстрее
        =нашел|=нашла|=видел|=видела|=предложили|=предлагают ... =дешевле|=выгоднее|=лучше
        =бюджет ... =меньше|=ограничен|=не|=маленький|=ниже
        =вне|=выше|=больше =бюджета|=моего
        =слишком =долго|=много|=сложно|=далеко|=большая|=высокая|=поздно
        =столько =не|=стоит|=денег|=платить
        =за =такие|=такую|=эти =деньги|=цену|=бабки
        =зачем =мне|=нам|=платить|=столько
        =какой =смысл
        =не =работает|=сработает|=поможет =для|=такое|=это|=мне|$ @70
        =expensive|=pricey|=overpriced|=pricy|=costly|=steep !=gift
        =too =much|=long|=far|=complicated|=high|=expensive|=dear|=many @85
        =discount|=discounts|=coupon|=promocode|=promo|=cheaper|=bargain|=haggle|=negotiable|=negotiate|=discounted @90
        =lower|=reduce|=drop|=cut|=better|=best|=decrease|=beat|=match ... =price|=prices|=cost|=rate|=offer|=deal
        =knock|=take|=shave ... =off ... =price|=%|=percent|=bit|=little|=some
        =can|=could|=would =you ... =cheaper|=less|=discount|=lower
        =do|=give|=get|=about|=offer ... =off $ @85
        =cant|=cannot|=not =afford|=justify
        =out|=over|=above|=beyond|=outside =of|=my|=our|=the [=my|=our] =budget|=range|=means
        =budget =is =limited|=small|=tight|=lower|=less
        =dont|=not|=hardly|=doesnt =trust|=believe|=sure|=convinced|=have|=see [=it|=you|=the|=any|=this|=enough] [=point|=value|=money|=time] @80
        =no =money|=budget|=time
        =scam|=scammers|=fraud|=ripoff|=legit|=sketchy|=fishy|=suspicious @85
        =rip =off
        =doubt|=doubts|=doubtful|=sceptical|=skeptical|=worried|=hesitant|=concerned|=afraid|=scared !=it @80
        =competitors|=competitor|=elsewhere|=others|=another ... =cheaper|=better|=less|=lower
        =found|=saw|=got ... =cheaper|=better|=less
        =why =should|=would =i|=we ... =pay|=trust|=buy|=choose|=need
        =whats =the =point
        =that|=thats =a =lot
        =not =worth
    ",
    unless: "
        =не|=вовсе|=совсем =дорого|=дорогие|=дорогой|=дорогая|=дорогое
        =дорогие|=дорогая|=дорогой =друзья|=коллеги|=мама|=подруга|=мой|=моя|=подарок|=жена|=девушка
        =как =дорого
        =боюсь =стоматологов|=врачей|=уколов|=боли|=дантистов|=сверлить
        =no =doubt
        =thank|=thanks ... =too|=so =much
        =not =too =much|=expensive
        =love =you =too
    ",
    not_learnt: "",
    signs: "",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hearing::kinds::tests::check;

    #[test]
    fn objections_are_heard() {
        check(
            HeardKind::Objects,
            &[
                "дорого",
                "Это слишком дорого!",
                "дороговато будет",
                "скидку дадите?",
                "а есть скидки",
                "можно дешевле?",
                "скиньте немного",
                "у конкурентов дешевле",
                "у меня нет денег",
                "не по карману",
                "я вам не верю",
                "это развод?",
                "сомневаюсь что поможет",
                "нет времени",
                "за такие деньги?",
                "я не уверена",
                "цены кусаются",
                "too expensive",
                "That's expensive",
                "can you do it cheaper",
                "any discount?",
                "could you lower the price",
                "Can you do 30% off?",
                "how about 20 percent off",
                "I can't afford it",
                "over my budget",
                "is this a scam?",
                "I don't trust online shops",
                "I found it cheaper elsewhere",
                "not sure it's worth it",
                "that's too much",
                "is the price negotiable",
                "I have no time",
            ],
            &[
                "недорого",
                "это не дорого",
                "дорогие друзья",
                "сколько стоит",
                "скиньте прайс",
                "привет",
                "thanks so much",
                "thank you too much",
                "how much is it",
                "do I take the label off the pot?",
                "it's not too expensive",
                "no doubt",
                "hello",
                "yes",
                "скиньте фото",
            ],
        );
    }
}

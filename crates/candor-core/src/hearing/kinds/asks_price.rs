//! Asks what something costs. "How much time" and "цену я знаю" are not it; haggling is an objection.

use super::Detector;
use crate::hearing::HeardKind;

pub(super) const DETECTOR: Detector = Detector {
    kind: HeardKind::AsksPrice,
    hears: "
        =сколько|=скока|=скок|=скоко|=скольк|=скильки .... =стоит|=стоят|=стоить|=стоило|=стоимость|=обойдется|=обойдутся|=выйдет|=платить|=заплатить|=денег|=берете|=просите|=рублей|=будет =стоить|=стоит|=стоят @95
        =сколько|=скока|=скок .... =стоит|=стоят|=стоить|=обойдется|=выйдет|=выходит|=платить|=берете|=просите|=рублей|=денег|=тенге|=заплатить|=оплатить|=отдать|=придется @95
        ^ =сколько|=скока|=скок =за|=будет|=это !=времени|=дней|=по|=длиться|=идти|=ждать @85
        ^ =сколько|=скока $ @70
        =стоит|=стоят|=стоить =сколько
        =почем|=почому @95
        =по =чем|=какой|=сколько [=цене] ?
        =какая|=какие|=какой|=каков|=какова|=каковы|=какую ... цена|=ценник|стоимость|прайс|=расценки|тариф|=оплата
        =цена|=цены|=ценник|=стоимость|=прайс|=расценки|=тарифы|=ценам|=цене ?
        =что =по|=с =цене|=ценам|=деньгам|=стоимости|=ценой|=ценами
        подскажите|=скажите|=скажи|=подскажи|=узнать|интересует|=скиньте|=скинь|=пришлите|=напишите|=назовите|=озвучьте|=сориентируйте|=уточнить|=хочу|=можно|=жду|=дайте|=нужен|=нужна|=отправьте ... =цену|=цена|=цены|=ценник|=прайс|=прайсом|=стоимость|=стоимости|=расценки|=тарифы|=ценам|=цене|=смету|=калькуляцию @90
        ^^ =цена|=цену|=стоимость|=прайс|=цены|=ценник|=прайслист|=расценки|=тарифы $$
        ^^ =цена|=стоимость|=цены|=прайс ... $$ @70
        =во =сколько =обойдется|=обойдутся|=встанет|=выйдет|=выльется
        =платно|=платный|=платная|=платные|=бесплатно|=бесплатный|=бесплатная|=бесплатные ?
        =платно|=бесплатно =или
        =от =какой =суммы|=цены
        =how =much !=time|=longer|=long|=experience|=space|=weight|=water|=later|=earlier|=notice|=sleep|=of|=work|=effort|=information @95
        =hw|=howmuch =much|=is|=for
        =what|=whats ... =price|=cost|=costs|=prices|=rate|=rates|=fee|=fees|=pricing|=tariff|=tariffs|=charge|=quote|=costing @95
        =price|=prices|=cost|=costs|=pricing|=fee|=fees|=rates ?
        =how ... =expensive|=cheap|=pricey ?
        =tell|=send|=know|=get|=give|=share|=show|=see|=about|=quote|=check|=details ... =price|=prices|=pricing|=quote|=cost|=costs|=rates|=pricelist|=estimate
        =price =list|=range|=for|=of|=please|=pls|=info
        =cost =of|=for|=me
        ^^ =price|=prices|=cost|=pricing|=rates|=pricelist $$
        =do|=would|=will =you =charge
        =is|=are =it|=this|=that|=they|=delivery|=consultation|=shipping|=there|=trial|=the ... =free ?
        =for =free ?
        =prices =start|=from
    ",
    unless: "
        =цена|=цену|=цены|=стоимость ... =знаю|=знаем|=понял|=поняла|=понятна|=понятно|=устраивает|=видел|=видела|=важна|=неважна|=подходит
        =не =пишите|=важна|=интересует|=волнует ... =цену|=цена|=цены
        =знаю|=понял|=поняла|=видел|=видела =цену|=цены|=стоимость
        =сколько =времени|=дней|=часов|=минут|=лет|=человек|=раз|=недель|=месяцев|=занятий|=мест|=уроков
        =i =know|=saw =the =price|=prices|=cost
        =are =you =free
        =good|=great|=best =price
        =too =much
        =цена =высокая|=завышена|=кусается
        =low|=lower|=reduce|=drop ... =price|=prices|=cost
        =price =is =fine|=ok|=good|=too|=high
        =снизить|=скинуть|=сбросить ... =цену
    ",
    not_learnt: "",
    signs: "💰",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hearing::kinds::tests::check;

    #[test]
    fn questions_of_price_are_heard() {
        check(
            HeardKind::AsksPrice,
            &[
                "сколько стоит?",
                "Сколько стоит букет из 15 роз",
                "а скока стоит",
                "почем розы",
                "какая цена?",
                "цена?",
                "прайс",
                "подскажите стоимость",
                "скиньте прайс пожалуйста",
                "сколько будет стоить доставка",
                "Сколько за чистку?",
                "сколько?",
                "во сколько обойдется имплант",
                "crjkmrj cnjbn",
                "не подскажете, сколько стоит курс?",
                "какие у вас тарифы",
                "это платно?",
                "что по ценам",
                "скажите цену",
                "сколька стоит имплант",
                "сколько с меня денег",
                "how much is it?",
                "How much for 15 roses",
                "what's the price",
                "price?",
                "what are your rates",
                "how much does the course cost",
                "can you send me a quote",
                "could you tell me the price",
                "is delivery free?",
                "what do you charge",
                "how much",
                "how expensive is it?",
                "pricing",
                "I'd like to know the cost",
            ],
            &[
                "сколько времени займет",
                "сколько длится курс",
                "не пишите цену, я знаю",
                "цена меня устраивает",
                "сколько дней ждать",
                "ценю вашу помощь",
                "привет",
                "хочу 15 роз",
                "сколько человек в группе",
                "how much time does it take",
                "how much longer",
                "I know the price",
                "are you free tomorrow?",
                "the price is fine",
                "hello",
                "I want roses",
                "can you lower the price",
            ],
        );
    }
}

//! Asks for conditions: delivery, payment, refund, guarantee, contract.

use super::Detector;
use crate::hearing::HeardKind;

pub(super) const DETECTOR: Detector = Detector {
    kind: HeardKind::AsksTerms,
    hears: "
        <terms> ?
        =какие|=какая|=какой|=как|=есть|=можно|=узнать|подскажите|=где|=расскажите|=интересует|=интересуют|=хочу|=нужна|=нужен|=возможна|=возможно|=делаете|=осуществляете|=предоставляете|=даете|=куда|=ли|=принимаете|=бывает|=а|=что ... <terms>
        ^^ <terms> $$
        =как|=чем|=куда|=где|=можно ... =оплатить|=платить|=заплатить|=оплачивать|=переводить|=перевести|=вернуть|=забрать|=получить|=расплатиться|=оплачу
        =картой|=наличными|=наличка|=переводом|=криптой|=долями|=сплит|=частями|=безнал|=безналу|=криптовалютой ?
        =если ... =не =понравится|=подойдет|=получится|=устроит|=смогу|=пройду ?
        =привезете|=доставите|=довезете|=отправляете|=отправите|=доставляете|=возите|=привозите|=отправляете ?
        <termsen> ?
        =what|=whats|=how|=do|=does|=can|=could|=is|=are|=tell|=about|=know|=any|=offer|=which|=where|=explain|=will ... <termsen>
        ^^ <termsen> $$
        =how|=can|=could|=where|=do ... =pay|=paying|=return|=refund|=cancel|=exchange|=ship|=deliver|=collect|=reschedule =it|=by|=with|=you|=in|=to|=my|=for|=if|=on|=online|=cash|=the|$
        =card|=cash|=paypal|=crypto|=invoice|=applepay|=installments ?
        =what =if ... =dont|=not|=doesnt|=cant =like|=fit|=work|=satisfied|=come|=make|=happy
        =money =back ?
    ",
    unless: "
        =привезли|=доставили|=оплатил|=оплатила|=вернул|=получил|=получила =не|=заказ|=вчера|=сегодня|=уже
        =сколько|=скока|=какая|=цена|=стоимость ... =стоит|=стоимость|=цена|=цене|=доставки
        =когда|=сколько ... =доставка|=привезете|=доставите|=привезут
        =не =интересует|=нужна|=важна <terms>
        =how =much|=soon|=fast|=long|=quickly
        =when ... =deliver|=delivery|=ship
        =price|=cost|=fee =of|=for =delivery|=shipping
    ",
    not_learnt: "",
    signs: "",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hearing::kinds::tests::check;

    #[test]
    fn questions_of_terms_are_heard() {
        check(
            HeardKind::AsksTerms,
            &[
                "есть доставка?",
                "как оплатить",
                "можно в рассрочку?",
                "какие условия возврата",
                "а гарантия есть?",
                "доставка",
                "можно картой?",
                "вы доставляете за город?",
                "если мне не понравится?",
                "как вернуть деньги",
                "подскажите по оплате",
                "какая предоплата нужна",
                "есть рассрочка",
                "договор заключаете?",
                "do you deliver?",
                "how can I pay",
                "is there a guarantee?",
                "what is your refund policy",
                "can I pay by card",
                "delivery?",
                "what if I don't like it?",
                "do you offer installments",
                "what are the terms",
                "can I return it",
                "do you sign a contract?",
            ],
            &[
                "вчера оплатила",
                "привезли не тот заказ",
                "привет",
                "сколько стоит доставка?",
                "когда доставка?",
                "хочу букет",
                "не нужна доставка",
                "беру",
                "how much is delivery",
                "when will you deliver?",
                "hello",
                "the delivery was late",
                "I want roses",
                "guaranteed fun",
            ],
        );
    }
}

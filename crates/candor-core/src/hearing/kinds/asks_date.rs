//! Asks when: a day, an hour, opening times, a free slot, how long something takes.

use super::Detector;
use crate::hearing::HeardKind;

pub(super) const DETECTOR: Detector = Detector {
    kind: HeardKind::AsksDate,
    hears: "
        =когда ?
        ^^ =когда $$
        ^ =когда начинать|=будет|=будут|старт|=откроется|=можно|=привезете|=привезут|достав*|=сможете|=смогу|=ближайший|=ближайшая|=ближайшее|=заканчивается|=вы|=работаете|=у|=следующий|=следующая|=запись|=пройдет|=готово|=будете|=ждать|=прийти|=приходить|=приезжать|=могу|=придет|=приедет|=идет|=первое|=занятия
        подскажите|=скажите|=узнать|интересует|=уточнить|=подскажи|=скажи|=непонятно ... =когда
        =во =сколько !=обойдется|=встанет|=выйдет|=мне|=раз|=это|=обойдутся|=выльется
        =в|=на|=с|=до|=к|=со|=по =какое|=какого|=какой|=каких|=какому|=каким|=какие|=какую|=скольки =число|=числа|=время|=времени|=день|=дни|=дням|=часу|=час|=дату|=даты|=месяц|=месяца|=дня|=часов|$
        =какого =числа
        =какое =число|=время
        =какие ... =даты|=дни|=часы
        =через =сколько
        =как =скоро|=быстро|=долго|=часто
        =сколько ... =дней|=времени|=часов|=длится|=длятся|=длиться|=ждать|=недель|=месяцев|=займет|=занимает|=минут|=идет|=идти|=продлится
        =расписание|=график|=часы =работы|=приема|=занятий|=курсов|=на|=у|=есть|=какой|=какое|$
        =есть|=найдется|=можно|=какие|=свободно|=имеется ... =свободное|=свободные|=свободный|=окошко|=окно|=окна|=места|=местечко|=слот|=слоты|=запись|=время
        =есть|=будет ... =на =завтра|=сегодня|=послезавтра|=выходные|=выходных|=неделе|=субботу|=воскресенье ?
        =вы|=работаете [=вы] ... =работаете|=открыты|=закрыты|=выходные|=воскресенье|=субботу|=праздники ?
        =до|=со|=с|=от|=к =скольки|=скольких
        =срок|=сроки|=дата|=даты ?
        =какие|=какой|=какая ... =сроки|=срок|=дата|=длительность|=продолжительность|=график|=режим
        =успеете|=успеем|=успею ... ?
        =when ?
        ^ =when =is|=do|=does|=will|=can|=are|=could|=would|=did|=should|=may|=were|=was|=i|=you|=the !=come
        ^^ =when $$
        =what|=which|=whats =time|=date|=day|=days|=dates|=hours|=times @85
        =what|=whats [=is|=are] =the|=your [=earliest|=opening|=start|=working|=next|=closest|=delivery] =date|=time|=hours|=schedule|=day|=deadline|=slot|=timetable @85
        =how =soon|=fast|=quickly|=long|=often
        =opening|=working|=business|=office|=open =hours|=times|=days|=till|=until
        =know|=tell|=ask|=wondering|=check ... =when
        =are =you =open|=closed|=working ?
        =do|=does ... =slot|=slots|=availability|=opening|=openings|=appointment|=appointments|=schedule ?
        =any|=is|=are|=free|=available ... =slot|=slots|=availability|=appointment|=appointments|=openings|=available ?
        =schedule|=timetable|=deadline ?
        =how =many =days|=weeks|=hours|=months|=minutes
        =until|=till =when
    ",
    unless: "
        =what|=whats =the =price|=cost|=difference|=best|=delivery|=fee|=name|=minimum|=size|=address
        =в =любое =время
        =раз =в =неделю $
        =when =i|=you|=we =get|=have|=decide|=want !=it
    ",
    not_learnt: "",
    signs: "📅🕐⏰",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hearing::kinds::tests::check;

    #[test]
    fn questions_of_time_are_heard() {
        check(
            HeardKind::AsksDate,
            &[
                "когда?",
                "Когда начинается курс?",
                "когда можно приехать",
                "во сколько вы открываетесь",
                "на какое время есть запись",
                "есть свободное время завтра?",
                "какого числа старт",
                "через сколько привезете",
                "сколько длится курс",
                "какой график работы",
                "до скольки работаете?",
                "подскажите, когда привезут",
                "как быстро доставите?",
                "есть окошко на завтра?",
                "какие сроки?",
                "when does it start?",
                "When can you deliver",
                "what time do you open",
                "how long does it take",
                "how soon can I get it",
                "are you open on Sunday?",
                "do you have any slots tomorrow?",
                "what are your opening hours",
                "what date is it?",
                "could you tell me when it starts",
            ],
            &[
                "когда приеду, скажу",
                "сколько стоит",
                "завтра в 18:00",
                "никогда",
                "во сколько обойдется",
                "в любое время",
                "привет",
                "15 января",
                "how much is it?",
                "I will come when I get money",
                "tomorrow at 6",
                "hello",
                "what is the price",
                "long roses please",
            ],
        );
    }
}

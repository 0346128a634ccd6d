//! Not now: will think, will come back, asks another person first.

use super::Detector;
use crate::hearing::HeardKind;

pub(super) const DETECTOR: Detector = Detector {
    kind: HeardKind::Postpones,
    hears: "
        =не =сейчас|=сегодня $
        =пока =не|=нет|=рано|=думаю|=что|=воздержусь|=подожду|=подождем @80
        ^ [=я|=мы|=мне|=нам|=еще|=надо|=нужно|=хорошо] [=еще|=надо|=нужно|=пока] =подумаю|=подумаем|=думаю|=думаем|=подумать|=поразмыслю|=обдумаю|=обдумать
        =надо|=нужно|=хочу|=дайте|=можно|=буду|=должна|=должен ... =подумать|=обдумать|=посоветоваться|=взвесить
        =посоветуюсь|=посоветуемся|=обсужу|=обсудим|=спрошу|=поговорю =с|=у|=дома|=в
        =позже|=попозже|=потом|=позднее|=чуть $
        =давайте|=лучше|=напишу|=отвечу|=вернусь|=напишите|=перезвоню|=спишемся|=свяжусь|=решу|=скажу|=наберу ... =позже|=попозже|=потом|=завтра|=вечером|=позднее|=днях|=понедельник|=неделе|=месяце|=другой|=послезавтра
        =я|=сам|=сама|=мы [=вам] =перезвоню|=напишу|=позвоню|=вернусь|=свяжусь|=перезвоним|=напишем
        =можно =позже|=попозже|=потом $
        =в =другой =раз|=день
        =другой =раз
        =сейчас =занят|=занята|=некогда|=неудобно|=нет|=не|=за|=на
        ^ [=я|=мне] =занят|=занята|=некогда|=неудобно
        =отложим|=отложить|=перенесем|=повременим|=вернемся|=подождем
        =через =неделю|=месяц|=пару|=несколько =напишу|=вернусь|=решу|=дней|=недель|=месяцев $ @70
        =not =now|=today|=yet|=tonight $
        =not =right|=at =now|=the
        =later|=afterwards $ @85
        =maybe|=perhaps|=talk|=write|=text|=do|=ill|=will|=check|=come ... =later|=tomorrow
        =think|=thinking =about|=it|=over|=on [=it|=that|=this] @80
        =let|=need|=have|=want|=time ... =think|=consider
        =get|=come|=be|=got =back =to =you|=u|=later
        =another|=some|=other =time|=day|=other $
        =some =other =time|=day
        =busy =now|=right|=at|=today|$
        =ill|=will|=we =let|=get|=write|=text|=message|=contact|=call =you|=back [=know|=later|=tomorrow|=when|=soon|=back]
        =talk|=speak|=check|=discuss|=consult =to|=with|=it =my|=with =wife|=husband|=partner|=boss|=team|=parents|=mom|=my
        =give =me =a|=some|=time =few|=day|=time|=minute|=moment|=bit|=couple|$
        =next =week|=month|=year =maybe|=perhaps|$ @60
        =in =a =bit|=while|=week
        =hold =on|=off
    ",
    unless: "
        =позже|=потом|=попозже|=later ?
        =what =do =you =think
        =не =позже|=позднее
        =no =later
        =let =me =know
        =сразу|=сейчас =или =потом
        =see =you =later
    ",
    not_learnt: "",
    signs: "⏳",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hearing::kinds::tests::check;

    #[test]
    fn putting_off_is_heard() {
        check(
            HeardKind::Postpones,
            &[
                "не сейчас",
                "я подумаю",
                "надо подумать",
                "давайте позже",
                "позже",
                "напишу завтра",
                "я вам перезвоню",
                "посоветуюсь с мужем",
                "в другой раз",
                "сейчас занята",
                "пока не готов",
                "давайте вернемся к этому потом",
                "мне нужно подумать",
                "подумаю",
                "отложим",
                "not now",
                "later",
                "maybe later",
                "I'll think about it",
                "let me think",
                "I need to think",
                "I'll get back to you",
                "another time",
                "busy right now",
                "I will let you know",
                "need to talk to my wife",
                "not right now",
                "some other time",
                "give me some time",
            ],
            &[
                "можно забрать позже?",
                "не позже 18:00",
                "сколько стоит",
                "да",
                "сейчас",
                "потом можно вернуть?",
                "what do you think",
                "no later than 6 pm",
                "let me know the price",
                "can I pay later?",
                "yes",
                "hello",
                "now please",
                "сегодня",
            ],
        );
    }
}

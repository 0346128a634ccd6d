//! Wants no more messages (H5). Two ways to be heard: a whole line that says nothing else ([`is_certain`]), at once;
//! and, inside a sentence, the patterns below, which leave room for doubt. A false alarm silences the desk for a person
//! who wanted to buy, so words that merely look like it ("не пишите цену", "стоп, подождите") must not fire.
//! The words are those that law and platforms name (47 CFR 64.1200(a)(10); 38-ФЗ art. 18) and their everyday kin.

use std::{collections::BTreeSet, sync::LazyLock};

use super::Detector;
use crate::hearing::{
    HeardKind,
    pattern::is_one_slip_apart,
    words::{Line, Word},
};

pub(super) const DETECTOR: Detector = Detector {
    kind: HeardKind::OptsOut,
    hears: "
        # не пишите (мне) (больше)
        =не [=надо|=нужно|=стоит|=смейте] [=больше] [=мне|=нам] [=больше] =пишите|=пиши|=писать|=присылайте|=присылай|=шлите|=беспокойте|=беспокоить|=тревожьте|=звоните|=отправляйте|=спамьте|=спамить =мне|=нам|=меня|=нас [=больше|=никогда|=вообще] $
        =не [=надо|=нужно] =мне|=нам =больше =пишите|=писать|=присылать|=звонить
        =не [=надо|=нужно|=смейте] =пишите|=пиши|=писать|=присылайте|=шлите|=беспокойте|=звоните|=отправляйте|=спамьте [=мне|=нам|=меня|=сюда|=сообщения|=рекламу|=рассылку] =больше|=никогда $
        =не [=надо|=нужно|=смейте] [=мне|=нам] [=больше] =пишите|=пиши|=писать|=присылайте|=присылать|=шлите|=беспокойте|=звоните|=отправляйте [=мне|=нам] [=больше|=ничего] =больше|=никогда|=ничего $
        =не [=надо|=нужно] =пишите|=пиши|=писать|=присылайте|=присылать|=шлите|=звоните|=беспокойте [=мне|=нам|=меня|=сюда] =больше [=сюда|=мне|=нам|=меня|=ничего|=никогда|=сообщений|=пожалуйста] $
        =прошу [=больше|=меня] [=меня|=больше] =не =беспокоить|=тревожить|=писать|=присылать
        =я|=мы =отписываюсь|=отписался|=отписалась $
        =больше|=никогда =мне|=нам|=меня =не [=надо|=нужно] =пишите|=пиши|=писать|=присылайте|=присылать|=шлите|=беспокойте|=звоните
        =больше|=никогда [=никогда] =не [=надо|=нужно|=смейте] [=мне|=нам|=меня|=сюда] =пишите|=пиши|=писать|=присылайте|=шлите|=беспокойте|=беспокоить|=тревожьте|=звоните|=отправляйте|=спамьте|=присылать !=про|=о|=об|=цену|=цены|=длинно
        ^^ =не =пишите|=пиши|=беспокойте|=присылайте|=шлите|=спамьте $$
        ^ =не =беспокойте|=тревожьте [=меня|=нас] $
        =ничего [=мне|=больше] =не =пишите|=присылайте|=шлите|=надо =присылать
        # хватит, прекратите, перестаньте писать
        =хватит|=прекратите|=прекрати|=перестаньте|=перестань|=кончайте|=кончай|=довольно|завязывай* [=уже] [=мне|=нам|=меня|=нас|=сюда] [=уже] =писать|=слать|=присылать|=спамить|=беспокоить|=звонить|=названивать|=надоедать|=спама|=писем|=рассылок|=сообщений|=рекламы|=донимать|=доставать|=отправлять
        # отписаться; «отпишитесь потом» значит «напишите»
        =хочу|=хотел|=хотела|=хотим|=прошу|=надо|=нужно|=могу|=можно|=как|=где|=желаю|=решил|=решила [=мне|=вы|=я] [=бы|=меня|=тут|=от] [=вас|=рассылки] =отписаться|=отписатся|=отписать
        =отпишите|=отпиши|=отписать =меня|=нас
        =меня|=нас =отпишите|=отпиши
        =отпишите|=отписаться|=отписка|=отпиши|=отписываюсь ... рассылка|=уведомлений|=канала|=вас|=всего
        ^ =отписываюсь|=отписываемся $
        # удалите меня
        =удалите|=удали|=уберите|=убери|=исключите|=вычеркните|=выпишите|=удалить|=убрать|=исключить [=пожалуйста] =меня|=нас [=пожалуйста] =из|=с|=от|$ 
        ^ =удалите|=удали|=уберите|=исключите|=вычеркните =меня|=нас $
        =меня|=нас =удалите|=уберите|=исключите|=вычеркните $
        =удалите|=удали|=уберите|=сотрите|=удалить|=забудьте =мой|=мои|=этот|=наш [=телефонный] =номер|=данные|=контакт|=контакты|=телефон
        # рассылка
        =отключите|=отключить|=отмените|=отменить|=остановите|=остановить|=прекратите|=прекратить|=выключите|=уберите|=убрать|=отключи ... рассылка|спам|=рекламу
        =не хочу|хотим|желаю|=нужна|=нужны|=надо|=интересна ... рассылка|=рассылок|=спам|=спама|=рекламу|=реклама
        =не хочу|хотим|желаю ... =получать ... сообщения|уведомления|=письма|=смс|=новости|=спам
        =отзываю|=отозвать|=отзываем ... согласие
        ^ =отстаньте|=отстань|=отвяжитесь|=отвяжись|=отвалите|=отцепитесь|=отвянь|=отвяньте [=уже] [=от] [=меня|=нас] $
        =оставьте|=оставь =меня|=нас =в =покое
        ^ =стоп|=stop рассылка|=рассылке|спам|=реклама
        ^ =стоп $$ @80
        ^^ =остановитесь|=остановите [=это] $$ @75
        =не хочу|хотим|=желаю|=нужно|=надо [=больше|=мне] [=больше|=мне] =ваших|=вашей|=никаких|=этих [=больше] =сообщений|=рассылок|=писем|=рекламы|=уведомлений|=рассылки|=смс
        =задолбали|=заколебали|=достали|=надоели|=заебали|=замучили|=заманали [=уже|=вы] [=меня|=нас] [=своими|=вашими|=своей|=вашей|=эти|=ваши] =сообщениями|=рассылками|=рассылкой|=спамом|=писать|=рекламой|=звонками|=рассылки|=сообщения|=слать|=присылать
        =уберите|=удалите|=исключите|=снимите|=вычеркните|=убери|=удали =меня|=нас =отсюда|=отовсюду|=с|=из|=от
        =исключите|=снимите =мой|=наш =номер
        =отключите|=выключите|=прекратите|=остановите =уведомления|=сообщения
        =отказываюсь|=отказ|=отказаться =от [=вашей|=ваших|=этой|=всех] =рассылки|=рассылок|=сообщений|=уведомлений|=рекламы
        =не =подписывался|=подписывалась|=подписывались
        =заблокирую|=забаню|=заблокируем ... =если ... =напишете|=пишете|=писать|=пришлете|=напишешь|=будете
        # English
        ^ =stop $$ @80
        ^ =remove|=delete =me $
        =remove|=delete =my|=our =number|=contact
        =remove|=take =me|=us =off|=from =this|=here $
        =dont|=not =contact $
        =dont =want =to =hear =from =you|=u|=anyone
        =enough =already|=messages|=texts|=spam
        ^^ =go =away $$ @75
        ^^ =end =this $$ @75
        =stop|=quit|=cease ... =texting|=messaging|=contacting|=spamming|=bothering|=harassing|=pinging|=dming|=emailing !=the
        =stop|=quit =writing|=calling|=sending =me|=us|=to|=these|=this|=messages|=spam|=texts
        =stop|=quit =sending ... =messages|=texts|=stuff|=spam|=ads|=promos|=offers|=updates|=notifications|=newsletters|=emails|=messaging
        =stop|=end|=cancel|=no [=all] [=the|=these|=your|=this|=more|=further] =messages|=texts|=spam|=promos|=promotions|=notifications|=ads|=mailing|=mailings $
        =dont|=never [=you] [=ever] =message|=text|=contact|=write|=bother|=dm|=email [=to] =me|=us [=again|=anymore|=ever|=any] [=more|=again] $
        =do =not [=ever] =message|=text|=contact|=write|=bother|=dm|=email [=to] =me|=us [=again|=anymore|=ever|=any] [=more|=again] $
        =dont|=not =want|=wanna|=wish [=to] [=receive|=get|=any|=your|=these|=have] [=any|=your|=these|=more] [=more] =messages|=texts|=spam|=promos|=notifications|=ads|=newsletters|=emails
        =unsubscribe|=unsub|=unsuscribe|=unsubcribe =me|=us|=please
        =please =unsubscribe|=unsub|=unsuscribe
        =want|=like|=wish|=need|=wanna|=how|=id|=trying|=gonna|=rather [=to|=do|=can|=i|=like] [=to|=i|=do] [=i] =unsubscribe|=unsub|=unsuscribe|=unsubcribe
        =unsubscribe|=unsub =from =this|=your|=all|=these|=here|=everything
        =opt =me|=us =out
        =want|=like|=wish|=need|=wanna|=id|=rather|=please|=how [=to|=like|=do|=can] [=to|=i] =opt =out !=of
        =opt|=opting =out =of =messages|=texts|=all|=this|=these|=your|=marketing|=notifications|=further|=everything|=receiving|=promos|=any
        =im|=am =opting =out
        =take|=remove|=delete|=get =me|=us =off|=from|=out [=of] [=your|=the|=this|=all|=any] [=mailing|=contact|=marketing|=email|=message|=messaging|=distribution] =list|=lists|=messages|=database|=records|=contacts|=everything|=mailings|=system
        =leave =me|=us =alone
        =lose|=delete|=forget =my =number|=contact|=contacts|=phone
        =revoke|=withdraw|=revoking|=withdrawing [=my] =consent|=permission
        ^^ =stop =it|=this|=that|=already $$ @75
        ^^ =i =said =stop @85
    ",
    unless: "
        =потом|=если|=будет|=легко|=сложно|=позже|=любой|=любое ... =отписаться|=отписатся
        =отписаться ... =потом|=если|=позже|=любой|=любое
        =на|=для ... человек
        =лучше =позвоните|=звоните|=напишите|=пишите
        =не =пишите ... =пишите|=звоните|=напишите|=лучше
        =не =звоните ... =пишите|=напишите|=лучше
        =знак|=знака|=кнопка|=кнопку|=сигнал|=слово =стоп
        =unsubscribe|=out|=unsub ... =anytime|=later|=whenever|=easily|=separate|=if|=time|=afterwards
        =can|=could|=may|=possible ... =unsubscribe|=opt ... =later|=anytime
        =dont =stop
        =stop =calling =me [_] _
        =не =прекращайте|=останавливайте
        =нужна|=нужно|=делаете|=запустить|=настроить|=заказать|=сделать|=сделайте ... =рассылка|=рассылку|=рассылки
        =как =остановить|=прекратить =спам
    ",
    not_learnt: "
        =стоп кран
        =не .... =стоп кран
        =marketing =team|=department|=agency|=director|=manager|=plan|=budget
        =leave =a|=you|=them|=him|=her|=my|=our =message|=note|=review|=comment|=voicemail
        ^ =этого|=столько|=такого|=одного|=одной =хватит|=достаточно $
        =give|=leave|=share|=provide|=tell ... =number|=phone|=contact|=contacts|=details|=telephone|=email
        =dont|=not|=wont|=never|=no .... =give|=leave|=share|=provide|=giving|=leaving|=sharing ... =number|=phone|=contact|=contacts|=details|=telephone|=email
        =не ... =давать|=дам|=дадим|=оставлять|=оставлю|=оставить|=называть|=назову|=указывать|=сообщать ... =номер|=телефон|=контакты|=контакт|=почту|=данные
        =давать|=дам|=дадим|=оставлять|=оставлю|=оставить|=называть|=назову|=говорить|=указывать|=сообщать ... =номер|=телефон|=контакты|=контакт|=почту|=данные
        =номер|=телефон|=контакты|=контакт|=почту|=данные =не =дам|=оставлю|=назову|=скажу|=сообщу
    ",
    signs: "🛑",
};

/// Lines that mean nothing but this, word for word after normalisation; spaces do not count.
const CERTAIN: &str = "\
стоп|стпо|сотп|stpo|sotp|стопэ|стап|отписаться|отписатся|отпишись|отпишите меня|отпиши меня|меня отпишите|отписка|отмена рассылки|\
отменить рассылку|отмените рассылку|отмена подписки на рассылку|не пишите|не пишите мне|не пиши|не пиши мне|мне не пишите|больше не пишите|больше не пиши|\
больше не пишите мне|больше мне не пишите|мне больше не пишите|не пишите больше|не пишите мне больше|больше не надо писать|не надо мне писать|мне не надо писать|\
не надо писать|не надо мне больше писать|прекратите|прекрати|прекратить|прекратите писать|прекратите мне писать|прекратите рассылку|прекратите спам|перестаньте писать|перестаньте мне писать|хватит|\
хватит писать|хватит мне писать|хватит спамить|хватит спама|удалите меня|удали меня|меня удалите|удалите меня из рассылки|\
удалите меня из базы|удалите меня из списка|уберите меня из рассылки|уберите меня из базы|уберите меня|исключите меня из рассылки|отзываю согласие|\
отзываю свое согласие|отзываю согласие на рассылку|не беспокойте|не беспокойте меня|не беспокоить|меня не беспокойте|больше не беспокойте|отстаньте|отстань|отстаньте от меня|\
отвяжитесь|отключите рассылку|отключить рассылку|выключите рассылку|остановите рассылку|остановить рассылку|стоп рассылка|стоп рассылки|стоп спам|не хочу рассылку|\
не хочу получать рассылку|не хочу получать сообщения|не присылайте|не присылайте ничего|не присылайте мне ничего|ничего не присылайте|ничего мне не присылайте|\
больше не присылайте|не присылайте больше|больше ничего не присылайте|больше не звоните|не шлите|не шлите мне|оставьте меня в покое|отмените подписку на рассылку|\
stop|stopp|stop all|quit|end|cancel|unsubscribe|unsubscribe me|unsub|opt out|opt me out|opting out|i opt out|revoke|revoke consent|i revoke my consent|\
i withdraw my consent|remove me|delete me|dont message me|do not message me|dont text me|do not text me|dont contact me|do not contact me|dont write me|dont write to me|\
do not write to me|never message me|never contact me|never text me again|dont message me again|dont text me again|dont contact me again|stop messaging me|\
stop messaging|stop texting me|stop texting|stop writing|stop writing me|stop writing to me|stop contacting me|stop sending me messages|stop sending messages|stop messages|stop the messages|stop spamming|\
stop spamming me|stop spam|stop bothering me|no more messages|no more texts|no more spam|take me off|take me off the list|take me off your list|\
take me off your mailing list|take me off this list|remove me from the list|remove me from your list|remove me from this list|remove me from your mailing list|remove me from the mailing list|leave me alone|i want to unsubscribe|\
i want to opt out|i want out|unsubscribe from all|unsubscribe all|стопстоп|stopstop|stop stop stop|стоп стоп стоп";

/// Words that change nothing beside one of those.
const BESIDE: &str = "пожалуйста пожалста плиз пж пжл прошу ну уже тогда ребята я сказал сказала блин же все эй вас а и да нет спасибо \
    please pls plz just now hey hi ok okay thanks thank you sorry sir guys and right immediately already здравствуйте привет";

/// Everyday words one letter away from one of those.
const NOT_MEANT: &str = "описка описаться опишите опиши опишитеменя описать подписка непишете непишешь cancer unsubscribed отпишу отписал отписала \
    отпишусь непишетемне мненепишете непишешьмне мненепишешь мненапишите мненапиши";

/// Whether a line says this and nothing else. Case, ё, punctuation, emoji and repeated letters do not matter, nor does
/// one typing error in a word of six letters or more.
pub(in crate::hearing) fn is_certain(line: &Line) -> bool {
    // A question mark doubts even the plainest word: "стоп?" asks.
    if line.sentences.is_empty() || line.sentences.iter().any(|sentence| sentence.is_question) {
        return false;
    }
    if line.words().nth(12).is_some() {
        return false;
    }
    let words: Vec<&Word> = line.words().collect();
    // "Стоп. Хватит!" says it twice: every clause must be one of the phrases, and one must be more than a courtesy.
    let says_all = words.chunk_by(|_, next| !next.opens_clause).all(|clause| is_phrase(clause) || is_courtesy(clause));
    let sentences = || line.sentences.iter().map(|sentence| sentence.words.iter().collect::<Vec<&Word>>());
    let sentence_says_all = sentences().all(|words| is_phrase(&words) || is_courtesy(&words));
    is_phrase(&words) || ((says_all || sentence_says_all) && !is_courtesy(&words))
}

fn is_courtesy(words: &[&Word]) -> bool {
    words.iter().all(|word| is_beside(word))
}

fn is_beside(word: &Word) -> bool {
    static KNOWN: LazyLock<BTreeSet<&str>> = LazyLock::new(|| BESIDE.split_whitespace().collect());
    KNOWN.contains(word.text.as_str())
}

/// Whether the words are one of the phrases, with courtesies or without.
fn is_phrase(words: &[&Word]) -> bool {
    let joined = |words: &mut dyn Iterator<Item = &&Word>| {
        without_letters_doubled(&words.map(|word| word.text.as_str()).collect::<String>())
    };
    let said = [joined(&mut words.iter()), joined(&mut words.iter().filter(|word| !is_beside(word)))];
    static OTHERS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| NOT_MEANT.split_whitespace().collect());
    if said.iter().any(|said| OTHERS.contains(said.as_str())) {
        return false;
    }
    said.iter().any(|said| {
        let length = said.chars().count();
        let may_be = |phrase: &&Phrase| phrase.length.abs_diff(length) <= 1;
        PHRASES.iter().filter(may_be).any(|phrase| {
            // "Напишите" is one letter from "не пишите" and means the opposite: the negation itself admits no slip.
            let is_negation_whole =
                !phrase.joined.starts_with("не") || said.starts_with("не") || said.starts_with("ни");
            let may_slip = length > 0 && phrase.length >= SLIPS_FROM && is_negation_whole;
            *said == phrase.joined || (may_slip && is_one_slip_apart(said, &phrase.joined))
        })
    })
}

/// Shorter words with a slip in them are other words.
const SLIPS_FROM: usize = 6;

struct Phrase {
    joined: String,
    length: usize,
}

/// [`CERTAIN`], made ready once: every message is held against it when it comes in.
static PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let joined =
        CERTAIN.split('|').map(|phrase| without_letters_doubled(&phrase.split_whitespace().collect::<String>()));
    joined.map(|joined| Phrase { length: joined.chars().count(), joined }).collect()
});

fn without_letters_doubled(text: &str) -> String {
    let mut once = String::with_capacity(text.len());
    for ch in text.chars() {
        if !once.ends_with(ch) {
            once.push(ch);
        }
    }
    once
}

#[cfg(test)]
mod tests;

//! The words without which a head that hears one of the promises is not believed where something plainer says otherwise.
//!
//! The heads weigh whole messages and have no idea why: "хочу записаться" is as near to a threat as "хочу умереть" where
//! nothing else is known. A message that the script knows word for word, or that plainly agrees, is believed to be that,
//! unless a word stands in it that could mean the other thing. The lists are broad on purpose: what is measured
//! (`tests/it/promises.rs`) loses nothing by them, and no word of a script takes one off them.

use super::{
    heard::HeardKind,
    words::{Line, Word},
};

/// How surely the script covers a message.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Cover {
    /// Whether it is one of the script's phrasings, courtesies and "for tomorrow" aside.
    pub(super) is_phrasing: bool,
    /// Its likeness to the part of the script it is most like, 0..=1.
    pub(super) likeness: f64,
}

impl Cover {
    /// Whether the script covers it as surely as it can.
    pub(super) fn is_sure(self) -> bool {
        const NEAR_ONE: f64 = 0.95;
        self.is_phrasing || self.likeness >= NEAR_ONE
    }
}

/// Words that mean harm in any company. `*` ends the beginning of a word, `_` joins words that stand beside each other.
const HARM: &str = "жить жизн* живу умер* умир* умр* сдохн* сдох* смерт* предсмерт* мертв* суицид* самоуб* самовып* убью убить убива* убей \
    повеш* повес* вздерн* удавл* вены веревк* петл* режу порез* таблет* наглота* передоз* крыш* моста спрыг* прыгн* шагнуть поезд застрел* доживу дожить уйти_из_жизни \
    выпилюс* выпилит* роскомнадз* прощальн* прощайте исчезнуть самоповр* покончи* вскро* \
    die dies dying died dead death kill* suicid* unalive* kms ctb alive life lives live living exist existing hang hanging noose slit wrist* \
    overdos* pills meds cutting harm harming hurting hurt jump roof bridge gun shoot shooting bleed* worthless burden kil killin";

/// Words that may mean harm, and often do not.
const MAY_BE_HARM: &str = "больно боль боли болью вред вреда навред* легче лучше хуже плохо тяжело невынос* устал* сил силы сдаюсь смысл* незачем \
    бессмысл* навсегда никогда проснут* просып* уснуть заснуть закончу закончить закончит* кончил* кончит* конец конца концом не_будет не_стан* \
    не_стало не_понадоб* не_увид* не_наступ* не_задерж* не_дожив* не_протян* доживу обуз* никому без_меня уйти ухожу уходить уйду \
    похорон* откачал* наказыва* последн* грани краю краю_ окн* окно подоконник* мосту бритв* лезви* нож кров* страшно отчая* надоел* всё_равно все_равно держит завещан* \
    записк* письма больше_не больше_нет одинок* пустот* депресс* глупост* отпева* существова* ручаюсь присмотр* не_могу прощай ненавижу_себя себе_руки тьм* душ* бог* \
    end ends ending over anymore gone goodbye farewell forever wake asleep disappear vanish pain painless* painful tired exhausted done \
    point hopeless hope without_me world alone lonely empty numb depress* bottle knife blade blood razor train wont_be cant_go cant_take \
    cant_do no_more give_up giving_up better_off will_done loved miss_me note monday tonight pretending finish* funeral* cremat* equation crisis hotline myself_again to_myself hate_myself \
    cut_myself myslef self_harm* selfharm* scared afraid dark save_me help_me worth trying sleep";

/// Words of writing, messages and subscriptions, and of wishing to be let alone.
const MESSAGES: &str = "пис* пиш* пеш* напиш* сообщ* смс* рассыл* подпис* отпис* отпиш* атпис* атпиш* отпш* уведомл* оповещ* спам* заспам* реклам* \
    присыл* прислать приходит* приход* пришл* слать шлите шлешь высыл* отправл* беспоко* безпоко* тревож* названив* отста* атста* отцеп* отвян* \
    отвали* отвяж* отлип* покое покоя удал* удол* убер* убрать исключ* вычерк* выпиш* сотр* стоп хватит хват* прекра* перестан* отключ* выключ* \
    остано* астано* заблок* забан* блок* бан чс игнор* мут мутн* мьют* замолк* молч* молкн* заткн* надоел* надоед* достал* дастал* надаел* \
    задолб* заколеб* замуч* заман* утомил* навяз* новост* акци* чат* переписк* канал* пуш* трога* дерга* донима* доста* пристава* приста* \
    преслед* лезьте лезь лезете стучит* флуд* предлаг* приглаш* зовите сгин* исчезн* скройт* скройся кыш брысь прочь проваливай* свали вали \
    вон лесом нафиг забудь* забыт* список списк* баз* согласи* тишин* тихо уймит* уйм* угомон* баста финита харе хорош писем письм* \
    отзыв* связ* свяж* общен* общать* диалог* разговор* напомин* звука строчк* слова буквы замолч* оставь непис* непиш* песат* \
    предложени* убрал* уничтож* персональн* pisat* pishi* otpis* otpish* bolshe rassyl* prisyl* otstan* ostav* udalit* uberit* otklyuch* slat ytgbib* jngbib* \
    writ* messag* msg* text texts texting txt sms email* mail mails mailing subscri* unsub* unsus* spam* notif* newsletter* stop* stpo quit remove \
    delete bother* alone opt opting out block* mute silence quiet consent permission ping* dm dming annoy* harass* promo* advert* market* \
    update* reminder* reach* pester* bug hear communicat* no_more enough anymore send sending shut lost away cease never offers end cancel leave off list lists contact* refrain lose";

/// Words that speak to the desk: who wants to be let alone says so to somebody.
const ADDRESSES: &str = "вы вас вам вами ваш* ты тебя тебе you your youre yours u ur dont";

/// Words of people, of speaking with them and of calling.
const PERSON: &str = "человек* чел челом люди людей людям людьми живо* живу* живы* живая менедж* менеж* оператор* апператор* админ* консультант* сотрудни* \
    специалист* руковод* начальни* директор* управляющ* старш* хозяин* владел* кто-то кого кем кому ктото звон* позвон* перезвон* созвон* набер* \
    наберите трубк* голосом свяж* связ* брякн* соедин* переключ* позови* зовите пригласите говор* поговор* общат* пообщ* разговар* бот* робот* \
    коллег* поддержк* саппорт* суппорт* эскал* главн* человеческ* \
    human* person persons people operator* manager* agent* representative* rep supervisor* admin staff someone somebody anyone anybody call calls \
    calling callback talk talking speak speaking connect transfer escalat* bot bots robot* machine ai team boss owner support";

/// Words of machines and of people behind them that mean nothing else.
const BOT: &str = "бот* робот* робат* машин* компьютер* автомат* автоответ* нейро* нейросет* ии аи искусствен* интеллект* ты_программ* вы_программ* это_программ* с_программ* \
    или_программ* не_программ* просто_программ* скрипт* алгоритм* \
    железк* жестянк* чатгпт* гпт жпт gpt* живо* живы* живая человек* люди людьми \
    bot bots robot* chatbot* machine* computer* program software algorithm* ai artificial intelligence chatgpt* llm human* person alive \
    automated android droid cyborg";

/// Words that may ask for a machine or a person, and often do not: "how many people are you?" counts guests.
const MAY_BE_BOT: &str = "настоящ* реальн* кто кем алиса шаблон* script people real who whom auto virtual";

/// Words of orders to the desk itself.
const ORDERS: &str = "игнор* забудь* забыть инструкц* промпт* промт* правил* систем* режим* роль роли притвор* представь* веди отвечай* выведи покажи \
    разработчик* админ* отмени* обойди* взлом* джейлбрейк* модел* переведи повтори ты_теперь теперь_ты команд* настройк* \
    ignore* disregard* forget* instruction* prompt* system rule* mode developer* admin* pretend* roleplay role act jailbreak* dan override* bypass* \
    reveal* repeat print output translate you_are_now from_now execute sudo config* policy policies guideline* model respond reply";

/// Words of a demand that goes with a complaint.
const DEMAND: &str = "верните вернуть возврат* возмест* компенсац* деньги претенз* жалоб* пожалов* суд суда роспотреб* требую refund* money compensat* \
    complain* sue lawyer court manager replace replacement";

/// Whether a head is not to be believed that heard this kind with this score: nothing in the words could mean it, and the
/// script covers them, or they plainly agree.
pub(super) fn is_doubtful(kind: HeardKind, is_sure: bool, lines: &[Line], cover: Cover, agrees: bool) -> bool {
    let has = |list| speaks_of(list, lines);
    match kind {
        HeardKind::ThreatensSelfHarm if cover.is_sure() || agrees => {
            if is_sure {
                !has(HARM) && !has(MAY_BE_HARM)
            } else {
                !has(HARM)
            }
        }
        HeardKind::ThreatensSelfHarm => !is_sure && !has(HARM) && !has(MAY_BE_HARM),
        HeardKind::OptsOut if cover.is_sure() => !has(MESSAGES),
        HeardKind::OptsOut if is_sure => false,
        HeardKind::OptsOut if agrees => !has(MESSAGES),
        HeardKind::OptsOut => !has(MESSAGES) && !has(ADDRESSES) && !has_imperative(lines),
        HeardKind::AsksForPerson => (cover.is_sure() || (agrees && !is_sure)) && !has(PERSON),
        // "Are you a real clinic?" that the script has an answer to: "real" alone asks for no machine.
        HeardKind::AsksIfBot if cover.is_phrasing && !is_sure => !has(BOT),
        HeardKind::AsksIfBot => (cover.is_sure() || (agrees && !is_sure)) && !has(BOT) && !has(MAY_BE_BOT),
        HeardKind::Injects => cover.is_sure() && !has(ORDERS),
        HeardKind::Insults => cover.is_phrasing,
        HeardKind::Complains => cover.is_phrasing && !has(DEMAND),
        _ => false,
    }
}

/// Whether words name harm or death.
pub(super) fn names_harm(lines: &[Line]) -> bool {
    speaks_of(HARM, lines)
}

/// Whether words give orders to the desk itself.
pub(super) fn gives_orders(lines: &[Line]) -> bool {
    speaks_of(ORDERS, lines)
}

/// Whether words demand something back.
pub(super) fn demands(lines: &[Line]) -> bool {
    speaks_of(DEMAND, lines)
}

fn speaks_of(list: &str, lines: &[Line]) -> bool {
    let words: Vec<&Word> = lines.iter().flat_map(Line::words).collect();
    list.split_whitespace().any(|entry| {
        let parts: Vec<&str> = entry.split('_').filter(|part| !part.is_empty()).collect();
        !parts.is_empty()
            && words
                .windows(parts.len())
                .any(|window| window.iter().zip(&parts).all(|(word, part)| is_word(&word.text, part)))
    })
}

fn is_word(text: &str, part: &str) -> bool {
    part.strip_suffix('*').map_or_else(|| text == part, |beginning| text.starts_with(beginning))
}

/// "Отпишите", "уймитесь", "умолкни": somebody is told to do something.
fn has_imperative(lines: &[Line]) -> bool {
    const ENDS: [&str; 6] = ["ите", "йте", "йтесь", "итесь", "ись", "ьте"];
    let is_long = |word: &Word| word.text.chars().count() > 4;
    lines.iter().flat_map(Line::words).any(|word| is_long(word) && ENDS.iter().any(|end| word.text.ends_with(end)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hearing::reading::read;

    fn doubted(kind: HeardKind, is_sure: bool, text: &str, cover: Cover, agrees: bool) -> bool {
        is_doubtful(kind, is_sure, &read(text, &|_| false), cover, agrees)
    }

    #[test]
    fn what_could_mean_harm_is_never_explained_away() {
        let covered = Cover { is_phrasing: true, likeness: 1.0 };
        for text in ["хочу умереть", "не хочу больше жить", "I want to end my life", "я повешусь", "took all my pills"]
        {
            for cover in [covered, Cover::default()] {
                for is_sure in [true, false] {
                    assert!(!doubted(HeardKind::ThreatensSelfHarm, is_sure, text, cover, true), "{text}");
                }
            }
        }
        for text in ["хочу записаться", "just to cheer myself up", "хочу этот букет"] {
            assert!(doubted(HeardKind::ThreatensSelfHarm, true, text, covered, false), "{text}");
            assert!(doubted(HeardKind::ThreatensSelfHarm, false, text, Cover::default(), false), "{text}");
        }
    }

    #[test]
    fn no_phrasing_of_a_script_takes_the_question_for_a_machine_away() {
        let covered = Cover { is_phrasing: true, likeness: 1.0 };
        for text in ["ты робот?", "это живой человек?", "are you a human?", "is this an ai"] {
            assert!(!doubted(HeardKind::AsksIfBot, false, text, covered, true), "{text}");
        }
        assert!(doubted(HeardKind::AsksIfBot, false, "are you a real clinic?", covered, false));
    }

    #[test]
    fn pain_is_no_wish_for_silence() {
        for text in ["сил нет терпеть", "больше не могу терпеть", "зуб болит, нет сил"]
        {
            assert!(doubted(HeardKind::OptsOut, false, text, Cover::default(), false), "{text}");
        }
        for text in ["вырубите это", "не пиши больше", "don't send me stuff", "чтоб я вас не видел"]
        {
            assert!(!doubted(HeardKind::OptsOut, false, text, Cover::default(), false), "{text}");
        }
    }
}

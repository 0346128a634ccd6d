//! Named sets of words that several patterns share. One set a line: its name, then its members in pattern syntax.

/// The members of a named set.
pub(super) fn members(name: &str) -> Option<&'static str> {
    SETS.lines().find_map(|line| {
        let (head, rest) = line.trim().split_once(':')?;
        (head == name).then_some(rest)
    })
}

/// Words that turn the meaning of what follows them.
pub(super) const NEGATIONS: &str = "=не|=ни|=без|=not|=dont|=doesnt|=didnt|=wont|=never|=cant|=cannot|=isnt|=arent|\
                                    =wasnt|=without|=no|=wouldnt|=shouldnt|=couldnt|=нельзя|=neither|=nor|=незачем";

/// After a negation: a polite or inverted question ("не подскажете", "can't I"), which negates nothing.
pub(super) const POLITE: &str = "подскаж*|=скажете|=скажешь|мог*|=знаете|=знаю|=напомните|=ответите|=i|=you|=u|=we|=it|=this|=лучше|=только|=just|=only|=know|=знаешь|=sure|=поняла|=понял|=расскажете|=могу|=можем|=можно";

/// Words at the edge of a clause that mean nothing there.
pub(super) const EMPTY: &str = "=ну|=а|=и|=но|=так|=же|=уже|=все|=ка|=ладно|=ок|=окей|=хорошо|=пожалуйста|=пожалста|=пож|=пжлст|=пжл|=плиз|=плз|=прошу|=слушайте|=слушай|=скажите|=подскажите|=скажи|=подскажи|=вообще|=просто|=короче|=эй|=алло|=ало|=привет|=здравствуйте|=здрасьте|=здравствуй|=добрый|=день|=вечер|=утро|=доброе|=приветствую|=извините|=простите|=тогда|=вот|=вы|=что|=то|=типа|=да|=ребята|=девушка|=блин|=ей|=богу|=спасибо|=эх|=ох|=ой|=о|=э|=м|=мм|=хм|=ага|=there|=please|=pls|=plz|=well|=so|=ok|=okay|=hey|=hi|=hello|=yo|=and|=but|=um|=uh|=hmm|=oh|=just|=now|=then|=right|=sorry|=excuse|=me|=man|=dude|=guys|=sir|=madam|=anyway|=actually|=really|=also|=btw|=again|=lol|=thanks|=thx|=ugh|=right|=today|=сейчас|=здесь|=тут";

const SETS: &str = "\
bot:        =бот|=бота|=ботом|=боту|=боты|=ботами|=боте|ботяра|=ботик|чатбот*|робот|=роботом|=роботы|робат|машина|компьютер|автоответчик|=автомат|=автоматом|нейросет*|нейронк*|алгоритм|программа|скрипт|=ии|=аи|искин|=ai|=bot|=bots|chatbot*|=robot|=robots|=robo|=machine|=computer|=program|=gpt|=chatgpt|chatgpt*|=чатгпт|=гпт|=llm|=algorithm|=automated|=software|=autoresponder|=droid|=android|=cyborg|=roboto|=chatterbot|=script|=openai|=alice|=алиса|=claude|=gemini|=gigachat|гигачат|=чатжпт|=жпт|=virtual|=siri|=alexa|=computerized|=nonhuman|=voicebot
person:     человек|=люди|=людьми|=людей|=человеком|=человека|=человеку|=персона|=human|=humans|=person|=people|=humanbeing|=someone|=somebody|=чел|=челом|=live|=living|=persan|=persn|=humna|=hooman
staff:      менеджер|=менедж|оператор|администратор|=админ|=админа|=админу|=админом|консультант|сотрудник|специалист|=спец|руководит*|начальник|директор|управляющ*|=старший|=старшего|=старшим|=operator|=manager|=agent|=agents|representative|=rep|=reps|supervisor|=admin|=staff|=associate|=salesperson|=consultant|=advisor|=adviser|=owner|=boss|=receptionist|=operators|=employee|=teammate|=specialist|=colleague
alive:      =живой|=живого|=живым|=живому|=живая|=живую|=живые|=живыми|=живых|=настоящий|=настоящего|=настоящим|=настоящая|=настоящей|=реальный|=реального|=реальным|=реальная|=реальной|=нормальный|=нормального|=нормальным|=нормальному|=обычный|=обычного|=обычным|=real|=actual|=live|=living|=alive|=actually|=breathing|=genuine|=flesh|=normal
you:        =ты|=вы|=you|=u|=ya|=youre|=your|=тебя|=вас|=это|=this|=that|=it|=ur|=yu
me:         =мне|=меня|=нам|=нас|=me|=us|=мной|=нами
be:         =не|=же|=точно|=случайно|=случаем|=что|=вообще|=реально|=правда|=и|=просто|=всего|=лишь|=какой|=какая|=то|=наверное|=наверно|=тоже|=сейчас|=обычный|=обычная|=тупой|=тупая|=ли|=типа|=действительно|=один|=из|=этот|=опять|=есть|=а|=часом|=разве|=же|=живой|=настоящий|=реальный|=говорящий|=снова|=простой|=наш|=ваш|=тут|=там|=как|=с|=со|=по|=моему|=кажется|=похоже|=или|=скорее|=пишет|=отвечает|=меня|=мне|=чат|=телеграм|=ии|=являетесь|=являешься|=самом|=деле|=на|=хоть|=чертов|=очередной
is:         =a|=an|=the|=just|=really|=actually|=even|=only|=like|=some|=kind|=sort|=of|=not|=truly|=actual|=real|=live|=living|=fucking|=freaking|=damn|=stupid|=dumb|=simple|=possibly|=maybe|=perhaps|=sure|=in|=fact|=also|=still|=another|=automated|=being|=my|=breathing|=life|=normal|=genuine|=good|=chat|=telegram|=online|=you|=that|=im|=i|=am|=talking|=speaking|=to|=with|=definitely|=honestly|=seriously|=probably|=certain|=100|=one|=these|=those|=or|=any|=chance|=supposed|=ai|=virtual|=computer|=so|=certainly|=at|=all|=literally|=either|=type|=form|=artificial|=important|=young|=old|=nice|=legit|=legitimate|=frickin|=friggin|=be|=such|=hello|=no|=u|=is|=are|=this|=it|=very|=smart|=silly|=male|=female|=secretly|=a|=human
terms:      доставка|=доставкой|=доставку|оплата|рассрочка|=рассрочку|возврат|=вернуть|гарантия|=гарантии|=гарантию|договор|=условия|=условиям|предоплата|самовывоз|=кредит|=кредита|=картой|=наличными|сертификат|=документы|=документ|страховка|=чек|=полис|=дмс|=омс|=оферта|=оферту|=предоплату|=аванс|=отмена|=отменить|=перенести|=налоговый|=вычет|=чеки
termsen:    =delivery|=deliver|=deliveries|=shipping|=ship|=refund|=refunds|=return|=returns|=guarantee|=guarantees|=warranty|=contract|=installment|=installments|=instalments|=payment|=payments|=deposit|=prepayment|=cancellation|=policy|=terms|=conditions|=insurance|=invoice|=certificate|=pickup|=prepay|=nda|=upfront
abuse:      =идиот|=идиоты|=идиотка|=дебил|=дебилы|=дебилка|=дибил|=дибилы|=дурак|=дураки|=дура|=дуры|мудак|=мудаки|=мудила|=козел|=козлы|=козлина|=урод|=уроды|=кретин|=кретины|=придурок|=придурки|=тварь|=твари|=сволочь|=сволочи|=скотина|=скоты|=чмо|=ублюдок|=ублюдки|=гнида|=гниды|=сука|=суки|=мразь|=мрази|=дегенерат|=дегенераты|=тупица|=тупицы|=пидор|=пидоры|=пидорасы|=баран|=бараны|=дебилоид|=имбецил|=имбецилы|=лохи|=жлобы|=хуесос|=хуесосы|=долбоеб|=долбоебы|=еблан|=ебланы
abuseen:    =idiot|=idiots|=moron|=morons|=stupid|=dumb|=asshole|=assholes|=bitch|=bitches|=bastard|=bastards|=jerk|=jerks|=dumbass|=retard|=retards|=retarded|=scum|=dickhead|=prick|=cunt|=motherfucker|=loser|=losers|=imbecile|=imbeciles|=pathetic|=scumbag|=scumbags|=clown|=clowns|=wanker|=twat|=dipshit|=shithead|=idiotic
talk:       говорить|=говорю|поговорить|общаться|=общаюсь|=общаемся|пообщаться|разговаривать|=разговариваю|переписываться|=переписываюсь|беседовать|=беседую|=пишу|=чатюсь|=болтаю|=talking|=talk|=speak|=speaking|=chat|=chatting|=chattin|=talkin|=texting|=typing|=messaging|=dealing|=writing|=conversing|=interacting|=communicating|=connected|=text|=message|=contact|=discuss|=corresponding|=speakin|=textin
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_found_by_name() {
        assert!(members("bot").is_some_and(|bot| bot.contains("=robot")));
        assert_eq!(members("bo"), None);
    }
}

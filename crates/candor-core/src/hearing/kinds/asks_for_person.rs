//! Wants a person (H7): someone to talk to, to be called back, to be put through. Asking for the desk's employees as
//! goods or addressees ("отправьте букет моему менеджеру", "стол на 10 человек") is not it.

use super::Detector;
use crate::hearing::HeardKind;

pub(super) const DETECTOR: Detector = Detector {
    kind: HeardKind::AsksForPerson,
    hears: "
        # позовите, соедините, переключите
        позвать|соединить|пригласить|=позовите|=позови|=соедините|=соедини|=соединить|=пригласите|=переведите|=переключите|=переключи|=подключите|=подключи|=свяжите|=свяжи ... <staff>|<alive>|=человека|=человеком|=людей|=людьми|=кого|=кем|=живых @95
        =дайте|=дай|=давайте [=мне|=нам|=сюда] [=контакт|=номер|=телефон|=уже] <staff>|=человека|=живого|=живых|=контакт|=кого !=менеджмент
        # говорить с человеком
        хочу|=хотел|=хотела|=хотелось|=хотим|=можно|=могу|=можете|=надо|=нужно|=прошу|=дайте|=давайте|=лучше|=предпочитаю|=хотите|=буду ... <talk> ... =с|=со ... <staff>|<person>|<alive>|=кем @95
        ^ <talk> =с|=со [=кем] <staff>|=человеком|<alive>|=людьми @90
        =с|=со ... =человеком|=людьми|=живым|=живыми|=менеджером|=оператором|=администратором|=консультантом|=специалистом|=сотрудником|=кем ... =можно|=могу|=хочу|=хотел|=хотела|=нужно|=надо =говорить|=поговорить|=пообщаться|=общаться|=связаться|=обсудить
        =можно|=могу|=хочу|=хотел|=хотела|=нужно|=надо|=как ... =с|=со <alive> ... =человеком|=оператором|=менеджером|=консультантом|=администратором|=сотрудником|=поговорить|=пообщаться
        =можно|=могу|=хочу|=хотел|=хотела|=нужно|=надо|=как|=где ... =связаться|=поговорить|=пообщаться|=переговорить|=созвониться ... =с|=со ... <staff>|=вами|=кем|=человеком|=людьми|<alive>
        =хочу|=хотел|=хотела|=можно|=давайте|=надо|=могу ... =созвониться|=созвонимся|=созвон
        =хочу|=хотел|=хотела|=можно|=могу|=надо|=нужно|=хотелось [=бы|=мне|=я] =с|=со [=вашим|=живым|=настоящим|=реальным] =человеком|=людьми|=живым|=менеджером|=оператором|=администратором|=консультантом|=специалистом|=сотрудником|=руководителем
        =обсудить|=решить|=обсужу|=решу ... =с|=со менеджер|оператор|администратор|консультант|=человеком|=живым
        # нужен человек
        нужный|хочу|=дайте|=требую|=можно|=нужен|=нужна|=надо|=прошу|=хотелось [=мне|=нам|=бы|=ваш|=ваша|=уже] [<alive>] =человек|=человека|=живой|=живого|=живое $
        нужный|=хочу|=требую|=можно|=надо|=прошу|=нужен|=нужна ... менеджер|оператор|администратор|консультант|=админ|=админа|=руководителя|=руководитель|=начальника $
        ^^ <alive> =человек|=человека|=человеком|=люди|=людей|=оператор|=оператора|=менеджер|=менеджера|=консультант|=консультанта|=кто
        ^ <alive> [=человек|=человека|=человеком|=люди] ... =есть|=там|=тут ?
        =есть|=там|=тут|=имеется ... =живой|=живые|=живая|=живых|=люди|=менеджер|=оператор|=администратор $
        =есть|=там|=тут ... =кто ... =живой|=живых|=живые|=из
        =есть =кто =нибудь|=то $
        =кто =нибудь <alive>
        =живой|=живые|=живых|=настоящий =кто
        =тут|=там =есть =люди|=кто
        ^^ <staff>|=человек|=человека|=человеком|=люди|=людей $$ @95
        ^ менеджер|оператор|администратор|консультант|=человека|=админа [=срочно|=сюда|=позовите|=нужен] $
        # позвоните мне
        =перезвоните|=перезвони|=позвоните|=позвони|=наберите|=набери [=пожалуйста|=лучше|=срочно] =мне|=нам|=меня|=когда|=завтра|=сегодня|=после|=утром|=вечером|=днем|=срочно|=лучше|=на|$
        =свяжитесь|=свяжись [=пожалуйста|=вы] =со =мной
        =свяжитесь|=свяжись =с =нами|=нам
        =можете|=можно|=могли|=могут|=сможете|=может|=пусть|=жду|=прошу|=попросите|=хочу|=закажу|=заказать ... =перезвонить|=перезвоните|=перезвонят|=позвонить|=позвоните|=позвонят|=позвонит|=перезвонит|=звонка|=звонок|=набрать|=наберет|=наберут|=наберете|=связаться [=мне|=нам|=со|=меня]
        =когда|=пусть ... ответ*|напиш*|свяж*|позвон*|перезвон* [=уже] <staff>|=человек|=живой
        =пусть|=когда|=попросите|=скажите ... <staff>|=человек|=кто ... ответ*|напиш*|свяж*|позвон*|перезвон*|=подключится|=выйдет
        =мне|=нам|=меня =перезвоните|=позвоните|=наберите|=перезвонят|=позвонят|=перезвонит
        =передайте|=передай|=переведите|=перевести|=переключить|=передать ... менеджер|оператор|администратор|консультант|директор|=руководителю|=руководству|=человеку|=начальству
        =где ... менеджер|оператор|администратор|=живые|=люди|=человек $
        =мне|=нам =бы ... =человеком|=человека|=менеджера|=менеджером|=оператора|=оператором|=живого|=живым
        =чтобы [=мне|=нам|=со|=вы] [=мной|=мне] =позвонили|=перезвонили|=связались|=набрали|=созвонились
        =пожаловаться|=жалоба|=жалобу ... =руководству|=директору|=начальству|=начальнику|=руководителю
        =есть ... <alive> =операторы|=люди|=менеджеры|=консультанты|=сотрудники|=администраторы
        <talk> ... =с|=со =врачом|=доктором|=флористом|=преподавателем|=куратором|=мастером|=экспертом|=юристом|=хозяином|=владельцем
        # не с ботом
        =не хочу|=буду|=желаю|=хотим|=могу|=люблю|=собираюсь ... =с|=со ... <bot>
        =без =бота|=ботов|=робота|=роботов
        =не =бота|=ботом|=бот|=робота|=роботом =а ... =человек|=человека|=человеком|=живого|=живым|=менеджера
        =уберите|=отключите|=выключите|=убери|=выключи|=надоел =бота|=робота|=этого|=бот|=робот [=бота|=робота] !=в|=с|=из|=для
        # English
        =want|=wanna|=need|=like|=can|=could|=may|=let|=lemme|=prefer|=please|=rather|=possible|=possibly|=must|=gotta|=demand|=how|=mind|=wish|=have|=trying ... =talk|=speak|=chat|=discuss|=talking|=speaking|=chatting|=connect|=connected ... =to|=with|=w ... <person>|<staff>|<alive>|=anyone|=anybody @95
        ^ =talk|=speak =to|=with ... <person>|<staff>|<alive>|=anyone @90
        =connect|=transfer|=switch|=escalate|=patch|=forward|=redirect|=refer|=hand [=me|=us|=this|=it] [=over|=through] [=to|=with] [=a|=an|=the|=your|=some] [<alive>] <person>|<staff> @95
        =connect|=transfer|=patch|=put =me|=us =through|=to|=with|=over|=on !=my
        =get|=give|=find|=bring|=show|=put|=pass|=send =me [=in|=on] [=touch|=to|=with|=over] [=with] [=a|=an|=the|=your|=some|=any|=to] [<alive>] =human|=person|=someone|=somebody|=manager|=agent|=operator|=representative|=rep|=supervisor|=admin|=advisor|=consultant|=humans
        =put =me =through
        =want|=need|=wanna|=like|=can|=could|=may|=let|=please ... =talk|=speak|=chat =to|=with ... =service|=support|=sales|=team|=department|=care
        =connect|=transfer =me|=us =to|=with [=your|=the|=a] =sales|=support|=service|=team
        =gimme|=gime [=a|=an|=the] [=proper|=real|=damn] =human|=person|=agent
        =hand ... =over =to =a|=an|=the =human|=person|=agent
        =is|=are|=isnt =there [=a|=an|=any|=some] [=other|=actual] [<alive>] =human|=person|=manager|=agent|=operator|=representative|=humans|=staff|=people !=you|=exist
        =do|=does =you|=u ... =have ... =human|=live|=real =agent|=agents|=person|=people|=human|=humans|=operator|=chat|=support|=staff
        =anyone|=anybody|=someone|=somebody|=who ... =i =can|=could|=should ... =talk|=speak|=call|=contact|=reach
        =anyone|=anybody|=someone|=somebody [=there|=here] [<alive>] =here|=there|=home|=available|=alive|=real|=human|=around ?
        =is =anyone|=anybody|=someone|=somebody [<alive>] =here|=there|=around|=home|=available
        ^^ [=a|=an|=the|=your|=need|=want|=get] [<alive>] =human|=agent|=operator|=manager|=representative|=rep|=supervisor|=person|=humans|=people|=staff|=someone [=being|=agent|=person|=now] $$ @95
        ^ [=a] =human|=live|=real =human|=person|=agent|=operator|=support|=help|=assistance|=representative|=rep|=people|=being $
        ^ =agent|=operator|=representative|=manager|=human $
        =want|=need|=prefer|=demand|=require|=request|=like|=rather [=to|=have|=see] =a|=an|=the|=some|=your [<alive>] =human|=operator|=representative|=manager|=supervisor|=person|=rep|=agent $
        =want|=need|=prefer|=request|=like|=wants|=get ... =human|=live|=real =support|=help|=assistance|=agent|=person|=being|=representative|=operator|=contact|=interaction
        =human|=live =agent|=operator|=representative|=support|=chat [=available|=please] ?
        =call =me|=us =back|=at|=on|=asap|=today|=tomorrow|=when|=later|=tonight|=now|=please|=instead|=directly|=as|=whenever|=this
        ^ [=can|=could|=please] [=you] [=please] =call|=phone|=ring =me|=us [=back|=please] $
        =give =me|=us =a =call|=ring|=callback
        =can|=could|=have|=let|=ask|=would|=will|=get|=want|=need|=like|=tell ... =someone|=somebody|=anyone|=you|<staff>|=person|=human [=to|=from|=please|=just] [=sales|=please|=to] =call|=contact|=phone|=ring =me|=us =back|=at|=on|=about|=asap|=today|=tomorrow|=when|=please|=later|=regarding|=to|=and|=in|=after|=before|=for|=instead|$
        =someone|=somebody|<staff> [=will|=can|=could|=to|=please] =call|=contact|=phone|=reach =me|=us
        =request|=want|=need|=get|=arrange|=schedule|=like|=book =a =callback|=call $
        =request|=want|=need|=get|=arrange|=like ... =callback
        =please|=kindly =contact =me|=us
        =please|=kindly =call =me|=us =back|=at|=on|=about|=asap|=today|=tomorrow|=when|=later|=regarding|=to|=and|=in|=after|=before|$
        =speak|=talk|=chat =to|=with =your|=the|=a =manager|=boss|=supervisor|=owner|=team|=human|=agent|=representative|=consultant|=specialist
        =where ... =manager|=human|=humans|=operator|=person $
        =when ... =manager|=human|=agent|=operator|=person|=someone =reply|=answer|=join|=contact|=be|=respond|=call
        =dont|=not|=hate|=rather|=stop|=never|=tired|=sick =want|=wanna|=like|=talk|=talking|=speak|=of|=deal|=chat|=to|=with ... <bot> @85
        =can|=could|=may =a|=an|=some|=any|=real|=someone|=somebody|=one [<alive>] [=human|=person|=from] ... =help|=assist|=contact|=answer|=reply|=respond|=join|=reach =me|=us|=here|=this|$
        =someone|=somebody =from ... =contact|=call|=reach|=phone
        =have|=ask|=get|=let =a|=the|=your|=someone|=somebody [<staff>] =reach|=contact|=call|=phone =out|=me|=us
        =talk|=speak|=chat =to|=with =a|=the|=your =doctor|=florist|=dentist|=teacher|=expert|=lawyer|=designer|=tutor
        ^^ =customer =service|=support|=care $$
        =no =bots|=bot|=robots|=robot|=ai|=machines $
    ",
    unless: "
        =am =i ... <talk>
        =if|=whether =im|=i ... <talk>
        =на _ человек
        =не|=нельзя =надо|=нужно|=нужен|=хочу|=стоит|=требуется [=мне|=меня|=больше] =звонить|=перезванивать|=менеджер|=менеджера|=оператор|=оператора|=звонок|=звонка|=человек
        =не =звоните|=перезванивайте|=зовите|=переключайте|=соединяйте
        =я|=сам|=сама ... =перезвоню|=позвоню|=наберу|=свяжусь
        =dont|=no|=not|=never =need|=want|=call|=contact [=a|=to|=any|=me] =call|=human|=manager|=agent|=operator|=callback|=me|=person|=back
        =for|=to =my =manager|=boss|=colleague|=director|=agent
        =моему|=моей|=своему|=своей|=нашему|=моего|=моим =менеджеру|=директору|=начальнику|=начальнице|=руководителю|=коллеге|=директора|=директором|=начальником|=менеджером|=руководителем
        =я|=мы =работаю|=работаем|=менеджер|=директор|=руководитель|=администратор
        =курьер|=курьера|=курьеру
        =живые|=живых|=живой|=живого =цветы|=цветов|=розы|=роз|=букет|=букетов|=растения|=елки|=музыки|=вес|=звук
        =уч*|=обуч*|=курс|=курсы|=стать|=профессия ... =менеджер|=менеджера|=менеджером|=оператор|=оператора|=оператором|=администратор|=администратора|=администратором|=специалистом|=специалиста
        =become|=hire|=hiring|=course ... =manager|=agent|=representative|=operator|=consultant
        =send|=deliver|=gift ... =to|=for =someone|=somebody|=a
        =call =me =by|=a
        =will|=would|=does|=do =someone|=somebody|=anyone|=they|=you|=courier|=driver =call|=phone|=ring|=text =me|=us =before|=first|=beforehand|=ahead|=when ?
        =позвонят|=позвонит|=позвоните|=перезвонят|=звонят|=звонит ... =перед|=до|=заранее|=накануне ?
        =i =am|=im|=my =a|=the|=an =manager|=owner|=operator|=agent|=consultant|=boss
    ",
    not_learnt: "
        =стать|=выучиться|=устроиться ... =менеджером|=оператором|=администратором|=специалистом|=консультантом
        =am =i =talking|=speaking|=chatting|=writing
        =what =if .... =nobody|=noone|=one|=no|=someone|=anyone
        =in =person
        =будет|=есть|=бывает|=входит ... =живое|=живого =общение|=общения
        =хочу|=хотим|=учусь|=научиться|=как =написать|=писать|=создать|=сделать|=собрать|=разработать ... =бота|=ботов|=бот|=робота
        =можно|=могу =передавать|=передать|=отдавать =куратору|=кураторам
        =who =will|=would =call
        =book ... =talk|=lesson|=session|=class
        =will|=would|=does|=do =someone|=somebody|=anyone|=they|=you|=courier|=driver =call|=phone|=ring|=text =me|=us =before|=first|=beforehand|=ahead|=when ?
        =позвонят|=позвонит|=позвоните|=перезвонят|=звонят|=звонит ... =перед|=до|=заранее|=накануне ?
    ",
    signs: "",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hearing::kinds::tests::check;

    #[test]
    fn a_wish_for_a_person_is_heard() {
        check(
            HeardKind::AsksForPerson,
            &[
                "человек",
                "менеджер",
                "Оператор!",
                "позовите менеджера",
                "соедините с оператором",
                "хочу поговорить с человеком",
                "можно живого человека?",
                "дайте человека",
                "нужен менеджер",
                "переключите на оператора",
                "есть кто живой?",
                "живой кто-нибудь есть?",
                "тут есть живые люди?",
                "перезвоните мне",
                "позвоните мне пожалуйста",
                "пусть мне позвонит менеджер",
                "свяжитесь со мной",
                "не хочу говорить с ботом",
                "хочу с человеком поговорить",
                "можно с менеджером пообщаться?",
                "позовите кого-нибудь",
                "как с вами связаться по телефону с менеджером",
                "передайте менеджеру",
                "мне нужен живой человек",
                "оператора пожалуйста",
                "можно заказать звонок?",
                "жду звонка",
                "позовите менежера",
                "где живой оператор",
                "хочу созвониться",
                "gjpjdbnt vtytl;thf",
                "когда мне ответит менеджер?",
                "можно ли поговорить с администратором",
                "human",
                "agent",
                "operator please",
                "I want to talk to a human",
                "can I speak to a real person?",
                "connect me with a manager",
                "transfer me to an agent",
                "is there a real person here?",
                "let me talk to someone",
                "call me back",
                "can someone call me?",
                "please call me",
                "I need a human",
                "get me a person",
                "I don't want to talk to a bot",
                "put me through to a manager",
                "real person please",
                "could I speak with your supervisor",
                "I'd like to speak to a representative",
                "human support please",
                "is anyone there?",
                "give me a call",
                "have someone contact me",
                "I need to speak with someone",
                "anyone I can talk to?",
                "request a callback",
                "talk to a human",
                "can i talk to an operater",
                "live agent",
                "where is the manager",
                "no bots please",
                "do you have a live chat?",
                "speak to a manger",
            ],
            &[
                "what if nobody is home?",
                "will someone call me before?",
                "will someone call me before delivery?",
                "мне позвонят перед доставкой?",
                "есть живое общение с наставником?",
                "can we meet in person?",
                "хочу написать своего бота",
                "можно передавать куратору",
                "не надо перезванивать",
                "не нужно мне звонить",
                "не нужен менеджер",
                "я сам перезвоню",
                "хватит на 10 человек?",
                "стол на 10 человек",
                "букет для моего начальника",
                "есть живые цветы?",
                "я менеджер по продажам",
                "курс на менеджера есть?",
                "отправьте цветы моему руководителю",
                "позвоните за час до доставки",
                "сколько человек в группе",
                "курьер позвонит?",
                "человек пять придет",
                "сколько стоит",
                "привет",
                "хочу стать администратором",
                "работаю оператором",
                "мне для мамы",
                "flowers for my boss",
                "call me Anna",
                "a table for 10 people",
                "how many people are in the group",
                "no need to call me",
                "don't call me",
                "send a bouquet to my manager",
                "am I talking to a human?",
                "are you a person?",
                "I am a manager",
                "do you have a course for managers",
                "is there delivery?",
                "can I talk about prices?",
                "how much for one person",
                "deliver it to someone special",
                "hello",
                "is it for adults?",
                "what is your agent fee",
            ],
        );
    }
}

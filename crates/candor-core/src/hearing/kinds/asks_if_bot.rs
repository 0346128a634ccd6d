//! Asks, in any words, whether this is a machine (H2). The answer is a harmless truth, so in doubt it is heard; but
//! questions about bots and robots as goods ("у вас есть бот для телеграма?", "do you sell robots") are not it.

use super::Detector;
use crate::hearing::HeardKind;

pub(super) const DETECTOR: Detector = Detector {
    kind: HeardKind::AsksIfBot,
    hears: "
        # ты бот? это робот отвечает?
        =ты|=вы|=это|=тут|=там|=здесь|=мне|=ти [<be>] [<be>] [<be>] [<be>] =бот|=боты|=ботом|=ботяра|=ботик|=робот|=роботы|=роботом|=робат|=чатбот|=автоответчик|=нейросеть|=нейронка|=нейросетка|=ии|=аи|=искин|=чатгпт|=chatgpt|=gpt|=гпт|=бота|=роботов|=ботов|=ai|=bot|=алиса|=гигачат|=жпт|=gigachat !=для|=который|=парсер|=пылесос|=вашей|=игрушка|=стоит
        =ты|=вы|=это|=тут|=там|=здесь|=мне [<be>] [<be>] [<be>] [<be>] =программа|=машина|=компьютер|=автомат|=алгоритм|=скрипт|=автоответ|=нейросети|=сеть|=искусственный|=железка|=чат [=интеллект|=бот|=gpt|=гпт|=жпт|=какая|=какой|=какая-то|=то|=или|=отвечает|=пишет|=говорит|=ли] $
        =ты|=вы|=это|=тут|=там|=здесь ... =искусственный =интеллект
        =ты|=вы [<be>] [<be>] [<be>] [<be>] =человек|=живой|=живая|=живые|=настоящий|=настоящая|=реальный|=реальная|=люди|=человеком|=живым [=человек|=люди|=менеджер|=оператор|=девушка|=или|=бот|=робот|=консультант|=сотрудник|=вообще|=там|=точно|=ли|=реально|=администратор|=ботом|=роботом] $
        =ты|=вы [<be>] [<be>] =человек|=живой|=живая|=люди|=бот|=робот =или
        =это|=тут|=там|=здесь|=мне [<be>] [<be>] [<be>] =человек|=живой|=живая|=живые|=реальный|=настоящий|=люди [=человек|=люди|=менеджер|=оператор|=или|=девушка] [=бот|=робот|=отвечает|=пишет|=отвечают] $ ?
        =это|=тут|=там|=здесь|=мне|=со [<be>] [<be>] [<be>] <alive>|=человек|=люди|<bot> [=человек|=люди|=менеджер|=оператор] =отвечает|=пишет|=отвечают|=пишут|=сидит|=общается|=говорит
        =отвечает|=пишет|=отвечают|=пишут|=сидит|=сидят|=отвечаете|=общается|=говорит|=работает [=мне|=тут|=там|=сейчас|=здесь] [=живой|=настоящий|=реальный] =бот|=робот|=человек|=нейросеть|=ии|=люди|=живой|=программа|=машина|=автоответчик|=chatgpt !=для|=отвечает
        =бот|=робот|=человек|=ии|=нейросеть|=живой|=люди [=мне|=ли|=тут|=там|=сейчас|=вообще|=человек] =отвечает|=отвечаете|=пишет|=отвечают|=пишут|=говорит ?
        ^ =бот|=робот|=нейросеть|=ии|=программа|=автоответчик|=человек|=чатбот|=живой|=ai|=chatgpt|=чатгпт [=что|=ли|=или|=человек|=бот|=робот|=живой|=не|=нет|=да|=ты|=вы] [=что|=ли|=человек|=бот|=живой] $ ?
        <bot> =что =ли
        =или [=все|=таки|=же|=это] =бот|=робот|=ботом|=роботом|=машина|=машиной|=нейросеть|=нейросетью|=программа|=программой|=ии|=компьютер|=автоответчик|=живой|=живым|=человек|=человеком|=живая|=ботяра $ ?
        =человек|=живой|=люди|=человеком|=живым|=настоящий [=человек|=человеком|=это|=ты|=вы|=тут|=там] =или ... <bot>
        <bot> [=это|=ты|=вы|=тут|=там] =или ... =человек|=человеком|=живой|=живым|=люди|=оператор|=менеджер|=живая|=реальный|=настоящий|=оператором|=менеджером
        =ты|=вы [<be>] [<be>] <alive> =оператор|=менеджер|=человек|=консультант|=сотрудник|=администратор|=девушка|=собеседник
        ^ =бот|=робот =или =нет
        =ты|=вы =существуешь|=существуете ?
        =ты|=вы [=что|=тут] =используете|=используешь ... <bot> ... =отвечать|=ответа|=ответов|=переписки|=общаться
        # я с ботом говорю?
        [=не] =с|=со [=живым|=настоящим|=реальным|=обычным|=каким] [=то|=нибудь] =человеком|=ботом|=роботом|=машиной|=программой|=живым|=кем|=нейросетью|=компьютером|=ии|=людьми|=автоответчиком|=искусственным|=оператором|=менеджером ... =говорю|=общаюсь|=разговариваю|=переписываюсь|=пишу|=болтаю|=беседую|=общаемся|=чатюсь|=имею
        =я|=мы .... =говорю|=общаюсь|=разговариваю|=переписываюсь|=болтаю|=беседую|=общаемся|=чатюсь .... =с|=со .... <bot>|<alive>|=человеком|=людьми|=кем|=оператором|=менеджером
        =говорю|=общаюсь|=разговариваю|=переписываюсь|=болтаю|=беседую|=общаемся =с|=со .... <bot>|<alive>|=человеком|=людьми|=кем ?
        =живой|=живые|=живых|=реальный|=настоящий ... =кто|=есть|=люди|=человек ?
        =есть ... =живой|=живые|=живых|=реальные|=люди|=человек $ ?
        =люди|=человек|=живые|=живой [=вообще|=тут|=там|=хоть] =есть|=остались ?
        =есть ... =кто ... =живой|=живых|=живые
        =живой|=живая|=настоящий|=реальный [=человек|=менеджер|=оператор|=ли] $ ?
        =кто =ты|=вы|=это [=такой|=такая|=такие|=вообще|=пишет|=отвечает] $
        =ты|=вы =кто [=такой|=такая|=такие|=вообще] $
        =кто [=со|=мне|=тут|=здесь|=там|=это|=сейчас|=вообще] [=мне|=мной] =отвечает|=пишет|=общается|=говорит
        # докажи, признайся
        =докажи|=докажите|=признайся|=признайтесь|=признай|=скажи|=скажите|=честно|=уверены|=уверен|=уверена|=подтвердите ... =не <bot>
        =докажи|=докажите|=признайся|=признайтесь|=подтвердите|=подтверди ... <bot>|=человек|=живой
        =как|=прям|=прямо|=чисто|=словно|=будто|=точно =бот|=робот|=роботы|=машина|=автоответчик [=отвечаешь|=отвечаете|=пишешь|=пишете|=говоришь|=говорите|=общаешься] $
        =ощущение|=кажется|=чувство|=думаю|=похоже|=подозреваю|=впечатление|=видимо|=будто .... <bot> [=отвечает|=пишет|=отвечаешь|=отвечаете|=говорит|=тут|=сидит] $
        # English
        =are|=r|=arent|=ru|=were|=youre|=ur|=your|=is|=isnt|=iz [=you|=u|=ya|=this|=it|=yu|=thou|=they|=not|=youa] [<is>] [<is>] [<is>] [<is>] =bot|=bots|=robot|=robots|=chatbot|=ai|=machine|=droid|=android|=cyborg|=chatgpt|=gpt|=llm|=roboto|=chatterbot|=human|=humans|=person|=persan|=humanoid|=automaton|=humanbeing|=robo|=gemini|=claude !=vacuum|=vacuums|=shop|=store|=company|=course|=club|=cleaner|=toy|=kit|=lawnmower|=for|=wash|=washable|=learning
        =are|=r|=arent|=youre|=ur|=your|=is|=isnt|=ru [=you|=u|=ya|=this|=it|=yu|=not|=youa] [<is>] [<is>] [<is>] [<is>] =computer|=program|=software|=algorithm|=script|=automated|=machine|=real|=alive|=living|=live|=recording|=man|=woman|=girl|=boy|=dude|=guy|=lady|=gal|=someone|=being|=male|=female|=sapien|=sapiens|=artificial|=automatic|=bloke|=chick|=gentleman|=auto|=fake|=virtual|=assistant|=entity|=people [=human|=person|=program|=being|=intelligence|=reply|=response|=message|=agent|=assistant|=system|=responder|=people|=answer|=replies|=or|=messages] $
        =are|=r|=arent|=is|=isnt|=youre [=you|=u|=this|=that|=it] [<is>] [<is>] [<is>] [<is>] =real|=actual|=live|=living|=genuine|=normal|=breathing [=live|=life|=living|=breathing|=actual|=real] =person|=human|=people|=man|=woman|=guy|=girl|=being|=individual|=agent|=operator|=boy|=lady|=dude|=persan
        =are|=r|=arent|=youre|=ur =you|=u|=ya|=youa|=a|=an|=just [<is>] [<is>] [<is>] =computer|=machine|=program|=algorithm|=software =or|=by|=because|=right|=that|=and|=who|=designed|=program|=pretending
        =are|=is|=arent|=isnt|=youre|=am|=with|=to [=you|=this|=it] ... =artificial|=conversational =intelligence|=system|=agent
        =are|=is =these|=those|=the|=your [=messages|=replies|=answers|=responses|=reply|=response] [=all|=just] =automated|=generated|=bot
        =are|=r|=arent|=youre =you|=u|=ya|=a|=an .... =or .... =human|=person|=man|=woman|=guy|=lady|=being|=girl|=boy|=dude|=gal|<bot>
        =is|=isnt =this|=it [<is>] [<is>] =man|=woman|=guy|=girl|=lady|=boy|=dude|=computer|=program|=machine =on|=that|=program|=im|=i|=talking|=or
        ^ =you|=u|=this|=it [<is>] =guy|=girl|=man|=woman|=boy|=bot|=robot|=human|=person|=lady|=dude|=ai|=machine $ ?
        =you|=u|=this|=it|=that =are|=is|=r|=sound|=seem|=look|=feel|=feels|=sounds|=seems|=might|=must|=gotta|=could [=be|=like] [<is>] [<is>] [<is>] =bot|=robot|=chatbot|=ai|=droid|=machine|=computer|=android|=human|=person|=automated
        =am|=are|=im|=were|=was =i|=we|=talking|=speaking|=chatting|=texting .... <talk>|=to|=with .... <bot>|<person>|<alive>|=man|=woman|=girl|=boy|=dude|=guy|=lady|=being|=computers|=machines|=male|=female|=gal
        =im|=i|=we [=am|=are|=was] [=really|=actually|=still|=just|=not|=truly|=currently] =talking|=speaking|=chatting|=texting|=typing|=messaging|=interacting|=conversing [=right|=now|=here|=today] =to|=with .... <bot>|<person>|<alive>|=man|=woman|=girl|=boy|=dude|=guy|=lady
        =this|=that|=it|=there|=here .... =person|=human|=bot|=robot|=machine|=computer|=lady|=woman|=man|=girl|=boy|=guy|=dude|=droid|=chatbot|=ai [=that|=who|=whom|=which] [=im|=i|=am] [=am] =talking|=speaking|=chatting|=texting|=typing
        =talking|=speaking|=chatting|=texting|=talkin|=chattin =to|=with .... <bot>|=human|=person|=real|=live|=living|=humans ?
        =who|=what|=whom =am|=are =i|=we <talk>
        =who|=what|=whos =is|=are|=am [=this|=that|=it] [=i] =talking|=speaking|=replying|=answering|=responding|=typing|=writing|=texting
        ^ =what|=who =are|=r =you|=u [=really|=exactly|=even|=a|=anyway|=actually] [=bot|=robot|=human|=person|=droid|=machine] $
        ^ =who =is =this $
        ^ =what =are =you =a|=an [=a] <bot>|=human|=person
        =human|=person|=humans|=people|=live|=real|=living|=man|=woman|=girl|=guy|=someone|=being [=person|=human|=being|=or|=you] =or .... <bot>
        <bot> =or .... =human|=person|=real|=live|=living|=people|=humans|=alive|=someone|=man|=woman|=being|=girl
        ^^ [=a|=an|=just] =bot|=robot|=chatbot|=ai|=human|=chatgpt|=automated|=machine|=person [=or|=right|=huh|=much] [=human|=bot|=not|=what] $ ?
        ^ [=any|=a|=an] =real|=live|=actual|=living =person|=human|=people|=humans|=being [=here|=there|=right] $ ?
        =anyone|=anybody|=someone|=somebody ... =real|=human|=alive ?
        =is|=are =there ... =real|=live|=living|=actual =person|=human|=people|=humans|=someone ?
        =is|=are =there ... =human|=person|=humans|=people [=being] [=there|=here|=behind|=on|=in] ?
        =human|=person|=people|=humans|=someone|=bot =behind|=replying|=answering|=typing|=responding|=reading|=writing
        =if|=whether|=that|=hope|=think|=believe|=guess|=swear|=bet|=sure|=admit|=prove|=wonder|=thought|=know|=suspect =you|=youre|=u|=your|=ur|=this|=its|=it [=are|=re|=r|=is|=were|=was|=as|=might|=not] [<is>] [<is>] [<is>] [<is>] <bot>|=human|=person|=real|=alive|=living|=live|=girl|=boy|=man|=woman|=dude|=guy|=lady
        =prove|=convince|=show|=assure|=admit|=tell .... =not|=arent|=are|=youre|=is|=your [=a|=an|=really|=actually|=the|=real] <bot>|=human|=person|=real
        =say ... =to|=too =show|=prove ... <bot>|=human|=person|=real
        ^ [=i] [=im|=am] .... =human|=person|=bot|=robot|=man|=woman|=girl|=boy .... =are =you $
        =person|=human|=bot|=robot|=ai|=chatbot|=machine|=computer|=droid|=dude|=girl|=boy|=man|=woman|=lady|=guy [=right|=correct] .... =what|=how =about =you
        =person|=human|=bot|=robot|=ai|=chatbot|=machine|=droid|=girl|=boy|=dude|=man|=woman|=guy|=lady =are =you
        =are =you =one [=too|=also|=to|=as] $
        =you =one [=too|=also] $ ?
        =made|=powered|=written|=generated|=run|=driven|=operated =by =ai|=bot|=chatgpt|=robot|=machine|=gpt|=computer|=robots|=bots|=humans|=human
        =do|=does|=have =you ... =heartbeat|=pulse|=flesh|=programmed
        ^ =were|=are =you =programmed|=coded
        =turing =test
        =are =you =for =real
        =are =you =sentient|=conscious|=self
        =sounds|=feels|=seems|=looks|=sound|=seem|=feel =like [=a|=an|=im|=talking|=to] [=a|=to] <bot>
        =which|=what [=ai|=llm|=language|=gpt] =model =are|=is =you|=this|=that
    ",
    unless: "
        =делаете|=сделаете|=сделать|=продаете|=разработать|=создать|=настроить|=купить|=заказать|=нужен|=подключить|=пишете|=разрабатываете|=внедрить|=хочу|=хотим|=закажем|=создаете .... =бота|=ботов|=робота|=роботов|=бот|=чатбот|=чатботов|=нейросеть|=нейросети|=ии
        =есть|=стоит|=работает ... =бот|=робот|=чатбот =для|=который|=в|=пылесос
        =у =вас|=тебя|=них .... =бот|=робот|=боты|=роботы|=чатбот|=ии
        =sell|=buy|=build|=make|=develop|=create|=order|=deliver|=fix|=repair .... <bot>
        =play|=playlist|=song|=movie|=film|=game|=named|=called|=watch|=book|=tv|=titled|=checkbox|=checkboxes|=paper|=picture
        =курс|=курсе|=урок|=уроки|=книга|=фильм ... <bot>
    ",
    not_learnt: "
        =robot|=robotic =vacuum|=vacuums|=hoover|=cleaner|=cleaners|=mower|=mowers|=lawnmower|=lawnmowers|=arm|=arms|=toy|=toys|=kit|=kits
        =what|=and|=but =if .... =nobody|=noone|=one|=no|=none|=someone|=anyone
        =if =nobody|=noone|=someone|=anyone
        =will|=would|=could|=can =someone|=somebody|=anyone|=you|=they =call|=phone|=ring
        ^^ =anyone|=anybody|=someone $$
        чат =или звонок|=звонки|=звонком|=созвон|=созвоны|=телефон|=видео
        звонок|=звонки|=созвон|=телефон|=видео =или чат
        =which|=what =street|=floor|=building|=address
        =если ... =никого|=никто
    ",
    signs: "🤖",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hearing::kinds::tests::check;

    #[test]
    fn the_question_is_heard_in_any_words() {
        check(
            HeardKind::AsksIfBot,
            &[
                "ты бот?",
                "Вы бот?",
                "вы робот",
                "это бот?",
                "ты человек?",
                "вы живой человек?",
                "я с человеком говорю?",
                "живой кто-нибудь есть?",
                "с кем я разговариваю?",
                "это нейросеть отвечает?",
                "ты chatgpt?",
                "это чатгпт?",
                "вы точно не робот?",
                "ты реальный?",
                "тут люди есть?",
                "бот или человек?",
                "человек или бот?",
                "мне отвечает бот?",
                "это автоответчик?",
                "я с ботом общаюсь?",
                "признайся, ты бот",
                "докажите что вы не робот",
                "а вы настоящий?",
                "ты программа?",
                "вы искусственный интеллект?",
                "ns ,jn&",
                "ты робат?",
                "кто мне отвечает?",
                "вы бот что ли?",
                "похоже я с роботом разговариваю",
                "ты вообще живая?",
                "это ИИ?",
                "ты кто?",
                "я разговариваю с живым человеком?",
                "отвечает живой человек или программа?",
                "вы случайно не бот",
                "вы люди или как",
                "вы живой оператор или автоответчик",
                "Бот или нет?",
                "are you a bot?",
                "are you a robot",
                "are you human?",
                "am I talking to a machine?",
                "are you real",
                "is this chatgpt",
                "is this a bot?",
                "am I speaking with a real person?",
                "are you an AI?",
                "is this an automated reply?",
                "who am I talking to?",
                "you're a bot, right?",
                "bot?",
                "r u a bot",
                "are you a real person or a bot",
                "is anyone real there?",
                "is there a human behind this?",
                "you sound like a robot",
                "prove you're not a robot",
                "are u human",
                "human or bot?",
                "are you even human?",
                "is it a computer?",
                "are these automated messages?",
                "are you ChatGPT?",
                "I think you are a robot",
                "am i chatting with ai",
                "tell me if you are a bot",
                "real person?",
                "are you a live person",
                "what are you?",
            ],
            &[
                "what if nobody is home?",
                "what if nobody answers the door?",
                "what if no one is at home?",
                "anyone?",
                "у вас чат или звонок",
                "у вас чат или звонки?",
                "а если никого не будет дома?",
                "which street are you on?",
                "у вас есть бот для телеграма?",
                "сделаете мне бота?",
                "сколько стоит робот-пылесос",
                "курс по нейросетям есть?",
                "вы делаете чат-ботов?",
                "это программа для детей?",
                "хочу заказать бота",
                "нужен чатбот для магазина",
                "вы продаете роботов?",
                "букет для живого человека",
                "сколько человек в группе?",
                "вы работаете завтра?",
                "это живые цветы?",
                "цветы настоящие?",
                "человек пять",
                "вы подключаете chatgpt к сайту?",
                "работа есть?",
                "ты где?",
                "кто преподаватель?",
                "do you sell robots",
                "can you build me a bot?",
                "how much is the robot vacuum?",
                "is this a robot vacuum?",
                "are you open today?",
                "are you a flower shop?",
                "is it real leather?",
                "course about AI",
                "are you free tomorrow",
                "how many people are there?",
                "is there parking?",
                "who is the teacher?",
                "I need a chatbot for my website",
                "are you sure?",
                "are you in London?",
                "is this the price per person?",
                "do you use AI in your courses?",
                "are these real roses?",
            ],
        );
    }
}

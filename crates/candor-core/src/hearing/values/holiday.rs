//! Holidays by their name: fixed days, weekdays of a month, days counted from Easter.

use std::{collections::BTreeMap, sync::LazyLock};

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};

use super::{
    feast,
    grain::midnight,
    reader::{Now, Reader},
    when::Stretch,
};
use crate::hearing::heard::Grain;

/// How a holiday's day is found in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holiday {
    /// Month and day.
    Fixed(i8, i8),
    /// The nth such weekday of a month, from its end if negative.
    Nth(i8, Weekday, i8),
    /// Days after the western Easter.
    Easter(i64),
    /// Days after the orthodox Easter.
    Orthodox(i64),
    /// A fixed day and how many days it lasts.
    Days(i8, i8, i64),
    /// Days after a Hebrew month and day, and how many it lasts.
    Hebrew(i64, i64, i64),
    /// An Islamic month and day, and how many days it lasts.
    Islamic(i64, i64, i64),
    /// The Monday before a day.
    MondayBefore(i8, i8),
    /// The second new moon after midwinter in China.
    ChineseNewYear,
}

impl Holiday {
    fn in_year(self, year: i16) -> Option<Date> {
        match self {
            Self::Fixed(month, day) | Self::Days(month, day, _) => Date::new(year, month, day).ok(),
            Self::Nth(nth, weekday, month) => Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok(),
            Self::Easter(after) => feast::easter(year)?.checked_add(after.days()).ok(),
            Self::Orthodox(after) => feast::orthodox_easter(year)?.checked_add(after.days()).ok(),
            Self::Hebrew(month, day, _) => feast::hebrew(year, month, day),
            Self::Islamic(month, day, _) => feast::islamic(year, month, day),
            Self::MondayBefore(month, day) => {
                let date = Date::new(year, month, day).ok()?;
                let past = match i64::from(date.weekday().to_monday_zero_offset()) {
                    0 => 7,
                    past => past,
                };
                date.checked_sub(past.days()).ok()
            }
            Self::ChineseNewYear => feast::chinese_new_year(year),
        }
    }

    fn length(self) -> i64 {
        match self {
            Self::Days(_, _, days) | Self::Hebrew(_, _, days) | Self::Islamic(_, _, days) => days,
            _ => 1,
        }
    }

    fn stretch(self, year: i16) -> Option<Stretch> {
        let first = self.in_year(year)?;
        if self.length() == 1 {
            return Stretch::point(midnight(first), Grain::Day);
        }
        let length = match self {
            // A month of fasting ends with the next new moon.
            Self::Islamic(month, 1, 30) => {
                let end = feast::islamic(year, month + 1, 1)
                    .filter(|end| *end > first)
                    .or_else(|| feast::islamic(year + 1, month + 1, 1))?;
                return Stretch::span(midnight(first), midnight(end), Grain::Day);
            }
            _ => self.length(),
        };
        let end = first.checked_add(length.days()).ok()?;
        Stretch::span(midnight(first), midnight(end), Grain::Day)
    }

    /// In the told year, within the told stretch, or the coming one.
    pub(super) fn resolved(self, year: Option<i16>, within: Option<&Stretch>, now: &Now) -> Option<Stretch> {
        if let Some(year) = year {
            return self.stretch(year);
        }
        let this_year = now.today().year();
        if let Some(within) = within {
            let year = within.from.year();
            return (year - 1..=year + 1)
                .filter_map(|year| self.stretch(year))
                .find(|found| within.from <= found.from && found.from < within.to);
        }
        (this_year - 1..=this_year + 2).filter_map(|year| self.stretch(year)).find(|found| found.to > now.at)
    }

    /// The nth after (or before, if negative) now; the first after now is 1, the first before it -1.
    pub(super) fn counted(self, nth: i64, now: &Now) -> Option<Stretch> {
        let this_year = now.today().year();
        if nth >= 0 {
            let mut coming = (this_year - 1..=this_year + 12)
                .filter_map(|year| self.stretch(year))
                .filter(|found| found.to > now.at);
            return coming.nth(usize::try_from(nth.max(1) - 1).ok()?);
        }
        let mut past = (this_year - 12..=this_year + 1)
            .rev()
            .filter_map(|year| self.stretch(year))
            .filter(|found| found.to <= now.at);
        past.nth(usize::try_from(-nth - 1).ok()?)
    }
}

impl Reader<'_> {
    /// The holiday named here.
    pub(super) fn holiday(&self, at: usize) -> Option<(Holiday, usize)> {
        let the = usize::from(self.is(at, &["the"]));
        let names = BY_FIRST_WORD.get(self.word(at + the))?;
        let found = names.iter().filter_map(|(name, holiday)| self.are(at + the, name).map(|next| (*holiday, next)));
        let (holiday, next) = found.max_by_key(|(_, next)| *next)?;
        Some((holiday, next + usize::from(self.is(next, &["day"]))))
    }
}

/// The names of holidays by their first word.
static BY_FIRST_WORD: LazyLock<BTreeMap<&str, Vec<(&str, Holiday)>>> = LazyLock::new(|| {
    let mut names: BTreeMap<&str, Vec<(&str, Holiday)>> = BTreeMap::new();
    for (all, holiday) in HOLIDAYS {
        for name in all.split('|') {
            names.entry(name.split(' ').next().unwrap_or(name)).or_default().push((name, *holiday));
        }
    }
    names
});

use Weekday::{Friday, Monday, Sunday, Thursday, Tuesday};

const HOLIDAYS: &[(&str, Holiday)] = &[
    (
        "new year's day|new years day|new year day|new year's|new year|new years|новый год|нового года|новому году|новым годом|новом году|нг",
        Holiday::Fixed(1, 1),
    ),
    (
        "new year's eve|new years eve|new year eve|nye|канун нового года|новогодняя ночь|новогоднюю ночь",
        Holiday::Fixed(12, 31),
    ),
    (
        "christmas|xmas|christmas day|xmas day|x - mas|католическое рождество|католического рождества",
        Holiday::Fixed(12, 25),
    ),
    ("christmas eve|xmas eve", Holiday::Fixed(12, 24)),
    ("boxing day", Holiday::Fixed(12, 26)),
    (
        "рождество|рождества|рождеству|рождеством|рождестве|рождество христово|православное рождество|orthodox christmas|russian christmas",
        Holiday::Fixed(1, 7),
    ),
    ("старый новый год|старого нового года|старому новому году", Holiday::Fixed(1, 14)),
    (
        "новогодние праздники|новогодних праздников|новогодние каникулы|новогодних каникул|январские праздники|январских праздников|новогодним праздникам|новогодних праздниках",
        Holiday::Days(1, 1, 8),
    ),
    ("татьянин день|день студента", Holiday::Fixed(1, 25)),
    (
        "valentine's day|valentines day|valentine day|valentine's|день святого валентина|дня святого валентина|день всех влюбленных|дня всех влюбленных",
        Holiday::Fixed(2, 14),
    ),
    ("день защитника отечества|дня защитника отечества", Holiday::Fixed(2, 23)),
    (
        "международный женский день|международного женского дня|женский день|women's day|international women's day|womens day",
        Holiday::Fixed(3, 8),
    ),
    ("день смеха|april fools|april fool's|april fools'|april fool", Holiday::Fixed(4, 1)),
    ("день космонавтики|дня космонавтики", Holiday::Fixed(4, 12)),
    ("день труда|праздник весны и труда|праздник труда|первомай", Holiday::Fixed(5, 1)),
    (
        "майские|майские праздники|майских праздников|майских|майским праздникам|майских праздниках",
        Holiday::Days(5, 1, 9),
    ),
    ("день победы|дня победы|дню победы|victory day", Holiday::Fixed(5, 9)),
    ("день защиты детей|дня защиты детей|children's day", Holiday::Fixed(6, 1)),
    ("день россии|дня россии|russia day", Holiday::Fixed(6, 12)),
    ("день знаний|дня знаний", Holiday::Fixed(9, 1)),
    ("день учителя|дня учителя|teacher's day|teachers day", Holiday::Fixed(10, 5)),
    ("день народного единства|дня народного единства", Holiday::Fixed(11, 4)),
    ("день матери|дня матери", Holiday::Nth(-1, Sunday, 11)),
    ("день города|дня города", Holiday::Nth(1, Weekday::Saturday, 9)),
    (
        "пасха|пасху|пасхи|пасхе|пасхой|православная пасха|светлое воскресенье|orthodox easter|orthodox easter sunday",
        Holiday::Orthodox(0),
    ),
    ("orthodox good friday|страстная пятница|orthodox great friday", Holiday::Orthodox(-2)),
    ("orthodox easter monday", Holiday::Orthodox(1)),
    ("вербное воскресенье|вербного воскресенья|orthodox palm sunday", Holiday::Orthodox(-7)),
    ("lazarus saturday", Holiday::Orthodox(-8)),
    ("clean monday|orthodox ash monday|orthodox shrove monday|green monday", Holiday::Orthodox(-48)),
    ("прощеное воскресенье", Holiday::Orthodox(-49)),
    ("радоница", Holiday::Orthodox(9)),
    ("троица|троицу|троицы|orthodox pentecost", Holiday::Orthodox(49)),
    ("easter|easter sunday|easter day|католическая пасха", Holiday::Easter(0)),
    ("easter monday|easter mon", Holiday::Easter(1)),
    ("good friday|great friday|holy friday", Holiday::Easter(-2)),
    (
        "maundy thursday|maundy thu|holy thursday|covenant thursday|covenant thu|thursday of mysteries|thu of mysteries|great thursday",
        Holiday::Easter(-3),
    ),
    ("holy saturday|black saturday", Holiday::Easter(-1)),
    ("palm sunday|branch sunday", Holiday::Easter(-7)),
    ("ash wednesday|carnival wednesday", Holiday::Easter(-46)),
    ("mardi gras|shrove tuesday|pancake day|pancake tuesday|fat tuesday", Holiday::Easter(-47)),
    ("ascension day|ascension|ascension thursday", Holiday::Easter(39)),
    ("pentecost|whit sunday|white sunday|whitsun|whitsunday", Holiday::Easter(49)),
    ("whit monday|pentecost monday|monday of the holy spirit", Holiday::Easter(50)),
    ("trinity sunday", Holiday::Easter(56)),
    ("corpus christi|feast of corpus christi", Holiday::Easter(60)),
    ("epiphany|three kings day|three kings' day", Holiday::Fixed(1, 6)),
    ("крещение|крещения", Holiday::Fixed(1, 19)),
    ("candlemas|groundhog day|groundhogs day|groundhog's day", Holiday::Fixed(2, 2)),
    (
        "st patrick's day|st patricks day|saint patrick's day|st . patrick's day|st . patrick day|st patrick day|saint patricks day",
        Holiday::Fixed(3, 17),
    ),
    ("pi day", Holiday::Fixed(3, 14)),
    ("earth day", Holiday::Fixed(4, 22)),
    ("cinco de mayo", Holiday::Fixed(5, 5)),
    ("juneteenth", Holiday::Fixed(6, 19)),
    ("canada day", Holiday::Fixed(7, 1)),
    ("independence day|july fourth|fourth of july|july 4th", Holiday::Fixed(7, 4)),
    ("bastille day", Holiday::Fixed(7, 14)),
    ("assumption|assumption day|assumption of mary", Holiday::Fixed(8, 15)),
    (
        "halloween|hallowe'en|halloween day|all hallows eve|all hallows' eve|хэллоуин|хеллоуин|хэллоуина",
        Holiday::Fixed(10, 31),
    ),
    ("all saints' day|all saints day|all saints", Holiday::Fixed(11, 1)),
    ("all souls' day|all souls day|all souls", Holiday::Fixed(11, 2)),
    ("guy fawkes day|guy fawkes night|bonfire night", Holiday::Fixed(11, 5)),
    ("veterans day|veteran's day|veterans' day|remembrance day|armistice day", Holiday::Fixed(11, 11)),
    ("world aids day", Holiday::Fixed(12, 1)),
    ("anzac day", Holiday::Fixed(4, 25)),
    ("australia day", Holiday::Fixed(1, 26)),
    ("vaisakhi|baisakhi|vasakhi|vaishakhi", Holiday::Fixed(4, 14)),
    ("koningsdag|king's day", Holiday::Fixed(4, 27)),
    ("patriot day", Holiday::Fixed(9, 11)),
    ("boss's day|bosses day|boss's|boss day|boss' day", Holiday::Fixed(10, 16)),
    ("world vegan day", Holiday::Fixed(11, 1)),
    (
        "mlk day|mlk jr . day|mlk jr day|martin luther king day|martin luther king's day|martin luther kings day|martin luther king jr day|martin luther king jr . day|civil rights day",
        Holiday::Nth(3, Monday, 1),
    ),
    (
        "presidents day|presidents' day|president's day|president day|washington's birthday|washington birthday|family day",
        Holiday::Nth(3, Monday, 2),
    ),
    ("mother's day|mothers day|mother day|mothers' day", Holiday::Nth(2, Sunday, 5)),
    ("memorial day|decoration day", Holiday::Nth(-1, Monday, 5)),
    ("father's day|fathers day|father day|fathers' day", Holiday::Nth(3, Sunday, 6)),
    ("labor day|labour day", Holiday::Nth(1, Monday, 9)),
    ("columbus day|indigenous peoples' day|indigenous peoples day|canadian thanksgiving", Holiday::Nth(2, Monday, 10)),
    ("thanksgiving|thanksgiving day|день благодарения", Holiday::Nth(4, Thursday, 11)),
    ("black friday|черная пятница|черную пятницу|черной пятницы|черной пятнице", Holiday::Nth(4, Friday, 11)),
    ("cyber monday|киберпонедельник", Holiday::Nth(4, Monday, 11)),
    ("giving tuesday", Holiday::Nth(4, Tuesday, 11)),
    (
        "administrative professionals' day|secretaries day|secretaries' day|admin day",
        Holiday::Nth(4, Weekday::Wednesday, 4),
    ),
    ("super bowl|super bowl sunday|superbowl", Holiday::Nth(1, Sunday, 2)),
    ("grandparents day|grandparents' day", Holiday::Nth(1, Sunday, 9)),
    ("victoria day|sovereign's birthday", Holiday::MondayBefore(5, 25)),
    (
        "chinese new year|lunar new year|chinese lunar new year|chinese new year's day|chinese lunar new year's day|chinese lunar new year day|lunar new year's day|spring festival|китайский новый год|китайского нового года",
        Holiday::ChineseNewYear,
    ),
    ("rosh hashanah|rosh hashana|rosh hashanna|rosh ha - shanah|рош а - шана", Holiday::Hebrew(7, 0, 3)),
    ("yom kippur|йом кипур", Holiday::Hebrew(7, 9, 1)),
    ("sukkot|sukkos|succos|sukot|суккот", Holiday::Hebrew(7, 14, 8)),
    ("shemini atzeret|shmini atzeret", Holiday::Hebrew(7, 21, 1)),
    ("simchat torah|simhat torah", Holiday::Hebrew(7, 22, 1)),
    ("hanukkah|chanukah|hanukah|hannukkah|chanukkah|hanuka|ханука|хануку|хануки", Holiday::Hebrew(9, 24, 8)),
    ("tu bishvat|tu b'shvat|tu bishevat", Holiday::Hebrew(11, 14, 1)),
    ("purim|пурим", Holiday::Hebrew(12, 13, 1)),
    ("shushan purim", Holiday::Hebrew(12, 14, 1)),
    ("passover|pesach|pesah|песах", Holiday::Hebrew(1, 14, 9)),
    (
        "yom hashoah|yom ha'shoah|yom ha - shoah|yom hashoa|holocaust day|holocaust remembrance day",
        Holiday::Hebrew(1, 26, 1),
    ),
    ("yom ha'atzmaut|yom haatzmaut|israeli independence day|israel independence day", Holiday::Hebrew(2, 4, 1)),
    ("lag b'omer|lag baomer|lag ba'omer|lag bomer", Holiday::Hebrew(2, 17, 1)),
    ("shavuot|shavuos|shabhuot|шавуот", Holiday::Hebrew(3, 5, 3)),
    ("tisha b'av|tisha bav|tisha b - av|tish'a b'av", Holiday::Hebrew(5, 8, 1)),
    (
        "eid al - fitr|eid ul - fitr|id al - fitr|id ul - fitr|eid al fitr|eid ul fitr|eid|feast of breaking the fast|ураза - байрам|ураза байрам",
        Holiday::Islamic(10, 1, 1),
    ),
    (
        "eid al - adha|eid ul - adha|id al - adha|id ul - adha|eid al adha|eid ul adha|sacrifice feast|feast of sacrifice|feast of the sacrifice|bakr id|bakr - id|bakri id|bakrid|курбан - байрам|курбан байрам",
        Holiday::Islamic(12, 10, 1),
    ),
    ("ramadan|ramadhan|ramzan|рамадан|рамадана", Holiday::Islamic(9, 1, 30)),
    ("laylat al - qadr|laylat al qadr|night of power|night of destiny", Holiday::Islamic(9, 27, 1)),
    ("islamic new year|islamic new year's day|hijri new year|muharram|arabic new year", Holiday::Islamic(1, 1, 1)),
    ("ashura|day of ashura|yom ashura", Holiday::Islamic(1, 10, 1)),
    (
        "mawlid|mawlid al - nabawi|mawlid al nabawi|mawlid an - nabi|milad un - nabi|eid - e - milad|birthday of the prophet",
        Holiday::Islamic(3, 12, 1),
    ),
    ("isra and mi'raj|lailat al miraj|laylat al - mi'raj|prophet's ascension", Holiday::Islamic(7, 27, 1)),
];

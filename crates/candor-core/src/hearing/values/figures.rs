//! Every figure of a text, for the guard: a draft may hold only figures that the facts or the contact's own words hold
//! (H8). Better one figure too many than one too few. Written forms do not matter: "2 900", "2,900", "2900 ₽" and
//! "2.9 тыс." are one figure.

use super::{
    amount::amount_at,
    calendar::{month, weekday},
    currency::currency_of,
    decimal,
    percent::is_percent,
    pieces::{Kind, Piece, cut},
};

/// What a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FigureKind {
    /// A number, with or without a currency or a unit.
    Number,
    /// A percentage; also "half price", which is one.
    Percent,
    /// A day of a month, perhaps with its year.
    Date,
    /// A time of day.
    Time,
    /// A day in words: a weekday, today, tomorrow.
    Day,
    /// Said to cost nothing.
    Free,
}

/// One figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What it is.
    pub kind: FigureKind,
    /// As written.
    pub text: String,
    /// Where it stands: bytes from.
    pub start: usize,
    /// Where it stands: bytes up to, not included.
    pub end: usize,
    /// Its one form: `2900`, `12.5`, `01-15` or `2026-01-15`, `18:30`, `friday`.
    pub key: String,
    /// ISO 4217, where the words say it.
    pub currency: Option<String>,
}

impl Figure {
    /// Whether the other figure says the same. A currency or year that only one of them tells is no contradiction.
    pub fn agrees_with(&self, other: &Self) -> bool {
        let same_currency = match (&self.currency, &other.currency) {
            (Some(left), Some(right)) => left == right,
            _ => true,
        };
        let same_key = match (self.kind, other.kind) {
            (FigureKind::Date, FigureKind::Date) => {
                self.key == other.key || is_same_day(&self.key, &other.key) || is_same_day(&other.key, &self.key)
            }
            (left, right) => left == right && self.key == other.key,
        };
        same_key && same_currency
    }
}

/// Whether `full` is `short` with a year.
fn is_same_day(full: &str, short: &str) -> bool {
    short.len() == 5 && full.ends_with(short) && full.len() > 5
}

/// Every figure in a text, in its order.
pub fn figures(text: &str) -> Vec<Figure> {
    let dates = cut(text, false);
    let pieces = cut(text, true);
    let mut found: Vec<Figure> = Vec::new();
    collect(&dates, text, &mut found, day_or_time_at);
    collect(&pieces, text, &mut found, percent_at);
    collect(&pieces, text, &mut found, amount_figure_at);
    collect(&pieces, text, &mut found, word_at);
    found.sort_by_key(|figure| figure.start);
    found
}

/// What a reader of figures makes of one place: kind, key, currency, the place after.
type Reading = (FigureKind, String, Option<&'static str>, usize);

fn collect(pieces: &[Piece], text: &str, found: &mut Vec<Figure>, read: fn(&[Piece], usize) -> Option<Reading>) {
    let mut at = 0;
    while at < pieces.len() {
        let Some((kind, key, currency, next)) = read(pieces, at) else {
            at += 1;
            continue;
        };
        if let (Some(first), Some(last)) = (pieces.get(at), pieces.get(next - 1)) {
            let (start, end) = (first.start, last.end);
            if found.iter().all(|other| end <= other.start || other.end <= start) {
                let written = text.get(start..end).unwrap_or_default().to_owned();
                found.push(Figure { kind, text: written, start, end, key, currency: currency.map(str::to_owned) });
            }
        }
        at = next;
    }
}

/// Whole dates and times of the clock, read without regard to today.
fn day_or_time_at(pieces: &[Piece], at: usize) -> Option<Reading> {
    let number = |place: usize| pieces.get(place).and_then(Piece::small_number);
    let sign = |place: usize, sign: char| pieces.get(place).is_some_and(|piece| piece.is_sign(sign) && piece.is_glued);
    let first = number(at);
    if let (Some(hours), true, Some(minutes)) = (first, sign(at + 1, ':'), number(at + 2))
        && hours < 25
        && minutes < 60
        && pieces.get(at + 2).is_some_and(|piece| piece.text.len() == 2)
    {
        return Some((FigureKind::Time, format!("{hours:02}:{minutes:02}"), None, at + 3));
    }
    if let (Some(year @ 1900..=2100), true, Some(month @ 1..=12), true, Some(day @ 1..=31)) =
        (first, sign(at + 1, '-'), number(at + 2), sign(at + 3, '-'), number(at + 4))
    {
        return Some((FigureKind::Date, format!("{year}-{month:02}-{day:02}"), None, at + 5));
    }
    if let (Some(day @ 1..=31), true, Some(month @ 1..=12)) = (first, sign(at + 1, '.'), number(at + 2)) {
        let is_second_pair = pieces.get(at + 2).is_some_and(|piece| piece.text.len() == 2 && piece.is_glued);
        if let (true, true, Some(year)) = (is_second_pair, sign(at + 3, '.'), number(at + 4)) {
            let year = if year < 100 { 2000 + year } else { year };
            return Some((FigureKind::Date, format!("{year}-{month:02}-{day:02}"), None, at + 5));
        }
        let is_amount = pieces
            .get(at + 3)
            .is_some_and(|after| after.kind == Kind::Word || currency_of(after).is_some() || is_percent(after));
        let is_priced =
            at.checked_sub(1).and_then(|before| pieces.get(before)).is_some_and(|before| currency_of(before).is_some());
        if is_second_pair && !is_amount && !is_priced {
            return Some((FigureKind::Date, format!("{month:02}-{day:02}"), None, at + 3));
        }
    }
    named_date_at(pieces, at)
}

/// "15 января 2027", "January 15th".
fn named_date_at(pieces: &[Piece], at: usize) -> Option<Reading> {
    let number = |place: usize| pieces.get(place).and_then(Piece::small_number).filter(|day| (1..=31).contains(day));
    let name =
        |place: usize| pieces.get(place).filter(|piece| piece.kind == Kind::Word).and_then(|piece| month(&piece.text));
    let ending = |place: usize| {
        let dash = usize::from(pieces.get(place).is_some_and(|piece| piece.is_sign('-') && piece.is_glued));
        let is_ending = pieces
            .get(place + dash)
            .is_some_and(|piece| piece.is_glued && piece.is_word(&["го", "ого", "е", "st", "nd", "rd", "th"]));
        if is_ending { place + dash + 1 } else { place }
    };
    let (day, month, next) = if let Some(day) = number(at) {
        let place = ending(at + 1);
        let place = place + usize::from(pieces.get(place).is_some_and(|piece| piece.is_word(&["of"])));
        (day, name(place)?, place + 1)
    } else {
        let month = name(at)?;
        (number(at + 1)?, month, ending(at + 2))
    };
    let comma = usize::from(pieces.get(next).is_some_and(|piece| piece.is_sign(',')));
    match pieces.get(next + comma).and_then(Piece::small_number).filter(|year| (2000..2100).contains(year)) {
        Some(year) => Some((FigureKind::Date, format!("{year}-{month:02}-{day:02}"), None, next + comma + 1)),
        None => Some((FigureKind::Date, format!("{month:02}-{day:02}"), None, next)),
    }
}

fn percent_at(pieces: &[Piece], at: usize) -> Option<Reading> {
    let amount = amount_at(pieces, at)?;
    // "10-15%": both ends are percentages.
    let after = pieces.get(amount.next)?;
    if is_percent(after) {
        return Some((FigureKind::Percent, decimal(amount.thousandths, 3), None, amount.next + 1));
    }
    let is_joint = after.is_sign('-') || after.is_word(&["до", "to"]);
    let high = amount_at(pieces, amount.next + 1).filter(|_| is_joint)?;
    pieces.get(high.next).filter(|sign| is_percent(sign))?;
    Some((FigureKind::Percent, decimal(amount.thousandths, 3), None, amount.next))
}

/// Numbers in digits; numbers in words where they are large or a unit of money follows.
fn amount_figure_at(pieces: &[Piece], at: usize) -> Option<Reading> {
    let before = at
        .checked_sub(1)
        .and_then(|before| pieces.get(before))
        .filter(|piece| matches!(piece.kind, Kind::Sign(_)))
        .and_then(currency_of);
    let amount = amount_at(pieces, at)?;
    let after = pieces.get(amount.next).and_then(currency_of);
    let next = amount.next + usize::from(after.is_some());
    if amount.is_words && after.is_none() && amount.thousandths < 11_000 {
        return None;
    }
    let mut thousandths = amount.thousandths;
    // "20-30 тысяч": the multiplier belongs to both.
    let joint = pieces.get(amount.next).is_some_and(|joint| joint.is_sign('-') || joint.is_word(&["до", "to"]));
    if joint
        && !amount.has_multiplier
        && !amount.is_words
        && let Some(high) =
            amount_at(pieces, amount.next + 1).filter(|high| high.has_multiplier && high.thousandths >= 1_000_000)
    {
        let last = pieces.get(amount.next + 1).and_then(Piece::number).filter(|number| *number > 0);
        thousandths = last.and_then(|number| thousandths.checked_mul(high.thousandths / number)).unwrap_or(thousandths);
    }
    Some((FigureKind::Number, decimal(thousandths, 3), before.or(after), next))
}

/// Days in words, "бесплатно", "half price".
fn word_at(pieces: &[Piece], at: usize) -> Option<Reading> {
    let piece = pieces.get(at).filter(|piece| piece.kind == Kind::Word)?;
    let before = at.checked_sub(1).and_then(|before| pieces.get(before));
    let after = pieces.get(at + 1);
    let reading = |kind, key: &str, next| Some((kind, key.to_owned(), None, next));
    match piece.text.as_str() {
        "сегодня" | "today" | "tonight" => reading(FigureKind::Day, "today", at + 1),
        "завтра" | "tomorrow" => reading(FigureKind::Day, "tomorrow", at + 1),
        "послезавтра" => reading(FigureKind::Day, "after tomorrow", at + 1),
        "бесплатно"
        | "бесплатный"
        | "бесплатная"
        | "бесплатное"
        | "бесплатные"
        | "бесплатную"
        | "бесплатной"
        | "бесплатного" => reading(FigureKind::Free, "free", at + 1),
        "даром" => reading(FigureKind::Free, "free", at + 1),
        "free"
            if !before.is_some_and(|before| {
                before.is_word(&["feel", "are", "sugar", "be", "you're", "im", "i'm"]) || before.is_sign('-')
            }) && !after.is_some_and(|after| after.is_word(&["to", "time", "slot", "slots", "from"])) =>
        {
            reading(FigureKind::Free, "free", at + 1)
        }
        "half" if after.is_some_and(|after| after.is_word(&["price", "off"])) => {
            reading(FigureKind::Percent, "50", at + 2)
        }
        "полцены" => reading(FigureKind::Percent, "50", at + 1),
        "вдвое" | "twice" => reading(FigureKind::Number, "2", at + 1),
        "втрое" => reading(FigureKind::Number, "3", at + 1),
        word => {
            let day = weekday(word).filter(|_| word.chars().count() > 3)?;
            let name = match day.to_monday_zero_offset() {
                0 => "monday",
                1 => "tuesday",
                2 => "wednesday",
                3 => "thursday",
                4 => "friday",
                5 => "saturday",
                _ => "sunday",
            };
            reading(FigureKind::Day, name, at + 1)
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        figures(text).into_iter().map(|figure| figure.key).collect()
    }

    #[test]
    fn one_figure_has_one_key_however_it_is_written() {
        for text in [
            "2 900",
            "2,900",
            "2900",
            "2900 ₽",
            "2 900 руб.",
            "2,900.00",
            "2.9 тыс",
            "2,9к",
            "₽2900",
            "2\u{a0}900 рублей",
        ] {
            assert_eq!(keys(text), ["2900"], "{text}");
        }
        for text in ["10%", "10 %", "10 процентов", "ten percent", "десять процентов"] {
            assert_eq!(keys(text), ["10"], "{text}");
            assert_eq!(figures(text)[0].kind, FigureKind::Percent, "{text}");
        }
        for text in ["15 января", "15.01", "15-го января", "January 15th", "Jan 15", "15th of January"] {
            assert_eq!(keys(text), ["01-15"], "{text}");
        }
        assert_eq!(keys("от 20 до 30 тысяч"), ["20000", "30000"]);
        assert_eq!(keys("20-30k"), ["20000", "30000"]);
        assert_eq!(keys("скидка 10-15%"), ["10", "15"]);
        assert_eq!(keys("с 9:00 до 18:30"), ["09:00", "18:30"]);
        assert_eq!(keys("завтра, в пятницу, бесплатно, за полцены"), ["tomorrow", "friday", "free", "50"]);
        assert_eq!(keys("двадцать пять роз за две тысячи"), ["25", "2000"]);
    }

    #[test]
    fn words_that_are_no_figures_are_left() {
        for text in ["Feel free to ask", "один вопрос", "two words", "first"] {
            assert!(keys(text).is_empty(), "{text}: {:?}", keys(text));
        }
    }

    #[test]
    fn figures_agree_unless_they_contradict() {
        let agree = |left: &str, right: &str| figures(left)[0].agrees_with(&figures(right)[0]);
        assert!(agree("2 900 ₽", "2900"));
        assert!(agree("2 900 ₽", "2,900 руб"));
        assert!(!agree("2 900 ₽", "$2900"));
        assert!(!agree("10%", "10"));
        assert!(agree("15 января", "15.01.2027"));
        assert!(agree("2027-01-15", "15 января"));
        assert!(!agree("15.01.2026", "15.01.2027"));
        assert!(!agree("2900", "2990"));
    }
}

//! One condition of a criterion, in the light of the field it is about: "at least 30000 ₽", "Wedding or Birthday",
//! "within 14 days", «от 30 тысяч».

use jiff::civil;

use crate::{
    hearing::values::amount as amount_in,
    language::Wording,
    script::{
        keywords::fold,
        model::{ChoiceOption, Field, FieldKind},
        placeholder::id_of,
        problem::both,
        qualification::{Amount, Condition},
        values::{self, ConditionWord},
    },
};

/// Why a condition cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Misfit {
    /// Fields of this kind have no such condition.
    Kind,
    /// It is not understood.
    Unreadable,
    /// The choice has no such option.
    Option(String),
}

/// Reads what is wanted of a field; nothing wanted means that it is told at all.
pub(super) fn read(field: &Field, wanted: &str) -> Result<Condition, Misfit> {
    let wanted = wanted.trim().trim_end_matches('.');
    if wanted.is_empty() {
        return Ok(Condition::Told);
    }
    // An option may be called as a condition begins ("From scratch"): the owner's own words come first.
    if let FieldKind::Choice { options } = &field.kind
        && let Some(option) = option_called(options, wanted)
    {
        return Ok(Condition::OneOf { options: vec![option.id.clone()] });
    }
    let (word, rest) = match (values::leading(values::CONDITIONS, wanted), &field.kind) {
        (Some(found), _) => found,
        (None, FieldKind::Choice { .. }) => (ConditionWord::OneOf, wanted),
        (None, _) => return Err(Misfit::Unreadable),
    };
    match (word, &field.kind) {
        (ConditionWord::Told, _) => rest.is_empty().then_some(Condition::Told).ok_or(Misfit::Unreadable),
        (ConditionWord::AtLeast, FieldKind::Money | FieldKind::Quantity) => {
            Ok(Condition::AtLeast { amount: amount(&field.kind, rest)? })
        }
        (ConditionWord::AtMost, FieldKind::Money | FieldKind::Quantity) => {
            Ok(Condition::AtMost { amount: amount(&field.kind, rest)? })
        }
        (ConditionWord::OneOf, FieldKind::Choice { options }) => one_of(options, rest),
        (ConditionWord::By | ConditionWord::AtMost, FieldKind::Date) => {
            day(rest).map(|day| Condition::OnOrBefore { day }).ok_or(Misfit::Unreadable)
        }
        (ConditionWord::Within, FieldKind::Date) => {
            days(rest).map(|days| Condition::WithinDays { days }).ok_or(Misfit::Unreadable)
        }
        _ => Err(Misfit::Kind),
    }
}

/// What can be wanted of a field of this kind.
pub(super) fn advice(kind: &FieldKind) -> Wording {
    match kind {
        FieldKind::Money => both(
            "write \"told\", or for instance \"at least 30000 ₽\" or \"at most 5000 ₽\"",
            "напишите «известно» или, например, «от 30000 ₽», «до 5000 ₽»",
        ),
        FieldKind::Quantity => both(
            "write \"told\", or for instance \"at least 10\" or \"at most 3\"",
            "напишите «известно» или, например, «от 10», «до 3»",
        ),
        FieldKind::Date => both(
            "write \"told\", or for instance \"by 2027-03-31\" or \"within 14 days\"",
            "напишите «известно» или, например, «не позже 2027-03-31», «в течение 14 дней»",
        ),
        FieldKind::Choice { options } => {
            let ids: Vec<&str> = options.iter().map(|option| option.id.as_str()).take(20).collect();
            both(
                format!("write \"told\", or one or several of its options: {}", ids.join(", ")),
                format!("напишите «известно» или один или несколько вариантов: {}", ids.join(", ")),
            )
        }
        FieldKind::Phone | FieldKind::Email | FieldKind::Text => {
            both("of such a field only \"told\" can be wanted", "от такого поля можно хотеть только «известно»")
        }
    }
}

fn amount(kind: &FieldKind, written: &str) -> Result<Amount, Misfit> {
    let (thousandths, currency) = amount_in(written).ok_or(Misfit::Unreadable)?;
    match kind {
        FieldKind::Quantity if currency.is_some() => Err(Misfit::Kind),
        _ => Ok(Amount { thousandths, currency }),
    }
}

fn one_of(options: &[ChoiceOption], written: &str) -> Result<Condition, Misfit> {
    if let Some(option) = option_called(options, written) {
        return Ok(Condition::OneOf { options: vec![option.id.clone()] });
    }
    let mut ids: Vec<String> = Vec::new();
    let spaced = written.replace(" or ", ",").replace(" или ", ",");
    for name in spaced.split([',', ';', '/']).map(str::trim).filter(|name| !name.is_empty()) {
        let option = option_called(options, name).ok_or_else(|| Misfit::Option(name.to_owned()))?;
        if !ids.contains(&option.id) {
            ids.push(option.id.clone());
        }
    }
    if ids.is_empty() { Err(Misfit::Unreadable) } else { Ok(Condition::OneOf { options: ids }) }
}

/// The option of this name, or that is called so in either language.
fn option_called<'a>(options: &'a [ChoiceOption], name: &str) -> Option<&'a ChoiceOption> {
    let id = id_of(name);
    let is_called = |option: &&ChoiceOption| option.named.all().any(|known| fold(known) == fold(name));
    options.iter().find(|option| option.id == id).or_else(|| options.iter().find(is_called))
}

/// `2027-03-31`, `31.03.2027`.
fn day(written: &str) -> Option<civil::Date> {
    let written = written.trim();
    if let Ok(day) = written.parse() {
        return Some(day);
    }
    let mut parts = written.split('.').map(str::trim);
    let (day, month, year) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    parts.next().is_none().then(|| civil::Date::new(year, month, day).ok())?
}

/// `14 days`, `2 weeks`.
fn days(written: &str) -> Option<u16> {
    let (number, unit) = written.trim().split_once(char::is_whitespace)?;
    number.parse::<u16>().ok()?.checked_mul(values::find(values::DAY_UNITS, unit)?)
}

//! The closed list of what was learnt: one head each, in the order of the file.

use super::features::Design;
use crate::hearing::HeardKind;

/// One head of `data/detectors.bin`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::hearing) enum Head {
    AsksIfBot,
    OptsOut,
    AsksForPerson,
    /// Of the three answers: yes.
    SaysYes,
    /// Of the three answers: no.
    SaysNo,
    /// Of the three answers: neither.
    SaysNeither,
    Injects,
    SelfHarm,
    ObjectsPrice,
    ObjectsTrust,
    ObjectsTime,
    ObjectsNeed,
    ObjectsCompetitor,
    Postpones,
    AsksPrice,
    AsksDate,
    AsksPlace,
    AsksTerms,
    AsksGuarantee,
    AsksDiscount,
    Complains,
    Insults,
    Thanks,
    Greets,
    Corrects,
}

/// How many there are.
pub(super) const COUNT: usize = Head::ALL.len();

impl Head {
    /// The place of the head that has this name in the files.
    pub(super) fn named(name: &[u8]) -> Option<usize> {
        Self::ALL.iter().position(|(_, known)| known.as_bytes() == name)
    }

    /// All of them, as they stand in the file, with the names they have there.
    pub(in crate::hearing) const ALL: [(Self, &'static str); 25] = [
        (Self::AsksIfBot, "asks_if_bot"),
        (Self::OptsOut, "opts_out"),
        (Self::AsksForPerson, "asks_for_person"),
        (Self::SaysYes, "answers_y"),
        (Self::SaysNo, "answers_n"),
        (Self::SaysNeither, "answers_o"),
        (Self::Injects, "injection"),
        (Self::SelfHarm, "self_harm"),
        (Self::ObjectsPrice, "objects_price"),
        (Self::ObjectsTrust, "objects_trust"),
        (Self::ObjectsTime, "objects_time"),
        (Self::ObjectsNeed, "objects_need"),
        (Self::ObjectsCompetitor, "objects_competitor"),
        (Self::Postpones, "postpones"),
        (Self::AsksPrice, "asks_price"),
        (Self::AsksDate, "asks_date"),
        (Self::AsksPlace, "asks_place"),
        (Self::AsksTerms, "asks_terms"),
        (Self::AsksGuarantee, "asks_guarantee"),
        (Self::AsksDiscount, "asks_discount"),
        (Self::Complains, "complains"),
        (Self::Insults, "insults"),
        (Self::Thanks, "thanks"),
        (Self::Greets, "greets"),
        (Self::Corrects, "corrects"),
    ];

    /// Which features it looks at, by trial: those of silence, a person and a machine hear words as they stand, all others whether they are negated.
    pub(super) const fn design(self) -> Design {
        match self {
            Self::AsksIfBot | Self::OptsOut | Self::AsksForPerson => Design::Plain,
            _ => Design::Negated,
        }
    }

    /// Its place in the file.
    pub(super) fn place(self) -> Option<usize> {
        Self::ALL.iter().position(|(head, _)| *head == self)
    }

    /// The things heard where it speaks up, the special one first; nothing for the three answers, which are judged
    /// against one another.
    pub(in crate::hearing) const fn kinds(self) -> &'static [HeardKind] {
        match self {
            Self::AsksIfBot => &[HeardKind::AsksIfBot],
            Self::OptsOut => &[HeardKind::OptsOut],
            Self::AsksForPerson => &[HeardKind::AsksForPerson],
            Self::SaysYes | Self::SaysNo | Self::SaysNeither => &[],
            Self::Injects => &[HeardKind::Injects],
            Self::SelfHarm => &[HeardKind::ThreatensSelfHarm],
            Self::ObjectsPrice => &[HeardKind::ObjectsPrice, HeardKind::Objects],
            Self::ObjectsTrust => &[HeardKind::ObjectsTrust, HeardKind::Objects],
            Self::ObjectsTime => &[HeardKind::ObjectsTime, HeardKind::Objects],
            Self::ObjectsNeed => &[HeardKind::ObjectsNeed, HeardKind::Objects],
            Self::ObjectsCompetitor => &[HeardKind::ObjectsCompetitor, HeardKind::Objects],
            Self::Postpones => &[HeardKind::Postpones],
            Self::AsksPrice => &[HeardKind::AsksPrice],
            Self::AsksDate => &[HeardKind::AsksDate],
            Self::AsksPlace => &[HeardKind::AsksPlace],
            Self::AsksTerms => &[HeardKind::AsksTerms],
            Self::AsksGuarantee => &[HeardKind::AsksGuarantee, HeardKind::AsksTerms],
            Self::AsksDiscount => &[HeardKind::AsksDiscount],
            Self::Complains => &[HeardKind::Complains],
            Self::Insults => &[HeardKind::Insults],
            Self::Thanks => &[HeardKind::Thanks],
            Self::Greets => &[HeardKind::Greets],
            Self::Corrects => &[HeardKind::Corrects],
        }
    }
}

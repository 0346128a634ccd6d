//! Addresses of parts in the form: `steps/greeting`, `voice`, `new/facts`.

use candor_core::script::{edit::Place, keywords::Section};

/// What an address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) enum Wanted {
    /// A part that is there.
    Part(Place),
    /// The form of a new one.
    New(Section),
}

/// The kinds of parts by their words, in the order in which they are shown: first what a business is and knows.
pub(super) const KINDS: [(&str, Section); 9] = [
    ("head", Section::Head),
    ("facts", Section::Facts),
    ("questions", Section::Questions),
    ("steps", Section::Steps),
    ("fields", Section::Fields),
    ("triggers", Section::Triggers),
    ("voice", Section::Voice),
    ("person", Section::HandOver),
    ("worth", Section::Qualification),
];

/// The word of a kind.
pub(super) fn kind(section: Section) -> &'static str {
    KINDS.iter().find(|(_, known)| *known == section).map_or("head", |(kind, _)| kind)
}

/// Whether a kind has several parts.
pub(super) const fn is_many(section: Section) -> bool {
    matches!(section, Section::Facts | Section::Questions | Section::Steps | Section::Fields | Section::Triggers)
}

/// The address of a part.
pub(in super::super) fn address(place: &Place) -> String {
    let kind = kind(place.section);
    place.id.as_ref().map_or_else(|| kind.to_owned(), |id| format!("{kind}/{id}"))
}

/// What an address asks for; `None` for the overview and for what is no address.
pub(in super::super) fn place(address: &str) -> Option<Wanted> {
    let section = |kind: &str| KINDS.iter().find(|(known, _)| *known == kind).map(|(_, section)| *section);
    match address.split_once('/') {
        None => section(address).filter(|section| !is_many(*section)).map(|known| Wanted::Part(Place::whole(known))),
        Some(("new", kind)) => section(kind).filter(|section| is_many(*section)).map(Wanted::New),
        Some((kind, id)) => {
            section(kind).filter(|section| is_many(*section)).map(|known| Wanted::Part(Place::thing(known, id)))
        }
    }
}

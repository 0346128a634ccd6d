//! Understands what a contact wrote. Pure and deterministic: the same words, script and day give the same answer.
//! It learns at publish time from the script's own example phrasings and never calls anything.
//!
//! [`Ear::train`] learns a script; [`Ear::hear`] understands a message; [`screen`] is the safety pass, which needs no
//! script. On the way: `normalise` and `words` bring the text to plain words, `reading` mends the keyboard layout,
//! [`values`] are money, days, numbers; `told` says which fields of the script they fill;
//! `kinds` holds one detector a file for the closed list of things heard, `classifier` finds the part of the script.

mod bare;
pub mod by_model;
mod classifier;
mod correction;
mod ear;
pub mod eval;
mod free;
pub mod heard;
mod idea;
mod joined;
mod keywords;
mod kinds;
mod layout;
mod learnt;
pub mod lessons;
mod matter;
mod meant;
mod normalise;
mod pattern;
mod plain;
mod reading;
mod screen;
mod settle;
mod street;
mod told;
mod tone;
mod tongue;
mod topics;
mod typed;
mod value;
pub mod values;
pub mod vectors;
mod words;

pub(crate) use classifier::fnv;
pub(crate) use correction::names_nothing;
pub use ear::{Collision, Ear};
pub use heard::*;
pub use learnt::teaching;
pub(crate) use normalise::is_invisible;
pub(crate) use plain::are_related;
pub use plain::{
    PlainWord, content_stems, gives_orders, language_of_text, normalised, plain_words, stems_contain, stems_of,
};
pub use screen::{OptOut, Screen, screen, screen_quickly};
pub use typed::typed;
pub use values::{Figure, FigureKind, Now, figures, personal, values};
pub(crate) use words::stem_of;

/// Unpacks what the brain brings along, which the first message would otherwise wait for: some tens of milliseconds.
pub fn warm_up() {
    let _ = vectors::is_available();
    let _ = learnt::is_available();
    kinds::detectors();
}

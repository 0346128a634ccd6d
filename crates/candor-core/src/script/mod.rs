//! What the owner wrote: facts, questions, steps, triggers, fields, voice and rules of hand-over.
//! [`model`] is a script as the desk uses it; the other files read its text form and report what is wrong with it.

pub mod model;

pub use model::*;

//! What of a message may be kept for learning, and what must not be.

/// Nothing longer is kept, in characters: nobody phrases one thing at such length.
pub const LONGEST_KEPT: usize = 200;

/// What of a message may be kept for learning: one line, with "…" for telephones, addresses, names offered as such, long
/// numbers and links. `None` for what is too long, has no words left, is answered by the contract (opt-out, "are you a
/// bot?", a person, self-harm), tries to give orders, or insults.
pub fn teachable(_text: &str) -> Option<String> {
    None
}

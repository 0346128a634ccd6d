//! Hearing with a language model beside the local brain. [`ask`] makes the request, [`read`] reads the answer, [`merge`] joins
//! both by rules that no message and no model can change; [`is_sure`] says when the model need not be asked at all.

mod ask;
mod merge;
mod proof;
mod read;
mod sure;
#[cfg(test)]
mod tests;

pub(crate) use self::ask::shortened;
pub use self::{
    ask::ask,
    merge::merge,
    proof::is_proved,
    read::{FormError, HeardByModel, read},
    sure::{SURE_FIT, is_sure},
};

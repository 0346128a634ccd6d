//! Lets people in: by an invitation once, by name and password after that. Who is in a session is a [`Viewer`].

pub(crate) mod account;
mod cookie;
pub(crate) mod join;
pub(crate) mod language;
mod password;
pub(crate) mod sign_in;
pub(crate) mod sign_out;
pub(crate) mod throttle;
mod viewer;

pub(crate) use language::asked_language;
pub(crate) use viewer::Viewer;

//! The shipped binary, as people run it.

mod browser;
mod ends;
mod kill;
mod program;
mod scripts;
mod serve;

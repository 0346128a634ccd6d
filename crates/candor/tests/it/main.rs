//! The shipped binary, as people run it.

mod browser;
mod ends;
mod keys;
mod kill;
mod program;
mod scripts;
mod serve;

//! What the running process logged last, kept in memory for whoever may read it: the panel's page and the API. It is filled by
//! whoever starts logging, who strikes secrets out before; nothing here is written to a disk, and it ends with the process.

mod filter;
mod line;
mod ring;
#[cfg(test)]
mod tests;

pub use filter::LogFilter;
pub use line::{LogLevel, LogLine, NewLogLine};
pub use ring::LogRing;

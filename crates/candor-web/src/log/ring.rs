//! The last lines, so many and of so many bytes at most: however much is logged, it takes no more memory.

use std::{
    collections::{BTreeSet, VecDeque},
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::watch;

use super::{LogFilter, LogLine, NewLogLine};

/// So many lines are kept.
const MOST_LINES: usize = 5_000;
/// Of so many bytes together.
const MOST_BYTES: usize = 4 << 20;

/// The last lines of the log. Cloning it is cheap and gives the same ones.
#[derive(Clone)]
pub struct LogRing(Arc<Inner>);

struct Inner {
    kept: Mutex<Kept>,
    changed: watch::Sender<u64>,
    most_lines: usize,
    most_bytes: usize,
}

#[derive(Default)]
struct Kept {
    lines: VecDeque<Arc<LogLine>>,
    bytes: usize,
    last: u64,
}

impl Default for LogRing {
    fn default() -> Self {
        Self::of(MOST_LINES, MOST_BYTES)
    }
}

/// What is in it is nobody's to print.
impl fmt::Debug for LogRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LogRing").finish_non_exhaustive()
    }
}

impl LogRing {
    /// One of another size.
    pub fn of(most_lines: usize, most_bytes: usize) -> Self {
        let (kept, changed) = (Mutex::default(), watch::Sender::new(0));
        Self(Arc::new(Inner { kept, changed, most_lines, most_bytes }))
    }

    /// Keeps a line, from which secrets were struck out, and lets go of the oldest ones there is no more room for.
    pub fn push(&self, logged: NewLogLine) {
        let number = {
            let mut kept = self.0.kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.last += 1;
            kept.bytes += logged.bytes();
            let number = kept.last;
            kept.lines.push_back(Arc::new(LogLine { number, logged }));
            while kept.lines.len() > self.0.most_lines || kept.bytes > self.0.most_bytes {
                let Some(oldest) = kept.lines.pop_front() else { break };
                kept.bytes = kept.bytes.saturating_sub(oldest.logged.bytes());
            }
            number
        };
        self.0.changed.send_replace(number);
    }

    /// The newest lines a filter lets through, newest first, at most so many.
    pub fn query(&self, filter: &LogFilter, limit: usize) -> Vec<Arc<LogLine>> {
        let sieve = filter.sieve();
        let kept = self.kept();
        kept.iter().rev().filter(|line| sieve.lets(line)).take(limit).cloned().collect()
    }

    /// The crates of which there are lines.
    pub fn parts(&self) -> BTreeSet<String> {
        self.kept().iter().map(|line| line.logged.root().to_owned()).collect()
    }

    /// The number of the newest line, now and whenever another comes.
    pub fn changed(&self) -> watch::Receiver<u64> {
        self.0.changed.subscribe()
    }

    /// The lines as they are now: whoever goes through them keeps nobody from logging.
    fn kept(&self) -> Vec<Arc<LogLine>> {
        self.0.kept.lock().unwrap_or_else(PoisonError::into_inner).lines.iter().cloned().collect()
    }
}

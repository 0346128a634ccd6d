//! The simulator's one clock.
//!
//! Message dates, the 24-hour life of an update, rate limits and the expiry of button presses are all measured on it, so
//! that a test can move a day ahead in no time. Nothing else in this crate may ask the operating system for the time.
//! How long a long poll is *held* is measured in real seconds, because the client on the other end waits in real seconds.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use tokio::sync::watch;

/// Where the simulator's time comes from. Clones share one clock.
#[derive(Clone, Debug)]
pub struct Clock {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    is_manual: bool,
    /// Manual: the time itself. System: how far ahead of the system's clock this one runs. Milliseconds.
    offset_ms: AtomicI64,
    moved: watch::Sender<u64>,
}

impl Clock {
    /// The operating system's clock. [`Clock::advance`] lets it run ahead.
    #[must_use]
    pub fn system() -> Self {
        Self::starting(false, 0)
    }

    /// The operating system's clock, off by some seconds (negative: behind): Telegram's time as a machine with a wrong clock
    /// sees it.
    #[must_use]
    pub fn system_off_by(seconds: i64) -> Self {
        Self::starting(false, seconds.saturating_mul(1000))
    }

    /// A clock that stands still at `unix_seconds` until [`Clock::advance`] moves it.
    #[must_use]
    pub fn manual(unix_seconds: i64) -> Self {
        Self::starting(true, unix_seconds.saturating_mul(1000))
    }

    /// The time now, in milliseconds since 1970.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        let offset = self.inner.offset_ms.load(Ordering::SeqCst);
        if self.inner.is_manual { offset } else { system_now_ms().saturating_add(offset) }
    }

    /// Moves the clock ahead. A system clock keeps running from there.
    pub fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        let ahead = |offset: i64| Some(offset.saturating_add(by));
        // `fetch_update` with a closure that always answers `Some` cannot fail.
        let _ = self.inner.offset_ms.fetch_update(Ordering::SeqCst, Ordering::SeqCst, ahead);
        self.inner.moved.send_modify(|count| *count = count.wrapping_add(1));
    }

    /// Whether the clock stands still between calls of [`Clock::advance`].
    #[must_use]
    pub fn is_manual(&self) -> bool {
        self.inner.is_manual
    }

    /// Waits until the clock has reached `at_ms`.
    pub(crate) async fn reach(&self, at_ms: i64) {
        let mut moved = self.inner.moved.subscribe();
        loop {
            let left = at_ms.saturating_sub(self.now_ms());
            let Ok(left) = u64::try_from(left) else { return };
            if left == 0 {
                return;
            }
            if self.inner.is_manual {
                if moved.changed().await.is_err() {
                    return;
                }
            } else {
                // Woken early by `advance`; at the latest after the time that is left.
                let _ = tokio::time::timeout(Duration::from_millis(left), moved.changed()).await;
            }
        }
    }

    fn starting(is_manual: bool, offset_ms: i64) -> Self {
        let (moved, _) = watch::channel(0);
        Self { inner: Arc::new(Inner { is_manual, offset_ms: AtomicI64::new(offset_ms), moved }) }
    }
}

/// A time as the header `Date` says it. `None` beyond the years it can say.
pub(crate) fn http_date(at_ms: i64) -> Option<String> {
    let at = jiff::Timestamp::from_millisecond(at_ms).ok()?;
    jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&at).ok()
}

/// The moment in real time, for how long polls are held.
pub(crate) fn instant() -> tokio::time::Instant {
    tokio::time::Instant::now()
}

#[expect(clippy::disallowed_methods, reason = "this is the one place of the crate that reads the wall clock")]
fn system_now_ms() -> i64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::http_date;

    #[test]
    fn the_time_is_said_as_http_says_it() {
        assert_eq!(http_date(784_111_777_999).as_deref(), Some("Sun, 06 Nov 1994 08:49:37 GMT"));
        assert_eq!(http_date(i64::MAX), None);
    }
}

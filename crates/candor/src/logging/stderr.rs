//! Standard error as a log is written to it: what looks like a secret is struck out.

use std::io;

use candor_connect::strike_out::strike_out;

/// A writer behind which nothing looks like a secret. A line of the log comes in one piece.
pub struct Struck<W>(pub W);

impl<W: io::Write> io::Write for Struck<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.0.write_all(strike_out(&String::from_utf8_lossy(line)).as_bytes())?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

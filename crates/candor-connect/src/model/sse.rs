//! Reads server-sent events from bytes as they come (WHATWG HTML, §9.2.6): any of the three line ends, comments, data of
//! several lines, letters divided between two chunks. Two things are stricter than there: what is not UTF-8 is refused
//! rather than replaced, and events have a greatest length.

/// The longest event, in bytes: as long as a whole answer may be.
const LONGEST: usize = 1024 * 1024;

/// One event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Event {
    /// Its name; empty for most.
    pub(super) name: String,
    /// Its lines of data, joined by line feeds.
    pub(super) data: String,
}

/// Why bytes are not events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum NotEvents {
    /// An event longer than [`LONGEST`].
    #[error("an event of the stream is too long")]
    TooLong,
    /// A line that is not UTF-8.
    #[error("the stream is not UTF-8")]
    NotText,
}

/// The reader. Whatever is left in it at the end is an event without an end, which is none.
#[derive(Debug, Default)]
pub(super) struct Events {
    line: Vec<u8>,
    ended_by_return: bool,
    is_past_first_line: bool,
    event: Event,
    has_data: bool,
}

impl Events {
    /// Takes a chunk and gives the events that ended in it.
    ///
    /// # Errors
    /// [`NotEvents`]; the reader is of no use afterwards.
    pub(super) fn take(&mut self, chunk: &[u8]) -> Result<Vec<Event>, NotEvents> {
        let mut ended = Vec::new();
        for &byte in chunk {
            let is_second_half = byte == b'\n' && self.ended_by_return;
            self.ended_by_return = byte == b'\r';
            match byte {
                b'\n' if is_second_half => {}
                b'\n' | b'\r' => ended.extend(self.end_line()?),
                _ if self.line.len().saturating_add(self.event.data.len()) >= LONGEST => {
                    return Err(NotEvents::TooLong);
                }
                _ => self.line.push(byte),
            }
        }
        Ok(ended)
    }

    fn end_line(&mut self) -> Result<Option<Event>, NotEvents> {
        let bytes = std::mem::take(&mut self.line);
        let mut line = str::from_utf8(&bytes).map_err(|_| NotEvents::NotText)?;
        if !std::mem::replace(&mut self.is_past_first_line, true) {
            line = line.strip_prefix('\u{feff}').unwrap_or(line);
        }
        if line.is_empty() {
            let event = std::mem::take(&mut self.event);
            return Ok(std::mem::take(&mut self.has_data).then_some(event));
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" => {
                if std::mem::replace(&mut self.has_data, true) {
                    self.event.data.push('\n');
                }
                self.event.data.push_str(value);
            }
            "event" => value.clone_into(&mut self.event.name),
            // A comment has an empty name; `id` and `retry` are for connections that are taken up again.
            _ => {}
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    fn all(bytes: &[u8]) -> Vec<(String, String)> {
        Events::default().take(bytes).unwrap().into_iter().map(|event| (event.name, event.data)).collect()
    }

    fn data(bytes: &[u8]) -> Vec<String> {
        all(bytes).into_iter().map(|(_, data)| data).collect()
    }

    #[test]
    fn events_end_with_an_empty_line_whatever_ends_a_line() {
        assert_eq!(data(b"data: one\n\ndata: two\n\n"), ["one", "two"]);
        assert_eq!(data(b"data: one\r\n\r\ndata: two\r\n\r\n"), ["one", "two"]);
        assert_eq!(data(b"data: one\r\rdata: two\r\r"), ["one", "two"]);
        assert_eq!(data("\u{feff}data:one\n\n".as_bytes()), ["one"]);
        assert_eq!(data(b"data: one\n\ndata: two"), ["one"], "an event without an end is none");
    }

    #[test]
    fn comments_are_skipped_and_lines_of_data_joined() {
        assert_eq!(data(b": OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\ndata: one\n\n"), ["one"]);
        assert_eq!(data(b"data: {\ndata:  \"a\":1}\nid: 7\nretry: 10\nnothing\n\n"), ["{\n \"a\":1}"]);
        assert_eq!(data(b"data\n\ndata\ndata\n\n"), ["", "\n"]);
        let named = all(b"event: ping\ndata: {}\n\nevent: lost\n\ndata: x\n\n");
        assert_eq!(named, [("ping".to_owned(), "{}".to_owned()), (String::new(), "x".to_owned())]);
    }

    #[test]
    fn what_is_not_text_or_has_no_end_is_refused() {
        assert_eq!(Events::default().take(b"data: \xff\n\n"), Err(NotEvents::NotText));
        assert_eq!(Events::default().take(&vec![b'x'; LONGEST + 1]), Err(NotEvents::TooLong));
        let line = format!("data: {}\n", "x".repeat(1000));
        assert_eq!(Events::default().take(line.repeat(1100).as_bytes()), Err(NotEvents::TooLong));
    }

    proptest! {
        #[test]
        fn however_the_bytes_are_cut_the_events_are_the_same(
            lines in proptest::collection::vec("(data|event|id|:)?:? ?[a-zйё😀\\{]{0,6}(\n|\r|\r\n){1,2}", 0..20),
            cuts in proptest::collection::vec(1_usize..7, 1..40),
        ) {
            let bytes = lines.concat().into_bytes();
            let whole = Events::default().take(&bytes).unwrap();
            let mut reader = Events::default();
            let (mut rest, mut pieces) = (bytes.as_slice(), Vec::new());
            for cut in cuts.iter().cycle() {
                if rest.is_empty() {
                    break;
                }
                let (chunk, after) = rest.split_at((*cut).min(rest.len()));
                pieces.extend(reader.take(chunk).unwrap());
                rest = after;
            }
            prop_assert_eq!(pieces, whole);
        }

        #[test]
        fn no_bytes_upset_it(bytes in any::<Vec<u8>>()) {
            let _ = Events::default().take(&bytes);
        }
    }
}

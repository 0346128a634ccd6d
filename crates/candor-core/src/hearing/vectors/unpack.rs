//! Unpacks what `xtask/src/vectors/squeeze.rs` squeezed: frequent numbers took few bits, and nothing was lost.

/// Bits of the state that choose the symbol; shares of a table add up to two to this power.
const BITS: u32 = 12;

/// So many places has a table.
const WHOLE: usize = 1 << BITS;

/// The state never falls below this.
const LEAST: u32 = 1 << 16;

/// Which symbol stands at each place of the whole, and of each symbol how great its share is and where that begins. Two
/// small parts rather than one great one: what is looked at all the time stays close to the processor.
#[derive(Debug)]
pub(super) struct Table {
    symbols: Box<[u8; WHOLE]>,
    shares: Box<[(u16, u16); 256]>,
}

impl Table {
    /// Reads it from the share of each symbol; `None` if they do not add up.
    pub(super) fn read(all: impl Iterator<Item = u16>) -> Option<Self> {
        let mut symbols = Vec::with_capacity(WHOLE);
        let mut shares = Box::new([(0, 0); 256]);
        for ((share, symbol), known) in all.zip(0..=u8::MAX).zip(shares.iter_mut()) {
            *known = (share, u16::try_from(symbols.len()).ok()?);
            symbols.extend(std::iter::repeat_n(symbol, usize::from(share)));
        }
        Some(Self { symbols: symbols.into_boxed_slice().try_into().ok()?, shares })
    }

    /// The symbols of a squeezed row, without end: who reads knows how many there are.
    pub(super) fn symbols<'a>(&'a self, squeezed: &'a [u8]) -> impl Iterator<Item = u8> + 'a {
        let mut row = Row::of(self, squeezed);
        std::iter::repeat_with(move || row.next())
    }
}

/// A squeezed row that is being unpacked. Each symbol waits for the one before: who has several rows takes from them in turn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'a> {
    table: &'a Table,
    state: u32,
    rest: &'a [u8],
}

impl<'a> Row<'a> {
    /// Begins with a row.
    #[inline(always)]
    pub(super) fn of(table: &'a Table, squeezed: &'a [u8]) -> Self {
        let (head, rest) = squeezed.split_first_chunk().unwrap_or((&[0; 3], &[]));
        let [high, middle, low] = head.map(u32::from);
        Self { table, state: high << 16 | middle << 8 | low, rest }
    }

    /// The next symbol.
    #[inline(always)]
    pub(super) fn next(&mut self) -> u8 {
        let place = self.state % (1 << BITS);
        let symbol = usize::try_from(place).ok().and_then(|place| self.table.symbols.get(place)).copied().unwrap_or(0);
        let (share, begin) = self.table.shares.get(usize::from(symbol)).copied().unwrap_or((0, 0));
        let state = (u32::from(share) * (self.state >> BITS)).wrapping_add(place).wrapping_sub(u32::from(begin));
        // None, one or two bytes are taken in. Which is anybody's guess, so nothing here depends on guessing.
        let taken = usize::from(state < LEAST) + usize::from(state < LEAST >> 8);
        let next = match self.rest {
            [first, second, ..] => u16::from_be_bytes([*first, *second]),
            [last] => u16::from_be_bytes([*last, 0]),
            [] => 0,
        };
        let bits = if taken == 0 {
            0
        } else if taken == 1 {
            8
        } else {
            16
        };
        self.state = state << bits | u32::from(next) >> (16 - bits);
        self.rest = self.rest.get(taken..).unwrap_or_default();
        symbol
    }
}

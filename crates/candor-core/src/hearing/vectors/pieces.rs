//! What is the same for a piece wherever it stands: its row, and what the readings see of it. For pieces that were met
//! before it is kept, since a desk is written to in much the same words every day.

use std::{
    borrow::Cow,
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use super::{
    encoder::READING,
    weights::{Chunk, WIDTH},
};

/// So many pieces are kept, the first that come: some 17 MB. Of others it is calculated anew each time.
const MOST_KEPT: usize = 4096;

/// What is known of a piece by itself.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Its numbers, 0 to 63 each.
    pub(super) numbers: [i16; WIDTH],
    /// How they are meant.
    pub(super) chunk: Chunk,
    /// What the three readings see of it.
    pub(super) seen: [f32; 3 * READING],
}

/// The pieces met so far.
#[derive(Debug)]
pub(super) struct Pieces {
    known: Vec<OnceLock<Box<Piece>>>,
    count: AtomicUsize,
}

impl Piece {
    /// Its row.
    pub(super) fn row(&self, row: &mut [f32; WIDTH]) {
        for (to, number) in row.iter_mut().zip(&self.numbers) {
            *to = f32::from(*number) * self.chunk.step + self.chunk.low;
        }
    }
}

impl Pieces {
    /// None met of so many there are.
    pub(super) fn new(count: usize) -> Self {
        let known = std::iter::repeat_with(OnceLock::new).take(count).collect();
        Self { known, count: AtomicUsize::new(0) }
    }

    /// What is known of some pieces, in their order; `look` looks at those that were not met before, each once.
    pub(super) fn of(&self, pieces: &[usize], look: impl FnOnce(&[usize]) -> Vec<Piece>) -> Vec<Cow<'_, Piece>> {
        let known = |piece: usize| self.known.get(piece).and_then(OnceLock::get).map(Box::as_ref);
        let mut strange: Vec<usize> = pieces.iter().copied().filter(|piece| known(*piece).is_none()).collect();
        strange.sort_unstable();
        strange.dedup();
        let looked = if strange.is_empty() { Vec::new() } else { look(&strange) };
        for (piece, looked) in strange.iter().zip(&looked) {
            self.keep(*piece, looked);
        }
        let of = |piece: &usize| {
            let place = || strange.binary_search(piece).ok();
            known(*piece).map(Cow::Borrowed).or_else(|| looked.get(place()?).cloned().map(Cow::Owned))
        };
        pieces.iter().filter_map(of).collect()
    }

    fn keep(&self, piece: usize, looked: &Piece) {
        if self.count.load(Ordering::Relaxed) < MOST_KEPT
            && let Some(place) = self.known.get(piece)
            && place.set(Box::new(looked.clone())).is_ok()
        {
            self.count.fetch_add(1, Ordering::Relaxed);
        }
    }
}

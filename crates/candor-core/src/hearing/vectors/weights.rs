//! Reads `crates/candor-core/data/sentence-vectors.bin`, which `cargo xtask vectors` makes. Everything in it is little-endian:
//!
//! - `CANDORV1`; a checksum of what follows; how many pieces and rules; the score of an unknown letter;
//! - pieces in the order of their bytes, each as how many bytes it shares with the one before, how many are new, and
//!   those; their numbers in the source (3 bytes); their scores;
//! - rules of the normaliser: what is replaced, in the manner of the pieces, the length of the replacement, that;
//! - for each of 17 chunks of the table of the source: step, least value, commonest number; then how many tables serve to
//!   unpack rows and those; which serves each row; how long each row is, squeezed; how long all are, and they;
//! - matrices: inputs, outputs, step, a table to unpack them, how long they are, and they; rows of single numbers.

use fearless_simd::Level;

use super::{
    matrix::Matrix,
    tokens::{Pieces, Rules, Tokenizer},
    trie::Trie,
    unpack::{Row, Table},
};

/// The table of the source lies in so many chunks with a scale of their own.
const CHUNKS: usize = 17;

/// How many numbers a row of the table has.
pub(super) const WIDTH: usize = super::DIMENSIONS;

/// So many rows are unpacked at a time.
const AT_ONCE: usize = 4;

/// The rows of all pieces, squeezed as they lie in the file.
#[derive(Debug)]
pub(super) struct Rows {
    chunks: Vec<Chunk>,
    tables: Vec<Table>,
    /// For each piece its chunk, its table and where its row ends.
    places: Vec<(usize, usize, usize)>,
    squeezed: &'static [u8],
}

/// How the numbers of a chunk are meant.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chunk {
    /// The difference one makes.
    pub(super) step: f32,
    /// What zero means.
    pub(super) low: f32,
    middle: u8,
}

impl Rows {
    /// The numbers of some pieces, 0 to 63 each, piece by piece, and how those of each are meant. A piece that is not there
    /// has zeros.
    pub(super) fn rows(&self, pieces: &[usize]) -> Vec<([i16; WIDTH], Chunk)> {
        let nothing = Chunk { step: 0.0, low: 0.0, middle: 32 };
        let mut all = vec![([0; WIDTH], nothing); pieces.len()];
        let Some(table) = self.tables.first() else { return all };
        for (all, pieces) in all.chunks_mut(AT_ONCE).zip(pieces.chunks(AT_ONCE)) {
            let mut rows = [Row::of(table, &[]); AT_ONCE];
            for (row, (piece, (_, chunk))) in rows.iter_mut().zip(pieces.iter().zip(all.iter_mut())) {
                if let Some((squeezed, meant)) = self.row(*piece) {
                    (*row, *chunk) = (squeezed, meant);
                }
            }
            unpack(rows, all);
        }
        all
    }

    /// How many pieces there are.
    pub(super) const fn count(&self) -> usize {
        self.places.len()
    }

    fn row(&self, piece: usize) -> Option<(Row<'_>, Chunk)> {
        let (chunk, table, to) = *self.places.get(piece)?;
        let from = piece.checked_sub(1).and_then(|before| self.places.get(before)).map_or(0, |(_, _, end)| *end);
        Some((Row::of(self.tables.get(table)?, self.squeezed.get(from..to)?), *self.chunks.get(chunk)?))
    }
}

/// Unpacks rows in turn.
fn unpack(rows: [Row<'_>; AT_ONCE], all: &mut [([i16; WIDTH], Chunk)]) {
    let mut symbols = [[0_u8; WIDTH]; AT_ONCE];
    let [first, second, third, fourth] = &mut symbols;
    let [mut a, mut b, mut c, mut d] = rows;
    for (((first, second), third), fourth) in first.iter_mut().zip(second).zip(third).zip(fourth) {
        *first = a.next();
        *second = b.next();
        *third = c.next();
        *fourth = d.next();
    }
    for ((numbers, chunk), symbols) in all.iter_mut().zip(&symbols) {
        for (number, symbol) in numbers.iter_mut().zip(symbols) {
            *number = i16::from(symbol.wrapping_add(chunk.middle).wrapping_sub(32) & 63);
        }
    }
}

/// Everything the file holds.
#[derive(Debug)]
pub(super) struct Weights {
    /// Cuts texts into pieces.
    pub(super) tokenizer: Tokenizer,
    /// The rows of the pieces.
    pub(super) rows: Rows,
    /// Matrices in the order of the file.
    pub(super) matrices: Vec<Matrix>,
    /// Rows of single numbers in the order of the file.
    pub(super) numbers: Vec<Vec<f32>>,
}

/// How many matrices there are.
const MATRICES: usize = 16;

/// How many rows of single numbers there are.
const NUMBERS: usize = 18;

impl Weights {
    /// Reads all of it; `None` if the file is not whole or not of this shape.
    pub(super) fn read(level: Level, file: &'static [u8]) -> Option<Self> {
        let body = file.strip_prefix(b"CANDORV1")?;
        let (sum, body) = body.split_first_chunk()?;
        if checksum(body) != u64::from_le_bytes(*sum) {
            return None;
        }
        let mut reader = Reader(body);
        let (count, rules) = (reader.size()?, reader.size()?);
        let unknown = reader.float()?;
        let (texts, _): (Vec<_>, Vec<()>) = reader.strings(count, |_| Some(()))?;
        let ids: Vec<u32> = reader
            .take(count.checked_mul(3)?)?
            .as_chunks()
            .0
            .iter()
            .map(|[low, middle, high]| u32::from_le_bytes([*low, *middle, *high, 0]))
            .collect();
        let scores = reader.floats(count)?;
        let (replaced, replacements) = reader.strings(rules, |reader| {
            let length = usize::from(reader.byte()?);
            String::from_utf8(reader.take(length)?.to_vec()).ok()
        })?;
        let rows = reader.rows(&ids)?;
        let matrices = (0..MATRICES).map(|_| reader.matrix(level)).collect::<Option<_>>()?;
        let numbers = (0..NUMBERS)
            .map(|_| {
                let count = usize::from(reader.short()?);
                reader.floats(count)
            })
            .collect::<Option<_>>()?;
        let pieces = Pieces { trie: Trie::build(&texts)?, ids, scores, unknown };
        let rules = Rules { trie: Trie::build(&replaced)?, texts: replacements };
        let tokenizer = Tokenizer::new(rules, pieces)?;
        reader.0.is_empty().then_some(Self { tokenizer, rows, matrices, numbers })
    }
}

/// What has not been read yet.
struct Reader(&'static [u8]);

impl Reader {
    fn take(&mut self, count: usize) -> Option<&'static [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn byte(&mut self) -> Option<u8> {
        self.array().map(u8::from_le_bytes)
    }

    fn short(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    fn size(&mut self) -> Option<usize> {
        usize::try_from(self.array().map(u32::from_le_bytes)?).ok()
    }

    fn float(&mut self) -> Option<f32> {
        self.array().map(f32::from_le_bytes)
    }

    fn shorts(&mut self, count: usize) -> Option<impl Iterator<Item = u16> + use<>> {
        Some(self.take(count.checked_mul(2)?)?.as_chunks().0.iter().map(|two| u16::from_le_bytes(*two)))
    }

    fn floats(&mut self, count: usize) -> Option<Vec<f32>> {
        let bytes = self.take(count.checked_mul(4)?)?;
        Some(bytes.as_chunks().0.iter().map(|four| f32::from_le_bytes(*four)).collect())
    }

    /// Strings in ascending order, of which each is told by how it differs from the one before, and what follows each.
    fn strings<T>(
        &mut self,
        count: usize,
        mut more: impl FnMut(&mut Self) -> Option<T>,
    ) -> Option<(Vec<Vec<u8>>, Vec<T>)> {
        let (mut strings, mut others) = (Vec::<Vec<u8>>::new(), Vec::new());
        for _ in 0..count {
            let (shared, new) = (usize::from(self.byte()?), usize::from(self.byte()?));
            let before = strings.last().map_or(&[][..], Vec::as_slice);
            let string = [before.get(..shared)?, self.take(new)?].concat();
            if before >= string.as_slice() {
                return None;
            }
            strings.push(string);
            others.push(more(self)?);
        }
        Some((strings, others))
    }

    fn rows(&mut self, ids: &[u32]) -> Option<Rows> {
        let chunks = (0..CHUNKS)
            .map(|_| Some(Chunk { step: self.float()?, low: self.float()?, middle: self.byte()? }))
            .collect::<Option<_>>()?;
        let tables: Vec<Table> = (0..self.byte()?).map(|_| Table::read(self.shorts(64)?)).collect::<Option<_>>()?;
        let serving = self.take(ids.len())?;
        let lengths = self.shorts(ids.len())?;
        let mut end = 0;
        let mut places = Vec::with_capacity(ids.len());
        for ((id, table), length) in ids.iter().zip(serving).zip(lengths) {
            end += usize::from(length);
            places.push((usize::try_from(*id).ok()? % CHUNKS, usize::from(*table), end));
        }
        let count = self.size()?;
        let squeezed = self.take(count)?;
        (end == count && serving.iter().all(|table| usize::from(*table) < tables.len())).then_some(Rows {
            chunks,
            tables,
            places,
            squeezed,
        })
    }

    fn matrix(&mut self, level: Level) -> Option<Matrix> {
        let (inputs, outputs) = (usize::from(self.short()?), usize::from(self.short()?));
        let step = self.float()?;
        let table = Table::read(self.shorts(256)?)?;
        let length = self.size()?;
        let symbols = table.symbols(self.take(length)?).take(inputs * outputs);
        let weights: Vec<i8> = symbols.map(|symbol| i8::from_le_bytes([symbol ^ 0x80])).collect();
        Matrix::new(level, inputs, outputs, step, &weights)
    }
}

/// Notices a file that is not whole; `xtask/src/vectors/pack.rs` computes the same.
fn checksum(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks();
    let mut last = [0; 8];
    last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    let last = (!rest.is_empty()).then_some(&last);
    words
        .iter()
        .chain(last)
        .fold(0, |sum: u64, word| (sum.rotate_left(5) ^ u64::from_le_bytes(*word)).wrapping_mul(0x517c_c1b7_2722_0a95))
}

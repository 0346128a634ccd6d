//! Entropy coding (a range variant of asymmetric numeral systems): frequent numbers take few bits, and nothing is lost.
//! `crates/candor-core/src/hearing/vectors/unpack.rs` is the other half.

use anyhow::{Context, Result, ensure};

/// Shares of a table add up to this.
pub const WHOLE: u32 = 1 << 12;

/// The state never falls below this.
const LEAST: u32 = 1 << 16;

/// How frequent each symbol is, in parts of [`WHOLE`].
#[derive(Clone, Debug)]
pub struct Table {
    /// The share of each symbol.
    pub shares: Vec<u32>,
    begins: Vec<u32>,
}

impl Table {
    /// The table that suits these counts best. What occurs has a share; with `all` so has what does not.
    pub fn of(counts: &[u64], all: bool) -> Result<Self> {
        let total: u64 = counts.iter().sum();
        ensure!(total > 0, "nothing to count");
        let mut shares = Vec::new();
        for count in counts {
            let least = u64::from(all || *count > 0);
            shares.push(u32::try_from((count * u64::from(WHOLE) / total).max(least))?);
        }
        // What rounding took or gave is settled with the greatest share, where it matters least.
        let sum: u32 = shares.iter().sum();
        let greatest = shares.iter_mut().max().context("no symbols")?;
        *greatest = (*greatest + WHOLE).checked_sub(sum).filter(|share| *share > 0).context("too many rare symbols")?;
        let mut begins = Vec::new();
        let mut begin = 0;
        for share in &shares {
            begins.push(begin);
            begin += share;
        }
        Ok(Self { shares, begins })
    }

    /// How many bits each symbol takes.
    pub fn costs(&self) -> Vec<f64> {
        let bits = |share: &u32| if *share == 0 { 64.0 } else { f64::from(WHOLE).log2() - f64::from(*share).log2() };
        self.shares.iter().map(bits).collect()
    }

    /// The symbols, squeezed: three bytes of state, then what it takes in while unpacking.
    pub fn squeeze(&self, symbols: &[u8]) -> Result<Vec<u8>> {
        let mut state = LEAST;
        let mut backwards = Vec::new();
        for symbol in symbols.iter().rev() {
            let place = usize::from(*symbol);
            let (share, begin) = self.shares.get(place).zip(self.begins.get(place)).context("a symbol out of range")?;
            ensure!(*share > 0, "the table lacks {symbol}");
            while state >= ((LEAST / WHOLE) << 8) * share {
                backwards.push(state.to_le_bytes()[0]);
                state >>= 8;
            }
            state = state / share * WHOLE + state % share + begin;
        }
        let [low, middle, high, _] = state.to_le_bytes();
        backwards.extend([low, middle, high]);
        backwards.reverse();
        Ok(backwards)
    }
}

/// So many tables serve the rows: rows differ in how far their numbers spread.
const TABLES: usize = 12;

/// So often tables and rows are fitted to each other.
const ROUNDS: usize = 12;

/// Tables for rows of 64 symbols and, for each row, which of them is best. `counts` says how often a row has each symbol.
pub fn fit(counts: &[Vec<u64>]) -> Result<(Vec<Table>, Vec<usize>)> {
    let spread =
        |row: &Vec<u64>| row.iter().zip(0_u64..).map(|(count, symbol)| count * symbol.abs_diff(32)).sum::<u64>();
    let mut order: Vec<usize> = (0..counts.len()).collect();
    order.sort_by_key(|row| counts.get(*row).map(spread));
    let mut chosen = vec![0; counts.len()];
    for (place, row) in order.into_iter().enumerate() {
        if let Some(chosen) = chosen.get_mut(row) {
            *chosen = place * TABLES / counts.len();
        }
    }
    let mut tables = tables(counts, &chosen)?;
    for _ in 0..ROUNDS {
        let costs: Vec<Vec<f64>> = tables.iter().map(Table::costs).collect();
        for (row, chosen) in counts.iter().zip(&mut chosen) {
            let bits = |costs: &Vec<f64>| -> f64 {
                row.iter().zip(costs).filter(|(count, _)| **count > 0).map(|(count, cost)| number(*count) * cost).sum()
            };
            let all: Vec<f64> = costs.iter().map(bits).collect();
            let best = all.iter().enumerate().min_by(|(_, one), (_, other)| one.total_cmp(other));
            *chosen = best.map_or(0, |(place, _)| place);
        }
        tables = self::tables(counts, &chosen)?;
    }
    Ok((tables, chosen))
}

fn tables(counts: &[Vec<u64>], chosen: &[usize]) -> Result<Vec<Table>> {
    let mut sums = vec![vec![0; 64]; TABLES];
    for (row, chosen) in counts.iter().zip(chosen) {
        for (sum, count) in sums.get_mut(*chosen).into_iter().flatten().zip(row) {
            *sum += count;
        }
    }
    sums.iter().map(|sum| Table::of(sum, true)).collect()
}

fn number(count: u64) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

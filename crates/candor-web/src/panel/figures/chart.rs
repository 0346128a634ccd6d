//! Where the parts of a bar chart lie. Whole tenths of a unit only, so that the same figures always give the same picture.

/// Width of a chart, in units.
pub(super) const WIDTH: u64 = 720;
/// Its height.
pub(super) const HEIGHT: u64 = 220;
const LEFT: u64 = 46;
const RIGHT: u64 = 6;
const TOP: u64 = 12;
const BOTTOM: u64 = 26;
/// So many lines the axis has at most.
const MOST_TICKS: u64 = 5;
/// So many words are under the bars at most.
const MOST_LABELS: usize = 12;

/// What stands at one place of the axis below.
pub(super) struct Column {
    /// The words under it.
    pub label: String,
    /// What it says when pointed at.
    pub title: String,
    /// Its parts, from below.
    pub parts: Vec<u64>,
}

/// A chart, ready to be written down.
pub(super) struct Chart {
    /// The lines across with their figures, from below.
    pub ticks: Vec<Tick>,
    /// The columns.
    pub bars: Vec<Bar>,
}

/// A line across.
pub(super) struct Tick {
    /// Its height.
    pub y: String,
    /// What it stands for.
    pub value: u64,
}

/// A column.
pub(super) struct Bar {
    /// The whole height of the place, to be pointed at.
    pub x: String,
    /// Its width with the gap.
    pub width: String,
    /// The middle, for the words.
    pub middle: String,
    /// Words under it, where there is room.
    pub label: Option<String>,
    /// What it says when pointed at.
    pub title: String,
    /// The parts: which series from 1, left, top, width, height.
    pub parts: Vec<(usize, String, String, String, String)>,
}

impl Chart {
    /// Lays columns out.
    pub(super) fn of(columns: Vec<Column>) -> Self {
        let most = columns.iter().map(|column| column.parts.iter().sum::<u64>()).max().unwrap_or_default();
        let step = step(most);
        let top = most.div_ceil(step).max(1).saturating_mul(step);
        let (wide, high) = ((WIDTH - LEFT - RIGHT) * 10, (HEIGHT - TOP - BOTTOM) * 10);
        let scaled = |value: u64| share(value, top, high);
        let floor = (HEIGHT - BOTTOM) * 10;
        let ticks = (0..=top / step).map(|place| place.saturating_mul(step));
        let ticks = ticks.map(|value| Tick { y: tenths(floor.saturating_sub(scaled(value))), value }).collect();
        let count = u64::try_from(columns.len()).unwrap_or(1).max(1);
        let every = columns.len().div_ceil(MOST_LABELS).max(1);
        let bars = columns.into_iter().zip(0_u64..).map(|(column, place)| {
            let (left, right) = (LEFT * 10 + wide * place / count, LEFT * 10 + wide * (place + 1) / count);
            let room = right - left;
            let gap = room / 6;
            let mut below = floor;
            let mut parts = Vec::new();
            for (series, value) in (1..).zip(&column.parts).filter(|(_, value)| **value > 0) {
                // What is there is seen, however little it is.
                let height = scaled(*value).max(5);
                below = below.saturating_sub(height);
                parts.push((series, tenths(left + gap / 2), tenths(below), tenths(room - gap), tenths(height)));
            }
            let has_label = usize::try_from(place).is_ok_and(|place| place % every == 0);
            Bar {
                x: tenths(left),
                width: tenths(room),
                middle: tenths(left + room / 2),
                label: has_label.then_some(column.label),
                title: column.title,
                parts,
            }
        });
        Self { ticks, bars: bars.collect() }
    }

    /// Where the lines across begin and end, where the axis is, where the words below it are.
    pub(super) fn places(&self) -> [u64; 5] {
        [LEFT, WIDTH - RIGHT, HEIGHT - BOTTOM, HEIGHT - 8, LEFT - 7]
    }

    /// The middle of the lines' figures is so much below them.
    pub(super) fn is_empty(&self) -> bool {
        self.bars.iter().all(|bar| bar.parts.is_empty())
    }
}

/// The distance of two lines: one, two or five of some power of ten.
fn step(most: u64) -> u64 {
    let mut power = 1_u64;
    loop {
        for step in [1, 2, 5].map(|digit| power.saturating_mul(digit)) {
            if most.div_ceil(step) <= MOST_TICKS {
                return step;
            }
        }
        power = power.saturating_mul(10);
    }
}

fn share(value: u64, of: u64, whole: u64) -> u64 {
    let scaled = u128::from(value) * u128::from(whole) / u128::from(of.max(1));
    u64::try_from(scaled).unwrap_or(whole).min(whole)
}

fn tenths(number: u64) -> String {
    format!("{}.{}", number / 10, number % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(values: &[u64]) -> Chart {
        let column = |value: &u64| Column { label: "d".to_owned(), title: String::new(), parts: vec![*value] };
        Chart::of(values.iter().map(column).collect())
    }

    #[test]
    fn the_axis_has_at_most_six_round_lines_and_none_between_whole_things() {
        for (most, wanted) in [(0, 1), (1, 1), (5, 1), (6, 2), (11, 5), (26, 10), (99, 20), (101, 50), (4_321, 1_000)] {
            assert_eq!(step(most), wanted, "{most}");
        }
        let values: Vec<u64> = chart(&[7, 3]).ticks.iter().map(|tick| tick.value).collect();
        assert_eq!(values, [0, 2, 4, 6, 8]);
        assert!(step(u64::MAX) > 0, "it ends");
    }

    #[test]
    fn a_bar_is_as_high_as_its_figure_and_one_of_little_is_still_seen() {
        let chart = chart(&[10, 5, 0, 1]);
        let heights: Vec<Option<&str>> =
            chart.bars.iter().map(|bar| bar.parts.first().map(|part| part.4.as_str())).collect();
        assert_eq!(heights, [Some("182.0"), Some("91.0"), None, Some("18.2")]);
        let tiny = super::tests::chart(&[100_000, 1]);
        assert_eq!(tiny.bars[1].parts[0].4, "0.5");
        assert_eq!(chart.ticks[0].y, "194.0");
    }

    #[test]
    fn parts_stand_on_one_another_and_bars_stay_within_the_chart() {
        let column = |_| Column { label: "d".to_owned(), title: String::new(), parts: vec![3, 0, 1] };
        let chart = Chart::of((0..366).map(column).collect());
        let part = |bar: &Bar, place: usize| -> (f64, f64, usize) {
            (bar.parts[place].2.parse().unwrap(), bar.parts[place].4.parse().unwrap(), bar.parts[place].0)
        };
        for bar in &chart.bars {
            let ((below, high, _), (top, small, series)) = (part(bar, 0), part(bar, 1));
            assert!((below + high - 194.0).abs() < 0.11 && (top + small - below).abs() < 0.11);
            assert_eq!(series, 3, "a series keeps its colour where another is missing");
            assert!(bar.x.parse::<f64>().unwrap() + bar.width.parse::<f64>().unwrap() <= 714.0);
        }
        assert!(chart.bars.iter().filter(|bar| bar.label.is_some()).count() <= MOST_LABELS);
        assert!(super::tests::chart(&[0, 0]).is_empty() && super::tests::chart(&[]).is_empty());
    }
}

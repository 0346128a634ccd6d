//! Several rows in one statement. On SQLite a statement costs two changes of thread however little it does, so a commit costs by how many
//! it has rather than by what they write.

/// So many rows are written by one statement at most: each number of rows is a text of its own, and texts are kept prepared.
pub(crate) const MOST_ROWS: usize = 8;

/// Places for so many rows of so many values, from the first place on: `($1, $2), ($3, $4)`.
pub(crate) fn places(rows: usize, columns: usize) -> String {
    places_as(rows, columns, |_, place| format!("${place}"))
}

/// The same, with what stands at a place: of which column, counted from 0, it is, and its number.
pub(crate) fn places_as(rows: usize, columns: usize, written: impl Fn(usize, usize) -> String) -> String {
    let row = |row: usize| {
        let places = (0..columns).map(|column| written(column, row * columns + column + 1)).collect::<Vec<_>>();
        format!("({})", places.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_numbered_through_all_rows() {
        assert_eq!(places(2, 3), "($1, $2, $3), ($4, $5, $6)");
        assert_eq!(places_as(2, 1, |_, place| format!("f(${place})")), "(f($1)), (f($2))");
    }
}

//! Versions and what is required of them, as far as RustSec's list uses cargo's language for it: comparisons, `^` and `~`, joined by
//! commas. What is not understood is met by nothing, so that a hole is told rather than passed over.

use std::cmp::Ordering;

/// A version: its three numbers, and what stands behind a dash.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Version {
    numbers: [u64; 3],
    before: Option<String>,
}

impl Version {
    /// With how many of its numbers were said.
    fn read(text: &str) -> Option<(Self, usize)> {
        let text = text.trim();
        let text = text.split_once('+').map_or(text, |(text, _)| text);
        let (core, before) =
            text.split_once('-').map_or((text, None), |(core, before)| (core, Some(before.to_owned())));
        let mut numbers = [0; 3];
        let said = core.split('.').count();
        if said > numbers.len() {
            return None;
        }
        for (number, part) in numbers.iter_mut().zip(core.split('.')) {
            *number = part.parse().ok()?;
        }
        Some((Self { numbers, before }, said))
    }

    /// Whether this many of the first numbers are those of another.
    fn begins_as(&self, other: &Self, count: usize) -> bool {
        self.numbers.iter().zip(&other.numbers).take(count).all(|(one, other)| one == other)
    }

    /// One for trial comes before the one it tries. Between two of one version the order of their texts decides.
    fn cmp(&self, other: &Self) -> Ordering {
        let before = match (&self.before, &other.before) {
            (Some(one), Some(other)) => one.cmp(other),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        self.numbers.cmp(&other.numbers).then(before)
    }
}

/// Whether a version meets all that is required.
pub fn is_met(version: &str, requirement: &str) -> bool {
    let Some((version, _)) = Version::read(version) else { return false };
    requirement.split(',').all(|part| is_part_met(&version, part.trim()).unwrap_or(false))
}

fn is_part_met(version: &Version, part: &str) -> Option<bool> {
    let (sign, wanted) = [">=", "<=", ">", "<", "=", "^", "~"]
        .into_iter()
        .find_map(|sign| Some((sign, part.strip_prefix(sign)?)))
        .unwrap_or(("^", part));
    let (wanted, said) = Version::read(wanted)?;
    let order = version.cmp(&wanted);
    Some(match sign {
        ">=" => order != Ordering::Less,
        ">" => order == Ordering::Greater,
        "<=" => order != Ordering::Greater,
        "<" => order == Ordering::Less,
        "=" => version.begins_as(&wanted, said) && version.before == wanted.before,
        "~" => order != Ordering::Less && version.begins_as(&wanted, said.min(2)),
        // The first number that is not nought stays.
        _ => {
            let leading = wanted.numbers.iter().position(|number| *number > 0).map_or(said, |at| at + 1);
            order != Ordering::Less && version.begins_as(&wanted, leading)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::is_met;

    #[test]
    fn a_requirement_is_met_as_cargo_understands_it() {
        for (version, requirement) in [
            ("1.2.3", ">= 1.2.3"),
            ("1.2.4", "> 1.2.3"),
            ("1.2.3", "<= 1.2.3"),
            ("1.2.2", "< 1.2.3"),
            ("1.9.0", "^1.2"),
            ("0.3.9", "^0.3.2"),
            ("0.0.3", "^0.0.3"),
            ("1.2.9", "~1.2.3"),
            ("1.2.9", "=1.2"),
            ("0.5.1", ">=0.5.1, <0.6"),
            ("1.4.0", "1.3"),
            ("1.0.0", "> 1.0.0-rc.1"),
            ("1.2.3+build", "=1.2.3"),
        ] {
            assert!(is_met(version, requirement), "{version} {requirement}");
        }
        for (version, requirement) in [
            ("1.2.2", ">= 1.2.3"),
            ("1.2.3", "> 1.2.3"),
            ("2.0.0", "^1.2"),
            ("0.4.0", "^0.3.2"),
            ("0.0.4", "^0.0.3"),
            ("1.3.0", "~1.2.3"),
            ("0.6.0", ">=0.5.1, <0.6"),
            ("1.0.0-rc.1", ">= 1.0.0"),
            ("1.0.0", "whatever"),
            ("1.0.0", ""),
            ("not a version", ">= 0"),
            ("1.2.3.4", ">= 0"),
        ] {
            assert!(!is_met(version, requirement), "{version} {requirement}");
        }
    }
}

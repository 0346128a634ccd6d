//! Slows guessing down: after some wrong tries within a quarter of an hour nothing more is tried for the rest of it. Counted
//! by name and address together, by name, and by address; kept in this process.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use candor_core::moment::Moment;

/// Tries are counted over so long, in milliseconds.
const SPAN_MILLIS: i64 = 15 * 60 * 1000;

/// So many wrong tries of one name from one address.
const MOST_TOGETHER: u32 = 5;
/// So many of one name, from wherever: high, so that nobody can keep somebody else out easily.
const MOST_OF_NAME: u32 = 50;
/// So many from one address: a whole office may be behind it.
const MOST_OF_ADDRESS: u32 = 50;

/// So many names and addresses are remembered at most; beyond that the oldest go.
const MOST_KEPT: usize = 20_000;

/// The tries of late.
#[derive(Default)]
pub(crate) struct Throttle(Mutex<HashMap<String, Tries>>);

#[derive(Clone, Copy)]
struct Tries {
    since: Moment,
    wrong: u32,
}

fn keys(name: &str, address: &str) -> Vec<(String, u32)> {
    let mut keys = vec![(format!("{name} {address}"), MOST_TOGETHER), (format!("name {name}"), MOST_OF_NAME)];
    // Nobody is kept out for what others did whose address is not known either.
    if !address.is_empty() {
        keys.push((format!("address {address}"), MOST_OF_ADDRESS));
    }
    keys
}

impl Throttle {
    /// Whether another try is allowed.
    ///
    /// # Errors
    /// After how many seconds it will be.
    pub(crate) fn ask(&self, name: &str, address: &str, now: Moment) -> Result<(), u64> {
        let tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let waits = keys(name, address).into_iter().filter_map(|(key, most)| {
            let known = tries.get(&key).filter(|known| known.wrong >= most)?;
            let left = SPAN_MILLIS.saturating_sub(now.millis_since(known.since));
            u64::try_from(left).ok().filter(|left| *left > 0)
        });
        waits.max().map_or(Ok(()), |millis| Err(millis.div_ceil(1000)))
    }

    /// Counts a wrong try.
    pub(crate) fn wrong(&self, name: &str, address: &str, now: Moment) {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if tries.len() >= MOST_KEPT {
            tries.retain(|_, known| now.millis_since(known.since) < SPAN_MILLIS);
            if tries.len() >= MOST_KEPT {
                tries.clear();
            }
        }
        for (key, _) in keys(name, address) {
            let known = tries.entry(key).or_insert(Tries { since: now, wrong: 0 });
            if now.millis_since(known.since) >= SPAN_MILLIS {
                *known = Tries { since: now, wrong: 0 };
            }
            known.wrong = known.wrong.saturating_add(1);
        }
    }

    /// Forgets the wrong tries of whoever got in.
    pub(crate) fn right(&self, name: &str, address: &str) {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (key, most) in keys(name, address) {
            if most != MOST_OF_ADDRESS || key.starts_with("name ") {
                tries.remove(&key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_five_wrong_tries_a_name_rests_at_this_address_and_nowhere_else() {
        let (throttle, start) = (Throttle::default(), Moment::from_seconds(1_000));
        for _ in 0..5 {
            assert_eq!(throttle.ask("anna", "1.2.3.4", start), Ok(()));
            throttle.wrong("anna", "1.2.3.4", start);
        }
        assert_eq!(throttle.ask("anna", "1.2.3.4", start.plus_seconds(60)), Err(14 * 60));
        assert_eq!(throttle.ask("anna", "5.6.7.8", start), Ok(()));
        assert_eq!(throttle.ask("vera", "1.2.3.4", start), Ok(()));
        assert_eq!(throttle.ask("anna", "1.2.3.4", start.plus_seconds(15 * 60)), Ok(()));
    }

    #[test]
    fn where_addresses_are_not_known_nobody_is_kept_out_for_others() {
        let (throttle, start) = (Throttle::default(), Moment::from_seconds(1_000));
        for number in 0..200 {
            throttle.wrong(&format!("name{number}"), "", start);
        }
        assert_eq!(throttle.ask("anna", "", start), Ok(()));
    }

    #[test]
    fn guessing_one_name_from_many_addresses_and_many_names_from_one_ends_too() {
        let (throttle, start) = (Throttle::default(), Moment::from_seconds(1_000));
        for number in 0..50 {
            throttle.wrong("anna", &format!("10.0.0.{number}"), start);
            throttle.wrong(&format!("name{number}"), "1.2.3.4", start);
        }
        assert!(throttle.ask("anna", "9.9.9.9", start).is_err());
        assert!(throttle.ask("somebody", "1.2.3.4", start).is_err());
        throttle.right("anna", "9.9.9.9");
        assert_eq!(throttle.ask("anna", "9.9.9.9", start), Ok(()));
    }
}

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
    /// Takes a try, counted as a wrong one until it is [given back](Self::refund): however many are made at once, no more than are
    /// allowed begin.
    ///
    /// # Errors
    /// After how many seconds another try is allowed; then none was taken.
    pub(crate) fn take(&self, name: &str, address: &str, now: Moment) -> Result<(), u64> {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let keys = keys(name, address);
        let waits = keys.iter().filter_map(|(key, most)| {
            let known = tries.get(key).filter(|known| known.wrong >= *most)?;
            let left = SPAN_MILLIS.saturating_sub(now.millis_since(known.since));
            u64::try_from(left).ok().filter(|left| *left > 0)
        });
        if let Some(millis) = waits.max() {
            return Err(millis.div_ceil(1000));
        }
        if tries.len() >= MOST_KEPT {
            make_room(&mut tries, now);
        }
        for (key, _) in keys {
            let known = tries.entry(key).or_insert(Tries { since: now, wrong: 0 });
            if now.millis_since(known.since) >= SPAN_MILLIS {
                *known = Tries { since: now, wrong: 0 };
            }
            known.wrong = known.wrong.saturating_add(1);
        }
        Ok(())
    }

    /// Gives a try back that was not wrong.
    pub(crate) fn refund(&self, name: &str, address: &str) {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (key, _) in keys(name, address) {
            give_back(&mut tries, &key);
        }
    }

    /// Forgets the wrong tries of whoever got in, and gives the address this one back.
    pub(crate) fn right(&self, name: &str, address: &str) {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (key, most) in keys(name, address) {
            if most != MOST_OF_ADDRESS || key.starts_with("name ") {
                tries.remove(&key);
            } else {
                give_back(&mut tries, &key);
            }
        }
    }
}

fn give_back(tries: &mut HashMap<String, Tries>, key: &str) {
    if let Some(known) = tries.get_mut(key) {
        known.wrong = known.wrong.saturating_sub(1);
    }
}

/// Lets those go that count no more, and where that is not enough the oldest quarter.
fn make_room(tries: &mut HashMap<String, Tries>, now: Moment) {
    tries.retain(|_, known| now.millis_since(known.since) < SPAN_MILLIS);
    if tries.len() < MOST_KEPT {
        return;
    }
    let mut oldest: Vec<_> = tries.iter().map(|(key, known)| (known.since, key.clone())).collect();
    oldest.sort_unstable();
    for (_, key) in oldest.into_iter().take(MOST_KEPT / 4) {
        tries.remove(&key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_five_wrong_tries_a_name_rests_at_this_address_and_nowhere_else() {
        let (throttle, start) = (Throttle::default(), Moment::from_seconds(1_000));
        for _ in 0..5 {
            assert_eq!(throttle.take("anna", "1.2.3.4", start), Ok(()));
        }
        assert_eq!(throttle.take("anna", "1.2.3.4", start.plus_seconds(60)), Err(14 * 60));
        assert_eq!(throttle.take("anna", "5.6.7.8", start), Ok(()));
        assert_eq!(throttle.take("vera", "1.2.3.4", start), Ok(()));
        assert_eq!(throttle.take("anna", "1.2.3.4", start.plus_seconds(15 * 60)), Ok(()));
    }

    #[test]
    fn of_many_tries_at_once_no_more_begin_than_are_allowed() {
        let (throttle, start) = (Throttle::default(), Moment::from_seconds(1_000));
        let begun = std::thread::scope(|scope| {
            let try_once = || usize::from(throttle.take("anna", "1.2.3.4", start).is_ok());
            let tries: Vec<_> = (0..20).map(|_| scope.spawn(try_once)).collect();
            tries.into_iter().map(|one| one.join().unwrap()).sum::<usize>()
        });
        assert_eq!(begun, 5);
        throttle.refund("anna", "1.2.3.4");
        assert_eq!(throttle.take("anna", "1.2.3.4", start), Ok(()), "one was not wrong");
        assert!(throttle.take("anna", "1.2.3.4", start).is_err());
    }

    #[test]
    fn where_addresses_are_not_known_nobody_is_kept_out_for_others() {
        let (throttle, start) = (Throttle::default(), Moment::from_seconds(1_000));
        for number in 0..200 {
            throttle.take(&format!("name{number}"), "", start).unwrap();
        }
        assert_eq!(throttle.take("anna", "", start), Ok(()));
    }

    #[test]
    fn guessing_one_name_from_many_addresses_and_many_names_from_one_ends_too() {
        let (throttle, start) = (Throttle::default(), Moment::from_seconds(1_000));
        for number in 0..50 {
            throttle.take("anna", &format!("10.0.0.{number}"), start).unwrap();
            throttle.take(&format!("name{number}"), "1.2.3.4", start).unwrap();
        }
        assert!(throttle.take("anna", "9.9.9.9", start).is_err());
        assert!(throttle.take("somebody", "1.2.3.4", start).is_err());
        throttle.right("anna", "9.9.9.9");
        assert_eq!(throttle.take("anna", "9.9.9.9", start), Ok(()));
    }

    #[test]
    fn whoever_fills_the_memory_pushes_the_oldest_out_and_nobody_who_tried_of_late() {
        let (throttle, start) = (Throttle::default(), Moment::from_seconds(1_000));
        for number in 0..MOST_KEPT / 2 {
            throttle.take(&format!("name{number}"), "", start).unwrap();
        }
        for _ in 0..5 {
            throttle.take("anna", "1.2.3.4", start.plus_seconds(1)).unwrap();
        }
        throttle.take("one more", "", start.plus_seconds(2)).unwrap();
        assert!(throttle.take("anna", "1.2.3.4", start.plus_seconds(2)).is_err());
        assert!(throttle.0.lock().unwrap().len() < MOST_KEPT);
    }
}

//! What contacts wrote that the desk did not understand, grouped into lessons its owner can teach or let go.

use std::sync::PoisonError;

use candor_core::{
    hearing::lessons::{Lesson, lessons_with},
    roles::Deed,
    script::Script,
};

use super::{ActError, Bench, Refusal};

/// So many of the newest messages are looked at: understanding them takes one or two milliseconds each.
const MOST_READ: u32 = 400;

/// The lessons of a script.
#[derive(Debug)]
pub struct Lessons {
    /// The version in use, which they would be taught to.
    pub script: Script,
    /// Biggest first.
    pub lessons: Vec<Lesson>,
}

impl Lessons {
    /// The lesson with this number, or the one a message of this number has become part of.
    pub fn find(&self, number: i64) -> Option<&Lesson> {
        self.lessons.iter().find(|lesson| lesson.members.contains(&number))
    }

    /// How many messages they are made of.
    pub fn messages(&self) -> usize {
        self.lessons.iter().map(|lesson| lesson.members.len()).sum()
    }
}

/// Groups what was not understood in conversations along a script.
///
/// # Errors
/// [`Refusal::MayNot`], [`candor_store::Error::Missing`] if nothing was published under this name,
/// and whatever keeps the store from answering.
pub async fn list_lessons(bench: &Bench<'_>, script_name: &str) -> Result<Lessons, ActError> {
    bench.must_be_allowed(Deed::TeachScript)?;
    let head = bench.desk.shelf.head(&bench.business, script_name).await?;
    let shelved = bench.desk.shelf.take(&bench.business, &head).await?;
    let unheard = bench.desk.store.unheard(&bench.business, script_name, MOST_READ).await?;
    // Beside whatever else this machine does: hundreds of messages take a while.
    let grouping = tokio::task::spawn_blocking(move || {
        let mut meanings = shelved.meanings.lock().unwrap_or_else(PoisonError::into_inner);
        Lessons { script: shelved.script.clone(), lessons: lessons_with(&unheard, &shelved.ear, &mut meanings) }
    });
    Ok(grouping.await.map_err(|_| candor_store::Error::Raced)?)
}

/// The script a lesson belongs to, by the number of any of its messages: one number is never of two scripts.
///
/// # Errors
/// [`Refusal::NoSuchLesson`], [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn script_of_lesson(bench: &Bench<'_>, number: i64) -> Result<String, ActError> {
    bench.must_be_allowed(Deed::TeachScript)?;
    let script = bench.desk.store.script_of_unheard(&bench.business, number).await?;
    Ok(script.ok_or(Refusal::NoSuchLesson(number))?)
}

//! What can go wrong, by what the caller should do next. An absent row is `None`, not an error, where looking is all
//! that was asked.

/// Why something could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Somebody else changed it: read it again and decide anew.
    #[error("{0} was changed by somebody else; read it again and decide anew")]
    Conflict(&'static str),
    /// The database cannot answer now: nothing was written as far as anybody knows, try again later. Every write of
    /// the store may be repeated without harm.
    #[error("the database is busy or away ({0}); try again in a moment")]
    Busy(String),
    /// Another writer was in the way, several times in a row: try again at once.
    #[error("another writer was in the way; try again")]
    Raced,
    /// There is no space: nothing was written. Works again once there is space.
    #[error("the disk is full ({0}); free some space, nothing else needs to be done")]
    Full(String),
    /// What the call rests on does not exist.
    #[error("there is no such {0}")]
    Missing(&'static str),
    /// Something stored cannot be read: call a person.
    #[error("what is stored in {0} cannot be read; restore a backup or ask for help")]
    Corrupt(String),
    /// The store was closed: stop.
    #[error("the store is closed")]
    Closed,
    /// Anything else: log it.
    #[error("the database refused: {0}")]
    Other(String),
}

//! What differs between the databases: how they are opened and the few words one of them lacks.

pub(crate) mod postgres;
pub(crate) mod sqlite;

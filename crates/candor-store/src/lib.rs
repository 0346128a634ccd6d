//! Remembers: SQLite or PostgreSQL behind one door.

//! One check a file.

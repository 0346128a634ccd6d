//! Sealed values open where they were sealed and nowhere else.

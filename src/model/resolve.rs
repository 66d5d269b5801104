//! From as written to as used.

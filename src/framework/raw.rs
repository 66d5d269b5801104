//! The framework as written.

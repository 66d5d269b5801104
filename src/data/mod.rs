//! The report as data.

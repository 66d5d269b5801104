//! Charts: from data to a recorded picture.

pub mod picture;

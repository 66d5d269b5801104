//! The integration tests, in one binary so that they are linked once.
//!
//! `project` is the harness; every other module is an area.
#![expect(clippy::disallowed_methods, reason = "tests look at real files; only the tool itself goes through source::system")]

mod agreement;
mod charts;
mod cli;
mod comments;
mod data;
mod demo;
mod docs;
mod document;
mod editions;
mod exceptions;
mod fonts;
mod fuzz;
mod hostile;
mod kill;
mod layering;
mod limits;
mod mistakes;
mod names;
mod partial;
mod project;
mod scaffold;
mod serve;
mod structures;

//! bluebook: YAML findings and scored data in, published inspection reports out.
//!
//! The pipeline, in the order of [`build::pipeline`]:
//!
//! 1. [`source`] reads files into trees and records that know their places; [`framework`] and [`model`] turn what is written
//!    into what is meant, and collect every problem on the way;
//! 2. [`scoring`] works out every score with exact fractions and holds what is stated against what it can be;
//! 3. [`document`] makes one tree of meaning: words, order, numbers, letters and cross-references are settled there;
//! 4. [`checks`] reads it as an attentive editor with a calculator would; [`chart`] records each chart as lines, shapes and words; [`layout`] cuts the document into pages;
//! 5. [`html`], [`pdf`] and [`data`] give the tree its forms and decide nothing;
//! 6. [`build`] puts the files together and swaps the edition in whole; [`cli`] says what happened.
//!
//! `docs/architecture.md` has the levels and who may import whom.

pub mod build;
pub mod chart;
pub mod checks;
pub mod cli;
pub mod data;
pub mod date;
pub mod diag;
pub mod document;
pub mod framework;
pub mod geom;
pub mod html;
pub mod layout;
pub mod locale;
pub mod model;
pub mod number;
pub mod pdf;
pub mod scaffold;
pub mod scoring;
pub mod serve;
pub mod source;
pub mod text;
pub mod theme;

//! bluebook: YAML findings and scored data in, published inspection reports out.

pub mod build;
pub mod chart;
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
pub mod source;
pub mod text;
pub mod theme;

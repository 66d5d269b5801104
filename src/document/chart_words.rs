//! stub
use super::chart_spec::ChartSpec;
use crate::{framework::Framework, locale::Locale, scoring::Scores};
/// stub
pub struct ChartWords {
    pub spec: ChartSpec,
    pub headline: String,
    pub subtitle: String,
    pub alt: String,
    pub columns: Vec<(String, bool)>,
    pub rows: Vec<Vec<String>>,
}
/// stub
pub fn criterion_scores(_: &Framework, _: &Scores, _: &str, _: Option<&str>, _: &Locale) -> ChartWords {
    todo!()
}

//! Findings, vignettes and recommendations.

use crate::diag::{Span, Spanned};

/// The findings of one section.
#[derive(Debug, Clone)]
pub struct SectionFindings {
    /// The section's number.
    pub section: String,
    /// Markdown before the first criterion.
    pub introduction: Option<Spanned<String>>,
    /// The findings of each criterion, in the framework's order, none missing.
    pub criteria: Vec<CriterionFindings>,
    /// Markdown after the last criterion, about the section as a whole.
    pub commentary: Option<Spanned<String>>,
}

/// The findings of one criterion.
#[derive(Debug, Clone)]
pub struct CriterionFindings {
    /// The criterion's number.
    pub criterion: String,
    /// Where the criterion stands in the section's file.
    pub span: Span,
    /// Markdown before the findings.
    pub introduction: Option<Spanned<String>>,
    /// The findings of each group, in the framework's order of groups; groups that the criterion lacks are left out.
    pub groups: Vec<(String, Vec<Finding>)>,
    /// The ids of the good-practice examples that stand between the findings and the conclusion.
    pub examples: Vec<Spanned<String>>,
    /// The conclusion in the report's own words, as Markdown.
    pub conclusion: Option<Spanned<String>>,
}

/// One finding.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Its text, as Markdown.
    pub text: Spanned<String>,
    /// A name that keeps its link through insertions.
    pub id: Option<Spanned<String>>,
}

/// A list of recommendations.
#[derive(Debug, Clone)]
pub struct RecommendationList {
    /// Its name: `main`, or the report's own.
    pub name: String,
    /// What it is called where one of its recommendations is referred to.
    pub title: Option<String>,
    /// The recommendations in order.
    pub items: Vec<Recommendation>,
}

impl RecommendationList {
    /// The list that `{recommendations}` prints.
    pub const MAIN: &'static str = "main";
}

/// A recommendation.
#[derive(Debug, Clone)]
pub struct Recommendation {
    /// Its text, as Markdown.
    pub text: Spanned<String>,
    /// A name to refer to.
    pub id: Option<Spanned<String>>,
}

/// A good-practice example.
#[derive(Debug, Clone)]
pub struct Vignette {
    /// A name to place it by.
    pub id: Option<Spanned<String>>,
    /// Its title, if it has one of its own.
    pub label: Option<Spanned<String>>,
    /// The number of the criterion it belongs to.
    pub criterion: Option<Spanned<String>>,
    /// Its story, as Markdown.
    pub story: Spanned<String>,
}

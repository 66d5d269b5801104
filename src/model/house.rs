//! The house's own rules, from `programme.yaml`: how grave each check is, limits on lengths, and preferred words.

use crate::diag::{Severity, Spanned};

/// The house's rules.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct House {
    /// How grave a check's findings are, by the check's name, where it is not as the check itself says.
    pub checks: Vec<(Spanned<String>, Strictness)>,
    /// How long texts and lists may be.
    pub limits: Limits,
    /// Words that the house does not write.
    pub words: Vec<HouseWord>,
}

/// What becomes of a check's findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// The check does not run.
    Off,
    /// They are this grave.
    As(Severity),
}

impl Strictness {
    /// All of them with the names that content uses.
    pub const NAMES: [(&'static str, Self); 4] = [
        ("error", Self::As(Severity::Error)),
        ("warning", Self::As(Severity::Warning)),
        ("note", Self::As(Severity::Note)),
        ("off", Self::Off),
    ];
}

/// How long texts and lists may be; what is `None` has no limit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Limits {
    /// Words in a sentence; 25 unless the house says otherwise.
    pub sentence: Option<u32>,
    /// Recommendations in one list.
    pub recommendations: Option<u32>,
    /// Words in a part, by the part's name.
    pub parts: Vec<(Spanned<String>, u32)>,
}

/// Words that the house does not write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseWord {
    /// The words as they may not be written; capitals count only where they have any.
    pub avoid: Vec<Spanned<String>>,
    /// What to write in their place, if there is anything.
    pub write: Option<String>,
    /// Why.
    pub because: Option<String>,
}

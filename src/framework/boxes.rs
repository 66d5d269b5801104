//! What a score's box says, and which scores have one.

use crate::diag::Problems;
use crate::source::decode::{Decode, Place, Shape, decode_choice, record};
use crate::source::yaml::{Kind, Node};

record! {
    /// What scores' boxes say, and which scores have one; everything, if nothing is said.
    pub struct RawScoreBoxes {
        /// The boxes of criteria: what they say, or false for none.
        criteria: Written = optional "criteria",
        /// The boxes of sections: what they say, or false for none.
        sections: Written = optional "sections",
        /// The boxes of threads.
        headlines: RawScoreBox = optional "headlines",
        /// Scores of inspections side by side: the last one large with the others below it (last-first, if nothing is said), or all of
        /// the same weight in their order (side-by-side).
        inspections: Standing = optional "inspections",
    }
}

record! {
    /// What a score's box says besides the score.
    pub struct RawScoreBox {
        /// Whether a label stands before the score.
        label: bool = optional "label",
        /// Whether the band's comment, or its name, stands below it.
        comment: bool = optional "comment",
        /// Whether it says where the score stands to the priority line.
        priority_line: bool = optional "priority-line",
    }
}

/// What boxes of a kind say, or that there are none.
#[derive(Debug, Clone)]
pub struct Written(Option<ScoreBox>);

impl Decode for Written {
    fn shape() -> Shape {
        Shape::Either(vec![Shape::Flag, RawScoreBox::shape()])
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        match node.kind {
            Kind::Mapping { .. } => RawScoreBox::decode(node, place, problems).map(|raw| Self(Some(raw.into()))),
            _ => bool::decode(node, place, problems).map(|shown| Self(shown.then(ScoreBox::default))),
        }
    }
}

/// How the scores of several inspections stand in a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// The last one large, the others below it in words.
    #[default]
    LastFirst,
    /// All of the same weight, the first one first.
    SideBySide,
}

impl Decode for Standing {
    fn shape() -> Shape {
        Shape::Choice(vec!["last-first", "side-by-side"])
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        decode_choice(node, place, problems, "unknown-value", &[("last-first", Self::LastFirst), ("side-by-side", Self::SideBySide)])
    }
}

/// What a score's box says besides the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScoreBox {
    /// The label before the score.
    pub label: bool,
    /// The band's comment, or its name.
    pub comment: bool,
    /// Where the score stands to the priority line.
    pub position: bool,
}

impl Default for ScoreBox {
    fn default() -> Self {
        Self { label: true, comment: true, position: true }
    }
}

impl From<RawScoreBox> for ScoreBox {
    fn from(raw: RawScoreBox) -> Self {
        Self { label: raw.label.unwrap_or(true), comment: raw.comment.unwrap_or(true), position: raw.priority_line.unwrap_or(true) }
    }
}

/// The boxes of a framework; `None` where there are none of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScoreBoxes {
    /// Those of criteria.
    pub criteria: Option<ScoreBox>,
    /// Those of sections.
    pub sections: Option<ScoreBox>,
    /// Those of threads.
    pub headlines: ScoreBox,
    /// How several inspections stand in them.
    pub inspections: Standing,
}

impl Default for ScoreBoxes {
    fn default() -> Self {
        let all = ScoreBox::default();
        Self { criteria: Some(all), sections: Some(all), headlines: all, inspections: Standing::default() }
    }
}

impl From<RawScoreBoxes> for ScoreBoxes {
    fn from(raw: RawScoreBoxes) -> Self {
        let all = ScoreBox::default();
        Self {
            criteria: raw.criteria.map_or(Some(all), |written| written.0),
            sections: raw.sections.map_or(Some(all), |written| written.0),
            headlines: raw.headlines.map_or(all, Into::into),
            inspections: raw.inspections.unwrap_or_default(),
        }
    }
}

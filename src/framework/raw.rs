//! The framework as written: `framework.yaml`, key by key.

use crate::diag::Spanned;
use crate::number::Number;
use crate::source::decode::{Line, record};

record! {
    /// `framework.yaml`: an inspection programme.
    pub struct RawFramework {
        /// The programme's name, as on the cover.
        title: Spanned<Line> = required "title",
        /// Its short form: 'OMI'.
        short: Spanned<Line> = required "short",
        /// A report's title; may hold placeholders such as {area}.
        report_title: Spanned<Line> = required "report-title",
        /// What stands before a vignette's criterion number: 'OMI criterion'.
        criterion_label: Spanned<Line> = required "criterion-label",
        /// How scores are made.
        scoring: RawScoring = required "scoring",
        /// The score below which a criterion is a primary focus for improvement.
        priority_line: RawPriorityLine = optional "priority-line",
        /// Ranges of scores with their conclusions, from the highest down.
        bands: Spanned<Vec<RawBand>> = optional "bands",
        /// The grades, from the best down.
        grades: Spanned<Vec<Spanned<Line>>> = optional "grades",
        /// How findings are sorted under a criterion.
        groups: Spanned<Vec<RawGroup>> = required "groups",
        /// Scores drawn from questions across criteria.
        threads: Spanned<Vec<RawThread>> = optional "threads",
        /// The sections with their criteria.
        sections: Spanned<Vec<RawSection>> = required "sections",
        /// The order of a report.
        parts: Spanned<Vec<RawPart>> = required "parts",
    }
}

record! {
    /// How scores are made.
    pub struct RawScoring {
        /// The scoring model: omi.
        model: super::ScoringModel = required "model",
    }
}

record! {
    /// The score below which a criterion is a primary focus for improvement.
    pub struct RawPriorityLine {
        /// Per cent, from 0 to 100.
        at: Spanned<Number> = required "at",
        /// Its name in charts: 'Priority line'.
        label: Spanned<Line> = required "label",
    }
}

record! {
    /// A range of scores.
    pub struct RawBand {
        /// The lowest printed score in it, per cent.
        from: Spanned<Number> = required "from",
        /// Its name: 'Good'.
        name: Spanned<Line> = required "name",
        /// The sentence that concludes a criterion in it; may hold placeholders.
        conclusion: Spanned<String> = optional "conclusion",
    }
}

record! {
    /// A group of findings under a criterion.
    pub struct RawGroup {
        /// Its key in the sections' files.
        key: Spanned<Line> = required "key",
        /// The heading over one finding.
        one: Spanned<Line> = required "one",
        /// The heading over several.
        many: Spanned<Line> = required "many",
    }
}

record! {
    /// A score drawn from questions across criteria.
    pub struct RawThread {
        /// Its key in `scores.yaml`.
        key: Spanned<Line> = required "key",
        /// Its title.
        title: Spanned<Line> = required "title",
    }
}

record! {
    /// A section.
    pub struct RawSection {
        /// Its number or letter.
        number: Spanned<Line> = required "number",
        /// Its title.
        title: Spanned<Line> = required "title",
        /// What its criteria carry: percentage or grade.
        scored_by: super::ScoredBy = required "scored-by",
        /// Its criteria.
        criteria: Vec<RawCriterion> = required "criteria",
    }
}

record! {
    /// A criterion.
    pub struct RawCriterion {
        /// Its number: 1.2 or B3.
        number: Spanned<Line> = required "number",
        /// Its title.
        title: Spanned<Line> = required "title",
        /// What good looks like, in one sentence.
        statement: Spanned<String> = required "statement",
    }
}

record! {
    /// A part of a report.
    pub struct RawPart {
        /// Its name, which is the name of its Markdown file; or cover, contents or sections.
        part: Spanned<Line> = required "part",
        /// Its heading.
        title: Spanned<Line> = optional "title",
        /// Whether it is a numbered appendix.
        appendix: Spanned<bool> = optional "appendix",
        /// Whether it may be missing.
        optional: Spanned<bool> = optional "optional",
    }
}

//! The framework as written: `framework.yaml`, key by key.

use crate::diag::Spanned;
use crate::number::Number;
use crate::source::decode::{Line, Map, record};

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
        /// The columns of `cases.csv` that say what a case is, in the order of print.
        case_profile: Spanned<Vec<RawProfileColumn>> = optional "case-profile",
        /// Inspections whose scores stand side by side, the first one first.
        inspections: Spanned<Vec<RawInspection>> = optional "inspections",
        /// What is printed for a criterion that a later inspection did not look at: 'Not followed up'.
        not_followed_up: Spanned<Line> = optional "not-followed-up",
        /// The sections with their criteria.
        sections: Spanned<Vec<RawSection>> = required "sections",
        /// The order of a report.
        parts: Spanned<Vec<RawPart>> = required "parts",
    }
}

record! {
    /// How scores are made.
    pub struct RawScoring {
        /// The scoring model: omi, omi2 or esi.
        model: Spanned<super::resolve::ModelName> = required "model",
        /// omi: the weight of the individual questions in a criterion's score; 80 if nothing is said.
        individual: Spanned<Number> = optional "individual",
        /// omi: the weight of the summary question; 20 if nothing is said.
        summary: Spanned<Number> = optional "summary",
        /// esi: the weights that criteria name.
        weights: Spanned<Map<Spanned<Number>>> = optional "weights",
        /// esi: the weight of each section in the overall score.
        overall: Spanned<Map<Spanned<Number>>> = optional "overall",
        /// A score that rests on fewer relevant cases is marked; 5 if nothing is said.
        smallest_base: Spanned<u32> = optional "smallest-base",
    }
}

record! {
    /// A column of `cases.csv`.
    pub struct RawProfileColumn {
        /// Its name in the file. The column `type` is the one that a question's case types refer to.
        key: Spanned<Line> = required "key",
        /// Its title in print.
        title: Spanned<Line> = required "title",
        /// The values it may have, in the order of print; any if nothing is said.
        values: Spanned<Vec<Spanned<Line>>> = optional "values",
    }
}

record! {
    /// One of several inspections whose scores stand side by side.
    pub struct RawInspection {
        /// Its key in `scores.yaml`.
        key: Spanned<Line> = required "key",
        /// Its title in print.
        title: Spanned<Line> = required "title",
    }
}

record! {
    /// `questions.yaml`: a question that each case is assessed against.
    pub struct RawQuestion {
        /// Its name in `answers.csv`.
        id: Spanned<Line> = required "id",
        /// Its words.
        text: Spanned<Line> = required "text",
        /// The number of the criterion it belongs to.
        criterion: Spanned<Line> = required "criterion",
        /// Whether it asks about one piece of work (individual, if nothing is said) or the work as a whole (summary).
        kind: Spanned<super::QuestionKind> = optional "kind",
        /// The keys of the threads that it feeds.
        threads: Spanned<Vec<Spanned<Line>>> = optional "threads",
        /// The case types it applies to; all if nothing is said.
        case_types: Spanned<Vec<Spanned<Line>>> = optional "case-types",
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
        /// The numbers of the sections whose questions feed it; all if nothing is said.
        sections: Spanned<Vec<Spanned<Line>>> = optional "sections",
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
        /// What it carries, where that is not what its section's criteria carry: percentage or grade.
        scored_by: super::ScoredBy = optional "scored-by",
        /// Its weight in its section's score, where the scoring model has weights.
        weight: Spanned<Line> = optional "weight",
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

//! The framework as written: `framework.yaml`, key by key.

use crate::diag::Spanned;
use crate::number::Number;
use crate::source::decode::{Line, Map, MarkedLine, TextOr, record};

record! {
    /// `framework.yaml`: an inspection programme.
    pub struct RawFramework {
        /// The programme's name, as on the cover.
        title: Spanned<Line> = required "title",
        /// Its short form: 'OMI'.
        short: Spanned<Line> = required "short",
        /// A report's title; may hold placeholders such as {area}.
        report_title: Spanned<MarkedLine> = required "report-title",
        /// What stands before a vignette's criterion number: 'OMI criterion'.
        criterion_label: Spanned<Line> = required "criterion-label",
        /// How scores are made.
        scoring: RawScoring = required "scoring",
        /// The score below which a criterion is a primary focus for improvement.
        priority_line: RawPriorityLine = optional "priority-line",
        /// Several such lines; criteria are judged against the first.
        priority_lines: Spanned<Vec<RawPriorityLine>> = optional "priority-lines",
        /// Ranges of scores with their conclusions, from the highest down; or, where their limits are not published, the words alone, the best
        /// first: then `scores.yaml` states which of them stands beside a score.
        bands: Spanned<Vec<TextOr<RawBand>>> = optional "bands",
        /// The grades, from the best down.
        grades: Spanned<Vec<TextOr<RawGrade>>> = optional "grades",
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
        /// The programme's own words in place of bluebook's.
        labels: RawLabels = optional "labels",
        /// What scores' boxes say, and which scores have one.
        score_boxes: super::boxes::RawScoreBoxes = optional "score-boxes",
        /// How number and title stand together.
        patterns: RawPatterns = optional "patterns",
        /// How headings are numbered.
        numbering: RawNumbering = optional "numbering",
        /// The titles of the tables that bluebook makes, by name: 'grades', 'scoring-summary'.
        table_titles: Map<Spanned<MarkedLine>> = optional "table-titles",
        /// What the table of contents shows.
        contents: RawContents = optional "contents",
        /// Lines on the cover: who publishes it, who led the inspection; as Markdown with placeholders.
        cover_lines: Vec<Spanned<MarkedLine>> = optional "cover-lines",
        /// The facts on the cover, in order.
        cover: Spanned<Vec<super::CoverFact>> = optional "cover",
        /// What the inspectorate advises on comparing areas, as Markdown: on the programme's page, and where a text inserts it.
        comparison_advice: Spanned<String> = optional "comparison-advice",
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
        text: Spanned<MarkedLine> = required "text",
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
    /// A grade with its definition.
    pub struct RawGrade {
        /// Its name: 'Well met'.
        name: Spanned<Line> = required "name",
        /// What earns it, as Markdown within a line.
        meaning: Spanned<MarkedLine> = optional "meaning",
    }
}

record! {
    /// The programme's own words in place of bluebook's.
    pub struct RawLabels {
        /// Above a percentage: 'Score'.
        score: Spanned<Line> = optional "score",
        /// Above a grade: 'Grade'.
        grade: Spanned<Line> = optional "grade",
        /// Above a section's score: 'Overall score'.
        section_score: Spanned<Line> = optional "section-score",
        /// What the score of all sections together is called: 'Overall score'.
        overall_score: Spanned<Line> = optional "overall-score",
        /// Before a band's comment: 'Comment'.
        comment: Spanned<Line> = optional "comment",
        /// Above a criterion's conclusion: 'Conclusion'.
        conclusion: Spanned<Line> = optional "conclusion",
        /// Before a section's number in its heading: 'Section'. Nothing stands there if nothing is said.
        section_heading: Spanned<Line> = optional "section-heading",
        /// Before a criterion's number in its heading: 'General criterion'. Nothing stands there if nothing is said.
        criterion_heading: Spanned<Line> = optional "criterion-heading",
        /// Before a criterion's statement: 'Description'. Nothing stands there if nothing is said.
        statement: Spanned<Line> = optional "statement",
        /// What a criterion is called in tables: 'Criterion'.
        criterion: Spanned<Line> = optional "criterion",
        /// What a thread is called in tables: 'Headline score'.
        thread: Spanned<Line> = optional "thread",
        /// The title of an example that has none of its own: 'Good practice example'.
        good_practice: Spanned<Line> = optional "good-practice",
    }
}

record! {
    /// How number and title stand together; each pattern may hold {label}, {number} and, at its end, {title}.
    pub struct RawPatterns {
        /// A section's heading: '{number}. {title}'. The label is `section-heading`.
        section: Spanned<Line> = optional "section",
        /// A criterion's heading: '{number} {label}: {title}'. The label is `criterion-heading`.
        criterion: Spanned<Line> = optional "criterion",
        /// An appendix's heading: '{label} {number} {title}'. The label is the language's word for appendix.
        appendix: Spanned<Line> = optional "appendix",
        /// A criterion in tables, charts and lists: '{number}: {title}'. The label is `criterion`.
        row: Spanned<Line> = optional "row",
        /// The criterion below the title of a good-practice example: '{label}: {number}', with the title or without. The label is
        /// `criterion-label`.
        example: Spanned<Line> = optional "example",
    }
}

record! {
    /// How headings and tables are numbered.
    pub struct RawNumbering {
        /// Appendices: numbers (Appendix 1), if nothing is said, or letters (Appendix A).
        appendices: super::Numerals = optional "appendices",
        /// Whether tables have numbers; so they have if nothing is said.
        tables: bool = optional "tables",
    }
}

record! {
    /// What the table of contents shows.
    pub struct RawContents {
        /// Whether it lists criteria below their sections; so it does if nothing is said.
        criteria: bool = optional "criteria",
    }
}

record! {
    /// A range of scores, or what is said of them.
    pub struct RawBand {
        /// The lowest printed score in it, per cent. All bands have it or none.
        from: Spanned<Number> = optional "from",
        /// Its name: 'Good'.
        name: Spanned<Line> = required "name",
        /// The sentence that concludes a criterion in it; may hold placeholders.
        conclusion: Spanned<String> = optional "conclusion",
        /// The comment that is printed beside a score in it.
        comment: Spanned<Line> = optional "comment",
    }
}

record! {
    /// A group of findings under a criterion.
    pub struct RawGroup {
        /// Its key in the sections' files.
        key: Spanned<Line> = required "key",
        /// The heading over one finding. Without `one` and `many` the findings stand without a heading.
        one: Spanned<Line> = optional "one",
        /// The heading over several.
        many: Spanned<Line> = optional "many",
        /// What links to its findings have in place of the key: `afi` makes `#c1.2-afi-b`.
        anchor: Spanned<Line> = optional "anchor",
        /// How its findings are marked: letter, if nothing is said, bullet or number.
        marker: super::GroupMarker = optional "marker",
    }
}

record! {
    /// A score drawn from questions across criteria.
    pub struct RawThread {
        /// Its key in `scores.yaml`.
        key: Spanned<Line> = required "key",
        /// Its title.
        title: Spanned<MarkedLine> = required "title",
        /// What it says, as Markdown; printed in its score box. May hold placeholders.
        explanation: Spanned<String> = optional "explanation",
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
        title: Spanned<MarkedLine> = required "title",
        /// What its criteria carry: percentage or grade.
        scored_by: super::ScoredBy = required "scored-by",
        /// Markdown below its heading, before what the report writes; may hold placeholders.
        introduction: Spanned<String> = optional "introduction",
        /// The heading of its closing text; may hold {section}, its title. Without it the section has no closing text.
        commentary: Spanned<MarkedLine> = optional "commentary",
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
        title: Spanned<MarkedLine> = required "title",
        /// What good looks like, in one sentence.
        statement: Spanned<String> = optional "statement",
        /// What it carries, where that is not what its section's criteria carry: percentage or grade.
        scored_by: super::ScoredBy = optional "scored-by",
        /// Its weight in its section's score, where the scoring model has weights.
        weight: Spanned<Line> = optional "weight",
        /// Criteria of its own: then it has no findings, and its score is their mean.
        criteria: Vec<RawInnerCriterion> = optional "criteria",
    }
}

record! {
    /// A criterion within a criterion.
    pub struct RawInnerCriterion {
        /// Its number: A.1.2.
        number: Spanned<Line> = required "number",
        /// Its title.
        title: Spanned<MarkedLine> = required "title",
        /// What good looks like, in one sentence.
        statement: Spanned<String> = optional "statement",
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
        title: Spanned<MarkedLine> = optional "title",
        /// Whether it is a numbered appendix.
        appendix: Spanned<bool> = optional "appendix",
        /// Whether it may be missing.
        optional: Spanned<bool> = optional "optional",
        /// Whether the contents list it; with `headings`, they list the headings and score boxes in it too.
        contents: Spanned<super::Listed> = optional "contents",
        /// Its language, where that is not the report's: cy for Welsh.
        language: Spanned<Line> = optional "language",
    }
}

//! A report and its programme as written, file by file and key by key.

mod table;

pub use self::table::{Align, RawColumn, RawInnerColumn, RawTable, RawTableRow, WrittenColumn, WrittenInnerColumn};
use super::chart::{ChartKind, Unit};
use super::house::Strictness;
use super::report::{Pages, State};
use crate::diag::{Problems, Spanned};
use crate::number::Number;
use crate::source::decode::{Cell, Decode, Line, Map, MarkedLine, Place, Shape, TextOr, decode_choice, record, wrong_type};
use crate::source::yaml::{Kind, Node};

record! {
    /// `programme.yaml`: the inspectorate and its house.
    pub struct RawProgramme {
        /// The inspectorate.
        inspectorate: RawInspectorate = required "inspectorate",
        /// Its website.
        website: Spanned<Line> = optional "website",
        /// Where the edition will be: the address of its folder.
        base_url: Spanned<Line> = optional "base-url",
        /// Whether reports are one page each or one for each section: one or sections.
        pages: Pages = optional "pages",
        /// The languages it publishes in; the first is the main one.
        languages: Spanned<Vec<Spanned<Line>>> = required "languages",
        /// The licence of its reports, as Markdown.
        licence: Spanned<String> = required "licence",
        /// Whom to turn to with questions about a report, as Markdown.
        contact: Spanned<String> = optional "contact",
        /// How grave the findings of a check are, by its name: error, warning, note or off.
        checks: Map<Strictness> = optional "checks",
        /// How long texts and lists may be.
        limits: RawLimits = optional "limits",
        /// Words that the house does not write.
        words: Vec<RawHouseWord> = optional "words",
    }
}

record! {
    /// How long texts and lists may be.
    pub struct RawLimits {
        /// Words in a sentence; 25 if nothing is said.
        sentence: u32 = optional "sentence",
        /// Recommendations in one list.
        recommendations: u32 = optional "recommendations",
        /// Words in a part, by its name.
        parts: Map<u32> = optional "parts",
    }
}

record! {
    /// Words that the house does not write.
    pub struct RawHouseWord {
        /// The words as they may not be written, one or a list.
        avoid: OneOrMore<Spanned<Line>> = required "avoid",
        /// What to write in their place.
        write: Spanned<Line> = optional "write",
        /// Why.
        because: Spanned<Line> = optional "because",
    }
}

record! {
    /// The inspectorate.
    pub struct RawInspectorate {
        /// Its full name.
        name: Spanned<Line> = required "name",
        /// Its short form.
        short: Spanned<Line> = required "short",
        /// Its address, line by line.
        address: Spanned<String> = required "address",
    }
}

record! {
    /// `report.yaml`: one report.
    pub struct RawReport {
        /// The folder name of its framework.
        framework: Spanned<Line> = required "framework",
        /// The area inspected.
        area: Spanned<Line> = required "area",
        /// What the area is, as {area-kind} has it inside a sentence: 'trust'; 'area' if nothing is said.
        area_kind: Spanned<Line> = optional "area-kind",
        /// Its language; the programme's first if it is not given.
        language: Spanned<Line> = optional "language",
        /// How far it has got: working, factual-accuracy, embargoed or published.
        state: State = required "state",
        /// When the fieldwork was: a year, a month or a day.
        fieldwork: Spanned<Line> = optional "fieldwork",
        /// When it was or will be published: a year, a month or a day.
        published: Spanned<Line> = required "published",
        /// How many cases were inspected: 110, or with words before the number, about 60.
        sample: WrittenSample = optional "sample",
        /// This edition's own ISBN, or a list of them.
        isbn: OneOrMore<Spanned<Line>> = optional "isbn",
        /// Lines for the cover in place of the framework's, as Markdown within a line.
        cover_lines: Vec<Spanned<MarkedLine>> = optional "cover-lines",
        /// Which edition it is, in words for the cover.
        edition: Spanned<Line> = optional "edition",
        /// A picture for the cover.
        cover: RawCover = optional "cover",
        /// What it is drawn from, as Markdown; printed on the cover.
        source: Spanned<String> = optional "source",
        /// Its licence in place of the programme's, as Markdown.
        licence: Spanned<String> = optional "licence",
        /// Whether it is one page or one for each section, in place of what the programme says: one or sections.
        pages: Pages = optional "pages",
        /// Whom to turn to, in place of the programme's, as Markdown.
        contact: Spanned<String> = optional "contact",
        /// Who signs the foreword.
        signed: RawSigned = optional "signed",
        /// Who took part, by role.
        people: Vec<RawPerson> = optional "people",
        /// Where the report departs from the framework's order of parts.
        parts: Spanned<Vec<RawReportPart>> = optional "parts",
        /// Prose that stands although a check objects.
        allow: Vec<RawProseAllow> = optional "allow",
    }
}

record! {
    /// A picture for the cover: what it shows, or that it shows nothing that a reader must know.
    pub struct RawCover {
        /// Its path from the report's folder: images/name.jpg.
        image: Spanned<Line> = required "image",
        /// What it shows, for those who cannot see it.
        alt: Spanned<Line> = optional "alt",
        /// Whether it is there for its looks alone.
        decorative: Spanned<bool> = optional "decorative",
    }
}

record! {
    /// A part that the report adds, renames, moves or leaves out.
    pub struct RawReportPart {
        /// Its name: one of the framework's, or a new one.
        part: Spanned<Line> = required "part",
        /// Its heading in this report.
        title: Spanned<MarkedLine> = optional "title",
        /// The name of the part that it comes after; a new part without it comes last.
        after: Spanned<Line> = optional "after",
        /// Whether it is a numbered appendix.
        appendix: Spanned<bool> = optional "appendix",
        /// Whether the contents list it; with `headings`, they list the headings and score boxes in it too.
        contents: Spanned<crate::framework::Listed> = optional "contents",
        /// Its language, where that is not the report's: cy for Welsh.
        language: Spanned<Line> = optional "language",
        /// Whether this report does without it.
        leave_out: Spanned<bool> = optional "leave-out",
    }
}

record! {
    /// Someone who took part, by role.
    pub struct RawPerson {
        /// The role: 'HM Inspectors'.
        role: Spanned<Line> = required "role",
        /// How many they are, where no names are given.
        number: Spanned<u32> = optional "number",
        /// Their names.
        names: Spanned<Vec<Line>> = optional "names",
    }
}

record! {
    /// Who signs the foreword.
    pub struct RawSigned {
        /// The role: 'HM Chief Inspector of Probation'; or a list, a line for each.
        role: OneOrMore<Spanned<Line>> = required "role",
        /// The name, or several; they stand above the role.
        names: OneOrMore<Spanned<Line>> = optional "names",
        /// Where it was signed; stands below the role.
        place: Spanned<Line> = optional "place",
        /// When it was signed: a year, a month or a day; stands below the role.
        date: Spanned<Line> = optional "date",
    }
}

/// How many cases were inspected.
#[derive(Debug, Clone)]
pub enum WrittenSample {
    /// So many.
    Exact(Spanned<u32>),
    /// About so many, in words.
    About(String),
}

impl Decode for WrittenSample {
    fn shape() -> Shape {
        Shape::Either(vec![Shape::Count, Shape::Form("words and a whole number, such as `about 60`", "^\\S.* [1-9][0-9]*$")])
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        if let Kind::Scalar { text, .. } = &node.kind
            && let Some((words, number)) = text.trim().rsplit_once(' ')
            && number.parse::<u32>().is_ok_and(|number| number > 0)
            && words.chars().any(char::is_alphabetic)
        {
            return Line::decode(node, place, problems).map(|line| Self::About(line.0));
        }
        Spanned::decode(node, place, problems).map(Self::Exact)
    }
}

record! {
    /// `sections/*.yaml`: the findings of one section.
    pub struct RawSectionFile {
        /// The section's number.
        section: Spanned<Line> = required "section",
        /// Markdown before the first criterion.
        introduction: RawText = optional "introduction",
        /// The findings by criterion number.
        criteria: Map<CriterionNode> = required "criteria",
        /// Markdown after the last criterion, about the section as a whole.
        commentary: RawText = optional "commentary",
    }
}

/// What is written about a criterion. Its groups are the framework's, so it is decoded when that is known.
#[derive(Debug, Clone)]
pub struct CriterionNode(pub Node);

impl Decode for CriterionNode {
    fn shape() -> Shape {
        Shape::Mixed(RawCriterionTexts::record(), Box::new(Vec::<RawFinding>::shape()))
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        Node::decode(node, place, problems).map(Self)
    }
}

record! {
    /// What is written about a criterion: its findings below the keys of the framework's groups, and these.
    pub struct RawCriterionTexts {
        /// Markdown before the findings.
        introduction: RawText = optional "introduction",
        /// The ids of good-practice examples that stand between the findings and the conclusion: one, or a list.
        examples: OneOrMore<Spanned<Line>> = optional "examples",
        /// What it comes to, as Markdown; only where no conclusion follows from the score.
        conclusion: RawText = optional "conclusion",
    }
}

/// A text alone, or with an allow.
pub type RawText = TextOr<RawTextKeys>;

record! {
    /// A text that stands although a check objects.
    pub struct RawTextKeys {
        /// The text, as Markdown.
        text: Spanned<String> = required "text",
        /// What checks may not object to in it.
        allow: OneOrMore<RawAllow> = optional "allow",
    }
}

/// A finding: a text alone, or with keys.
pub type RawFinding = TextOr<RawFindingKeys>;

record! {
    /// A finding with more than its text.
    pub struct RawFindingKeys {
        /// Its text, as Markdown.
        text: Spanned<String> = required "text",
        /// A name that keeps the link to it when others are inserted before it.
        id: Spanned<Line> = optional "id",
        /// What checks may not object to in it.
        allow: OneOrMore<RawAllow> = optional "allow",
    }
}

record! {
    /// `scores.yaml`: the scores that a report states. What is computed from cases need not be there.
    pub struct RawScores {
        /// By criterion number: per cent, or a grade.
        criteria: Map<ScoreNode> = optional "criteria",
        /// By section number: per cent; only to have it checked.
        sections: Map<ScoreNode> = optional "sections",
        /// By thread: per cent.
        threads: Map<ScoreNode> = optional "threads",
        /// The overall score, per cent; only to have it checked.
        overall: ScoreNode = optional "overall",
        /// What other areas reached, by thread or section, where their reports are not here.
        comparators: Map<RawComparator> = optional "comparators",
    }
}

/// A score: its value, a record, or either of the two for each inspection. Which of them it is depends on the framework, so it is
/// decoded when that is known.
#[derive(Debug, Clone)]
pub struct ScoreNode(pub Node);

impl Decode for ScoreNode {
    fn shape() -> Shape {
        let one = || Shape::Either(vec![Shape::Line, RawScore::shape()]);
        Shape::Either(vec![one(), Shape::Map(Box::new(one()))])
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        Node::decode(node, place, problems).map(Self)
    }
}

record! {
    /// A score with more than its value.
    pub struct RawScore {
        /// Per cent, or a grade. Needed, unless the score is worked out.
        value: Spanned<Line> = optional "value",
        /// The name of its band: where the report's conclusion departs from it, and where the framework's bands have no `from`.
        conclusion: TextOr<RawBand> = optional "conclusion",
        /// The same, where the framework speaks of comments.
        comment: TextOr<RawBand> = optional "comment",
        /// What checks may not object to.
        allow: OneOrMore<RawAllow> = optional "allow",
    }
}

record! {
    /// The name of a band with what stands beside it.
    pub struct RawBand {
        /// The band's name.
        value: Spanned<String> = required "value",
        /// What checks may not object to.
        allow: OneOrMore<RawAllow> = optional "allow",
    }
}

record! {
    /// Leave to print what a check objects to.
    pub struct RawAllow {
        /// The check's name.
        check: Spanned<Line> = required "check",
        /// Why it stands all the same.
        reason: Spanned<String> = required "reason",
        /// Whether the report says so, in an editor's note.
        note: bool = optional "note",
    }
}

record! {
    /// Leave to print a passage of prose that a check objects to.
    pub struct RawProseAllow {
        /// The Markdown file, below the report's folder.
        file: Spanned<Line> = required "file",
        /// The words it is about, as they stand in the file; so many of them that they stand there once.
        quote: Spanned<String> = required "quote",
        /// At how many places it is to stand, where these words stand more than once and all of them are meant.
        times: Spanned<u32> = optional "times",
        /// The check's name.
        check: Spanned<Line> = required "check",
        /// Why it stands all the same.
        reason: Spanned<String> = required "reason",
        /// Whether the report says so, in an editor's note.
        note: bool = optional "note",
    }
}

record! {
    /// What other areas reached.
    pub struct RawComparator {
        /// The lowest score.
        lowest: Spanned<Number> = required "lowest",
        /// The highest score.
        highest: Spanned<Number> = required "highest",
        /// The average.
        average: Spanned<Number> = required "average",
    }
}

/// One, or a list of them.
#[derive(Debug, Clone)]
pub struct OneOrMore<T>(pub Vec<T>);

impl<T: Decode> Decode for OneOrMore<T> {
    fn shape() -> Shape {
        Shape::Either(vec![T::shape(), Shape::List(Box::new(T::shape()))])
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        match node.kind {
            Kind::Sequence { .. } => Vec::decode(node, place, problems).map(Self),
            _ => T::decode(node, place, problems).map(|one| Self(vec![one])),
        }
    }
}

/// A recommendation: a text alone, or with keys.
pub type RawRecommendation = TextOr<RawRecommendationKeys>;

record! {
    /// A recommendation with more than its text.
    pub struct RawRecommendationKeys {
        /// Its text, as Markdown.
        text: Spanned<String> = required "text",
        /// A name to refer to it by.
        id: Spanned<Line> = optional "id",
        /// What checks may not object to in it.
        allow: OneOrMore<RawAllow> = optional "allow",
    }
}

/// `recommendations.yaml`: one list, or several by name.
#[derive(Debug, Clone)]
pub enum RawRecommendations {
    /// One list.
    One(Vec<RawRecommendation>),
    /// Several.
    Several(Map<RawRecommendationList>),
}

record! {
    /// A list of recommendations with its title.
    pub struct RawTitledList {
        /// What the list is called where one of its recommendations is referred to: 'Ofsted'.
        title: Spanned<Line> = required "title",
        /// The recommendations.
        items: Vec<RawRecommendation> = required "items",
    }
}

/// A list of recommendations, alone or with its title.
#[derive(Debug, Clone)]
pub enum RawRecommendationList {
    /// The list alone.
    Plain(Vec<RawRecommendation>),
    /// With its title.
    Titled(RawTitledList),
}

impl Decode for RawRecommendationList {
    fn shape() -> Shape {
        Shape::Either(vec![Vec::<RawRecommendation>::shape(), RawTitledList::shape()])
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        match node.kind {
            Kind::Mapping { .. } => RawTitledList::decode(node, place, problems).map(Self::Titled),
            _ => Vec::decode(node, place, problems).map(Self::Plain),
        }
    }
}

impl Decode for RawRecommendations {
    fn shape() -> Shape {
        Shape::Either(vec![Vec::<RawRecommendation>::shape(), Map::<RawRecommendationList>::shape()])
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        match node.kind {
            Kind::Mapping { .. } => Map::decode(node, place, problems).map(Self::Several),
            _ => Vec::decode(node, place, problems).map(Self::One),
        }
    }
}

record! {
    /// A good-practice example.
    pub struct RawVignette {
        /// A name to place it by.
        id: Spanned<Line> = optional "id",
        /// Its title; the framework's label for examples if nothing is said.
        label: Spanned<MarkedLine> = optional "label",
        /// The number of the criterion it belongs to; needed where it stands in the list of examples.
        criterion: Spanned<Line> = optional "criterion",
        /// Its story, as Markdown.
        story: Spanned<String> = required "story",
        /// What checks may not object to in it.
        allow: OneOrMore<RawAllow> = optional "allow",
    }
}

record! {
    /// `charts/*.yaml`: a chart, or the words of one that bluebook makes.
    pub struct RawChart {
        /// What it looks like: bar, grouped-bar, stacked-share, line or range.
        kind: ChartKind = optional "type",
        /// What its figures are: percent or number.
        unit: Unit = optional "unit",
        /// Its message; made from the figures if nothing is said.
        headline: Spanned<MarkedLine> = optional "headline",
        /// What it measures, where and when.
        subtitle: Spanned<Line> = optional "subtitle",
        /// What it shows, in prose; made from the figures if nothing is said.
        alt: Spanned<String> = optional "alt",
        /// The headings of its data; the first one's column names the rows.
        columns: Spanned<Vec<Spanned<Line>>> = optional "columns",
        /// Its rows: a label, then a figure for each further column.
        rows: Vec<RawRow> = optional "rows",
        /// The CSV file beside it that holds its rows.
        csv: Spanned<Line> = optional "csv",
        /// Where its figures come from, as Markdown.
        source: Spanned<String> = optional "source",
        /// Its notes, as Markdown.
        notes: Spanned<String> = optional "notes",
    }
}

impl Decode for ChartKind {
    fn shape() -> Shape {
        Shape::Choice(Self::NAMES.iter().map(|(name, _)| *name).collect())
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        decode_choice(node, place, problems, "unknown-value", &Self::NAMES)
    }
}

impl Decode for Unit {
    fn shape() -> Shape {
        Shape::Choice(Self::NAMES.iter().map(|(name, _)| *name).collect())
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        decode_choice(node, place, problems, "unknown-value", &Self::NAMES)
    }
}

impl Decode for Strictness {
    fn shape() -> Shape {
        Shape::Choice(Self::NAMES.iter().map(|(name, _)| *name).collect())
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        decode_choice(node, place, problems, "unknown-value", &Self::NAMES)
    }
}

impl Decode for Pages {
    fn shape() -> Shape {
        Shape::Choice(Self::NAMES.iter().map(|(name, _)| *name).collect())
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        decode_choice(node, place, problems, "unknown-value", &Self::NAMES)
    }
}

impl Decode for State {
    fn shape() -> Shape {
        Shape::Choice(Self::NAMES.iter().map(|(name, _)| *name).collect())
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        decode_choice(node, place, problems, "unknown-state", &Self::NAMES)
    }
}

/// A row of a table. One broken cell breaks it, so that its cells are never counted wrongly.
#[derive(Debug, Clone)]
pub struct RawRow(pub Spanned<Vec<Spanned<Cell>>>);

impl Decode for RawRow {
    fn shape() -> Shape {
        Shape::List(Box::new(Cell::shape()))
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        let Kind::Sequence { items, .. } = &node.kind else {
            problems.extend(wrong_type(node, place, "a list of cells: `[first, second]`"));
            return None;
        };
        let cells: Vec<_> = items.iter().map(|item| Spanned::<Cell>::decode(item, place, problems)).collect();
        (!node.partial).then(|| cells.into_iter().collect::<Option<Vec<_>>>().map(|cells| Self(Spanned::new(cells, node.span)))).flatten()
    }
}

//! What the reports of a programme look like: sections and criteria, groups of findings, labels, the cover, the order of parts.

use super::raw::{RawGrade, RawGroup, RawLabels, RawPart, RawPriorityLine, RawSection};
use super::resolve::{name, unique};
use super::{
    CoverFact, Criterion, FindingGroup, FrameworkSection, GroupHeading, GroupMarker, Holder, Labels, Listed, MADE_TABLES, Numerals, Part,
    PartKind, PriorityLine, ScoredBy,
};
use crate::diag::{Diagnostic, Problems, Span, Spanned};
use crate::locale::Lang;
use crate::source::decode::{Decode, Line, Map, MarkedLine, Place, Shape, TextOr, decode_choice, did_you_mean, wrong_type};
use crate::source::yaml::{Kind, Node};

/// Keys of a criterion in the sections' files that are no groups.
const RESERVED: [&str; 3] = ["introduction", "examples", "conclusion"];

impl PartKind {
    /// What a part of this name is.
    pub fn of(name: &str) -> Self {
        match name {
            "cover" => Self::Cover,
            "contents" => Self::Contents,
            "sections" => Self::Sections,
            _ => Self::Prose,
        }
    }
}

impl GroupMarker {
    /// All markers with the names that content uses.
    pub const NAMES: [(&'static str, Self); 3] = [("letter", Self::Letter), ("bullet", Self::Bullet), ("number", Self::Number)];
}

impl Numerals {
    /// Both kinds with the names that content uses.
    pub const NAMES: [(&'static str, Self); 2] = [("numbers", Self::Numbers), ("letters", Self::Letters)];
}

impl CoverFact {
    /// All facts with the names that content uses, in the order in which they stand if nothing is said.
    pub const NAMES: [(&'static str, Self); 6] = [
        ("area", Self::Area),
        ("fieldwork", Self::Fieldwork),
        ("sample", Self::Sample),
        ("published", Self::Published),
        ("isbn", Self::Isbn),
        ("edition", Self::Edition),
    ];
}

macro_rules! choice {
    ($($type:ty),*) => { $(
        impl Decode for $type {
            fn shape() -> Shape {
                Shape::Choice(Self::NAMES.iter().map(|(name, _)| *name).collect())
            }

            fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
                decode_choice(node, place, problems, "unknown-value", &Self::NAMES)
            }
        }
    )* };
}

choice!(GroupMarker, Numerals, CoverFact);

impl Decode for Listed {
    fn shape() -> Shape {
        Shape::Either(vec![Shape::Flag, Shape::Choice(vec!["headings"])])
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        let word = if let Kind::Scalar { text, .. } = &node.kind { text.as_str() } else { "" };
        match word {
            "true" => Some(Self::Part),
            "false" => Some(Self::Nothing),
            "headings" => Some(Self::Headings),
            _ => {
                problems.extend(wrong_type(node, place, "`true`, `false` or `headings`"));
                None
            }
        }
    }
}

/// The lines of a framework, the one that criteria are judged against first.
pub(super) fn priority_lines(
    one: Option<RawPriorityLine>,
    several: Option<Spanned<Vec<RawPriorityLine>>>,
    problems: &mut Problems,
) -> Vec<PriorityLine> {
    if let (Some(one), Some(several)) = (&one, &several) {
        problems.push(
            Diagnostic::error("needless-key", "the framework has both `priority-line` and `priority-lines`")
                .at(one.head, "one line")
                .at(Span { end: several.span.start + 1, ..several.span }, "several")
                .help("keep `priority-lines`, with the line that criteria are judged against first"),
        );
    }
    let lines = one.into_iter().chain(several.map(|lines| lines.value).unwrap_or_default());
    lines
        .filter_map(|raw| Some(PriorityLine { at: raw.at?.value, label: raw.label.map(|line| line.value.0).unwrap_or_default() }))
        .collect()
}

/// The grades, and what each means.
pub(super) fn grades(raw: Vec<TextOr<RawGrade>>, problems: &mut Problems) -> (Vec<String>, Vec<Option<Spanned<String>>>) {
    let named: Vec<(Spanned<Line>, Option<Spanned<String>>)> = raw
        .into_iter()
        .filter_map(|grade| match grade {
            TextOr::Text(name) => Some((name.map(|name| Line(name.trim_end().to_owned())), None)),
            TextOr::Record(grade) => Some((grade.name?, grade.meaning.map(|meaning| meaning.map(|line| line.0)))),
        })
        .collect();
    for (name, _) in named.iter().filter(|(name, _)| name.0.contains('\n')) {
        problems.push(Diagnostic::error("several-lines", "a grade must be one line").at(name.span, "several lines").help("join its lines"));
    }
    unique(named.iter().map(|(name, _)| name), "grade", problems);
    named.into_iter().map(|(name, meaning)| (name.value.0, meaning)).unzip()
}

/// The programme's own words.
pub(super) fn labels(raw: RawLabels) -> Labels {
    let line = |line: Option<Spanned<Line>>| line.map(|line| line.value.0);
    Labels {
        score: line(raw.score),
        grade: line(raw.grade),
        section_score: line(raw.section_score),
        overall_score: line(raw.overall_score),
        comment: line(raw.comment),
        conclusion: line(raw.conclusion),
        section_heading: line(raw.section_heading),
        criterion_heading: line(raw.criterion_heading),
        statement: line(raw.statement),
        criterion: line(raw.criterion),
        thread: line(raw.thread),
        good_practice: line(raw.good_practice),
    }
}

/// The titles of the tables that bluebook makes, by name.
pub(super) fn table_titles(raw: Option<Map<Spanned<MarkedLine>>>, problems: &mut Problems) -> Vec<(Spanned<String>, Spanned<String>)> {
    let entries = raw.map(|map| map.entries).unwrap_or_default();
    for (name, _) in entries.iter().filter(|(name, _)| !MADE_TABLES.contains(&name.value.as_str())) {
        problems.push(
            Diagnostic::error("unknown-value", format!("bluebook makes no table `{}`", name.value))
                .at(name.span, "not one of its tables")
                .help(did_you_mean(name, "they are", &MADE_TABLES)),
        );
    }
    entries.into_iter().map(|(name, title)| (name, title.map(|line| line.0))).collect()
}

/// The facts on the cover.
pub(super) fn cover(raw: Option<Spanned<Vec<CoverFact>>>, problems: &mut Problems) -> Vec<CoverFact> {
    let Some(raw) = raw else { return CoverFact::NAMES.iter().map(|(_, fact)| *fact).collect() };
    let mut facts: Vec<CoverFact> = Vec::new();
    for fact in raw.value {
        if facts.contains(&fact) {
            let name = CoverFact::NAMES.iter().find(|(_, known)| *known == fact).map_or("", |(name, _)| name);
            problems.push(
                Diagnostic::error("duplicate-name", format!("the fact `{name}` stands on the cover twice"))
                    .at(raw.span, "")
                    .help("take one out"),
            );
        } else {
            facts.push(fact);
        }
    }
    facts
}

pub(super) fn groups(raw: Vec<RawGroup>, problems: &mut Problems) -> Vec<FindingGroup> {
    unique(raw.iter().filter_map(|group| group.key.as_ref()), "group", problems);
    let mut groups = Vec::new();
    for group in raw {
        let Some(key) = group.key else { continue };
        name(&key, "a group", problems);
        if RESERVED.contains(&key.value.0.as_str()) {
            problems.push(
                Diagnostic::error("reserved-name", format!("a group cannot be called `{}`", key.0))
                    .at(key.span, "")
                    .help("in the sections' files that key holds a text of the criterion: choose another"),
            );
        }
        let heading = match (group.one, group.many) {
            (Some(one), Some(many)) => Some(GroupHeading { one: one.value.0, many: many.value.0 }),
            (None, None) => None,
            (one, many) => {
                let (missing, written) = if one.is_some() { ("many", one) } else { ("one", many) };
                // The other may be there and wrong: then that was reported.
                if !group.written.iter().any(|key| key.value == missing) {
                    problems.push(
                        Diagnostic::error("missing-key", format!("the key `{missing}` is missing"))
                            .maybe_at(written.as_ref().map(|line| line.span), "one of two headings")
                            .help("write both headings, over one finding and over several; or neither, for findings without a heading"),
                    );
                }
                written.map(|line| GroupHeading { one: line.value.0.clone(), many: line.value.0 })
            }
        };
        if let Some(anchor) = &group.anchor {
            name(anchor, "a group", problems);
            let taken = groups.iter().any(|other: &FindingGroup| other.anchor == anchor.0);
            if taken {
                problems.push(
                    Diagnostic::error("duplicate-name", format!("two groups have the links `{}`", anchor.0))
                        .at(anchor.span, "the second")
                        .help("each needs a name of its own"),
                );
            }
        }
        let anchor = group.anchor.map_or_else(|| key.0.clone(), |anchor| anchor.value.0);
        groups.push(FindingGroup { key: key.value.0, anchor, heading, marker: group.marker.unwrap_or_default() });
    }
    groups
}

pub(super) fn sections(raw: Vec<RawSection>, problems: &mut Problems) -> Vec<FrameworkSection> {
    unique(raw.iter().filter_map(|section| section.number.as_ref()), "section", problems);
    let outer = || raw.iter().flat_map(|section| section.criteria.iter().flatten());
    let numbers = outer().flat_map(|criterion| {
        let inner = criterion.criteria.iter().flatten().filter_map(|inner| inner.number.as_ref());
        criterion.number.iter().chain(inner)
    });
    unique(numbers, "criterion", problems);
    let mut sections = Vec::new();
    for section in raw {
        let number = section.number.unwrap_or_else(|| Spanned::new(Line(String::new()), section.head));
        let (mut criteria, mut holders) = (Vec::new(), Vec::new());
        for criterion in section.criteria.unwrap_or_default() {
            let Some(own) = criterion.number else { continue };
            inside(&own, &number, "section", problems);
            let carries = criterion.scored_by.or(section.scored_by);
            let title = marked(criterion.title, own.span);
            let Some(inner) = criterion.criteria else {
                let judged = Judged { title, statement: criterion.statement, scored_by: carries, weight: criterion.weight };
                criteria.push(judged.criterion(&own));
                continue;
            };
            if let Some(weight) = criterion.weight {
                problems.push(
                    Diagnostic::error("needless-key", format!("the criterion {} holds others and has no weight", own.0))
                        .at(weight.span, "has no meaning here")
                        .help("take it out, and give the criteria in it their weights"),
                );
            }
            let first = criteria.len();
            for inner in inner {
                let Some(number) = inner.number else { continue };
                inside(&number, &own, "criterion", problems);
                let title = marked(inner.title, number.span);
                let judged = Judged { title, statement: inner.statement, scored_by: inner.scored_by.or(carries), weight: inner.weight };
                criteria.push(judged.criterion(&number));
            }
            holders.push(Holder { number: own.value.0, title, statement: criterion.statement, criteria: first..criteria.len() });
        }
        sections.push(FrameworkSection {
            title: marked(section.title, number.span),
            number: number.value.0,
            scored_by: section.scored_by.unwrap_or(ScoredBy::Percentage),
            introduction: section.introduction,
            commentary: section.commentary.map(|heading| heading.map(|line| line.0)),
            criteria,
            holders,
            span: number.span,
        });
    }
    sections
}

/// A criterion that is judged, whatever holds it.
struct Judged {
    title: Spanned<String>,
    statement: Option<Spanned<String>>,
    scored_by: Option<ScoredBy>,
    weight: Option<Spanned<Line>>,
}

impl Judged {
    fn criterion(self, number: &Spanned<Line>) -> Criterion {
        Criterion {
            number: number.0.clone(),
            title: self.title,
            statement: self.statement,
            scored_by: self.scored_by.unwrap_or(ScoredBy::Percentage),
            weight: self.weight.map(|weight| weight.value.0),
        }
    }
}

/// A line of Markdown; where it is missing, an empty one that stands where its owner does.
fn marked(line: Option<Spanned<MarkedLine>>, owner: Span) -> Spanned<String> {
    line.map_or_else(|| Spanned::new(String::new(), owner), |line| line.map(|line| line.0))
}

/// Reports a criterion whose number does not continue that of what holds it.
fn inside(own: &Spanned<Line>, holder: &Spanned<Line>, what: &str, problems: &mut Problems) {
    if !holder.0.is_empty() && !belongs(&own.0, &holder.0) {
        problems.push(
            Diagnostic::error("criterion-outside-section", format!("the criterion {} stands in {what} {}", own.0, holder.0))
                .at(own.span, format!("its number does not begin with the {what}'s"))
                .at(holder.span, format!("the {what}"))
                .help(format!("its number must be like {}", like(&holder.0))),
        );
    }
}

/// Whether a criterion's number continues its section's: `1.2` in `1`, `B3` or `B.3` in `B`.
fn belongs(criterion: &str, section: &str) -> bool {
    let digit_after_letter = |rest: &str| section.ends_with(|c: char| c.is_alphabetic()) && rest.starts_with(|c: char| c.is_ascii_digit());
    criterion
        .strip_prefix(section)
        .is_some_and(|rest| (rest.starts_with('.') && rest.len() > 1 && !rest.ends_with('.')) || digit_after_letter(rest))
}

fn like(section: &str) -> String {
    if section.ends_with(|c: char| c.is_alphabetic()) { format!("{section}1") } else { format!("{section}.1") }
}

pub(super) fn parts(raw: Option<Vec<RawPart>>, place: Option<Span>, problems: &mut Problems) -> Vec<Part> {
    let Some(raw) = raw else { return Vec::new() };
    unique(raw.iter().filter_map(|part| part.part.as_ref()), "part", problems);
    let whole = raw.iter().all(|part| part.part.is_some() && !part.partial);
    let mut parts = Vec::new();
    for part in raw {
        let Some(own) = part.part else { continue };
        name(&own, "a part", problems);
        let kind = PartKind::of(&own.0);
        let titled = matches!(kind, PartKind::Contents | PartKind::Prose);
        let wrote = |key: &str| part.written.iter().find(|written| written.value == key);
        if titled && wrote("title").is_none() && !part.partial {
            problems.push(
                Diagnostic::error("missing-key", format!("the part `{}` has no `title`", own.0))
                    .at(own.span, "this part")
                    .help("write its heading: `title: …`"),
            );
        }
        let needless = ["title", "appendix", "optional", "contents", "language"].into_iter().filter(|key| *key != "title" || !titled);
        for key in needless.filter_map(wrote).filter(|_| kind != PartKind::Prose) {
            problems.push(
                Diagnostic::error("needless-key", format!("the part `{}` takes no `{}`", own.0, key.value))
                    .at(key.span, "has no meaning here")
                    .help("take it out"),
            );
        }
        parts.push(Part {
            kind,
            title: marked(part.title, own.span),
            name: own.map(|line| line.0),
            appendix: part.appendix.is_some_and(|appendix| appendix.value),
            optional: part.optional.is_some_and(|optional| optional.value),
            listed: part.contents.map(|listed| listed.value).unwrap_or_default(),
            lang: part.language.and_then(|written| language(&written, problems)),
        });
    }
    // The cover has the report's title, the one heading of the first level.
    if whole
        && let (Some(place), Some(first)) = (place, parts.first())
        && first.kind != PartKind::Cover
    {
        problems.push(
            Diagnostic::error("cover-not-first", "a report begins with its cover")
                .at(first.name.span, "another part stands first")
                .at(Span { end: place.start + 1, ..place }, "in this list")
                .help("let `- part: cover` be the first of the parts"),
        );
    }
    if whole
        && let Some(place) = place
        && !parts.iter().any(|part| part.kind == PartKind::Sections)
    {
        problems.push(
            Diagnostic::error("no-sections-part", "the order of parts does not say where the sections come")
                .at(Span { end: place.start + 1, ..place }, "in this list")
                .help("add `- part: sections` where they belong"),
        );
    }
    parts
}

/// The language of a part, whichever it is: nothing is printed in it but what people write.
pub fn language(written: &Spanned<Line>, problems: &mut Problems) -> Option<Lang> {
    if Lang::is_tag(&written.0) {
        return Some(Lang(written.0.clone()));
    }
    problems.push(
        Diagnostic::error("unknown-language", format!("‘{}’ is no language", written.0))
            .at(written.span, "")
            .help("write the language's short sign: `cy` for Welsh, `fr` for French"),
    );
    None
}

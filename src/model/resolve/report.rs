//! One report: `report.yaml`, its prose, its lists and its pictures.

use std::collections::BTreeMap;

use super::{Known, Reader, cases, charts, findings, language, numbers, parts, scores, tables};
use crate::date::Date;
use crate::diag::{Diagnostic, Span, Spanned, suggest};
use crate::framework::resolve::Sure;
use crate::framework::{Framework, Part, PartKind};
use crate::locale::Lang;
use crate::model::Programme;
use crate::model::finding::{Recommendation, RecommendationList, Vignette};
use crate::model::isbn::isbn_problem;
use crate::model::raw::{
    OneOrMore, RawCover, RawPerson, RawRecommendation, RawRecommendationList, RawRecommendations, RawReport, RawSigned, RawVignette,
    WrittenSample,
};
use crate::model::report::{Abbreviation, CoverImage, Gaps, GlossaryEntry, Pages, Person, Report, Signed, State, UNREAD_DATE, Unread};
use crate::source::decode::{Line, Map, MarkedLine, TextOr, did_you_mean, listed};
use crate::source::discover::{ReportFolder, as_name, is_name};
use crate::source::image::{Image, load_image};
use crate::source::{read, whole_file};

/// The framework of a report as far as it is known, and where the report names it.
#[derive(Clone, Copy)]
pub(super) struct Against<'a> {
    pub(super) framework: &'a Framework,
    pub(super) sure: Sure,
    pub(super) known: &'a Known,
    /// `framework: omi` in `report.yaml`: the place to point at when a whole file is missing.
    pub(super) named: Span,
}

/// Names that stand once in a report.
pub(super) type Ids = BTreeMap<String, Span>;

pub(super) fn load_report(
    reader: &mut Reader,
    folder: &ReportFolder,
    programme: Option<&Programme>,
    frameworks: &[Known],
) -> Option<Report> {
    let raw = folder.report.as_ref().and_then(|found| reader.record::<RawReport>(found));
    let known = raw.as_ref().and_then(|(_, raw)| framework(reader, raw.framework.as_ref()?, frameworks));
    let against = known.as_ref().and_then(|(known, named)| {
        let (framework, sure) = known.resolved.as_ref()?;
        Some(Against { framework, sure: *sure, known, named: *named })
    });

    let mut ids = Ids::new();
    let sections = findings::load_sections(reader, folder, against, &mut ids);
    let stated = scores::load_scores(reader, folder, against, folder.answers.is_some());
    let sample = raw.as_ref().and_then(|(_, raw)| match raw.sample.as_ref()? {
        WrittenSample::Exact(sample) => Some(sample),
        WrittenSample::About(_) => None,
    });
    let cases = cases::load_cases(reader, folder, against, sample);
    if let (Some(against), Some(sections), Some((stated, true))) = (against, &sections, &stated) {
        findings::unexamined(reader, against, sections, stated);
    }
    let recommendations = recommendations(reader, folder);
    let vignettes = vignettes(reader, folder, against);
    let abbreviations = abbreviations(reader, folder);
    let tables = tables::load_tables(reader, folder);
    // Cases that cannot be read are cases all the same.
    let counted = if matches!(cases, Ok(None)) { charts::Counted::Stated(sample) } else { charts::Counted::Cases };
    let charts = charts::load_charts(reader, folder, against, counted);
    let images = images(reader, folder);
    let glossary = glossary(reader, folder);
    let written = raw.as_ref().and_then(|(_, raw)| raw.parts.as_ref());
    let parts = against.map(|against| parts::report_parts(reader, written, against));
    let prose = prose(reader, folder, against, parts.as_deref().unwrap_or_default());

    let beside = std::mem::take(&mut reader.beside);
    let (file, mut raw) = raw?;
    let written = raw.allow.take();
    let unread = written.is_none() && raw.wrote("allow").is_some();
    let (mut allows, all_sound) = cases::prose_allows(reader, folder, written.unwrap_or_default());
    allows.extend(beside);
    let details = details(reader, raw, programme);
    let framework = against.and_then(|against| against.known.resolved.as_ref()).map(|(framework, _)| framework.clone());
    // A file with an error may lack what else rests on it, even where the rest of it could be read.
    let wrong = |names: &[&str]| has_errors(reader, folder, names);
    let gaps = Gaps {
        details: unread || !all_sound || wrong(&["report.yaml"]),
        prose: prose.1,
        sections: sections.is_none() || wrong(&["sections/"]),
        scores: stated.as_ref().is_none_or(|(_, sound)| !sound) || cases.is_err() || wrong(&["scores.yaml", "cases.csv", "answers.csv"]),
        recommendations: recommendations.is_none() || wrong(&["recommendations.yaml"]),
        lists: vignettes.is_none() || glossary.is_none() || wrong(&["good-practice.yaml", "glossary.yaml", "abbreviations.yaml"]),
        tables: !tables.1.is_empty() || wrong(&["tables/"]),
        charts: !charts.1.is_empty() || wrong(&["charts/"]),
        images: images.is_none() || wrong(&["images/"]),
        framework: known.as_ref().is_some_and(|(known, _)| has_errors_below(reader, &known.shown, &[""])),
    };
    let Details {
        area,
        area_kind,
        lang,
        state,
        fieldwork,
        published,
        sample,
        sample_words,
        cover_lines,
        isbns,
        edition,
        cover,
        source,
        licence,
        pages,
        contact,
        signed,
        people,
    } = details;
    let cases = cases.unwrap_or_default();
    // How many cases there are need not be written where they are all here.
    let counted = cases.as_ref().and_then(|cases| Some(Spanned::new(u32::try_from(cases.cases.len()).ok()?, Span::new(cases.file, 0..0))));
    let sample = sample.or(counted);
    Some(Report {
        slug: folder.slug.clone(),
        file,
        framework: framework?,
        area,
        area_kind,
        lang,
        state,
        fieldwork,
        published,
        sample,
        sample_words,
        cover_lines,
        isbns,
        edition,
        cover,
        source,
        licence,
        pages,
        contact,
        signed,
        people,
        parts: parts.unwrap_or_default(),
        prose: prose.0,
        sections: sections.unwrap_or_default(),
        scores: stated.map(|(stated, _)| stated).unwrap_or_default(),
        cases,
        allows,
        recommendations: recommendations.unwrap_or_default(),
        vignettes: vignettes.unwrap_or_default(),
        abbreviations: abbreviations.unwrap_or_default(),
        glossary: glossary.unwrap_or_default(),
        tables: tables.0,
        unread: Unread { tables: tables.1, charts: charts.1 },
        charts: charts.0,
        images: images.unwrap_or_default(),
        gaps,
    })
}

/// Whether an error was reported in one of these files of a report, or below one of these folders.
fn has_errors(reader: &Reader, folder: &ReportFolder, names: &[&str]) -> bool {
    has_errors_below(reader, &folder.shown, names)
}

/// Errors in what has been read whole all the same: nothing else follows from them, so the rest is looked at in the same run.
const NOTHING_LOST: &[&str] = &["bad-isbn", "comparators-out-of-order", "dates-out-of-order", "sample-differs"];

fn has_errors_below(reader: &Reader, shown: &str, names: &[&str]) -> bool {
    let loses = |problem: &&Diagnostic| problem.is_error() && !NOTHING_LOST.contains(&problem.name);
    reader.problems.iter().filter(loses).any(|problem| {
        let labelled = problem.labels.first().map(|label| reader.sources.file(label.span.file).path.as_str());
        let below = labelled.or(problem.path.as_deref()).and_then(|path| path.strip_prefix(shown)?.strip_prefix('/'));
        below.is_some_and(|below| names.iter().any(|name| below.starts_with(name)))
    })
}

/// The framework that a report names.
pub(super) fn framework<'a>(reader: &mut Reader, named: &Spanned<Line>, frameworks: &'a [Known]) -> Option<(&'a Known, Span)> {
    let found = frameworks.iter().find(|known| known.id == named.0);
    if found.is_none() {
        let ids: Vec<&str> = frameworks.iter().map(|known| known.id.as_str()).collect();
        reader.report(
            Diagnostic::error("unknown-framework", format!("there is no framework `{}`", named.0))
                .at(named.span, "not a folder of `frameworks`")
                .help(did_you_mean(&named.0, "frameworks", &ids)),
        );
    }
    found.map(|known| (known, named.span))
}

/// What `report.yaml` says. In place of what could not be read stands what says nothing, so that the rest of the report can be checked: an empty
/// area, [`UNREAD_DATE`].
struct Details {
    area: Spanned<String>,
    area_kind: Option<String>,
    lang: Lang,
    state: State,
    fieldwork: Option<Spanned<Date>>,
    published: Spanned<Date>,
    sample: Option<Spanned<u32>>,
    sample_words: Option<String>,
    cover_lines: Option<Vec<Spanned<String>>>,
    isbns: Vec<Spanned<String>>,
    edition: Option<String>,
    cover: Option<CoverImage>,
    source: Option<Spanned<String>>,
    licence: Option<Spanned<String>>,
    pages: Pages,
    contact: Option<Spanned<String>>,
    signed: Option<Signed>,
    people: Vec<Person>,
}

fn details(reader: &mut Reader, raw: RawReport, programme: Option<&Programme>) -> Details {
    let head = raw.head;
    let lang = match &raw.language {
        Some(written) => language(reader, written).inspect(|lang| published_in(reader, lang, written.span, programme)),
        None if raw.wrote("language").is_some() => None,
        None => programme.and_then(|programme| programme.languages.first().cloned()),
    };
    let fieldwork = raw.fieldwork.as_ref().and_then(|written| date(reader, written, "fieldwork"));
    let published = raw.published.as_ref().and_then(|written| date(reader, written, "published"));
    if let (Some(fieldwork), Some(published)) = (&fieldwork, &published)
        && is_later(fieldwork.value, published.value)
    {
        reader.report(
            Diagnostic::error("dates-out-of-order", "the fieldwork is later than the publication")
                .at(fieldwork.span, "fieldwork")
                .at(published.span, "published")
                .help("correct one of the two dates"),
        );
    }
    let isbns = raw.isbn.map(|OneOrMore(list)| list).unwrap_or_default();
    for (index, isbn) in isbns.iter().enumerate() {
        if let Some((message, help)) = isbn_problem(&isbn.0) {
            reader.report(Diagnostic::error("bad-isbn", message).at(isbn.span, "").help(help));
        }
        if let Some(first) = isbns[..index].iter().find(|first| first.0 == isbn.0) {
            reader.report(
                Diagnostic::error("duplicate-name", format!("the ISBN {} stands here twice", isbn.0))
                    .at(isbn.span, "the second")
                    .at(first.span, "the first")
                    .help("take one out"),
            );
        }
    }
    let text = |line: Spanned<Line>| line.map(|line| line.0);
    // What is left out of these lists was reported, so no report comes of it.
    let signed = raw.signed.and_then(|raw| signed(reader, raw));
    let (sample, sample_words) = match raw.sample {
        Some(WrittenSample::Exact(sample)) => (Some(sample), None),
        Some(WrittenSample::About(words)) => (None, Some(words)),
        None => (None, None),
    };
    let cover = raw.cover.and_then(|raw| cover_image(reader, raw));
    let people = raw.people.unwrap_or_default().into_iter().filter_map(|raw| person(reader, raw)).collect();
    Details {
        area: raw.area.map_or_else(|| Spanned::new(String::new(), head), text),
        area_kind: raw.area_kind.map(|line| line.value.0),
        lang: lang.unwrap_or_else(|| Lang("en".to_owned())),
        state: raw.state.unwrap_or(State::Working),
        fieldwork,
        published: published.unwrap_or(Spanned::new(UNREAD_DATE, head)),
        sample,
        sample_words,
        cover_lines: raw.cover_lines.map(|lines| lines.into_iter().map(|line| line.map(|line| line.0)).collect()),
        isbns: isbns.into_iter().map(text).collect(),
        edition: raw.edition.map(|line| line.value.0),
        cover,
        source: raw.source,
        licence: raw.licence,
        pages: raw.pages.or(programme.map(|programme| programme.pages)).unwrap_or_default(),
        contact: raw.contact,
        signed,
        people,
    }
}

/// The picture of the cover, of which somebody must have said what it shows or that nobody needs to know.
fn cover_image(reader: &mut Reader, raw: RawCover) -> Option<CoverImage> {
    let head = raw.head;
    let undecided = raw.wrote("alt").is_some() || raw.wrote("decorative").is_some();
    let path = raw.image?.map(|line| line.0);
    let alt = match (raw.alt, raw.decorative.is_some_and(|decorative| decorative.value)) {
        (Some(alt), false) => alt.value.0,
        (None, true) => String::new(),
        (Some(alt), true) => {
            reader.report(
                Diagnostic::error("alt-and-decorative", "the cover's picture has a text alternative and is said to be decorative")
                    .at(alt.span, "what it shows")
                    .help("take out `decorative` if readers should be told of the picture, else `alt`"),
            );
            return None;
        }
        // A value that could not be read was reported.
        (None, false) if undecided && raw.partial => return None,
        (None, false) => {
            reader.report(
                Diagnostic::error("missing-alt", "the cover's picture has no text alternative").at(head, "this picture").help(
                    "say below `alt` what it shows, for those who cannot see it, or write `decorative: true` if it is there for its looks alone",
                ),
            );
            return None;
        }
    };
    Some(CoverImage { path, alt })
}

/// A report may only be in a language of the programme's.
fn published_in(reader: &mut Reader, lang: &Lang, span: Span, programme: Option<&Programme>) {
    let Some(programme) = programme.filter(|programme| !programme.languages.is_empty() && !programme.languages.contains(lang)) else {
        return;
    };
    let known: Vec<&str> = programme.languages.iter().map(|lang| lang.0.as_str()).collect();
    reader.report(
        Diagnostic::error("unknown-language", format!("the programme does not publish in `{lang}`"))
            .at(span, "not among the programme's languages")
            .help(format!(
                "{}; add it to `languages` in `programme.yaml`, or change it here",
                did_you_mean(&lang.0, "its languages", &known)
            )),
    );
}

pub(super) fn date(reader: &mut Reader, written: &Spanned<Line>, key: &str) -> Option<Spanned<Date>> {
    let date = Date::parse(&written.0);
    if date.is_none() {
        reader.report(
            Diagnostic::error("bad-date", format!("‘{}’ is no date", written.0))
                .at(written.span, "")
                .help(format!("write a year, a month or a day that there is: `{key}: 2008`, `{key}: 2008-04` or `{key}: 2008-04-15`")),
        );
    }
    date.map(|date| Spanned::new(date, written.span))
}

/// Whether `a` is certainly after `b`: compared as far as both are given.
fn is_later(a: Date, b: Date) -> bool {
    let (year, month, day) = ((a.year, b.year), a.month.zip(b.month), a.day.zip(b.day));
    let pairs =
        [Some((u32::from(year.0), u32::from(year.1))), month.map(|(a, b)| (a.into(), b.into())), day.map(|(a, b)| (a.into(), b.into()))];
    pairs.into_iter().map_while(|pair| pair).find(|(a, b)| a != b).is_some_and(|(a, b)| a > b)
}

fn signed(reader: &mut Reader, raw: RawSigned) -> Option<Signed> {
    let line = |line: Option<Spanned<Line>>| line.map(|line| line.value.0);
    let date = raw.date.and_then(|written| date(reader, &written, "date"));
    let lines = |OneOrMore(lines): OneOrMore<Spanned<Line>>| lines.into_iter().map(|line| line.value.0).collect();
    Some(Signed {
        role: lines(raw.role?),
        names: raw.names.map(lines).unwrap_or_default(),
        place: line(raw.place),
        date: date.map(|date| date.value),
    })
}

fn person(reader: &mut Reader, raw: RawPerson) -> Option<Person> {
    if let (Some(number), Some(names)) = (&raw.number, &raw.names) {
        reader.report(
            Diagnostic::error("number-and-names", "a role has both names and a number")
                .at(number.span, "the number")
                .at(Span { end: names.span.start + 1, ..names.span }, "the names")
                .help("take the number out: the names can be counted"),
        );
    }
    Some(Person {
        role: raw.role?.value.0,
        names: raw.names.map(|names| names.value.into_iter().map(|line| line.0).collect()).unwrap_or_default(),
        number: raw.number.map(|number| number.value),
    })
}

/// The report's own prose; says what is missing, and what nobody will read.
///
/// The Markdown of the parts, and whether any is missing.
fn prose(reader: &mut Reader, folder: &ReportFolder, against: Option<Against>, parts: &[Part]) -> (Vec<(String, Spanned<String>)>, bool) {
    let mut prose = Vec::new();
    let mut missing = false;
    let parts: Vec<_> = parts.iter().filter(|part| part.kind == PartKind::Prose).collect();
    let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
    // Parts without a file of their name: what a stray file was probably meant to be.
    let free: Vec<&str> = names.iter().copied().filter(|name| !folder.prose.iter().any(|found| found.name == *name)).collect();
    let mut meant = Vec::new();
    for found in &folder.prose {
        match read::text(reader.system, &found.path, &found.shown, reader.sources, reader.problems) {
            Some(file) => prose.push((found.name.clone(), whole_file(reader.sources, file))),
            None => missing = true,
        }
        if against.is_some_and(|against| against.sure.parts) && !names.contains(&found.name.as_str()) {
            let near = suggest::nearest(&found.name, free.iter().copied());
            meant.extend(near);
            let left_out = against.is_some_and(|against| against.framework.parts.iter().any(|part| part.name.value == found.name));
            let help = match near {
                _ if left_out => "report.yaml leaves the part out: take the file away, or the part's `leave-out`".to_owned(),
                Some(near) => format!("did you mean `{near}.md`? Rename it"),
                None => format!(
                    "the parts are {}; add one of this name to `parts` in report.yaml or in the framework, or take the file away",
                    listed(&names)
                ),
            };
            reader.report(
                Diagnostic::error("unused-file", format!("no part of the report is called `{}`", found.name))
                    .in_path(found.shown.clone())
                    .help(help),
            );
        }
    }
    let Some(against) = against.filter(|against| against.sure.parts) else { return (prose, missing) };
    for part in parts {
        let name = part.name.as_str();
        let there = folder.prose.iter().any(|found| found.name == name) || against.known.prose.iter().any(|prose| prose == name);
        missing |= !there && !part.optional;
        if !there && !part.optional && !meant.contains(&name) {
            reader.report(
                Diagnostic::error("missing-part", format!("the part `{name}` has no text"))
                    .at(against.named, format!("the framework asks for `{name}.md`"))
                    .at(part.name.span, "here")
                    .help(format!("write `{}/{name}.md`, or mark the part `optional: true` in the framework", folder.shown)),
            );
        }
    }
    (prose, missing)
}

fn recommendations(reader: &mut Reader, folder: &ReportFolder) -> Option<Vec<RecommendationList>> {
    let Some(found) = &folder.recommendations else { return Some(Vec::new()) };
    let (_, raw) = reader.record::<RawRecommendations>(found)?;
    let lists = match raw {
        RawRecommendations::One(list) => vec![(RecommendationList::MAIN.to_owned(), None, list)],
        RawRecommendations::Several(map) => {
            for (name, _) in map.entries.iter().filter(|(name, _)| !is_name(&name.value)) {
                reader.report(
                    Diagnostic::error("bad-name", format!("`{}` cannot be the name of a list", name.value))
                        .at(name.span, "")
                        .help(format!("lower-case letters, digits and single hyphens: `{}`", as_name(&name.value))),
                );
            }
            let list = |(name, list): (Spanned<String>, RawRecommendationList)| match list {
                RawRecommendationList::Plain(items) => (name.value, None, items),
                RawRecommendationList::Titled(list) => (name.value, list.title, list.items.unwrap_or_default()),
            };
            map.entries.into_iter().map(list).collect()
        }
    };
    let mut ids = Ids::new();
    let mut one = |raw: RawRecommendation| match raw {
        TextOr::Text(text) => Some(Recommendation { text, id: None }),
        TextOr::Record(raw) => {
            let id = raw.id.map(|id| self::id(reader, &mut ids, id));
            let text = raw.text?;
            reader.keep_allows(raw.allow.as_ref(), &text);
            Some(Recommendation { text, id })
        }
    };
    let list = |(name, title, list): (String, Option<Spanned<Line>>, Vec<RawRecommendation>)| RecommendationList {
        name,
        title: title.map(|title| title.value.0),
        items: list.into_iter().filter_map(&mut one).collect(),
    };
    Some(lists.into_iter().map(list).collect())
}

/// A name that may stand only once.
pub(super) fn id(reader: &mut Reader, ids: &mut Ids, id: Spanned<Line>) -> Spanned<String> {
    if !is_name(&id.0) {
        reader.report(
            Diagnostic::error("bad-name", format!("`{}` cannot be an id", id.0))
                .at(id.span, "")
                .help(format!("lower-case letters, digits and single hyphens: `{}`", as_name(&id.0))),
        );
    }
    match ids.get(&id.0) {
        Some(first) => reader.report(
            Diagnostic::error("duplicate-id", format!("the id `{}` stands twice", id.0))
                .at(id.span, "the second")
                .at(*first, "the first")
                .help("each needs an id of its own"),
        ),
        None => {
            ids.insert(id.0.clone(), id.span);
        }
    }
    id.map(|line| line.0)
}

fn vignettes(reader: &mut Reader, folder: &ReportFolder, against: Option<Against>) -> Option<Vec<Vignette>> {
    let Some(found) = &folder.good_practice else { return Some(Vec::new()) };
    let (_, raw) = reader.record::<Vec<RawVignette>>(found)?;
    let mut vignettes = Vec::new();
    let mut ids = Ids::new();
    for raw in raw {
        if let Some(criterion) = &raw.criterion {
            known_criterion(reader, criterion.span, &criterion.0, against);
        }
        if raw.id.is_none() && raw.wrote("id").is_none() && raw.label.is_none() && raw.wrote("label").is_none() && !raw.partial {
            reader.report(
                Diagnostic::error("missing-key", "the example has neither a `label` nor an `id`")
                    .at(raw.head, "this example")
                    .help("write its `label:`, which is its title in the list; or an `id:`, to place it with {vignette: …}"),
            );
        }
        let id = raw.id.map(|id| self::id(reader, &mut ids, id));
        let Some(story) = raw.story else { continue };
        reader.keep_allows(raw.allow.as_ref(), &story);
        vignettes.push(Vignette {
            id,
            label: raw.label.map(|label| label.map(|line| line.0)),
            criterion: raw.criterion.map(|number| number.map(|line| line.0)),
            story,
        });
    }
    Some(vignettes)
}

/// Whether the framework has a criterion; reports it if not. `true` as well when the framework cannot be relied on.
pub(super) fn known_criterion(reader: &mut Reader, span: Span, number: &str, against: Option<Against>) -> bool {
    let Some(against) = against.filter(|against| against.sure.sections) else { return true };
    if against.framework.criterion(number).is_some() {
        return true;
    }
    // Between numbers, 'near' says little: 1.6 is as near to 1.1 as to 1.5. What counts is another way of writing the same.
    let letters = |number: &str| number.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let same = against.framework.criteria().map(|(_, criterion)| criterion).find(|criterion| letters(&criterion.number) == letters(number));
    let section = against.framework.sections.iter().rev().find(|section| !section.number.is_empty() && number.starts_with(&section.number));
    let help = match (same, section) {
        (Some(same), _) => format!("did you mean `{}`?", same.number),
        (None, Some(section)) => {
            let all: Vec<&str> = section.criteria.iter().map(|criterion| criterion.number.as_str()).collect();
            format!("section {} has {}", section.number, numbers(&all))
        }
        (None, None) => {
            let all: Vec<&str> = against.framework.criteria().map(|(_, criterion)| criterion.number.as_str()).collect();
            format!("known are {}", numbers(&all))
        }
    };
    reader.report(
        Diagnostic::error("unknown-criterion", format!("the framework has no criterion {number}"))
            .at(span, "not in the framework")
            .help(help),
    );
    false
}

fn abbreviations(reader: &mut Reader, folder: &ReportFolder) -> Option<Vec<Abbreviation>> {
    let Some(found) = &folder.abbreviations else { return Some(Vec::new()) };
    let (_, raw) = reader.record::<Map<Spanned<MarkedLine>>>(found)?;
    let mut seen: BTreeMap<String, (String, Span)> = BTreeMap::new();
    let mut abbreviations = Vec::new();
    for (short, long) in raw.entries {
        let lower = short.to_lowercase();
        match seen.get(&lower) {
            Some((first, span)) => reader.report(
                Diagnostic::error("duplicate-abbreviation", format!("`{}` and `{first}` differ only in capitals", short.value))
                    .at(short.span, "the second")
                    .at(*span, "the first")
                    .help("keep one of them, or tell them apart by more than capitals"),
            ),
            None => {
                seen.insert(lower, (short.value.clone(), short.span));
            }
        }
        abbreviations.push(Abbreviation { short, long: long.map(|line| line.0) });
    }
    abbreviations.sort_by_cached_key(|abbreviation| (abbreviation.short.to_lowercase(), abbreviation.short.value.clone()));
    Some(abbreviations)
}

fn glossary(reader: &mut Reader, folder: &ReportFolder) -> Option<Vec<GlossaryEntry>> {
    let Some(found) = &folder.glossary else { return Some(Vec::new()) };
    let (_, raw) = reader.record::<Map<Spanned<String>>>(found)?;
    let mut seen: BTreeMap<String, (String, Span)> = BTreeMap::new();
    let mut glossary = Vec::new();
    for (term, meaning) in raw.entries {
        let lower = term.to_lowercase();
        match seen.get(&lower) {
            Some((first, span)) => reader.report(
                Diagnostic::error("duplicate-name", format!("the terms ‘{}’ and ‘{first}’ differ only in capitals", term.value))
                    .at(term.span, "the second")
                    .at(*span, "the first")
                    .help("join the two"),
            ),
            None => {
                seen.insert(lower, (term.value.clone(), term.span));
            }
        }
        glossary.push(GlossaryEntry { term, meaning });
    }
    glossary.sort_by_cached_key(|entry| (entry.term.to_lowercase().replace(['\'', '‘', '’', '*', '_'], ""), entry.term.value.clone()));
    Some(glossary)
}

fn images(reader: &mut Reader, folder: &ReportFolder) -> Option<Vec<Image>> {
    let mut images = Vec::new();
    for found in &folder.images {
        match load_image(reader.system, &folder.path, &folder.shown, &format!("images/{}", found.name), None) {
            Ok(image) => images.push(image),
            Err(diagnostic) => reader.report(*diagnostic),
        }
    }
    (images.len() == folder.images.len()).then_some(images)
}

#[cfg(test)]
mod tests {
    use super::is_later;
    use crate::date::Date;
    use crate::model::isbn::isbn_problem;

    #[test]
    fn isbns_of_both_lengths() {
        for good in ["978-1-84099-141-3", "9781840991413", "0-306-40615-2", "080442957X"] {
            assert_eq!(isbn_problem(good), None, "{good}");
        }
        for (bad, said) in [
            ("978-1-84099-141-5", "last is 3"),
            ("0-306-40615-3", "last is 2"),
            ("978", "3 characters"),
            ("978-1-84099-1x1-3", "13 characters"),
        ] {
            assert!(isbn_problem(bad).is_some_and(|(_, help)| help.contains(said)), "{bad}");
        }
    }

    #[test]
    fn dates_are_compared_as_far_as_both_go() {
        let later = |a: &str, b: &str| is_later(Date::parse(a).expect("a date"), Date::parse(b).expect("a date"));
        assert!(later("2008-05", "2008-04") && later("2009", "2008-12") && later("2008-04-16", "2008-04-15"));
        assert!(!later("2008-04-30", "2008-04") && !later("2008", "2008-01") && !later("2007-12-31", "2008"));
    }
}

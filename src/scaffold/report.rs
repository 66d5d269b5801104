//! The skeleton of a report: what its framework asks for, each thing with an example that says that it is one: 'Example …, to be replaced'.
//! By these words the check `mark-left-behind` knows those that are left.
//!
//! What is needed is read off the framework: its criteria, groups, threads and inspections; the parts that have no fixed wording; and the
//! inserts and cross-references in that wording, which name lists, tables and people that the report must have.
//!
//! Scores begin at 0 and at the lowest grade. A likely figure might be left standing and be taken for a result; these cannot.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use super::short_forms::short_forms;
use super::{Made, NewFile, free_folder, make, with_modeline};
use crate::diag::{Diagnostic, Problems, Sources};
use crate::document::wording;
use crate::framework::resolve::load_framework;
use crate::framework::{Criterion, Framework, FrameworkSection, Part, PartKind, ScoredBy};
use crate::model::chart::{MADE_CHARTS, SAMPLE};
use crate::model::finding::RecommendationList;
use crate::model::report::MADE_TABLES;
use crate::source::decode::{did_you_mean, listed};
use crate::source::discover::{FrameworkFolder, as_name, discover, is_name, shown_path};
use crate::source::system::System;

/// How wide a comment may be.
const WIDTH: usize = 110;

/// The size of the example's sample.
const SAMPLE_SIZE: u32 = 100;

/// Writes the skeleton of a report on a framework, and `programme.yaml` if there is none. Without a name, the only framework is taken.
///
/// # Errors
/// When the name cannot be one, something of that name is there, the framework is not there or has errors, or a file cannot be written.
pub fn new_report(
    system: &dyn System,
    content: &Path,
    slug: &str,
    framework: Option<&str>,
    sources: &mut Sources,
) -> Result<Made, Problems> {
    let folder = free_folder(system, content, "reports", slug).map_err(|problem| vec![problem])?;
    let found = framework_folder(system, content, framework).map_err(|problem| vec![problem])?;
    let mut problems = Problems::new();
    let resolved = load_framework(system, &found, sources, &mut problems);
    let Some(resolved) = resolved.filter(|_| !problems.iter().any(Diagnostic::is_error)) else {
        if problems.is_empty() {
            let path = format!("{}/framework.yaml", found.shown);
            problems.push(Diagnostic::error("missing-file", "the framework has no `framework.yaml`").in_path(path).help("write it first"));
        }
        return Err(problems);
    };
    let framework = &resolved.framework;
    let lined = |(path, text): NewFile| {
        let text = with_modeline(content, &format!("reports/{slug}/{path}"), Some(&framework.id), &text);
        (path, text)
    };
    let files: Vec<NewFile> = files(framework).into_iter().map(lined).collect();
    make(system, content, folder, &files).map_err(|problem| vec![problem])
}

fn framework_folder(system: &dyn System, content: &Path, wanted: Option<&str>) -> Result<FrameworkFolder, Diagnostic> {
    let there = system.kind(content).is_ok_and(|kind| kind.is_some());
    // What else is wrong with the content is for `check` to say.
    let found = if there { discover(system, content, &[], &mut Problems::new()) } else { None };
    let mut frameworks = found.map(|found| found.frameworks).unwrap_or_default();
    let ids: Vec<String> = frameworks.iter().map(|framework| framework.id.clone()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let place = shown_path(&content.join("frameworks"));
    match (wanted, frameworks.len()) {
        (_, 0) => Err(Diagnostic::error("no-frameworks", "there is no framework that a report could be on")
            .in_path(place)
            .help("begin with one: `bluebook new framework ID`; or name another content folder with --content")),
        (None, 1) => Ok(frameworks.remove(0)),
        (None, _) => Err(Diagnostic::error("several-frameworks", "there are several frameworks, and the report is on one of them")
            .in_path(place)
            .help(format!("say which one with --framework: {}", listed(&ids)))),
        (Some(wanted), _) => match frameworks.iter().position(|framework| framework.id == wanted) {
            Some(at) => Ok(frameworks.remove(at)),
            None => Err(Diagnostic::error("unknown-framework", format!("there is no framework `{wanted}`"))
                .in_path(place)
                .help(did_you_mean(wanted, "frameworks", &ids))),
        },
    }
}

/// Every file of the skeleton.
fn files(framework: &Framework) -> Vec<NewFile> {
    let mut wanted = Wanted::of(framework);
    let mut files = prose(framework, &mut wanted);
    files.push(("report.yaml".to_owned(), report_yaml(framework, &wanted)));
    files.push(("scores.yaml".to_owned(), scores_yaml(framework)));
    files.extend(framework.sections.iter().map(|section| section_yaml(framework, section, &wanted)));
    files.extend(recommendations_yaml(&wanted));
    files.extend(good_practice_yaml(framework, &wanted));
    // Those of the wording stand in every report on the framework, so each lists them.
    let forms = short_forms(framework);
    if wanted.has("abbreviations") {
        let mut text = "# Any order: the list is printed sorted.\nEX: example of an abbreviation, to be replaced\n".to_owned();
        for form in &forms {
            let _ = writeln!(text, "{form}: example, to be replaced by what {form} stands for");
        }
        files.push(("abbreviations.yaml".to_owned(), text));
    }
    if wanted.has("glossary") {
        let forms = if wanted.has("abbreviations") { BTreeSet::new() } else { forms };
        files.push(("glossary.yaml".to_owned(), glossary_yaml(&wanted, &forms)));
    }
    files.extend(wanted.tables().map(table_yaml));
    files.extend(wanted.arguments("chart").filter_map(|name| chart_yaml(framework, name)));
    files
}

// What the framework's wording asks for ---------------------------------------------------------------------------------------

/// The inserts and cross-references in a framework's wording, and in the parts that are made from it.
#[derive(Debug, Default)]
struct Wanted {
    /// `table: caseload`, `people`.
    inserts: BTreeSet<String>,
    /// Kind and name: `table`, `caseload`.
    references: BTreeSet<(String, String)>,
}

impl Wanted {
    fn of(framework: &Framework) -> Self {
        let mut wanted = Self::default();
        let texts = framework.wording.iter().map(|(_, text)| text);
        let texts = texts.chain(framework.threads.iter().filter_map(|thread| thread.explanation.as_ref()));
        let texts = texts.chain(framework.bands.iter().filter_map(|band| band.conclusion.as_ref()));
        for text in texts.chain(framework.sections.iter().filter_map(|section| section.introduction.as_ref())) {
            wanted.read(text);
        }
        wanted
    }

    fn read(&mut self, text: &str) {
        for line in text.lines().map(str::trim) {
            let Some(inner) = line.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else { continue };
            let (name, argument) = wording::split(inner);
            if wording::INSERTS.contains(&name) {
                self.inserts.insert(argument.map_or_else(|| name.to_owned(), |argument| format!("{name}: {argument}")));
            }
        }
        for reference in text.split("[[").skip(1) {
            let Some((inner, _)) = reference.split_once("]]") else { continue };
            let target = inner.split('|').next().unwrap_or_default().trim();
            if let Some((kind, name)) = target.split_once(' ') {
                self.references.insert((kind.to_owned(), name.trim().to_owned()));
            }
        }
    }

    fn has(&self, insert: &str) -> bool {
        self.inserts.contains(insert)
    }

    /// The names that stand after `name:` in inserts.
    fn arguments<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.inserts.iter().filter_map(move |insert| {
            let (found, argument) = wording::split(insert);
            argument.filter(|_| found == name)
        })
    }

    /// The names of cross-references of a kind.
    fn referred<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a str> {
        self.references.iter().filter(move |(found, _)| found == kind).map(|(_, name)| name.as_str())
    }

    /// The tables that are the report's own.
    fn tables(&self) -> impl Iterator<Item = &str> {
        self.arguments("table").filter(|name| !MADE_TABLES.contains(name) && is_name(name))
    }
}

// Prose -----------------------------------------------------------------------------------------------------------------------

/// The parts that have no fixed wording. What they insert is then wanted too.
fn prose(framework: &Framework, wanted: &mut Wanted) -> Vec<NewFile> {
    let referred: BTreeSet<String> = wanted.referred("part").chain(wanted.referred("appendix")).map(str::to_owned).collect();
    let worded = |part: &Part| framework.wording.iter().any(|(name, _)| *name == part.name.value);
    let parts = framework
        .parts
        .iter()
        .filter(|part| part.kind == PartKind::Prose && !worded(part) && (!part.optional || referred.contains(part.name.as_str())));
    let mut files: Vec<NewFile> = Vec::new();
    for part in parts {
        let mut text = format!("Example text of the part ‘{}’, to be replaced.\n", part.title);
        for insert in usual_inserts(framework, &part.name.value).into_iter().filter(|insert| !wanted.has(insert)) {
            let _ = write!(text, "\n{{{insert}}}\n");
        }
        wanted.read(&text);
        files.push((format!("{}.md", part.name.value), text));
    }
    // Charts and tables that the wording refers to and leaves to the report.
    let mut missing = Vec::new();
    for kind in ["chart", "table"] {
        missing.extend(wanted.referred(kind).map(|name| format!("{kind}: {name}")).filter(|insert| !wanted.has(insert)));
    }
    if let Some((_, text)) = files.last_mut() {
        for insert in missing {
            let _ = write!(text, "\n{{{insert}}}\n");
        }
        wanted.read(text);
    }
    files
}

/// What a part of this name holds in most programmes.
fn usual_inserts(framework: &Framework, part: &str) -> Vec<&'static str> {
    let scored = |scored_by| framework.criteria().any(|(_, criterion)| criterion.scored_by == scored_by);
    match part {
        "foreword" | "preface" => vec!["signature"],
        "acknowledgements" => vec!["people"],
        "abbreviations" => vec!["abbreviations"],
        "glossary" => vec!["glossary"],
        "recommendations" => vec!["recommendations"],
        "good-practice" => vec!["vignettes"],
        "scores" => {
            let chart = scored(ScoredBy::Percentage).then_some("chart: criterion-scores");
            chart.into_iter().chain(scored(ScoredBy::Grade).then_some("table: grades")).collect()
        }
        "scoring-summary" => vec!["table: scoring-summary"],
        _ => Vec::new(),
    }
}

// YAML ------------------------------------------------------------------------------------------------------------------------

fn report_yaml(framework: &Framework, wanted: &Wanted) -> String {
    let mut text = format!(
        "\
# One report. What is given here are examples. A line that begins with # and no blank is a key that is not in use: take the # away, and it
# is. docs/content-format.md says more on every key.
framework: {}
area: Example Area
#area-kind: trust        # what {{area-kind}} says, and the label on the cover; 'area' if nothing is said
#language: en            # if it is not the programme's first one
# How far it has got: working, factual-accuracy, embargoed or published. Until it is published, `bluebook build --drafts` builds it.
state: working
fieldwork: 2000-01       # a year, a month or a day
published: 2000-04
sample: {SAMPLE_SIZE}              # how many cases were inspected; or in words: about 60; take it out if there is no sample
#edition: Second edition
#cover: {{ image: images/cover.jpg, alt: What the picture shows. }}   # or decorative: true in place of alt
#source: |               # what the report is drawn from; printed on the cover
#  …
#licence: |              # in place of the programme's
#  …
#contact: |              # whom to turn to, in place of the programme's
#  …
#cover-lines: [An inspection led by somebody]   # in place of the framework's
#pages: sections         # a web page for each part and section, or one, in place of the programme's
",
        framework.id
    );
    if wanted.has("isbn") {
        text.push_str("isbn: 978-0-00-000000-2  # example; the check digit must fit; or a list\n");
    } else {
        text.push_str("#isbn: 978-0-00-000000-2 # or a list\n");
    }
    // What no text prints is shown as it would be written.
    let line = |used: bool, line: &str| if used { format!("{line}\n") } else { format!("#{line}\n") };
    let used = wanted.has("signature");
    text.push_str(&line(used, "signed:                  # printed by {signature}"));
    text.push_str(&line(used, "  role: Example role, to be replaced"));
    text.push_str("#  names: [First Person] # above the role\n#  place: London         # below it, as the date\n#  date: 2000-04\n");
    let used = wanted.has("people") || wanted.has("people: lines");
    text.push_str(&line(used, "people:                  # printed by {people}"));
    text.push_str(&line(used, "  - role: Example inspectors, to be replaced"));
    text.push_str(&line(used, "    number: 2            # or names: [First Person, Second Person]"));
    let optional: Vec<&str> = framework
        .parts
        .iter()
        .filter(|part| part.optional && part.kind == PartKind::Prose && !framework.wording.iter().any(|(name, _)| *name == part.name.value))
        .map(|part| part.name.as_str())
        .collect();
    if !optional.is_empty() {
        text.push_str(&comment("", &format!("Parts that may be missing; write NAME.md if the report has them: {}.", optional.join(", "))));
    }
    text.push_str(
        "\
# Where the report departs from the framework's order of parts: a part of its own (its text is example.md), a part left out.
#parts:
#  - { part: example, title: A part of this report's own, after: contents, appendix: false, contents: true, language: cy }
#  - { part: summary, leave-out: true }
# Words of any file of the report that stand although a check objects.
#allow:
#  - { file: summary.md, quote: nine (36%) of 35, check: wrong-share, reason: Printed so in 2000., note: true, times: 1 }
",
    );
    text
}

fn scores_yaml(framework: &Framework) -> String {
    let mut text = comment(
        "",
        "The scores that the report states. They begin at 0 and at the lowest grade: put what was found in their place. Scores of sections \
         are worked out. What cases.csv and answers.csv give need not be stated.",
    );
    if !framework.grades.is_empty() {
        text.push_str(&comment("", &format!("Grades, from the best down: {}.", framework.grades.join("; "))));
    }
    let bands: Vec<&str> = framework.bands.iter().map(|band| band.name.as_str()).collect();
    let percentage = match bands.last().filter(|_| framework.bands_are_stated()) {
        Some(lowest) => format!("{{ value: 0, comment: {} }}", scalar(lowest)),
        None => "0".to_owned(),
    };
    if framework.bands_are_stated() {
        text.push_str(&comment("", &format!("Comments, from the best down: {}.", bands.join("; "))));
    }
    if let Some(words) = &framework.not_followed_up {
        text.push_str(&comment("", &format!("Where the last inspection did not look at a criterion: {words}.")));
    }
    let stated = |value: &str| match &framework.inspections[..] {
        [] => value.to_owned(),
        inspections => {
            let each: Vec<String> = inspections.iter().map(|inspection| format!("{}: {value}", scalar(&inspection.key))).collect();
            format!("{{ {} }}", each.join(", "))
        }
    };
    let lowest = framework.grades.last().map(|grade| scalar(grade)).unwrap_or_default();
    let score = |criterion: &Criterion| match criterion.scored_by {
        ScoredBy::Percentage => stated(&percentage),
        ScoredBy::Grade => stated(&lowest),
    };
    text.push_str("criteria:\n");
    for section in &framework.sections {
        text.push_str(&comment("  ", &format!("{} {}", section.number, section.title)));
        for criterion in &section.criteria {
            let _ = writeln!(text, "  {}: {}   # {}", scalar(&criterion.number), score(criterion), one_line(&criterion.title));
        }
    }
    if let Some(section) =
        framework.sections.iter().find(|section| section.criteria.iter().any(|one| one.scored_by == ScoredBy::Percentage))
    {
        text.push_str(
            "# To have sections compared with what is worked out, or to let a score stand although a check objects:\n#sections:\n",
        );
        let allowed = "{ value: 0, allow: { check: unreachable-mean, reason: Printed so in 2000., note: true } }";
        let _ = writeln!(text, "#  {}: {}", scalar(&section.number), stated(allowed));
    }
    if !framework.threads.is_empty() {
        text.push_str("threads:\n");
        for thread in &framework.threads {
            let _ = writeln!(text, "  {}: {}   # {}", scalar(&thread.key), stated(&percentage), one_line(&thread.title));
        }
    }
    if let Some(thread) = framework.threads.first() {
        text.push_str("# What other areas reached, where their reports are not here:\n#comparators:\n");
        let _ = writeln!(text, "#  {}: {{ lowest: 0, highest: 0, average: 0 }}", scalar(&thread.key));
    }
    text
}

fn section_yaml(framework: &Framework, section: &FrameworkSection, wanted: &Wanted) -> NewFile {
    let mut text = comment(
        "",
        &format!(
            "The findings of section {}, ‘{}’. Each is an item of Markdown: {}. A group that a criterion does not have is left out.",
            section.number,
            section.title,
            framework.groups.iter().map(|group| group.key.as_str()).collect::<Vec<_>>().join(", "),
        ),
    );
    let _ = writeln!(text, "section: {}", scalar(&section.number));
    text.push_str("#introduction: |         # Markdown before the first criterion\n#  …\ncriteria:\n");
    let example = match (wanted.has("abbreviations"), wanted.has("glossary")) {
        (true, true) => "Example finding (with the abbreviation EX and an example term)",
        (true, false) => "Example finding (with the abbreviation EX)",
        (false, true) => "Example finding (with an example term)",
        (false, false) => "Example finding",
    };
    let mut first = true;
    // Where some groups have headings, one without is for the criteria that do not tell findings apart.
    let headed = framework.groups.iter().any(|group| group.heading.is_some());
    let groups: Vec<_> = if headed {
        framework.groups.iter().filter(|group| group.heading.is_some()).collect()
    } else {
        framework.groups.iter().take(1).collect()
    };
    let free =
        |criterion: &Criterion| criterion.scored_by == ScoredBy::Grade || framework.bands.iter().all(|band| band.conclusion.is_none());
    for criterion in &section.criteria {
        let _ = writeln!(text, "  {}:", scalar(&criterion.number));
        let statement = criterion.statement.as_ref().map(|statement| format!(": {}", one_line(statement))).unwrap_or_default();
        text.push_str(&comment("    ", &format!("{}{statement}", criterion.title)));
        for group in &groups {
            let _ = writeln!(text, "    {}:", scalar(&group.key));
            let _ = writeln!(text, "      - {example}, to be replaced. Say what was found, and in how many cases.");
            if first {
                first = false;
                text.push_str(
                    "      #- text: A finding with an id keeps the link to it when others are inserted before it.\n      #  id: plans\n\
                     \x20     #  allow: { check: wrong-share, reason: Why it stands although a check objects. }\n",
                );
            }
        }
        if free(criterion) {
            text.push_str("    #conclusion: |       # what it comes to, in your own words\n    #  …\n");
        }
    }
    if section.commentary.is_some() {
        text.push_str("commentary: |\n  Example of a commentary on the section as a whole, to be replaced.\n");
    }
    let name = as_name(&format!("{} {}", section.number, section.title));
    (format!("sections/{name}.yaml"), text)
}

/// The lists that are inserted or referred to, with as many items as are referred to.
fn recommendations_yaml(wanted: &Wanted) -> Option<NewFile> {
    const MAIN: &str = RecommendationList::MAIN;
    let mut lists: BTreeMap<&str, usize> = wanted.arguments("recommendations").filter(|name| is_name(name)).map(|name| (name, 2)).collect();
    if wanted.has("recommendations") {
        lists.insert(MAIN, 2);
    }
    let mut ids = Vec::new();
    for name in wanted.referred("recommendation") {
        let (list, number) = name.rsplit_once(' ').unwrap_or((MAIN, name));
        match (lists.get_mut(list), number.parse::<usize>()) {
            (Some(count), Ok(number)) if number <= 100 => *count = number.max(*count),
            (_, Err(_)) if is_name(name) => ids.push(name),
            _ => {}
        }
    }
    let mut text =
        "# A list of Markdown; the items are numbered 1, 2, … With an id a recommendation can be referred to: [[recommendation plans]].\n"
            .to_owned();
    let several = lists.keys().any(|name| *name != MAIN);
    // The first list that is printed takes those with an id.
    let first = if lists.contains_key(MAIN) { MAIN } else { lists.keys().next().copied()? };
    for (name, count) in &lists {
        let indent = if several { "  " } else { "" };
        if several {
            let _ = writeln!(text, "{}:", scalar(name));
        }
        for _ in 0..*count {
            let _ = writeln!(text, "{indent}- example of a recommendation, to be replaced");
        }
        for id in ids.iter().filter(|_| *name == first) {
            let _ = writeln!(text, "{indent}- text: example of a recommendation that is referred to, to be replaced\n{indent}  id: {id}");
        }
    }
    Some(("recommendations.yaml".to_owned(), text))
}

fn good_practice_yaml(framework: &Framework, wanted: &Wanted) -> Option<NewFile> {
    let ids: Vec<&str> = wanted.arguments("vignette").filter(|id| is_name(id)).collect();
    if ids.is_empty() && !wanted.has("vignettes") {
        return None;
    }
    let mut text = "# Examples of good practice. Alter all names.\n".to_owned();
    let story = "  story: |\n    Example of a story in one or more paragraphs, to be replaced.\n";
    if wanted.has("vignettes") {
        text.push_str("- label: Example title, to be replaced\n");
        if let Some((_, criterion)) = framework.criteria().next() {
            let _ = writeln!(text, "  criterion: {}         # optional; named below the title", scalar(&criterion.number));
        }
        text.push_str(story);
    }
    for id in ids {
        let _ = write!(text, "- id: {id}               # placed with {{vignette: {id}}}\n{story}");
    }
    Some(("good-practice.yaml".to_owned(), text))
}

fn glossary_yaml(wanted: &Wanted, forms: &BTreeSet<String>) -> String {
    let mut text =
        "# Any order: the list is printed sorted. Definitions are Markdown; [[term example term]] refers to another one.\n".to_owned();
    let mut terms: BTreeMap<String, &str> = wanted.referred("term").map(|term| (term.to_lowercase(), term)).collect();
    terms.entry("example term".to_owned()).or_insert("Example term");
    terms.extend(forms.iter().map(|form| (form.to_lowercase(), form.as_str())));
    for term in terms.values() {
        let _ = writeln!(text, "{}: Example of a definition, to be replaced.", scalar(term));
    }
    text
}

fn table_yaml(name: &str) -> NewFile {
    let text = "\
title: Example of a table, to be replaced
columns:
  - Measure
  - { title: Number, align: number }
rows:                    # or `csv: NAME.csv`, a file beside this one
  - ['Example of a row, to be replaced', '0']
";
    (format!("tables/{name}.yaml"), text.to_owned())
}

/// A chart that the wording leaves to the report: its own, or one of a sample whose cases are not there yet.
fn chart_yaml(framework: &Framework, name: &str) -> Option<NewFile> {
    if MADE_CHARTS.contains(&name) || !is_name(name) {
        return None;
    }
    let column = name.strip_prefix(SAMPLE).and_then(|key| framework.case_profile.iter().find(|column| column.key == key));
    let text = match column {
        Some(column) => {
            let mut text = format!(
                "# Needed only until the cases are here, in cases.csv: take the file away then.\ncolumns: [{}, Cases]\nrows:\n",
                scalar(&column.title)
            );
            let first = column.values.first().map_or("Example of a value", String::as_str);
            let _ = writeln!(text, "  - [{}, {SAMPLE_SIZE}]", scalar(first));
            for value in column.values.iter().skip(1) {
                let _ = writeln!(text, "  - [{}, 0]", scalar(value));
            }
            text
        }
        None => "\
type: bar                # or grouped-bar, stacked-share, line, range
subtitle: Example of what is measured, where and when, to be replaced
columns: [Measure, Number]
rows:                    # or `csv: NAME.csv`, a file beside this one
  - ['Example of a row, to be replaced', 0]
"
        .to_owned(),
    };
    Some((format!("charts/{name}.yaml"), text))
}

/// A text as a YAML scalar within a line, in braces too: plain where that is safe, else in single quotes.
fn scalar(text: &str) -> String {
    const WORDS: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let safe = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '(' | ')' | '/');
    let plain = text.starts_with(char::is_alphanumeric) && text.trim() == text && text.chars().all(safe);
    if plain && !WORDS.contains(&text.to_lowercase().as_str()) { text.to_owned() } else { format!("'{}'", text.replace('\'', "''")) }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text as comment lines.
fn comment(indent: &str, text: &str) -> String {
    let mut lines = String::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && indent.len() + line.chars().count() + word.chars().count() + 3 > WIDTH {
            let _ = writeln!(lines, "{indent}# {line}");
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    let _ = writeln!(lines, "{indent}# {line}");
    lines
}

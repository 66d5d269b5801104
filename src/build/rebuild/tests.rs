//! What is kept must never be seen: after any change, what a workbench hands out is what a build from nothing makes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::{Change, Standing, Trouble, Workbench};
use crate::build::ground::looks;
use crate::build::make::{Prepared, build_report, prepare_report};
use crate::build::outputs::Formats;
use crate::build::receipt::Digest;
use crate::build::site::{programmes, site, site_files};
use crate::checks;
use crate::diag::{Diagnostic, Problems, Sources, Span};
use crate::layout::unprintable;
use crate::model::resolve::read_project;
use crate::model::{Project, Report};
use crate::scoring::comparators::{Inspected, comparators};
use crate::scoring::{Scores, score};
use crate::source::system::{Memory, Os, System as _};
use crate::text::Fonts;
use crate::theme::Theme;

const CONTENT: &str = "/project/content";

/// The files of `tests/cases/small`.
fn small() -> Memory {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/small/content");
    let files =
        walkdir::WalkDir::new(&folder).into_iter().map(|entry| entry.expect("an entry")).filter(|entry| entry.file_type().is_file());
    Memory::with_files(files.map(|entry| {
        let path = Path::new(CONTENT).join(entry.path().strip_prefix(&folder).expect("below"));
        (path, Os.read(entry.path()).expect("a file"))
    }))
}

fn path(file: &str) -> PathBuf {
    Path::new(CONTENT).join(file)
}

fn edit(memory: &Memory, file: &str, old: &str, new: &str) {
    let text = String::from_utf8(memory.read(&path(file)).expect("a file")).expect("text");
    assert!(text.contains(old), "{old:?} stands in {file}");
    memory.write(&path(file), text.replace(old, new).as_bytes()).expect("written");
}

type Files = BTreeMap<String, Vec<u8>>;

/// What somebody has who took every change.
#[derive(Default)]
struct Taken(BTreeMap<String, Files>);

impl Taken {
    fn take(&mut self, change: Change) {
        let (owner, files, whole) = match change {
            Change::Gone(slug) => {
                self.0.remove(&slug);
                return;
            }
            Change::Pages(slug, files) => (slug, files, false),
            Change::Whole(slug, files) => (slug, files, true),
            Change::Site(files) => (String::new(), files, true),
        };
        let own = self.0.entry(owner).or_default();
        if whole {
            own.clear();
        }
        own.extend(files.into_iter().map(|file| (file.path, file.bytes)));
    }

    fn all(&self) -> Files {
        self.0.values().flatten().map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
    }
}

/// Refreshes and finishes.
fn follow(bench: &mut Workbench, memory: &Memory, taken: &mut Taken) -> Vec<String> {
    let changes = bench.refresh(memory);
    let names = changes.iter().map(name).collect();
    for change in changes {
        taken.take(change);
    }
    for job in bench.jobs() {
        if let Some(change) = bench.accept(job.run()) {
            taken.take(change);
        }
    }
    names
}

fn name(change: &Change) -> String {
    match change {
        Change::Pages(slug, _) => format!("pages {slug}"),
        Change::Whole(slug, _) => format!("whole {slug}"),
        Change::Gone(slug) => format!("gone {slug}"),
        Change::Site(_) => "site".to_owned(),
    }
}

/// What a build from nothing makes of all reports, or the names and messages of what is wrong: in one go, and not by way of
/// `build::content`.
fn clean(memory: &Memory) -> Result<Files, BTreeSet<String>> {
    let content = Path::new(CONTENT);
    let mut sources = Sources::default();
    let (project, mut problems) = read_project(memory, content, &mut sources, &[]);
    let looks = looks(memory, content, &mut sources, &mut problems);
    let words = |problems: &Problems| problems.iter().map(|problem| format!("{}: {}", problem.name, problem.message)).collect();
    let Some(project) = project else { return Err(words(&problems)) };
    let Project { programme, frameworks, reports, .. } = &project;
    let (theme, fonts) = looks.unwrap_or_else(|| (Theme::base(), Fonts::bundled()));
    problems.extend(checks::settings_problems(programme));
    let parts = reports.iter().flat_map(|report| &report.parts).map(|part| part.name.value.as_str());
    problems.extend(checks::unknown_parts(programme, frameworks, parts));
    let scores: Vec<_> = reports.iter().map(score).collect();
    let all: Vec<_> = reports.iter().zip(&scores).map(|(report, (scores, _))| Inspected::new(report, scores)).collect();
    let mut prepared = Vec::new();
    for (report, (scores, found)) in reports.iter().zip(&scores) {
        let scores = Scores { comparators: comparators(report, &all), ..scores.clone() };
        let (made, more) = prepare_report(programme, report, scores, &sources);
        problems.extend(found.iter().cloned().chain(more));
        prepared.extend(made);
    }
    let digest =
        |prepared: &Prepared<&Report>| Digest::new(prepared.report, &prepared.scores).with_document(&prepared.document, prepared.report);
    let digests: Vec<Digest> = prepared.iter().map(digest).collect();
    let digests: Vec<&Digest> = digests.iter().collect();
    programmes(programme, frameworks, &digests, &sources, &mut problems);
    problems.extend(prepared.iter().flat_map(|prepared| unprintable(&prepared.document, &fonts, &sources)));
    if problems.iter().any(Diagnostic::is_error) {
        return Err(words(&problems));
    }
    let shared = site(programme, &fonts, false);
    let reports =
        prepared.iter().flat_map(|prepared| build_report(prepared, &shared, (&theme, &fonts), Formats::ALL, &[], &()).expect("a report").2);
    let site = site_files(programme, frameworks, &shared, &digests, &sources, (&theme, &fonts), &mut Problems::new());
    Ok(reports.chain(site).map(|file| (file.path, file.bytes)).collect())
}

fn said(bench: &Workbench) -> BTreeSet<String> {
    bench.troubles().iter().map(|trouble| format!("{}: {}", trouble.diagnostic.name, trouble.diagnostic.message)).collect()
}

fn holds(bench: &Workbench, memory: &Memory, taken: &Taken, after: &str) {
    match clean(memory) {
        Ok(files) => {
            let all = taken.all();
            let paths = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
            assert_eq!(paths(&all), paths(&files), "after {after}");
            for (path, bytes) in files {
                assert!(all[&path] == bytes, "{path} is not what a build makes, after {after}");
            }
            assert_eq!(said(bench), BTreeSet::new(), "after {after}");
        }
        Err(problems) => assert_eq!(said(bench), problems, "after {after}"),
    }
}

const SCORES: &str = "reports/ashford/scores.yaml";
const SECTION: &str = "reports/brinton/sections/1-planning.yaml";

#[test]
fn a_change_reaches_what_depends_on_it_and_nothing_else() {
    let memory = small();
    let mut bench = Workbench::new(CONTENT.into(), 2);
    let mut taken = Taken::default();
    let mut then = |what: &str, wanted: &[&str]| {
        assert_eq!(follow(&mut bench, &memory, &mut taken), wanted, "{what}");
        holds(&bench, &memory, &taken, what);
    };
    then("the start", &["pages ashford", "pages brinton", "site"]);
    then("nothing", &[]);
    edit(&memory, SECTION, "prompt", "late");
    then("a finding", &["pages brinton", "site"]);
    edit(&memory, SCORES, "65", "60");
    then("a score that others quote", &["pages ashford", "pages brinton", "site"]);
    edit(&memory, "programme.yaml", "Small", "Tiny");
    then("the programme", &["pages ashford", "pages brinton", "site"]);
    memory.write(&path("theme.yaml"), b"color:\n  accent: '#803000'\n").expect("written");
    then("a theme", &["pages ashford", "pages brinton", "site"]);
    memory.rename(&path("reports/brinton"), &path("reports/carrow")).expect("renamed");
    then("a renamed report", &["gone brinton", "pages carrow", "site"]);
    memory.remove_folder(&path("reports/carrow")).expect("removed");
    then("a report taken away", &["gone carrow", "site"]);
    memory.write(&path("reports/ashford/4913"), b"").expect("written");
    memory.remove_file(path("reports/ashford/4913"));
    then("an editor's test whether it may write", &[]);
    memory.write(&path("reports/ashford/.foreword.md.swp"), b"x").expect("written");
    then("an editor's own file", &[]);
}

#[test]
fn a_mistake_keeps_the_last_good_page_and_only_of_its_report() {
    let memory = small();
    let mut bench = Workbench::new(CONTENT.into(), 2);
    let mut taken = Taken::default();
    follow(&mut bench, &memory, &mut taken);
    let before = taken.all();
    edit(&memory, SCORES, "80", "180");
    assert_eq!(follow(&mut bench, &memory, &mut taken), [""; 0]);
    holds(&bench, &memory, &taken, "a mistake");
    assert!(taken.all() == before);
    let troubles = bench.troubles();
    assert!(troubles.iter().all(|trouble| trouble.reports == ["ashford"]), "{troubles:?}");
    edit(&memory, SECTION, "prompt", "late");
    assert_eq!(follow(&mut bench, &memory, &mut taken), ["pages brinton", "site"]);
    edit(&memory, SCORES, "180", "80");
    assert_eq!(follow(&mut bench, &memory, &mut taken), ["pages ashford", "site"]);
    holds(&bench, &memory, &taken, "mended");
    // All reports rest on a framework, and on the folder itself.
    edit(&memory, "frameworks/visits/framework.yaml", "sections:", "section:");
    assert_eq!(follow(&mut bench, &memory, &mut taken), [""; 0]);
    holds(&bench, &memory, &taken, "a broken framework");
    edit(&memory, "frameworks/visits/framework.yaml", "section:", "sections:");
    memory.rename(Path::new(CONTENT), Path::new("/project/other")).expect("renamed");
    assert_eq!(follow(&mut bench, &memory, &mut taken), [""; 0]);
    assert!(bench.is_missing());
    memory.rename(Path::new("/project/other"), Path::new(CONTENT)).expect("renamed");
    follow(&mut bench, &memory, &mut taken);
    assert!(!bench.is_missing());
    holds(&bench, &memory, &taken, "the folder's return");
}

#[test]
fn a_place_in_a_file_leads_to_the_place_on_the_page() {
    let memory = small();
    let mut bench = Workbench::new(CONTENT.into(), 1);
    bench.refresh(&memory);
    let sources = bench.units["brinton"].content.as_ref().expect("read").0.sources.clone();
    let place = |file: &str, words: &str| {
        let (id, found) = sources.iter().find(|(_, found)| found.path.ends_with(file)).expect("a file");
        let start = found.text.find(words).expect("the words");
        let diagnostic = Diagnostic::warning("unused-table", "").at(Span::new(id, start..start + words.len()), "");
        let trouble = Trouble { diagnostic, sources: sources.clone(), reports: vec!["brinton".into()] };
        bench.place_of(&trouble).map(|(slug, anchor)| format!("{slug}#{anchor}"))
    };
    assert_eq!(place(SECTION, "Seven reviews").as_deref(), Some("brinton#c1.2-areas-for-improvement-a"));
    assert_eq!(place(SECTION, "did not say").as_deref(), Some("brinton#c1.2-areas-for-improvement-b"));
    assert_eq!(place("brinton/foreword.md", " ").as_deref(), Some("brinton#foreword"));
    assert_eq!(place("programme.yaml", "languages"), None);
}

#[test]
fn pdf_and_data_follow_the_pages_they_were_made_from() {
    let memory = small();
    let mut bench = Workbench::new(CONTENT.into(), 1);
    bench.refresh(&memory);
    let standing = |bench: &Workbench| bench.standings().map(|(_, standing)| standing).collect::<Vec<_>>();
    assert_eq!(standing(&bench), [Standing::Behind; 2]);
    let job = bench.jobs().remove(1);
    assert_eq!(job.slug(), "ashford", "what was made last comes first");
    let done = job.run();
    edit(&memory, SCORES, "65", "66");
    bench.refresh(&memory);
    assert_eq!(bench.accept(done), None, "made from what is no longer there");
    let jobs = bench.jobs();
    assert_eq!(jobs.len(), 2);
    for job in jobs {
        bench.accept(job.run()).expect("files");
    }
    assert_eq!(standing(&bench), [Standing::Fresh; 2]);
    assert!(bench.jobs().is_empty());
}

#[test]
fn a_long_row_of_changes_ends_where_a_build_from_nothing_does() {
    // Each step changes something between two states, good or bad.
    let steps: [(&str, &str, &str); 8] = [
        (SCORES, "80", "71"),
        ("reports/brinton/scores.yaml", "65", "165"),
        (SECTION, "prompt", "late, [[section 2]] says"),
        (SECTION, "missing", "missing {"),
        ("reports/ashford/report.yaml", "state: published", "state: working"),
        ("reports/ashford/report.yaml", "2024-04", "2023-04"),
        ("frameworks/visits/role.md", "We visit", "We often visit"),
        ("programme.yaml", "short: IST", "shirt: IST"),
    ];
    let memory = small();
    let mut bench = Workbench::new(CONTENT.into(), 2);
    let mut taken = Taken::default();
    let mut changed = [false; 8];
    let mut chance = 20_240_401_u32;
    for round in 0..30 {
        chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let at = (chance >> 16) as usize % steps.len();
        let (file, old, new) = steps[at];
        let (from, to) = if changed[at] { (new, old) } else { (old, new) };
        edit(&memory, file, from, to);
        changed[at] = !changed[at];
        follow(&mut bench, &memory, &mut taken);
        holds(&bench, &memory, &taken, &format!("step {round}: {file}: {to:?}"));
    }
}

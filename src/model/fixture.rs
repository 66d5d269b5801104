//! A small complete project for tests, and ways to break it.

use std::collections::BTreeMap;
use std::path::Path;

use super::Project;
use super::resolve::load_project;
use crate::diag::{self, Diagnostic, Sources};
use crate::source::system::Memory;

/// Files by path.
#[derive(Debug, Clone)]
pub(crate) struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    /// A project without a mistake: every kind of file, one report.
    pub(crate) fn sound() -> Self {
        let files = [
            (
                "programme.yaml",
                "inspectorate:\n  name: Inspectorate of Examples\n  short: IoE\n  address: |\n    1 Example Street\n    London\n\
                 website: https://www.example.org\nlanguages: [en]\nlicence: |\n  Free to use.\n",
            ),
            (
                "frameworks/omi/framework.yaml",
                "title: Offender management inspection\nshort: OMI\nreport-title: A report on {area}\n\
                 criterion-label: OMI criterion\nscoring:\n  model: omi\npriority-line:\n  at: 70\n  label: Priority line\n\
                 bands:\n  - { from: 70, name: Good, conclusion: It was good. }\n  - { from: 0, name: Weak, conclusion: It was weak. }\n\
                 grades:\n  - Well met\n  - Partly met\n  - Not met\n\
                 groups:\n  - { key: strengths, one: Strength, many: Strengths }\n  \
                 - { key: areas-for-improvement, one: Area for improvement, many: Areas for improvement }\n\
                 threads:\n  - { key: risk-of-harm, title: Risk of harm thread }\n\
                 sections:\n  - number: 1\n    title: Assessment\n    scored-by: percentage\n    criteria:\n      \
                 - number: 1.1\n        title: Preparing\n        statement: It is on time.\n      \
                 - number: 1.10\n        title: Planning\n        statement: It is planned.\n  \
                 - number: 2\n    title: Leadership\n    scored-by: grade\n    criteria:\n      \
                 - number: 2.1\n        title: Leading\n        statement: They lead.\n\
                 parts:\n  - part: cover\n  - part: foreword\n    title: Foreword\n  - part: contents\n    title: Contents\n  \
                 - part: notes\n    title: Notes\n    optional: true\n  - part: sections\n  - part: role\n    title: Our role\n    appendix: true\n",
            ),
            ("frameworks/omi/role.md", "We inspect.\n"),
            (
                "reports/surrey-2008/report.yaml",
                "framework: omi\narea: Surrey\nlanguage: en\nstate: published\nfieldwork: 2008-01\npublished: 2008-04\nsample: 110\n\
                 isbn: 978-1-84099-141-3\nsigned:\n  role: Chief Inspector\npeople:\n  - role: Inspectors\n    number: 6\n",
            ),
            ("reports/surrey-2008/foreword.md", "Good work was done.\n"),
            ("reports/surrey-2008/scores.yaml", "criteria:\n  1.1: 80\n  1.10: 72.5\n  2.1: Partly met\nthreads:\n  risk-of-harm: 70\n"),
            (
                "reports/surrey-2008/sections/1-assessment.yaml",
                "section: 1\nintroduction: |\n  What we looked at.\ncriteria:\n  1.1:\n    strengths:\n      - One was good.\n      \
                 - |\n        Another was good.\n\n        So was a third.\n    areas-for-improvement:\n      \
                 - text: One was late.\n        id: late\n  1.10:\n    introduction: About plans.\n    strengths:\n      - Plans were made.\n",
            ),
            ("reports/surrey-2008/sections/2-leadership.yaml", "section: 2\ncriteria:\n  2.1:\n    strengths:\n      - They led.\n"),
            ("reports/surrey-2008/recommendations.yaml", "- plans are made\n- text: reports are on time\n  id: reports\n"),
            ("reports/surrey-2008/good-practice.yaml", "- label: Learning\n  criterion: 1.1\n  story: |\n    It went well.\n"),
            ("reports/surrey-2008/abbreviations.yaml", "PPO: prolific and other priority offender\nART: Aggression Replacement Training\n"),
            (
                "reports/surrey-2008/tables/caseload.yaml",
                "title: Caseload\ncolumns:\n  - Measure\n  - { title: Number, align: number }\nrows:\n  - [Total, '2,085']\n  - [White, 91.9%]\n",
            ),
            ("reports/surrey-2008/tables/budget.yaml", "title: Budget\ncolumns: [Year, Sum]\ncsv: budget.csv\nrow-headings: false\n"),
            ("reports/surrey-2008/tables/budget.csv", "Year,Sum\n2006,\"£9,208\"\n2007,£10\n"),
        ];
        Self(files.into_iter().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect())
    }

    /// With a file put in or replaced.
    pub(crate) fn with(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.0.insert(path.to_owned(), bytes.into());
        self
    }

    /// Without a file.
    pub(crate) fn without(mut self, path: &str) -> Self {
        assert!(self.0.remove(path).is_some(), "no file {path}");
        self
    }

    /// With `from` replaced by `to` in a file; `from` must stand in it once.
    pub(crate) fn edit(mut self, path: &str, from: &str, to: &str) -> Self {
        let text = String::from_utf8(self.0.remove(path).expect("a file of the fixture")).expect("a text");
        assert_eq!(text.matches(from).count(), 1, "{from:?} in {path}");
        self.0.insert(path.to_owned(), text.replace(from, to).into_bytes());
        self
    }

    /// With `take` bytes replaced by `put` somewhere in a file.
    pub(crate) fn splice(mut self, path: &str, at: usize, put: &[u8], take: usize) -> Self {
        let bytes = self.0.get_mut(path).expect("a file of the fixture");
        let start = at % (bytes.len() + 1);
        let end = (start + take).min(bytes.len());
        bytes.splice(start..end, put.iter().copied());
        self
    }

    /// As a file system below `content/`.
    pub(crate) fn system(&self) -> Memory {
        Memory::with_files(self.0.iter().map(|(path, bytes)| (format!("content/{path}"), bytes.clone())))
    }

    /// Loaded.
    pub(crate) fn load(&self) -> (diag::Result<Project>, Sources) {
        let mut sources = Sources::default();
        (load_project(&self.system(), Path::new("content"), &mut sources, &[]), sources)
    }

    /// What loading it says: `path:line:column name | message`.
    pub(crate) fn problems(&self) -> Vec<String> {
        let (result, sources) = self.load();
        let problems = match result {
            Ok(loaded) => loaded.warnings,
            Err(problems) => problems,
        };
        problems.iter().map(|problem| shown(problem, &sources)).collect()
    }
}

/// A problem in one line: place, name and message.
pub(crate) fn shown(problem: &Diagnostic, sources: &Sources) -> String {
    let place = match (problem.labels.first(), &problem.path) {
        (Some(label), _) => {
            let place = sources.line_column(label.span);
            format!("{}:{}:{}", sources.file(label.span.file).path, place.line, place.column)
        }
        (None, path) => path.clone().unwrap_or_default(),
    };
    let place = place.strip_prefix("content/").unwrap_or(&place).replace("reports/surrey-2008/", "surrey/");
    format!("{place} {} | {}", problem.name, problem.message)
}

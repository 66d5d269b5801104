//! Beginnings: skeletons of frameworks and reports that build as they are, and the JSON Schemas that help to fill them in.
//!
//! In come a name and the content folder, out go files, through [`System`] alone. Nothing that is there is ever changed: a folder is
//! made beside its place under a name that no reader of content looks at, and moved in whole.

pub mod framework_schemas;
mod report;
pub mod schemas;
mod short_forms;

use std::path::{Component, Path, PathBuf};

pub use report::new_report;

use crate::diag::{Diagnostic, Problems};
use crate::source::decode::listed;
use crate::source::discover::{as_name, is_name, shown_path};
use crate::source::system::{EntryKind, System, SystemError};

const PROGRAMME: &str = include_str!("../../assets/scaffold/programme.yaml");

/// A framework's files.
const FRAMEWORK: [(&str, &str); 6] = [
    ("framework.yaml", include_str!("../../assets/scaffold/framework/framework.yaml")),
    ("scores.md", include_str!("../../assets/scaffold/framework/scores.md")),
    ("recommendations.md", include_str!("../../assets/scaffold/framework/recommendations.md")),
    ("good-practice.md", include_str!("../../assets/scaffold/framework/good-practice.md")),
    ("scoring-approach.md", include_str!("../../assets/scaffold/framework/scoring-approach.md")),
    ("abbreviations.md", include_str!("../../assets/scaffold/framework/abbreviations.md")),
];

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The folder.
    pub folder: PathBuf,
    /// How many files are in it.
    pub files: usize,
    /// `programme.yaml`, if it was made too.
    pub programme: Option<PathBuf>,
}

/// A file to be written: its path below the folder and its text.
type NewFile = (String, String);

/// Writes the skeleton of a framework, and `programme.yaml` if there is none.
///
/// # Errors
/// When the name cannot be one, something of that name is there, or a file cannot be written.
pub fn new_framework(system: &dyn System, content: &Path, id: &str) -> Result<Made, Problems> {
    let folder = free_folder(system, content, "frameworks", id).map_err(|problem| vec![problem])?;
    let place = format!("frameworks/{id}");
    let file = |(path, text): &(&str, &str)| ((*path).to_owned(), with_modeline(content, &format!("{place}/{path}"), None, text));
    let files: Vec<NewFile> = FRAMEWORK.iter().map(file).collect();
    make(system, content, folder, &files).map_err(|problem| vec![problem])
}

/// The folder `kind/name` of the content folder, where nothing may be yet.
fn free_folder(system: &dyn System, content: &Path, kind: &str, name: &str) -> Result<PathBuf, Diagnostic> {
    let folder = content.join(kind).join(name);
    let shown = shown_path(&folder);
    if !is_name(name) || name.len() > 100 {
        return Err(Diagnostic::error("bad-name", format!("`{name}` cannot be the name of a folder of {kind}/")).help(format!(
            "it becomes an address: lower-case letters, digits and single hyphens; {} would do",
            listed(&[&as_name(name)])
        )));
    }
    // Content is never read through a link, so nothing is written through one. The content folder itself was named by the user.
    let above = content.join(kind);
    match system.kind(&above).map_err(|error| cannot_write(&error))? {
        None | Some(EntryKind::Folder) => {}
        Some(_) => {
            return Err(Diagnostic::error("already-there", format!("{kind}/ is not a folder"))
                .in_path(shown_path(&above))
                .help("take it away, or name another content folder with --content"));
        }
    }
    match system.kind(&folder).map_err(|error| cannot_write(&error))? {
        None => Ok(folder),
        Some(_) => Err(Diagnostic::error("already-there", format!("there is a {shown} already, and nothing is overwritten"))
            .in_path(shown)
            .help("take another name; if the folder is your own and not needed, take it away first")),
    }
}

/// Writes a folder whole, and `programme.yaml` if there is none.
fn make(system: &dyn System, content: &Path, folder: PathBuf, files: &[NewFile]) -> Result<Made, Diagnostic> {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = folder.with_file_name(format!(".bluebook-new-{name}"));
    let write = || -> Result<(), SystemError> {
        // What an interrupted run may have left.
        system.remove_folder(&beside)?;
        for (path, text) in files {
            system.write(&beside.join(path), text.as_bytes())?;
        }
        system.rename(&beside, &folder)
    };
    if let Err(error) = write() {
        // The first error is the one to tell.
        let _ = system.remove_folder(&beside);
        return Err(cannot_write(&error));
    }
    let programme = make_programme(system, content).map_err(|error| cannot_write(&error))?;
    Ok(Made { folder, files: files.len(), programme })
}

/// Writes `programme.yaml` where nothing stands for it: `programme.yml` is a slip that `check` tells of.
fn make_programme(system: &dyn System, content: &Path) -> Result<Option<PathBuf>, SystemError> {
    if system.list(content)?.iter().any(|entry| entry.name.to_lowercase().starts_with("programme.")) {
        return Ok(None);
    }
    let path = content.join("programme.yaml");
    system.write(&path, with_modeline(content, "programme.yaml", None, PROGRAMME).as_bytes())?;
    Ok(Some(path))
}

/// A new file's text with the line that leads an editor from it to the schema of its kind, if it has one. `place` is its path below the
/// content folder, `framework` what a report is on, so that the schemas are taken that know it.
fn with_modeline(content: &Path, place: &str, framework: Option<&str>, text: &str) -> String {
    let Some(kind) = schemas::kinds().into_iter().find(|kind| kind.is_at(place)) else { return text.to_owned() };
    let known = ["section", "scores", "good-practice"].contains(&kind.name);
    let file = match framework.filter(|_| known) {
        Some(framework) => format!("{}.{framework}.schema.json", kind.name),
        None => kind.file(),
    };
    // The schemas stand where the command is run, if the way there is plain, else beside the content.
    let steps = content.components().filter(|component| *component != Component::CurDir);
    let plain = steps.clone().all(|component| matches!(component, Component::Normal(_)));
    let up = place.matches('/').count() + if plain { steps.count() } else { 1 };
    format!("# yaml-language-server: $schema={}{}/{file}\n{text}", "../".repeat(up), schemas::FOLDER)
}

fn cannot_write(error: &SystemError) -> Diagnostic {
    Diagnostic::error("cannot-write", error.to_string()).in_path(shown_path(&error.path)).help("see that you may write there")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{FRAMEWORK, Made, new_framework};
    use crate::source::system::{Memory, System as _};

    #[test]
    fn a_framework_is_made_once_and_the_programme_only_where_there_is_none() {
        let system = Memory::with_files([("c/README.md", "")]);
        let made = new_framework(&system, Path::new("c"), "harbours").expect("made");
        let folder = Path::new("c/frameworks/harbours").to_path_buf();
        assert_eq!(made, Made { folder, files: FRAMEWORK.len(), programme: Some("c/programme.yaml".into()) });
        let names: Vec<String> = system.list(Path::new("c/frameworks")).expect("a folder").into_iter().map(|entry| entry.name).collect();
        assert_eq!(names, ["harbours"]);

        system.write(Path::new("c/frameworks/harbours/scores.md"), b"mine").expect("written");
        let again = new_framework(&system, Path::new("c"), "harbours").expect_err("it is there");
        assert_eq!(again[0].name, "already-there");
        assert_eq!(system.read(Path::new("c/frameworks/harbours/scores.md")).expect("a file"), b"mine");
        assert_eq!(new_framework(&system, Path::new("c"), "piers").expect("made").programme, None);
    }

    #[test]
    fn the_first_line_leads_to_the_schema() {
        let line = |content: &str, place: &str, framework| {
            let text = super::with_modeline(Path::new(content), place, framework, "a: b\n");
            text.lines().next().unwrap_or_default().to_owned()
        };
        let to = |path: &str| format!("# yaml-language-server: $schema={path}");
        assert_eq!(line("content", "reports/a/report.yaml", Some("omi")), to("../../../schemas/report.schema.json"));
        assert_eq!(line("./x/content", "reports/a/sections/1.yaml", Some("omi")), to("../../../../../schemas/section.omi.schema.json"));
        assert_eq!(line("/srv/content", "programme.yaml", None), to("../schemas/programme.schema.json"));
        assert_eq!(line("content", "reports/a/foreword.md", None), "a: b");
    }

    #[test]
    fn a_name_must_be_one_and_a_link_is_not_followed() {
        let system = Memory::with_files([("c/README.md", "")]);
        for bad in ["Harbours", "a--b", "../a", "", "a/b"] {
            assert_eq!(new_framework(&system, Path::new("c"), bad).expect_err(bad)[0].name, "bad-name");
        }
        system.add_link("c/frameworks", "elsewhere");
        assert_eq!(new_framework(&system, Path::new("c"), "a").expect_err("a link")[0].name, "already-there");
    }
}

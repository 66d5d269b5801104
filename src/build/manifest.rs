//! What an edition says of itself: `manifest.json` and `SHA256SUMS`, written and read back.
//!
//! Two lists of the same files, each with its SHA-256. `SHA256SUMS` is for `sha256sum -c` and names the manifest too; it can be worked out
//! from the manifest, so that a change of either shows. `docs/editions.md` describes both for those who read them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::outputs::Input;
use super::scope::{MARKER, Scope};
use crate::diag::Diagnostic;

/// The checksums, as `sha256sum -c` reads them.
pub const CHECKSUMS: &str = "SHA256SUMS";
/// What was made from what.
pub const MANIFEST: &str = "manifest.json";

const STATEMENT: &str = "https://in-toto.io/Statement/v1";

/// What an edition was made from.
#[derive(Debug, Clone, Copy, Default)]
pub struct Origin<'a> {
    /// The files that were read.
    pub inputs: &'a [Input],
    /// The commit that they belong to, where somebody has said so.
    pub commit: Option<&'a str>,
    /// The reports in the edition.
    pub reports: &'a [String],
}

/// The SHA-256 of each file of an edition, by path.
pub(super) type Sums = BTreeMap<String, String>;

/// The SHA-256 of some bytes, in hexadecimal.
pub(super) fn sum(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

/// Whether a path stays below an edition's folder on every system.
fn is_plain(path: &str) -> bool {
    path.split('/').all(|part| !matches!(part, "" | "." | "..")) && !path.contains(|c: char| c == '\\' || c == ':' || c.is_control())
}

/// Holds every path to be below the edition's folder, each its own. A breach is our mistake, found before it can do harm.
pub(super) fn check_paths<'a>(paths: impl IntoIterator<Item = &'a str>) -> Result<(), Diagnostic> {
    let mut seen: BTreeSet<String> = [MARKER, MANIFEST, CHECKSUMS].map(str::to_lowercase).into();
    let mut folders = BTreeSet::new();
    for path in paths {
        // Letter case does not tell files apart everywhere.
        let folded = path.to_lowercase();
        folders.extend(folded.match_indices('/').map(|(at, _)| folded[..at].to_owned()));
        if !is_plain(path) || !seen.insert(folded) {
            return Err(unwritable(path));
        }
    }
    match seen.intersection(&folders).next() {
        Some(path) => Err(unwritable(path)),
        None => Ok(()),
    }
}

/// What is said of a path that is our mistake.
pub(super) fn unwritable(path: &str) -> Diagnostic {
    Diagnostic::error("internal-error", format!("the edition has a file that cannot be written or stands there twice: {path:?}"))
        .help("this is a bug in bluebook and not your mistake: please report it")
}

/// An in-toto Statement v1 with SLSA's provenance predicate: what was made, from what, with what. It holds no time and no place,
/// so that the same input gives the same manifest.
pub(super) fn manifest(scope: &Scope, files: &Sums, origin: &Origin) -> String {
    let subject = files.iter().map(|(path, sum)| Resource { digest: Digest::sha256(sum.clone()), name: path }).collect();
    let mut inputs: Vec<_> = origin.inputs.iter().collect();
    inputs.sort();
    let mut materials: Vec<_> =
        inputs.into_iter().map(|input| Resource { digest: Digest::sha256(hex(&input.sha256)), name: &input.path }).collect();
    materials.extend(origin.commit.map(|commit| Resource { digest: Digest { git_commit: Some(commit), sha256: None }, name: "source" }));
    let statement = Statement {
        kind: STATEMENT,
        predicate: Predicate {
            build_definition: BuildDefinition {
                // Package URLs: they name the program without claiming a web address for it.
                build_type: concat!("pkg:generic/", env!("CARGO_PKG_NAME"), "#edition-v1"),
                external_parameters: json!({
                    "edition": scope.edition(),
                    "formats": scope.formats.names().collect::<Vec<_>>(),
                    "reports": scope.reports,
                }),
                resolved_dependencies: materials,
            },
            run_details: json!({
                "builder": {
                    "id": concat!("pkg:generic/", env!("CARGO_PKG_NAME"), "@", env!("CARGO_PKG_VERSION")),
                    "version": { env!("CARGO_PKG_NAME"): env!("CARGO_PKG_VERSION") },
                },
            }),
        },
        predicate_type: "https://slsa.dev/provenance/v1",
        subject,
    };
    // Plain structs with text keys: this cannot fail.
    serde_json::to_string_pretty(&statement).unwrap_or_default() + "\n"
}

/// The statement, its keys in the order of the alphabet. A thousand reports have a hundred thousand resources, so these are no `Value`s.
#[derive(Serialize)]
struct Statement<'a> {
    #[serde(rename = "_type")]
    kind: &'static str,
    predicate: Predicate<'a>,
    #[serde(rename = "predicateType")]
    predicate_type: &'static str,
    subject: Vec<Resource<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Predicate<'a> {
    build_definition: BuildDefinition<'a>,
    run_details: Value,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct BuildDefinition<'a> {
    build_type: &'static str,
    external_parameters: Value,
    resolved_dependencies: Vec<Resource<'a>>,
}

#[derive(Serialize)]
struct Resource<'a> {
    digest: Digest<'a>,
    name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Digest<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    git_commit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
}

impl Digest<'_> {
    fn sha256(sum: String) -> Self {
        Self { git_commit: None, sha256: Some(sum) }
    }
}

/// `<sha256>  <path>` for every file, the manifest among them and the checksums not, sorted by path.
pub(super) fn checksums(files: &Sums, manifest: &str) -> String {
    let mut lines: Vec<(&str, &str)> = files.iter().map(|(path, sum)| (&**path, &**sum)).collect();
    lines.push((MANIFEST, manifest));
    lines.sort_unstable();
    lines.iter().flat_map(|(path, sum)| [sum, "  ", path, "\n"]).collect()
}

/// The files that a manifest names; `None` if it is no manifest of an edition.
pub(super) fn read_manifest(bytes: &[u8]) -> Option<Sums> {
    let statement: Value = serde_json::from_slice(bytes).ok()?;
    if statement["_type"] != STATEMENT {
        return None;
    }
    let subject = statement["subject"].as_array()?.iter();
    subject.map(|file| entry(file["name"].as_str()?, file["digest"]["sha256"].as_str()?)).collect()
}

/// The files that checksums name; `None` if they are none of an edition.
pub(super) fn read_checksums(bytes: &[u8]) -> Option<Sums> {
    let text = std::str::from_utf8(bytes).ok()?;
    let lines = text.strip_suffix('\n')?.split('\n');
    lines.map(|line| line.split_once("  ").and_then(|(sum, path)| entry(path, sum))).collect()
}

fn entry(path: &str, sum: &str) -> Option<(String, String)> {
    let is_sum = sum.len() == 64 && sum.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    (is_sum && is_plain(path)).then(|| (path.to_owned(), sum.to_owned()))
}

//! What was typed, as clap reads it. `run` turns it into settings.
//!
//! The doc comments below are the text of `--help`. Commands that do not exist yet are not shown.

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Where content lies unless `--content` says otherwise.
pub const CONTENT: &str = "content";
/// Where the edition of the published reports goes unless `--out` says otherwise.
pub const OUT: &str = "public";
/// Where drafts go unless `--out` says otherwise.
pub const DRAFTS: &str = "drafts";
/// Where JSON Schemas go unless `--out` says otherwise.
pub const SCHEMAS: &str = crate::scaffold::schemas::FOLDER;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const EXIT_STATUSES: &str = "\
Exit status:
  0  done
  1  the content has errors; nothing was written, the last edition is as it was
  2  the tool could not run (wrong option, folder that is not ours, disk full, …)";

const TOP_EXAMPLES: &str = "\
Examples:
  bluebook build                       content/ becomes public/
  bluebook check                       look for mistakes, write nothing
  bluebook serve                       look at all reports in a browser while you write
  bluebook build --drafts              the reports that are not published yet, into drafts/
  bluebook explain unknown-key         what a message means and how to mend it
  bluebook verify public               is every file as it was built?
  bluebook new report surrey-2008      the skeleton of a report, to be filled in
  bluebook help build                  all options of a command";

const BUILD_EXAMPLES: &str = "\
Examples:
  bluebook build
  bluebook build --deny-warnings                        in a release pipeline
  bluebook build --drafts --report my-report            one draft, into drafts/
  bluebook build --report surrey-2008 --format html --out preview

The edition is built beside the target folder and swapped in whole, so an interrupted build leaves the last one in place.
A folder that is not empty is only ever replaced if bluebook made it.";

const CHECK_EXAMPLES: &str = "\
Examples:
  bluebook check
  bluebook check --report surrey-2008 --format short
  bluebook check --format sarif > bluebook.sarif        for a code-scanning view

'human' and 'short' go to standard error, 'json' and 'sarif' to standard output.";

const SERVE_EXAMPLES: &str = "\
Examples:
  bluebook serve
  bluebook serve --port 8080

Every report is shown, whatever its state; those that are not published carry their state on each page. A page that is open
follows each saved change in place; mistakes appear over it and go when they are mended. PDF and data files follow a moment
later. Only this machine can see the preview, and nothing is written: public/ and drafts/ stay as they are. Ctrl-C ends it.";

const NEW_EXAMPLES: &str = "\
Examples:
  bluebook new framework harbours                       content/frameworks/harbours, a programme to begin with
  bluebook new report port-elder --framework harbours   content/reports/port-elder, every file that it needs
  bluebook build --drafts                               build it as it is

What is there is never overwritten.";

const SCHEMA_EXAMPLES: &str = "\
Examples:
  bluebook schema                                       one file for each kind of YAML file, into schemas/

For each framework of the content there are three more, which know its criteria, groups, grades, threads and inspections by
name: section.NAME.schema.json, scores.NAME.schema.json and good-practice.NAME.schema.json. Run it again when a framework has
changed. What else depends on other files (parts, tables, cross-references) no schema knows; 'bluebook check' does.

The first line of a report.yaml that switches on completion and checking in most editors:
  # yaml-language-server: $schema=../../../schemas/report.schema.json
and of a file of findings on the framework omi:
  # yaml-language-server: $schema=../../../../schemas/section.omi.schema.json";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  bluebook explain unknown-key
  bluebook explain --list";

const VERIFY_EXAMPLES: &str = "\
Examples:
  bluebook verify public
  bluebook verify public --format short

Every file is compared with the SHA-256 in manifest.json and SHA256SUMS, and each that is missing, added or changed by a single bit
is named. It reads only, follows no link, and does not ask where the edition was built: run it where the files are served too.

Exit status:
  0  every file is as it was built
  1  something is missing, added or changed
  2  there is no edition, or it cannot be read";

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "bluebook",
    version,
    about = "Builds published inspection reports, as accessible HTML, tagged PDF and open data, from YAML findings and scores",
    after_help = format!("{TOP_EXAMPLES}\n\n{EXIT_STATUSES}"),
    styles = STYLES,
    subcommand_required = true,
    arg_required_else_help = true,
    infer_subcommands = false,
    max_term_width = 100
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the reports into an edition: a folder ready to be put online
    #[command(after_help = format!("{BUILD_EXAMPLES}\n\n{EXIT_STATUSES}"))]
    Build(Build),
    /// Look for mistakes without writing anything
    #[command(after_help = format!("{CHECK_EXAMPLES}\n\n{EXIT_STATUSES}"))]
    Check(Check),
    /// Show all reports in a browser and follow each change
    #[command(after_help = SERVE_EXAMPLES)]
    Serve(Serve),
    /// Say what a message means and how to mend what it is about
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(Explain),
    /// Write a skeleton, with examples and comments, that builds as it is
    #[command(after_help = NEW_EXAMPLES, subcommand_required = true, arg_required_else_help = true)]
    New {
        /// Of what.
        #[command(subcommand)]
        what: New,
    },
    /// Compare an edition with its manifest: is every file as it was built?
    #[command(after_help = VERIFY_EXAMPLES)]
    Verify(Verify),
    /// Write JSON Schemas of the content's files, for completion and checking in an editor
    #[command(after_help = SCHEMA_EXAMPLES)]
    Schema(Schema),
}

/// What is read, for every command that reads content.
#[derive(Debug, Args)]
pub struct Selection {
    /// Folder with programme.yaml, frameworks/ and reports/
    #[arg(long, value_name = "DIR", default_value = CONTENT)]
    pub content: PathBuf,
    /// Only the report in the folder reports/SLUG; may be repeated [default: every report]
    #[arg(long = "report", value_name = "SLUG", value_parser = slug)]
    pub reports: Vec<String>,
    /// Treat warnings as errors
    #[arg(long)]
    pub deny_warnings: bool,
}

/// `bluebook build`.
#[derive(Debug, Args)]
pub struct Build {
    /// What is read.
    #[command(flatten)]
    pub selection: Selection,
    /// Folder for the edition; it is replaced whole [default: public, with --drafts: drafts]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Build the reports whose state is not 'published', each page marked with its state
    #[arg(long)]
    pub drafts: bool,
    /// Only these outputs, separated by commas [default: all]
    #[arg(long = "format", value_name = "FORMAT", value_delimiter = ',')]
    pub formats: Vec<OutputFormat>,
    /// Take this report offline: it is in the last edition and no longer in this one; may be repeated
    #[arg(long, value_name = "SLUG", value_parser = slug)]
    pub withdraw: Vec<String>,
    /// How many reports to build at once [default: one per processor core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
    /// Make every report anew, even if nothing that it is made from has changed since the last edition
    ///
    /// The edition is the same to the byte either way. What is kept lies in .bluebook-NAME.cache beside the edition's folder and may be
    /// deleted at any time.
    #[arg(long)]
    pub no_cache: bool,
    /// The Git commit of the content, to be named in manifest.json
    #[arg(long, value_name = "SHA", value_parser = commit)]
    pub source_commit: Option<String>,
    /// Print on standard error where the time went
    #[arg(long)]
    pub timings: bool,
}

/// `bluebook verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// Folder of the edition
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// How differences are shown
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: MessageFormat,
}

/// `bluebook check`.
#[derive(Debug, Args)]
pub struct Check {
    /// What is read.
    #[command(flatten)]
    pub selection: Selection,
    /// How problems are shown
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: MessageFormat,
    /// Show every note, and not only how many there are of each check
    ///
    /// Errors and warnings are always shown one by one, and so are notes in the other forms than 'human'.
    #[arg(long)]
    pub notes: bool,
}

/// `bluebook serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Folder with programme.yaml, frameworks/ and reports/
    #[arg(long, value_name = "DIR", default_value = CONTENT)]
    pub content: PathBuf,
    /// Port on this machine, 0 for any that is free [default: 4280, or one of the next if it is taken]
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
}

/// `bluebook explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// The name in brackets of a message, such as unknown-key
    #[arg(value_name = "CHECK-NAME", required_unless_present = "list")]
    pub name: Option<String>,
    /// List every name with a line about it
    #[arg(long, conflicts_with = "name")]
    pub list: bool,
}

/// `bluebook new`.
#[derive(Debug, Subcommand)]
pub enum New {
    /// A report: its findings, scores, parts and lists, as its framework asks for them
    Report(NewReport),
    /// A framework: sections, criteria, scoring, fixed wording and the order of a report
    Framework(NewFramework),
}

/// `bluebook new report`.
#[derive(Debug, Args)]
pub struct NewReport {
    /// Its folder below reports/, which is its address too: lower-case letters, digits and hyphens
    #[arg(value_name = "SLUG")]
    pub slug: String,
    /// The framework's folder below frameworks/ [default: the only one there is]
    #[arg(long, value_name = "ID")]
    pub framework: Option<String>,
    /// Folder with programme.yaml, frameworks/ and reports/
    #[arg(long, value_name = "DIR", default_value = CONTENT)]
    pub content: PathBuf,
}

/// `bluebook new framework`.
#[derive(Debug, Args)]
pub struct NewFramework {
    /// Its folder below frameworks/: lower-case letters, digits and hyphens
    #[arg(value_name = "ID")]
    pub id: String,
    /// Folder for programme.yaml, frameworks/ and reports/; made if it is not there
    #[arg(long, value_name = "DIR", default_value = CONTENT)]
    pub content: PathBuf,
}

/// `bluebook schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// Folder whose frameworks/ get schemas of their own, if it is there
    #[arg(long, value_name = "DIR", default_value = CONTENT)]
    pub content: PathBuf,
    /// Folder for the schemas
    #[arg(long, value_name = "DIR", default_value = SCHEMAS)]
    pub out: PathBuf,
}

/// A kind of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// Web pages
    Html,
    /// One tagged PDF per report
    Pdf,
    /// JSON, CSV and spreadsheets
    Data,
}

/// How diagnostics are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// Blocks with excerpt, underline and help
    Human,
    /// One line each: path:line:column: severity[name]: message
    Short,
    /// One JSON object
    Json,
    /// SARIF 2.1.0, which code-scanning views read
    Sarif,
}

/// A report's folder name: the same rule as for the folders themselves, so that a path typed by mistake is told apart at once.
fn slug(text: &str) -> Result<String, String> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !text.is_empty() && text.chars().all(plain) {
        Ok(text.to_owned())
    } else {
        Err("a report is named by its folder below reports/: lower-case letters, digits and hyphens, such as surrey-2008".to_owned())
    }
}

/// A commit's name in full: a shorter one may name another commit one day.
fn commit(text: &str) -> Result<String, String> {
    let hex = text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    if hex && matches!(text.len(), 40 | 64) {
        Ok(text.to_owned())
    } else {
        Err("a commit is named by all of its 40 or 64 hexadecimal digits, as `git rev-parse HEAD` prints them".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory as _, Parser as _};

    use super::{Cli, Command, OutputFormat};

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn formats_are_split_at_commas() {
        let cli = Cli::try_parse_from(["bluebook", "build", "--format", "html,pdf", "--report", "a", "--report", "b"]).unwrap();
        let Command::Build(build) = cli.command else { panic!("not build") };
        assert_eq!(build.formats, [OutputFormat::Html, OutputFormat::Pdf]);
        assert_eq!(build.selection.reports, ["a", "b"]);
    }

    #[test]
    fn a_path_is_not_a_report() {
        let error = Cli::try_parse_from(["bluebook", "check", "--report", "reports/surrey-2008"]).unwrap_err();
        assert_eq!(error.exit_code(), 2);
        assert!(error.to_string().contains("named by its folder"), "{error}");
    }

    #[test]
    fn explain_wants_a_name_or_the_list() {
        assert!(Cli::try_parse_from(["bluebook", "explain"]).is_err());
        assert!(Cli::try_parse_from(["bluebook", "explain", "--list"]).is_ok());
        assert!(Cli::try_parse_from(["bluebook", "explain", "unknown-key"]).is_ok());
    }
}

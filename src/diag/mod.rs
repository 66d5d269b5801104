//! What the tool says about the author's input.
//!
//! Every stage returns either its result with warnings ([`Warned`]) or all of its errors at once. A [`Diagnostic`] is
//! plain data: how it looks on a terminal or in a machine-readable format is decided in `cli::render`.

pub mod name;
pub mod span;
pub mod suggest;

use std::fmt;

pub use span::{FileId, Sources, Span, Spanned};

/// How grave a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A question for the author's judgement.
    Note,
    /// Something that should be mended but does not stop a build.
    Warning,
    /// Nothing is written while there is one.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// A place in a source file with a few words about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What to see there; may be empty at the main place.
    pub text: String,
}

/// One thing that the author can mend.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// How grave it is.
    pub severity: Severity,
    /// The check's name in kebab-case, such as `unknown-key`.
    pub name: &'static str,
    /// One line that stands alone.
    pub message: String,
    /// The places concerned; the first is the main one.
    pub labels: Vec<Label>,
    /// The file or folder concerned, where there is no place inside a file to point at.
    pub path: Option<String>,
    /// How to mend it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error: nothing is written while it stands. `message` stands alone on one line.
    pub fn error(name: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, name, message)
    }

    /// A warning.
    pub fn warning(name: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, name, message)
    }

    /// A note: a question for the author's judgement.
    pub fn note(name: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, name, message)
    }

    fn new(severity: Severity, name: &'static str, message: impl Into<String>) -> Self {
        Self { severity, name, message: message.into(), labels: Vec::new(), path: None, help: None }
    }

    /// Points at a place. The first call gives the main place.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Points at a place if there is one.
    #[must_use]
    pub fn maybe_at(self, span: Option<Span>, text: impl Into<String>) -> Self {
        match span {
            Some(span) => self.at(span, text),
            None => self,
        }
    }

    /// Names a file or folder as a whole.
    #[must_use]
    pub fn in_path(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Whether this stops a build.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// The problems that a stage collects while it goes on working.
pub type Problems = Vec<Diagnostic>;

/// A stage's result: its output with warnings and notes, or all of its problems, at least one of them an error.
pub type Result<T> = std::result::Result<Warned<T>, Problems>;

/// A stage's output together with what it has to say about the input.
#[derive(Debug, Clone)]
pub struct Warned<T> {
    /// What the stage made.
    pub value: T,
    /// Warnings and notes, in the order they were found.
    pub warnings: Problems,
}

/// Puts problems into the order of files and places, and drops those said twice.
pub fn sort(problems: &mut Problems, sources: &Sources) {
    problems.sort_by_cached_key(|problem| {
        let (path, start) = match (problem.labels.first(), &problem.path) {
            (Some(label), _) => (sources.file(label.span.file).path.clone(), label.span.start),
            (None, Some(path)) => (path.clone(), 0),
            (None, None) => (String::new(), 0),
        };
        (path, start, problem.name, problem.message.clone())
    });
    problems.dedup();
}

/// `value` if no problem is an error, else all problems.
///
/// # Errors
/// When at least one of `problems` is an error.
pub fn unless_errors<T>(value: T, problems: Problems) -> Result<T> {
    if problems.iter().any(Diagnostic::is_error) { Err(problems) } else { Ok(Warned { value, warnings: problems }) }
}

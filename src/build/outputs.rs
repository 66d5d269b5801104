//! What a build makes, and where that goes.

use std::sync::{Mutex, PoisonError};

use sha2::{Digest as _, Sha256};

/// One file of an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    /// Its path below the edition's folder, `/`-separated.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The same with the SHA-256 of its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummedFile {
    /// The file.
    pub file: OutputFile,
    /// The SHA-256.
    pub sha256: [u8; 32],
}

impl From<OutputFile> for SummedFile {
    fn from(file: OutputFile) -> Self {
        let sha256 = Sha256::digest(&file.bytes).into();
        Self { file, sha256 }
    }
}

/// Where the files of an edition go as soon as they are made.
pub trait Sink: Sync {
    /// Takes files; says whether it takes more. Paths are told apart by the caller.
    fn put(&self, files: Vec<SummedFile>) -> bool;
}

/// Keeps them in memory.
impl Sink for Mutex<Vec<OutputFile>> {
    fn put(&self, files: Vec<SummedFile>) -> bool {
        self.lock().unwrap_or_else(PoisonError::into_inner).extend(files.into_iter().map(|summed| summed.file));
        true
    }
}

/// A file that an edition was made from, for its manifest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Input {
    /// Its path below the content folder, `/`-separated.
    pub path: String,
    /// The SHA-256 of its bytes.
    pub sha256: [u8; 32],
}

/// Which outputs an edition has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Formats {
    /// Web pages.
    pub html: bool,
    /// PDF.
    pub pdf: bool,
    /// JSON, CSV and spreadsheets.
    pub data: bool,
}

impl Formats {
    /// All of them: a full edition.
    pub const ALL: Self = Self { html: true, pdf: true, data: true };

    /// The names of those that are on, as on the command line.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        [("html", self.html), ("pdf", self.pdf), ("data", self.data)].into_iter().filter_map(|(name, on)| on.then_some(name))
    }

    /// Whether these include all of `other`.
    pub fn cover(self, other: Self) -> bool {
        (self.html || !other.html) && (self.pdf || !other.pdf) && (self.data || !other.data)
    }
}

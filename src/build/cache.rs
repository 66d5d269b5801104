//! What was made for an earlier edition and need not be made again.
//!
//! In comes all that a report's files are made from, out come the files, if they were made from exactly that before. The key is a SHA-256 of
//! those ingredients themselves, after reading, scoring and checking, and of the tool: nobody keeps a list of what a report depends on, so
//! nothing can be missing from one. Reading and checking are done anew each time, so no mistake can hide here.
//!
//! The folder lies beside the edition and may be deleted at any time. An entry that is torn, of another version or of another report's
//! figures counts as none. Where nothing can be kept, the edition is built all the same.

use std::fmt::{self, Write as _};
use std::path::PathBuf;

use sha2::{Digest as _, Sha256};

use super::outputs::OutputFile;
use crate::source::system::{EntryKind, System};

/// Says to tools for backups and to people what the folder is, and to us that it is ours: <https://bford.info/cachedir/>.
const TAG: &str = "CACHEDIR.TAG";
const TAG_TEXT: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
    # What bluebook has made before and need not make again. Safe to delete.\n";
/// The one file in an entry's folder.
const ENTRY: &str = "files";

/// What a report's files are made from.
pub(super) type Key = [u8; 32];

/// What is kept of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kept {
    /// Pages of its PDF, if there is one.
    pub(super) pages: Option<usize>,
    /// Its files.
    pub(super) files: Vec<OutputFile>,
}

/// The key of all fields of `ingredients`, as `Debug` prints them, and of `files`, of which it prints the length alone.
pub(super) fn key<'a>(ingredients: &[&dyn fmt::Debug], files: impl Iterator<Item = &'a [u8]>) -> Key {
    let mut hash = Printed(Sha256::new());
    // Writing into a hash cannot fail.
    let _ = write!(hash, "{} {ingredients:?}", env!("BLUEBOOK_MARK"));
    for file in files {
        hash.0.update(Sha256::digest(file));
    }
    hash.0.finalize().into()
}

struct Printed(Sha256);

impl fmt::Write for Printed {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text);
        Ok(())
    }
}

/// A folder with an entry for each report.
pub struct Cache<'a> {
    system: &'a dyn System,
    folder: PathBuf,
}

impl<'a> Cache<'a> {
    /// The cache in `folder`, which is made when there is something to keep; `None` if there is something that is not ours.
    pub fn open(system: &'a dyn System, folder: PathBuf) -> Option<Self> {
        let ours = match system.kind(&folder).ok()? {
            None => true,
            // A build that was killed may have written half of the tag, or not begun it.
            Some(EntryKind::Folder) => match system.read(&folder.join(TAG)) {
                Ok(tag) => TAG_TEXT.as_bytes().starts_with(&tag),
                Err(_) => system.list(&folder).ok()?.is_empty(),
            },
            Some(_) => false,
        };
        ours.then_some(Self { system, folder })
    }

    /// What was kept for `slug` under `key`.
    pub(super) fn get(&self, slug: &str, key: &Key) -> Option<Kept> {
        let path = self.folder.join(slug).join(ENTRY);
        matches!(self.system.kind(&path), Ok(Some(EntryKind::File(_)))).then_some(())?;
        let bytes = self.system.read(&path).ok()?;
        let (head, body) = bytes.split_at_checked(64)?;
        (head[..32] == *key && head[32..] == *Sha256::digest(body)).then_some(())?;
        decode(body)
    }

    /// Keeps what was made, in place of what was kept for this report before.
    pub(super) fn put(&self, slug: &str, key: &Key, kept: &Kept) {
        let body = encode(kept);
        let bytes = [&key[..], &Sha256::digest(&body), &body].concat();
        let folder = self.folder.join(slug);
        let put = || {
            // First, so that whatever is left of the rest is known as ours.
            self.system.write(&self.folder.join(TAG), TAG_TEXT.as_bytes())?;
            // A link that somebody has put there would be followed.
            self.system.remove_folder(&folder)?;
            self.system.write(&folder.join(ENTRY), &bytes)
        };
        // What cannot be kept is made again next time.
        let _ = put();
    }

    /// Lets go of the reports that are no longer there.
    pub(super) fn keep_only(&self, slugs: &[&str]) {
        for entry in self.system.list(&self.folder).unwrap_or_default() {
            if entry.kind == EntryKind::Folder && !slugs.contains(&entry.name.as_str()) {
                let _ = self.system.remove_folder(&self.folder.join(entry.name));
            }
        }
    }
}

/// Pages (0: no PDF), number of files; then of each file its path and its bytes, with the length before each. Numbers are of eight bytes.
fn encode(kept: &Kept) -> Vec<u8> {
    let mut out = Vec::new();
    let number = |out: &mut Vec<u8>, number: usize| out.extend((number as u64).to_le_bytes());
    number(&mut out, kept.pages.unwrap_or(0));
    number(&mut out, kept.files.len());
    for file in &kept.files {
        for part in [file.path.as_bytes(), &file.bytes] {
            number(&mut out, part.len());
            out.extend(part);
        }
    }
    out
}

fn decode(body: &[u8]) -> Option<Kept> {
    let mut rest = body;
    let pages = number(&mut rest)?;
    let mut files = Vec::new();
    for _ in 0..number(&mut rest)? {
        let mut part = || {
            let length = number(&mut rest)?;
            take(&mut rest, length).map(<[u8]>::to_vec)
        };
        files.push(OutputFile { path: String::from_utf8(part()?).ok()?, bytes: part()? });
    }
    rest.is_empty().then_some(Kept { pages: (pages > 0).then_some(pages), files })
}

fn number(rest: &mut &[u8]) -> Option<usize> {
    let bytes = take(rest, 8)?.try_into().ok()?;
    usize::try_from(u64::from_le_bytes(bytes)).ok()
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, left) = rest.split_at_checked(length)?;
    *rest = left;
    Some(taken)
}

#[cfg(test)]
mod tests;

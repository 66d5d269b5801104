//! What was made for an earlier edition and need not be made again.
//!
//! For each report there is a [`Receipt`], which says what was asked of the machine when the report was read, what it took from other
//! reports, what others take from it and what was said of it; and its files. If all of the first is answered as it was, doing the work again
//! would give the rest again. Nobody keeps a list of what a report depends on: the log of reading is one, and has everything
//! ([`crate::source::log`]). What all reports share, the settings and the tool itself are in the key.
//!
//! The folder lies beside the edition and may be deleted at any time. An entry that is torn, of another version or changed by a bit counts
//! as none. Where nothing can be kept, the edition is built all the same.

use std::fmt::{self, Write as _};
use std::path::PathBuf;

use sha2::{Digest as _, Sha256};

use super::outputs::{OutputFile, SummedFile};
use super::receipt::Receipt;
use crate::source::system::{EntryKind, System};

/// Says to tools for backups and to people what the folder is, and to us that it is ours: <https://bford.info/cachedir/>.
const TAG: &str = "CACHEDIR.TAG";
const TAG_TEXT: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
    # What bluebook has made before and need not make again. Safe to delete.\n";
/// What is known of a report: the key, the SHA-256 of the rest, the rest.
const RECEIPT: &str = "receipt";
/// The bytes of its files.
const FILES: &str = "files";

/// A SHA-256 that stands for whatever something is made from.
pub(super) type Key = [u8; 32];

/// The key of all `ingredients`, as `Debug` prints them, and of the tool.
pub(super) fn key(ingredients: &[&dyn fmt::Debug]) -> Key {
    let mut hash = Printed(Sha256::new());
    // Writing into a hash cannot fail.
    let _ = write!(hash, "{} {ingredients:?}", env!("BLUEBOOK_MARK"));
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

    /// What is known of `slug` under `key`.
    pub(super) fn receipt(&self, slug: &str, key: &Key) -> Option<Receipt> {
        let bytes = self.read(slug, RECEIPT)?;
        let (head, body) = bytes.split_at_checked(64)?;
        (head[..32] == *key && head[32..] == *Sha256::digest(body)).then_some(())?;
        let receipt: Receipt = serde_json::from_slice(body).ok()?;
        (receipt.digest.slug == slug).then_some(receipt)
    }

    /// The files of a report, if each is as it was made.
    pub(super) fn files(&self, receipt: &Receipt) -> Option<Vec<SummedFile>> {
        let bytes = self.read(&receipt.digest.slug, FILES)?;
        let mut rest = &bytes[..];
        let mut files = Vec::with_capacity(receipt.files.len());
        for file in &receipt.files {
            let (own, after) = rest.split_at_checked(file.length)?;
            rest = after;
            (file.sha256 == *Sha256::digest(own)).then_some(())?;
            files.push(SummedFile { file: OutputFile { path: file.path.clone(), bytes: own.to_vec() }, sha256: file.sha256 });
        }
        rest.is_empty().then_some(files)
    }

    fn read(&self, slug: &str, name: &str) -> Option<Vec<u8>> {
        let path = self.folder.join(slug).join(name);
        matches!(self.system.kind(&path), Ok(Some(EntryKind::File(_)))).then_some(())?;
        self.system.read(&path).ok()
    }

    /// Keeps what was made, in place of what was kept for this report before. The receipt comes last: without it there is nothing.
    pub(super) fn put(&self, key: &Key, receipt: &Receipt, files: &[SummedFile]) {
        let Ok(body) = serde_json::to_vec(receipt) else { return };
        let bytes = [&key[..], &Sha256::digest(&body), &body].concat();
        let files: Vec<&[u8]> = files.iter().map(|file| &file.file.bytes[..]).collect();
        let folder = self.folder.join(&receipt.digest.slug);
        let put = || {
            // First, so that whatever is left of the rest is known as ours.
            self.system.write(&self.folder.join(TAG), TAG_TEXT.as_bytes())?;
            // A link that somebody has put there would be followed.
            self.system.remove_folder(&folder)?;
            self.system.write(&folder.join(FILES), &files.concat())?;
            self.system.write(&folder.join(RECEIPT), &bytes)
        };
        // What cannot be kept is made again next time.
        let _ = put();
    }

    /// Lets go of the reports that are no longer there.
    pub(super) fn keep_only(&self, slugs: &[String]) {
        for entry in self.system.list(&self.folder).unwrap_or_default() {
            if entry.kind == EntryKind::Folder && !slugs.contains(&entry.name) {
                let _ = self.system.remove_folder(&self.folder.join(entry.name));
            }
        }
    }
}

#[cfg(test)]
mod tests;

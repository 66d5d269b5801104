//! From a file to text that the rest may rely on: UTF-8, not too large, without control characters, not empty.

use std::io::ErrorKind;
use std::path::Path;

use super::system::{EntryKind, System, SystemError};
use super::yaml;
use crate::diag::{Diagnostic, FileId, Problems, Sources, Span};

/// The largest text file.
pub const MAX_TEXT: u64 = 16 << 20;

/// Takes a text file into `sources`. `None` when it cannot be used; then it was reported.
///
/// A file that is not UTF-8 is taken in too, with U+FFFD where it is broken, so that the report can show the place.
pub fn text(system: &dyn System, path: &Path, shown: &str, sources: &mut Sources, problems: &mut Problems) -> Option<FileId> {
    text_up_to(system, path, shown, MAX_TEXT, sources, problems)
}

/// The same for a file that may be of another size.
pub fn text_up_to(
    system: &dyn System,
    path: &Path,
    shown: &str,
    limit: u64,
    sources: &mut Sources,
    problems: &mut Problems,
) -> Option<FileId> {
    let bytes = bytes(system, path, shown, limit, problems)?;
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let byte = bytes.get(at).copied().unwrap_or_default();
            let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
            let file = sources.add(shown, String::from_utf8_lossy(&bytes));
            let help = if utf16 {
                "it is UTF-16: save it as UTF-8"
            } else {
                "save it as UTF-8; most editors offer this under ‘Save as’ or ‘Encoding’"
            };
            problems.push(
                Diagnostic::error("not-utf-8", format!("the file is not UTF-8: byte {} is 0x{byte:02X}", at + 1))
                    .at(Span::new(file, at..at + 3), "not UTF-8 here")
                    .help(help),
            );
            return None;
        }
    };
    let blank = text.trim_start_matches('\u{feff}').trim().is_empty();
    let control = control_characters(&text);
    let file = sources.add(shown, text);
    if blank {
        problems.push(yaml::empty_file(file));
        return None;
    }
    if let Some((at, character, count)) = control {
        let help = match count {
            1 => "take it out".to_owned(),
            _ => format!("take it out; the file has {count} characters of this kind"),
        };
        problems.push(
            Diagnostic::error("control-character", format!("the file holds the control character U+{:04X}", u32::from(character)))
                .at(Span::new(file, at..at + character.len_utf8()), "here")
                .help(help),
        );
        return None;
    }
    Some(file)
}

/// The bytes of a file of at most `limit`.
pub fn bytes(system: &dyn System, path: &Path, shown: &str, limit: u64, problems: &mut Problems) -> Option<Vec<u8>> {
    // The size is asked first, so that a file of a gigabyte is never read.
    match system.kind(path) {
        Ok(Some(EntryKind::File(size))) if size > limit => {
            problems.push(too_large(shown, size, limit));
            return None;
        }
        Err(error) => {
            problems.push(unread(&error, shown));
            return None;
        }
        Ok(Some(EntryKind::Link)) => {
            problems.push(no_link(shown));
            return None;
        }
        Ok(Some(EntryKind::Other)) => {
            problems.push(no_file(shown));
            return None;
        }
        // What has gone meanwhile, reading will say.
        Ok(Some(EntryKind::File(_) | EntryKind::Folder) | None) => {}
    }
    match system.read(path) {
        Ok(bytes) if bytes.len() as u64 > limit => problems.push(too_large(shown, bytes.len() as u64, limit)),
        Ok(bytes) => return Some(bytes),
        Err(error) => problems.push(unread(&error, shown)),
    }
    None
}

/// What is said of a file or folder that the system does not let us read, or that has gone since it was listed.
pub fn unread(error: &SystemError, shown: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error("cannot-read", error.to_string()).in_path(shown);
    diagnostic.help(match error.error.kind() {
        ErrorKind::NotFound => "it was there a moment ago: put it back, or run bluebook again when nothing moves files about",
        _ => "see that it is there and that you may read it",
    })
}

/// What is said of a link.
pub fn no_link(shown: &str) -> Diagnostic {
    let name = shown.rsplit('/').next().unwrap_or(shown);
    Diagnostic::error("link", format!("`{name}` is a link, and links are not followed"))
        .in_path(shown)
        .help("put a copy of the file in its place, so that what is published is what stands in the content folder")
}

/// What is said of a device, a pipe or a socket.
pub fn no_file(shown: &str) -> Diagnostic {
    let name = shown.rsplit('/').next().unwrap_or(shown);
    Diagnostic::error("not-a-file", format!("`{name}` is neither a file nor a folder"))
        .in_path(shown)
        .help("it is a device, a pipe or a socket: take it away")
}

fn too_large(shown: &str, size: u64, limit: u64) -> Diagnostic {
    let megabytes = |bytes: u64| bytes.div_ceil(1 << 20);
    Diagnostic::error("file-too-large", format!("the file has {} MiB, and {} MiB is the most", megabytes(size), megabytes(limit)))
        .in_path(shown)
        .help("split a text; make a picture smaller")
}

/// The first character that neither HTML nor XML may hold, and how many there are. Tab and line ends are let through.
fn control_characters(text: &str) -> Option<(usize, char, usize)> {
    // Nearly all files have none: one pass over the bytes settles that. C1 controls begin with the byte 0xC2, and the
    // noncharacters U+FFFE and U+FFFF with 0xEF.
    let suspect = |b: &u8| (*b < 0x20 && !matches!(*b, b'\t' | b'\n' | b'\r')) || matches!(*b, 0x7f | 0xc2 | 0xef);
    if !text.as_bytes().iter().any(suspect) {
        return None;
    }
    let bad = |c: char| (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}');
    let (at, first) = text.char_indices().find(|(_, c)| bad(*c))?;
    Some((at, first, text.chars().filter(|c| bad(*c)).count()))
}

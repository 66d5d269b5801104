//! Places in source files.

use std::ops::{Deref, Range};
use std::sync::Arc;

/// A source file of this run; an index into [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes in a source file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes `range` of `file`. Offsets past 4 GiB are clamped; no source file is that large (see `source::LIMITS`).
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { file, start: clamp(range.start), end: clamp(range.end) }
    }

    /// As a range for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value with the place where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, written at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// The same place with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: f(self.value), span: self.span }
    }
}

impl<T: std::fmt::Display> std::fmt::Display for Spanned<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.value.fmt(f)
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// One source file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The path as the user would type it: the content folder as given, then `/`-separated names.
    pub path: String,
    /// The text.
    pub text: String,
    /// Byte offset of the start of each line.
    lines: Vec<u32>,
    /// The number of each line, where only some of a file's lines are here.
    numbers: Vec<u32>,
    /// How many characters begin before each block of the text: a line may have a million of them, and a remark for each.
    blocks: Vec<u32>,
}

/// Bytes of a block.
const BLOCK: usize = 512;

/// How many characters begin in some bytes.
fn characters(bytes: &[u8]) -> u32 {
    let first = |byte: &&u8| (**byte).cast_signed() >= -0x40;
    u32::try_from(bytes.iter().filter(first).count()).unwrap_or(u32::MAX)
}

/// Line and column, counted from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// All source files of a run.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<Arc<SourceFile>>,
}

impl Sources {
    /// Takes a file in.
    ///
    /// # Panics
    /// With more than 2³² files, which no file system walk of ours lets through.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        self.add_lines(path.into(), text.into(), Vec::new())
    }

    /// Takes some lines of a file in, each with its number from 0 and its end: they are shown as they are in the file.
    ///
    /// # Panics
    /// As [`Self::add`].
    pub fn add_excerpt<'a>(&mut self, path: impl Into<String>, lines: impl IntoIterator<Item = (u32, &'a str)>) -> FileId {
        let (numbers, lines): (Vec<u32>, Vec<&str>) = lines.into_iter().unzip();
        self.add_lines(path.into(), lines.concat(), numbers)
    }

    fn add_lines(&mut self, path: String, text: String, numbers: Vec<u32>) -> FileId {
        let mut lines = vec![0];
        lines.extend(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| u32::try_from(i + 1).unwrap_or(u32::MAX)));
        let mut before = 0_u32;
        let mut blocks = Vec::with_capacity(text.len() / BLOCK + 1);
        for block in text.as_bytes().chunks(BLOCK) {
            blocks.push(before);
            before = before.saturating_add(characters(block));
        }
        let id = FileId(u32::try_from(self.files.len()).expect("fewer than 2^32 source files"));
        self.files.push(Arc::new(SourceFile { path, text, lines, numbers, blocks }));
        id
    }

    /// The file behind an id of this run.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// All files in the order they were taken in.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0..).map(FileId).zip(self.files.iter().map(|file| &**file))
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The text at a place.
    pub fn slice(&self, span: Span) -> &str {
        self.file(span.file).text.get(span.range()).unwrap_or("")
    }

    /// Line and column of the start of a place.
    pub fn line_column(&self, span: Span) -> LineColumn {
        self.file(span.file).line_column(span.start as usize)
    }
}

impl SourceFile {
    /// Line and column of a byte offset; an offset past the end gives the end, one inside a character gives that character.
    pub fn line_column(&self, offset: usize) -> LineColumn {
        let offset = offset.min(self.text.len());
        let line = self.lines.partition_point(|start| *start as usize <= offset) - 1;
        let start = self.lines[line] as usize;
        // An offset inside a character belongs to that character.
        let offset = (0..=offset).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or(0);
        let column = self.characters_before(offset) - self.characters_before(start) + 1;
        let line = self.numbers.get(line).map_or(line, |number| *number as usize);
        LineColumn { line: line + 1, column: column as usize }
    }

    /// The lines that `range` touches, as indices from 0.
    pub fn lines_of(&self, range: Range<usize>) -> Range<usize> {
        let line = |offset: usize| self.lines.partition_point(|start| *start as usize <= offset.min(self.text.len())) - 1;
        line(range.start)..line(range.end.max(range.start)) + 1
    }

    /// A line with its end, and where it begins; empty if there is none.
    pub fn line(&self, index: usize) -> (usize, &str) {
        let start = |index: usize| self.lines.get(index).map_or(self.text.len(), |start| *start as usize);
        (start(index), &self.text[start(index)..start(index + 1)])
    }

    fn characters_before(&self, offset: usize) -> u32 {
        let block = (offset / BLOCK).min(self.blocks.len().saturating_sub(1));
        let counted = self.blocks.get(block).copied().unwrap_or(0);
        counted + characters(self.text.as_bytes().get(block * BLOCK..offset).unwrap_or(&[]))
    }
}

#[cfg(test)]
mod tests {
    use super::Sources;

    /// Against the plain way of counting, at every byte.
    #[test]
    fn columns_count_characters() {
        let text = format!("é\n{}\nwŷ🌊{}\n", "aŵ漢🌊".repeat(300), "x".repeat(1200));
        let mut sources = Sources::default();
        let id = sources.add("x", &*text);
        let file = sources.file(id);
        for offset in 0..text.len() + 3 {
            let before = (0..=offset.min(text.len())).rev().find_map(|at| text.get(..at)).expect("a boundary");
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            let found = file.line_column(offset);
            assert_eq!((found.line, found.column), (line, column), "byte {offset}");
        }
    }

    #[test]
    fn an_excerpt_shows_the_lines_as_they_stand() {
        let mut sources = Sources::default();
        let whole = sources.add("x", "one\ntwo\r\nthree\nfour");
        let file = sources.file(whole);
        assert_eq!((file.lines_of(5..7), file.lines_of(5..17), file.lines_of(90..99)), (1..2, 1..4, 3..4));
        assert_eq!((file.line(1), file.line(3), file.line(4)), ((4, "two\r\n"), (15, "four"), (19, "")));
        let lines: Vec<(u32, String)> = [1, 3].map(|at: u32| (at, file.line(at as usize).1.to_owned())).into();
        let some = sources.add_excerpt("x", lines.iter().map(|(at, line)| (*at, &**line)));
        let place = |at| (sources.file(some).line_column(at).line, sources.file(some).line_column(at).column);
        assert_eq!((place(1), place(5), place(9)), ((2, 2), (4, 1), (4, 5)));
    }
}

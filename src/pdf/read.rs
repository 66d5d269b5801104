//! A finished file read back, as a stranger would: from its end to its cross-reference stream and from there to every object.
//!
//! In: the bytes of a file. Out: a [`File`] that finds objects by number, and [`Value`]s, which are pieces of the bytes and are taken
//! apart where they are looked at. Only the form that `write` writes is read, with cross-reference and object streams, and read
//! strictly: every place in the table must hold the object of its number, every object must be whole, every stream as long as it says.
//! lopdf's reader makes a tree of each object, which took a seventh of a PDF's time; the tests read every file with it all the same.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use flate2::{Decompress, FlushDecompress, Status};

use super::token::{literal, trimmed, word_end};

/// How deep arrays and dictionaries may lie in one another.
const DEEPEST: usize = 32;

/// A file whose objects have all been found.
pub(super) struct File<'a> {
    bytes: &'a [u8],
    /// The unpacked object streams.
    packed: Vec<Vec<u8>>,
    /// By number.
    objects: Vec<Option<Place>>,
    trailer: Value<'a>,
}

/// Where an object stands.
#[derive(Clone)]
struct Place {
    /// In an unpacked object stream; in the file itself if there is none.
    stream: Option<usize>,
    value: Range<usize>,
    data: Option<Range<usize>>,
}

/// A stream as it is stored.
#[derive(Clone, Copy)]
pub(super) struct Stream<'a> {
    dictionary: Value<'a>,
    /// Its bytes in the file.
    pub(super) data: &'a [u8],
}

/// One value as it is written.
#[derive(Clone, Copy)]
pub(super) struct Value<'a>(&'a [u8]);

impl<'a> File<'a> {
    /// Finds every object.
    ///
    /// # Errors
    /// What is wrong with the file, in words.
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, String> {
        let end = bytes.trim_ascii_end().strip_suffix(b"%%EOF").ok_or("it has no end")?.trim_ascii_end();
        let digits = end.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let (before, start) = end.split_at(end.len() - digits);
        if !before.trim_ascii_end().ends_with(b"startxref") {
            return Err("it does not say where its table is".to_owned());
        }
        let start = number(start).unwrap_or(usize::MAX);
        let (own, table) = indirect(bytes, start).ok_or("its table of objects cannot be read")?;
        let trailer = Value(&bytes[table.value.clone()]);
        let mut inflate = Inflate::default();
        let stream = table.data.clone().map(|data| Stream { dictionary: trailer, data: &bytes[data] });
        let entries = stream.and_then(|stream| entries(&stream, &mut inflate)).ok_or("its table of objects is broken")?;
        if entries.get(own) != Some(&Entry(1, start, 0)) {
            return Err("its table of objects does not know itself".to_owned());
        }

        let mut file = Self { bytes, packed: Vec::new(), objects: vec![None; entries.len()], trailer };
        for (number, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.0 == 1) {
            let place = indirect(bytes, entry.1).filter(|(found, _)| *found == number);
            let (_, place) = place.ok_or_else(|| format!("object {number} is broken"))?;
            file.objects[number] = Some(place);
        }
        let mut streams: Vec<usize> = entries.iter().filter(|entry| entry.0 == 2).map(|entry| entry.1).collect();
        streams.dedup();
        for container in streams.into_iter().collect::<BTreeSet<_>>() {
            file.unpack(container, &entries, &mut inflate).ok_or_else(|| format!("the objects in stream {container} are broken"))?;
        }
        let found = |(entry, object): (&Entry, &Option<Place>)| entry.0 == 0 || object.is_some();
        if !entries.iter().zip(&file.objects).all(found) {
            return Err("an object is not where the table says".to_owned());
        }
        Ok(file)
    }

    /// Finds the objects in an object stream.
    fn unpack(&mut self, container: usize, entries: &[Entry], inflate: &mut Inflate) -> Option<()> {
        let stream = self.stream(container)?;
        if stream.dictionary.get("Type")?.name() != Some(b"ObjStm") {
            return None;
        }
        let first = usize::try_from(stream.dictionary.get("First")?.integer()?).ok()?;
        let count = usize::try_from(stream.dictionary.get("N")?.integer()?).ok()?;
        let bytes = inflate.plain(&stream)?.into_owned();
        let (mut head, body) = bytes.split_at_checked(first)?;
        let mut next = || {
            let (word, rest) = piece(head, 0)?;
            head = rest;
            number(word.0)
        };
        let mut places = Vec::with_capacity(count.min(body.len()));
        for _ in 0..count {
            places.push((next()?, next()?));
        }
        let ends = places.iter().skip(1).map(|(_, start)| *start).chain([body.len()]);
        for (index, ((number, start), end)) in places.iter().zip(ends).enumerate() {
            let (value, rest) = piece(body.get(*start..end)?, 0)?;
            if !trimmed(rest).is_empty() || *entries.get(*number)? != Entry(2, container, index) {
                return None;
            }
            let start = end - rest.len() - value.0.len() + first;
            let value = start..start + value.0.len();
            self.objects[*number] = Some(Place { stream: Some(self.packed.len()), value, data: None });
        }
        self.packed.push(bytes);
        Some(())
    }

    /// The dictionary at the file's end.
    pub(super) fn trailer(&self) -> Value<'_> {
        self.trailer
    }

    /// The object with a number.
    pub(super) fn object(&self, number: usize) -> Option<Value<'_>> {
        let place = self.objects.get(number)?.as_ref()?;
        let bytes = place.stream.map_or(self.bytes, |stream| &self.packed[stream]);
        Some(Value(bytes.get(place.value.clone())?))
    }

    /// The stream with a number.
    pub(super) fn stream(&self, number: usize) -> Option<Stream<'a>> {
        let place = self.objects.get(number)?.as_ref()?;
        let data = self.bytes.get(place.data.clone()?)?;
        Some(Stream { dictionary: Value(self.bytes.get(place.value.clone())?), data })
    }

    /// What a value stands for: the object that it names, or itself.
    pub(super) fn resolve<'b>(&'b self, value: Value<'b>) -> Option<Value<'b>> {
        let mut value = value;
        // A reference may lead to another one, but not for ever.
        for _ in 0..8 {
            match value.reference() {
                Some(number) => value = self.object(number)?,
                None => return Some(value),
            }
        }
        None
    }
}

impl<'a> Value<'a> {
    /// The value of a key, if this is a dictionary that has it.
    pub(super) fn get(self, key: &str) -> Option<Value<'a>> {
        self.entries().find(|(own, _)| *own == key.as_bytes()).map(|(_, value)| value)
    }

    /// Keys and values of a dictionary; none of anything else.
    pub(super) fn entries(self) -> impl Iterator<Item = (&'a [u8], Value<'a>)> {
        let mut rest = self.0.strip_prefix(b"<<").unwrap_or_default();
        std::iter::from_fn(move || {
            rest = trimmed(rest);
            if rest.first()? != &b'/' {
                return None;
            }
            let end = word_end(rest, 1);
            let (value, after) = piece(&rest[end..], 0)?;
            let key = &rest[1..end];
            rest = after;
            Some((key, value))
        })
    }

    /// Whether this is a dictionary.
    pub(super) fn is_dictionary(self) -> bool {
        self.0.starts_with(b"<<")
    }

    /// Whether this is an array.
    pub(super) fn is_array(self) -> bool {
        self.0.starts_with(b"[")
    }

    /// The values of an array; none of anything else.
    pub(super) fn items(self) -> impl Iterator<Item = Value<'a>> {
        let mut rest = self.0.strip_prefix(b"[").unwrap_or_default();
        std::iter::from_fn(move || {
            let (value, after) = piece(rest, 0)?;
            rest = after;
            Some(value)
        })
    }

    /// A name without its stroke, as it is written.
    pub(super) fn name(self) -> Option<&'a [u8]> {
        self.0.strip_prefix(b"/")
    }

    /// A whole number.
    pub(super) fn integer(self) -> Option<i64> {
        let (sign, digits) = self.0.strip_prefix(b"-").map_or((1, self.0), |digits| (-1, digits));
        Some(sign * i64::try_from(number(digits)?).ok()?)
    }

    /// Yes or no.
    pub(super) fn bool(self) -> Option<bool> {
        match self.0 {
            b"true" => Some(true),
            b"false" => Some(false),
            _ => None,
        }
    }

    /// The number of the object that a reference names.
    pub(super) fn reference(self) -> Option<usize> {
        let digits = self.0.strip_suffix(b"R")?;
        number(&digits[..word_end(digits, 0)])
    }

    /// The bytes of a string.
    pub(super) fn string(self) -> Option<Vec<u8>> {
        let mut bytes = Vec::with_capacity(self.0.len());
        if let Some(digits) = self.0.strip_prefix(b"<").filter(|_| !self.is_dictionary()) {
            let digits: Vec<u8> = digits.iter().filter_map(|digit| char::from(*digit).to_digit(16)?.try_into().ok()).collect();
            bytes.extend(digits.chunks(2).map(|pair| pair[0] * 16 + pair.get(1).copied().unwrap_or(0)));
            return Some(bytes);
        }
        self.0.starts_with(b"(").then(|| literal(self.0, |byte| bytes.push(byte)))??;
        Some(bytes)
    }
}

/// The first value of `bytes` and what follows it. Nothing if there is none, or one that is not whole.
fn piece(bytes: &[u8], depth: usize) -> Option<(Value<'_>, &[u8])> {
    let bytes = trimmed(bytes);
    let rest = match bytes.first()? {
        _ if depth > DEEPEST => return None,
        b'/' => &bytes[word_end(bytes, 1)..],
        b'(' => literal(bytes, |_| ())?,
        b'<' if bytes.get(1) == Some(&b'<') => {
            let mut rest = &bytes[2..];
            loop {
                rest = trimmed(rest);
                if let Some(after) = rest.strip_prefix(b">>") {
                    break after;
                }
                let _key = rest.strip_prefix(b"/")?;
                (_, rest) = piece(&rest[word_end(rest, 1)..], depth + 1)?;
            }
        }
        b'<' => {
            let end = bytes.iter().position(|byte| *byte == b'>')?;
            let is_digit = |byte: &u8| byte.is_ascii_hexdigit() || byte.is_ascii_whitespace();
            bytes[1..end].iter().all(is_digit).then(|| &bytes[end + 1..])?
        }
        b'[' => {
            let mut rest = &bytes[1..];
            loop {
                rest = trimmed(rest);
                if let Some(after) = rest.strip_prefix(b"]") {
                    break after;
                }
                (_, rest) = piece(rest, depth + 1)?;
            }
        }
        b'0'..=b'9' | b'+' | b'-' | b'.' => {
            let end = word_end(bytes, 1);
            let is_whole = bytes[..end].iter().all(u8::is_ascii_digit);
            match is_whole.then(|| generation(&bytes[end..])).flatten() {
                Some(after) => after,
                None if bytes[1..end].iter().all(|byte| byte.is_ascii_digit() || *byte == b'.') => &bytes[end..],
                None => return None,
            }
        }
        _ => {
            let end = word_end(bytes, 1);
            matches!(&bytes[..end], b"true" | b"false" | b"null").then(|| &bytes[end..])?
        }
    };
    Some((Value(&bytes[..bytes.len() - rest.len()]), rest))
}

/// What follows the second half of a reference, if `bytes` goes on with one.
fn generation(bytes: &[u8]) -> Option<&[u8]> {
    let bytes = bytes.strip_prefix(b" ")?;
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let rest = bytes[digits..].strip_prefix(b" R")?;
    (digits > 0 && word_end(rest, 0) == 0).then_some(rest)
}

/// Digits as a number.
fn number(digits: &[u8]) -> Option<usize> {
    let add = |sum: usize, digit: &u8| sum.checked_mul(10)?.checked_add(usize::from(digit.is_ascii_digit().then(|| digit - b'0')?));
    if digits.is_empty() { None } else { digits.iter().try_fold(0, add) }
}

/// The object at a place of the file with its number, if one stands there whole.
fn indirect(bytes: &[u8], at: usize) -> Option<(usize, Place)> {
    let (before, rest) = bytes.split_at_checked(at)?;
    // It does not begin in the middle of a number.
    if before.last().is_some_and(|byte| !byte.is_ascii_whitespace()) {
        return None;
    }
    let digits = word_end(rest, 0);
    let found = number(&rest[..digits])?;
    let rest = rest[digits..].strip_prefix(b" 0 obj")?;
    let (value, rest) = piece(rest, 0)?;
    let end = bytes.len() - rest.len();
    let place = Place { stream: None, value: end - value.0.len()..end, data: None };
    let rest = trimmed(rest);
    let Some(data) = rest.strip_prefix(b"stream") else { return rest.starts_with(b"endobj").then_some((found, place)) };
    let data = data.strip_prefix(b"\r\n").or_else(|| data.strip_prefix(b"\n"))?;
    let length = usize::try_from(value.get("Length")?.integer()?).ok()?;
    let after = data.get(length..)?;
    let after = ["\n", "\r\n", ""].iter().find_map(|end| after.strip_prefix(end.as_bytes())?.strip_prefix(b"endstream"))?;
    let start = bytes.len() - data.len();
    let place = Place { data: Some(start..start + length), ..place };
    trimmed(after).starts_with(b"endobj").then_some((found, place))
}

/// One line of the table: kind, place or number of the stream, and index in the stream.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Entry(u8, usize, usize);

/// The table of all objects, by number.
fn entries(stream: &Stream, inflate: &mut Inflate) -> Option<Vec<Entry>> {
    let integers = |key: &str| -> Option<Vec<usize>> {
        stream.dictionary.get(key)?.items().map(|item| usize::try_from(item.integer()?).ok()).collect()
    };
    let [kind, place, index] = integers("W")?.try_into().ok()?;
    let width = kind.checked_add(place)?.checked_add(index).filter(|width| (1..=20).contains(width))?;
    let size = usize::try_from(stream.dictionary.get("Size")?.integer()?).ok()?;
    let mut rows = inflate.plain(stream)?.into_owned();
    if let Some(parameters) = stream.dictionary.get("DecodeParms") {
        if parameters.get("Predictor")?.integer() != Some(12) || parameters.get("Columns")?.integer() != i64::try_from(width).ok() {
            return None;
        }
        rows = summed(&rows, width)?;
    }
    let sections = integers("Index").unwrap_or_else(|| vec![0, size]);
    let numbers = sections.chunks_exact(2).flat_map(|section| section[0]..section[0].saturating_add(section[1]));
    // A table that says it is longer than any may be does not make us fetch the room for it (ISO 32000-1 C.2).
    let mut entries = vec![Entry(0, 0, 0); size.min(8_388_608)];
    let read = |bytes: &[u8]| bytes.iter().fold(0, |sum: usize, byte| sum << 8 | usize::from(*byte));
    for (row, number) in rows.chunks_exact(width).zip(numbers) {
        let (kind, row) = row.split_at(kind);
        let (place, index) = row.split_at(place);
        let kind = if kind.is_empty() { 1 } else { u8::try_from(read(kind)).ok()? };
        *entries.get_mut(number)? = Entry(kind, read(place), read(index));
    }
    Some(entries)
}

/// Rows that are each given as the difference from the one before, as they were.
fn summed(rows: &[u8], width: usize) -> Option<Vec<u8>> {
    let mut out: Vec<u8> = Vec::with_capacity(rows.len());
    for row in rows.chunks_exact(width + 1) {
        let (2, row) = row.split_first().map(|(kind, row)| (*kind, row))? else { return None };
        let above = out.len().checked_sub(width);
        for (column, difference) in row.iter().enumerate() {
            let then = above.map_or(0, |above| out[above + column]);
            out.push(then.wrapping_add(*difference));
        }
    }
    Some(out)
}

/// Unpacks streams one after another.
pub(super) struct Inflate(Decompress);

impl Default for Inflate {
    fn default() -> Self {
        Self(Decompress::new(true))
    }
}

impl Inflate {
    /// What a stream holds. Nothing if it is packed in a way that is not ours, or broken.
    pub(super) fn plain<'a>(&mut self, stream: &Stream<'a>) -> Option<Cow<'a, [u8]>> {
        match stream.dictionary.get("Filter").map(Value::name) {
            None => Some(Cow::Borrowed(stream.data)),
            Some(Some(b"FlateDecode")) => self.inflated(stream.data).map(Cow::Owned),
            Some(_) => None,
        }
    }

    fn inflated(&mut self, data: &[u8]) -> Option<Vec<u8>> {
        self.0.reset(true);
        let mut out = Vec::with_capacity(data.len() * 4 + 64);
        loop {
            let rest = data.get(usize::try_from(self.0.total_in()).ok()?..)?;
            let before = out.len();
            match self.0.decompress_vec(rest, &mut out, FlushDecompress::Finish).ok()? {
                Status::StreamEnd => return Some(out),
                // No room was left; where there was some, the data ends too soon.
                _ if out.len() == out.capacity() => out.reserve(out.len() + 64),
                _ if out.len() == before => return None,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{File, Inflate, Value, piece};
    use crate::pdf::sample::sample;

    #[test]
    fn finds_what_lopdf_finds() {
        let bytes = sample().write();
        let file = File::read(&bytes).unwrap();
        let other = lopdf::Document::load_mem(&bytes).unwrap();
        for (id, object) in &other.objects {
            let own = file.object(id.0 as usize);
            match object {
                // The table's rows are given as differences, which only lopdf adds up here.
                lopdf::Object::Stream(stream) if stream.dict.has_type(b"XRef") => assert!(own.is_some()),
                lopdf::Object::Stream(stream) => {
                    let found = file.stream(id.0 as usize).unwrap();
                    assert!(Inflate::default().plain(&found).unwrap() == stream.get_plain_content().unwrap(), "{id:?}");
                }
                lopdf::Object::Dictionary(entries) => {
                    let keys: Vec<&[u8]> = own.unwrap().entries().map(|(key, _)| key).collect();
                    assert_eq!(keys, entries.iter().map(|(key, _)| key.as_slice()).collect::<Vec<_>>());
                }
                _ => assert!(own.is_some(), "{id:?}"),
            }
        }
        let catalog = file.resolve(file.trailer().get("Root").unwrap()).unwrap();
        assert_eq!(catalog.get("Type").and_then(Value::name), Some(b"Catalog".as_slice()));
    }

    #[test]
    fn a_file_with_anything_missing_is_refused() {
        let bytes = sample().write();
        let table = String::from_utf8_lossy(&bytes).rsplit_once("startxref\n").unwrap().1.lines().next().unwrap().parse().unwrap();
        for length in (0..bytes.len() - 1).step_by(97) {
            assert!(File::read(&bytes[..length]).is_err(), "the first {length} of {} bytes", bytes.len());
        }
        // Without one byte every later object is elsewhere, and the table too.
        for at in (0..table).step_by(97) {
            let rest = [&bytes[..at], &bytes[at + 1..]].concat();
            assert!(File::read(&rest).is_err(), "without byte {at} of {}", bytes.len());
        }
    }

    #[test]
    fn values_are_read_whole_or_not_at_all() {
        let read = |text: &'static str| piece(text.as_bytes(), 0).map(|(value, _)| String::from_utf8_lossy(value.0).into_owned());
        for sound in ["12 0 R", "-1.5", "<</A[1 2 0 R(\\)>>)]/B<</C/D>>>>", "<FEff>", "(a(b))", "true", "/"] {
            assert_eq!(read(sound).as_deref(), Some(sound));
        }
        assert_eq!(read("12 0 Rx").as_deref(), Some("12"));
        for broken in ["", "<<", "<</A>>", "<</A 1", "[1", "[1>>", "<<1 2>>", "(a", "<0G>", "<0", "nil", "1x", "]", "1-2"] {
            assert_eq!(read(broken), None, "{broken}");
        }
        assert_eq!(read(&*Box::leak("[".repeat(100_000).into_boxed_str())), None);
        let value = Value(b"<</A -7/B(x)/C true/D 5 0 R/E<414>>>");
        assert_eq!(value.get("A").and_then(Value::integer), Some(-7));
        assert_eq!(value.get("B").and_then(Value::string), Some(b"x".to_vec()));
        assert_eq!(value.get("C").and_then(Value::bool), Some(true));
        assert_eq!(value.get("D").and_then(Value::reference), Some(5));
        assert_eq!(value.get("E").and_then(Value::string), Some(b"A@".to_vec()));
        assert_eq!(value.get("D").and_then(Value::integer), None);
        assert!(value.get("Z").is_none());
    }
}

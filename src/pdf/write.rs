//! Objects to bytes: a file with object streams and a cross-reference stream, everything deflated.
//!
//! In: lopdf's objects, and those that were written at once. Out: the file. lopdf's own `save_modern` clones every object and writes it three times to learn its length,
//! leaves the cross-reference table (7 bytes an object) as it is, and knows no id that follows from the content; this takes less than
//! half its time and saves a tenth of the size of a report.

use std::cell::RefCell;
use std::io::Write as _;

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::content::{Content, Operation};
use lopdf::{Document as File, Object, ObjectId, Stream, StringFormat, dictionary};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use sha2::{Digest, Sha256};

use super::script::decimal;

/// How many objects share a stream: more make the file smaller, but a viewer unpacks all to get at one.
const GROUP: usize = 250;

/// Objects without streams as they are written, several to a group.
#[derive(Default)]
pub(super) struct Plain {
    groups: Vec<Group>,
}

#[derive(Default)]
struct Group {
    /// The number of each object, and where it begins.
    places: Vec<(u32, usize)>,
    objects: Vec<u8>,
}

impl Plain {
    /// Adds the object that `write` writes.
    pub(super) fn add(&mut self, id: ObjectId, write: impl FnOnce(&mut Vec<u8>)) {
        if self.groups.last().is_none_or(|group| group.places.len() == GROUP) {
            self.groups.push(Group::default());
        }
        let Some(group) = self.groups.last_mut() else { return };
        group.places.push((id.0, group.objects.len()));
        write(&mut group.objects);
        group.objects.push(b'\n');
    }
}

/// A reference after `before`.
pub(super) fn reference(out: &mut Vec<u8>, before: &str, id: ObjectId) {
    number(out, before, id.0 as usize);
    out.extend_from_slice(b" 0 R");
}

/// A number after `before`.
pub(super) fn number(out: &mut Vec<u8>, before: &str, number: usize) {
    out.extend_from_slice(before.as_bytes());
    decimal(out, i64::try_from(number).unwrap_or(i64::MAX), 0);
}

/// Writes a file whose trailer names its `Root` and `Info`. The objects in `plain` have numbers that no other object has, and none above
/// the highest that the file has given out.
///
/// # Errors
/// When an object cannot be written, which no object of ours does.
pub(super) fn write(file: File, mut plain: Plain) -> lopdf::Result<Vec<u8>> {
    let highest = file.objects.keys().map(|id| id.0).max().unwrap_or(0);
    let size = highest.max(file.max_id) as usize + 1;
    let mut streams = Vec::new();
    for (id, object) in file.objects {
        match object {
            Object::Stream(stream) => streams.push((id, stream)),
            object => {
                let object = bytes(object)?;
                plain.add(id, |out| out.extend_from_slice(object.trim_ascii_end()));
            }
        }
    }
    // The groups come after all objects, the table of all places comes last.
    let groups = plain.groups;
    let mut table = Table { entries: vec![[0; WIDTH]; size + groups.len() + 1] };
    for (at, group) in groups.iter().enumerate() {
        for (index, (id, _)) in group.places.iter().enumerate() {
            table.set(*id as usize, 2, size + at, index);
        }
    }
    let packed: Vec<Stream> = groups.into_par_iter().map(pack).collect();
    let numbered = (size..).zip(packed).map(|(number, stream)| (number, Object::Stream(stream)));
    let streams: Vec<(ObjectId, Stream)> = streams.into_par_iter().map(|(id, stream)| (id, deflated(stream))).collect();

    let mut out = b"%PDF-1.7\n%\xc7\xec\x8f\xa2\n".to_vec();
    for (number, object) in streams.into_iter().map(|(id, stream)| (id.0 as usize, Object::Stream(stream))).chain(numbered) {
        table.set(number, 1, out.len(), 0);
        indirect(&mut out, number, object)?;
    }

    let number = table.entries.len() - 1;
    let start = out.len();
    table.set(number, 1, start, 0);
    // Two files have the same id only if all bytes before it are the same.
    let hash = Sha256::digest(&out);
    let id = Object::String(hash[..16].to_vec(), StringFormat::Hexadecimal);
    let mut trailer = dictionary! { "Type" => "XRef", "Size" => integer(table.entries.len()), "W" => vec![1.into(), 4.into(), 2.into()] };
    for key in ["Root", "Info"] {
        trailer.set(key, file.trailer.get(key.as_bytes())?.clone());
    }
    trailer.set("ID", vec![id.clone(), id]);
    trailer.set("DecodeParms", dictionary! { "Predictor" => 12, "Columns" => integer(WIDTH) });
    trailer.set("Filter", "FlateDecode");
    indirect(&mut out, number, Stream::new(trailer, deflate(&table.rows())).into())?;
    writeln!(out, "startxref\n{start}\n%%EOF")?;
    Ok(out)
}

fn integer(number: usize) -> Object {
    Object::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}

/// The bytes of an entry of the cross-reference table: its kind, a place or a group, an index in the group.
const WIDTH: usize = 7;

/// The cross-reference table. Numbers that no object has stay free.
struct Table {
    entries: Vec<[u8; WIDTH]>,
}

impl Table {
    fn set(&mut self, number: usize, kind: u8, place: usize, index: usize) {
        let place = u32::try_from(place).unwrap_or(u32::MAX).to_be_bytes();
        let index = u16::try_from(index).unwrap_or(u16::MAX).to_be_bytes();
        if let Some(entry) = self.entries.get_mut(number) {
            *entry = [kind, place[0], place[1], place[2], place[3], index[0], index[1]];
        }
    }

    /// Each entry as its difference from the one before, marked as such: this is how the table gets small.
    fn rows(&self) -> Vec<u8> {
        let mut rows = Vec::with_capacity(self.entries.len() * (WIDTH + 1));
        let mut before = &[0; WIDTH];
        for entry in &self.entries {
            rows.push(2);
            rows.extend(entry.iter().zip(before).map(|(now, then)| now.wrapping_sub(*then)));
            before = entry;
        }
        rows
    }
}

/// Several objects in one stream: their numbers and places first, then the objects.
fn pack(group: Group) -> Stream {
    let count = group.places.len();
    let mut content = Vec::with_capacity(count * 10 + group.objects.len());
    for (id, start) in group.places {
        number(&mut content, "", id as usize);
        number(&mut content, " ", start);
        content.push(b' ');
    }
    let first = content.len();
    content.extend(group.objects);
    let entries = dictionary! { "Type" => "ObjStm", "N" => integer(count), "First" => integer(first), "Filter" => "FlateDecode" };
    Stream::new(entries, deflate(&content))
}

/// An object as it is written. lopdf's writer of single objects is private; a content stream of one operand is that object.
fn bytes(object: Object) -> lopdf::Result<Vec<u8>> {
    Content { operations: [Operation { operator: String::new(), operands: vec![object] }] }.encode()
}

fn indirect(out: &mut Vec<u8>, number: usize, object: Object) -> lopdf::Result<()> {
    writeln!(out, "{number} 0 obj")?;
    match object {
        Object::Stream(mut stream) => {
            stream.dict.set("Length", integer(stream.content.len()));
            out.extend(bytes(Object::Dictionary(stream.dict))?.trim_ascii_end());
            out.extend_from_slice(b"stream\n");
            out.extend_from_slice(&stream.content);
            // A checker that reads backwards from here takes data that ends in a carriage return for half of the line's end, and
            // says that /Length is wrong.
            out.extend_from_slice(if stream.content.ends_with(b"\r") { b"\r\nendstream" } else { b"\nendstream" });
        }
        object => out.extend(bytes(object)?.trim_ascii_end()),
    }
    out.extend_from_slice(b"\nendobj\n");
    Ok(())
}

/// Compresses a stream that is not compressed yet and may be, if that makes it smaller.
pub(super) fn deflated(mut stream: Stream) -> Stream {
    if stream.allows_compression && !stream.dict.has(b"Filter") {
        let content = deflate(&stream.content);
        if content.len() + "/Filter/FlateDecode".len() < stream.content.len() {
            stream.dict.set("Filter", "FlateDecode");
            stream.content = content;
        }
    }
    stream
}

thread_local! {
    /// A compressor's tables take a third of a megabyte, more than most streams: one for each thread, used again and again.
    /// Level 6: level 9 takes twice as long for one part in seventy.
    static COMPRESS: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(6), true));
}

fn deflate(content: &[u8]) -> Vec<u8> {
    COMPRESS.with_borrow_mut(|compress| {
        compress.reset();
        // A third is what text comes to; what stays unused is given back.
        let mut out = Vec::with_capacity(content.len() / 3 + 64);
        loop {
            let rest = content.get(usize::try_from(compress.total_in()).unwrap_or(usize::MAX)..).unwrap_or_default();
            match compress.compress_vec(rest, &mut out, FlushCompress::Finish) {
                Ok(Status::StreamEnd) | Err(_) => break,
                Ok(Status::Ok | Status::BufError) => out.reserve(out.len() / 2 + 64),
            }
        }
        out.shrink_to_fit();
        out
    })
}

#[cfg(test)]
mod tests {
    use lopdf::{Document as File, Object, Stream, dictionary};

    use super::{Plain, write};

    #[test]
    fn the_end_of_a_line_is_no_part_of_a_stream() {
        let ending = |content: &[u8]| {
            let mut out = Vec::new();
            super::indirect(&mut out, 1, Stream::new(dictionary! {}, content.to_vec()).into()).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(ending(b"ab"), "1 0 obj\n<</Length 2>>stream\nab\nendstream\nendobj\n");
        assert_eq!(ending(b"a\r"), "1 0 obj\n<</Length 2>>stream\na\r\r\nendstream\nendobj\n");
    }

    #[test]
    fn what_was_compressed_before_leaves_no_trace() {
        let text = b"findings and recommendations ".repeat(500);
        let alone = std::thread::spawn({
            let text = text.clone();
            move || super::deflate(&text)
        });
        // Nothing in it repeats, so that it needs more room than it was given.
        let noise: Vec<u8> = (0..60_000_u32).flat_map(|number| number.wrapping_mul(2_654_435_761).to_be_bytes()).collect();
        let packed = super::deflate(&noise);
        assert_eq!(super::deflate(&text), alone.join().unwrap());
        let mut unpacked = Vec::new();
        std::io::copy(&mut flate2::read::ZlibDecoder::new(&packed[..]), &mut unpacked).unwrap();
        assert!(unpacked == noise, "{} of {} bytes", unpacked.len(), noise.len());
    }

    #[test]
    fn what_is_written_can_be_read() {
        let mut file = File::new();
        let pages = file.add_object(dictionary! { "Type" => "Pages", "Kids" => Vec::<Object>::new(), "Count" => 0 });
        let root = file.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
        let words = Object::string_literal("(un)balanced) \\ \r and \u{fe}\u{ff}");
        let info = file.add_object(dictionary! { "Title" => words.clone() });
        let many: Vec<_> = (0..600).map(|number| file.add_object(Object::Array(vec![number.into(), "Name with blanks".into()]))).collect();
        let stream = file.add_object(Stream::new(dictionary! { "Key" => 0.5 }, b"0123456789".repeat(50)));
        // A number that nobody has.
        file.objects.remove(&many[7]);
        file.trailer.set("Root", root);
        file.trailer.set("Info", info);
        let objects = file.objects.clone();
        let bytes = write(file, Plain::default()).unwrap();
        let read = File::load_mem(&bytes).unwrap();
        for (id, object) in &objects {
            let found = read.get_object(*id).unwrap();
            match (object, found) {
                (Object::Stream(wanted), Object::Stream(found)) => assert_eq!(found.get_plain_content().unwrap(), wanted.content),
                (wanted, found) => assert_eq!(wanted, found, "{id:?}"),
            }
        }
        assert!(read.get_object(many[7]).is_err());
        assert!(bytes.len() < 9_000, "{} bytes", bytes.len());
        assert_eq!(read.get_object(stream).unwrap().as_stream().unwrap().dict.get(b"Filter").unwrap().as_name().unwrap(), b"FlateDecode");
    }
}

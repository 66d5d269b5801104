//! What the file says of itself: the Info dictionary, the same as XMP, the output intent and the names of the pages.
//!
//! Dates are the publication's; nothing asks a clock, so that the same report always gives the same file.

use std::fmt::Write as _;

use lopdf::{Dictionary, Object, Stream, dictionary};

use super::finish::text_string;
use crate::date::Date;
use crate::document::tree::Meta;
use crate::layout::frame::Page;

/// sRGB as an ICC profile of version 4, made from the published primaries; a test makes it again.
const SRGB: &[u8] = include_bytes!("../../assets/icc/srgb.icc");

/// What made the file.
const TOOL: &str = concat!("bluebook ", env!("CARGO_PKG_VERSION"));

/// The Info dictionary: the same facts as [`xmp`], which PDF/A-2 6.6.3 compares.
pub(super) fn info(meta: &Meta) -> Dictionary {
    let date = Object::string_literal(format!("D:{}Z", moment(meta.published).replace(['-', ':', 'T'], "")));
    dictionary! {
        "Title" => text_string(&meta.title),
        "Author" => text_string(&meta.inspectorate),
        "Subject" => text_string(&meta.programme),
        "Creator" => text_string(TOOL),
        "Producer" => text_string(TOOL),
        "CreationDate" => date.clone(),
        "ModDate" => date,
    }
}

/// The XMP packet with the identifiers of both standards. PDF/A knows no `pdfuaid`, so the packet declares that schema itself.
pub(super) fn xmp(meta: &Meta) -> Stream {
    let date = format!("{}Z", moment(meta.published));
    let mut out = String::from(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" \
         xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
         xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n",
    );
    let mut put = |before: &str, text: &str, after: &str| {
        let _ = writeln!(out, "{before}{}{after}", escape(text));
    };
    put("<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", &meta.title, "</rdf:li></rdf:Alt></dc:title>");
    put("<dc:creator><rdf:Seq><rdf:li>", &meta.inspectorate, "</rdf:li></rdf:Seq></dc:creator>");
    put("<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", &meta.programme, "</rdf:li></rdf:Alt></dc:description>");
    put("<dc:language><rdf:Bag><rdf:li>", &meta.lang.0, "</rdf:li></rdf:Bag></dc:language>");
    put("<dc:date><rdf:Seq><rdf:li>", &meta.published.to_iso(), "</rdf:li></rdf:Seq></dc:date>");
    if let Some(isbn) = &meta.isbn {
        put("<dc:identifier>ISBN ", isbn, "</dc:identifier>");
    }
    put("<xmp:CreatorTool>", TOOL, "</xmp:CreatorTool>");
    put("<xmp:CreateDate>", &date, "</xmp:CreateDate>");
    put("<xmp:ModifyDate>", &date, "</xmp:ModifyDate>");
    put("<pdf:Producer>", TOOL, "</pdf:Producer>");
    out.push_str(
        "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n<pdfuaid:part>1</pdfuaid:part>\n\
         <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\
         <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
         <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
         <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
         <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\
         <pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
         <pdfaProperty:category>internal</pdfaProperty:category>\
         <pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>\
         </rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\n\
         </rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>",
    );
    Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, out.into_bytes()).with_compression(false)
}

/// The profile stream of the output intent.
pub(super) fn profile() -> Stream {
    Stream::new(dictionary! { "N" => 3 }, SRGB.to_vec())
}

/// The output intent: the colours of the file are sRGB.
pub(super) fn output_intent(profile: lopdf::ObjectId) -> Dictionary {
    dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    }
}

/// How the pages are named in a viewer: as they are numbered on paper.
pub(super) fn page_labels(pages: &[Page]) -> Dictionary {
    let mut ranges = Vec::new();
    let mut next = None;
    for (index, page) in pages.iter().enumerate() {
        let label = PageLabel::parse(&page.label);
        if next.as_ref() != Some(&label) {
            ranges.push(Object::Integer(i64::try_from(index).unwrap_or(i64::MAX)));
            ranges.push(Object::Dictionary(label.dictionary()));
        }
        next = label.next();
    }
    dictionary! { "Nums" => ranges }
}

/// The name of one page.
#[derive(Debug, PartialEq)]
enum PageLabel {
    Number(u32),
    Roman(u32),
    Words(String),
}

impl PageLabel {
    fn parse(label: &str) -> Self {
        if let Ok(number) = label.parse::<u32>()
            && number.to_string() == label
            && number > 0
        {
            return Self::Number(number);
        }
        match (1..400).find(|number| roman(*number) == label) {
            Some(number) => Self::Roman(number),
            None => Self::Words(label.to_owned()),
        }
    }

    /// The label of the following page, if it needs no entry of its own.
    fn next(self) -> Option<Self> {
        match self {
            Self::Number(number) => Some(Self::Number(number + 1)),
            Self::Roman(number) => Some(Self::Roman(number + 1)),
            Self::Words(_) => None,
        }
    }

    fn dictionary(&self) -> Dictionary {
        match self {
            Self::Number(number) => dictionary! { "S" => "D", "St" => i64::from(*number) },
            Self::Roman(number) => dictionary! { "S" => "r", "St" => i64::from(*number) },
            Self::Words(words) if words.is_empty() => Dictionary::new(),
            Self::Words(words) => dictionary! { "P" => text_string(words) },
        }
    }
}

fn roman(mut number: u32) -> String {
    let mut out = String::new();
    let signs = [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    for (value, sign) in signs {
        while number >= value {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}

/// A date as a moment: `2008-04-01T00:00:00`. A date without a day counts from its first.
fn moment(date: Date) -> String {
    format!("{:04}-{:02}-{:02}T00:00:00", date.year, date.month.unwrap_or(1), date.day.unwrap_or(1))
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML has no way to write them.
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{PageLabel, SRGB, page_labels};
    use crate::geom::Size;
    use crate::layout::frame::Page;

    #[test]
    fn pages_are_named_as_they_are_numbered() {
        let page = |label: &str| Page { size: Size::default(), label: label.to_owned(), items: Vec::new(), links: Vec::new() };
        let pages: Vec<Page> = ["", "i", "ii", "iii", "1", "2", "A-1", "A-2"].into_iter().map(page).collect();
        let labels = format!("{:?}", page_labels(&pages));
        assert_eq!(labels, "<</Nums [0 <<>> 1 <</S /r/St 1>> 4 <</S /D/St 1>> 6 <</P (A-1)>> 7 <</P (A-2)>>]>>",);
        assert_eq!(PageLabel::parse("xlix"), PageLabel::Roman(49));
        assert_eq!(PageLabel::parse("007"), PageLabel::Words("007".to_owned()));
    }

    /// The profile is made here from what IEC 61966-2-1 and ICC.1 publish, byte for byte.
    #[test]
    fn the_profile_is_srgb_from_its_primaries() {
        assert!(SRGB == made_profile(), "assets/icc/srgb.icc differs from what its primaries give");
    }

    type Matrix = [[f64; 3]; 3];

    fn times(a: &Matrix, b: &Matrix) -> Matrix {
        std::array::from_fn(|row| std::array::from_fn(|column| (0..3).map(|k| a[row][k] * b[k][column]).sum()))
    }

    fn apply(a: &Matrix, v: [f64; 3]) -> [f64; 3] {
        std::array::from_fn(|row| (0..3).map(|k| a[row][k] * v[k]).sum())
    }

    fn inverse(matrix: &Matrix) -> Matrix {
        let minor = |row: usize, column: usize| {
            let (below, under) = ((row + 1) % 3, (row + 2) % 3);
            let (right, beyond) = ((column + 1) % 3, (column + 2) % 3);
            matrix[below][right] * matrix[under][beyond] - matrix[below][beyond] * matrix[under][right]
        };
        let whole: f64 = (0..3).map(|column| matrix[0][column] * minor(0, column)).sum();
        std::array::from_fn(|row| std::array::from_fn(|column| minor(column, row) / whole))
    }

    fn diagonal(v: [f64; 3]) -> Matrix {
        std::array::from_fn(|row| std::array::from_fn(|column| if row == column { v[row] } else { 0.0 }))
    }

    fn made_profile() -> Vec<u8> {
        let xyz = |x: f64, y: f64| [x / y, 1.0, (1.0 - x - y) / y];
        // Primaries and white point of sRGB; the white point of the profile connection space, as ICC.1 rounds it.
        let primaries = [xyz(0.64, 0.33), xyz(0.30, 0.60), xyz(0.15, 0.06)];
        let (d65, d50) = (xyz(0.3127, 0.3290), [0.9642, 1.0, 0.8249]);
        let unscaled: Matrix = std::array::from_fn(|row| std::array::from_fn(|column| primaries[column][row]));
        let to_xyz = times(&unscaled, &diagonal(apply(&inverse(&unscaled), d65)));
        let bradford = [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]];
        let (from, to) = (apply(&bradford, d65), apply(&bradford, d50));
        let scale = diagonal(std::array::from_fn(|i| to[i] / from[i]));
        let adapted = times(&inverse(&bradford), &times(&scale, &bradford));
        let colorants = times(&adapted, &to_xyz);

        #[expect(clippy::cast_possible_truncation, reason = "the numbers of a profile are small")]
        let fixed = |value: f64| ((value * 65536.0).round() as i32).to_be_bytes();
        let tag = |kind: &[u8; 4], numbers: &[f64]| {
            let mut out = [kind.as_slice(), &[0; 4]].concat();
            out.extend(numbers.iter().flat_map(|number| fixed(*number)));
            out
        };
        let words = |text: &str| {
            let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            let length = u32::try_from(units.len()).unwrap_or_default();
            [
                b"mluc".as_slice(),
                &[0; 4],
                &1u32.to_be_bytes(),
                &12u32.to_be_bytes(),
                b"enGB",
                &length.to_be_bytes(),
                &28u32.to_be_bytes(),
                &units,
            ]
            .concat()
        };
        let column = |i: usize| [colorants[0][i], colorants[1][i], colorants[2][i]];
        // Type 3 of a parametric curve: a power above the bend, a line below it.
        let mut curve = [b"para".as_slice(), &[0; 4], &[0, 3, 0, 0]].concat();
        curve.extend([2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045].into_iter().flat_map(fixed));
        let data = [
            words("sRGB IEC61966-2.1"),
            words("No copyright, use freely"),
            tag(b"XYZ ", &d50),
            tag(b"sf32", &adapted.concat()),
            tag(b"XYZ ", &column(0)),
            tag(b"XYZ ", &column(1)),
            tag(b"XYZ ", &column(2)),
            curve,
        ];
        let names: [(&[u8; 4], usize); 10] = [
            (b"desc", 0),
            (b"cprt", 1),
            (b"wtpt", 2),
            (b"chad", 3),
            (b"rXYZ", 4),
            (b"gXYZ", 5),
            (b"bXYZ", 6),
            (b"rTRC", 7),
            (b"gTRC", 7),
            (b"bTRC", 7),
        ];
        let number = |n: usize| u32::try_from(n).unwrap_or_default().to_be_bytes();
        let mut body = Vec::new();
        let mut places = Vec::new();
        for part in &data {
            places.push((132 + 12 * names.len() + body.len(), part.len()));
            body.extend(part);
            body.resize(body.len().next_multiple_of(4), 0);
        }
        let mut table = number(names.len()).to_vec();
        for (name, part) in names {
            table.extend([name.as_slice(), &number(places[part].0), &number(places[part].1)].concat());
        }
        let mut out = number(128 + table.len() + body.len()).to_vec();
        // Version 4.0, display device, made on 2025-01-01, for no platform and with perceptual intent.
        out.extend([&[0; 4], &[4, 0, 0, 0], b"mntrRGB XYZ ".as_slice()].concat());
        out.extend([2025u16, 1, 1, 0, 0, 0].into_iter().flat_map(u16::to_be_bytes));
        out.extend(b"acsp");
        out.resize(68, 0);
        out.extend(d50.into_iter().flat_map(fixed));
        out.resize(128, 0);
        out.extend(table);
        out.extend(body);
        out
    }
}

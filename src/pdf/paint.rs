//! Frames to printpdf operations, every one of them inside a marked-content sequence.
//!
//! In: pages of positioned items and the subset fonts. Out: the content of each page, and for every node of the document the sequences
//! that show it. A sequence is a run of neighbouring items of one mark; what belongs to no node is an artifact, so that nothing on a page is
//! without a mark (PDF/UA 7.1). Nothing is placed here: only the axis is turned round.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::Stream;
use printpdf::{
    DictItem, ExternalStream, ExternalXObject, FontId, LineDashPattern, LinePoint, Op, PaintMode, PdfFontHandle, PdfPage, PolygonRing, Rgb,
    TextMatrix, WindingOrder, XObject, XObjectId, XObjectTransform,
};

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use super::content;
use super::fonts::{Cluster, Subset, clusters};
use crate::diag::Problems;
use crate::document::tree::NodeId;
use crate::geom::{Color, Point, Pt, Rect, Size};
use crate::layout::frame::{Artifact, Item, Mark, Page, Pages, Polygon, Shape, Slot, Stroke, TextRun};
use crate::source::image::{Image, ImageId, ImageKind};
use crate::text::FaceId;

/// One marked-content sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sequence {
    /// Index of its page.
    pub(super) page: usize,
    /// Its number on the page.
    pub(super) id: usize,
}

/// What painting left behind.
pub(super) struct Painted {
    /// What stands on each page, compressed.
    pub(super) contents: Vec<Stream>,
    /// The sequences of every node that is shown, in painting order.
    pub(super) shown: BTreeMap<NodeId, Vec<(Slot, Sequence)>>,
    /// How many sequences each page has.
    pub(super) counts: Vec<usize>,
    /// The pictures that are shown.
    pub(super) images: BTreeSet<ImageId>,
}

/// How many pages are painted before their operations are written: enough to keep all threads busy.
const AT_ONCE: usize = 32;

/// Paints all pages, and empties each.
///
/// # Errors
/// When printpdf does not take an operation.
pub(super) fn paint(pages: &mut Pages, subsets: &BTreeMap<FaceId, Subset>, tagged: bool) -> Result<Painted, Problems> {
    let mut painted = Painted { contents: Vec::new(), shown: BTreeMap::new(), counts: Vec::new(), images: BTreeSet::new() };
    for pages in pages.pages.chunks_mut(AT_ONCE) {
        let operations: Vec<PdfPage> = pages
            .iter_mut()
            .map(|page| {
                let drawn = paint_page(page, subsets, &mut painted, tagged);
                page.items = Vec::new();
                drawn
            })
            .collect();
        painted.contents.extend(operations.into_par_iter().map(content).collect::<Result<Vec<_>, _>>()?);
    }
    Ok(painted)
}

fn paint_page(page: &Page, subsets: &BTreeMap<FaceId, Subset>, painted: &mut Painted, tagged: bool) -> PdfPage {
    let index = painted.counts.len();
    let mut brush = Painter {
        subsets,
        page,
        ops: Vec::new(),
        open: None,
        in_text: false,
        count: 0,
        font: None,
        fill: None,
        outline: None,
        stroke: None,
        images: &mut painted.images,
    };
    let last_slots = last_slots(page);
    for (place, item) in page.items.iter().enumerate() {
        if tagged {
            brush.mark(item, |id, slot, count| painted.shown.entry(id).or_default().push((slot, Sequence { page: index, id: count })));
        }
        // A label and its value stand apart on paper; a reader of the text alone needs a space between them.
        let ends_label = match item.mark {
            Mark::Content(id, slot) => {
                last_slots.get(&id).is_some_and(|last| slot < *last) && page.items.get(place + 1).is_none_or(|next| next.mark != item.mark)
            }
            Mark::Artifact(_) => false,
        };
        brush.shape(&item.shape, ends_label);
    }
    brush.close();
    painted.counts.push(brush.count);
    PdfPage { ops: brush.ops, ..empty(page.size) }
}

/// A page without anything on it.
pub(super) fn empty(size: Size) -> PdfPage {
    let size = printpdf::Rect::from_wh(printpdf::Pt(size.width.0), printpdf::Pt(size.height.0));
    PdfPage { media_box: size.clone(), trim_box: size.clone(), crop_box: size, ops: Vec::new() }
}

/// The last slot in which each node has something on the page.
fn last_slots(page: &Page) -> BTreeMap<NodeId, Slot> {
    let mut slots = BTreeMap::new();
    for item in &page.items {
        if let Mark::Content(id, slot) = item.mark {
            let last = slots.entry(id).or_insert(slot);
            *last = slot.max(*last);
        }
    }
    slots
}

/// A picture as printpdf takes it: pixels with their opacity, or a JPEG as it is.
pub(super) fn picture(image: &Image) -> XObject {
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let dict = |space: &str| {
        BTreeMap::from([
            ("Type".to_owned(), name("XObject")),
            ("Subtype".to_owned(), name("Image")),
            ("Width".to_owned(), DictItem::Int(i64::from(image.width))),
            ("Height".to_owned(), DictItem::Int(i64::from(image.height))),
            ("BitsPerComponent".to_owned(), DictItem::Int(8)),
            ("ColorSpace".to_owned(), name(space)),
        ])
    };
    let stream = match (image.kind, &image.pixels) {
        (ImageKind::Png, pixels) => {
            let mut entries = dict("DeviceRGB");
            if let Some(alpha) = pixels.as_ref().and_then(|pixels| pixels.alpha.as_ref()) {
                let mask = ExternalStream { dict: dict("DeviceGray"), content: alpha.to_vec(), compress: true };
                entries.insert("SMask".to_owned(), DictItem::Stream { stream: mask });
            }
            ExternalStream { dict: entries, content: pixels.as_ref().map(|pixels| pixels.rgb.to_vec()).unwrap_or_default(), compress: true }
        }
        (ImageKind::JpegColor | ImageKind::JpegGray, _) => {
            let mut entries = dict(if image.kind == ImageKind::JpegGray { "DeviceGray" } else { "DeviceRGB" });
            entries.insert("Filter".to_owned(), name("DCTDecode"));
            ExternalStream { dict: entries, content: image.bytes.to_vec(), compress: false }
        }
    };
    XObject::External(ExternalXObject { stream, width: None, height: None, dpi: None })
}

/// The name of a picture in the pages' resources.
pub(super) fn picture_name(image: ImageId) -> XObjectId {
    XObjectId(format!("Im{}", image.0))
}

/// What a marked-content sequence stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Content(NodeId, Slot),
    Artifact(&'static str, Option<&'static str>),
}

/// The operations of one page in the making. What a viewer keeps from one operation to the next is written only when it changes.
struct Painter<'a> {
    subsets: &'a BTreeMap<FaceId, Subset>,
    page: &'a Page,
    ops: Vec<Op>,
    open: Option<Open>,
    in_text: bool,
    count: usize,
    font: Option<(FaceId, f32)>,
    fill: Option<Color>,
    outline: Option<Color>,
    stroke: Option<(Pt, Option<(Pt, Pt)>)>,
    images: &'a mut BTreeSet<ImageId>,
}

impl Painter<'_> {
    /// Opens the sequence of an item unless it is open, and tells `record` of each new one.
    fn mark(&mut self, item: &Item, record: impl FnOnce(NodeId, Slot, usize)) {
        let wanted = match item.mark {
            Mark::Content(id, slot) => Open::Content(id, slot),
            Mark::Artifact(Artifact::Layout) => Open::Artifact("Layout", None),
            Mark::Artifact(Artifact::Head) => Open::Artifact("Pagination", Some("Header")),
            Mark::Artifact(Artifact::Foot) => Open::Artifact("Pagination", Some("Footer")),
            Mark::Artifact(Artifact::Repeated) => Open::Artifact("Pagination", None),
        };
        if self.open == Some(wanted) {
            return;
        }
        self.close();
        let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
        let (tag, map) = match wanted {
            Open::Content(id, slot) => {
                record(id, slot, self.count);
                let number = i64::try_from(self.count).unwrap_or(i64::MAX);
                self.count += 1;
                // The structure tree says what the sequence is; the name here says nothing to anyone.
                ("Span", BTreeMap::from([("MCID".to_owned(), DictItem::Int(number))]))
            }
            Open::Artifact(kind, subtype) => {
                let mut map = BTreeMap::from([("Type".to_owned(), name(kind))]);
                map.extend(subtype.map(|subtype| ("Subtype".to_owned(), name(subtype))));
                ("Artifact", map)
            }
        };
        self.ops.push(Op::BeginMarkedContentWithProperties { tag: tag.to_owned(), properties: DictItem::Dict { map } });
        self.open = Some(wanted);
    }

    fn close(&mut self) {
        self.leave_text();
        if self.open.take().is_some() {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn leave_text(&mut self) {
        if std::mem::take(&mut self.in_text) {
            self.ops.push(Op::EndTextSection);
        }
    }

    fn shape(&mut self, shape: &Shape, ends_label: bool) {
        if let Shape::Text(run) = shape {
            self.text(run, ends_label);
            return;
        }
        self.leave_text();
        match shape {
            Shape::Text(_) => {}
            Shape::Fill(rect, color) => {
                self.fill_with(*color);
                let rectangle = printpdf::Rect {
                    x: round(rect.origin.x.0),
                    y: self.y(rect.bottom()),
                    width: round(rect.size.width.0),
                    height: round(rect.size.height.0),
                    mode: Some(PaintMode::Fill),
                    winding_order: None,
                };
                self.ops.push(Op::DrawRectangle { rectangle });
            }
            Shape::Polygon(polygon) => self.polygon(polygon),
            Shape::Line(line) => {
                self.stroke_with(line.stroke);
                let points = self.points(&line.points);
                self.ops.push(Op::DrawLine { line: printpdf::Line { points, is_closed: false } });
            }
            Shape::Image(image, rect) => self.image(*image, rect),
        }
    }

    fn polygon(&mut self, polygon: &Polygon) {
        let mode = match (polygon.fill, polygon.stroke) {
            (Some(_), Some(_)) => PaintMode::FillStroke,
            (Some(_), None) => PaintMode::Fill,
            (None, Some(_)) => PaintMode::Stroke,
            (None, None) => return,
        };
        if let Some(color) = polygon.fill {
            self.fill_with(color);
        }
        if let Some(stroke) = polygon.stroke {
            self.stroke_with(stroke);
        }
        let rings = vec![PolygonRing { points: self.points(&polygon.points) }];
        self.ops.push(Op::DrawPolygon { polygon: printpdf::Polygon { rings, mode, winding_order: WindingOrder::NonZero } });
    }

    fn image(&mut self, image: ImageId, rect: &Rect) {
        self.images.insert(image);
        // A picture fills the unit square; printpdf would take its size from the pixels.
        let transform = XObjectTransform {
            translate_x: Some(round(rect.origin.x.0)),
            translate_y: Some(self.y(rect.bottom())),
            scale_x: Some(round(rect.size.width.0).0),
            scale_y: Some(round(rect.size.height.0).0),
            no_auto_scale: true,
            ..XObjectTransform::default()
        };
        self.ops.push(Op::UseXobject { id: picture_name(image), transform });
    }

    fn text(&mut self, run: &TextRun, ends_label: bool) {
        let subsets = self.subsets;
        let Some(subset) = subsets.get(&run.face) else { return };
        if run.glyphs.is_empty() {
            return;
        }
        self.fill_with(run.color);
        if !self.in_text {
            self.ops.push(Op::StartTextSection);
            self.in_text = true;
        }
        if self.font != Some((run.face, run.size.0)) {
            let font = PdfFontHandle::External(FontId(subset.resource.clone()));
            self.ops.push(Op::SetFont { font, size: printpdf::Pt(run.size.0) });
            self.font = Some((run.face, run.size.0));
        }
        let mut line = ShownLine { start: run.origin, shift: Pt::ZERO, pen: 0.0, codes: Vec::new(), items: Vec::new() };
        self.move_to(line.start);
        for cluster in clusters(run) {
            let speaks = subset.speaks(&cluster);
            if !speaks {
                line.flush(&mut self.ops);
                let mut text = vec![0xfe, 0xff];
                text.extend(cluster.text.encode_utf16().flat_map(u16::to_be_bytes));
                let map = BTreeMap::from([("ActualText".to_owned(), DictItem::String { data: text, literal: false })]);
                self.ops.push(Op::BeginMarkedContentWithProperties { tag: "Span".to_owned(), properties: DictItem::Dict { map } });
            }
            self.cluster(run, subset, &cluster, &mut line);
            if !speaks {
                line.flush(&mut self.ops);
                self.ops.push(Op::EndMarkedContent);
            }
        }
        if let Some(space) = subset.space.filter(|_| ends_label && !run.text.ends_with(char::is_whitespace)) {
            line.codes.extend(space.to_be_bytes());
        }
        line.flush(&mut self.ops);
    }

    fn cluster(&mut self, run: &TextRun, subset: &Subset, cluster: &Cluster, line: &mut ShownLine) {
        for glyph in cluster.glyphs {
            let height = run.origin.y + glyph.y;
            #[expect(clippy::float_cmp, reason = "any difference is a new baseline, and equal shifts give equal sums")]
            if height.0 != line.start.y.0 {
                line.flush(&mut self.ops);
                line.start = Point::new(run.origin.x + glyph.x, height);
                line.shift = -glyph.x;
                line.pen = 0.0;
                self.move_to(line.start);
            }
            let code = subset.code(glyph.id);
            let wanted = (glyph.x + line.shift).0 * 1000.0 / run.size.0;
            // What rounding leaves over is carried on in the pen and comes back with the next glyph.
            let kern = (line.pen - wanted).round();
            if kern != 0.0 && kern.is_finite() {
                line.flush_codes();
                line.items.push(DictItem::Real(kern));
                line.pen -= kern;
            }
            line.codes.extend(code.to_be_bytes());
            line.pen += f32::from(subset.advance(code));
        }
    }

    fn move_to(&mut self, place: Point) {
        let (x, y) = (round(place.x.0).0, self.y(place.y).0);
        self.ops.push(Op::SetTextMatrix { matrix: TextMatrix::Raw([1.0, 0.0, 0.0, 1.0, x, y]) });
    }

    fn fill_with(&mut self, color: Color) {
        if self.fill != Some(color) {
            self.ops.push(Op::SetFillColor { col: rgb(color) });
            self.fill = Some(color);
        }
    }

    fn stroke_with(&mut self, stroke: Stroke) {
        if self.outline != Some(stroke.color) {
            self.ops.push(Op::SetOutlineColor { col: rgb(stroke.color) });
            self.outline = Some(stroke.color);
        }
        let (width, dash) = self.stroke.unzip();
        if width != Some(stroke.width) {
            self.ops.push(Op::SetOutlineThickness { pt: round(stroke.width.0) });
        }
        // A page begins with solid lines.
        if dash.unwrap_or(None) != stroke.dash {
            let pattern = stroke.dash.map_or_else(Vec::new, |(on, off)| vec![round(on.0).0, round(off.0).0]);
            self.ops.push(Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, &pattern) });
        }
        self.stroke = Some((stroke.width, stroke.dash));
    }

    fn points(&self, points: &[Point]) -> Vec<LinePoint> {
        points.iter().map(|p| LinePoint { p: printpdf::Point { x: round(p.x.0), y: self.y(p.y) }, bezier: false }).collect()
    }

    /// From the top of the page to its foot.
    fn y(&self, y: Pt) -> printpdf::Pt {
        round(self.page.size.height.0 - y.0)
    }
}

/// A piece of text in the making: what has been shown since the pen was last put somewhere.
struct ShownLine {
    start: Point,
    /// From the run's start to `start`, the other way round.
    shift: Pt,
    /// Where the viewer's pen stands, in thousandths of the size from `start`.
    pen: f32,
    /// Glyph numbers not yet in `items`, two bytes each.
    codes: Vec<u8>,
    items: Vec<DictItem>,
}

impl ShownLine {
    fn flush_codes(&mut self) {
        if !self.codes.is_empty() {
            self.items.push(DictItem::String { data: std::mem::take(&mut self.codes), literal: true });
        }
    }

    /// Writes what has come together as an operation of our own: printpdf's `ShowText` looks up and allocates for every glyph.
    fn flush(&mut self, ops: &mut Vec<Op>) {
        self.flush_codes();
        let items = std::mem::take(&mut self.items);
        match items.len() {
            0 => {}
            1 => ops.push(Op::Unknown { key: "Tj".to_owned(), value: items }),
            _ => ops.push(Op::Unknown { key: "TJ".to_owned(), value: vec![DictItem::Array(items)] }),
        }
    }
}

/// To hundredths of a point: finer than any printer, and short in the file. PDF has no word for what is not a number.
fn round(length: f32) -> printpdf::Pt {
    printpdf::Pt(if length.is_finite() { (length * 100.0).round() / 100.0 } else { 0.0 })
}

fn rgb(color: Color) -> printpdf::Color {
    // Three digits tell 256 steps apart.
    let part = |value: u8| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0;
    printpdf::Color::Rgb(Rgb { r: part(color.r), g: part(color.g), b: part(color.b), icc_profile: None })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use lopdf::Object;

    use crate::pdf::sample::sample;
    use crate::source::image::ImageKind;

    fn pages(bytes: &[u8]) -> Vec<String> {
        let file = lopdf::Document::load_mem(bytes).unwrap();
        file.page_iter().map(|page| String::from_utf8_lossy(&file.get_page_content(page)).into_owned()).collect()
    }

    #[test]
    fn running_heads_and_feet_are_told_apart() {
        let pages = pages(&sample().write());
        let artifacts: Vec<&str> = pages[1].lines().filter(|line| line.starts_with("/Artifact")).collect();
        assert_eq!(artifacts, ["/Artifact <</Subtype/Header/Type/Pagination>> BDC", "/Artifact <</Subtype/Footer/Type/Pagination>> BDC"]);
        assert!(pages[0].starts_with("/Artifact <</Type/Layout>> BDC\n0.071 0.263 0.427 rg\n0 802 595 40 re\nf\nEMC\n"), "{}", pages[0]);
    }

    #[test]
    fn shapes_stand_where_the_frame_says_with_the_axis_turned_round() {
        let page = pages(&sample().write()).pop().unwrap();
        let shapes: Vec<&str> = page
            .lines()
            .filter(|line| ["re", "m", "l", "h", "b", "S", "d", "w", "cm"].contains(&line.rsplit(' ').next().unwrap()))
            .collect();
        assert_eq!(
            shapes,
            [
                "0.5 w",
                "[2 1] 0 d",
                "72 680 m",
                "300 680 l",
                "S",                // a dashed line
                "80 570 200 20 re", // a bar
                "1 w",
                "[] 0 d",
                "80 550 m",
                "280 550 l",
                "280 530 l",
                "h",
                "b",                   // a triangle
                "40 0 0 40 80 470 cm", // a picture
            ]
        );
    }

    #[test]
    fn pictures_keep_their_opacity_or_their_bytes() {
        let picture = |bytes: &[u8]| {
            let file = lopdf::Document::load_mem(bytes).unwrap();
            let streams = || file.objects.values().filter_map(|object| object.as_stream().ok());
            let space = |name: &'static [u8]| {
                let has = move |stream: &&lopdf::Stream| {
                    stream.dict.get(b"ColorSpace").and_then(Object::as_name).is_ok_and(|space| space == name)
                };
                streams()
                    .find(has)
                    .map(|stream| (stream.get_plain_content().unwrap_or_else(|_| stream.content.clone()), stream.dict.has(b"SMask")))
            };
            (space(b"DeviceRGB"), space(b"DeviceGray"))
        };
        let (color, mask) = picture(&sample().write());
        assert_eq!(color, Some((vec![255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9], true)));
        assert_eq!(mask, Some((vec![255, 128, 255, 0], false)));

        let mut sample = sample();
        let image = &mut sample.images[0];
        (image.kind, image.pixels, image.bytes) = (ImageKind::JpegGray, None, Arc::from([0xff, 0xd8, 0xff]));
        let (color, gray) = picture(&sample.write());
        assert_eq!((color, gray), (None, Some((vec![0xff, 0xd8, 0xff], false))));
    }
}

//! Frames to page content, all of it inside marked-content sequences.
//!
//! In: pages of positioned items and the subset fonts. Out: the content of each page, and for every node of the document the sequences
//! that show it. Shapes and pictures become printpdf operations; marks and text are written by [`super::script`], and the two are put
//! together here. A sequence is a run of neighbouring items of one mark; what belongs to no node is an artifact, so that nothing on a page is
//! without a mark (PDF/UA 7.1). Nothing is placed here: only the axis is turned round.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::Stream;
use printpdf::{
    DictItem, ExternalStream, ExternalXObject, LineDashPattern, LinePoint, Op, PaintMode, PdfDocument, PdfPage, PolygonRing, Rgb,
    WindingOrder, XObject, XObjectId, XObjectTransform,
};
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use super::fonts::{Cluster, Subset, clusters};
use super::script::{Script, hundredths};
use super::{objects, our_bug, write};
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

/// How many pages are painted before their operations are written: enough to keep all threads busy. Operations take many times the
/// room of what is written, so that those of a long report may not all be there at a time.
const AT_ONCE: usize = 32;

/// What stands between two drawings of a page while printpdf writes them; it is in no file.
const CUT: &str = "cut";

/// A page whose drawings are not written yet.
struct Sketch {
    script: Vec<u8>,
    /// The places in `script` where the drawings go, one after the other.
    cuts: Vec<usize>,
}

/// Paints all pages, and empties each.
///
/// # Errors
/// When printpdf does not take an operation.
pub(super) fn paint(pages: &mut Pages, subsets: &BTreeMap<FaceId, Subset>, tagged: bool) -> Result<Painted, Problems> {
    let mut painted = Painted { contents: Vec::new(), shown: BTreeMap::new(), counts: Vec::new(), images: BTreeSet::new() };
    for pages in pages.pages.chunks_mut(AT_ONCE) {
        let mut pdf = PdfDocument::new("");
        let mut sketches = Vec::with_capacity(pages.len());
        for page in pages {
            let (sketch, ops) = paint_page(page, subsets, &mut painted, tagged);
            pdf.pages.push(PdfPage { ops, ..empty(page.size) });
            sketches.push(sketch);
            page.items = Vec::new();
        }
        let mut file = objects(&pdf)?;
        drop(pdf);
        let drawings: Vec<Vec<u8>> = file
            .page_iter()
            .filter_map(|page| file.get_page_contents(page).first().copied())
            .collect::<Vec<_>>()
            .into_iter()
            .filter_map(|id| file.objects.remove(&id)?.as_stream_mut().ok().map(|stream| std::mem::take(&mut stream.content)))
            .collect();
        if drawings.len() != sketches.len() {
            return Err(vec![our_bug(&format!("{} of {} pages were drawn", drawings.len(), sketches.len()))]);
        }
        let contents = sketches.into_iter().zip(drawings).collect::<Vec<_>>().into_par_iter();
        let contents = contents.map(|(sketch, drawings)| {
            let content = sketch.with(&drawings)?;
            Ok(write::deflated(Stream::new(lopdf::Dictionary::new(), content)))
        });
        painted.contents.extend(contents.collect::<Result<Vec<_>, Problems>>()?);
    }
    Ok(painted)
}

impl Sketch {
    /// The page's content with its drawings in their places.
    fn with(self, drawings: &[u8]) -> Result<Vec<u8>, Problems> {
        let mut content = Vec::with_capacity(self.script.len() + drawings.len());
        let (mut script, mut rest) = (0, drawings);
        let cut = format!("/{CUT} MP\n").into_bytes();
        for place in self.cuts {
            // A cut stands before each drawing.
            let drawing = rest.strip_prefix(cut.as_slice()).ok_or_else(|| vec![our_bug("a drawing is lost")])?;
            let length = drawing.windows(cut.len()).position(|window| window == cut).unwrap_or(drawing.len());
            content.extend_from_slice(self.script.get(script..place).unwrap_or_default());
            content.extend_from_slice(&drawing[..length]);
            // printpdf ends no page with a line end.
            if length == drawing.len() {
                content.push(b'\n');
            }
            (script, rest) = (place, &drawing[length..]);
        }
        content.extend_from_slice(self.script.get(script..).unwrap_or_default());
        if rest.is_empty() { Ok(content) } else { Err(vec![our_bug("a drawing has no place")]) }
    }
}

fn paint_page(page: &Page, subsets: &BTreeMap<FaceId, Subset>, painted: &mut Painted, tagged: bool) -> (Sketch, Vec<Op>) {
    let index = painted.counts.len();
    let mut brush = Painter {
        subsets,
        page,
        script: Script::default(),
        ops: Vec::new(),
        cuts: Vec::new(),
        open: None,
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
    (Sketch { script: brush.script.bytes, cuts: brush.cuts }, brush.ops)
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
    /// Marks and text.
    script: Script,
    /// What is drawn.
    ops: Vec<Op>,
    /// Where in the script.
    cuts: Vec<usize>,
    open: Option<Open>,
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
        match wanted {
            Open::Content(id, slot) => {
                record(id, slot, self.count);
                // The structure tree says what the sequence is; the name here says nothing to anyone.
                self.script.begin("Span", &format!("/MCID {}", self.count));
                self.count += 1;
            }
            Open::Artifact(kind, None) => self.script.begin("Artifact", &format!("/Type/{kind}")),
            Open::Artifact(kind, Some(subtype)) => self.script.begin("Artifact", &format!("/Subtype/{subtype}/Type/{kind}")),
        }
        self.open = Some(wanted);
    }

    fn close(&mut self) {
        self.script.leave_text();
        if self.open.take().is_some() {
            self.script.end();
        }
    }

    /// Draws at this place of the script.
    fn draw(&mut self, op: Op) {
        let place = self.script.bytes.len();
        if self.cuts.last() != Some(&place) {
            self.cuts.push(place);
            self.ops.push(Op::Marker { id: CUT.to_owned() });
        }
        self.ops.push(op);
    }

    fn shape(&mut self, shape: &Shape, ends_label: bool) {
        if let Shape::Text(run) = shape {
            self.text(run, ends_label);
            return;
        }
        self.script.leave_text();
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
                self.draw(Op::DrawRectangle { rectangle });
            }
            Shape::Polygon(polygon) => self.polygon(polygon),
            Shape::Line(line) => {
                self.stroke_with(line.stroke);
                let points = self.points(&line.points);
                self.draw(Op::DrawLine { line: printpdf::Line { points, is_closed: false } });
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
        self.draw(Op::DrawPolygon { polygon: printpdf::Polygon { rings, mode, winding_order: WindingOrder::NonZero } });
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
        self.draw(Op::UseXobject { id: picture_name(image), transform });
    }

    fn text(&mut self, run: &TextRun, ends_label: bool) {
        let subsets = self.subsets;
        let Some(subset) = subsets.get(&run.face) else { return };
        if run.glyphs.is_empty() {
            return;
        }
        if self.fill.replace(run.color) != Some(run.color) {
            self.script.fill(run.color);
        }
        self.script.enter_text();
        if self.font != Some((run.face, run.size.0)) {
            self.script.font(&subset.resource, run.size.0);
            self.font = Some((run.face, run.size.0));
        }
        let mut line = ShownLine { height: run.origin.y, shift: Pt::ZERO, pen: 0.0 };
        self.move_to(run.origin);
        for cluster in clusters(run) {
            let speaks = subset.speaks(&cluster);
            if !speaks {
                self.script.begin_actual_text(cluster.text);
            }
            self.cluster(run, subset, &cluster, &mut line);
            if !speaks {
                self.script.end();
            }
        }
        if let Some(space) = subset.space.filter(|_| ends_label && !run.text.ends_with(char::is_whitespace)) {
            self.script.glyph(space);
        }
    }

    fn cluster(&mut self, run: &TextRun, subset: &Subset, cluster: &Cluster, line: &mut ShownLine) {
        for glyph in cluster.glyphs {
            let height = run.origin.y + glyph.y;
            #[expect(clippy::float_cmp, reason = "any difference is a new baseline, and equal shifts give equal sums")]
            if height.0 != line.height.0 {
                *line = ShownLine { height, shift: -glyph.x, pen: 0.0 };
                self.move_to(Point::new(run.origin.x + glyph.x, height));
            }
            let code = subset.code(glyph.id);
            let wanted = (glyph.x + line.shift).0 * 1000.0 / run.size.0;
            // What rounding leaves over is carried on in the pen and comes back with the next glyph.
            let off = line.pen - wanted;
            if off.abs() >= 0.5 && off.is_finite() {
                let kern = off.round();
                #[expect(clippy::cast_possible_truncation, reason = "whole; what is too large for it is far off every page")]
                self.script.kern(kern as i64);
                line.pen -= kern;
            }
            self.script.glyph(code);
            line.pen += f32::from(subset.advance(code));
        }
    }

    fn move_to(&mut self, place: Point) {
        self.script.move_to(hundredths(place.x.0), hundredths(self.page.size.height.0 - place.y.0));
    }

    fn fill_with(&mut self, color: Color) {
        if self.fill.replace(color) != Some(color) {
            self.draw(Op::SetFillColor { col: rgb(color) });
        }
    }

    fn stroke_with(&mut self, stroke: Stroke) {
        if self.outline != Some(stroke.color) {
            self.draw(Op::SetOutlineColor { col: rgb(stroke.color) });
            self.outline = Some(stroke.color);
        }
        let (width, dash) = self.stroke.unzip();
        if width != Some(stroke.width) {
            self.draw(Op::SetOutlineThickness { pt: round(stroke.width.0) });
        }
        // A page begins with solid lines.
        if dash.unwrap_or(None) != stroke.dash {
            let pattern = stroke.dash.map_or_else(Vec::new, |(on, off)| vec![round(on.0).0, round(off.0).0]);
            self.draw(Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, &pattern) });
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

/// How far a run has been shown since the pen was last put somewhere.
struct ShownLine {
    /// The baseline.
    height: Pt,
    /// From the run's start to that place, the other way round.
    shift: Pt,
    /// Where the viewer's pen stands, in thousandths of the size from there.
    pen: f32,
}

/// To hundredths of a point, as printpdf takes it.
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

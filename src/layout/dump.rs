//! Pages as text, for tests: what stands where, and what it belongs to.

use std::fmt::Write as _;

use super::frame::{Artifact, Mark, Pages, Shape, Slot};
use crate::geom::Rect;

/// Every page with its items, one to a line: place, mark, what it is. Texts give the start of their baseline and their size.
pub fn dump(pages: &Pages) -> String {
    let mut out = String::new();
    for (index, page) in pages.pages.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "page {index} {:?}", page.label);
        for item in &page.items {
            let mark = mark(item.mark);
            let _ = match &item.shape {
                Shape::Text(run) => {
                    writeln!(out, "  {:.1} {:.1} {mark} {}pt f{} {:?}", run.origin.x.0, run.origin.y.0, run.size.0, run.face.0, &*run.text)
                }
                Shape::Fill(rect, color) => writeln!(out, "  {} {mark} fill {}", place(*rect), color.to_hex()),
                Shape::Polygon(polygon) => writeln!(out, "  polygon {mark} of {}", polygon.points.len()),
                Shape::Line(line) => {
                    let points: Vec<String> = line.points.iter().map(|point| format!("{:.1} {:.1}", point.x.0, point.y.0)).collect();
                    writeln!(out, "  {} {mark} line", points.join(" to "))
                }
                Shape::Image(image, rect) => writeln!(out, "  {} {mark} image {}", place(*rect), image.0),
            };
        }
        for link in &page.links {
            let rects: Vec<String> = link.rects.iter().copied().map(place).collect();
            let _ = writeln!(out, "  link #{} {} to {:?}", link.node.0, rects.join(", "), link.target);
        }
    }
    for destination in &pages.destinations {
        let _ = writeln!(out, "{} at page {} {:.1}", destination.anchor, destination.page, destination.y.0);
    }
    out
}

/// The text of the pages that belongs to the document, a line of print to a line; `---` between pages.
pub fn text(pages: &Pages) -> String {
    let mut out = String::new();
    for (index, page) in pages.pages.iter().enumerate() {
        if index > 0 {
            out.push_str("---\n");
        }
        let mut y = f32::NEG_INFINITY;
        for item in &page.items {
            if let (Mark::Content(..), Shape::Text(run)) = (item.mark, &item.shape) {
                // A raised note mark is on the line that it is raised from.
                if (run.origin.y.0 - y).abs() > 6.0 && y > f32::NEG_INFINITY {
                    out.push('\n');
                }
                y = run.origin.y.0;
                out.push_str(&run.text);
            }
        }
        out.push('\n');
    }
    out
}

fn place(rect: Rect) -> String {
    format!("[{:.1} {:.1} {:.1} {:.1}]", rect.origin.x.0, rect.origin.y.0, rect.size.width.0, rect.size.height.0)
}

fn mark(mark: Mark) -> String {
    match mark {
        Mark::Content(node, Slot::Label) => format!("#{}.label", node.0),
        Mark::Content(node, Slot::Body) => format!("#{}", node.0),
        Mark::Content(node, Slot::Extra) => format!("#{}.extra", node.0),
        Mark::Artifact(Artifact::Head) => "head".to_owned(),
        Mark::Artifact(Artifact::Foot) => "foot".to_owned(),
        Mark::Artifact(Artifact::Repeated) => "repeated".to_owned(),
        Mark::Artifact(Artifact::Layout) => "layout".to_owned(),
    }
}

//! Drawings as inline SVG: recorded charts, and the small meter beside a score.
//!
//! Looks are presentation attributes and classes, never `style`, which a strict Content-Security-Policy forbids. The words of a
//! chart are text in the page's font.

use std::fmt::Write;

use super::escape::push_text;
use crate::chart::picture::{Anchor, Picture, PictureMark, PictureText};
use crate::geom::{Color, Point, Pt};

/// A chart's drawing for one width. The style sheet shows the one that fits; what it does not show is heard by nobody, so the name
/// and the description are given with each.
pub(super) fn drawing(picture: &Picture, class: &str, id: &str, name: &str, description: &str) -> String {
    let (width, height) = (picture.size.width, picture.size.height);
    let mut out = String::with_capacity(picture.marks.len() * 96);
    // Writing to a string cannot fail.
    let _ = write!(out, "<svg class=\"drawing {class}\" viewBox=\"0 0 {} {}\" ", number(width), number(height));
    let _ = write!(out, "width=\"{}\" height=\"{}\" ", pixels(width), pixels(height));
    let mut escaped_id = String::new();
    push_text(&mut escaped_id, id);
    let _ = write!(
        out,
        "role=\"img\" aria-labelledby=\"{escaped_id}_name\" aria-describedby=\"{escaped_id}_text\">\n<title id=\"{escaped_id}_name\">"
    );
    push_text(&mut out, name);
    let _ = write!(out, "</title>\n<desc id=\"{escaped_id}_text\">");
    push_text(&mut out, description);
    out.push_str("</desc>\n");
    // Lines of one look that follow each other are one path: the stripes of a bar are dozens, and would be most of the page.
    for marks in picture.marks.chunk_by(same_look) {
        match marks {
            [mark] => push_mark(&mut out, mark),
            lines => push_path(&mut out, lines),
        }
    }
    out.push_str("</svg>\n");
    out
}

fn same_look(a: &PictureMark, b: &PictureMark) -> bool {
    match (a, b) {
        (PictureMark::Line { width, color, dash, .. }, PictureMark::Line { width: other_width, color: other, dash: other_dash, .. }) => {
            (width, color, dash) == (other_width, other, other_dash)
        }
        _ => false,
    }
}

/// Several lines of one look.
fn push_path(out: &mut String, lines: &[PictureMark]) {
    let mut style = String::new();
    out.push_str("<path d=\"");
    for line in lines {
        let PictureMark::Line { points, width, color, dash } = line else { continue };
        for (index, point) in points.iter().enumerate() {
            out.push(if index == 0 { 'M' } else { 'L' });
            push_number(out, point.x);
            out.push(' ');
            push_number(out, point.y);
        }
        if style.is_empty() {
            style = line_style(*width, *color, *dash);
        }
    }
    let _ = writeln!(out, "\" fill=\"none\"{style}/>");
}

fn line_style(width: Pt, color: Color, dash: Option<(Pt, Pt)>) -> String {
    let mut out = format!(" stroke=\"{}\" stroke-width=\"{}\"", color.to_hex(), number(width));
    if let Some((dash, gap)) = dash {
        let _ = write!(out, " stroke-dasharray=\"{} {}\"", number(dash), number(gap));
    }
    out
}

fn push_mark(out: &mut String, mark: &PictureMark) {
    match mark {
        PictureMark::Fill(rect, color) => {
            let (x, y) = (number(rect.origin.x), number(rect.origin.y));
            let (width, height) = (number(rect.size.width), number(rect.size.height));
            let _ = writeln!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{}\"/>", color.to_hex());
        }
        PictureMark::Dot { centre, radius, fill } => {
            let (x, y, radius) = (number(centre.x), number(centre.y), number(*radius));
            let _ = writeln!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"{}\"/>", fill.to_hex());
        }
        PictureMark::Polygon { points, fill, stroke } => {
            let fill = fill.map_or_else(|| "none".to_string(), Color::to_hex);
            let _ = write!(out, "<polygon points=\"{}\" fill=\"{fill}\"", places(points));
            if let Some((width, color)) = stroke {
                let _ = write!(out, " stroke=\"{}\" stroke-width=\"{}\"", color.to_hex(), number(*width));
            }
            out.push_str("/>\n");
        }
        PictureMark::Line { points, width, color, dash } => {
            let _ = writeln!(out, "<polyline points=\"{}\" fill=\"none\"{}/>", places(points), line_style(*width, *color, *dash));
        }
        PictureMark::Text(text) => push_words(out, text),
    }
}

fn push_words(out: &mut String, text: &PictureText) {
    let _ = write!(out, "<text x=\"{}\" y=\"{}\" font-size=\"{}\"", number(text.at.x), number(text.at.y), number(text.size));
    match text.anchor {
        Anchor::Start => {}
        Anchor::Middle => out.push_str(" text-anchor=\"middle\""),
        Anchor::End => out.push_str(" text-anchor=\"end\""),
    }
    if text.bold {
        out.push_str(" font-weight=\"700\"");
    }
    let _ = write!(out, " fill=\"{}\">", text.color.to_hex());
    push_text(out, &text.text);
    out.push_str("</text>\n");
}

/// A score of `value` per cent on a track, with the priority line and its figure across it. Told apart by more than colour: what is below the
/// line is striped. `name` says the same in words; without one, words beside it do, and it is hidden from assistive technology.
pub(super) fn meter(value: f64, line: Option<(f64, &str)>, below: bool, name: Option<&str>) -> String {
    // 100% is 200 units, so that the stripes' pattern keeps its shape at any width.
    let x = |per_cent: f64| round(per_cent.clamp(0.0, 100.0) * 2.0);
    let class = if below { "bar below" } else { "bar above" };
    let height = if line.is_some() { 37 } else { 20 };
    let mut out = format!("<svg class=\"meter\" viewBox=\"-1 0 202 {height}\" ");
    if let Some(name) = name {
        out.push_str("role=\"img\" aria-label=\"");
        push_text(&mut out, name);
        out.push_str("\">");
    } else {
        out.push_str("aria-hidden=\"true\" focusable=\"false\">");
    }
    let _ = write!(out, "<rect class=\"track\" x=\"0\" y=\"5\" width=\"200\" height=\"10\"/>");
    if below {
        out.push_str("<rect class=\"ground\" x=\"0\" y=\"5\" width=\"");
        let _ = write!(out, "{}\" height=\"10\"/>", x(value));
    }
    let fill = if below { " fill=\"url(#stripes_)\"" } else { "" };
    let _ = write!(out, "<rect class=\"{class}\" x=\"0\" y=\"5\" width=\"{}\" height=\"10\"{fill}/>", x(value));
    if let Some((line, words)) = line {
        // Near an end the figure would stand out over it.
        let anchor = if line < 10.0 {
            "start"
        } else if line > 90.0 {
            "end"
        } else {
            "middle"
        };
        let _ = write!(out, "<path class=\"line\" d=\"M{0} 0V20\"/><text x=\"{0}\" y=\"34\" text-anchor=\"{anchor}\">", x(line));
        push_text(&mut out, words);
        out.push_str("</text>");
    }
    out.push_str("</svg>\n");
    out
}

fn places(points: &[Point]) -> String {
    let mut out = String::with_capacity(points.len() * 12);
    for point in points {
        if !out.is_empty() {
            out.push(' ');
        }
        push_number(&mut out, point.x);
        out.push(',');
        push_number(&mut out, point.y);
    }
    out
}

/// A length with at most two decimals, which is a hundredth of a point.
fn number(length: Pt) -> String {
    let mut out = String::with_capacity(8);
    push_number(&mut out, length);
    out
}

/// Appends one. A chart has hundreds, and writing any number at all to two decimals takes six times as long.
fn push_number(out: &mut String, length: Pt) {
    // Exact, since a length has 24 bits and a hundred seven; and ties go where the standard library lets them go.
    let hundredths = (f64::from(length.0) * 100.0).round_ties_even();
    if hundredths.abs() > 1e9 || hundredths.is_nan() {
        out.push_str(&round(f64::from(length.0)));
        return;
    }
    #[expect(clippy::cast_possible_truncation, reason = "a whole number that is small enough")]
    let hundredths = hundredths as i64;
    if hundredths < 0 {
        out.push('-');
    }
    let (whole, part) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    let _ = match (part / 10, part % 10) {
        (0, 0) => write!(out, "{whole}"),
        (tenth, 0) => write!(out, "{whole}.{tenth}"),
        (tenth, hundredth) => write!(out, "{whole}.{tenth}{hundredth}"),
    };
}

fn round(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_string() } else { text.to_string() }
}

/// A length in whole CSS pixels.
fn pixels(length: Pt) -> String {
    format!("{:.0}", length.0 * 96.0 / 72.0)
}

#[cfg(test)]
mod tests {
    use super::{drawing, meter, number, round};
    use crate::chart::picture::{Anchor, Picture, PictureMark, PictureText};
    use crate::geom::{Color, Point, Pt, Rect, Size};

    #[test]
    fn lengths_are_written_as_the_standard_library_rounds_them() {
        let ties = (-40_i8..40).map(|eighth| f32::from(eighth) / 8.0);
        let odd = [0.005, -0.005, 0.015, 1.005, 99.995, 99.999, 123.456, -0.001, 1e6, 16_777_216.0, 1e10, 3e38, f32::NAN];
        for length in ties.chain(odd).chain((0..2000).map(|step: u16| f32::from(step) * 0.313)) {
            assert_eq!(number(Pt(length)), round(f64::from(length)), "{length}");
        }
    }

    #[test]
    fn writes_every_mark_and_escapes_every_word() {
        let point = |x, y| Point::new(Pt(x), Pt(y));
        let text = |text: &str, anchor, bold| {
            let (size, color) = (Pt(9.5), Color::hex(0x0B_0C_0C));
            PictureMark::Text(PictureText { text: text.into(), at: point(1.0, 2.125), anchor, size, color, bold, width: Pt(20.0) })
        };
        let picture = Picture {
            size: Size { width: Pt(240.0), height: Pt(99.999) },
            marks: vec![
                PictureMark::Fill(Rect::new(Pt(0.0), Pt(-0.001), Pt(10.5), Pt(3.0)), Color::WHITE),
                PictureMark::Polygon {
                    points: vec![point(0.0, 0.0), point(1.0, 0.0), point(0.0, 1.0)],
                    fill: None,
                    stroke: Some((Pt(0.5), Color::hex(0x12_43_6D))),
                },
                PictureMark::Polygon { points: vec![point(0.0, 0.0)], fill: Some(Color::WHITE), stroke: None },
                PictureMark::Dot { centre: point(4.0, 5.0), radius: Pt(1.5), fill: Color::hex(0) },
                PictureMark::Line {
                    points: vec![point(0.0, 1.0), point(2.0, 1.0)],
                    width: Pt(1.0),
                    color: Color::hex(0),
                    dash: Some((Pt(3.0), Pt(2.0))),
                },
                text("a < b", Anchor::Start, false),
                text("Middle", Anchor::Middle, true),
                text("80%", Anchor::End, false),
            ],
        };
        assert_eq!(
            drawing(&picture, "desk", "chart-1_desk", "Chart \"1\"", "<alt>"),
            r##"<svg class="drawing desk" viewBox="0 0 240 100" width="320" height="133" role="img" aria-labelledby="chart-1_desk_name" aria-describedby="chart-1_desk_text">
<title id="chart-1_desk_name">Chart &quot;1&quot;</title>
<desc id="chart-1_desk_text">&lt;alt&gt;</desc>
<rect x="0" y="0" width="10.5" height="3" fill="#FFFFFF"/>
<polygon points="0,0 1,0 0,1" fill="none" stroke="#12436D" stroke-width="0.5"/>
<polygon points="0,0" fill="#FFFFFF"/>
<circle cx="4" cy="5" r="1.5" fill="#000000"/>
<polyline points="0,1 2,1" fill="none" stroke="#000000" stroke-width="1" stroke-dasharray="3 2"/>
<text x="1" y="2.12" font-size="9.5" fill="#0B0C0C">a &lt; b</text>
<text x="1" y="2.12" font-size="9.5" text-anchor="middle" font-weight="700" fill="#0B0C0C">Middle</text>
<text x="1" y="2.12" font-size="9.5" text-anchor="end" fill="#0B0C0C">80%</text>
</svg>
"##
        );
    }

    #[test]
    fn lines_of_one_look_are_one_path() {
        let line = |x: f32, color| PictureMark::Line {
            points: vec![Point::new(Pt(x), Pt(4.0)), Point::new(Pt(x + 4.0), Pt(0.0))],
            width: Pt(1.2),
            color: Color::hex(color),
            dash: None,
        };
        let marks = vec![line(0.0, 0x12_43_6D), line(4.5, 0x12_43_6D), line(9.0, 0)];
        let svg = drawing(&Picture { size: Size { width: Pt(20.0), height: Pt(4.0) }, marks }, "desk", "c", "", "");
        assert!(svg.contains("<path d=\"M0 4L4 0M4.5 4L8.5 0\" fill=\"none\" stroke=\"#12436D\" stroke-width=\"1.2\"/>\n"), "{svg}");
        assert!(svg.contains("<polyline points=\"9,4 13,0\" fill=\"none\" stroke=\"#000000\" stroke-width=\"1.2\"/>"), "{svg}");
    }

    #[test]
    fn a_meter_marks_the_line_and_stripes_what_is_below_it() {
        assert!(
            meter(80.0, Some((70.0, "70%")), false, None)
                .contains("class=\"bar above\" x=\"0\" y=\"5\" width=\"160\" height=\"10\"/><path class=\"line\" d=\"M140 0V20\"/><text x=\"140\" y=\"34\" text-anchor=\"middle\">70%</text>")
        );
        assert!(meter(66.6, Some((70.0, "70%")), true, None).contains("width=\"133.2\" height=\"10\" fill=\"url(#stripes_)\"/>"));
        assert!(meter(66.0, Some((100.0, "100%")), true, Some("Below <70%>")).contains("role=\"img\" aria-label=\"Below &lt;70%&gt;\">"));
        assert!(!meter(300.0, None, false, None).contains("class=\"line\""));
    }
}

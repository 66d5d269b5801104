//! Charts, pictures and scores.

use std::fmt::Write as _;

use super::table::number_link;
use super::{Rules, attributes, base_id};
use crate::document::tree::{Behind, Block, Figure, FigurePicture, Score, plain_text};
use crate::geom::Pt;
use crate::html::templates::Slots;
use crate::html::{escape, svg};
use crate::locale::{Arg, Locale};

/// The widths for which charts are drawn: a desk's text column, where 12 pt are the 16 px of small print, and between the narrowest
/// phone's and a wide one's.
const DRAWINGS: [(&str, Pt); 2] = [("desk", Pt(492.0)), ("phone", Pt(230.0))];

impl Rules<'_> {
    pub(super) fn figure(&mut self, block: &Block, figure: &Figure) -> String {
        let base = base_id(block);
        let caption_id = format!("{base}_caption");
        let has_caption = !(figure.number.is_empty() && figure.headline.is_empty() && figure.subtitle.is_empty());
        let headline = self.inlines(&figure.headline);
        let (kind, picture, download) = match &figure.picture {
            FigurePicture::Chart(spec) => {
                let name = join_words(&figure.number, &plain_text(&figure.headline));
                let mut drawings = String::new();
                for (class, width) in DRAWINGS {
                    let picture = (self.setting.draw)(spec, width);
                    drawings.push_str(&svg::drawing(&picture, class, &format!("{base}_{class}"), &name, &figure.alt));
                }
                ("chart", drawings, self.data_link(&spec.name, &figure.number))
            }
            FigurePicture::Image(id) => ("picture", self.image(id.0, &figure.alt), None),
        };
        let data = figure.data.as_deref().map(|table| self.table_with(table, "", None, has_caption.then_some(&caption_id), ("", "")));
        // What qualifies the figures stands in view, not with the folded table.
        let notes = figure.data.as_deref().map(|table| self.blocks(&table.notes));
        let disclosure = match (&figure.picture, figure.number.is_empty()) {
            (FigurePicture::Image(_), _) if data.is_none() => String::new(),
            (_, true) => self.say("html-chart-text-unnumbered"),
            (_, false) => self.setting.locale.say_with("html-chart-text", &[("number", Arg::Text(&figure.number))]),
        };
        Slots::new()
            .html("attributes", &attributes(block))
            .text("kind", kind)
            .flag("has_caption", has_caption)
            .text("caption_id", &caption_id)
            .html("number", &number_link(&figure.number, figure.headline.is_empty(), block.anchor.as_deref()))
            .html("headline", &headline)
            .text("subtitle", &figure.subtitle)
            .html("picture", &picture)
            .html("notes", notes.as_deref().unwrap_or(""))
            .text("disclosure", &disclosure)
            .text("alt", &figure.alt)
            .html("data", data.as_deref().unwrap_or(""))
            .html("download", download.as_deref().unwrap_or(""))
            .fill("block/figure.html")
    }

    pub(super) fn image(&self, index: u32, alt: &str) -> String {
        let Some(image) = usize::try_from(index).ok().and_then(|index| self.setting.images.get(index)) else { return String::new() };
        format!(
            "<img src=\"{}\" alt=\"{}\" width=\"{}\" height=\"{}\" loading=\"lazy\" decoding=\"async\">\n",
            escape::text(&escape::path(&image.path)),
            escape::text(alt),
            image.width,
            image.height
        )
    }
}

fn join_words(number: &str, words: &str) -> String {
    match (number.is_empty(), words.is_empty()) {
        (true, _) => words.to_string(),
        (_, true) => number.to_string(),
        _ => format!("{number}: {words}"),
    }
}

pub(super) fn score_box(block: &Block, score: &Score, locale: &Locale) -> String {
    let standing = match (score.hundredths, score.below_line) {
        (_, true) => "below",
        (Some(_), false) => "above",
        (None, false) => "graded",
    };
    let mut earlier = String::new();
    for (label, value) in &score.earlier {
        let slots = Slots::new().text("label", label).text("value", value);
        earlier.push_str(&slots.fill("block/score-figure.html"));
    }
    Slots::new()
        .html("attributes", &attributes(block))
        .text("standing", standing)
        .html("earlier", &earlier)
        .text("label", &score.label)
        .text("value", &score.value)
        .text("band", score.band.as_deref().unwrap_or(""))
        .text("position", score.position.as_deref().unwrap_or(""))
        .html("meter", &meter(score, locale))
        .text("small_base", score.small_base.as_deref().unwrap_or(""))
        .html("behind", &score.behind.as_deref().map_or_else(String::new, behind))
        .fill("block/score.html")
}

/// What is behind a score, to be opened by who wants to know.
fn behind(behind: &Behind) -> String {
    let mut facts = String::new();
    for (label, value) in &behind.facts {
        let _ = writeln!(facts, "<div><dt>{}</dt> <dd>{}</dd></div>", escape::text(label), escape::text(value));
    }
    let cells = |cells: &[String], tags: [&str; 2]| {
        let mut out = String::from("<tr>");
        for (index, cell) in cells.iter().enumerate() {
            let tag = tags[index.min(1)];
            let name = tag.split(' ').next().unwrap_or(tag);
            let _ = write!(out, "<{tag}>{}</{name}>", escape::text(cell));
        }
        out + "</tr>\n"
    };
    let rows: String = behind.rows.iter().map(|row| cells(row, ["th scope=\"row\"", "td class=\"figure\""])).collect();
    Slots::new()
        .text("title", &behind.title)
        .html("facts", &facts)
        .html("head", &cells(&behind.columns, ["th scope=\"col\"", "th scope=\"col\" class=\"figure\""]))
        .html("body", &rows)
        .fill("block/behind.html")
}

/// The score against the priority line for the eye. The words beside it say the same; where the programme prints none there, it is said
/// to those who do not see it.
fn meter(score: &Score, locale: &Locale) -> String {
    let per_cent = |hundredths: u16| f64::from(hundredths.min(10_000)) / 100.0;
    let Some(value) = score.hundredths else { return String::new() };
    let line = score.line_hundredths.map(per_cent).map(|line| {
        let words = locale.say_with("percent", &[("n", Arg::Text(&line.to_string()))]);
        (line, words)
    });
    let name = line.as_ref().filter(|_| score.position.is_none()).map(|(_, words)| {
        locale.say_with(if score.below_line { "html-meter-below" } else { "html-meter-above" }, &[("line", Arg::Text(words))])
    });
    svg::meter(per_cent(value), line.as_ref().map(|(line, words)| (*line, words.as_str())), score.below_line, name.as_deref())
}

//! How everything looks: one theme for HTML and PDF.
//!
//! A theme as written (`raw`) holds only what differs and names the theme it `extends`; a resolved [`Theme`] is complete. The
//! bundled base theme holds every key; two others that ship with the tool, `large-print` and `ink-saving`, differ from it as an
//! inspectorate's own does. `docs/theme.md` is generated from the same table of keys.

mod family;
mod keys;
pub mod raw;

use std::path::Path;

use crate::diag::{self, Problems, Sources, Spanned};
use crate::geom::{Color, Pt, Size};
use crate::source::decode::Shape;
use crate::source::system::System;
use crate::source::{discover, read};
#[cfg(test)]
pub(crate) use keys::variants;

pub use family::load as load_fonts;

/// A complete theme. Lengths are in points on paper; HTML takes the same numbers through its own scale.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Theme {
    /// Paper.
    pub page: PageTheme,
    /// Type.
    pub text: TextTheme,
    /// Colours.
    pub color: ColorTheme,
    /// Headings.
    pub heading: HeadingTheme,
    /// Tables.
    pub table: TableTheme,
    /// Boxes: scores, vignettes.
    pub panel: PanelTheme,
    /// Charts.
    pub chart: ChartTheme,
    /// The cover.
    pub cover: CoverTheme,
}

/// `page.*`
#[derive(Debug, Clone, PartialEq)]
pub struct PageTheme {
    /// `page.size`: A4.
    pub size: Size,
    /// `page.margin-top`, from the paper's edge to the text.
    pub margin_top: Pt,
    /// `page.margin-bottom`.
    pub margin_bottom: Pt,
    /// `page.margin-left`.
    pub margin_left: Pt,
    /// `page.margin-right`.
    pub margin_right: Pt,
    /// `page.head-size`: size of running heads and page numbers.
    pub head_size: Pt,
    /// `page.running-head`.
    pub running_head: RunningHead,
    /// `page.orphans`: fewest lines of a paragraph at the foot of a page.
    pub orphans: usize,
    /// `page.widows`: fewest lines at the head of a page.
    pub widows: usize,
    /// `page.part-fill`: a part starts a page of its own if more than this share of the page before it is filled.
    pub part_fill: f32,
    /// `page.largest-hole`: a figure gives way to the text after it rather than leave more than this share of a page empty.
    pub largest_hole: f32,
    /// `page.wide-tables`.
    pub wide_tables: WideTables,
}

/// What stands at the head of each page but the cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunningHead {
    /// The programme, and the report's title or its area.
    Titles,
    /// The inspectorate, and the report's title or its area.
    Inspectorate,
    /// Nothing.
    None,
}

/// What becomes of a table that is too wide for the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WideTables {
    /// It stands on pages that are turned.
    Landscape,
    /// Its columns are parted into several tables, one below the other.
    Portrait,
}

/// `text.*`
#[derive(Debug, Clone, PartialEq)]
pub struct TextTheme {
    /// `text.family`.
    pub family: Family,
    /// `text.size`, at least 12.
    pub size: Pt,
    /// `text.line-height`, as a multiple of the size.
    pub line_height: f32,
    /// `text.paragraph-gap`.
    pub paragraph_gap: Pt,
    /// `text.list-gap`: between the items of a list.
    pub list_gap: Pt,
    /// `text.list-indent`: from the letter to the text.
    pub list_indent: Pt,
    /// `text.small-size`: captions' second lines, notes, small print.
    pub small_size: Pt,
}

/// The fonts of all texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Family {
    /// Noto Sans, which comes with the tool.
    NotoSans,
    /// Files of the folder `fonts`.
    Own(Box<OwnFamily>),
}

/// The files of an inspectorate's own family, as the theme writes their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnFamily {
    /// In the order of [`Style::ALL`](crate::text::Style::ALL).
    pub text: [Spanned<String>; 4],
    /// The face for code, if it has one.
    pub code: Option<Spanned<String>>,
}

impl OwnFamily {
    /// All files, in the order of the faces of [`Fonts`](crate::text::Fonts).
    pub fn files(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.text.iter().chain(&self.code)
    }
}

/// `color.*`
#[derive(Debug, Clone, PartialEq)]
pub struct ColorTheme {
    /// `color.text`.
    pub text: Color,
    /// `color.secondary`: quieter text.
    pub secondary: Color,
    /// `color.accent`: headings of parts, rules, cover.
    pub accent: Color,
    /// `color.second`: what is neither text nor a rule on the cover.
    pub second: Color,
    /// `color.link`.
    pub link: Color,
    /// `color.border`: rules and table lines.
    pub border: Color,
    /// `color.tint`: the ground of boxes and table heads.
    pub tint: Color,
    /// `color.on-accent`: text on the accent colour.
    pub on_accent: Color,
    /// `color.below-line`: the edge of a score below the priority line.
    pub below_line: Color,
}

/// `heading.*`
#[derive(Debug, Clone, PartialEq)]
pub struct HeadingTheme {
    /// `heading.sizes`: of levels 1 to 6.
    pub sizes: [Pt; 6],
    /// `heading.line-height`.
    pub line_height: f32,
    /// `heading.gaps-above`: of levels 1 to 6.
    pub gaps_above: [Pt; 6],
    /// `heading.gap-below`.
    pub gap_below: Pt,
    /// `heading.room-below`: the least height that must follow a heading on its page.
    pub room_below: Pt,
    /// `heading.opener`.
    pub opener: Opener,
}

/// What stands above the heading of a part or main section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opener {
    /// A short bar.
    Bar,
    /// A line as wide as the text.
    Rule,
    /// Nothing.
    None,
}

impl Opener {
    /// Its width, if not that of the text, and its height.
    pub fn measures(self) -> (Option<Pt>, Pt) {
        match self {
            Self::Bar => (Some(Pt(48.0)), Pt(5.0)),
            Self::Rule => (None, Pt(1.5)),
            Self::None => (None, Pt::ZERO),
        }
    }
}

/// `table.*`
#[derive(Debug, Clone, PartialEq)]
pub struct TableTheme {
    /// `table.size`: of the text in cells.
    pub size: Pt,
    /// `table.padding`: inside a cell, above and below.
    pub padding: Pt,
    /// `table.gap`: between columns.
    pub gap: Pt,
    /// `table.head`.
    pub head: TableHead,
    /// `table.keep`: a table lower than this share of a page is rather not parted.
    pub keep: f32,
}

/// How the heading rows of a table stand out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableHead {
    /// By their ground.
    Tint,
    /// By the lines above and below them.
    Plain,
}

/// `panel.*`
#[derive(Debug, Clone, PartialEq)]
pub struct PanelTheme {
    /// `panel.padding`.
    pub padding: Pt,
    /// `panel.rule`: width of the coloured edge.
    pub rule: Pt,
    /// `panel.style`.
    pub style: PanelStyle,
    /// `panel.score-width`: a score's share of the text's width.
    pub score_width: f32,
    /// `panel.keep`: a box lower than this share of a page is rather not parted.
    pub keep: f32,
}

/// How boxes stand out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PanelStyle {
    /// By a ground and a coloured edge.
    Tint,
    /// By a coloured edge.
    Edge,
    /// By a thin frame and a coloured edge.
    Frame,
}

/// `chart.*`
#[derive(Debug, Clone, PartialEq)]
pub struct ChartTheme {
    /// `chart.series`: fills of the series in their order.
    pub series: Vec<Color>,
    /// `chart.line`: the priority line.
    pub line: Color,
    /// `chart.size`: of the words in a chart.
    pub size: Pt,
    /// `chart.bar-height`.
    pub bar_height: Pt,
    /// `chart.bar-gap`.
    pub bar_gap: Pt,
    /// `chart.line-height`, as a multiple of the size.
    pub line_height: f32,
}

/// `cover.*`
#[derive(Debug, Clone, PartialEq)]
pub struct CoverTheme {
    /// `cover.style`.
    pub style: CoverStyle,
    /// `cover.title-size`.
    pub title_size: Pt,
    /// `cover.band-height`: the coloured field at the top of the page.
    pub band_height: Pt,
}

/// The shape of `theme.yaml`, for its JSON Schema.
pub fn shape() -> Shape {
    Shape::Record(keys::record())
}

/// What the title stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CoverStyle {
    /// A field of the accent colour.
    Field,
    /// White paper, between lines of the accent colour.
    Plain,
}

/// The theme of a content folder: the base theme with what its `theme.yaml` says.
///
/// # Errors
/// Every mistake in that file.
pub fn load(system: &dyn System, content: &Path, sources: &mut Sources) -> diag::Result<Theme> {
    let path = content.join("theme.yaml");
    if !matches!(system.kind(&path), Ok(Some(_))) {
        return raw::resolve(None);
    }
    let mut problems = Problems::new();
    let shown = discover::shown_path(&path);
    match read::text(system, &path, &shown, sources, &mut problems) {
        Some(file) => raw::resolve(Some((file, &sources.file(file).text))),
        None => Err(problems),
    }
}

//! The table of keys: what a theme may say, where it goes and how far it may go.
//!
//! Reading a theme, the check that the base theme is complete, and `docs/theme.md` all walk this one table.

use super::{
    ChartTheme, ColorTheme, CoverStyle, CoverTheme, Family, HeadingTheme, Opener, PageTheme, PanelStyle, PanelTheme, RunningHead,
    TableHead, TableTheme, TextTheme, Theme, WideTables,
};
use crate::geom::{Color, Pt, Size};
use crate::source::decode::{self, Shape};

/// A group of keys, as they stand below one name.
pub(super) struct Category {
    /// `page`.
    pub(super) name: &'static str,
    /// What it is about.
    pub(super) about: &'static str,
    /// Its keys, in the order of the documentation.
    pub(super) keys: &'static [Key],
}

/// A key.
pub(super) struct Key {
    /// `margin-top`.
    pub(super) name: &'static str,
    /// What it is.
    pub(super) about: &'static str,
    /// What is written and where it goes.
    pub(super) slot: Slot,
}

/// A field of the theme.
type Field<T> = fn(&mut Theme) -> &mut T;

/// What a word of a list sets.
pub(super) type Setter = fn(&mut Theme);

/// What is written under a key, its least and greatest value, and the field that it sets.
pub(super) enum Slot {
    /// A colour.
    Color(Field<Color>),
    /// Colours in their order.
    Colors(Field<Vec<Color>>, usize, usize),
    /// A length.
    Length(Field<Pt>, f32, f32),
    /// A length for each level of heading.
    Lengths(Field<[Pt; 6]>, f32, f32),
    /// A multiple of something.
    Factor(Field<f32>, f32, f32),
    /// A whole number.
    Count(Field<usize>, usize, usize),
    /// A paper size by name, or width and height; both between the two lengths.
    Paper(Field<Size>, f32, f32),
    /// One word of a list, each with what it sets.
    Choice(&'static [(&'static str, Setter)]),
    /// The family that comes with the tool, or the files of another.
    Family(Field<Family>),
}

/// The name of the family that comes with the tool.
pub(super) const BUNDLED_FAMILY: &str = "Noto Sans";

/// The files of a family, in the order of [`Style::ALL`](crate::text::Style::ALL).
pub(super) const STYLES: [&str; 4] = ["regular", "bold", "italic", "bold-italic"];

/// The file of a family's face for code.
pub(super) const CODE: &str = "code";

/// The paper sizes that have names, in millimetres.
pub(super) const PAPERS: [(&str, f32, f32); 4] =
    [("A4", 210.0, 297.0), ("A5", 148.0, 210.0), ("B5", 176.0, 250.0), ("Letter", 215.9, 279.4)];

const fn key(name: &'static str, slot: Slot, about: &'static str) -> Key {
    Key { name, about, slot }
}

/// All keys.
pub(super) const CATEGORIES: &[Category] = &[
    Category {
        name: "page",
        about: "The paper, its margins, and how paragraphs break across pages.",
        keys: &[
            key("size", Slot::Paper(|t| &mut t.page.size, 280.0, 1700.0), "The paper: A4, A5, B5, Letter, or width and height as a list."),
            key("margin-top", Slot::Length(|t| &mut t.page.margin_top, 28.0, 300.0), "From the paper's upper edge to the text."),
            key("margin-bottom", Slot::Length(|t| &mut t.page.margin_bottom, 28.0, 300.0), "From the text to the paper's lower edge."),
            key("margin-left", Slot::Length(|t| &mut t.page.margin_left, 20.0, 300.0), "From the paper's left edge to the text."),
            key("margin-right", Slot::Length(|t| &mut t.page.margin_right, 20.0, 300.0), "From the text to the paper's right edge."),
            key("head-size", Slot::Length(|t| &mut t.page.head_size, 9.0, 18.0), "The size of running heads and page numbers."),
            key(
                "running-head",
                Slot::Choice(&[
                    ("titles", |t| t.page.running_head = RunningHead::Titles),
                    ("inspectorate", |t| t.page.running_head = RunningHead::Inspectorate),
                    ("none", |t| t.page.running_head = RunningHead::None),
                ]),
                "At the head of each page, before the report's title: the programme's title, or the inspectorate's name; or nothing at all.",
            ),
            key("orphans", Slot::Count(|t| &mut t.page.orphans, 1, 6), "The fewest lines of a paragraph at the foot of a page."),
            key("widows", Slot::Count(|t| &mut t.page.widows, 1, 6), "The fewest lines of a paragraph at the head of a page."),
            key(
                "part-fill",
                Slot::Factor(|t| &mut t.page.part_fill, 0.0, 1.0),
                "A part starts a new page if more than this share of the page is filled: 0 always, 1 never. Sections and appendices always do.",
            ),
            key(
                "largest-hole",
                Slot::Factor(|t| &mut t.page.largest_hole, 0.0, 1.0),
                "If a chart or picture would leave more than this share of a page empty, the text after it comes first: 1 never.",
            ),
            key(
                "wide-tables",
                Slot::Choice(&[
                    ("landscape", |t| t.page.wide_tables = WideTables::Landscape),
                    ("portrait", |t| t.page.wide_tables = WideTables::Portrait),
                ]),
                "A table that is too wide stands on a turned page, or its columns are parted. Its text is never made smaller.",
            ),
        ],
    },
    Category {
        name: "text",
        about: "Running text and lists.",
        keys: &[
            key(
                "family",
                Slot::Family(|t| &mut t.text.family),
                "The font: `Noto Sans`, or files of the folder `fonts` by the keys `regular`, `bold`, `italic`, `bold-italic` and, if there is one, `code`.",
            ),
            key("size", Slot::Length(|t| &mut t.text.size, 12.0, 24.0), "The size of text. Published documents need 12 pt or more."),
            key("line-height", Slot::Factor(|t| &mut t.text.line_height, 1.15, 2.0), "From line to line, as a multiple of the size."),
            key("paragraph-gap", Slot::Length(|t| &mut t.text.paragraph_gap, 2.0, 36.0), "Between paragraphs."),
            key("list-gap", Slot::Length(|t| &mut t.text.list_gap, 0.0, 36.0), "Between the items of a list."),
            key(
                "list-indent",
                Slot::Length(|t| &mut t.text.list_indent, 16.0, 72.0),
                "From an item's bullet, number or letter to its text.",
            ),
            key(
                "small-size",
                Slot::Length(|t| &mut t.text.small_size, 12.0, 24.0),
                "Notes and small print; small in their place, not in size.",
            ),
        ],
    },
    Category {
        name: "color",
        about: "Colours, written in quotes as '#RRGGBB'. Contrast is checked: text on white and on the tint, and text on the accent.",
        keys: &[
            key("text", Slot::Color(|t| &mut t.color.text), "Text."),
            key("secondary", Slot::Color(|t| &mut t.color.secondary), "Quieter text: subtitles, running heads."),
            key("accent", Slot::Color(|t| &mut t.color.accent), "Headings of parts, rules, the cover's field."),
            key("second", Slot::Color(|t| &mut t.color.second), "The cover's second colour; no words stand on it."),
            key("link", Slot::Color(|t| &mut t.color.link), "Links."),
            key("border", Slot::Color(|t| &mut t.color.border), "Rules and the lines of tables."),
            key("tint", Slot::Color(|t| &mut t.color.tint), "The ground of boxes and of table headings."),
            key("on-accent", Slot::Color(|t| &mut t.color.on_accent), "Text on the accent."),
            key("below-line", Slot::Color(|t| &mut t.color.below_line), "The edge of a score below the priority line."),
        ],
    },
    Category {
        name: "heading",
        about: "Headings, from level 1 (the report's title) to level 6.",
        keys: &[
            key(
                "sizes",
                Slot::Lengths(|t| &mut t.heading.sizes, 12.0, 60.0),
                "The sizes of the six levels; none larger than the one above it.",
            ),
            key("line-height", Slot::Factor(|t| &mut t.heading.line_height, 1.0, 2.0), "From line to line, as a multiple of the size."),
            key("gaps-above", Slot::Lengths(|t| &mut t.heading.gaps_above, 0.0, 90.0), "The space above the six levels."),
            key("gap-below", Slot::Length(|t| &mut t.heading.gap_below, 0.0, 36.0), "The space below a heading."),
            key(
                "room-below",
                Slot::Length(|t| &mut t.heading.room_below, 16.0, 300.0),
                "A heading stands on a page only if so much can follow it there.",
            ),
            key(
                "opener",
                Slot::Choice(&[
                    ("bar", |t| t.heading.opener = Opener::Bar),
                    ("rule", |t| t.heading.opener = Opener::Rule),
                    ("none", |t| t.heading.opener = Opener::None),
                ]),
                "What stands above the heading of a part: a short bar, a line as wide as the text, or nothing.",
            ),
        ],
    },
    Category {
        name: "table",
        about: "Tables.",
        keys: &[
            key("size", Slot::Length(|t| &mut t.table.size, 12.0, 24.0), "The size of the text in cells."),
            key("padding", Slot::Length(|t| &mut t.table.padding, 1.0, 24.0), "Above and below the text of a cell."),
            key("gap", Slot::Length(|t| &mut t.table.gap, 4.0, 48.0), "Between two columns."),
            key(
                "head",
                Slot::Choice(&[("tint", |t| t.table.head = TableHead::Tint), ("plain", |t| t.table.head = TableHead::Plain)]),
                "Headings stand on the tint, or between two lines.",
            ),
            key(
                "keep",
                Slot::Factor(|t| &mut t.table.keep, 0.0, 1.0),
                "A table lower than this share of a page is not parted, unless that leaves a hole twice as large as `page.largest-hole`.",
            ),
        ],
    },
    Category {
        name: "panel",
        about: "Boxes: scores, good-practice examples, notices.",
        keys: &[
            key("padding", Slot::Length(|t| &mut t.panel.padding, 4.0, 48.0), "From a box's edge to its text."),
            key("rule", Slot::Length(|t| &mut t.panel.rule, 0.0, 24.0), "The width of a box's coloured edge."),
            key(
                "style",
                Slot::Choice(&[
                    ("tint", |t| t.panel.style = PanelStyle::Tint),
                    ("edge", |t| t.panel.style = PanelStyle::Edge),
                    ("frame", |t| t.panel.style = PanelStyle::Frame),
                ]),
                "Besides their edge, boxes stand on the tint, on nothing, or in a thin frame.",
            ),
            key(
                "score-width",
                Slot::Factor(|t| &mut t.panel.score_width, 0.2, 0.5),
                "A score's share of the width of the text; a little more where that keeps its label on one line and its comment on two.",
            ),
            key(
                "keep",
                Slot::Factor(|t| &mut t.panel.keep, 0.0, 1.0),
                "A box lower than this share of a page is not parted if that can be helped.",
            ),
        ],
    },
    Category {
        name: "chart",
        about: "Charts. They always stand on pure white; each colour must be told from it.",
        keys: &[
            key(
                "series",
                Slot::Colors(|t| &mut t.chart.series, 2, 6),
                "The fills in their order: criteria, section means, further series.",
            ),
            key("line", Slot::Color(|t| &mut t.chart.line), "The priority line."),
            key("size", Slot::Length(|t| &mut t.chart.size, 9.0, 24.0), "The size of the words in a chart."),
            key(
                "bar-height",
                Slot::Length(|t| &mut t.chart.bar_height, 6.0, 36.0),
                "The height of a bar; never less than its value needs.",
            ),
            key("bar-gap", Slot::Length(|t| &mut t.chart.bar_gap, 2.0, 36.0), "Between two bars."),
            key(
                "line-height",
                Slot::Factor(|t| &mut t.chart.line_height, 1.15, 2.0),
                "From line to line of a label, as a multiple of the size.",
            ),
        ],
    },
    Category {
        name: "cover",
        about: "The cover.",
        keys: &[
            key(
                "style",
                Slot::Choice(&[("field", |t| t.cover.style = CoverStyle::Field), ("plain", |t| t.cover.style = CoverStyle::Plain)]),
                "The title stands on a field of the accent colour, or on white paper between two lines.",
            ),
            key("title-size", Slot::Length(|t| &mut t.cover.title_size, 18.0, 72.0), "The size of the report's title."),
            key(
                "band-height",
                Slot::Length(|t| &mut t.cover.band_height, 0.0, 600.0),
                "The height of the field with the title; more if the title needs it.",
            ),
        ],
    },
];

/// The table as a record, for the JSON Schema.
pub(super) fn record() -> decode::Record {
    const LENGTH: Shape = Shape::Form("a length", r"^\s*[0-9][0-9.]*\s*(pt|mm)?\s*$");
    const COLOR: Shape = Shape::Form("a colour", "^#[0-9A-Fa-f]{6}$");
    let list = |shape: Shape| Shape::List(Box::new(shape));
    let shape = |slot: &Slot| match slot {
        Slot::Color(_) => COLOR,
        Slot::Colors(..) => list(COLOR),
        Slot::Length(..) => LENGTH,
        Slot::Lengths(..) => list(LENGTH),
        Slot::Factor(..) => Shape::Form("a number", r"^\s*[0-9][0-9.]*\s*$"),
        Slot::Count(..) => Shape::Count,
        Slot::Paper(..) => {
            // In any letter case; the list of names is for completion.
            let named =
                [Shape::Choice(PAPERS.iter().map(|(name, ..)| *name).collect()), Shape::Form("a paper size", r"^\s*[A-Za-z0-9]+\s*$")];
            Shape::Either(named.into_iter().chain([list(LENGTH)]).collect())
        }
        Slot::Choice(choices) => Shape::Choice(choices.iter().map(|(name, _)| *name).collect()),
        Slot::Family(_) => {
            let file = |name| decode::Key { name, about: "A font file in the folder `fonts`.", required: name != CODE, shape: Shape::Line };
            let files = decode::Record { about: "The files of a family.", keys: STYLES.into_iter().chain([CODE]).map(file).collect() };
            Shape::Either(vec![Shape::Choice(vec![BUNDLED_FAMILY]), Shape::Line, Shape::Record(files)])
        }
    };
    let optional = |name, about, shape| decode::Key { name, about, required: false, shape };
    let category = |category: &Category| {
        let keys = category.keys.iter().map(|key| optional(key.name, key.about, shape(&key.slot))).collect();
        optional(category.name, category.about, Shape::Record(decode::Record { about: category.about, keys }))
    };
    let themes = std::iter::once("base").chain(super::raw::VARIANTS.iter().map(|(name, _)| *name)).collect();
    let extends = optional("extends", "The theme that this one departs from; the base theme if nothing is said.", Shape::Choice(themes));
    decode::Record {
        about: "`theme.yaml`: how reports look. Only what differs from the theme that it extends is written.",
        keys: std::iter::once(extends).chain(CATEGORIES.iter().map(category)).collect(),
    }
}

/// A theme in which nothing is set: what the base theme is read into. A test looks for what is left of it.
pub(super) fn unset() -> Theme {
    let (length, color, factor, count) = (Pt(f32::NAN), Color::hex(0x00FF_00FE), f32::NAN, usize::MAX);
    Theme {
        page: PageTheme {
            size: Size { width: length, height: length },
            margin_top: length,
            margin_bottom: length,
            margin_left: length,
            margin_right: length,
            head_size: length,
            running_head: RunningHead::Titles,
            orphans: count,
            widows: count,
            part_fill: factor,
            largest_hole: factor,
            // For words there is no value that nobody writes; the test asks whether the base theme writes each.
            wide_tables: WideTables::Landscape,
        },
        text: TextTheme {
            family: Family::NotoSans,
            size: length,
            line_height: factor,
            paragraph_gap: length,
            list_gap: length,
            list_indent: length,
            small_size: length,
        },
        color: ColorTheme {
            text: color,
            secondary: color,
            accent: color,
            second: color,
            link: color,
            border: color,
            tint: color,
            on_accent: color,
            below_line: color,
        },
        heading: HeadingTheme {
            sizes: [length; 6],
            line_height: factor,
            gaps_above: [length; 6],
            gap_below: length,
            room_below: length,
            opener: Opener::Bar,
        },
        table: TableTheme { size: length, padding: length, gap: length, head: TableHead::Tint, keep: factor },
        panel: PanelTheme { padding: length, rule: length, style: PanelStyle::Tint, score_width: factor, keep: factor },
        chart: ChartTheme { series: vec![color], line: color, size: length, bar_height: length, bar_gap: length, line_height: factor },
        cover: CoverTheme { style: CoverStyle::Field, title_size: length, band_height: length },
    }
}

/// For each key but the family, which needs files, the base theme with other values under it: of a list of words each of the others, else
/// less and more, of which one may change nothing.
#[cfg(test)]
pub(crate) fn variants() -> Vec<(String, Vec<Theme>)> {
    let with = |set: &dyn Fn(&mut Theme)| {
        let mut theme = Theme::base();
        set(&mut theme);
        theme
    };
    let mut out = Vec::new();
    for (category, key) in CATEGORIES.iter().flat_map(|category| category.keys.iter().map(move |key| (category.name, key))) {
        let name = format!("{category}.{}", key.name);
        let themes = match &key.slot {
            Slot::Color(field) => vec![with(&|t| *field(t) = Color::hex(0x65_43_21))],
            Slot::Colors(field, ..) => vec![with(&|t| field(t).iter_mut().for_each(|color| *color = Color::hex(0x65_43_21)))],
            Slot::Length(field, least, most) => {
                vec![with(&|t| *field(t) = Pt(field(t).0 * 1.6 + 1.0).min(Pt(*most))), with(&|t| *field(t) = Pt(*least))]
            }
            Slot::Lengths(field, ..) => (0..6).map(|level| with(&|t| field(t)[level] += Pt(5.0))).collect(),
            Slot::Factor(field, least, most) => vec![with(&|t| *field(t) = *most), with(&|t| *field(t) = *least)],
            Slot::Count(field, least, most) => vec![with(&|t| *field(t) = *most), with(&|t| *field(t) = *least)],
            Slot::Paper(field, ..) => vec![with(&|t| field(t).width += Pt(20.0))],
            Slot::Choice(words) => {
                for (word, set) in *words {
                    let theme = with(set);
                    if theme != Theme::base() {
                        out.push((format!("{name}: {word}"), vec![theme]));
                    }
                }
                continue;
            }
            Slot::Family(_) => continue,
        };
        out.push((name, themes));
    }
    out
}

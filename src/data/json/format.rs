//! The types that `report.json` writes of the document: names and order of their fields are the format's.

use serde::Serialize;

use super::plot::PlotData;

#[derive(Serialize)]
pub(super) struct Block<'a> {
    #[serde(flatten)]
    pub(super) kind: Kind<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) anchor: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) lang: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct CoverPicture<'a> {
    pub(super) alt: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) file: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
#[expect(clippy::large_enum_variant, reason = "each is written at once and dropped")]
pub(super) enum Kind<'a> {
    Cover {
        inspectorate: &'a str,
        programme: &'a str,
        title: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        title_content: Option<Vec<Inline<'a>>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        picture: Option<CoverPicture<'a>>,
        facts: Vec<Fact<'a>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        state_mark: Option<&'a str>,
        small_print: Vec<Block<'a>>,
    },
    Contents {
        title: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        title_content: Option<Vec<Inline<'a>>>,
        entries: Vec<Entry<'a>>,
    },
    Section {
        kind: &'static str,
        level: u8,
        #[serde(skip_serializing_if = "str::is_empty")]
        number: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        separator: Option<&'a str>,
        title: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        title_content: Option<Vec<Inline<'a>>>,
        blocks: Vec<Block<'a>>,
    },
    Paragraph {
        role: &'static str,
        #[serde(flatten)]
        text: Text<'a>,
    },
    List {
        marker: &'static str,
        items: Vec<Item<'a>>,
    },
    Definitions {
        kind: &'static str,
        items: Vec<Definition<'a>>,
    },
    Table(Table<'a>),
    Chart {
        name: &'a str,
        #[serde(skip_serializing_if = "str::is_empty")]
        number: &'a str,
        title: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        title_content: Option<Vec<Inline<'a>>>,
        #[serde(skip_serializing_if = "str::is_empty")]
        subtitle: &'a str,
        alt: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        file: Option<String>,
        plot: PlotData<'a>,
        #[serde(skip_serializing_if = "Option::is_none")]
        table: Option<Table<'a>>,
    },
    Picture {
        #[serde(skip_serializing_if = "str::is_empty")]
        number: &'a str,
        title: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        title_content: Option<Vec<Inline<'a>>>,
        alt: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        file: Option<&'a str>,
    },
    Quote {
        blocks: Vec<Block<'a>>,
    },
    Score {
        #[serde(skip_serializing_if = "Vec::is_empty")]
        earlier: Vec<Fact<'a>>,
        #[serde(skip_serializing_if = "str::is_empty")]
        label: &'a str,
        value: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        band: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        position: Option<&'a str>,
        below_priority_line: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        small_base: Option<&'a str>,
    },
    Panel {
        kind: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        title_content: Option<Vec<Inline<'a>>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        subtitle: Option<Box<Block<'a>>>,
        blocks: Vec<Block<'a>>,
    },
    Preformatted {
        text: &'a str,
    },
    Rule,
}

#[derive(Serialize)]
pub(super) struct Fact<'a> {
    pub(super) label: &'a str,
    pub(super) value: &'a str,
}

#[derive(Serialize)]
pub(super) struct Entry<'a> {
    pub(super) target: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) number: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) separator: Option<&'a str>,
    #[serde(flatten)]
    pub(super) text: Text<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) entries: Vec<Entry<'a>>,
}

#[derive(Serialize)]
pub(super) struct Item<'a> {
    pub(super) label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) anchor: Option<&'a str>,
    pub(super) blocks: Vec<Block<'a>>,
}

#[derive(Serialize)]
pub(super) struct Definition<'a> {
    pub(super) term: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) term_content: Option<Vec<Inline<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) anchor: Option<&'a str>,
    pub(super) blocks: Vec<Block<'a>>,
}

#[derive(Serialize)]
pub(super) struct Table<'a> {
    /// Its name in the content: `caseload`, or that of a table that is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) number: &'a str,
    pub(super) title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) title_content: Option<Vec<Inline<'a>>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) summary: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) file: Option<String>,
    pub(super) columns: Vec<Column>,
    pub(super) head: Vec<Vec<Cell<'a>>>,
    pub(super) body: Vec<Vec<Cell<'a>>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) notes: Vec<Block<'a>>,
}

#[derive(Serialize)]
pub(super) struct Column {
    pub(super) align: &'static str,
}

#[derive(Serialize)]
pub(super) struct Cell<'a> {
    #[serde(flatten)]
    pub(super) text: Text<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) heads: Option<&'static str>,
    #[serde(skip_serializing_if = "is_one")]
    pub(super) columns: u16,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_one(columns: &u16) -> bool {
    *columns == 1
}

/// Words, and their form where they have one.
#[derive(Serialize)]
pub(super) struct Text<'a> {
    pub(super) text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) content: Option<Vec<Inline<'a>>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Inline<'a> {
    Text(&'a str),
    Strong(Vec<Inline<'a>>),
    Emphasis(Vec<Inline<'a>>),
    Code(&'a str),
    Link {
        #[serde(skip_serializing_if = "Option::is_none")]
        anchor: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        url: Option<&'a str>,
        content: Vec<Inline<'a>>,
    },
    Note {
        anchor: &'a str,
        label: &'a str,
    },
    Abbreviation {
        short: &'a str,
        long: &'a str,
    },
    Passage {
        lang: &'a str,
        content: Vec<Inline<'a>>,
    },
    Break,
}

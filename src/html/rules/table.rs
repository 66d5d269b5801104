//! Tables, and the links to their data.

use std::fmt::Write;

use super::{Rules, attribute, attributes, node_id, push_link};
use crate::document::tree::{Align, Block, Row, Scope, Table, plain_text};
use crate::html::escape::{self, push_text};
use crate::html::page::size_words;
use crate::html::templates::Slots;
use crate::locale::Arg;

/// The tables of scores that bluebook makes, by the names of their data.
const SCORES: [&str; 4] = ["grades", "threads", "comparators", "scoring-summary"];

impl Rules<'_> {
    pub(super) fn table(&mut self, block: &Block, table: &Table) -> String {
        let download = table.data_name.as_deref().and_then(|name| self.data_link(name, &table.number));
        let notes = self.blocks(&table.notes);
        self.table_with(table, &attributes(block), block.anchor.as_deref(), None, (&notes, download.as_deref().unwrap_or("")))
    }

    /// What a table without a title is called: by the headings of its columns, so that two of them can be told apart.
    fn name_by_columns(&self, table: &Table) -> String {
        let cells = table.head.last().map(|row| row.cells.iter().map(|cell| plain_text(&cell.content))).into_iter().flatten();
        let columns: Vec<String> = cells.filter(|words| !words.trim().is_empty()).collect();
        if columns.is_empty() {
            return self.say("html-table");
        }
        self.setting.locale.say_with("html-table-of", &[("columns", Arg::Text(&columns.join(", ")))])
    }

    /// A table with its notes and its download. The data table of a chart has no caption of its own: the chart's words, at
    /// `named_by`, name it.
    pub(super) fn table_with(
        &mut self,
        table: &Table,
        attributes: &str,
        anchor: Option<&str>,
        named_by: Option<&str>,
        (notes, download): (&str, &str),
    ) -> String {
        let has_caption = !table.number.is_empty() || !table.caption.is_empty();
        let caption_id = node_id(table.caption_id);
        let label = match (has_caption, named_by) {
            (true, _) => format!(" aria-labelledby=\"{caption_id}\""),
            (false, Some(id)) => attribute("aria-labelledby", Some(id)),
            (false, None) => attribute("aria-label", Some(&self.name_by_columns(table))),
        };
        Slots::new()
            .html("attributes", attributes)
            .html("label", &label)
            .html("sort", &self.sorting(table))
            .flag("has_caption", has_caption)
            .text("caption_id", &caption_id)
            .html("number", &number_link(&table.number, table.caption.is_empty(), anchor))
            .html("caption", &self.inlines(&table.caption))
            .text("summary", &table.summary)
            .html("head", &self.rows(table, &table.head, true))
            .html("body", &self.rows(table, &table.body, false))
            .html("notes", notes)
            .html("download", download)
            .fill("block/table.html")
    }

    /// What script has to know to sort a table of scores; nothing for other tables, whose order is part of what they say.
    fn sorting(&self, table: &Table) -> String {
        let plain = |row: &Row| row.cells.iter().all(|cell| cell.columns == 1);
        let sortable = (self.setting.sort_all || table.data_name.as_deref().is_some_and(|name| SCORES.contains(&name)))
            && table.head.len() == 1
            && table.body.len() > 2
            && table.head.iter().chain(&table.body).all(plain);
        if !sortable {
            return String::new();
        }
        let grades = serde_json::Value::from(self.setting.grades).to_string();
        attribute("data-sort", Some(&grades))
    }

    fn rows(&mut self, table: &Table, rows: &[Row], head: bool) -> String {
        let mut out = String::new();
        for row in rows {
            out.push_str("<tr>");
            let mut column = 0;
            for cell in &row.cells {
                let align = table.columns.get(column).map_or(Align::Start, |column| column.align);
                column += usize::from(cell.columns.max(1));
                let content = self.inlines(&cell.content);
                // A heading that says nothing heads nothing: an empty corner is a plain cell.
                let scope = if content.is_empty() { None } else { cell.header.or(head.then_some(Scope::Column)) };
                let (tag, scope) = match (scope, cell.columns > 1) {
                    (None, _) => ("td", ""),
                    (Some(Scope::Column), false) => ("th", " scope=\"col\""),
                    (Some(Scope::Column), true) => ("th", " scope=\"colgroup\""),
                    (Some(Scope::Row), _) => ("th", " scope=\"row\""),
                };
                let class = match align {
                    Align::Start => "",
                    Align::Center => " class=\"center\"",
                    Align::Number => " class=\"figure\"",
                };
                // Writing to a string cannot fail.
                let _ = write!(out, "<{tag}{scope}{class}");
                if cell.columns > 1 {
                    let _ = write!(out, " colspan=\"{}\"", cell.columns);
                }
                let _ = write!(out, ">{content}</{tag}>");
            }
            out.push_str("</tr>\n");
        }
        out
    }

    /// 'Download the data for Chart 1 (CSV, 1 KB)', if there is such a file.
    pub(super) fn data_link(&self, name: &str, number: &str) -> Option<String> {
        let href = format!("data/{name}.csv");
        let download = self.setting.downloads.iter().find(|download| download.href == href)?;
        let (kind, size) = (self.say(download.kind.word_key()), size_words(self.setting.locale, download.bytes));
        let (kind, size) = (("kind", Arg::Text(&kind)), ("size", Arg::Text(&size)));
        let words = if number.is_empty() {
            self.setting.locale.say_with("html-download-data-unnumbered", &[kind, size])
        } else {
            self.setting.locale.say_with("html-download-data", &[("number", Arg::Text(number)), kind, size])
        };
        let mut out = String::new();
        push_link(&mut out, "download", &escape::path(&href), &words);
        Some(out)
    }
}

/// The number of a table or chart, which links to it: 'Chart 1:', as on paper, or without the colon where no words follow.
pub(super) fn number_link(number: &str, alone: bool, anchor: Option<&str>) -> String {
    let mut out = String::new();
    let words = if alone { number.to_owned() } else { format!("{number}:") };
    match anchor {
        _ if number.is_empty() => {}
        Some(anchor) => push_link(&mut out, "number", &escape::fragment(anchor), &words),
        None => {
            out.push_str("<span class=\"number\">");
            push_text(&mut out, &words);
            out.push_str("</span>");
        }
    }
    out
}

//! The embedded Tera templates.
//!
//! One convention keeps content from becoming markup: a slot is either [`Slots::text`], which the template escapes, or markup made
//! by `rules`: [`Slots::html`], and the fields of [`Slots::items`], the one use of the `safe` filter. No template holds a word of
//! the page.

use std::io;
use std::sync::LazyLock;

use serde::Serialize;
use tera::{Context, Tera, Value};

use super::escape;

/// Each template's name with its text.
macro_rules! embedded {
    ($($name:literal),* $(,)?) => { [$(($name, include_str!(concat!("../../templates/", $name)))),*] };
}

static TEMPLATES: LazyLock<Tera> = LazyLock::new(|| {
    let mut tera = Tera::new();
    tera.set_escape_fn(escape_to);
    tera.add_raw_templates(embedded![
        "about.html",
        "filter.html",
        "report.html",
        "pager.html",
        "part.html",
        "programme.html",
        "search.html",
        "search-form.html",
        "shell.html",
        "index.html",
        "heading.html",
        "notes.html",
        "block/cover.html",
        "block/contents.html",
        "block/section.html",
        "block/paragraph.html",
        "block/list.html",
        "block/definitions.html",
        "block/table.html",
        "block/figure.html",
        "block/quote.html",
        "block/score.html",
        "block/score-figure.html",
        "block/behind.html",
        "block/panel.html",
        "block/preformatted.html",
        "block/rule.html",
    ])
    .expect("the embedded templates are sound: this is a bug in bluebook");
    tera
});

/// Tera's escaping, by our one rule.
fn escape_to(text: &str, out: &mut dyn io::Write) -> io::Result<()> {
    out.write_all(escape::text(text).as_bytes())
}

/// What a template is filled with.
#[derive(Default)]
pub(super) struct Slots(Context);

impl Slots {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Words, which the template escapes.
    pub(super) fn text(mut self, slot: &'static str, text: &str) -> Self {
        self.0.insert_value(slot, Value::normal_string(text));
        self
    }

    /// Markup made by this module.
    pub(super) fn html(mut self, slot: &'static str, html: &str) -> Self {
        self.0.insert_value(slot, Value::safe_string(html));
        self
    }

    /// A condition.
    pub(super) fn flag(mut self, slot: &'static str, flag: bool) -> Self {
        self.0.insert_value(slot, Value::from(flag));
        self
    }

    /// A list of items, each field of which is markup made by this module.
    pub(super) fn items<T: Serialize>(mut self, slot: &'static str, items: &[T]) -> Self {
        self.0.insert(slot, items);
        self
    }

    /// The template `name` filled with these.
    pub(super) fn fill(self, name: &str) -> String {
        TEMPLATES.render(name, &self.0).expect("an embedded template uses the slots it is given: this is a bug in bluebook")
    }
}

#[cfg(test)]
mod tests {
    use super::Slots;

    #[test]
    fn escapes_words_and_keeps_markup() {
        let html = Slots::new().html("attributes", " id=\"a\"").text("role", "\"x").html("content", "<b>").fill("block/paragraph.html");
        assert_eq!(html, "<p id=\"a\" class=\"&quot;x\"><b></p>\n");
    }
}

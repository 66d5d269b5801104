//! From a theme as written to a theme as used.
//!
//! The base theme and a content folder's `theme.yaml` are read in the same way, one on top of the other. All mistakes are
//! reported in one run, and then what the sizes and colours come to together: a theme that would make a page hard to read is
//! refused, with the reason, before anything is laid out.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::keys::{BUNDLED_FAMILY, CATEGORIES, CODE, Category, PAPERS, STYLES, Setter, Slot, unset};
use super::{Family, OwnFamily, Theme};
use crate::diag::{self, Diagnostic, FileId, Problems, Span, Spanned, suggest, unless_errors};
use crate::geom::{Color, Mm, Pt, Size};
use crate::source::decode::{Place, did_you_mean, unknown_key, wrong_type};
use crate::source::yaml::{self, Entry, Kind, Node, shortened};

/// The base theme's file.
const BASE: &str = include_str!("../../assets/themes/base.yaml");

/// The themes that ship with the tool and differ from the base theme.
pub(super) const VARIANTS: [(&str, &str); 2] = [
    ("large-print", include_str!("../../assets/themes/large-print.yaml")),
    ("ink-saving", include_str!("../../assets/themes/ink-saving.yaml")),
];

/// Where each key was written, by `category.key`.
type Places = BTreeMap<String, Span>;

static BASE_THEME: LazyLock<Theme> = LazyLock::new(|| {
    // That nothing is left unset and nothing is wrong with the file is tested below.
    let mut theme = unset();
    if let Some(node) = yaml::parse(FileId(0), BASE, &mut Vec::new()) {
        apply(&node, &mut theme, &mut Vec::new());
    }
    theme
});

impl Theme {
    /// The bundled base theme.
    pub fn base() -> Self {
        BASE_THEME.clone()
    }

    /// A theme that ships with the tool, by name.
    pub fn bundled(name: &str) -> Option<Self> {
        if name == "base" {
            return Some(Self::base());
        }
        let (_, text) = VARIANTS.iter().find(|(known, _)| *known == name)?;
        let mut theme = Self::base();
        if let Some(node) = yaml::parse(FileId(0), text, &mut Vec::new()) {
            apply(&node, &mut theme, &mut Vec::new());
        }
        Some(theme)
    }
}

/// The theme of a content folder: the theme that its `theme.yaml` extends with what that writes, or the base theme if it has none.
///
/// # Errors
/// With every mistake in the file; else with every size and colour that makes the theme unfit to be read.
pub fn resolve(written: Option<(FileId, &str)>) -> diag::Result<Theme> {
    let mut theme = Theme::base();
    let mut problems = Vec::new();
    if let Some((file, text)) = written
        && let Some(node) = yaml::parse(file, text, &mut problems)
    {
        if let Some(extended) = extended(&node) {
            theme = extended;
        }
        let places = apply(&node, &mut theme, &mut problems);
        // What is left out because of a mistake would be judged by the base theme's value.
        if !problems.iter().any(Diagnostic::is_error) {
            judge(&theme, &places, &mut problems);
        }
    }
    unless_errors(theme, problems)
}

/// The theme that a file extends, if it names one that there is.
fn extended(root: &Node) -> Option<Theme> {
    let Kind::Mapping { entries, .. } = &root.kind else { return None };
    let value = &entries.iter().find(|entry| entry.key.value == "extends")?.value;
    match &value.kind {
        Kind::Scalar { text, .. } => Theme::bundled(text),
        _ => None,
    }
}

/// Puts what is written over what is there.
fn apply(root: &Node, theme: &mut Theme, problems: &mut Problems) -> Places {
    let mut places = Places::new();
    let Kind::Mapping { entries, .. } = &root.kind else {
        problems.extend(wrong_type(root, Place::File, "a mapping"));
        return places;
    };
    let names: Vec<&str> = std::iter::once("extends").chain(CATEGORIES.iter().map(|category| category.name)).collect();
    for Entry { key, value } in entries {
        if key.value == "extends" {
            extends(value, problems);
        } else if let Some(category) = CATEGORIES.iter().find(|category| category.name == key.value) {
            apply_category(category, value, theme, &mut places, problems);
        } else if let Some((category, name)) = key.split_once('.').filter(|(category, _)| names.contains(category)) {
            problems.push(
                Diagnostic::error("unknown-key", format!("the key `{}` is written in one line", shortened(key)))
                    .at(key.span, "a category and a key")
                    .help(format!("write `{category}:` and, indented in the line below it, `{name}: …`")),
            );
        } else {
            let free: Vec<&str> = names.iter().copied().filter(|name| !entries.iter().any(|entry| entry.key.value == *name)).collect();
            problems.push(unknown_key(key, &names, &free));
        }
    }
    places
}

fn extends(value: &Node, problems: &mut Problems) {
    match &value.kind {
        Kind::Scalar { text, .. } if text == "base" || VARIANTS.iter().any(|(name, _)| name == text) => {}
        Kind::Scalar { text, .. } => {
            let known: Vec<&str> = std::iter::once("base").chain(VARIANTS.iter().map(|(name, _)| *name)).collect();
            problems.push(
                Diagnostic::error("unknown-theme", format!("there is no theme ‘{}’ to extend", shortened(text)))
                    .at(value.head(), "not known")
                    .help(did_you_mean(text, "themes to extend", &known)),
            );
        }
        _ => problems.extend(wrong_type(value, Place::Key("extends"), "a theme's name")),
    }
}

fn apply_category(category: &Category, value: &Node, theme: &mut Theme, places: &mut Places, problems: &mut Problems) {
    let Kind::Mapping { entries, .. } = &value.kind else {
        problems.extend(wrong_type(value, Place::Key(category.name), "a mapping"));
        return;
    };
    for Entry { key, value } in entries {
        let Some(known) = category.keys.iter().find(|known| known.name == key.value) else {
            problems.push(stranger(category, key, entries));
            continue;
        };
        let path = format!("{}.{}", category.name, known.name);
        if known.slot.set(theme, value, &path, problems) {
            places.insert(path, value.head());
        }
    }
}

/// A key that its category does not have: misspelt, or out of its place.
fn stranger(category: &Category, key: &diag::Spanned<String>, entries: &[Entry]) -> Diagnostic {
    let names: Vec<&str> = category.keys.iter().map(|key| key.name).collect();
    let free: Vec<&str> = names.iter().copied().filter(|name| !entries.iter().any(|entry| entry.key.value == *name)).collect();
    let elsewhere = CATEGORIES.iter().find(|other| other.keys.iter().any(|other| other.name == key.value));
    match elsewhere {
        Some(other) if suggest::nearest(key, free.iter().copied()).is_none() => {
            Diagnostic::error("unknown-key", format!("the key `{}` is not known", shortened(key)))
                .at(key.span, format!("not a key of `{}`", category.name))
                .help(format!("it is a key of `{}`: write it there", other.name))
        }
        _ => unknown_key(key, &names, &free),
    }
}

impl Slot {
    /// Reads a value into its field; false if it cannot be used, which then is reported.
    fn set(&self, theme: &mut Theme, node: &Node, path: &str, problems: &mut Problems) -> bool {
        let mut reader = Reader { path, problems };
        match self {
            Self::Color(field) => reader.color(node).map(|value| *field(theme) = value),
            Self::Colors(field, least, most) => {
                reader.list(node, (*least, *most), "colours", Reader::color).map(|values| *field(theme) = values)
            }
            Self::Length(field, least, most) => reader.length(node, *least, *most).map(|value| *field(theme) = value),
            Self::Lengths(field, least, most) => reader
                .list(node, (6, 6), "lengths, one for each level", |reader, node| reader.length(node, *least, *most))
                .and_then(|values| <[Pt; 6]>::try_from(values).ok())
                .map(|values| *field(theme) = values),
            Self::Factor(field, least, most) => reader.factor(node, *least, *most).map(|value| *field(theme) = value),
            Self::Count(field, least, most) => reader.count(node, *least, *most).map(|value| *field(theme) = value),
            Self::Paper(field, least, most) => reader.paper(node, *least, *most).map(|value| *field(theme) = value),
            Self::Choice(choices) => reader.choice(node, choices).map(|set| set(theme)),
            Self::Family(field) => reader.family(node).map(|value| *field(theme) = value),
        }
        .is_some()
    }
}

/// Reads the value of one key and reports what is wrong with it.
struct Reader<'a> {
    path: &'a str,
    problems: &'a mut Problems,
}

impl Reader<'_> {
    fn color(&mut self, node: &Node) -> Option<Color> {
        const HELP: &str = "write it in quotes, as a # and six hexadecimal digits: '#12436D'";
        match &node.kind {
            Kind::Scalar { text, .. } => {
                let color = Color::parse(text.trim());
                if color.is_none() {
                    let message = format!("`{}` is not a colour: ‘{}’", self.path, shortened(text));
                    self.problems.push(Diagnostic::error("not-a-colour", message).at(node.head(), "not a colour").help(HELP));
                }
                color
            }
            // The trap of this format: without quotes nothing is left of the colour. The reader of YAML may have seen the
            // comment that was none; one mistake is one message.
            Kind::Null if !node.partial => {
                let seen = |problem: &Diagnostic| {
                    let start = problem.labels.first().map(|label| label.span.start);
                    problem.name == "text-after-hash" && start.is_some_and(|start| start.abs_diff(node.span.end) < 16)
                };
                let comment = self.problems.iter().position(seen).map(|i| self.problems.remove(i));
                let at = comment.and_then(|comment| comment.labels.first().map(|label| label.span)).unwrap_or(node.head());
                self.problems.push(
                    Diagnostic::error("empty-value", format!("`{}` is empty", self.path))
                        .at(at, "no colour, for YAML")
                        .help(format!("a # without quotes begins a comment in YAML; {HELP}")),
                );
                None
            }
            _ => self.wrong(node, "a colour"),
        }
    }

    fn length(&mut self, node: &Node, least: f32, most: f32) -> Option<Pt> {
        let Kind::Scalar { text, .. } = &node.kind else { return self.wrong(node, "a length") };
        let Some(length) = length(text) else {
            let message = format!("`{}` is not a length: ‘{}’", self.path, shortened(text));
            let help = "write a number with its unit, points or millimetres: `12 pt`, `25 mm`";
            self.problems.push(Diagnostic::error("not-a-length", message).at(node.head(), "not a length").help(help));
            return None;
        };
        self.in_range(node, text, length.0, (least, most), " pt").then_some(length)
    }

    fn factor(&mut self, node: &Node, least: f32, most: f32) -> Option<f32> {
        let Kind::Scalar { text, .. } = &node.kind else { return self.wrong(node, "a number") };
        let Some(factor) = decimal(text.trim()) else { return self.not_a_number(node, text, "a multiple: `1.35`") };
        self.in_range(node, text, factor, (least, most), "").then_some(factor)
    }

    fn count(&mut self, node: &Node, least: usize, most: usize) -> Option<usize> {
        let Kind::Scalar { text, .. } = &node.kind else { return self.wrong(node, "a whole number") };
        let digits = text.trim();
        let count = digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse::<usize>().ok()).flatten();
        let Some(count) = count else { return self.not_a_number(node, text, "a whole number: `2`") };
        if !(least..=most).contains(&count) {
            self.out_of_range(node, text, &format!("from {least} to {most}"));
            return None;
        }
        Some(count)
    }

    fn paper(&mut self, node: &Node, least: f32, most: f32) -> Option<Size> {
        if let Kind::Scalar { text, .. } = &node.kind {
            let paper = PAPERS.iter().find(|(name, ..)| name.eq_ignore_ascii_case(text.trim()));
            if paper.is_none() {
                let names: Vec<&str> = PAPERS.iter().map(|(name, ..)| *name).collect();
                let message = format!("`{}` is not a paper size: ‘{}’", self.path, shortened(text));
                let help = format!("write {}, or width and height as a list: `[210 mm, 297 mm]`", names.join(", "));
                self.problems.push(Diagnostic::error("unknown-paper", message).at(node.head(), "not known").help(help));
            }
            return paper.map(|(_, width, height)| Size { width: Mm(*width).into(), height: Mm(*height).into() });
        }
        let sides = self.list(node, (2, 2), "lengths, width and height", |reader, node| reader.length(node, least, most))?;
        Some(Size { width: *sides.first()?, height: *sides.last()? })
    }

    fn choice(&mut self, node: &Node, choices: &[(&str, Setter)]) -> Option<Setter> {
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        let Kind::Scalar { text, .. } = &node.kind else { return self.wrong(node, "a word") };
        let found = choices.iter().find(|(name, _)| name == text).map(|(_, set)| *set);
        if found.is_none() {
            self.unknown(node, text, &names);
        }
        found
    }

    fn unknown(&mut self, node: &Node, text: &str, known: &[&str]) {
        let message = format!("`{}` cannot be ‘{}’", self.path, shortened(text));
        self.problems.push(Diagnostic::error("unknown-choice", message).at(node.head(), "not known").help(did_you_mean(
            text,
            "known are",
            known,
        )));
    }

    fn family(&mut self, node: &Node) -> Option<Family> {
        let entries = match &node.kind {
            Kind::Mapping { entries, .. } => entries,
            Kind::Scalar { text, .. } if text.eq_ignore_ascii_case(BUNDLED_FAMILY) => return Some(Family::NotoSans),
            Kind::Scalar { text, .. } => {
                let message = format!("`{}` is not a family that comes with bluebook: ‘{}’", self.path, shortened(text));
                let help = format!(
                    "write `{BUNDLED_FAMILY}`, or four font files of your own: {}",
                    STYLES.map(|style| format!("`{style}: …`")).join(", ")
                );
                self.problems.push(Diagnostic::error("unknown-choice", message).at(node.head(), "not known").help(help));
                return None;
            }
            _ => return self.wrong(node, "a family's name or its four files"),
        };
        let mut files = [const { None }; 4];
        let mut code = None;
        let mut fine = true;
        for Entry { key, value } in entries {
            match (STYLES.iter().position(|style| *style == key.value), &value.kind) {
                (Some(style), Kind::Scalar { text, .. }) => files[style] = Some(Spanned::new(text.clone(), value.head())),
                (None, Kind::Scalar { text, .. }) if key.value == CODE => code = Some(Spanned::new(text.clone(), value.head())),
                (known, _) if known.is_some() || key.value == CODE => {
                    fine = false;
                    self.problems.extend(wrong_type(value, Place::Key(self.path), "the name of a font file"));
                }
                _ => {
                    fine = false;
                    let free: Vec<&str> = STYLES.into_iter().filter(|name| !entries.iter().any(|entry| entry.key.value == *name)).collect();
                    self.problems.push(unknown_key(key, &STYLES, &free));
                }
            }
        }
        match files {
            [Some(regular), Some(bold), Some(italic), Some(bold_italic)] if fine => {
                Some(Family::Own(Box::new(OwnFamily { text: [regular, bold, italic, bold_italic], code })))
            }
            files => {
                let lacking: Vec<&str> =
                    STYLES.into_iter().zip(&files).filter(|(_, file)| file.is_none()).map(|(style, _)| style).collect();
                if fine && !lacking.is_empty() && !node.partial {
                    let message = format!("`{}` has no file for {}", self.path, lacking.join(", "));
                    let help = "a family needs four files; without an italic of its own, name the upright file there";
                    self.problems.push(Diagnostic::error("missing-key", message).at(node.head(), "this family").help(help));
                }
                None
            }
        }
    }

    /// A list of `least` to `most` values. All of its items are read, so that all mistakes are told.
    fn list<T>(
        &mut self,
        node: &Node,
        (least, most): (usize, usize),
        what: &str,
        read: impl Fn(&mut Self, &Node) -> Option<T>,
    ) -> Option<Vec<T>> {
        let wanted = if least == most { format!("a list of {least} {what}") } else { format!("a list of {least} to {most} {what}") };
        let Kind::Sequence { items, .. } = &node.kind else { return self.wrong(node, &wanted) };
        let values: Vec<T> = items.iter().filter_map(|item| read(self, item)).collect();
        if !(least..=most).contains(&items.len()) && !node.partial {
            let message = format!("`{}` must be {wanted}, not of {}", self.path, items.len());
            self.problems.push(Diagnostic::error("wrong-length", message).at(node.head(), "this list"));
            return None;
        }
        (values.len() == items.len()).then_some(values)
    }

    fn in_range(&mut self, node: &Node, text: &str, value: f32, (least, most): (f32, f32), unit: &str) -> bool {
        // A hundredth of a point is nothing to see, but may come of millimetres.
        let fits = value >= least - 0.01 && value <= most + 0.01;
        if !fits {
            self.out_of_range(node, text, &format!("from {least} to {most}{unit}"));
        }
        fits
    }

    fn out_of_range(&mut self, node: &Node, text: &str, range: &str) {
        let about = CATEGORIES
            .iter()
            .flat_map(|category| category.keys.iter().map(move |key| (category, key)))
            .find(|(category, key)| self.path.split_once('.') == Some((category.name, key.name)))
            .map_or("", |(_, key)| key.about);
        self.problems.push(
            Diagnostic::error("size-out-of-range", format!("`{}` must be {range}, not {}", self.path, shortened(text)))
                .at(node.head(), "out of range")
                .help(about),
        );
    }

    fn not_a_number<T>(&mut self, node: &Node, text: &str, wanted: &str) -> Option<T> {
        let message = format!("`{}` is not a number: ‘{}’", self.path, shortened(text));
        self.problems.push(Diagnostic::error("not-a-number", message).at(node.head(), "not a number").help(format!("write {wanted}")));
        None
    }

    fn wrong<T>(&mut self, node: &Node, wanted: &str) -> Option<T> {
        self.problems.extend(wrong_type(node, Place::Key(self.path), wanted));
        None
    }
}

/// `12 pt`, `25 mm`, or `12`, which is points.
fn length(text: &str) -> Option<Pt> {
    let text = text.trim();
    match (text.strip_suffix("mm"), text.strip_suffix("pt")) {
        (Some(number), _) => decimal(number.trim_end()).map(|number| Mm(number).into()),
        (_, Some(number)) => decimal(number.trim_end()).map(Pt),
        _ => decimal(text).map(Pt),
    }
}

/// Plain digits with at most one point: no exponent, no infinity, and nothing below zero.
fn decimal(text: &str) -> Option<f32> {
    let plain = text.len() <= 12 && text.starts_with(|c: char| c.is_ascii_digit()) && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    plain.then(|| text.parse().ok()).flatten()
}

/// A pair of colours that must be told apart: what stands on what, by their keys, and the least contrast.
type Pair = (&'static str, Color, Option<(&'static str, Color)>, f64);

/// What sizes and colours come to together.
fn judge(theme: &Theme, places: &Places, problems: &mut Problems) {
    const TEXT: f64 = 4.5;
    const GRAPHIC: f64 = 3.0;
    let color = &theme.color;
    let tint = Some(("color.tint", color.tint));
    let mut pairs: Vec<Pair> = Vec::new();
    for (key, value) in
        [("color.text", color.text), ("color.secondary", color.secondary), ("color.link", color.link), ("color.accent", color.accent)]
    {
        pairs.push((key, value, None, TEXT));
        pairs.push((key, value, tint, TEXT));
    }
    pairs.push(("color.on-accent", color.on_accent, Some(("color.accent", color.accent)), TEXT));
    pairs.push(("color.below-line", color.below_line, None, GRAPHIC));
    pairs.push(("chart.line", theme.chart.line, None, GRAPHIC));
    pairs.extend(theme.chart.series.iter().map(|value| ("chart.series", *value, None, GRAPHIC)));
    for (key, value, ground, least) in pairs {
        let (on, ground_color) = ground.map_or(("white", Color::WHITE), |(key, color)| (key, color));
        let contrast = value.contrast(ground_color);
        if contrast >= least {
            continue;
        }
        // Cut and not rounded: 4.496 is not 4.5.
        let shown = libm::floor(contrast * 100.0) / 100.0;
        let on = if ground.is_some() { format!("`{on}`") } else { on.to_owned() };
        let message = format!("`{key}` ({}) on {on} has a contrast of {shown}:1; it needs {least}:1", value.to_hex());
        let (own, other) = (places.get(key), ground.and_then(|(key, _)| places.get(key)));
        let mut diagnostic = Diagnostic::error("low-contrast", message);
        for span in own.into_iter().chain(other) {
            diagnostic = diagnostic.at(*span, "");
        }
        problems.push(diagnostic.help(if least < TEXT {
            "take a darker colour: readers with low vision must be able to tell it from its ground"
        } else {
            "take a darker colour for the text or a lighter one for its ground: readers with low vision must be able to read it"
        }));
    }
    if let Some(level) = (1..6).find(|&level| theme.heading.sizes[level] > theme.heading.sizes[level - 1]) {
        let message = format!("`heading.sizes`: level {} is larger than level {level} above it", level + 1);
        problems.push(
            Diagnostic::error("heading-sizes-rise", message)
                .maybe_at(places.get("heading.sizes").copied(), "")
                .help("sizes show readers what belongs below what: let them fall, or stay, from level to level"),
        );
    }
    let page = &theme.page;
    let measures = [
        ("wide", "left", "right", page.size.width - page.margin_left - page.margin_right, theme.text.size * 18.0),
        ("high", "top", "bottom", page.size.height - page.margin_top - page.margin_bottom, theme.text.size * 24.0),
    ];
    for (how, one, other, left, least) in measures {
        if left >= least {
            continue;
        }
        let keys = ["page.size".to_owned(), format!("page.margin-{one}"), format!("page.margin-{other}"), "text.size".to_owned()];
        let message = format!("the text is only {:.0} pt {how}; for text of {} pt it needs {:.0} pt", left.0, theme.text.size.0, least.0);
        problems.push(
            keys.iter()
                .filter_map(|key| places.get(key))
                .fold(Diagnostic::error("page-too-small", message), |diagnostic, span| diagnostic.at(*span, ""))
                .help("take larger paper, smaller margins or smaller text"),
        );
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::{BASE, BUNDLED_FAMILY, CATEGORIES, Kind, PAPERS, Slot, VARIANTS, apply, judge, resolve};
    use crate::diag::{Diagnostic, FileId, Sources};
    use crate::geom::{Color, Pt};
    use crate::source::yaml::{self, Node};
    use crate::theme::Theme;
    use crate::theme::keys::unset;

    /// The theme's mistakes, each as `line:column name message` and its help.
    fn mistakes(text: &str) -> Vec<String> {
        let mut sources = Sources::default();
        let file = sources.add("theme.yaml", text);
        let line = |diagnostic: &Diagnostic| {
            let at = sources.line_column(diagnostic.labels.first().expect("a place").span);
            let help = diagnostic.help.as_deref().unwrap_or_default();
            format!("{}:{} {}: {} [{help}]", at.line, at.column, diagnostic.name, diagnostic.message)
        };
        match resolve(Some((file, text))) {
            Ok(warned) => warned.warnings.iter().map(line).collect(),
            Err(problems) => problems.iter().map(line).collect(),
        }
    }

    fn theme(text: &str) -> Theme {
        resolve(Some((FileId(0), text))).expect("a good theme").value
    }

    #[test]
    fn the_base_theme_is_complete_and_good() {
        let mut problems = Vec::new();
        let node = yaml::parse(FileId(0), BASE, &mut problems).expect("a theme");
        let mut theme = unset();
        let places = apply(&node, &mut theme, &mut problems);
        judge(&theme, &places, &mut problems);
        assert_eq!(problems, []);
        for category in CATEGORIES {
            for key in category.keys {
                assert!(places.contains_key(&format!("{}.{}", category.name, key.name)), "{}.{} has no default", category.name, key.name);
            }
        }
        // A field without a key in the table stays as it was.
        let shown = format!("{theme:?}");
        for left in ["NaN", &usize::MAX.to_string(), &format!("{:?}", Color::hex(0x00FF_00FE))] {
            assert!(!shown.contains(left), "something is left unset: {shown}");
        }
    }

    #[test]
    fn the_other_themes_that_ship_are_good() {
        for (name, text) in VARIANTS {
            assert_eq!(mistakes(text), Vec::<String>::new(), "{name}");
            assert_eq!(theme(&format!("extends: {name}\n")), Theme::bundled(name).expect("a theme"), "{name}");
        }
        let large = theme("extends: large-print\ncolor:\n  accent: '#000000'\n");
        let sizes =
            [large.text.size, large.text.small_size, large.table.size, large.chart.size, large.page.head_size, large.heading.sizes[5]];
        assert!(sizes.iter().all(|size| *size >= Pt(16.0)), "{sizes:?}");
        assert_eq!((large.color.accent, large.color.link), (Color::hex(0), Theme::base().color.link));
    }

    #[test]
    fn words_and_families_that_are_not_known() {
        assert_eq!(
            mistakes("cover:\n  style: plian\ntext:\n  family: Arial\n"),
            [
                "2:10 unknown-choice: `cover.style` cannot be ‘plian’ [did you mean `plain`? known are: `field` and `plain`]",
                "4:11 unknown-choice: `text.family` is not a family that comes with bluebook: ‘Arial’ [write `Noto Sans`, or four font files \
                 of your own: `regular: …`, `bold: …`, `italic: …`, `bold-italic: …`]",
            ]
        );
        assert_eq!(
            mistakes("text:\n  family:\n    regular: A.ttf\n    bold: B.ttf\n"),
            [
                "3:5 missing-key: `text.family` has no file for italic, bold-italic [a family needs four files; without an italic of its own, \
                 name the upright file there]"
            ]
        );
        assert_eq!(mistakes("text:\n  family:\n    regular: [1]\n    blod: B.ttf\n").len(), 2);
    }

    #[test]
    fn without_a_file_it_is_the_base_theme() {
        let theme = resolve(None).expect("the base theme").value;
        assert_eq!(theme, Theme::base());
        assert_eq!((theme.text.size, theme.color.text), (Pt(12.0), Color::hex(0x0B_0C_0C)));
        let measure = theme.page.size.width - theme.page.margin_left - theme.page.margin_right;
        assert!((measure.0 - 453.54).abs() < 0.1, "{measure:?}");
    }

    #[test]
    fn what_is_written_differs_and_the_rest_stays() {
        let theme = theme("extends: base\ncolor:\n  accent: '#000000'\npage:\n  size: [200 mm, 250mm]\n  orphans: 3\ntext:\n  size: 14\n");
        let base = Theme::base();
        assert_eq!((theme.color.accent, theme.color.link), (Color::hex(0), base.color.link));
        assert_eq!((theme.page.orphans, theme.page.widows, theme.text.size), (3, base.page.widows, Pt(14.0)));
        assert!((theme.page.size.width.0 - 566.93).abs() < 0.01 && (theme.page.size.height.0 - 708.66).abs() < 0.01);
    }

    #[test]
    fn unknown_keys_come_with_a_suggestion() {
        assert_eq!(
            mistakes(
                "colour:\n  text: '#000000'\ntext:\n  siez: 12\n  margin-top: 25 mm\n  colour: '#000000'\ntext.size: 12\nextends: bas\n"
            ),
            [
                "1:1 unknown-key: the key `colour` is not known [did you mean `color`? known keys: `extends`, `page`, `text`, `color`, \
                 `heading`, `table`, `panel`, `chart` and `cover`]",
                "4:3 unknown-key: the key `siez` is not known [did you mean `size`? known keys: `family`, `size`, `line-height`, `paragraph-gap`, \
                 `list-gap`, `list-indent` and `small-size`]",
                "5:3 unknown-key: the key `margin-top` is not known [it is a key of `page`: write it there]",
                "6:3 unknown-key: the key `colour` is not known [known keys: `family`, `size`, `line-height`, `paragraph-gap`, `list-gap`, \
                 `list-indent` and `small-size`]",
                "7:1 unknown-key: the key `text.size` is written in one line [write `text:` and, indented in the line below it, `size: …`]",
                "8:10 unknown-theme: there is no theme ‘bas’ to extend [did you mean `base`? themes to extend: `base`, `large-print` and `ink-saving`]",
            ]
        );
    }

    #[test]
    fn colours_that_are_none() {
        const HELP: &str = "write it in quotes, as a # and six hexadecimal digits: '#12436D'";
        assert_eq!(
            mistakes("color:\n  text: navy\n  link: '#123'\n  accent: #12436D\n  tint: ['#FFFFFF']\nchart:\n  series: ['#12436D', red]\n"),
            [
                format!("2:9 not-a-colour: `color.text` is not a colour: ‘navy’ [{HELP}]"),
                format!("3:9 not-a-colour: `color.link` is not a colour: ‘#123’ [{HELP}]"),
                format!("4:11 empty-value: `color.accent` is empty [a # without quotes begins a comment in YAML; {HELP}]"),
                "5:9 wrong-type: `color.tint` must be a colour, not a list [if this is a text that begins with a bracket or brace, put it in quotes]"
                    .to_owned(),
                format!("7:23 not-a-colour: `chart.series` is not a colour: ‘red’ [{HELP}]"),
            ]
        );
    }

    #[test]
    fn sizes_that_are_none_or_too_small() {
        assert_eq!(
            mistakes(
                "text:\n  size: 11.5 pt\n  line-height: 3\n  list-gap: 1em\n  small-size:\npage:\n  orphans: 1.5\n  widows: 9\n  size: A3\n  \
                 margin-left: -5\nheading:\n  sizes: [28, 20, 16]\n  gap-below: {}\n"
            ),
            [
                "2:9 size-out-of-range: `text.size` must be from 12 to 24 pt, not 11.5 pt [The size of text. Published documents need 12 pt or more.]",
                "3:16 size-out-of-range: `text.line-height` must be from 1.15 to 2, not 3 [From line to line, as a multiple of the size.]",
                "4:13 not-a-length: `text.list-gap` is not a length: ‘1em’ [write a number with its unit, points or millimetres: `12 pt`, `25 mm`]",
                "5:3 empty-value: `text.small-size` is empty [write a length, or take it out if it is not needed]",
                "7:12 not-a-number: `page.orphans` is not a number: ‘1.5’ [write a whole number: `2`]",
                "8:11 size-out-of-range: `page.widows` must be from 1 to 6, not 9 [The fewest lines of a paragraph at the head of a page.]",
                "9:9 unknown-paper: `page.size` is not a paper size: ‘A3’ [write A4, A5, B5, Letter, or width and height as a list: `[210 mm, 297 mm]`]",
                "10:16 not-a-length: `page.margin-left` is not a length: ‘-5’ [write a number with its unit, points or millimetres: `12 pt`, `25 mm`]",
                "12:10 wrong-length: `heading.sizes` must be a list of 6 lengths, one for each level, not of 3 []",
                "13:14 wrong-type: `heading.gap-below` must be a length, not a mapping [if this is a text that begins with a bracket or brace, put it in quotes]",
            ]
        );
        for odd in ["1e2", "inf", "NaN", "1.2.3", "١٢", "99999999999999", "0x10", "+12"] {
            assert_eq!(mistakes(&format!("text:\n  size: {odd}\n")).len(), 1, "{odd}");
        }
    }

    #[test]
    fn colours_that_cannot_be_told_apart() {
        let named =
            |text: &str| mistakes(text).iter().map(|line| line.split(" [").next().unwrap_or_default().to_owned()).collect::<Vec<_>>();
        assert_eq!(
            named("color:\n  secondary: '#767676'\n"),
            ["2:14 low-contrast: `color.secondary` (#767676) on `color.tint` has a contrast of 4.11:1; it needs 4.5:1"],
            "4.54 on white is enough, on the tint it is not"
        );
        assert_eq!(
            named("color:\n  accent: '#F46A25'\n"),
            [
                "2:11 low-contrast: `color.accent` (#F46A25) on white has a contrast of 3.02:1; it needs 4.5:1",
                "2:11 low-contrast: `color.accent` (#F46A25) on `color.tint` has a contrast of 2.74:1; it needs 4.5:1",
                "2:11 low-contrast: `color.on-accent` (#FFFFFF) on `color.accent` has a contrast of 3.02:1; it needs 4.5:1",
            ]
        );
        assert_eq!(
            named("chart:\n  series: ['#12436D', '#BFBFBF']\n"),
            ["2:11 low-contrast: `chart.series` (#BFBFBF) on white has a contrast of 1.83:1; it needs 3:1"]
        );
    }

    #[test]
    fn what_does_not_go_together() {
        let named =
            |text: &str| mistakes(text).iter().map(|line| line.split(" [").next().unwrap_or_default().to_owned()).collect::<Vec<_>>();
        assert_eq!(
            named("heading:\n  sizes: [28, 20, 24, 14, 12, 12]\n"),
            ["2:10 heading-sizes-rise: `heading.sizes`: level 3 is larger than level 2 above it"]
        );
        assert_eq!(
            named("page:\n  size: A5\n  margin-left: 80 mm\n"),
            ["2:9 page-too-small: the text is only 122 pt wide; for text of 12 pt it needs 216 pt"]
        );
    }

    #[test]
    fn no_text_makes_it_panic() {
        for text in
            ["", "a", "[]", "page", "page: 1", "page: []", "color: {text: }", "chart: {series: [[[", "extends: {}", "page: {size: []}"]
        {
            let _ = resolve(Some((FileId(0), text)));
        }
    }

    /// `docs/theme.md` says what the table says. `UPDATE=1` rewrites it.
    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test reads and writes the project's own documentation")]
    fn the_documentation_is_up_to_date() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/theme.md");
        let wanted = documentation();
        if std::env::var("UPDATE").is_ok_and(|update| update == "1") {
            std::fs::write(path, &wanted).expect("writes docs/theme.md");
        }
        let found = std::fs::read_to_string(path).unwrap_or_default();
        assert!(found == wanted, "docs/theme.md does not say what the table of keys says: run the tests once with UPDATE=1");
    }

    #[test]
    fn the_example_in_the_documentation_is_a_good_theme() {
        let example = INTRODUCTION.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
        assert_ne!(theme(example), Theme::base());
    }

    fn documentation() -> String {
        let mut out = String::from(INTRODUCTION);
        let base = yaml::parse(FileId(0), BASE, &mut Vec::new()).expect("the base theme");
        for category in CATEGORIES {
            let _ = write!(out, "\n## {}\n\n{}\n\n| key | type | default | from – to | what it is |\n", category.name, category.about);
            out.push_str("| --- | --- | --- | --- | --- |\n");
            for key in category.keys {
                let (kind, range) = words(&key.slot);
                let default = default(&base, category.name, key.name);
                let _ = writeln!(out, "| `{}` | {kind} | {default} | {range} | {} |", key.name, key.about);
            }
        }
        out
    }

    const INTRODUCTION: &str = "\
# The theme

How reports look is settled in `content/theme.yaml`, for HTML and PDF alike. Without that file they look as the base theme says. Write only
what differs:

```yaml
extends: base
color:
  accent: '#5B2C6F'
heading:
  sizes: [30 pt, 22 pt, 17 pt, 14 pt, 12 pt, 12 pt]
page:
  margin-left: 30 mm
```

- A length is a number with its unit, `pt` or `mm`; a number alone is points.
- A colour stands in quotes: `'#12436D'`. Without quotes YAML takes the # for the beginning of a comment.
- A theme that is hard to read is refused, with the reason: text on white, on the tint and on the accent needs a contrast of 4.5:1, the
  priority line and the series of a chart need 3:1 on white, text needs 12 pt, and sizes of headings may not rise from level to level.
- On a screen all sizes keep their proportion to the text.

Two themes ship with bluebook besides `base`. Write `extends: large-print` for a report in 16 pt and more, or `extends: ink-saving` for one
without coloured grounds, and below it what differs from that.

An inspectorate's own font is four static files in `content/fonts`, TrueType (`.ttf`) or OpenType with PostScript outlines (`.otf`), and a
fifth for code if the house has one. Their licence must allow that they are embedded, in part, in a published file:

```yaml
text:
  family:
    regular: House-Regular.ttf
    bold: House-Bold.ttf
    italic: House-Italic.ttf
    bold-italic: House-BoldItalic.ttf
    code: House-Mono.ttf            # without it, Noto Sans Mono
```

Where the font lacks a sign such as →, − or ✓, Noto's stands in. A character that neither has is an error that names it and its place.

This page is made from the table of keys in `src/theme/keys.rs` and from `assets/themes/base.yaml`; a test compares.
";

    /// A slot's type and range, in words.
    fn words(slot: &Slot) -> (String, String) {
        match slot {
            Slot::Color(_) => ("colour".to_owned(), String::new()),
            Slot::Colors(_, least, most) => ("list of colours".to_owned(), format!("{least} – {most} colours")),
            Slot::Length(_, least, most) => ("length".to_owned(), format!("{least} – {most} pt")),
            Slot::Lengths(_, least, most) => ("list of 6 lengths".to_owned(), format!("{least} – {most} pt")),
            Slot::Factor(_, least, most) => ("number".to_owned(), format!("{least} – {most}")),
            Slot::Count(_, least, most) => ("whole number".to_owned(), format!("{least} – {most}")),
            Slot::Paper(_, least, most) => {
                let names: Vec<&str> = PAPERS.iter().map(|(name, ..)| *name).collect();
                (format!("{}, or a list of two lengths", names.join(", ")), format!("{least} – {most} pt"))
            }
            Slot::Choice(choices) => {
                let names: Vec<String> = choices.iter().map(|(name, _)| format!("`{name}`")).collect();
                (names.join(" or "), String::new())
            }
            Slot::Family(_) => (format!("`{BUNDLED_FAMILY}`, or files"), String::new()),
        }
    }

    /// A key's default, as the base theme writes it.
    fn default(base: &Node, category: &str, key: &str) -> String {
        fn below<'a>(node: &'a Node, name: &str) -> &'a Node {
            let Kind::Mapping { entries, .. } = &node.kind else { panic!("{name} is in no mapping") };
            &entries.iter().find(|entry| entry.key.value == name).expect("the base theme has every key").value
        }
        fn shown(node: &Node) -> String {
            match &node.kind {
                Kind::Scalar { text, .. } if text.starts_with('#') => format!("'{text}'"),
                Kind::Scalar { text, .. } => text.clone(),
                Kind::Sequence { items, .. } => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", ")),
                _ => panic!("no default is a mapping"),
            }
        }
        format!("`{}`", shown(below(below(base, category), key)))
    }
}

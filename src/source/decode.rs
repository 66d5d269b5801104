//! From a tree of YAML nodes to raw records, collecting every mistake on the way.
//!
//! Each record is declared once, with [`record!`]: its keys, their types, which are required and what each is for. From that
//! one table come the struct, its decoder, the list of known keys in a message and, for editors, the JSON Schema.
//!
//! A decoder never stops: what is wrong is reported and left out (`None`), so a field that is `None` in a decoded record was
//! either not written or already reported. `wrote` tells the two apart where it matters.

pub use super::line::{Line, MarkedLine};
use super::yaml::{Entry, Kind, Node, Style, shortened};
use crate::diag::{Diagnostic, Problems, Span, Spanned, suggest};
use crate::number::Number;

/// Where a value stands, for messages.
#[derive(Debug, Clone, Copy)]
pub enum Place<'a> {
    /// The whole file.
    File,
    /// Below a key.
    Key(&'a str),
    /// In the list below a key.
    Item(&'a str),
}

impl std::fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File => f.write_str("this file"),
            Self::Key(key) => write!(f, "`{}`", shortened(key)),
            Self::Item(key) => write!(f, "an item of `{}`", shortened(key)),
        }
    }
}

impl Place<'_> {
    fn item(self) -> Self {
        match self {
            Self::Key(key) | Self::Item(key) => Self::Item(key),
            Self::File => Self::File,
        }
    }
}

/// What YAML a type is written as: for messages, and for the JSON Schemas.
#[derive(Debug, Clone)]
pub enum Shape {
    /// Markdown of any length.
    Text,
    /// A text of one line.
    Line,
    /// A text within a line, which may be empty.
    Cell,
    /// A text of a certain form: the form in words, and as a regular expression.
    Form(&'static str, &'static str),
    /// A number from 0 to 100.
    Percent,
    /// A whole number from 1 up.
    Count,
    /// `true` or `false`.
    Flag,
    /// One word of a closed list.
    Choice(Vec<&'static str>),
    /// A list.
    List(Box<Self>),
    /// A mapping whose keys are the author's.
    Map(Box<Self>),
    /// A mapping whose keys are known.
    Record(Record),
    /// A mapping with known keys and others of the framework's, below each of which the same is written.
    Mixed(Record, Box<Self>),
    /// One of several.
    Either(Vec<Self>),
    /// One word of a list that is known when content is read.
    Words(Vec<String>),
    /// A mapping whose keys are known when content is read, each with what it is for; others too, if they are given a shape.
    Named(Vec<(String, String, Self)>, Option<Box<Self>>),
    /// Keys that depend on the framework.
    Open,
}

impl Shape {
    /// What is wanted, in words.
    pub fn wanted(&self) -> String {
        match self {
            Self::Text => "a text".into(),
            Self::Line | Self::Cell => "a text of one line".into(),
            Self::Form(words, _) => (*words).into(),
            Self::Percent => "a number".into(),
            Self::Count => "a whole number".into(),
            Self::Flag => "`true` or `false`".into(),
            Self::Choice(names) => listed(names),
            Self::List(_) => "a list".into(),
            Self::Words(words) => listed(&words.iter().map(String::as_str).collect::<Vec<_>>()),
            Self::Map(_) | Self::Mixed(..) | Self::Named(..) | Self::Open => "a mapping".into(),
            Self::Record(record) => {
                format!("a mapping with the keys {}", listed(&record.keys.iter().map(|key| key.name).collect::<Vec<_>>()))
            }
            Self::Either(shapes) => shapes.iter().map(Self::wanted).collect::<Vec<_>>().join(" or "),
        }
    }
}

/// A record's keys, as a schema needs them.
#[derive(Debug, Clone)]
pub struct Record {
    /// What the record is for.
    pub about: &'static str,
    /// Its keys in order.
    pub keys: Vec<Key>,
}

/// A key of a record.
#[derive(Debug, Clone)]
pub struct Key {
    /// As it is written.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What is written below it.
    pub shape: Shape,
}

/// A type that can be read from YAML.
pub trait Decode: Sized {
    /// How it is written.
    fn shape() -> Shape;

    /// Reads it. `None` when it cannot be used; then `problems` has at least one error more.
    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self>;
}

/// Words in a row: '`a`, `b` and `c`'.
pub fn listed(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        None => "nothing".into(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// 'did you mean `x`? Known are `x` and `y`.'
pub fn did_you_mean(word: &str, what: &str, known: &[&str]) -> String {
    let all = format!("{what}: {}", if known.is_empty() { "none".into() } else { listed(known) });
    match suggest::nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`? {all}"),
        None => all,
    }
}

/// The value at `place` is of the wrong type. What is inside a broken value was reported already.
pub fn wrong_type(node: &Node, place: Place, wanted: &str) -> Option<Diagnostic> {
    let what = node.what();
    if node.partial {
        return None;
    }
    if node.kind == Kind::Null {
        let empty = Diagnostic::error("empty-value", format!("{place} is empty"));
        return Some(empty.at(node.head(), "nothing is written here").help(format!("write {wanted}, or take it out if it is not needed")));
    }
    let found = Diagnostic::error("wrong-type", format!("{place} must be {wanted}, not {what}")).at(node.head(), what);
    Some(match &node.kind {
        Kind::Mapping { flow: true, .. } | Kind::Sequence { flow: true, .. } => {
            found.help("if this is a text that begins with a bracket or brace, put it in quotes")
        }
        Kind::Mapping { .. } => {
            found.help("if this is a text that holds a colon, put it in quotes, or begin a block with `|` and write it on the next line")
        }
        Kind::Scalar { .. } if wanted.contains("list") => found.help("write each item on a line of its own below the key, after `- `"),
        _ => found,
    })
}

fn refuse<T>(node: &Node, place: Place, shape: &Shape, problems: &mut Problems) -> Option<T> {
    problems.extend(wrong_type(node, place, &shape.wanted()));
    None
}

impl<T: Decode> Decode for Spanned<T> {
    fn shape() -> Shape {
        T::shape()
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        Some(Self::new(T::decode(node, place, problems)?, node.span))
    }
}

/// As it is, for keys whose meaning is known later.
impl Decode for Node {
    fn shape() -> Shape {
        Shape::Open
    }

    fn decode(node: &Node, _: Place, _: &mut Problems) -> Option<Self> {
        Some(node.clone())
    }
}

/// A text that says something.
impl Decode for String {
    fn shape() -> Shape {
        Shape::Text
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        let Kind::Scalar { text, style } = &node.kind else { return refuse(node, place, &Self::shape(), problems) };
        if text.trim().is_empty() {
            problems.push(
                Diagnostic::error("empty-value", format!("{place} is empty"))
                    .at(node.head(), "nothing is written here")
                    .help("write the text, or take it out if it is not needed"),
            );
            return None;
        }
        // An escape in double quotes can bring in what no file may hold.
        if *style == Style::Quoted
            && let Some(control) = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t'))
        {
            problems.push(
                Diagnostic::error("control-character", format!("the text holds the control character U+{:04X}", u32::from(control)))
                    .at(node.head(), "in this text")
                    .help("take the code out"),
            );
            return None;
        }
        Some(text.clone())
    }
}

/// A cell of a table: a text within a line, which may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell(pub String);

impl Decode for Cell {
    fn shape() -> Shape {
        Shape::Cell
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        match &node.kind {
            Kind::Null if !node.partial => Some(Self(String::new())),
            Kind::Scalar { text, .. } if text.trim().is_empty() => Some(Self(String::new())),
            _ => MarkedLine::decode(node, place, problems).map(|line| Self(line.0)),
        }
    }
}

impl Decode for bool {
    fn shape() -> Shape {
        Shape::Flag
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        match &node.kind {
            Kind::Scalar { text, style: Style::Plain } if text == "true" => Some(true),
            Kind::Scalar { text, style: Style::Plain } if text == "false" => Some(false),
            _ => refuse(node, place, &Self::shape(), problems),
        }
    }
}

/// A whole number from 1 up.
impl Decode for u32 {
    fn shape() -> Shape {
        Shape::Count
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        let Kind::Scalar { text, .. } = &node.kind else { return refuse(node, place, &Self::shape(), problems) };
        let number = text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten().filter(|number| *number > 0);
        if number.is_none() {
            problems.push(
                Diagnostic::error("not-a-number", format!("{place} must be a whole number, not ‘{}’", shortened(text)))
                    .at(node.head(), "")
                    .help("write digits only, from 1 up: `2085`"),
            );
        }
        number
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        let Kind::Sequence { items, .. } = &node.kind else { return refuse(node, place, &Self::shape(), problems) };
        if items.is_empty() && !node.partial {
            problems.push(empty_collection(node, place));
        }
        Some(items.iter().filter_map(|item| T::decode(item, place.item(), problems)).collect())
    }
}

fn empty_collection(node: &Node, place: Place) -> Diagnostic {
    Diagnostic::error("empty-value", format!("{place} is empty"))
        .at(node.head(), "")
        .help("write its items, or take it out if there are none")
}

/// A mapping whose keys are the author's, in order.
#[derive(Debug, Clone)]
pub struct Map<T> {
    /// Its keys with their values.
    pub entries: Vec<(Spanned<String>, T)>,
    /// Keys whose value was reported already.
    pub broken: Vec<Spanned<String>>,
    /// Where it stands.
    pub span: Span,
    /// Its first key, to point at.
    pub head: Span,
    /// The file breaks off inside it.
    pub partial: bool,
}

impl<T: Decode> Decode for Map<T> {
    fn shape() -> Shape {
        Shape::Map(Box::new(T::shape()))
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        let Kind::Mapping { entries, .. } = &node.kind else { return refuse(node, place, &Self::shape(), problems) };
        if entries.is_empty() && !node.partial {
            problems.push(empty_collection(node, place));
        }
        let mut map = Self { entries: Vec::new(), broken: Vec::new(), span: node.span, head: node.head(), partial: node.partial };
        for Entry { key, value } in entries {
            match T::decode(value, Place::Key(&key.value), problems) {
                Some(value) => map.entries.push((key.clone(), value)),
                None => map.broken.push(key.clone()),
            }
        }
        Some(map)
    }
}

/// Either a text alone or a record with more keys, as a finding may be.
#[derive(Debug, Clone)]
pub enum TextOr<T> {
    /// The text alone.
    Text(Spanned<String>),
    /// The record.
    Record(T),
}

impl<T: Decode> Decode for TextOr<T> {
    fn shape() -> Shape {
        Shape::Either(vec![Shape::Text, T::shape()])
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        match &node.kind {
            // `- Court reports: 59 of the 67` is a mapping to YAML; its author meant a text.
            Kind::Mapping { entries, flow } => {
                let a_word = |key: &str, known: &[&'static str]| {
                    entries.len() == 1 && !flow && suggest::nearest(key, known.iter().copied()).is_none()
                };
                if let Shape::Record(record) = T::shape()
                    && let [Entry { key, .. }, ..] = entries.as_slice()
                    && (key.value.contains(' ') || a_word(&key.value, &record.keys.iter().map(|key| key.name).collect::<Vec<_>>()))
                    && !entries.iter().any(|entry| record.keys.iter().any(|known| known.name == entry.key.value))
                {
                    let colon = Span { start: key.span.end, end: key.span.end + 1, ..key.span };
                    problems.push(
                        Diagnostic::error(
                            "text-with-colon",
                            format!("the colon after ‘{}’ makes YAML read this text as a mapping", shortened(&key.value)),
                        )
                        .at(colon, "this colon")
                        .help("put the text in quotes, or begin the item with `- |` and write the text on the next line"),
                    );
                    return None;
                }
                T::decode(node, place, problems).map(Self::Record)
            }
            Kind::Sequence { .. } => refuse(node, place, &Self::shape(), problems),
            _ => Spanned::decode(node, place, problems).map(Self::Text),
        }
    }
}

/// One word of a closed list, such as a report's state.
pub fn decode_choice<T: Copy>(
    node: &Node,
    place: Place,
    problems: &mut Problems,
    unknown: &'static str,
    choices: &[(&'static str, T)],
) -> Option<T> {
    let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
    let Kind::Scalar { text, .. } = &node.kind else {
        return refuse(node, place, &Shape::Choice(choices.iter().map(|c| c.0).collect()), problems);
    };
    let found = choices.iter().find(|(name, _)| name == text).map(|(_, value)| *value);
    if found.is_none() {
        problems.push(
            Diagnostic::error(unknown, format!("{place} cannot be ‘{}’", shortened(text))).at(node.head(), "not known").help(did_you_mean(
                text,
                "known are",
                &names,
            )),
        );
    }
    found
}

/// A percentage as content writes it, or what is wrong with it: check name, message and help.
///
/// # Errors
/// When it is not a number from 0 to 100 with at most two decimals.
pub fn percentage(text: &str) -> Result<Number, (&'static str, String, String)> {
    let number = Number::parse_decimal(text, 100).ok_or_else(|| {
        let help = match text.trim_end_matches(['%', ' ']) {
            bare if bare != text && Number::parse_decimal(bare, 2).is_some() => format!("leave the % sign out: `{bare}`"),
            bare if bare.contains(',') => "write a point before the decimals: `77.8`".to_owned(),
            _ => "write it in digits, without a % sign: `80` or `77.8`".to_owned(),
        };
        ("not-a-number", format!("‘{}’ is not a number", shortened(text)), help)
    })?;
    if number < Number::whole(0) || number > Number::whole(100) {
        return Err((
            "score-out-of-range",
            format!("{} is not between 0 and 100", shortened(text)),
            "a percentage is at least 0 and at most 100".into(),
        ));
    }
    if Number::parse_decimal(text, 2).is_none() {
        let shorter = number.to_decimal(2);
        return Err((
            "too-many-decimals",
            format!("{} has more than two decimals", shortened(text)),
            format!("write at most two: `{shorter}`"),
        ));
    }
    Ok(number)
}

/// A percentage from 0 to 100 with at most two decimals.
impl Decode for Number {
    fn shape() -> Shape {
        Shape::Percent
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        let Kind::Scalar { text, .. } = &node.kind else {
            problems.extend(wrong_type(node, place, &Self::shape().wanted()));
            return None;
        };
        match percentage(text) {
            Ok(number) => Some(number),
            Err((name, message, help)) => {
                problems.push(Diagnostic::error(name, format!("{place}: {message}")).at(node.head(), "").help(help));
                None
            }
        }
    }
}

/// A mapping that is being read as a record: hands its values out by key and reports what is left over or missing.
pub struct Fields<'a> {
    node: &'a Node,
    entries: &'a [Entry],
}

impl<'a> Fields<'a> {
    /// Opens `node` as a record; reports keys that the record does not have.
    pub fn open(node: &'a Node, place: Place, record: &Record, problems: &mut Problems) -> Option<Self> {
        let Kind::Mapping { entries, .. } = &node.kind else {
            return refuse(node, place, &Shape::Record(record.clone()), problems);
        };
        let known: Vec<&str> = record.keys.iter().map(|key| key.name).collect();
        // A key that stands in its place already is no suggestion.
        let free: Vec<&str> = known.iter().copied().filter(|name| !entries.iter().any(|entry| entry.key.value == *name)).collect();
        for Entry { key, .. } in entries.iter().filter(|entry| !known.contains(&entry.key.value.as_str())) {
            problems.push(unknown_key(key, &known, &free));
        }
        Some(Self { node, entries })
    }

    /// The value of a key.
    pub fn take<T: Decode>(&self, name: &'static str, required: bool, place: Place, known: &Record, problems: &mut Problems) -> Option<T> {
        if let Some(entry) = self.entries.iter().find(|entry| entry.key.value == name) {
            return T::decode(&entry.value, Place::Key(name), problems);
        }
        // A misspelt key was reported with this one as its suggestion: one mistake, one message.
        let misspelt = || {
            let strangers = self.entries.iter().filter(|entry| !known.keys.iter().any(|key| key.name == entry.key.value));
            let free = known.keys.iter().map(|key| key.name).filter(|key| !self.entries.iter().any(|entry| entry.key.value == *key));
            let free: Vec<&str> = free.collect();
            strangers.into_iter().any(|entry| suggest::nearest(&entry.key.value, free.iter().copied()) == Some(name))
        };
        if required && !self.node.partial && !misspelt() {
            let at = match place {
                Place::File => "the file does not have it".to_owned(),
                _ => format!("{place} does not have it"),
            };
            problems.push(
                Diagnostic::error("missing-key", format!("the key `{name}` is missing")).at(self.node.head(), at).help(
                    known
                        .keys
                        .iter()
                        .find(|key| key.name == name)
                        .map_or_else(String::new, |key| format!("add `{name}: …`. {}", key.about.trim())),
                ),
            );
        }
        None
    }

    /// The keys that were written, whether their values are good or not.
    pub fn written(&self) -> Vec<Spanned<String>> {
        self.entries.iter().map(|entry| entry.key.clone()).collect()
    }
}

/// `key` is none of `known`; `free` are those that might have been meant.
pub fn unknown_key(key: &Spanned<String>, known: &[&str], free: &[&str]) -> Diagnostic {
    let known = format!("known keys: {}", listed(known));
    let help = match suggest::nearest(key, free.iter().copied()) {
        Some(near) => format!("did you mean `{near}`? {known}"),
        None => known,
    };
    Diagnostic::error("unknown-key", format!("the key `{}` is not known", shortened(key)))
        .at(key.span, "not a key of this mapping")
        .help(help)
}

/// Declares a raw record: a struct, its table of keys and its decoder, from one list.
///
/// ```ignore
/// record! {
///     /// `scores.yaml`: the scores that a report states.
///     pub struct RawScores {
///         /// By criterion number.
///         criteria: Map<Spanned<String>> = required "criteria",
///     }
/// }
/// ```
macro_rules! record {
    (@required required) => { true };
    (@required optional) => { false };
    (
        $(#[doc = $about:literal])*
        pub struct $name:ident {
            $( $(#[doc = $doc:literal])* $field:ident: $type:ty = $need:ident $key:literal, )*
        }
    ) => {
        $(#[doc = $about])*
        #[derive(Debug, Clone)]
        pub struct $name {
            $( $(#[doc = $doc])* pub $field: Option<$type>, )*
            /// The whole record.
            pub span: $crate::diag::Span,
            /// Its first key, to point at.
            pub head: $crate::diag::Span,
            /// The keys that were written, whether their values are good or not.
            pub written: Vec<$crate::diag::Spanned<String>>,
            /// The file breaks off inside it.
            pub partial: bool,
        }

        impl $name {
            /// The table of its keys.
            pub fn record() -> $crate::source::decode::Record {
                use $crate::source::decode::{Decode, Key, Record};
                Record {
                    about: concat!($($about),*),
                    keys: vec![$( Key {
                        name: $key,
                        about: concat!($($doc),*),
                        required: $crate::source::decode::record!(@required $need),
                        shape: <$type as Decode>::shape(),
                    } ),*],
                }
            }

            /// Where a key was written, if it was.
            #[allow(dead_code, reason = "not every record is asked")]
            pub fn wrote(&self, key: &str) -> Option<$crate::diag::Span> {
                self.written.iter().find(|written| written.value == key).map(|written| written.span)
            }
        }

        impl $crate::source::decode::Decode for $name {
            fn shape() -> $crate::source::decode::Shape {
                $crate::source::decode::Shape::Record(Self::record())
            }

            fn decode(
                node: &$crate::source::yaml::Node,
                place: $crate::source::decode::Place,
                problems: &mut $crate::diag::Problems,
            ) -> Option<Self> {
                let record = Self::record();
                let fields = $crate::source::decode::Fields::open(node, place, &record, problems)?;
                $( let $field = fields.take($key, $crate::source::decode::record!(@required $need), place, &record, problems); )*
                Some(Self { $($field,)* span: node.span, head: node.head(), written: fields.written(), partial: node.partial })
            }
        }
    };
}
pub(crate) use record;

//! The words of the published pages, and dates and numbers in words, in each language.
//!
//! Keys and arguments come in, finished words of one language go out. No English word of a published page stands in Rust or
//! in a template: it comes from `assets/locale/<language>/<area>.ftl` by its key. The files are part of the program, so a
//! missing key is a mistake of ours and not of the user: a test looks for every key that the sources name.

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde::{Deserialize, Serialize};
use unic_langid::LanguageIdentifier;

use crate::date::Date;

/// A language by its BCP 47 tag, such as `en` or `cy`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Lang(pub String);

impl Lang {
    /// Whether a text has the form of a language's tag: `cy`, `fr-CA`.
    pub fn is_tag(text: &str) -> bool {
        let mut parts = text.split('-');
        let first = parts.next().unwrap_or_default();
        let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        (2..=3).contains(&first.len())
            && first.bytes().all(|byte| byte.is_ascii_lowercase())
            && parts.all(|part| (1..=8).contains(&part.len()) && plain(part))
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The words of one language. Cheap to load and to clone: the parsed files are shared by the whole process.
#[derive(Clone)]
pub struct Locale {
    lang: Lang,
    words: &'static Words,
}

/// An argument of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg<'a> {
    /// Words to put in as they are.
    Text(&'a str),
    /// A count, which chooses singular or plural.
    Count(u64),
}

/// The parsed files of one language. Parsed once for the process and not for each report.
struct Words(FluentBundle<FluentResource>);

/// The files of one language, by name.
type Files = [(&'static str, &'static str)];

macro_rules! files {
    ($lang:literal: $($area:literal),+) => {
        &[$((concat!($lang, "/", $area, ".ftl"), include_str!(concat!("../../assets/locale/", $lang, "/", $area, ".ftl")))),+]
    };
}

/// A new area is one more name here, for each language.
const EN: &Files = files!("en": "chart", "checks", "common", "data", "document", "html", "layout", "pdf", "preview");

static EN_WORDS: LazyLock<Words> = LazyLock::new(|| Words::parse("en", EN));

impl Words {
    fn parse(tag: &str, files: &Files) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![tag.parse::<LanguageIdentifier>().unwrap_or_default()]);
        // Fluent would put invisible direction marks around every argument; they would end up in copied text and in searches.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(number) => Some(grouped(&number.as_string())),
            _ => None,
        }));
        for (_, text) in files {
            // What is wrong in a file is left out here and found by the tests below.
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, _)| resource);
            let _ = bundle.add_resource(resource);
        }
        Self(bundle)
    }
}

impl Locale {
    /// The tags of the languages that the tool can publish in.
    pub const AVAILABLE: [&'static str; 1] = ["en"];

    /// The words of `lang`, or of the language that it is a form of (`en-GB`: `en`); `None` if the tool has none for it.
    pub fn load(lang: &Lang) -> Option<Self> {
        let words: &'static Words = match lang.0.split('-').next()? {
            "en" => &EN_WORDS,
            _ => return None,
        };
        Some(Self { lang: lang.clone(), words })
    }

    /// Its language.
    pub fn lang(&self) -> &Lang {
        &self.lang
    }

    /// Its name in its own words: 'English'.
    pub fn name(&self) -> String {
        self.say("language-name")
    }

    /// The message `key` without arguments.
    pub fn say(&self, key: &str) -> String {
        self.say_with(key, &[])
    }

    /// The message `key` with arguments. A count stands in the words with separators: '2,085'.
    pub fn say_with(&self, key: &str, args: &[(&str, Arg)]) -> String {
        let Some(pattern) = self.words.0.get_message(key).and_then(|message| message.value()) else {
            // Our mistake; brackets show it on the page without losing the rest of the report.
            return format!("[{key}]");
        };
        let args: FluentArgs = args
            .iter()
            .map(|(name, arg)| {
                let value = match arg {
                    Arg::Text(text) => FluentValue::String(Cow::Borrowed(text)),
                    Arg::Count(count) => FluentValue::from(*count),
                };
                (*name, value)
            })
            .collect();
        self.words.0.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    /// 'April 2008', '15 April 2008', '2008'.
    pub fn date(&self, date: Date) -> String {
        // As text: a year has no separators.
        let year = date.year.to_string();
        let Some(month) = date.month else { return year };
        let month = self.say_with("month-name", &[("month", Arg::Count(month.into()))]);
        let args = [("month", Arg::Text(&month)), ("year", Arg::Text(&year))];
        match date.day {
            None => self.say_with("date-month", &args),
            Some(day) => self.say_with("date-day", &[&args[..], &[("day", Arg::Count(day.into()))]].concat()),
        }
    }

    /// 'one', 'two', … 'nine'; from 10 on, digits with separators: '2,085'. No things are 'none'.
    pub fn count(&self, number: u64) -> String {
        if number <= 9 { self.say_with("count-word", &[("n", Arg::Count(number))]) } else { grouped(&number.to_string()) }
    }

    /// The same as the first word of a sentence: 'One', … 'Twenty', which is better than to open a sentence with digits.
    pub fn count_opening(&self, number: u64) -> String {
        if number <= 20 { self.say_with("count-opening", &[("n", Arg::Count(number))]) } else { grouped(&number.to_string()) }
    }

    /// Digits with separators: '2,085'.
    pub fn digits(&self, number: u64) -> String {
        grouped(&number.to_string())
    }

    /// 'a, b and c'.
    pub fn list(&self, items: &[String]) -> String {
        let Some((first, rest)) = items.split_first() else { return String::new() };
        rest.iter().enumerate().fold(first.clone(), |before, (i, item)| {
            let args = [("before", Arg::Text(&before)), ("item", Arg::Text(item))];
            if i + 1 == rest.len() { self.say_with("list-last", &args) } else { self.say_with("list-next", &args) }
        })
    }

    /// A label as it stands inside a sentence: 'Priority line' becomes 'priority line', 'HMI line' stays.
    ///
    /// Only for words that a framework writes as labels; right for English and Welsh, which have no capitals inside a sentence.
    pub fn inside_sentence(&self, label: &str) -> String {
        let mut letters = label.chars();
        match (letters.next(), letters.next()) {
            (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(label.chars().skip(1)).collect(),
            _ => label.to_owned(),
        }
    }
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Locale").field(&self.lang.0).finish()
    }
}

/// Digits in groups of three, as English and Welsh write them: '2,085'. A language that writes them otherwise brings its own.
fn grouped(digits: &str) -> String {
    let (whole, fraction) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) && !out.ends_with('-') {
            out.push(',');
        }
        out.push(digit);
    }
    out + fraction
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use fluent_bundle::FluentResource;
    use fluent_bundle::concurrent::FluentBundle;
    use walkdir::WalkDir;

    use super::{Arg, EN, Files, Lang, Locale, Words, grouped};
    use crate::date::Date;

    const LANGUAGES: [(&str, &Files); Locale::AVAILABLE.len()] = [("en", EN)];

    fn en() -> Locale {
        Locale::load(&Lang("en".to_owned())).expect("English")
    }

    #[test]
    fn dates_in_three_precisions() {
        for (iso, words) in [("2008", "2008"), ("2008-04", "April 2008"), ("2008-12-05", "5 December 2008")] {
            assert_eq!(en().date(Date::parse(iso).expect("a date")), words);
        }
    }

    #[test]
    fn counts_in_words_to_nine_and_in_digits_from_ten() {
        let en = en();
        assert_eq!([0, 1, 9, 10, 2085, 1_234_567].map(|n| en.count(n)), ["none", "one", "nine", "10", "2,085", "1,234,567"]);
        assert_eq!([1, 14, 20, 21].map(|n| en.count_opening(n)), ["One", "Fourteen", "Twenty", "21"]);
        assert_eq!(["-123", "-1234", "999.5", "1000.25"].map(grouped), ["-123", "-1,234", "999.5", "1,000.25"]);
    }

    #[test]
    fn lists() {
        let list = |items: &[&str]| en().list(&items.iter().map(|&s| s.to_owned()).collect::<Vec<_>>());
        assert_eq!([list(&[]), list(&["a"]), list(&["a", "b"]), list(&["a", "b", "c", "d"])], ["", "a", "a and b", "a, b, c and d"]);
    }

    #[test]
    fn arguments_choose_the_plural_and_bring_no_hidden_marks() {
        let say = |points| en().say_with("line-above", &[("points", Arg::Count(points)), ("line", Arg::Text("priority line"))]);
        assert_eq!(say(1), "1 point above the priority line");
        assert_eq!(say(12), "12 points above the priority line");
        assert_eq!(say(1200), "1,200 points above the priority line");
    }

    #[test]
    fn a_label_inside_a_sentence() {
        let inside = |label| en().inside_sentence(label);
        assert_eq!(["Priority line", "HMI line", "X", "", "Âge"].map(inside), ["priority line", "HMI line", "X", "", "âge"]);
    }

    #[test]
    fn languages_are_found_by_tag() {
        let load = |tag: &str| Locale::load(&Lang(tag.to_owned())).map(|locale| locale.lang().0.clone());
        assert_eq!(load("en-GB").as_deref(), Some("en-GB"));
        assert_eq!([load(""), load("eng"), load("xx")], [None, None, None]);
        for tag in Locale::AVAILABLE {
            assert!(load(tag).is_some(), "{tag}");
        }
    }

    #[test]
    fn a_missing_key_shows_itself() {
        assert_eq!(en().say("no-such-key"), "[no-such-key]");
    }

    #[test]
    fn every_file_parses_and_no_key_is_there_twice() {
        for (tag, files) in LANGUAGES {
            let mut bundle = FluentBundle::new_concurrent(vec![tag.parse().expect("a tag")]);
            for (name, text) in files {
                let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(_, errors)| panic!("{name}: {errors:?}"));
                bundle.add_resource(resource).unwrap_or_else(|errors| panic!("{name}: {errors:?}"));
            }
            let words = Words::parse(tag, files);
            let has_words = |key: &String| words.0.get_message(key).is_some_and(|message| message.value().is_some());
            let without: Vec<_> = keys(files).into_iter().filter(|key| !has_words(key)).collect();
            assert!(without.is_empty(), "{tag}: nothing is said by {without:?}");
        }
    }

    #[test]
    fn every_language_has_the_same_keys_with_the_same_arguments() {
        let arguments = |files: &Files| -> BTreeMap<String, BTreeSet<String>> {
            let mut found = BTreeMap::<String, BTreeSet<String>>::new();
            let mut key = String::new();
            for line in files.iter().flat_map(|(_, text)| text.lines()).filter(|line| !line.starts_with('#')) {
                if let Some(new) = key_of(line) {
                    new.clone_into(&mut key);
                    found.entry(key.clone()).or_default();
                }
                for piece in line.split('$').skip(1) {
                    let name: String = piece.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
                    found.entry(key.clone()).or_default().insert(name);
                }
            }
            found
        };
        for (tag, files) in LANGUAGES {
            assert_eq!(arguments(files), arguments(EN), "{tag}");
        }
    }

    /// What a source names must be there.
    #[test]
    fn every_key_that_the_sources_say_is_there() {
        let mut said = BTreeSet::new();
        for (path, text) in sources() {
            for opening in ["say(", "say_with(", "say(key=", "say(key = "] {
                // The formatter may put the key on a line of its own.
                for key in text.split(opening).skip(1).filter_map(|piece| piece.trim_start().strip_prefix('"')?.split('"').next()) {
                    said.insert((key.to_owned(), path.clone()));
                }
            }
        }
        assert!(said.len() > 50, "the search finds too little: {said:?}");
        for (tag, files) in LANGUAGES {
            let known = keys(files);
            let missing: Vec<_> = said.iter().filter(|(key, path)| !path.ends_with("locale/mod.rs") && !known.contains(key)).collect();
            assert!(missing.is_empty(), "{tag} lacks {missing:?}");
        }
    }

    /// What nobody says any more goes. A key counts as said where it stands in quotes; a key put together from pieces would be
    /// lost to readers too.
    #[test]
    fn every_key_is_said_somewhere() {
        // Said as soon as scores are made from cases, where a criterion may have none.
        const COMING: [&str; 1] = ["not-scored"];
        let sources = sources();
        let unused: Vec<String> = keys(EN)
            .into_iter()
            .filter(|key| !COMING.contains(&key.as_str()))
            .filter(|key| !sources.iter().any(|(_, text)| text.contains(&format!("\"{key}\"")) || text.contains(&format!("'{key}'"))))
            .collect();
        assert!(unused.is_empty(), "no source says {unused:?}");
    }

    /// The key that a line opens, if it opens one.
    fn key_of(line: &str) -> Option<&str> {
        let (key, _) = line.split_once('=')?;
        line.starts_with(|c: char| c.is_ascii_lowercase()).then(|| key.trim_end())
    }

    fn keys(files: &Files) -> BTreeSet<String> {
        files.iter().flat_map(|(_, text)| text.lines()).filter_map(key_of).map(str::to_owned).collect()
    }

    /// All Rust sources and templates, by path.
    #[expect(clippy::disallowed_methods, reason = "the test reads the project's own sources, not content")]
    fn sources() -> Vec<(String, String)> {
        let root = env!("CARGO_MANIFEST_DIR");
        ["src", "templates"]
            .iter()
            .flat_map(|folder| WalkDir::new(format!("{root}/{folder}")).sort_by_file_name())
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_file())
            .filter_map(|entry| Some((entry.path().display().to_string(), std::fs::read_to_string(entry.path()).ok()?)))
            .collect()
    }
}

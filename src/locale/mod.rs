//! The words of the published pages, and dates and numbers in words, in each language.
//!
//! No English word of a published page stands in Rust or in a template: it comes from `assets/locale/<lang>/*.ftl` by its key.

use std::fmt;

use crate::date::Date;

/// A language by its BCP 47 tag, such as `en` or `cy`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(pub String);

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The words of one language.
pub struct Locale {
    lang: Lang,
}

/// An argument of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg<'a> {
    /// Words to put in as they are.
    Text(&'a str),
    /// A count, which chooses singular or plural.
    Count(u64),
}

impl Locale {
    /// The tags of the languages that the tool can publish in.
    pub const AVAILABLE: [&'static str; 1] = ["en"];

    /// The words of `lang`; `None` if the tool has none for it.
    pub fn load(lang: &Lang) -> Option<Self> {
        let _ = lang;
        todo!("helper: locale")
    }

    /// Its language.
    pub fn lang(&self) -> &Lang {
        &self.lang
    }

    /// The message `key` without arguments.
    pub fn say(&self, key: &str) -> String {
        self.say_with(key, &[])
    }

    /// The message `key` with arguments.
    pub fn say_with(&self, key: &str, args: &[(&str, Arg)]) -> String {
        let _ = (key, args);
        todo!("helper: locale")
    }

    /// 'April 2008', '15 April 2008', '2008'.
    pub fn date(&self, date: Date) -> String {
        let _ = date;
        todo!("helper: locale")
    }

    /// 'one', 'two', … 'nine'; from 10 on, digits with separators: '2,085'.
    pub fn count(&self, number: u64) -> String {
        let _ = number;
        todo!("helper: locale")
    }

    /// 'a, b and c'.
    pub fn list(&self, items: &[String]) -> String {
        let _ = items;
        todo!("helper: locale")
    }
}

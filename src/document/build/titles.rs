//! Titles of sections, criteria and threads: Markdown within a line, read once, so that a mistake in one is said once.

use std::collections::BTreeMap;

use super::Builder;
use super::sections::heading_number;
use crate::document::tree::{Heading, Inline};
use crate::framework::pattern::Pattern;
use crate::framework::{Criterion, FrameworkSection, Thread};

/// The titles of a framework as running text.
#[derive(Default)]
pub(super) struct Titles {
    sections: BTreeMap<String, Vec<Inline>>,
    criteria: BTreeMap<String, Vec<Inline>>,
    threads: BTreeMap<String, Vec<Inline>>,
}

impl Builder<'_> {
    /// Reads every title of the framework.
    pub(super) fn read_titles(&mut self) {
        let framework = self.framework;
        let mut titles = Titles::default();
        for section in &framework.sections {
            titles.sections.insert(section.number.clone(), self.framework_line(&section.title));
            let criteria = section.criteria.iter().map(|criterion| (&criterion.number, &criterion.title));
            for (number, title) in criteria.chain(section.holders.iter().map(|holder| (&holder.number, &holder.title))) {
                titles.criteria.insert(number.clone(), self.framework_line(title));
            }
        }
        for thread in &framework.threads {
            titles.threads.insert(thread.key.clone(), self.framework_line(&thread.title));
        }
        self.titles = titles;
    }

    pub(super) fn section_title(&self, section: &FrameworkSection) -> Vec<Inline> {
        self.titles.sections.get(&section.number).cloned().unwrap_or_default()
    }

    /// The title of a criterion, or of one that holds others.
    pub(super) fn title_of(&self, number: &str) -> Vec<Inline> {
        self.titles.criteria.get(number).cloned().unwrap_or_default()
    }

    pub(super) fn thread_title(&self, thread: &Thread) -> Vec<Inline> {
        self.titles.threads.get(&thread.key).cloned().unwrap_or_default()
    }

    /// A section's heading.
    pub(super) fn section_heading(&self, section: &FrameworkSection) -> Heading {
        let (own, label) = (self.framework.patterns.section.as_ref(), self.framework.labels.section_heading.as_ref());
        headed(2, own, label, &section.number, self.section_title(section))
    }

    /// The heading of a criterion, or of one that holds others.
    pub(super) fn criterion_heading(&self, number: &str, level: u8) -> Heading {
        let (own, label) = (self.framework.patterns.criterion.as_ref(), self.framework.labels.criterion_heading.as_ref());
        headed(level, own, label, number, self.title_of(number))
    }

    /// An appendix's heading.
    pub(super) fn appendix_heading(&self, number: &str, usual: String, title: Vec<Inline>) -> Heading {
        match &self.framework.patterns.appendix {
            Some(pattern) => headed(2, Some(pattern), Some(&self.locale.say("appendix")), number, title),
            None => Heading::numbered(2, usual, title),
        }
    }

    /// A criterion, or one that holds others, in a table or list.
    pub(super) fn row_words(&self, number: &str) -> Vec<Inline> {
        let mut words = vec![Inline::Text(self.framework.row_lead(number))];
        words.extend(self.title_of(number));
        words
    }

    /// The criterion that a good-practice example names: what stands before the link to it, and the words of that.
    pub(super) fn example_line(&self, criterion: &Criterion) -> (String, Vec<Inline>) {
        let number = &criterion.number;
        let label = &self.framework.criterion_label;
        let Some(pattern) = &self.framework.patterns.example else { return (format!("{label} "), self.row_words(number)) };
        // The link begins with the number.
        let (before, rest) = {
            let (lead, separator) = pattern.lead(label, number);
            let whole = lead + if pattern.titled() { &separator } else { separator.trim_end() };
            match whole.rfind(number.as_str()) {
                Some(at) => (whole[..at].to_owned(), whole[at..].to_owned()),
                None => (String::new(), whole),
            }
        };
        let mut words = vec![Inline::Text(rest)];
        words.extend(pattern.titled().then(|| self.title_of(number)).into_iter().flatten());
        (before, words)
    }
}

fn headed(level: u8, pattern: Option<&Pattern>, label: Option<&String>, number: &str, title: Vec<Inline>) -> Heading {
    match pattern {
        Some(pattern) => {
            let (number, separator) = pattern.lead(label.map_or("", |label| label), number);
            Heading { number, separator, ..Heading::plain(level, title) }
        }
        None => Heading::numbered(level, heading_number(label, number), title),
    }
}

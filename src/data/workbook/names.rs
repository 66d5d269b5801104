//! Names of sheets and ranges: unique, and such as every spreadsheet program takes.

use std::collections::BTreeSet;

use super::text::line;

/// The most letters that Excel, the strictest program, takes in a sheet's name, in units of UTF-16.
const LONGEST_NAME: usize = 31;

/// The names that are taken, in small letters: spreadsheet programs do not tell 'Notes' from 'NOTES'.
#[derive(Default)]
pub(super) struct Names {
    sheets: BTreeSet<String>,
    ranges: BTreeSet<String>,
}

impl Names {
    /// A name for a sheet, as near to the wanted one as every program takes.
    pub(super) fn sheet(&mut self, wanted: &str) -> String {
        let allowed: String =
            wanted.chars().map(|c| if matches!(c, '[' | ']' | '*' | '?' | ':' | '/' | '\\' | '\'') { ' ' } else { c }).collect();
        let name = line(&allowed);
        unique(if name.is_empty() { "_" } else { &name }, &mut self.sheets, LONGEST_NAME, ' ')
    }

    /// A name for the range of a sheet's table: letters, digits and `_`, and nothing that could be the name of a cell, as 'T1'
    /// and 'RC' are.
    pub(super) fn range(&mut self, sheet: &str) -> String {
        let name: String = sheet.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
        let cell = !name.contains('_') && (name.len() < 3 || name.contains(char::is_numeric));
        let name = if cell || !name.starts_with(char::is_alphabetic) { format!("_{name}") } else { name };
        unique(&name, &mut self.ranges, usize::MAX, '_')
    }
}

/// The name, cut to `longest` units at the end of a word where there is one, and with a number where it is taken.
pub(super) fn unique(name: &str, taken: &mut BTreeSet<String>, longest: usize, joint: char) -> String {
    let mut counter = 1_u32;
    loop {
        let suffix = if counter == 1 { String::new() } else { format!("{joint}{counter}") };
        let candidate = format!("{}{suffix}", cut(name, longest.saturating_sub(suffix.len())));
        if taken.insert(candidate.to_lowercase()) {
            return candidate;
        }
        counter += 1;
    }
}

fn cut(name: &str, longest: usize) -> &str {
    let mut units = 0;
    let end = name.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > longest
    });
    let Some((end, _)) = end else { return name };
    let fits = &name[..end];
    if name[end..].starts_with(' ') {
        return fits.trim_end();
    }
    // The first words are the number: a cut there would lose it.
    match fits.rsplit_once(' ') {
        Some((words, _)) if words.chars().any(|c| c.is_ascii_digit()) => words.trim_end(),
        _ => fits.trim_end(),
    }
}

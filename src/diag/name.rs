//! The names of everything the tool can say, for `explain`.

/// A name with its explanation.
#[derive(Debug, Clone, Copy)]
pub struct Name {
    /// In kebab-case.
    pub name: &'static str,
    /// What it means, in a line.
    pub line: &'static str,
    /// What it checks, why it matters and how to mend it.
    pub text: &'static str,
}

/// All names, sorted.
pub const NAMES: &[Name] = &[Name {
    name: "folder-not-ours",
    line: "the --out folder holds files that bluebook did not make",
    text: "An edition replaces its folder whole. So that nothing of yours is ever lost, bluebook writes only to a folder that is new, empty, or carries the marker file .bluebook from an earlier build.\n\nHow to mend it: name another folder with --out, or remove the folder yourself if nothing in it is needed.",
}];

/// Old names and what they are called now.
const RETIRED: &[(&str, &str)] = &[];

/// The entry of a name, or of the one that has taken its place.
pub fn find(name: &str) -> Option<&'static Name> {
    let name = RETIRED.iter().find(|(old, _)| *old == name).map_or(name, |(_, new)| new);
    NAMES.iter().find(|known| known.name == name)
}

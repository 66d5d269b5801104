//! What a build is doing, for those who wait for it.
//!
//! A [`Watcher`] hears of each stage as it begins. It cannot change what is built, and reads the clock itself if it wants to.

/// A stage of a build, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Files are read and resolved.
    Reading,
    /// Documents are made and checked, and nothing else.
    Checking,
    /// Documents are made and checked, and become pages, PDF and data, which are written beside the edition's folder.
    Setting,
    /// The pages of no single report and what the edition says of itself are written.
    Writing,
    /// It goes to the disk and into place.
    Swapping,
}

/// A part of making reports, which several reports go through at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Documents and checks.
    Checks,
    /// Lines and pages.
    Layout,
    /// The PDF of pages.
    Pdf,
    /// JSON, CSV and the spreadsheet.
    Data,
    /// Web pages.
    Html,
}

/// Somebody who waits for a build.
pub trait Watcher: Sync {
    /// A stage begins, and the one before it is over.
    fn stage(&self, _stage: Stage) {}
    /// So many reports will be set.
    fn reports(&self, _count: usize) {}
    /// A report is set.
    fn report_is_set(&self) {}
    /// A part of a report's setting begins on this thread.
    fn part_begins(&self, _part: Part) {}
    /// It is over.
    fn part_ends(&self, _part: Part) {}
    /// Another build holds the folder, and this one waits until it is done.
    fn waits(&self) {}
}

/// Nobody.
impl Watcher for () {}

/// Does a part of the work under a watcher's eyes.
pub(super) fn watched<T>(watcher: &dyn Watcher, part: Part, work: impl FnOnce() -> T) -> T {
    watcher.part_begins(part);
    let result = work();
    watcher.part_ends(part);
    result
}

//! Says that something below a folder has changed. What has changed is found out by looking.

use std::path::Path;
use std::sync::mpsc::Sender;

use notify::event::{EventKind, ModifyKind};
use notify::{Config, Event as Seen, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::Event;

/// Watches for as long as it lives.
pub(super) struct Watch {
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// Watches everything below `folder`, and sends an event for each change.
    ///
    /// # Errors
    /// The system's reason, in words.
    pub(super) fn new(folder: &Path, events: Sender<Event>) -> Result<Self, String> {
        let root = folder.to_path_buf();
        let seen = move |seen: notify::Result<Seen>| {
            let event = match seen {
                // Our own reading is no change.
                Ok(Seen { kind: EventKind::Access(_), .. }) => return,
                Ok(seen) => {
                    let own = seen.paths.contains(&root);
                    let moved = matches!(seen.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)));
                    // The folder itself: what is watched may no longer be what has its name.
                    if own && moved { Event::FolderMoved } else { Event::Changed }
                }
                // Too much has happened to tell it all: look again.
                Err(_) => Event::Changed,
            };
            let _ = events.send(event);
        };
        let words = |error: notify::Error| match error.kind {
            notify::ErrorKind::MaxFilesWatch => "the system's limit of watched folders is reached".to_owned(),
            _ => error.to_string(),
        };
        let mut watcher = RecommendedWatcher::new(seen, Config::default().with_follow_symlinks(false)).map_err(words)?;
        watcher.watch(folder, RecursiveMode::Recursive).map_err(words)?;
        Ok(Self { _watcher: watcher })
    }
}

//! What only Linux can do.

use std::io;
use std::path::Path;

use rustix::fd::AsFd;
use rustix::fs::{Advice, AtFlags, CWD, OFlags, RenameFlags, StatxAttributes, StatxFlags};
use rustix::io::Errno;

/// Open no link, and do not wait for the other end of a pipe.
pub(super) const PLAIN: i32 = OFlags::NOFOLLOW.union(OFlags::NONBLOCK).bits().cast_signed();

/// Asks the system to write a file to the disk now and not in half a minute, without waiting for it: whoever syncs later waits less. What
/// is on its way to the disk stays in memory, although the advice is that nobody needs it.
pub(super) fn begin_writing(file: impl AsFd) {
    // No more than advice.
    let _ = rustix::fs::fadvise(file, 0, None, Advice::DontNeed);
}

/// Renames in a way that not every file system knows; `false`, and nothing done, on those that do not.
pub(super) fn rename(from: &Path, to: &Path, flags: RenameFlags) -> io::Result<bool> {
    match rustix::fs::renameat_with(CWD, from, CWD, to, flags) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Whether something is mounted there; `None` if the system does not say (before Linux 5.8).
pub(super) fn is_mount_point(path: &Path) -> io::Result<Option<bool>> {
    match rustix::fs::statx(CWD, path, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::empty()) {
        Ok(found) if found.stx_attributes_mask.contains(StatxAttributes::MOUNT_ROOT) => {
            Ok(Some(found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT)))
        }
        Ok(_) | Err(Errno::NOSYS) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

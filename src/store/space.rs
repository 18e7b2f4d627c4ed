//! Whether a disk has room left, where what SQLite says does not tell.

use std::path::Path;

/// Less than this is none: what the journal writes at once is larger.
#[cfg(unix)]
const LEAST: u64 = 64 << 10;

/// Whether nothing more can be written beside `path`: no room, no more names, or a quota or a
/// limit that is used up.
#[cfg(unix)]
pub(super) fn is_used_up(path: &Path) -> bool {
    let dir = super::files::parent(path);
    let full = rustix::fs::statvfs(&dir).is_ok_and(|disk| {
        let room = disk.f_bavail.saturating_mul(disk.f_frsize);
        room < LEAST || (disk.f_files > 0 && disk.f_favail == 0)
    });
    full || is_at_its_limit(path) || is_refused(&dir)
}

/// Whether the database has grown as large as files of this process may be (`ulimit -f`).
#[cfg(unix)]
fn is_at_its_limit(path: &Path) -> bool {
    use rustix::process::{Resource, getrlimit};
    let Some(limit) = getrlimit(Resource::Fsize).current else {
        return false;
    };
    ["", "-wal", "-shm"].into_iter().any(|suffix| {
        let named = std::fs::symlink_metadata(super::opening::beside(path, suffix));
        named.is_ok_and(|named| named.len().saturating_add(LEAST) > limit)
    })
}

/// Elsewhere `std` does not know.
#[cfg(not(unix))]
pub(super) fn is_used_up(_: &Path) -> bool {
    false
}

/// Whether a file of [`LEAST`] bytes is refused for want of room, as by a quota, which the free space does not
/// show.
#[cfg(unix)]
fn is_refused(dir: &Path) -> bool {
    use std::io::{ErrorKind, Write as _};
    let path = dir.join(format!("enroll.room.{}", std::process::id()));
    let written = super::files::create(&path).and_then(|mut file| {
        let zeros = vec![0; usize::try_from(LEAST).unwrap_or_default()];
        let written = file.write_all(&zeros).and_then(|()| file.sync_all());
        // Made here, for this alone.
        std::fs::remove_file(&path).and(written)
    });
    written.is_err_and(|error| {
        matches!(
            error.kind(),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded
        )
    })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_disk_with_room_has_room_and_keeps_nothing_of_the_question() {
        let dir = tempfile::tempdir().unwrap();
        assert!(!is_used_up(&dir.path().join("file")));
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
    }
}

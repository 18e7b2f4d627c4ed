//! Whose a file is, who asks for it, and what lets the two agree.

use std::path::{Path, PathBuf};

use crate::said::{Said, pair, say};
use crate::store::users::User;

/// Who else decides what is in a file or folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exposure {
    /// The user whose it is.
    Owner(User),
    /// Those who may write by this mode.
    Mode(u32),
}

impl Exposure {
    /// What is wrong with the file or folder.
    #[must_use]
    pub fn said(&self) -> Said {
        match self {
            Self::Owner(owner) => say!(
                "belongs to {owner}, and enroll is run by {us}", =, owner = owner.said(), us = User::us().said()
            ),
            Self::Mode(mode) => say!("can be written by other users (mode {mode:04o})", =),
        }
    }

    /// What mends it.
    #[must_use]
    pub fn mend(&self, path: &Path) -> Said {
        let path = typed(path);
        match self {
            Self::Owner(_) => say!(
                "run enroll as that user, make it your own (chown \"$USER\" {path}), or name another folder with \
                 --state-dir", =
            ),
            Self::Mode(_) => say!(
                "take that right away (chmod go-w {path}), or name another folder with --state-dir", =
            ),
        }
    }
}

/// A path as it is to be typed into a shell.
pub(in crate::store) fn typed(path: &Path) -> String {
    format!("{:?}", path.display().to_string())
}

/// Why the system does not let this user at a file or folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denial {
    /// What stands in the way: the file itself, or the folder that it is in.
    at: PathBuf,
    /// Whether it is the file itself.
    itself: bool,
    is_dir: bool,
    mode: u32,
    owner: User,
    us: User,
    /// Whether it is about a file that the user has named.
    pub(super) named: bool,
}

impl Denial {
    /// What stands in the way of `path`, found as far as the system lets it be seen.
    #[cfg(unix)]
    pub(super) fn of(path: &Path) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;
        // Of what cannot be seen, or is not there, the folder is in the way.
        let (at, seen) = path.ancestors().find_map(|at| {
            let here = Path::new(".");
            let at = if at.as_os_str().is_empty() { here } else { at };
            Some((at, std::fs::metadata(at).ok()?))
        })?;
        Some(Self {
            at: at.to_path_buf(),
            itself: at == path,
            is_dir: seen.is_dir(),
            mode: seen.mode() & 0o7777,
            owner: User::numbered(seen.uid()),
            us: User::us(),
            named: false,
        })
    }

    /// Elsewhere `std` knows no owners.
    #[cfg(not(unix))]
    pub(super) fn of(_: &Path) -> Option<Self> {
        None
    }

    /// Whether it is rights that keep this user from writing the file, or into its folder.
    #[cfg(unix)]
    pub(super) fn is_felt(path: &Path) -> bool {
        use rustix::fs::{Access, access};
        use rustix::io::Errno;
        let denied = |path: &Path| access(path, Access::WRITE_OK) == Err(Errno::ACCESS);
        denied(path) || denied(&crate::store::files::parent(path))
    }

    /// Elsewhere that cannot be told apart.
    #[cfg(not(unix))]
    pub(super) fn is_felt(_: &Path) -> bool {
        false
    }

    /// What stands in the way of a file that the user has named.
    #[must_use]
    pub fn of_named(path: &Path) -> Option<Self> {
        Some(Self {
            named: true,
            ..Self::of(path)?
        })
    }
}

impl Denial {
    /// For people.
    #[must_use]
    pub fn said(&self) -> Said {
        let (at, mode, owner, us) = (&self.at, self.mode, &self.owner, &self.us);
        let needed = if self.is_dir { 0o700 } else { 0o600 };
        let shown = if self.itself {
            pair!("it", =)
        } else {
            Said::data(at.display())
        };
        let other = if self.named {
            pair!("name another file", =)
        } else if cfg!(target_os = "linux") {
            pair!("name another folder with --state-dir (or XDG_STATE_HOME and XDG_CONFIG_HOME)", =)
        } else {
            pair!("name another folder with --state-dir", =)
        };
        if owner != us {
            say!(
                "{shown} belongs to {owner} with mode {mode:04o}, and enroll is run by {us}. Run enroll as that user, \
                 or {other}", =,
                shown, owner = owner.said(), us = us.said(), other
            )
        } else if mode & needed == needed {
            say!(
                "the system forbids it, though {shown} is your own (mode {mode:04o}): it may be protected against \
                 changes (lsattr shows that), or a policy forbids it. Lift that, or {other}", =,
                shown, other
            )
        } else {
            let right = if self.is_dir { "u+rwx" } else { "u+rw" };
            say!(
                "{shown} is your own, but its mode ({mode:04o}) forbids it. Give yourself the right (chmod {right} {path}), \
                 or {other}", =,
                shown, path = typed(at), other
            )
        }
    }
}

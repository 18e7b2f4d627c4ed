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
                "belongs to {owner}, but enroll is run by {us}",
                "属于{owner}，而 enroll 由{us}运行",
                owner = owner.said(),
                us = User::us().said()
            ),
            Self::Mode(mode) => say!(
                "can be written by other users (mode {mode:04o})",
                "可被其他用户写入（权限 {mode:04o}）"
            ),
        }
    }

    /// What mends it.
    #[must_use]
    pub fn mend(&self, path: &Path) -> Said {
        let path = typed(path);
        match self {
            Self::Owner(_) => say!(
                "run enroll as that user, make it your own (chown \"$USER\" {path}), or name another folder with --state-dir",
                "以该用户身份运行 enroll，或将其改为自己所有（chown \"$USER\" {path}），或用 --state-dir 指定其他目录"
            ),
            Self::Mode(_) => say!(
                "remove that permission (chmod go-w {path}), or name another folder with --state-dir",
                "取消该权限（chmod go-w {path}），或用 --state-dir 指定其他目录"
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
            pair!("it", "该路径")
        } else {
            Said::data(at.display())
        };
        let other = if self.named {
            pair!("name another file", "指定其他文件")
        } else if cfg!(target_os = "linux") {
            pair!(
                "name another folder with --state-dir (or XDG_STATE_HOME and XDG_CONFIG_HOME)",
                "用 --state-dir 指定其他目录（或设置 XDG_STATE_HOME 和 XDG_CONFIG_HOME）"
            )
        } else {
            pair!(
                "name another folder with --state-dir",
                "用 --state-dir 指定其他目录"
            )
        };
        if owner != us {
            say!(
                "{shown} belongs to {owner} and has mode {mode:04o}, but enroll is run by {us}. Run enroll as that user, or {other}",
                "无权访问（{shown}，权限 {mode:04o}），它属于{owner}，而 enroll 由{us}运行。以该用户身份运行 enroll，或{other}",
                shown,
                owner = owner.said(),
                us = us.said(),
                other
            )
        } else if mode & needed == needed {
            say!(
                "the system forbids it, though {shown} is your own (mode {mode:04o}): it may be protected against changes (check with lsattr), or a policy forbids it. Lift that, or {other}",
                "系统不允许，尽管所有者就是当前用户（{shown}，权限 {mode:04o}）：可能设有防修改保护（用 lsattr 查看），或被某项策略禁止。解除限制，或{other}",
                shown,
                other
            )
        } else {
            let right = if self.is_dir { "u+rwx" } else { "u+rw" };
            say!(
                "{shown} is your own, but its mode ({mode:04o}) forbids it. Give yourself permission (chmod {right} {path}), or {other}",
                "所有者是当前用户，但权限 {mode:04o} 不允许（{shown}）。为自己添加权限（chmod {right} {path}），或{other}",
                shown,
                path = typed(at),
                other
            )
        }
    }
}

//! One connection: as it is used, and what can be wrong with it.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::written::Written;
use super::{SecretSource, bounds};
use crate::domain::{Bounds, gateway_url};
use crate::said::{Said, say};

/// A gateway, an organisation and an application's credentials; by default nothing is filled in, the secret key is
/// asked for every time, and the documented limits hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Profile {
    /// `https://…`; the sandbox's may be `http` to this machine.
    pub gateway: String,
    /// `o` and digits, from the console's organisation profile.
    pub org_id: String,
    /// The application's access key.
    pub access_key: String,
    /// Where its secret key comes from.
    pub secret_key: SecretSource,
    /// The private key that opens sealed device secrets.
    pub private_key: Option<PathBuf>,
    /// Certificates of authorities that are trusted besides the system's.
    pub ca_file: Option<PathBuf>,
    /// How far its runs may go.
    pub bounds: Bounds,
    /// Whether blank device keys are left to `EnOS` to make. What becomes of such a row when its reply
    /// is lost cannot be looked up.
    pub keys_by_server: bool,
    /// Whether the devices' sealed secrets are asked for.
    pub require_secret: bool,
    /// Whether what EnOS may accept, although its documents do not say so, is only warned about.
    pub lenient: bool,
}

impl Profile {
    /// What keeps the profile from working: the key as written in the file, and why.
    #[must_use]
    pub fn check(&self) -> Vec<(&'static str, Said)> {
        let secret = &self.secret_key;
        [
            ("gateway", gateway_problem(&self.gateway)),
            ("org_id", blank_problem(&self.org_id)),
            ("access_key", blank_problem(&self.access_key)),
            (secret.key(), secret.text().and_then(blank_problem)),
            ("private_key", path_problem(self.private_key.as_deref())),
            ("ca_file", path_problem(self.ca_file.as_deref())),
        ]
        .into_iter()
        .chain(bounds::problems(&self.bounds))
        .filter_map(|(key, problem)| Some((key, problem?)))
        .collect()
    }

    /// What is unusual but may be right: the key as written in the file, and why.
    #[must_use]
    pub fn warnings(&self) -> Vec<(&'static str, Said)> {
        let is_org_id = self.org_id.strip_prefix('o').is_some_and(|digits| {
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
        });
        if is_org_id || blank_problem(&self.org_id).is_some() {
            return Vec::new();
        }
        let warning = say!(
            "`{org}` is unusual: an organisation id is the letter o and digits, such as o15504722874071",
            "`{org}` 不太常见：组织 ID 由字母 o 加数字组成，如 o15504722874071",
            org = self.org_id
        );
        vec![("org_id", warning)]
    }
}

fn path_problem(path: Option<&Path>) -> Option<Said> {
    let path = path?;
    if path.as_os_str().is_empty() {
        return Some(say!(
            "is empty; give the file's path, or leave the key out",
            "为空；填写文件路径，或删去该键"
        ));
    }
    path.starts_with("~").then(|| {
        say!(
            "`~` is not expanded here; write the whole path",
            "此处不展开 `~`；应写完整路径"
        )
    })
}

fn blank_problem(text: &str) -> Option<Said> {
    if text.trim().is_empty() {
        Some(say!("is empty", "为空"))
    } else if text.trim() != text {
        Some(say!(
            "begins or ends with white space; remove it",
            "首尾有空白字符；将其删去"
        ))
    } else {
        None
    }
}

/// What is wrong with a gateway's address; see [`gateway_url`].
#[must_use]
pub fn gateway_problem(gateway: &str) -> Option<Said> {
    blank_problem(gateway).or_else(|| gateway_url(gateway).err().map(|why| why.said()))
}

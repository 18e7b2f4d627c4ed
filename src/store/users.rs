//! Users by number and name.

use crate::said::{Said, say};

/// A user of this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The number.
    pub number: u32,
    /// The name, where the machine itself has it written down.
    name: Option<String>,
}

impl User {
    /// The user of this number.
    #[must_use]
    pub fn numbered(number: u32) -> Self {
        let known = crate::whole::text("/etc/passwd".as_ref(), crate::whole::Take::SETTINGS).ok();
        let name = known.and_then(|known| name(&known, number));
        Self { number, name }
    }

    /// Who runs the program; elsewhere than on Unix users have no numbers.
    pub(super) fn us() -> Self {
        #[cfg(unix)]
        let number = rustix::process::geteuid().as_raw();
        #[cfg(not(unix))]
        let number = 0;
        Self::numbered(number)
    }
}

/// The name in a line of passwd(5), `name:password:number:…`.
fn name(passwd: &str, number: u32) -> Option<String> {
    passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        let is_it = fields.nth(1)?.parse() == Ok(number);
        (is_it && !name.is_empty()).then(|| name.to_owned())
    })
}

impl User {
    /// For people.
    #[must_use]
    pub(super) fn said(&self) -> Said {
        let number = self.number;
        match &self.name {
            Some(name) => say!("user {name} (UID {number})", "用户 {name}（UID {number}）"),
            None => say!("the user with UID {number}", "用户（UID {number}）"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_has_a_name_where_one_is_written_down() {
        let passwd = "root:x:0:0:root:/root:/bin/sh\n+::::::\nbroken\nmei:x:1001:100::/:\n";
        assert_eq!(name(passwd, 1001).as_deref(), Some("mei"));
        assert_eq!(name(passwd, 100), None);
        let unknown = User {
            number: 7,
            name: None,
        };
        assert_eq!(unknown.said(), "the user with UID 7");
    }
}

//! What others may read of a connection's secrets, to be told before it is used.

use super::Target;
use crate::said::{Said, pair};
use crate::store::{Paths, SecretSource, guard};

impl Target {
    /// What to warn of, with the mend.
    #[must_use]
    pub fn warnings(&self, paths: &Paths) -> Vec<Said> {
        let Some(profile) = self.profile() else {
            return Vec::new();
        };
        let written = matches!(profile.secret_key, SecretSource::Clear(_));
        let config = written
            .then(|| guard::readable(&paths.config, &pair!("a secret key", "应用的 SecretKey")));
        let key = profile.private_key.as_ref();
        let key = key.map(|path| guard::readable(path, &pair!("a private key", "私钥")));
        [config, key].into_iter().flatten().flatten().collect()
    }
}

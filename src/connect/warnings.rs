//! What others may read of a connection's secrets, to be told before it is used.

use super::Target;
use crate::store::{Paths, SecretSource, guard};

impl Target {
    /// What to warn of, with the mend.
    #[must_use]
    pub fn warnings(&self, paths: &Paths) -> Vec<String> {
        let (written, private_key) = match self {
            Self::Sandbox { .. } => (false, None),
            Self::Gateway { private_key, .. } => (false, private_key.as_ref()),
            Self::Profile { profile, .. } => (
                matches!(profile.secret_key, SecretSource::Clear(_)),
                profile.private_key.as_ref(),
            ),
        };
        let config = written.then(|| guard::readable(&paths.config, "a secret key"));
        let key = private_key.map(|path| guard::readable(path, "a private key"));
        [config, key].into_iter().flatten().flatten().collect()
    }
}

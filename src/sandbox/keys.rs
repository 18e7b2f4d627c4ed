//! The RSA key pair the sandbox seals secrets for: made when first needed, kept as a file.

use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use rsa::pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, LineEnding};
use rsa::{PrivateKey, PublicKey};
use zeroize::Zeroizing;

use super::error::SandboxError;
use crate::said::Said;
use crate::whole::{self, Take, Unread};

/// The length of a new key; EnOS's own is not public.
const BITS: usize = 2048;

/// Both halves of the pair.
pub(super) struct Pair {
    /// The private half, PKCS#8 PEM.
    pub(super) pem: Zeroizing<String>,
    pub(super) public: PublicKey,
}

/// The pair, or the file to find it in.
pub(super) struct Keys {
    pub(super) path: PathBuf,
    pair: Mutex<Option<Arc<Pair>>>,
}

impl Keys {
    pub(super) fn new(path: PathBuf) -> Self {
        let pair = Mutex::new(None);
        Self { path, pair }
    }

    /// The pair; read from its file or made anew the first time, which can take most of a second.
    pub(super) fn pair(&self) -> Result<Arc<Pair>, SandboxError> {
        // Held while making it, so that there is never more than one.
        let mut slot = self.pair.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pair) = slot.as_ref() {
            return Ok(Arc::clone(pair));
        }
        let pem = match whole::text(&self.path, Take::SETTINGS) {
            Ok(pem) => pem,
            Err(Unread::System(error)) if error.kind() == io::ErrorKind::NotFound => self.make()?,
            Err(Unread::System(error)) => return Err(SandboxError::file(&self.path)(error)),
            Err(why) => return Err(self.broken(why.said())),
        };
        let private =
            PrivateKey::from_pkcs8_pem(&pem).map_err(|error| self.broken(Said::data(error)))?;
        let public = private.to_public_key();
        let pair = Arc::new(Pair { pem, public });
        *slot = Some(Arc::clone(&pair));
        Ok(pair)
    }

    fn make(&self) -> Result<Zeroizing<String>, SandboxError> {
        let private = PrivateKey::new(&mut rand::rng(), BITS)
            .map_err(|error| self.broken(Said::data(error)))?;
        let pem = private
            .to_pkcs8_pem(LineEnding::LF)
            .map_err(|error| self.broken(Said::data(error)))?;
        self.keep(&pem).map_err(SandboxError::file(&self.path))?;
        Ok(pem)
    }

    /// Writes the file beside its place and moves it there, so that half a key is never found.
    fn keep(&self, pem: &str) -> io::Result<()> {
        let draft = self.path.with_extension("pem.new");
        let mut options = fs::OpenOptions::new();
        // What an earlier start left; and a link that is there is not followed.
        match fs::remove_file(&draft) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        options.write(true).create_new(true);
        private_file(&mut options);
        let mut file = options.open(&draft)?;
        file.write_all(pem.as_bytes())?;
        file.sync_all()?;
        fs::rename(&draft, &self.path)
    }

    fn broken(&self, reason: Said) -> SandboxError {
        SandboxError::Key {
            path: self.path.clone(),
            reason,
        }
    }
}

/// A file that is made by these options can be read by its owner only.
pub(super) fn private_file(options: &mut fs::OpenOptions) {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    #[cfg(not(unix))]
    let _ = options;
}

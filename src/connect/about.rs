//! What is to be known of a connection by whoever works with it.

use crate::domain::{Bounds, Site};
use crate::said::Said;

/// A connection, and what its profile says of the work with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "five independent facts, none of them a state"
)]
pub struct About {
    /// What to call it: `SANDBOX`, a profile's name, or an address.
    pub label: String,
    /// The gateway and organisation.
    pub site: Site,
    /// Whether it is the embedded sandbox.
    pub sandbox: bool,
    /// How far its runs may go.
    pub bounds: Bounds,
    /// Whether blank device keys are left to `EnOS` to make.
    pub keys_by_server: bool,
    /// Whether device secrets are asked for unless said otherwise.
    pub require_secret: bool,
    /// Whether undocumented rules only warn.
    pub lenient: bool,
    /// Whether there is a private key to open secrets with, not whether it can be read.
    pub has_key: bool,
    /// What others may read of its secrets, with the mend.
    pub warnings: Vec<Said>,
}

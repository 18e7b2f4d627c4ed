//! Where devices go, and on which terms.

use std::net::IpAddr;

use super::Existing;

/// An organisation at a gateway.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// The gateway's address.
    pub gateway: String,
    /// The organisation that owns the devices.
    pub org_id: String,
    /// `sandbox`, or the gateway and the organisation: what is kept for the site is filed under it.
    pub scope: String,
}

/// Whether `host`, as it stands in an address, is this machine: what is sent there crosses no wire, so plain http will
/// do and no proxy is asked.
#[must_use]
pub fn is_this_machine(host: &str) -> bool {
    let address = host.trim_matches(['[', ']']);
    host.eq_ignore_ascii_case("localhost")
        || address
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// What holds for every row of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Whether the sealed secrets are asked for.
    pub require_secret: bool,
    /// What becomes of rows whose device exists.
    pub existing: Existing,
}

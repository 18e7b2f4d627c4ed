//! What the connection test says.

use super::{call, codes, suite, unsealing};
use crate::enos::{self, Check, Fact, Finding};
use crate::said::{Said, pair, say};

/// A line of the connection test, as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What was tested.
    pub check: Said,
    /// How it ended.
    pub result: Finding<Said>,
}

/// The verdict in sentences.
#[must_use]
pub fn verdict(of: &enos::Verdict) -> Verdict {
    Verdict {
        check: check(of.check),
        result: of.result.map(fact),
    }
}

/// What is tested.
const fn check(of: Check) -> Said {
    match of {
        Check::Proxy => pair!("proxy", =),
        Check::Address => pair!("address", =),
        Check::Tls => pair!("TLS", =),
        Check::Credentials => pair!("credentials", =),
        Check::Clock => pair!("clock", =),
        Check::Signature => pair!("signature", =),
        Check::Permission => pair!("permission", =),
        Check::OrgId => pair!("organisation", =),
        Check::RsaPair => pair!("RSA pair", =),
    }
}

/// What was found.
fn fact(of: &Fact) -> Said {
    match of {
        Fact::NotTried => say!("not tried, for another check failed", =),
        Fact::ProxyPasses(proxy) => say!("{proxy} lets through", =),
        Fact::NoProxy => say!("none is set for this gateway", =),
        Fact::Answers(gateway) => say!("{gateway} answers", =),
        Fact::Trusted(None) => say!("the certificate is trusted", =),
        Fact::Trusted(Some(own)) => {
            say!("the certificate is trusted, by the system or by {own}", =)
        }
        Fact::PlainHttp => say!("plain http to this machine", =),
        Fact::KeysAccepted => say!("access key and secret key are accepted", =),
        Fact::CallAccepted => say!("a signed call is accepted", =),
        Fact::Readable(count) => say!("{count} products can be read", =),
        Fact::OrgKnown(org) => say!("{org} is known", =),
        Fact::OrgRefused { org, error } => say!(
            "{error}. Compare {org} with the console's IAM > Organization Profile.", =,
            error = call(error)
        ),
        Fact::OrgDoubtful(org) => say!(
            "{org} may be another application's; compare it with the console's IAM > Organization Profile", =
        ),
        Fact::NoProductToTry => say!("there is no product whose secret could be tried", =),
        Fact::NoSecrets => say!(
            "EnOS sends no product secrets: to see them the application needs the right to create \
             or update products", =
        ),
        Fact::NoPrivateKey => say!(
            "a pair is registered, but no private key is configured here: secrets stay sealed", =
        ),
        Fact::KeyFits(of) => say!("the private key fits ({suite})", =, suite = suite(of)),
        Fact::KeyDoesNotFit(error) => say!(
            "{error}. Configure the private key of the pair that is registered now.", =,
            error = unsealing(error)
        ),
        Fact::NoTime => say!("no reply told the gateway's time", =),
        Fact::Apart(seconds) => say!("{seconds} s apart", =),
        Fact::Ahead(minutes) => say!(
            "this machine is {minutes} min ahead of the gateway, and EnOS refuses requests from 15 min on; \
             set the clock", =
        ),
        Fact::Behind(minutes) => say!(
            "this machine is {minutes} min behind the gateway, and EnOS refuses requests from 15 min on; \
             set the clock", =
        ),
        Fact::Failed(error) => say!(
            "{error}. {advice}", =, error = call(error), advice = codes::advice(&error.fault)
        ),
    }
}

#[cfg(test)]
mod tests;

//! How a call of EnOS failed, and what the connection test found.

use jiff::fmt::friendly::SpanPrinter;

use super::{codes, fault, unsealing};
use crate::domain::{Fault, Refusal};
use crate::enos::{Error, Fact};
use crate::said::{Said, say};

/// What went wrong with a call.
#[must_use]
pub fn call(of: &Error) -> Said {
    let said = fault(&of.fault);
    match of.retry_after {
        Some(wait) => say!(
            "{said}; it asks to wait {asked}", =,
            said, asked = SpanPrinter::new().unsigned_duration_to_string(&wait)
        ),
        None => said,
    }
}

/// EnOS's words with its code.
fn coded(words: &Said, code: i64) -> Said {
    say!("{words} ({code})", =, words)
}

/// Why EnOS answered that it will not show something.
///
/// # Errors
/// Any other failure, handed back.
pub fn refused(of: Error) -> Result<Said, Error> {
    if !of.is_refusal() {
        return Err(of);
    }
    Ok(match of.fault {
        Fault::Refused(Refusal {
            code: Some(code),
            words,
            ..
        }) => coded(&words.said(), code),
        other => fault(&other),
    })
}

/// What the connection test found.
#[must_use]
pub fn fact(of: &Fact) -> Said {
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
        Fact::KeyFits(suite) => say!("the private key fits ({suite})", =),
        Fact::KeyDoesNotFit(error) => say!(
            "{error}. Configure the private key of the pair that is registered now.", =,
            error = unsealing(error)
        ),
        Fact::KeyUnread(why) => Said::data(why.clone()),
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

impl std::fmt::Display for Error {
    /// For developers.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(call(self).en())
    }
}

impl std::error::Error for Error {}

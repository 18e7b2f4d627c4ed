//! The connection test: one clear verdict for each thing that can be wrong.

use strum::VariantArray;

use super::products::ProductPage;
use super::{Client, Error, Fault, PrivateKey, Refusal, Suite, UnsealError};
use crate::domain::Whose;

/// Beyond this difference the clocks are warned about, s; EnOS refuses requests after 15 minutes.
const SKEW_WARNED: u64 = 5 * 60;

/// What is tested, in the order of the verdicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, VariantArray)]
pub enum Check {
    /// The proxy lets through to the gateway.
    Proxy,
    /// The gateway's address leads to a gateway.
    Address,
    /// Its certificate is trusted.
    Tls,
    /// Access key and secret key are accepted.
    Credentials,
    /// This machine's clock and the gateway's agree.
    Clock,
    /// Signed calls are accepted.
    Signature,
    /// The application may read products.
    Permission,
    /// The organisation exists and is the application's own.
    OrgId,
    /// An RSA pair is registered, and the private key is its other half.
    RsaPair,
}

/// How a check ended, and what was found: a [`Fact`], or what is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding<T = Fact> {
    /// All is well.
    Passed(T),
    /// It works, or could not be told, and deserves a look.
    Warned(T),
    /// It does not work.
    Failed(T),
    /// It was not tried.
    Skipped(T),
}

impl<T> Finding<T> {
    /// The same end, with what `tell` makes of what was found.
    pub fn map<U>(&self, tell: impl FnOnce(&T) -> U) -> Finding<U> {
        match self {
            Self::Passed(found) => Finding::Passed(tell(found)),
            Self::Warned(found) => Finding::Warned(tell(found)),
            Self::Failed(found) => Finding::Failed(tell(found)),
            Self::Skipped(found) => Finding::Skipped(tell(found)),
        }
    }
}

/// What was found; its sentence stands in `words/`, and of a failure also what to do.
#[derive(Clone, Debug, PartialEq, Eq, strum::VariantNames)]
pub enum Fact {
    /// Another check failed first.
    NotTried,
    /// This proxy lets through.
    ProxyPasses(String),
    /// No proxy is set.
    NoProxy,
    /// The gateway of this address answers.
    Answers(String),
    /// The certificate is trusted: by the system, or also by these authorities.
    Trusted(Option<String>),
    /// No TLS, for it is this machine.
    PlainHttp,
    /// Access key and secret key are accepted.
    KeysAccepted,
    /// A signed call is accepted.
    CallAccepted,
    /// So many products can be read.
    Readable(u64),
    /// The organisation exists.
    OrgKnown(String),
    /// The organisation is refused.
    OrgRefused {
        /// Which.
        org: String,
        /// In which words.
        error: Error,
    },
    /// The organisation may be another application's.
    OrgDoubtful(String),
    /// No product has a secret to try.
    NoProductToTry,
    /// EnOS sends no secrets.
    NoSecrets,
    /// A pair is registered, and its private key is not here.
    NoPrivateKey,
    /// The private key opens what is sealed in this way.
    KeyFits(Suite),
    /// The private key does not open it.
    KeyDoesNotFit(UnsealError),
    /// No reply told the gateway's time.
    NoTime,
    /// The clocks are so many seconds apart.
    Apart(u64),
    /// This machine's clock is so many minutes ahead.
    Ahead(u64),
    /// It is so many minutes behind.
    Behind(u64),
    /// A call failed.
    Failed(Error),
}

/// One line of the connection test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What was tested.
    pub check: Check,
    /// How it ended.
    pub result: Finding,
}

/// Tests the connection: fetches a token, searches products, and opens one product secret with
/// `key`. Gives a verdict for every [`Check`], in their order; changes nothing at the gateway.
pub async fn diagnose(client: &Client, key: Option<&PrivateKey>) -> Vec<Verdict> {
    let mut findings = sign_in(client).await;
    if findings.iter().all(passed) {
        findings.extend(search(client).await);
    }
    if findings.iter().all(passed) {
        let secrets = client.product_page(1, true).await;
        findings.push((Check::RsaPair, rsa_pair(secrets, key)));
    }
    findings.push((Check::Clock, clock(client)));
    let checks = Check::VARIANTS.iter();
    checks
        .map(|&check| {
            let found = findings.iter().find(|(found, _)| *found == check);
            let skipped = || Finding::Skipped(Fact::NotTried);
            let result = found.map_or_else(skipped, |(_, finding)| finding.clone());
            Verdict { check, result }
        })
        .collect()
}

type Found = (Check, Finding);

fn passed((_, finding): &Found) -> bool {
    matches!(finding, Finding::Passed(_) | Finding::Skipped(_))
}

async fn sign_in(client: &Client) -> Vec<Found> {
    let (gateway, settings) = (&client.gateway, &client.settings);
    let proxy = match &settings.proxy {
        Some(proxy) => Finding::Passed(Fact::ProxyPasses(proxy.to_string())),
        None => Finding::Skipped(Fact::NoProxy),
    };
    let address = Finding::Passed(Fact::Answers(gateway.as_str().to_owned()));
    let tls = if gateway.scheme() == "https" {
        let own = settings.authorities.as_ref().map(ToString::to_string);
        Finding::Passed(Fact::Trusted(own))
    } else {
        Finding::Skipped(Fact::PlainHttp)
    };
    let accepted = Finding::Passed(Fact::KeysAccepted);
    let mut found = vec![
        (Check::Proxy, proxy),
        (Check::Address, address),
        (Check::Tls, tls),
        (Check::Credentials, accepted),
    ];
    let Err(error) = client.fetch_token().await else {
        return found;
    };
    // How many of them are known to be well; of two findings on one check the first counts.
    let (check, well) = match (&error.fault, error.follows().whose) {
        (Fault::ProxyLost { .. } | Fault::ProxyRefused { .. }, _) => (Check::Proxy, 0),
        (Fault::Settings { .. } | Fault::Unsendable { .. }, _) => (Check::Address, 0),
        (Fault::Certificate { .. } | Fault::NoTls { .. }, _) => (Check::Tls, 2),
        (_, Whose::Network) => (Check::Address, 1),
        (_, Whose::Answerer | Whose::Size) | (Fault::Http { .. } | Fault::Page { .. }, _) => {
            (Check::Address, 3)
        }
        (_, Whose::Rights) => (Check::Permission, 3),
        _ => (Check::Credentials, 3),
    };
    found.truncate(well);
    found.insert(0, (check, failed(error)));
    found
}

async fn search(client: &Client) -> Vec<Found> {
    let org_id = &client.settings.org_id;
    let accepted = Finding::Passed(Fact::CallAccepted);
    let mut found = vec![(Check::Signature, accepted)];
    let error = match client.product_page(1, false).await {
        Ok(page) => {
            let count = page.total.unwrap_or(page.products.len() as u64);
            let permitted = Finding::Passed(Fact::Readable(count));
            let known = Finding::Passed(Fact::OrgKnown(org_id.clone()));
            found.extend([(Check::Permission, permitted), (Check::OrgId, known)]);
            return found;
        }
        Err(error) => error,
    };
    let (org, failed) = (org_id.clone(), failed(error.clone()));
    match &error.fault {
        Fault::Organisation(_) => {
            let wrong = Fact::OrgRefused { org, error };
            found.push((Check::OrgId, Finding::Failed(wrong)));
        }
        Fault::Refused(_) => found.push((Check::Permission, failed)),
        // The same words stand for a missing right and for somebody else's organisation.
        Fault::Denied(Refusal { code: Some(_), .. }) => {
            let doubt = Finding::Warned(Fact::OrgDoubtful(org));
            found.extend([(Check::Permission, failed), (Check::OrgId, doubt)]);
        }
        Fault::Denied(Refusal { code: None, .. }) => found = vec![(Check::Permission, failed)],
        _ => found = vec![(Check::Signature, failed)],
    }
    found
}

fn rsa_pair(secrets: Result<ProductPage, Error>, key: Option<&PrivateKey>) -> Finding {
    let products = match secrets {
        Ok(page) => page.products,
        Err(error) => return failed(error),
    };
    let sealed = products.iter().find_map(|product| product.sealed.as_ref());
    match (sealed, key) {
        (None, _) if products.is_empty() => Finding::Skipped(Fact::NoProductToTry),
        (None, _) => Finding::Warned(Fact::NoSecrets),
        (Some(_), None) => Finding::Warned(Fact::NoPrivateKey),
        (Some(sealed), Some(key)) => match key.open(sealed) {
            Ok(opened) => Finding::Passed(Fact::KeyFits(opened.suite)),
            Err(error) => Finding::Failed(Fact::KeyDoesNotFit(error)),
        },
    }
}

fn clock(client: &Client) -> Finding {
    let Some(skew) = client.clock_skew() else {
        return Finding::Skipped(Fact::NoTime);
    };
    let (ahead, seconds) = (skew.is_positive(), skew.as_secs().unsigned_abs());
    match seconds {
        ..=SKEW_WARNED => Finding::Passed(Fact::Apart(seconds)),
        _ if ahead => Finding::Warned(Fact::Ahead(seconds / 60)),
        _ => Finding::Warned(Fact::Behind(seconds / 60)),
    }
}

fn failed(error: Error) -> Finding {
    Finding::Failed(Fact::Failed(error))
}

#[cfg(test)]
mod tests;

//! The connection test: one clear verdict for each thing that can be wrong.

use strum::VariantArray;

use super::products::ProductPage;
use super::{Client, Error, Fault, PrivateKey, Refusal};
use crate::domain::Whose;

/// Beyond this difference the clocks are warned about, s; EnOS refuses requests after 15 minutes.
const SKEW_WARNED: i64 = 5 * 60;

/// What is tested, in the order of the verdicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::Display, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum Check {
    /// The proxy lets through to the gateway.
    Proxy,
    /// The gateway's address leads to a gateway.
    Address,
    /// Its certificate is trusted.
    #[strum(to_string = "TLS")]
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
    #[strum(to_string = "organisation")]
    OrgId,
    /// An RSA pair is registered, and the private key is its other half.
    #[strum(to_string = "RSA pair")]
    RsaPair,
}

/// How a check ended, in words for people; a failure also says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// All is well.
    Passed(String),
    /// It works, or could not be told, and deserves a look.
    Warned(String),
    /// It does not work.
    Failed(String),
    /// It was not tried.
    Skipped(String),
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
            let skipped = || Finding::Skipped("not tried, for another check failed".to_owned());
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
        Some(proxy) => Finding::Passed(format!("{proxy} lets through")),
        None => Finding::Skipped("none is set for this gateway".to_owned()),
    };
    let address = Finding::Passed(format!("{} answers", gateway.as_str()));
    let tls = match (gateway.scheme() == "https", &settings.authorities) {
        (true, None) => Finding::Passed("the certificate is trusted".to_owned()),
        (true, Some(own)) => Finding::Passed(format!(
            "the certificate is trusted, by the system or by {own}"
        )),
        (false, _) => Finding::Skipped("plain http to this machine".to_owned()),
    };
    let accepted = Finding::Passed("access key and secret key are accepted".to_owned());
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
    found.insert(0, (check, failed(&error)));
    found
}

async fn search(client: &Client) -> Vec<Found> {
    let org_id = &client.settings.org_id;
    let accepted = Finding::Passed("a signed call is accepted".to_owned());
    let mut found = vec![(Check::Signature, accepted)];
    let error = match client.product_page(1, false).await {
        Ok(page) => {
            let count = page.total.unwrap_or(page.products.len() as u64);
            let permitted = Finding::Passed(format!("{count} products can be read"));
            let known = Finding::Passed(format!("{org_id} is known"));
            found.extend([(Check::Permission, permitted), (Check::OrgId, known)]);
            return found;
        }
        Err(error) => error,
    };
    let failed = failed(&error);
    match &error.fault {
        Fault::Organisation(_) => {
            let wrong =
                format!("{error}. Compare {org_id} with the console's IAM > Organization Profile.");
            found.push((Check::OrgId, Finding::Failed(wrong)));
        }
        Fault::Refused(_) => found.push((Check::Permission, failed)),
        // The same words stand for a missing right and for somebody else's organisation.
        Fault::Denied(Refusal { code: Some(_), .. }) => {
            let doubt = Finding::Warned(format!(
                "{org_id} may be another application's; compare it with the console's IAM > Organization Profile"
            ));
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
        Err(error) => return failed(&error),
    };
    let sealed = products.iter().find_map(|product| product.sealed.as_ref());
    match (sealed, key) {
        (None, _) if products.is_empty() => {
            Finding::Skipped("there is no product whose secret could be tried".to_owned())
        }
        (None, _) => Finding::Warned(
            "EnOS sends no product secrets: to see them the application needs the right to create \
             or update products"
                .to_owned(),
        ),
        (Some(_), None) => Finding::Warned(
            "a pair is registered, but no private key is configured here: secrets stay sealed"
                .to_owned(),
        ),
        (Some(sealed), Some(key)) => match key.open(sealed) {
            Ok(opened) => Finding::Passed(format!("the private key fits ({})", opened.suite)),
            Err(error) => Finding::Failed(format!(
                "{error}. Configure the private key of the pair that is registered now."
            )),
        },
    }
}

fn clock(client: &Client) -> Finding {
    let Some(skew) = client.clock_skew() else {
        return Finding::Skipped("no reply told the gateway's time".to_owned());
    };
    let seconds = skew.as_secs();
    if seconds.abs() <= SKEW_WARNED {
        return Finding::Passed(format!("{} s apart", seconds.abs()));
    }
    let side = if seconds > 0 { "ahead of" } else { "behind" };
    Finding::Warned(format!(
        "this machine is {} min {side} the gateway, and EnOS refuses requests from 15 min on; set the clock",
        seconds.abs() / 60
    ))
}

fn failed(error: &Error) -> Finding {
    Finding::Failed(format!("{error}. {}", error.fault.advice()))
}

#[cfg(test)]
mod tests;

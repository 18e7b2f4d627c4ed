//! The bare ways: nothing but requests and their replies.

use std::time::{Duration, Instant};

use enroll::domain::Draft;
use enroll::enos::Timeouts;
use enroll::sandbox::{ACCESS_KEY, ORG_ID, SECRET_KEY};
use reqwest::redirect::Policy;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::gateway::Gateway;
use super::run::now;
use super::{BATCH, Failure};

/// The bodies of Batch Create Devices for `drafts`.
pub fn bodies(drafts: &[Draft]) -> Result<Vec<Vec<u8>>, Failure> {
    let bodies = drafts
        .chunks(BATCH)
        .map(|batch| serde_json::to_vec(&json!({"deviceList": batch, "requireSecret": false})));
    Ok(bodies.collect::<Result<_, _>>()?)
}

/// Signs in and posts the batches, one after the other.
pub async fn post(gateway: &Gateway, bodies: &[Vec<u8>]) -> Result<Duration, Failure> {
    let http = client()?;
    let begun = Instant::now();
    let token = sign_in(&http, &gateway.address).await?;
    for body in bodies {
        call(&http, gateway, &token, "batchCreate", body.clone()).await?;
    }
    Ok(begun.elapsed())
}

/// Signs in and makes one device after the other with Create Device.
pub async fn create_each(gateway: &Gateway, drafts: &[Draft]) -> Result<Duration, Failure> {
    let http = client()?;
    let begun = Instant::now();
    let token = sign_in(&http, &gateway.address).await?;
    for draft in drafts {
        let body = serde_json::to_vec(draft)?;
        call(&http, gateway, &token, "create", body).await?;
    }
    Ok(begun.elapsed())
}

/// The settings of the product's own client.
fn client() -> Result<reqwest::Client, Failure> {
    Ok(reqwest::Client::builder()
        .redirect(Policy::none())
        .connect_timeout(Timeouts::default().connect)
        .timeout(Timeouts::default().total)
        .pool_idle_timeout(Duration::from_secs(20))
        .no_proxy()
        .build()?)
}

/// One signed call that succeeds whole.
async fn call(
    http: &reqwest::Client,
    gateway: &Gateway,
    token: &str,
    action: &str,
    body: Vec<u8>,
) -> Result<(), Failure> {
    let at = now().0.to_string();
    let query = format!("action{action}orgId{ORG_ID}");
    let signed = [
        token.as_bytes(),
        query.as_bytes(),
        &body,
        at.as_bytes(),
        SECRET_KEY.as_bytes(),
    ];
    let reply = http
        .post(format!(
            "{}/connect-service/v2.4/devices?orgId={ORG_ID}&action={action}",
            gateway.address
        ))
        .header("content-type", "application/json;charset=UTF-8")
        .header("apim-accesstoken", token)
        .header("apim-signature", hash(&signed))
        .header("apim-timestamp", &at)
        .body(body)
        .send()
        .await?;
    let reply = reply.error_for_status()?.bytes().await?;
    // The code stands first: reading more of the reply is not the bare way.
    if reply.starts_with(b"{\"code\":0,") {
        return Ok(());
    }
    Err(String::from_utf8_lossy(&reply).into_owned().into())
}

async fn sign_in(http: &reqwest::Client, gateway: &str) -> Result<String, Failure> {
    let at = now();
    let encryption = hash(&[
        ACCESS_KEY.as_bytes(),
        at.0.to_string().as_bytes(),
        SECRET_KEY.as_bytes(),
    ]);
    let body = json!({"appKey": ACCESS_KEY, "encryption": encryption, "timestamp": at});
    let reply = http
        .post(format!("{gateway}/apim-token-service/v2.0/token/get"))
        .header("content-type", "application/json;charset=UTF-8")
        .body(body.to_string())
        .send()
        .await?;
    let reply: Value = serde_json::from_slice(&reply.bytes().await?)?;
    let token = reply.pointer("/data/accessToken").and_then(Value::as_str);
    Ok(token.ok_or("no token was granted")?.to_owned())
}

fn hash(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hex::encode(hash.finalize())
}

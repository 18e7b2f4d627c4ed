//! What a run of 10,000 devices costs, beside posting the same bodies bare.
//!
//! Both sides sign in first and then send ten batches, one after the other, each side to a sandbox of
//! its own that is new in every round. The rounds alternate, so that a busy machine hurts both.

#[path = "support/figures.rs"]
mod figures;

use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use enroll::domain::{Created, Draft, Existing, Outcome, StringI18n};
use enroll::enos::{Client, Secret, Settings, Timeouts};
use enroll::provision::run::{End, Limits};
use enroll::sandbox::{self, ACCESS_KEY, ORG_ID, SECRET_KEY, Sandbox};
use enroll::store::{NewRow, NewRun, RunId, Store};
use enroll::submit::{Job, drive};
use figures::{Figures, memory};
use reqwest::redirect::Policy;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;
use tokio::sync::{mpsc, watch};

const DEVICES: u32 = 10_000;
const BATCH: u16 = Limits::DEFAULT_BATCH_SIZE;
const ROUNDS: usize = 15;

type Failure = Box<dyn Error>;

fn main() -> Result<(), Failure> {
    let drafts: Vec<Draft> = (0..DEVICES).map(draft).collect();
    let bodies: Vec<Vec<u8>> = drafts
        .chunks(usize::from(BATCH))
        .map(|batch| serde_json::to_vec(&json!({"deviceList": batch, "requireSecret": false})))
        .collect::<Result<_, _>>()?;
    let runtime = tokio::runtime::Runtime::new()?;

    let [mut run, mut bare, mut journal] = [(); 3].map(|()| Figures::default());
    // One more round than counts: the first is for warming up.
    for round in 0..=ROUNDS {
        let figures = (
            runtime.block_on(run_once(&drafts))?,
            runtime.block_on(post_once(&bodies))?,
            journal_once(&drafts)?,
        );
        if round > 0 {
            run.add(figures.0);
            bare.add(figures.1);
            journal.add(figures.2);
        }
    }
    let batches = u32::try_from(bodies.len())?;
    println!(
        "10,000 devices in {batches} batches against the sandbox, {ROUNDS} rounds each, medians (min to max)"
    );
    println!("  run, journal on      {run}");
    println!("  bare posting (base)  {bare}");
    println!("  ratio                {:.2}", run.ratio(&bare));
    println!(
        "  of the run, journal  {journal}, that is {:.1} ms a batch and {:.0} % of the bare posting",
        (journal.median() / batches).as_secs_f64() * 1e3,
        journal.ratio(&bare) * 100.0
    );
    let peak = memory("self", "VmHWM").map_or("unknown".to_owned(), |mib| format!("{mib:.0} MiB"));
    println!("  peak memory          {peak}, both sides and the sandbox in one process");
    Ok(())
}

/// A device as people make them: name in two languages, attributes, a tag.
fn draft(n: u32) -> Draft {
    let attributes = json!({
        "serialNumber": format!("SN-{n:06}"), "manufacturer": "Acme",
        "ratedPower": 110.5, "commissionedOn": "2024-05-06",
        "mpptCount": 12, "arcDetection": true,
    });
    Draft {
        product_key: "Kd83mQ1x".to_owned(),
        device_name: StringI18n {
            default_value: format!("Inverter {n}"),
            i18n_value: [("zh_CN".to_owned(), format!("逆变器 {n}"))].into(),
        },
        timezone: "Asia/Shanghai".to_owned(),
        device_attributes: attributes.as_object().cloned().unwrap_or_default(),
        device_key: Some(format!("INV-{n:06}")),
        device_desc: Some("On the roof of hall 3".to_owned()),
        device_tags: [("site".to_owned(), "north".to_owned())].into(),
    }
}

/// A sandbox that no other round has seen.
async fn new_sandbox() -> Result<(Sandbox, TempDir), Failure> {
    let dir = TempDir::new()?;
    let sandbox = sandbox::start(sandbox::Options::new(dir.path())).await?;
    Ok((sandbox, dir))
}

/// Ends a round; fails unless every device was made.
async fn all_made(sandbox: Sandbox) -> Result<(), Failure> {
    let made = sandbox.devices().len();
    sandbox.stop().await;
    if made == usize::try_from(DEVICES)? {
        return Ok(());
    }
    Err(format!("{made} devices were made").into())
}

/// The product's way, from writing the run down to its end.
async fn run_once(drafts: &[Draft]) -> Result<Duration, Failure> {
    let (sandbox, _dir) = new_sandbox().await?;
    let state = TempDir::new()?;
    let store = Store::open(state.path())?;
    let settings = Settings {
        gateway: sandbox.address(),
        org_id: ORG_ID.to_owned(),
        access_key: ACCESS_KEY.to_owned(),
        secret_key: Secret::from(SECRET_KEY.to_owned()),
        timeouts: Timeouts::default(),
    };
    let client = Arc::new(Client::new(settings, Arc::new(now))?);

    let begun = Instant::now();
    let run = begin(&store, drafts)?;
    let job = Job {
        run,
        rows: (0..DEVICES).collect(),
        require_secret: false,
        batch_size: BATCH,
    };
    let (events, mut heard) = mpsc::unbounded_channel();
    let (_cancel, cancelled) = watch::channel(false);
    let driving = drive(client, store, job, Arc::new(now), events, cancelled);
    let listening = async { while heard.recv().await.is_some() {} };
    let (ended, ()) = futures::join!(driving, listening);
    let took = begun.elapsed();

    let ended = ended?;
    if ended.end != End::Finished || ended.counts.created != drafts.len() {
        return Err(format!("the run ended otherwise: {ended:?}").into());
    }
    all_made(sandbox).await?;
    Ok(took)
}

/// The bare way: nothing but the requests and their replies.
async fn post_once(bodies: &[Vec<u8>]) -> Result<Duration, Failure> {
    let (sandbox, _dir) = new_sandbox().await?;
    // The settings of the product's own client.
    let http = reqwest::Client::builder()
        .redirect(Policy::none())
        .connect_timeout(Timeouts::default().connect)
        .timeout(Timeouts::default().total)
        .pool_idle_timeout(Duration::from_secs(20))
        .no_proxy()
        .build()?;

    let begun = Instant::now();
    let token = sign_in(&http, &sandbox.address()).await?;
    let url = format!(
        "{}/connect-service/v2.4/devices?orgId={ORG_ID}&action=batchCreate",
        sandbox.address()
    );
    for body in bodies {
        let at = now().to_string();
        let query = format!("actionbatchCreateorgId{ORG_ID}");
        let signed = [
            token.as_bytes(),
            query.as_bytes(),
            body,
            at.as_bytes(),
            SECRET_KEY.as_bytes(),
        ];
        let reply = http
            .post(&url)
            .header("content-type", "application/json;charset=UTF-8")
            .header("apim-accesstoken", &token)
            .header("apim-signature", hash(&signed))
            .header("apim-timestamp", &at)
            .body(body.clone())
            .send()
            .await?;
        reply.error_for_status()?.bytes().await?;
    }
    let took = begun.elapsed();
    all_made(sandbox).await?;
    Ok(took)
}

async fn sign_in(http: &reqwest::Client, gateway: &str) -> Result<String, Failure> {
    let at = now();
    let encryption = hash(&[
        ACCESS_KEY.as_bytes(),
        at.to_string().as_bytes(),
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

/// What the journal alone takes for a run in which every device is made: the calls that `drive` makes.
fn journal_once(drafts: &[Draft]) -> Result<Duration, Failure> {
    let state = TempDir::new()?;
    let store = Store::open(state.path())?;
    let rows: Vec<u32> = (0..DEVICES).collect();
    let outcomes: Vec<(u32, Outcome)> = rows.iter().map(|row| (*row, created(*row))).collect();
    let begun = Instant::now();
    let run = begin(&store, drafts)?;
    let size = usize::from(BATCH);
    for (rows, outcomes) in rows.chunks(size).zip(outcomes.chunks(size)) {
        store.drafts(run, rows)?;
        store.batch_sent(run, rows, now())?;
        store.rows_settled(run, outcomes, now())?;
    }
    store.run_ended(run, now(), "finished")?;
    Ok(begun.elapsed())
}

fn created(row: u32) -> Outcome {
    Outcome::Created(Created {
        product_key: "Kd83mQ1x".to_owned(),
        device_key: format!("INV-{row:06}"),
        asset_id: format!("A{row:07}"),
        request_id: Some("fd79d0f5-69c5-4fa8-add4-69f5ca1b635f".to_owned()),
        ..Created::default()
    })
}

fn begin(store: &Store, drafts: &[Draft]) -> Result<RunId, Failure> {
    let run = NewRun {
        gateway: "http://localhost".to_owned(),
        org_id: ORG_ID.to_owned(),
        scope: "bench".to_owned(),
        require_secret: false,
        existing: Existing::Fail,
        started_at: now(),
    };
    let rows: Vec<NewRow> = drafts
        .iter()
        .map(|draft| NewRow {
            draft: draft.clone(),
            automatic: false,
        })
        .collect();
    Ok(store.run_begin(&run, &rows, &[])?)
}

fn hash(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hex::encode(hash.finalize())
}

/// Unix milliseconds.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    })
}

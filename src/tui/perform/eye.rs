//! Rows that left without a key: finds what they may have become, and writes down what a person says.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use super::{Link, Shared};
use crate::domain::{Created, FoundDevice, Outcome};
use crate::enos::DeviceQuery;
use crate::store::{RunId, Store, StoreError};
use crate::tui::app::{Candidate, Heard, Judgement, Msg};
use crate::tui::runtime::Replies;

/// The most that one page of Search Devices holds.
const PAGE: u32 = 1_000;
/// No product has more devices than this many pages hold, unless its limit was raised beyond reason.
const PAGES: u32 = 100;
/// How far this machine's clock may be from EnOS's: what is further off is refused (reference §1.5).
const CLOCKS_DIFFER_MS: i64 = 15 * 60 * 1_000;

/// A row that nothing can be looked up for by its key.
struct Keyless {
    name: String,
    product_key: String,
    sent_at: Option<i64>,
    /// Keys of the same product that other rows of the run have.
    taken: HashSet<String>,
    require_secret: bool,
}

/// Finds the devices that the row may have become: of its name, made since it left, and no other row's.
pub(super) async fn find(shared: &Shared, link: &Link, run: RunId, index: u32) -> Heard {
    let found = match shared
        .clerk
        .fetch(move |store| keyless(store, run, index))
        .await
    {
        Ok(Some(row)) => candidates(link, &row, shared.now()).await,
        Ok(None) => Err("this row is not unknown any more".to_owned()),
        Err(reason) => Err(reason),
    };
    Heard::Candidates(run, index, found)
}

fn keyless(store: &Store, run: RunId, index: u32) -> Result<Option<Keyless>, StoreError> {
    let open = store.open_rows(run)?;
    let Some(row) = open.into_iter().find(|row| row.index == index) else {
        return Ok(None);
    };
    let record = store.run(run)?;
    let name = record.rows.iter().find(|row| row.index == index);
    let Some(name) = name.map(|row| row.name.clone()) else {
        return Ok(None);
    };
    let product_key = row.product_key;
    let others = record.rows.into_iter();
    let others = others.filter(|other| other.product_key == product_key);
    Ok(Some(Keyless {
        name,
        product_key: product_key.clone(),
        sent_at: row.sent_at,
        taken: others.filter_map(|row| row.device_key).collect(),
        require_secret: record.summary.require_secret,
    }))
}

async fn candidates(link: &Link, row: &Keyless, now: i64) -> Result<Vec<Candidate>, String> {
    // A device is not shown at once; what was sent just now would seem not to be made.
    let lag = i64::try_from(link.about.bounds.lag.as_millis()).unwrap_or(i64::MAX);
    let shown = row.sent_at.map_or(0, |sent_at| sent_at.saturating_add(lag));
    if let Ok(wait) = u64::try_from(shown.saturating_sub(now)) {
        tokio::time::sleep(Duration::from_millis(wait)).await;
    }
    let mut found = Vec::new();
    for page in 1..=PAGES {
        let query = DeviceQuery {
            product_key: row.product_key.clone(),
            device_keys: Vec::new(),
            page,
            page_size: PAGE,
            require_secret: row.require_secret,
        };
        let page = link.api.search_devices(&query).await;
        let devices = page.map_err(|error| error.to_string())?.devices;
        let last = devices.len() < PAGE as usize;
        found.extend(
            devices
                .into_iter()
                .filter_map(|device| fitting(row, device)),
        );
        if last {
            break;
        }
    }
    Ok(found)
}

/// The device with its age, if it may be the row's.
fn fitting(row: &Keyless, device: FoundDevice) -> Option<Candidate> {
    let same = device.device_name.default_value == row.name;
    if !same || row.taken.contains(&device.device_key) {
        return None;
    }
    let times = device.create_time.zip(row.sent_at);
    let after_ms = times.map(|(made, sent)| made.saturating_sub(sent));
    let since = after_ms.is_none_or(|ms| ms >= -CLOCKS_DIFFER_MS);
    since.then_some(Candidate { device, after_ms })
}

/// Writes down what a person says of a row.
pub(super) fn judge(
    shared: &Arc<Shared>,
    run: RunId,
    index: u32,
    judgement: Judgement,
    replies: Replies<Msg>,
) {
    let now = shared.now();
    shared.clerk.ask(
        replies,
        move |store| {
            match &judgement {
                Judgement::Made(device) => {
                    let outcome = Outcome::Created(created(device));
                    store.rows_settled(run, &[(index, outcome)], now)?;
                }
                Judgement::NotMade => store.rows_unsent(run, &[index])?,
            }
            Ok(judgement)
        },
        move |done| Msg::Judged(run, index, done),
    );
}

fn created(device: &FoundDevice) -> Created {
    Created {
        product_key: device.product_key.clone(),
        device_key: device.device_key.clone(),
        asset_id: device.asset_id.clone(),
        request_id: None,
        sealed: device.sealed.clone(),
        adopted: false,
    }
}

//! Looking rows up: the search for their devices, and what it shows.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::{FoundDevice, Outcome, RowIndex, Terms, Timestamp};
use crate::enos::Api;
use crate::provision::ownership::{Claim, fits, judge};
use crate::provision::run::Input;
use crate::provision::since::{Made, Since};
use crate::provision::step::Ticket;

use super::began::Began;
use super::makers::Makers;
use super::{lookup, reply};

/// A row that is looked up.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) row: RowIndex,
    pub(super) draft: crate::domain::Draft,
    pub(super) automatic: bool,
    /// Whether a request of the run may have made it without a reply.
    pub(super) doubted: bool,
}

/// What the time is when rows are looked up, Unix ms.
#[derive(Clone, Copy, Debug)]
pub(super) struct Now {
    /// By a clock that nobody sets.
    pub(super) steady: Timestamp,
    /// By the one that stamps the journal.
    pub(super) wall: Timestamp,
}

/// Searches for the devices of `wanted`, which are of one product and have keys. `makers` knows which devices
/// are other rows'.
pub(super) async fn look(
    api: Arc<dyn Api>,
    look: Ticket,
    wanted: Vec<Wanted>,
    makers: Makers,
    terms: Terms,
    (began, now): (Began, Now),
) -> Input {
    let keys: BTreeSet<&str> = wanted
        .iter()
        .filter_map(|wanted| wanted.draft.device_key.as_deref())
        .collect();
    let product = wanted.first();
    let product = product.map_or("", |wanted| wanted.draft.product_key.as_str());
    let keys: Vec<String> = keys.into_iter().map(str::to_owned).collect();
    let asked = lookup::devices(api.as_ref(), product, &keys, terms.require_secret);
    let unseen = |(failure, scope)| Input::Unseen {
        look,
        failure,
        scope,
    };
    let devices = match asked.await {
        Ok(devices) => devices,
        Err(error) => {
            let scope = reply::refusal_scope(&error);
            return unseen((error.failure(), scope));
        }
    };
    let assets = devices.iter().map(|device| device.asset_id.clone());
    let makers = match makers.of(assets.collect()).await {
        Ok(makers) => makers,
        Err(error) => return unseen(reply::not_journalled(&error)),
    };
    let own = |wanted: &Wanted| own(wanted, &devices);
    let since = since(api.as_ref(), &wanted, &devices, (began, now)).await;
    let mut claimed = BTreeSet::new();
    let found = wanted
        .iter()
        .filter_map(|wanted| {
            let device = own(wanted)?;
            // Two rows of one key cannot both own its device.
            let first = claimed.insert(&device.device_key);
            let claim = Claim {
                draft: &wanted.draft,
                automatic: wanted.automatic && first,
                doubt: (wanted.doubted && first).then_some(since),
                maker: makers.get(&device.asset_id).copied(),
                existing: terms.existing,
            };
            Some((wanted.row, judge(device, claim)))
        })
        .collect::<Vec<(RowIndex, Outcome)>>();
    Input::Seen { look, found }
}

/// The device of a row's product and key.
fn own<'a>(wanted: &Wanted, devices: &'a [FoundDevice]) -> Option<&'a FoundDevice> {
    devices.iter().find(|device| {
        device.product_key == wanted.draft.product_key
            && Some(&device.device_key) == wanted.draft.device_key.as_ref()
    })
}

/// Since when the run may have made these devices, where that matters to one of them.
async fn since(
    api: &dyn Api,
    wanted: &[Wanted],
    devices: &[FoundDevice],
    (began, now): (Began, Now),
) -> Since {
    let doubted = wanted.iter().filter(|wanted| wanted.doubted);
    let doubted: Vec<(&Wanted, &FoundDevice)> = doubted
        .filter_map(|wanted| Some((wanted, own(wanted, devices)?)))
        .collect();
    if doubted.is_empty() {
        return Since::default();
    }
    let since = began.since(api, now.steady, now.wall).await;
    let made = |device: &FoundDevice| since.made(device.create_time) == Made::Since;
    let fitting = |(wanted, device): &(&Wanted, &FoundDevice)| fits(&wanted.draft, device);
    // One whose time is within the run shows that its clock and the devices' can be compared.
    if doubted.iter().any(|row| fitting(row) && made(row.1)) {
        return began.compared(since);
    }
    since
}

//! Asks the gateway for products and models, and remembers the answers for when it is out of reach.

use std::sync::Arc;

use super::{Link, Shared, candidates, undo};
use crate::domain::{Draft, RowIndex, RunId};
use crate::enos::Error;
use crate::provision::plan::{Gap, Goes, Parts, Plan, Unknown};
use crate::provision::same::Same;
use crate::store::{Fetched, Keep, QueueRow, Store, StoreError};
use crate::submit::plan::survey;
use crate::submit::{device_count, recognise};
use crate::tui::shared::{Effect, GatewayReply, Msg, NoProducts, Reason};
use crate::words;

/// Asks; none when the effect is no question or nobody can be asked.
pub(super) async fn ask(shared: &Shared, effect: Effect) -> Option<Msg> {
    let (generation, link) = shared.link().ok()?;
    let reply = match effect {
        Effect::LoadProducts => products(shared, &link).await,
        Effect::LoadProduct(key) => match link.api.product(&key).await.map_err(words::refused) {
            Ok(product) => {
                keep(shared, &link, vec![product.clone()], false).await;
                GatewayReply::Product(key, Ok(Box::new(product)))
            }
            Err(Ok(why)) => GatewayReply::NoProduct(key, why),
            Err(Err(error)) => GatewayReply::Product(key, Err(failed(&error))),
        },
        Effect::LoadModel(id) => model(shared, &link, id).await,
        Effect::CountDevices(key) => {
            let count = device_count(&*link.api, &key).await;
            GatewayReply::Count(key, count.map_err(|error| failed(&error)))
        }
        Effect::Examine => GatewayReply::Examined(link.extras.test().await),
        Effect::Plan {
            ticket,
            rows,
            require_secret,
            again,
        } => {
            let (same, gap) = same(shared, &link, Arc::clone(&rows), again).await;
            let mut plan = plan(&link, &rows, same, require_secret).await;
            plan.unchecked.extend(gap);
            GatewayReply::Planned(ticket, Box::new(plan))
        }
        Effect::PlanGoingOn(run) => GatewayReply::GoingOn(run, going_on(shared, &link, run).await),
        Effect::PreviewUndo(run) => {
            GatewayReply::UndoPreview(run, undo::preview(shared, &link, run).await)
        }
        Effect::FindCandidates(run, index) => {
            let found = candidates::find(shared, &link, run, index).await;
            GatewayReply::Candidates(run, index, found)
        }
        _ => return None,
    };
    Some(Msg::Gateway(generation, reply))
}

async fn products(shared: &Shared, link: &Link) -> GatewayReply {
    let error = match link.api.products(false).await {
        Ok(list) => {
            keep(shared, link, list.products.clone(), true).await;
            return GatewayReply::Products(Ok(list));
        }
        Err(error) => error,
    };
    GatewayReply::Products(Err(NoProducts {
        whose: error.follows().whose,
        reason: failed(&error),
        kept: kept(shared, link, None).await,
    }))
}

async fn model(shared: &Shared, link: &Link, id: String) -> GatewayReply {
    let model = match link.api.thing_model(&id).await {
        Ok(thing) => {
            keep(shared, link, vec![thing.clone()], false).await;
            Ok(thing.into())
        }
        Err(error) => {
            let mut kept = kept(shared, link, Some(id.clone())).await;
            kept.pop().ok_or_else(|| words::call(&error))
        }
    };
    GatewayReply::Model(id, Box::new(model))
}

fn failed(error: &Error) -> Reason {
    words::call(error)
}

/// What cannot be kept is no loss: the answer is on the screen.
async fn keep<T: Keep + Send + 'static>(shared: &Shared, link: &Link, things: Vec<T>, whole: bool) {
    let (scope, now) = (link.about.site.scope.clone(), shared.now());
    let keep = move |store: &Store| store.keep(&scope, &things, whole, now);
    let _ = shared.journal.fetch(keep).await;
}

async fn kept<T: Keep + Send + 'static>(
    shared: &Shared,
    link: &Link,
    key: Option<String>,
) -> Vec<Fetched<T>> {
    let scope = link.about.site.scope.clone();
    let kept = move |store: &Store| store.kept(&scope, key.as_deref());
    shared.journal.fetch(kept).await.unwrap_or_default()
}

/// What earlier runs mean for the rows; where that cannot be read, why.
async fn same(
    shared: &Shared,
    link: &Link,
    rows: Arc<[QueueRow]>,
    again: bool,
) -> (Vec<Same>, Option<Gap>) {
    let scope = link.about.site.scope.clone();
    let drafts = move |store: &Store| {
        let drafts = rows.iter().map(|row| &row.draft);
        recognise(store, &scope, drafts, again)
    };
    match shared.journal.fetch(drafts).await {
        Ok(same) => (same, None),
        Err(reason) => (
            Vec::new(),
            Some(Gap {
                of: Unknown::SentBefore,
                why: reason,
            }),
        ),
    }
}

async fn plan(link: &Link, rows: &[QueueRow], same: Vec<Same>, require_secret: bool) -> Plan {
    let bounds = &link.about.bounds;
    let mut known = same.iter().map(|same| *same != Same::New);
    let new = rows.iter().filter(|_| !known.next().unwrap_or_default());
    let new = new.map(|row| &row.draft);
    let survey = survey(&*link.api, new, require_secret, bounds).await;
    // The rows are ready: none of them has an error of its own.
    let drafts = rows.iter().map(|row| &row.draft);
    Plan::new(drafts, [], same, &survey, bounds)
}

/// The plan of the rows of a run that are open, and the sum of all its rows.
async fn going_on(shared: &Shared, link: &Link, run: RunId) -> Result<Box<(Plan, Parts)>, Reason> {
    let (goes, drafts) = shared.journal.fetch(move |store| open(store, run)).await?;
    let bounds = &link.about.bounds;
    let survey = survey(&*link.api, &drafts, false, bounds).await;
    let plan = Plan::new(&drafts, [], [], &survey, bounds);
    let parts = plan.going_on(goes);
    Ok(Box::new((plan, parts)))
}

/// What each row of a run waits for, and the devices of those that are open.
fn open(store: &Store, run: RunId) -> Result<(Vec<Goes>, Vec<Draft>), StoreError> {
    let rows = store.run(run)?.rows;
    let goes: Vec<Goes> = rows
        .iter()
        .map(|row| Goes::of(row.state, row.needs_person()))
        .collect();
    let open = rows.iter().zip(&goes).filter(|(_, goes)| goes.is_open());
    let indexes: Vec<RowIndex> = open.map(|(row, _)| row.index).collect();
    let drafts = store.drafts(run, &indexes)?;
    Ok((goes, drafts.into_iter().map(|(_, draft)| draft).collect()))
}

//! Queue: devices waiting to be submitted, each with its state.

mod plan;
mod submit;
mod take;
#[cfg(test)]
mod tests;
mod view;

use std::collections::{HashMap, HashSet};
use std::iter;

use crossterm::event::KeyEvent;

use crate::domain::{DeviceId, Draft, Existing, QueueId};
use crate::provision::Problem;
use crate::provision::queue::{Change, Queue, check_all};
use crate::provision::series::next_free;
use crate::store::{QueueChange, QueueRow};
use crate::tui::app::{Effect, Model, Prompted, Reason};
use crate::tui::screens::device::{self, Origin};
use crate::tui::screens::{or_warn, prompt};
use crate::tui::widgets::rows::Rows;
use crate::tui::widgets::table::moved;
use crate::tui::widgets::write::grouped;

pub use plan::PlanDialog;
pub(crate) use plan::{draw as draw_plan, key as plan_key, planned, submit};
pub(crate) use submit::{ask_submit, left};
pub(crate) use take::{ask_take_over, chosen, take_over};
pub(crate) use view::draw;

/// The most copies made at once: what one product may hold (reference §4).
const MOST_COPIES: usize = 10_000;

/// What the queue screen remembers.
#[derive(Debug, Default)]
pub struct State {
    pub(crate) queue: Queue,
    /// Problems by row, in the rows' order.
    problems: Rows<Vec<Vec<Problem>>>,
    /// Ids in the rows' order.
    order: Vec<QueueId>,
    /// Rows whose last change is not committed yet.
    pub(crate) saving: HashSet<QueueId>,
    /// How many rows can be submitted; counted when rows change, for every frame asks.
    pub(crate) ready: usize,
    /// The selected row.
    pub selected: usize,
    /// What was chosen last for devices that exist.
    policy: Existing,
    /// How often a plan was asked for.
    tickets: u64,
    pub(crate) next_id: QueueId,
    /// Queues of gateways that were worked on before, for their steps back.
    stashed: HashMap<String, Queue>,
}

impl State {
    /// Rows in the queue.
    #[must_use]
    pub fn len(&self) -> usize {
        self.queue.rows().len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Counts anew after rows, problems or what is being saved have changed.
    fn count_ready(&mut self) {
        let ready = (0..self.len()).filter(|place| self.is_ready(*place));
        self.ready = ready.count();
    }

    fn is_ready(&self, place: usize) -> bool {
        let fine = device::errors(self.problems(place)) == 0;
        let id = self.order.get(place);
        fine && id.is_some_and(|id| !self.saving.contains(id))
    }

    /// The problems of a row.
    fn problems(&self, place: usize) -> &[Problem] {
        self.problems.get(place).map_or(&[], Vec::as_slice)
    }

    fn row(&self, place: usize) -> Option<(QueueId, &Draft)> {
        let id = *self.order.get(place)?;
        Some((id, self.queue.get(id)?))
    }

    fn selected_row(&self) -> Option<(QueueId, &Draft)> {
        self.row(self.selected)
    }

    fn drafts(&self) -> impl Iterator<Item = &Draft> {
        self.queue.rows().map(|(_, draft)| draft)
    }
}

/// Shows the queue of the gateway worked on as it is stored; its steps back are there if it is still as it
/// was left.
pub(crate) fn restore(model: &mut Model, rows: Vec<QueueRow>) {
    let before = model.queue.stashed.remove(&model.scope());
    let state = &mut model.queue;
    let last = rows.iter().map(|row| row.id).max();
    let above = last.unwrap_or_default().next();
    state.next_id = state.next_id.max(above);
    state.saving.clear();
    if let Some(last) = rows.last() {
        model.device.timezone.clone_from(&last.draft.timezone);
    }
    let same = |queue: &Queue| queue.holds(rows.iter().map(|row| (row.id, &row.draft)));
    state.queue = match before.filter(same) {
        Some(queue) => queue,
        None => Queue::new(rows.into_iter().map(|row| (row.id, row.draft))),
    };
    check(model);
}

/// Puts the queue of the gateway called `scope` away, as another is worked on.
pub(crate) fn gateway_left(model: &mut Model, scope: &str) {
    let state = &mut model.queue;
    let mut queue = std::mem::take(&mut state.queue);
    queue.put_aside();
    state.stashed.insert(scope.to_owned(), queue);
    state.selected = 0;
    check(model);
}

/// Checks every row again, after rows, models or rules have changed.
pub(crate) fn check(model: &mut Model) {
    let rules = device::rules(model);
    let catalogue = &model.catalogue;
    let models = |product_key: &str| catalogue.model_of(product_key);
    let state = &mut model.queue;
    let hidden = |product_key: &str| catalogue.hidden(product_key);
    state.problems = check_all(state.drafts(), &models, &hidden, rules).into();
    state.order = state.queue.rows().map(|(id, _)| id).collect();
    state.count_ready();
    state.selected = state.selected.min(state.len().saturating_sub(1));
}

/// Commits a change: the rows count as saving until the store has them.
fn commit(model: &mut Model, change: Change) {
    let put = change.put.into_iter();
    let put: Vec<_> = put.map(|(id, draft)| QueueRow { id, draft }).collect();
    model.queue.saving.extend(put.iter().map(|row| row.id));
    let back = change.back.into_iter();
    let back = back.map(|(scope, id, draft)| (scope, QueueRow { id, draft }));
    model.want(Effect::Queue(QueueChange {
        scope: model.scope(),
        put,
        remove: change.remove,
        back: back.collect(),
        ..QueueChange::default()
    }));
    if change.moved {
        model.want(Effect::LoadWaiting);
    }
    want_models(model);
    check(model);
}

/// Asks for the models of products in the queue that are not known yet.
pub(crate) fn want_models(model: &mut Model) {
    let keys = model.queue.drafts().map(|draft| draft.product_key.clone());
    let keys: HashSet<String> = keys.collect();
    for key in &keys {
        device::wanted(model, key);
    }
}

/// The store has a change, or could not take it: then it is undone here too.
pub(crate) fn committed(model: &mut Model, change: &QueueChange, outcome: Result<(), Reason>) {
    if change.from_form && change.scope == model.scope() {
        device::saved(model, outcome.is_ok());
    }
    if or_warn(model, "not saved, and taken back: ", outcome).is_some() {
        for row in &change.put {
            model.queue.saving.remove(&row.id);
        }
        model.queue.count_ready();
    } else {
        model.want(Effect::LoadWorkspace(change.scope.clone()));
    }
}

/// Adds devices at the end and selects the last.
pub(crate) fn add(model: &mut Model, drafts: Vec<Draft>) {
    let state = &mut model.queue;
    let mut rows = Vec::with_capacity(drafts.len());
    for draft in drafts {
        rows.push((state.next_id, draft));
        state.next_id = state.next_id.next();
    }
    let change = state.queue.add(rows);
    state.selected = state.len().saturating_sub(1);
    commit(model, change);
}

/// Where a row stands in the queue.
pub(crate) fn place(model: &Model, id: QueueId) -> Option<usize> {
    model.queue.order.binary_search(&id).ok()
}

/// Puts an edited device back into its place; one that has left the queue has none.
pub(crate) fn replace(model: &mut Model, id: QueueId, draft: Draft) {
    let change = model.queue.queue.edit(id, draft);
    commit(model, change);
}

/// Product and key of every row, which copies must not repeat.
fn taken(model: &Model) -> HashSet<DeviceId<&str>> {
    model.queue.drafts().filter_map(Draft::id).collect()
}

/// The next device of a series that is not in the queue yet.
pub(crate) fn next_of(model: &Model, draft: &Draft) -> Draft {
    next_free(draft, &taken(model))
}

/// Opens the selected row in the form.
pub(crate) fn edit(model: &mut Model) {
    if let Some((id, draft)) = model.queue.selected_row() {
        let draft = draft.clone();
        device::edit(model, &draft, Origin::Queue(id));
    }
}

/// Adds `count` copies of the selected row, each counted up from the one before.
pub(crate) fn duplicate(model: &mut Model, count: usize) {
    let Some((_, draft)) = model.queue.selected_row() else {
        return;
    };
    // A series never comes to the same key twice, so its own copies are not in its way.
    let taken = taken(model);
    let series = iter::successors(Some(draft.clone()), |last| Some(next_free(last, &taken)));
    let copies = series.skip(1).take(count).collect();
    let noun = if count == 1 { "copy" } else { "copies" };
    model.say(format!("{} {noun} added; u undoes it.", grouped(count)));
    add(model, copies);
}

/// Asks how many copies.
pub(crate) fn ask_copies(model: &mut Model) {
    let hint = "Numbers in key, names and serial count up from the selected row.";
    let then = Prompted::Copies;
    prompt(model, "How many copies?", Vec::new(), hint, then);
}

/// Adds as many copies as were typed.
pub(crate) fn copies(model: &mut Model, typed: &str) -> Result<(), Reason> {
    let count = typed.parse().ok();
    let Some(count) = count.filter(|count| (1..=MOST_COPIES).contains(count)) else {
        let most = grouped(MOST_COPIES);
        return Err(format!("a number from 1 to {most} is needed"));
    };
    duplicate(model, count);
    Ok(())
}

/// Takes the selected row out.
pub(crate) fn remove(model: &mut Model) {
    let id = model.queue.selected_row().map(|(id, _)| id);
    let change = id.map(|id| model.queue.queue.remove(&[id]));
    step(model, change, "Removed; u brings it back.");
}

/// Takes the last change back.
pub(crate) fn undo(model: &mut Model) {
    let change = model.queue.queue.undo();
    step(model, change, "Undone; U does it again.");
}

/// Does again what was undone.
pub(crate) fn redo(model: &mut Model) {
    let change = model.queue.queue.redo();
    step(model, change, "Done again; u undoes it.");
}

/// Commits a change, if there is one, and says what it was.
fn step(model: &mut Model, change: Option<Change>, said: &str) {
    if let Some(change) = change {
        model.say(said);
        commit(model, change);
    }
}

/// Keys that are no command: moving.
pub(crate) fn key(model: &mut Model, key: KeyEvent) {
    let page = model.page();
    let state = &mut model.queue;
    let to = moved(key.code, state.selected, state.len(), page);
    state.selected = to.unwrap_or(state.selected);
}

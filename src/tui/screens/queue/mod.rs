//! Queue: devices waiting to be submitted, each with its state.

mod plan;
mod submit;
mod take;
#[cfg(test)]
mod tests;
mod view;

use std::collections::HashMap;
use std::iter;

use crossterm::event::KeyEvent;

use crate::domain::{Draft, Existing, QueueId};
use crate::provision::queue::{Change, Known, Queue};
use crate::provision::series::next_free;
use crate::store::{QueueChange, QueueRow, Queued};
use crate::tui::app::{Effect, Model, Prompted, Reason};
use crate::tui::screens::device::{self, Origin};
use crate::tui::screens::{or_warn, prompt};
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
        self.queue.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    fn selected_row(&self) -> Option<(QueueId, Draft)> {
        let (id, draft) = self.queue.at(self.selected)?;
        Some((id, draft.open()))
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
    if let Some(last) = rows.last() {
        model.device.timezone = last.draft.open().timezone;
    }
    let same = rows.iter().map(|row| (row.id, &row.draft));
    let as_left = before.and_then(|queue| queue.taken_up(same));
    let new = || Queue::new(rows.into_iter().map(|row| (row.id, row.draft)));
    state.queue = as_left.unwrap_or_else(new);
    check_products(model);
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

/// Checks the rows that have changed.
fn check(model: &mut Model) {
    check_by(model, Queue::check);
}

/// Checks the rows anew of products of which something else is known now.
pub(crate) fn check_products(model: &mut Model) {
    check_by(model, Queue::check_products);
}

fn check_by(model: &mut Model, check: impl FnOnce(&mut Queue, Known<'_>)) {
    let rules = device::rules(model);
    let (catalogue, state) = (&model.catalogue, &mut model.queue);
    let known = Known {
        model_of: &|key| catalogue.model_of(key),
        hidden: &|key| catalogue.hidden(key),
        rules,
    };
    check(&mut state.queue, known);
    state.selected = state.selected.min(state.len().saturating_sub(1));
}

/// Commits a change: the rows count as saving until the store has them.
fn commit(model: &mut Model, change: Change) {
    let put = change.put.into_iter();
    let put: Vec<_> = put.map(|(id, draft)| QueueRow { id, draft }).collect();
    model.queue.queue.saving(put.iter().map(|row| row.id));
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
    let keys: Vec<String> = model.queue.queue.products().map(str::to_owned).collect();
    for key in &keys {
        device::wanted(model, key);
    }
}

/// The store has a change, or could not take it: then it is undone here too.
pub(crate) fn committed(model: &mut Model, change: &Queued, outcome: Result<(), Reason>) {
    if change.from_form && change.scope == model.scope() {
        device::saved(model, outcome.is_ok());
    }
    if or_warn(model, "not saved, and taken back: ", outcome).is_some() {
        model.queue.queue.saved(&change.put);
    } else {
        model.want(Effect::LoadWorkspace(change.scope.clone()));
    }
}

/// Adds devices at the end and selects the last.
pub(crate) fn add(model: &mut Model, drafts: Vec<Draft>) {
    let state = &mut model.queue;
    let mut rows = Vec::with_capacity(drafts.len());
    for draft in drafts {
        rows.push((state.next_id, draft.into()));
        state.next_id = state.next_id.next();
    }
    let change = state.queue.add(rows);
    state.selected = state.len().saturating_sub(1);
    commit(model, change);
}

/// Where a row stands in the queue.
pub(crate) fn place(model: &Model, id: QueueId) -> Option<usize> {
    model.queue.queue.place(id)
}

/// Puts an edited device back into its place; one that has left the queue has none.
pub(crate) fn replace(model: &mut Model, id: QueueId, draft: &Draft) {
    let change = model.queue.queue.edit(id, draft);
    commit(model, change);
}

/// The next device of a series that is not in the queue yet.
pub(crate) fn next_of(model: &Model, draft: &Draft) -> Draft {
    next_free(draft, |id| model.queue.queue.taken(id))
}

/// Opens the selected row in the form.
pub(crate) fn edit(model: &mut Model) {
    if let Some((id, draft)) = model.queue.selected_row() {
        device::edit(model, &draft, Origin::Queue(id));
    }
}

/// Adds `count` copies of the selected row, each counted up from the one before.
pub(crate) fn duplicate(model: &mut Model, count: usize) {
    let Some((_, draft)) = model.queue.selected_row() else {
        return;
    };
    // A series never comes to the same key twice, so its own copies are not in its way.
    let series = iter::successors(Some(draft), |last| Some(next_of(model, last)));
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

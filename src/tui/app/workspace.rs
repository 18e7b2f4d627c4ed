//! The workspace: queue, form and newest run of the gateway worked on, which change with it.

use super::effect::Effect;
use super::loading::Load;
use super::model::{Model, Screen};
use super::msg::{Reason, Workspace};
use crate::store::{RunRecord, RunSummary};
use crate::tui::screens::{device, queue, results};
use crate::tui::widgets::write::{counted, grouped};

/// Leaves the workspace of the gateway called `left` and asks for that of the one worked on now.
pub(crate) fn change(model: &mut Model, left: &str) {
    if model.workspace == Load::Ready(()) {
        queue::gateway_left(model, left);
        device::gateway_left(model, left);
        results::gateway_left(model);
    }
    ask(model);
}

/// Asks for the workspace of the gateway worked on.
pub(crate) fn ask(model: &mut Model) {
    model.workspace = Load::Loading;
    model.want(Effect::LoadWorkspace(model.scope()));
    model.want(Effect::LoadWaiting);
}

/// The workspace was read; where it is here already, after a failed change, what the store has of the queue is
/// what counts.
pub(super) fn read(model: &mut Model, outcome: Result<Box<Workspace>, Reason>) {
    let workspace = match outcome {
        Ok(workspace) => *workspace,
        Err(reason) => {
            if model.workspace != Load::Ready(()) {
                model.workspace = Load::Failed(reason.clone());
            }
            model.warn(reason);
            return;
        }
    };
    queue::restore(model, workspace.queue);
    if model.workspace == Load::Ready(()) {
        return queue::want_models(model);
    }
    model.workspace = Load::Ready(());
    let typed = workspace
        .form
        .is_some_and(|text| device::restore(model, &text));
    device::bring_bin(model);
    let unfinished = workspace.latest.as_ref().and_then(unfinished);
    if let Some(run) = workspace.latest {
        model.results.show(run);
    }
    if model.screen == Screen::Products {
        model.screen = match (&unfinished, typed) {
            (Some(_), _) => Screen::Results,
            (None, true) => Screen::Device,
            (None, false) => Screen::Products,
        };
    }
    if let Some(words) = unfinished {
        model.warn(words);
    }
    want_models(model);
}

/// Asks for the thing models that the queue and the form need, and takes the one of the form that is here.
pub(super) fn want_models(model: &mut Model) {
    queue::want_models(model);
    if let Some(product_key) = model.device.product_key() {
        device::wanted(model, &product_key);
    }
    device::model_arrived(model);
}

/// What of the newest run was cut short, and how to go on, if something was.
fn unfinished(record: &RunRecord) -> Option<String> {
    let RunSummary {
        id,
        counts,
        ended_at,
        ..
    } = record.summary;
    let marked = record.rows.iter().filter(|row| row.is_to_be_deleted());
    let marked = marked.count();
    if ended_at.is_none() && counts.unknown + counts.queued > 0 {
        let (unknown, queued) = (grouped(counts.unknown), grouped(counts.queued));
        return Some(format!(
            "Run {id} was cut short: {unknown} unknown, {queued} not sent. s goes on."
        ));
    }
    (marked > 0).then(|| {
        let left = counted(marked, "device");
        format!("Deleting what run {id} created was cut short: {left} left. U goes on.")
    })
}

//! What a reply changes, and whom it concerns.

use super::answer::Asked;
use super::{Model, catalogue, connection, requests, run, runs, workspace};
use crate::said::say;
use crate::store::{Config, Queued};
use crate::tui::screens::{queue, results};
use crate::tui::shared::{Effect, GatewayReply, Load, Msg, Reason};
use crate::words::DEVICES;

/// Takes a reply in, and carries out what is asked for on it.
pub(super) fn apply(model: &mut Model, msg: Msg) {
    let shared = &model.shared;
    let asked = match msg {
        Msg::Connected(generation, outcome) if generation == shared.generation => {
            connection::opened(model, outcome)
        }
        Msg::Gateway(generation, reply) if generation == shared.generation => {
            from_gateway(model, reply)
        }
        Msg::Workspace(scope, outcome) if scope == shared.scope() => {
            workspace::read(model, outcome);
            Asked::none()
        }
        Msg::Connected(..) | Msg::Gateway(..) | Msg::Workspace(..) => Asked::none(),
        msg => from_here(model, msg),
    };
    requests::carry_out(model, asked);
}

/// A reply of the journal, or of what is under way.
fn from_here(model: &mut Model, msg: Msg) -> Asked {
    let (shared, results) = (&model.shared, &model.screens.results);
    match msg {
        Msg::Connected(..) | Msg::Gateway(..) | Msg::Workspace(..) => {}
        Msg::Opened(Ok(session)) => connection::resume(model, *session),
        Msg::Opened(Err(reason)) => model.leaving = Some((2, Some(reason))),
        Msg::FormSaved(outcome) => return model.screens.device.form_saved(outcome).widen(),
        Msg::Queued(change, outcome) => return queued(model, &change, outcome),
        Msg::Waiting(Ok(waiting)) => model.shared.waiting = waiting,
        Msg::Waiting(Err(reason)) => model.warn(reason),
        Msg::ToTake { from, into, rows } => {
            return queue::take_over(shared, &from, &into, rows).widen();
        }
        Msg::RunBegun(ids, outcome) => runs::begun(model, &ids, outcome),
        Msg::AllCreated(ids) => runs::all_created(model, &ids),
        Msg::LeftOut(rows) => model.warn(say!("{left} left in the queue: already created, without a key. {submit}, then {again} creates them again.", "{left}留在队列中：没有 deviceKey，且已创建过。先按 {submit}，再按 {again} 会再次创建。",
            left = DEVICES.count(rows), submit = shared.key("queue.submit"), again = shared.key("plan.again")
        )),
        Msg::Progress(run, event) => return runs::progress(model, run, event),
        Msg::RunOver(run, outcome) => return runs::over(model, run, outcome),
        Msg::RunLost(run, change, reason) => return runs::lost(model, run, &change, reason),
        Msg::Undoing(run, event) => runs::undoing(model, run, event),
        Msg::UndoOver(run, outcome) => return runs::undo_over(model, run, outcome),
        Msg::Judged(run, index, outcome) => return results::judged(shared, run, index, outcome).widen(),
        Msg::Run(outcome) => {
            if let Some(which) = runs::read(model, outcome) {
                run::run(model, which);
            }
        }
        Msg::Row(run, index, outcome) => {
            return results.row_read(shared, run, index, outcome).widen();
        }
        Msg::Sent(run, index, outcome) => runs::sent(model, run, index, outcome),
        Msg::Requeued(run, rows, outcome) => return runs::requeued(model, run, &rows, outcome),
        Msg::Secret(run, index, outcome) => {
            return results.secret(shared, run, index, outcome).widen();
        }
        Msg::Exported(Ok(path)) => model.say(say!("Written to {path}.", "已写入 {path}。", path = path.display())),
        Msg::Exported(Err(reason)) => model.warn(say!("not written: {reason}", "未写入：{reason}", reason)),
        Msg::ConfigSaved(Ok(config)) => return configured(model, *config),
        Msg::ConfigSaved(Err(reason)) => model.warn(say!("not saved: {reason}", "未保存：{reason}", reason)),
        Msg::Tested(request, outcome) => {
            let free = connection::is_free(model);
            let connect = &mut model.screens.connect;
            return connect.tested(&model.shared, *request, outcome, free).widen();
        }
    }
    Asked::none()
}

/// The configuration is written.
fn configured(model: &mut Model, config: Config) -> Asked {
    let before = std::mem::replace(&mut model.shared.config, config);
    model.screens.connect.saved(&model.shared, &before).widen()
}

/// The store has a change of the queue, or could not take it: then it is undone here too.
fn queued(model: &mut Model, change: &Queued, outcome: Result<(), Reason>) -> Asked {
    let asked = if change.from_form && change.scope == model.shared.scope() {
        model
            .screens
            .device
            .saved(&model.shared, outcome.is_ok())
            .widen()
    } else {
        Asked::none()
    };
    match outcome {
        Ok(()) => {
            model.shared.queue.committed(&change.put);
            asked
        }
        Err(reason) => asked
            .and_warn(say!(
                "not saved, so the change was undone: {reason}",
                "未保存，改动已撤销：{reason}",
                reason
            ))
            .and(Effect::LoadWorkspace(change.scope.clone())),
    }
}

fn from_gateway(model: &mut Model, reply: GatewayReply) -> Asked {
    let (shared, results) = (&model.shared, &model.screens.results);
    match reply {
        GatewayReply::Products(outcome) => {
            let asked = connection::proven(model, outcome.as_ref().err());
            return asked.then(catalogue::listed(model, outcome));
        }
        GatewayReply::Contact(link, waits) => model.shared.link.contact(link, waits),
        GatewayReply::Examined(verdicts) => model.screens.connect.examined(&model.shared, verdicts),
        GatewayReply::Product(_, Ok(product)) => return catalogue::learned(model, *product),
        GatewayReply::NoProduct(key, why) => catalogue::hidden(model, key, why),
        GatewayReply::Product(key, Err(reason)) => model.warn(say!(
            "{key}: {reason}. You can fill in the form, but the attributes cannot be checked.",
            "{key}：{reason}。可以填写设备，但无法检查其属性。",
            reason
        )),
        GatewayReply::Model(id, outcome) => catalogue::model_read(model, id, *outcome),
        GatewayReply::Planned(ticket, plan) => {
            catalogue::not_shown(model, &plan.not_shown);
            model.screens.plan.planned(ticket, plan);
        }
        GatewayReply::GoingOn(run, outcome) => {
            return results::outlook(shared, run, outcome).widen();
        }
        GatewayReply::UndoPreview(run, outcome) => {
            return results::previewed(shared, run, outcome).widen();
        }
        GatewayReply::Candidates(run, index, outcome) => {
            return results.candidates(shared, run, index, outcome).widen();
        }
        GatewayReply::Count(key, outcome) => {
            let known = outcome.map_or_else(Load::Failed, Load::Ready);
            model.shared.loading.counts.insert(key, known);
        }
    }
    Asked::none()
}

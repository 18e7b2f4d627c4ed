//! What a reply changes.

use super::loading::Load;
use super::model::{Model, Screen};
use super::msg::{GatewayReply, Msg, NoProducts, Session};
use super::overlay::Body;
use super::workspace;
use crate::tui::screens::{connect, device, products, queue, results};
use crate::tui::widgets::write::counted;

/// Takes a reply in.
pub(super) fn apply(model: &mut Model, msg: Msg) {
    match msg {
        Msg::Opened(Ok(session)) => opened(model, *session),
        Msg::Opened(Err(reason)) => model.leaving = Some((2, Some(reason))),
        Msg::Connected(generation, outcome) if generation == model.generation => {
            connect::opened(model, outcome);
        }
        Msg::Gateway(generation, reply) if generation == model.generation => {
            from_gateway(model, reply);
        }
        Msg::FormSaved(outcome) => device::form_saved(model, outcome),
        Msg::Queued(change, outcome) => queue::committed(model, &change, outcome),
        Msg::Workspace(scope, outcome) if scope == model.scope() => {
            workspace::read(model, outcome);
        }
        Msg::Connected(..) | Msg::Gateway(..) | Msg::Workspace(..) => {}
        Msg::Waiting(Ok(waiting)) => model.waiting = waiting,
        Msg::Waiting(Err(reason)) => model.warn(reason),
        Msg::ToTake { from, into, rows } => queue::take_over(model, &from, &into, rows),
        Msg::RunBegun(ids, outcome) => results::begun(model, &ids, outcome),
        Msg::LeftOut(rows) => model.warn(format!(
            "{} left in the queue: created already, without a key. s, then a creates them again.",
            counted(rows, "device")
        )),
        Msg::Progress(run, event) => results::progress(model, run, event),
        Msg::RunOver(run, outcome) => results::over(model, run, outcome),
        Msg::RunLost(run, change, reason) => results::lost(model, run, &change, reason),
        Msg::Undoing(run, event) => results::undoing(model, run, event),
        Msg::UndoOver(run, outcome) => results::undo_over(model, run, outcome),
        Msg::Judged(run, index, outcome) => results::judged(model, run, index, outcome),
        Msg::Run(outcome) => results::read(model, outcome),
        Msg::Row(run, index, outcome) => results::row_read(model, run, index, outcome),
        Msg::Requeued(run, rows, outcome) => results::requeued(model, run, &rows, outcome),
        Msg::Secret(run, index, outcome) => results::secret(model, run, index, outcome),
        Msg::Exported(Ok(path)) => model.say(format!("Written to {}.", path.display())),
        Msg::Exported(Err(reason)) => model.warn(format!("not written: {reason}")),
        Msg::ConfigSaved(outcome) => connect::saved(model, outcome),
        Msg::Tested(request, outcome) => connect::tested(model, *request, outcome),
    }
}

fn opened(model: &mut Model, session: Session) {
    model.opened = true;
    model.config = session.config;
    model.results.runs = session.runs;
    model.queue.next_id = session.next_row;
    model.screen = Screen::Products;
    connect::resume(model, session.last);
}

fn from_gateway(model: &mut Model, reply: GatewayReply) {
    match reply {
        GatewayReply::Products(outcome) => {
            connect::answered(model, outcome.as_ref());
            model.loading.products = match outcome {
                Ok(list) => {
                    model.catalogue.list(list.products, list.more);
                    Load::Ready(())
                }
                Err(NoProducts { reason, kept, .. }) => {
                    model.catalogue.recall(kept);
                    Load::Failed(reason)
                }
            };
            products::rematch(model);
            queue::check_products(model);
            workspace::want_models(model);
        }
        GatewayReply::Contact(link, waits) => connect::contact(model, link, waits),
        GatewayReply::Examined(verdicts) => connect::fill(model, Body::Verdicts(verdicts)),
        GatewayReply::Product(_, Ok(product)) => {
            let model_id = product.model_id.clone();
            model.catalogue.learn(*product);
            products::rematch(model);
            products::want_model(model, &model_id);
            device::check(model);
            queue::check_products(model);
        }
        GatewayReply::NoProduct(key, why) => {
            // Its rows and its form say so, for as long as it is so.
            model.catalogue.hidden.insert(key, why);
            device::check(model);
            queue::check_products(model);
        }
        GatewayReply::Product(key, Err(reason)) => model.warn(format!(
            "{key}: {reason}. The device can be filled, but its attributes cannot be checked."
        )),
        GatewayReply::Model(id, outcome) => {
            model.loading.models.remove(&id);
            model.catalogue.models.insert(id, *outcome);
            device::model_arrived(model);
            queue::check_products(model);
        }
        GatewayReply::Planned(ticket, plan) => queue::planned(model, ticket, plan),
        GatewayReply::GoingOn(run, outcome) => results::going_on(model, run, outcome),
        GatewayReply::UndoPreview(run, outcome) => results::previewed(model, run, outcome),
        GatewayReply::Candidates(run, index, outcome) => {
            results::candidates(model, run, index, outcome);
        }
        GatewayReply::Count(key, outcome) => {
            let known = outcome.map_or_else(Load::Failed, Load::Ready);
            model.loading.counts.insert(key, known);
        }
    }
}

//! What a reply changes.

use super::desk;
use super::effect::Effect;
use super::loading::Load;
use super::model::{Model, Screen};
use super::msg::{Heard, Msg, NoProducts, Session};
use crate::tui::screens::{connect, device, products, queue, results};
use crate::tui::widgets::write::counted;

/// Takes a reply in.
pub(super) fn apply(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Opened(Ok(session)) => opened(model, *session),
        Msg::Opened(Err(reason)) => {
            model.leaving = Some((2, Some(reason)));
            Vec::new()
        }
        Msg::Connected(generation, outcome) if generation == model.generation => {
            connect::opened(model, outcome)
        }
        Msg::Gateway(generation, heard) if generation == model.generation => heard_of(model, heard),
        Msg::Connected(..) | Msg::Gateway(..) => Vec::new(),
        Msg::Desk(scope, _) if scope != model.scope() => Vec::new(),
        Msg::FormSaved(outcome) => {
            device::form_saved(model, outcome);
            Vec::new()
        }
        Msg::Queued(change, outcome) => queue::committed(model, &change, outcome),
        Msg::Desk(_, outcome) => desk::read(model, outcome),
        Msg::Waiting(outcome) => {
            desk::waiting(model, outcome);
            Vec::new()
        }
        Msg::ToTake { from, into, rows } => queue::take_over(model, &from, &into, rows),
        Msg::RunBegun(ids, outcome) => results::begun(model, &ids, outcome),
        Msg::LeftOut(rows) => {
            model.warn(format!(
                "{} left in the queue: created already, without a key. s, then a creates them again.",
                counted(rows, "device")
            ));
            Vec::new()
        }
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
        Msg::Exported(Ok(path)) => {
            model.say(format!("Written to {}.", path.display()));
            Vec::new()
        }
        Msg::Exported(Err(reason)) => {
            model.warn(format!("not written: {reason}"));
            Vec::new()
        }
        Msg::ConfigSaved(outcome) => connect::saved(model, outcome),
        Msg::Tested(request, outcome) => {
            connect::tested(model, *request, outcome);
            Vec::new()
        }
    }
}

fn opened(model: &mut Model, session: Session) -> Vec<Effect> {
    model.opened = true;
    model.config = session.config;
    model.results.runs = session.runs;
    queue::number_from(model, session.next_row);
    model.screen = Screen::Products;
    connect::resume(model, session.last)
}

#[expect(clippy::too_many_lines, reason = "one arm a reply")]
fn heard_of(model: &mut Model, heard: Heard) -> Vec<Effect> {
    match heard {
        Heard::Products(outcome) => {
            let mut effects = connect::answered(model, outcome.as_ref());
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
            effects.extend(products::rematch(model));
            effects.extend(queue::want_models(model));
            if let Some(product_key) = model.device.product_key() {
                effects.extend(device::wanted(model, &product_key));
            }
            device::model_arrived(model);
            effects
        }
        Heard::Contact(link, waits) => {
            connect::contact(model, link, waits);
            Vec::new()
        }
        Heard::Examined(verdicts) => {
            connect::examined(model, verdicts);
            Vec::new()
        }
        Heard::Product(_, Ok(product)) => {
            let model_id = product.model_id.clone();
            model.catalogue.learn(*product);
            let mut effects = products::rematch(model);
            effects.extend(products::want_model(model, &model_id));
            device::check(model);
            queue::check(model);
            effects
        }
        Heard::NoProduct(key, why) => {
            // Its rows and its form say so, for as long as it is so.
            model.catalogue.hidden.insert(key, why);
            device::check(model);
            queue::check(model);
            Vec::new()
        }
        Heard::Product(key, Err(reason)) => {
            model.warn(format!(
                "{key}: {reason}. The device can be filled, but its attributes cannot be checked."
            ));
            Vec::new()
        }
        Heard::Model(id, outcome) => {
            model.loading.models.remove(&id);
            model.catalogue.models.insert(id, *outcome);
            device::model_arrived(model);
            queue::check(model);
            Vec::new()
        }
        Heard::Planned(ticket, plan) => {
            queue::planned(model, ticket, plan);
            Vec::new()
        }
        Heard::GoingOn(run, outcome) => {
            results::going_on(model, run, outcome);
            Vec::new()
        }
        Heard::UndoPreview(run, outcome) => {
            results::previewed(model, run, outcome);
            Vec::new()
        }
        Heard::Candidates(run, index, outcome) => {
            results::candidates(model, run, index, outcome);
            Vec::new()
        }
        Heard::Count(key, outcome) => {
            let known = outcome.map_or_else(Load::Failed, Load::Ready);
            model.loading.counts.insert(key, known);
            Vec::new()
        }
    }
}

//! Products and thing models: asked for, and what follows when they come.

use super::Model;
use super::answer::Asked;
use crate::catalogue::ReadModel;
use crate::domain::Product;
use crate::enos::ProductList;
use crate::provision::plan::NotShown;
use crate::said::Said;
use crate::tui::shared::{Effect, Load, Loading, NoProducts};

/// The list of products was read, or not.
pub(super) fn listed(model: &mut Model, outcome: Result<ProductList, NoProducts>) -> Asked {
    let shared = &mut model.shared;
    shared.loading.products = match outcome {
        Ok(list) => {
            shared.catalogue.list(list.products, list.more);
            Load::Ready(())
        }
        Err(NoProducts { reason, kept, .. }) => {
            shared.catalogue.recall(kept);
            Load::Failed(reason)
        }
    };
    model.shared.check_queue();
    all_wanted(model);
    rematch(model)
}

/// A product was read by its key.
pub(super) fn learned(model: &mut Model, product: Product) -> Asked {
    let model_id = product.model_id.clone();
    model.shared.catalogue.learn(product);
    let effect = model.shared.model_wanted(&model_id);
    model.want(effect);
    check(model);
    rematch(model)
}

/// `EnOS` does not show a product: its rows and its form say so, for as long as it is so.
pub(super) fn hidden(model: &mut Model, product_key: String, why: Said) {
    model.shared.catalogue.hidden.insert(product_key, why);
    check(model);
}

/// `EnOS` does not show these products of a plan.
pub(super) fn not_shown(model: &mut Model, products: &[NotShown]) {
    for product in products {
        let (key, why) = (product.product_key.clone(), product.why.clone());
        model.shared.catalogue.hidden.insert(key, why);
    }
    if !products.is_empty() {
        model.shared.check_queue();
    }
}

/// A thing model was read, or could not be.
pub(super) fn model_read(model: &mut Model, id: String, outcome: ReadModel) {
    model.shared.loading.models.remove(&id);
    model.shared.catalogue.models.insert(id, outcome);
    model.screens.device.model_arrived(&model.shared);
    model.shared.check_queue();
}

fn check(model: &mut Model) {
    model.screens.device.check(&model.shared);
    model.shared.check_queue();
}

fn rematch(model: &mut Model) -> Asked {
    let asked = model.screens.products.rematch(&model.shared);
    asked.widen()
}

/// Asks for what is not known yet of a product that is looked at closer.
pub(super) fn look(model: &mut Model, product_key: &str) {
    let product = model.shared.catalogue.product(product_key);
    if let Some(model_id) = product.map(|product| product.model_id.clone()) {
        let effect = model.shared.model_wanted(&model_id);
        model.want(effect);
    }
    let effect = model.shared.count_wanted(product_key);
    model.want(effect);
}

/// Asks the gateway again.
pub(super) fn reload(model: &mut Model) -> Asked {
    let shared = &mut model.shared;
    shared.catalogue.models.clear();
    shared.catalogue.hidden.clear();
    shared.loading = Loading {
        products: Load::Loading,
        ..Loading::default()
    };
    if shared.about().is_some() {
        return Effect::LoadProducts.into();
    }
    let asked = model.screens.connect.again(&model.shared);
    asked.widen()
}

/// Asks for the thing models of the queue that are not known yet.
pub(super) fn want_models(model: &mut Model) {
    let products: Vec<String> = model.shared.queue.products().map(str::to_owned).collect();
    for product_key in products {
        let effect = model.shared.product_wanted(&product_key);
        model.want(effect);
    }
}

/// The same for queue and form, which takes the one that is here.
pub(super) fn all_wanted(model: &mut Model) {
    want_models(model);
    if let Some(product_key) = model.screens.device.product_key() {
        let effect = model.shared.product_wanted(&product_key);
        model.want(effect);
    }
    model.screens.device.model_arrived(&model.shared);
}

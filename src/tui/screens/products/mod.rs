//! Products: find one, see what its devices need, start a device of it.

mod view;

use crossterm::event::{KeyCode, KeyEvent};

use crate::domain::Product;
use crate::provision::visits;
use crate::tui::app::{Command, Effect, Load, Loading, Model, Overlay, Pick, Prompted, Reason};
use crate::tui::picker::{PickItem, Picker};
use crate::tui::screens::{connect, prompt};
use crate::tui::text_field::TextField;
use crate::tui::widgets::fuzzy::rank;
use crate::tui::widgets::table::moved;

pub(crate) use view::draw;

/// What the products screen remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The search text.
    pub find: TextField,
    /// Whether the search field has the focus.
    pub finding: bool,
    /// The selected one of the matches.
    pub selected: usize,
    /// Indexes into the catalogue's products, best first.
    pub matches: Vec<usize>,
}

/// Everything of a product that can be searched for.
fn haystack(product: &Product) -> String {
    let keys = [product.product_key.as_str(), &product.model_id];
    let texts: Vec<_> = product.product_name.texts().chain(keys).collect();
    texts.join(" ")
}

/// Finds again, after the query or the products have changed.
pub(crate) fn rematch(model: &mut Model) {
    let products = each(model);
    let haystacks: Vec<_> = products.map(|product| haystack(product).into()).collect();
    model.products.matches = rank(&model.products.find.text(), &haystacks);
    model.products.selected = 0;
    look_closer(model);
}

/// The product under the selection.
pub(crate) fn selected(model: &Model) -> Option<&Product> {
    at(model, *model.products.matches.get(model.products.selected)?)
}

/// The product at this place in the catalogue; the look counts.
fn at(model: &Model, place: usize) -> Option<&Product> {
    visits::note(1);
    model.catalogue.products().get(place)
}

/// All products; every look counts.
fn each(model: &Model) -> impl Iterator<Item = &Product> {
    let products = model.catalogue.products().iter();
    products.inspect(|_| visits::note(1))
}

/// Asks for what the detail pane shows of the selected product and is not known yet.
pub(crate) fn look_closer(model: &mut Model) {
    let Some(product) = selected(model) else {
        return;
    };
    let (key, model_id) = (product.product_key.clone(), product.model_id.clone());
    want_model(model, &model_id);
    let count = model.loading.counts.entry(key.clone()).or_default();
    if *count == Load::Idle {
        *count = Load::Loading;
        model.want(Effect::CountDevices(key));
    }
}

/// Asks for a thing model unless it is here or under way.
pub(crate) fn want_model(model: &mut Model, model_id: &str) {
    if model.about().is_none() {
        return;
    }
    let known = model.catalogue.models.get(model_id);
    if known.is_some_and(Result::is_ok) || !model.loading.models.insert(model_id.to_owned()) {
        return;
    }
    model.want(Effect::LoadModel(model_id.to_owned()));
}

/// Keys that are no command: typing into the search field and moving.
pub(crate) fn key(model: &mut Model, key: KeyEvent) {
    if let Some(to) = moved_by(model, key.code) {
        model.products.selected = to;
        return look_closer(model);
    }
    if !model.products.finding && key.code != KeyCode::Esc {
        return;
    }
    let before = model.products.find.text();
    match key.code {
        KeyCode::Esc => {
            model.products.finding = false;
            model.products.find.set_text("");
        }
        KeyCode::Enter | KeyCode::Tab => {
            model.products.finding = false;
            return crate::tui::app::run(Command::UseProduct, model);
        }
        _ => {
            model.products.find.key(key);
        }
    }
    if model.products.find.text() == before {
        return;
    }
    rematch(model);
}

fn moved_by(model: &Model, code: KeyCode) -> Option<usize> {
    let typed =
        model.products.finding && matches!(code, KeyCode::Char(_) | KeyCode::Home | KeyCode::End);
    if typed {
        return None;
    }
    let state = &model.products;
    moved(code, state.selected, state.matches.len(), model.page())
}

/// Pasted text: into the search.
pub(crate) fn paste(model: &mut Model, text: &str) {
    model.products.finding = true;
    model.products.find.paste(text);
    rematch(model);
}

/// Begins a device of the selected product.
pub(crate) fn use_selected(model: &mut Model) {
    let product_key = selected(model).map(|product| product.product_key.clone());
    if let Some(key) = product_key {
        super::device::use_product(model, &key);
    }
}

/// Asks for a product key.
pub(crate) fn ask_key(model: &mut Model) {
    let hint = "As the EnOS console shows it under Product Details.";
    let then = Prompted::ProductKey;
    prompt(model, "Product key", Vec::new(), hint, then);
}

/// Uses the product with the key typed.
pub(crate) fn by_key(model: &mut Model, typed: &str) -> Result<(), Reason> {
    if typed.is_empty() {
        return Err("a product key is needed".to_owned());
    }
    super::device::use_product(model, typed);
    Ok(())
}

/// Asks the gateway again.
pub(crate) fn reload(model: &mut Model) {
    model.catalogue.models.clear();
    model.catalogue.hidden.clear();
    model.loading = Loading {
        products: Load::Loading,
        ..Loading::default()
    };
    if model.about().is_none() {
        return connect::again(model);
    }
    model.say("Reading the products again.");
    model.want(Effect::LoadProducts);
}

/// Offers all products for the device on the form.
pub(crate) fn change(model: &mut Model) {
    let items = each(model).map(|product| PickItem {
        value: Pick::Product(product.product_key.clone()),
        label: product.product_name.texts().collect::<Vec<_>>().join("  "),
        detail: product.product_key.clone(),
        search: product.model_id.clone(),
    });
    let current = model.device.product_key().map(Pick::Product);
    let picker = Picker::new("Which product?", items.collect(), current.as_ref());
    model.overlays.push(Overlay::Pick(picker));
}

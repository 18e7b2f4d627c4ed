//! Values that are picked from a list: the product, a time zone, an option.

use super::{check, keep::kept, with_model};
use crate::domain::Timestamp;
use crate::provision::timezone;
use crate::tui::app::{Effect, Model, Overlay, Wanted};
use crate::tui::form::DeviceKey;
use crate::tui::screens::products;
use crate::tui::widgets::picker::{PickItem, Picker};

/// Offers the products for the device on the form.
pub(crate) fn change_product(model: &mut Model) -> Vec<Effect> {
    let current = model.device.product_key();
    let picker = products::picker(model, current.as_ref());
    model.overlays.push(Overlay::Value(picker, Wanted::Product));
    Vec::new()
}

/// A value was picked for a field.
pub(crate) fn picked(model: &mut Model, key: &DeviceKey, value: &str) -> Vec<Effect> {
    let Some(sheet) = &mut model.device.sheet else {
        return Vec::new();
    };
    sheet.form.form_mut().set_text(key, value);
    check(model);
    vec![kept(model)]
}

/// A product was picked for the device on the form.
pub(crate) fn product_picked(model: &mut Model, product_key: &str) -> Vec<Effect> {
    if let Some(sheet) = &mut model.device.sheet {
        sheet.form.product_changed(product_key);
    }
    with_model(model)
}

/// Opens the list for a field.
pub(super) fn offer(model: &mut Model, key: DeviceKey) {
    let Some(sheet) = &model.device.sheet else {
        return;
    };
    let form = sheet.form.form();
    let current = form
        .row(&key)
        .and_then(|row| row.texts().into_iter().next());
    let (title, items) = if key == DeviceKey::Timezone {
        ("Which time zone?", zones(model.now))
    } else {
        ("Which value?", sheet.form.options(&key))
    };
    let typed = current.clone().unwrap_or_default();
    let picker = Picker::new(title, items, current.as_ref()).searching(&typed);
    model
        .overlays
        .push(Overlay::Value(picker, Wanted::Field(key)));
}

fn zones(now: Timestamp) -> Vec<PickItem<String>> {
    let item = |zone: timezone::Zone| PickItem {
        detail: zone_hint(&zone),
        label: zone.id.clone(),
        value: zone.id,
        search: String::new(),
    };
    timezone::zones(now).into_iter().map(item).collect()
}

/// What a zone means today.
pub(super) fn zone_hint(zone: &timezone::Zone) -> String {
    let saving = if zone.daylight_saving {
        "daylight saving"
    } else {
        "no daylight saving"
    };
    format!("{}, {saving}", zone.offset_now)
}

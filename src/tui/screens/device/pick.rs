//! Values that are picked from a list: the product, a time zone, an option.

use super::{changed, with_model};
use crate::domain::Timestamp;
use crate::provision::timezone;
use crate::tui::app::{Model, Overlay, Pick};
use crate::tui::form::DeviceKey;
use crate::tui::picker::{PickItem, Picker};

/// A value was picked for a field.
pub(crate) fn picked(model: &mut Model, key: &DeviceKey, value: &str) {
    if let Some(edited) = &mut model.device.edited {
        edited.form.form.set_text(key, value);
        changed(model);
    }
}

/// A product was picked for the device on the form.
pub(crate) fn product_picked(model: &mut Model, product_key: &str) {
    if let Some(edited) = &mut model.device.edited {
        edited.form.product_changed(product_key);
    }
    with_model(model);
}

/// Opens the list for a field.
pub(super) fn offer(model: &mut Model, key: &DeviceKey) {
    let Some(edited) = &model.device.edited else {
        return;
    };
    let row = edited.form.form.row(key);
    let current = row.and_then(|row| row.texts().into_iter().next());
    let (title, items) = if *key == DeviceKey::Timezone {
        ("Which time zone?", zones(model.now))
    } else {
        ("Which value?", edited.form.options(key))
    };
    let typed = current.clone().unwrap_or_default();
    let field = |value| Pick::Field(key.clone(), value);
    let items = items.into_iter().map(|item| PickItem {
        value: field(item.value),
        label: item.label,
        detail: item.detail,
        search: item.search,
    });
    let current = current.map(field);
    let picker = Picker::new(title, items.collect(), current.as_ref()).searching(&typed);
    model.overlays.push(Overlay::Pick(picker));
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

//! Values that are picked from a list: the product, a time zone, an option.

use super::{Answer, Requests, State};
use crate::domain::{Product, Timestamp};
use crate::provision::{timezone, visits};
use crate::said::{Said, pair, say};
use crate::tui::contract::Overlay;
use crate::tui::form::DeviceKey;
use crate::tui::picker::{PickItem, Picker};
use crate::tui::shared::Shared;

impl State {
    /// A value was picked for a field.
    pub(super) fn picked(&mut self, shared: &Shared, key: &DeviceKey, value: &str) -> Requests {
        let Some(edited) = &mut self.edited else {
            return Requests::none();
        };
        edited.form.form.set_text(key, value);
        self.changed(shared)
    }

    /// A product was picked for the device on the form.
    pub(super) fn product_picked(&mut self, shared: &Shared, product_key: &str) -> Requests {
        if let Some(edited) = &mut self.edited {
            edited.form.product_changed(product_key);
        }
        self.with_model(shared)
    }

    /// Offers all products for the device on the form.
    pub(super) fn change_product(&mut self, shared: &Shared) -> Requests {
        let products = shared.catalogue.products();
        let item = |product: &Product| PickItem {
            value: Answer::Product(product.product_key.clone()),
            label: Said::data(product.product_name.texts().collect::<Vec<_>>().join("  ")),
            detail: Said::data(&product.product_key),
            search: product.model_id.clone(),
        };
        let items = products.iter().inspect(|_| visits::note(1)).map(item);
        let key = self.product_key();
        let current = products
            .iter()
            .position(|product| Some(&product.product_key) == key.as_ref());
        let title = pair!("Which product?", "选择哪个产品？");
        Overlay::Pick(Picker::new(title, items.collect(), current)).into()
    }

    /// Opens the list for a field.
    pub(super) fn offer(&self, shared: &Shared, key: &DeviceKey) -> Requests {
        let Some(edited) = &self.edited else {
            return Requests::none();
        };
        let row = edited.form.form.row(key);
        let current = row.and_then(|row| row.texts().into_iter().next());
        let (title, items) = if *key == DeviceKey::Timezone {
            (
                pair!("Which time zone?", "选择哪个时区？"),
                zones(shared.now),
            )
        } else {
            (
                pair!("Which value?", "选择哪个值？"),
                edited.form.options(key),
            )
        };
        let current = current.unwrap_or_default();
        let place = items.iter().position(|item| item.value == current);
        let items = items.into_iter().map(|item| PickItem {
            value: Answer::Field(key.clone(), item.value),
            label: item.label,
            detail: item.detail,
            search: item.search,
        });
        let picker = Picker::new(title, items.collect(), place).searching(&current);
        Overlay::Pick(picker).into()
    }
}

fn zones(now: Timestamp) -> Vec<PickItem<String>> {
    let item = |zone: timezone::Zone| PickItem {
        detail: zone_hint(&zone),
        label: Said::data(&zone.id),
        search: timezone::also(&zone.id),
        value: zone.id,
    };
    timezone::zones(now).into_iter().map(item).collect()
}

/// What stands for a device key that is not typed: who makes one.
pub(super) fn made_key(shared: &Shared) -> Said {
    if shared.about().is_some_and(|about| about.keys_by_server) {
        pair!("made by EnOS", "由 EnOS 生成")
    } else {
        pair!(
            "made here: ten letters and digits",
            "自动生成：十位字母和数字"
        )
    }
}

/// What a zone means today.
pub(super) fn zone_hint(zone: &timezone::Zone) -> Said {
    let offset = &zone.offset_now;
    if zone.daylight_saving {
        say!("{offset}, daylight saving", "{offset}，有夏令时")
    } else {
        say!("{offset}, no daylight saving", "{offset}，无夏令时")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    /// 2024-05-01T00:00:00Z
    const MAY: Timestamp = Timestamp(1_714_521_600_000);

    #[test]
    fn a_zone_is_found_by_what_people_call_it() {
        for (typed, found) in [
            ("上海", "Asia/Shanghai"),
            ("beijing", "Asia/Shanghai"),
            ("Beij", "Asia/Shanghai"),
            ("calcutta", "Asia/Kolkata"),
            ("kolkata", "Asia/Kolkata"),
            ("india", "Asia/Kolkata"),
            ("印度", "Asia/Kolkata"),
            ("utc", "+00:00"),
            ("UTC+8", "+08:00"),
            ("new york", "America/New_York"),
            ("+05:30", "+05:30"),
        ] {
            let mut picker = Picker::new(Said::default(), zones(MAY), None);
            for letter in typed.chars() {
                picker.key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE));
            }
            let first = picker.choose();
            assert_eq!(first.as_deref(), Some(found), "{typed}");
        }
    }
}

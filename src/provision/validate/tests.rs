//! What the rules say of single devices.

mod arbitrary;
mod attributes;
mod identity;
mod timezones;

use super::*;
use crate::domain::StringI18n;
use crate::words;

const STRICT: Rules = Rules { lenient: false };
const LENIENT: Rules = Rules { lenient: true };

/// A draft without a problem.
fn sound() -> Draft {
    Draft {
        product_key: "2zp6A70r".to_owned(),
        device_name: StringI18n::plain("Inverter 1"),
        timezone: "+08:00".to_owned(),
        device_key: Some("INV-001".to_owned()),
        ..Draft::default()
    }
}

/// The problems as lines: `error deviceKey: message`.
fn lines(draft: &Draft, model: Option<&ThingModel>, rules: Rules) -> Vec<String> {
    check(draft, model, rules)
        .into_iter()
        .map(|problem| {
            let severity = if problem.is_error() {
                "error"
            } else {
                "warning"
            };
            format!("{severity} {}", words::problem(&problem).en())
        })
        .collect()
}

/// The problems of the sound draft after a change to it.
fn after(change: impl FnOnce(&mut Draft)) -> Vec<String> {
    let mut draft = sound();
    change(&mut draft);
    lines(&draft, None, STRICT)
}

#[test]
fn a_sound_draft_has_no_problem() {
    assert_eq!(after(|_| ()), Vec::<String>::new());
}

#[test]
fn an_empty_draft_lacks_the_three_mandatory_fields_in_form_order() {
    assert_eq!(
        lines(&Draft::default(), None, LENIENT),
        [
            "error productKey: required; choose a product",
            "error deviceName.defaultValue: required; enter a name",
            "error timezone: required; write an offset such as +08:00 or a name such as Asia/Shanghai",
        ]
    );
}

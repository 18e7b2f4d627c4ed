//! Which devices are still those that a run made.

use serde_json::json;

use crate::domain::{
    Attribute, Cause, DataType, Draft, FoundDevice, Sign, StringI18n, ThingModel, Timestamp,
};
use crate::provision::undo::{Blind, Made, Sight, judge};
use crate::words;

const MADE: i64 = 1_751_457_600_000;

fn draft() -> Draft {
    let mut draft = Draft {
        product_key: "P".to_owned(),
        device_name: StringI18n::plain("Pump"),
        timezone: "+08:00".to_owned(),
        device_desc: Some("as made".to_owned()),
        ..Draft::default()
    };
    draft.device_attributes.insert("power".to_owned(), json!(5));
    draft.device_tags.insert("crew".to_owned(), "3".to_owned());
    draft
}

fn found() -> FoundDevice {
    let never = [
        "activeTime",
        "lastOnlineTime",
        "lastOfflineTime",
        "eventLastUpdate",
    ];
    let mut found = FoundDevice {
        product_key: "P".to_owned(),
        device_key: "SN-1".to_owned(),
        asset_id: "A1".to_owned(),
        device_name: StringI18n::plain("Pump"),
        timezone: "+08:00".to_owned(),
        device_desc: Some("as made".to_owned()),
        create_time: Some(Timestamp(MADE)),
        status: "inactive".to_owned(),
        signs: never.map(|name| (name.to_owned(), Sign::Never)).into(),
        ..FoundDevice::default()
    };
    found
        .device_attributes
        .insert("power".to_owned(), json!(5.0));
    found.device_tags.insert("crew".to_owned(), "3".to_owned());
    found
}

/// The device after somebody did this to it.
fn after(touch: impl FnOnce(&mut FoundDevice)) -> FoundDevice {
    let mut found = found();
    touch(&mut found);
    found
}

fn sight(asset_id: Option<&str>, model: Option<&ThingModel>, found: &FoundDevice) -> Sight {
    let draft = draft();
    let made = Made {
        asset_id,
        draft: &draft,
        model,
    };
    judge(made, found)
}

fn untouched() -> Sight {
    Sight::Untouched([].into())
}

#[test]
fn the_device_as_it_was_made_is_untouched() {
    assert_eq!(sight(Some("A1"), None, &found()), untouched());
    let updated_as_made = after(|device| {
        device
            .signs
            .insert("updateTime".to_owned(), Sign::At(Timestamp(MADE)));
        device.signs.insert(
            "attributeLastUpdate".to_owned(),
            Sign::At(Timestamp(MADE - 1)),
        );
    });
    assert_eq!(sight(Some("A1"), None, &updated_as_made), untouched());
}

/// Each of these devices is kept, with and without the model, for a reason that contains these words.
fn kept<const N: usize>(cases: [(FoundDevice, &str); N]) {
    let model = model();
    for (found, why) in cases {
        for model in [None, Some(&model)] {
            let Sight::Changed(told) = sight(Some("A1"), model, &found) else {
                panic!("{found:?}");
            };
            let told = words::cause(&told);
            assert!(told.en().contains(why), "{told:?}");
        }
    }
}

fn signed(name: &str, sign: Sign) -> FoundDevice {
    after(|device| {
        device.signs.insert(name.to_owned(), sign);
    })
}

#[test]
fn another_asset_is_kept() {
    let nameless = after(|device| device.asset_id = String::new());
    for (ours, found) in [(Some("A2"), found()), (None, found()), (Some(""), nameless)] {
        let Sight::Changed(told) = sight(ours, None, &found) else {
            panic!("{ours:?}");
        };
        assert!(matches!(told, Cause::OtherAsset { .. }), "{told:?}");
    }
}

#[test]
fn what_was_used_is_kept_whatever_its_status_says() {
    kept([
        (
            after(|device| device.status = "online".to_owned()),
            "\"online\"",
        ),
        (after(|device| device.status = String::new()), "status"),
        (signed("activeTime", Sign::At(Timestamp(1))), "activeTime"),
        (
            signed("lastOnlineTime", Sign::At(Timestamp(MADE))),
            "lastOnlineTime",
        ),
        (
            signed("lastOfflineTime", Sign::Odd("?".to_owned())),
            "lastOfflineTime",
        ),
    ]);
}

#[test]
fn what_was_changed_in_what_the_row_gave_is_kept() {
    kept([
        (
            after(|device| device.device_name = StringI18n::plain("Pump 2")),
            "deviceName.defaultValue",
        ),
        (
            after(|device| device.timezone = "+09:00".to_owned()),
            "timezone",
        ),
        (after(|device| device.device_desc = None), "deviceDesc"),
        (
            after(|device| device.device_tags.clear()),
            "deviceTags.crew",
        ),
        (
            after(|device| {
                device
                    .device_attributes
                    .insert("power".to_owned(), json!(6));
            }),
            "deviceAttributes.power",
        ),
    ]);
}

#[test]
fn what_was_changed_in_what_the_row_left_out_is_kept() {
    kept([
        (
            after(|device| {
                device
                    .device_tags
                    .insert("owner".to_owned(), "x".to_owned());
            }),
            "deviceTags.owner",
        ),
        (
            after(|device| {
                let names = &mut device.device_name.i18n_value;
                names.insert("zh_CN".to_owned(), "泵".to_owned());
            }),
            "deviceName.i18nValue.zh_CN",
        ),
        (
            after(|device| {
                device
                    .device_attributes
                    .insert("phase".to_owned(), json!("b"));
            }),
            "deviceAttributes.phase",
        ),
    ]);
}

#[test]
fn what_was_updated_after_it_was_made_is_kept() {
    kept([
        (
            signed("updateTime", Sign::At(Timestamp(MADE + 1))),
            "updateTime",
        ),
        (
            signed("attributeLastUpdate", Sign::At(Timestamp(MADE + 1))),
            "attributeLastUpdate",
        ),
        (
            signed("somethingLastUpdate", Sign::Odd("?".to_owned())),
            "somethingLastUpdate",
        ),
        (
            after(|device| {
                device.create_time = None;
                device
                    .signs
                    .insert("updateTime".to_owned(), Sign::At(Timestamp(1)));
            }),
            "at an unknown time",
        ),
    ]);
}

#[test]
fn a_description_that_the_row_left_out_is_a_change() {
    let draft = Draft {
        device_desc: None,
        ..draft()
    };
    let made = Made {
        asset_id: Some("A1"),
        draft: &draft,
        model: None,
    };
    assert!(
        matches!(judge(made, &found()), Sight::Changed(why) if words::cause(&why).en().contains("deviceDesc"))
    );
}

fn model() -> ThingModel {
    let attribute = |identifier: &str, default| Attribute {
        identifier: identifier.to_owned(),
        name: StringI18n::default(),
        desc: String::new(),
        data_type: DataType::Int,
        required: false,
        default,
        unit: None,
    };
    ThingModel {
        attributes: vec![
            attribute("phase", Some(json!("a"))),
            attribute("power", None),
        ],
        ..ThingModel::default()
    }
}

#[test]
fn what_the_model_fills_in_is_nobodys_change() {
    let filled = after(|device| {
        device
            .device_attributes
            .insert("phase".to_owned(), json!("a"));
        device
            .device_attributes
            .insert("empty".to_owned(), json!(null));
        device
            .device_name
            .i18n_value
            .insert("ja_JP".to_owned(), String::new());
    });
    assert_eq!(sight(Some("A1"), Some(&model()), &filled), untouched());
    let Sight::Changed(why) = sight(Some("A1"), None, &filled) else {
        panic!("without the model it cannot be told");
    };
    assert!(words::cause(&why).en().contains("thing model"), "{why:?}");
}

#[test]
fn what_is_not_shown_is_said() {
    let silent = after(|device| device.signs.clear());
    let blind = [Blind::Uses, Blind::Updates].into();
    assert_eq!(sight(Some("A1"), None, &silent), Sight::Untouched(blind));
    let half = after(|device| {
        device.signs.remove("lastOfflineTime");
    });
    let blind = [Blind::Uses].into();
    assert_eq!(sight(Some("A1"), None, &half), Sight::Untouched(blind));
}

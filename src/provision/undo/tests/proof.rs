//! Which devices are still those that a run made.

use crate::domain::{Draft, FoundDevice, StringI18n};
use crate::provision::undo::{Sight, judge};

fn draft() -> Draft {
    Draft {
        product_key: "P".to_owned(),
        device_name: StringI18n::plain("Pump"),
        timezone: "+08:00".to_owned(),
        ..Draft::default()
    }
}

fn found() -> FoundDevice {
    FoundDevice {
        product_key: "P".to_owned(),
        device_key: "SN-1".to_owned(),
        asset_id: "A1".to_owned(),
        device_name: StringI18n::plain("Pump"),
        timezone: "+08:00".to_owned(),
        status: "inactive".to_owned(),
        ..FoundDevice::default()
    }
}

#[test]
fn the_device_as_it_was_made_is_unchanged_and_none_is_missing() {
    assert_eq!(
        judge(Some("A1"), &draft(), Some(&found())),
        Sight::Unchanged
    );
    assert_eq!(judge(Some("A1"), &draft(), None), Sight::Missing);
}

#[test]
fn every_doubt_keeps_it_and_says_why() {
    let renamed = FoundDevice {
        device_name: StringI18n::plain("Pump 2"),
        ..found()
    };
    let status = |status: &str| FoundDevice {
        status: status.to_owned(),
        ..found()
    };
    let anonymous = FoundDevice {
        asset_id: String::new(),
        ..found()
    };
    for (ours, found, why) in [
        (Some("A2"), found(), "\"A1\""),
        (None, found(), "\"A1\""),
        (Some(""), anonymous, "asset"),
        (Some("A1"), status("online"), "\"online\""),
        (Some("A1"), status(""), "status"),
        (Some("A1"), renamed, "deviceName.defaultValue"),
    ] {
        let Sight::Changed(told) = judge(ours, &draft(), Some(&found)) else {
            panic!("{ours:?} {found:?}");
        };
        assert!(told.contains(why), "{told}");
    }
}

//! Rows whose reply was lost, on gateways whose times prove little.

use std::sync::Arc;

use super::gateway::{BEGAN, Bench, Gateway, all_created, error, found};
use crate::domain::RowState::{self, Created, Failed, Unknown};
use crate::domain::{Broken, FoundDevice, StringI18n, Timestamp};
use crate::enos::{Acted, Fault};

const HOUR: i64 = 3_600_000;

/// Sends four rows, the first two with a reply, which EnOS shows as made at `BEGAN` + `told`; the reply of
/// the others is lost, and EnOS shows for them what `shown` makes of the device that they would have become.
async fn lost(
    clock: bool,
    told: Option<i64>,
    shown: impl Fn(&mut FoundDevice) + Send + 'static,
) -> Vec<RowState> {
    let bench = Bench::new(4);
    let mut gateway = Gateway::default();
    if !clock {
        gateway.clock = None;
    }
    let made = Arc::clone(&gateway.made);
    let then = Arc::clone(&gateway.made);
    let gateway = gateway
        .then(move |devices| {
            let devices_shown = devices.iter().map(|draft| FoundDevice {
                create_time: told.map(|told| Timestamp(BEGAN + told)),
                ..found(draft)
            });
            made.lock().unwrap().extend(devices_shown);
            Ok(all_created(devices))
        })
        .then(move |devices| {
            for draft in devices {
                let mut device = found(draft);
                shown(&mut device);
                then.lock().unwrap().push(device);
            }
            Err(error(
                Fault::Lost {
                    why: Broken::Closed,
                },
                Acted::Perhaps,
            ))
        });
    bench.drive(gateway).await.0.unwrap();
    bench.states().split_off(2)
}

#[tokio::test]
async fn a_row_of_the_run_is_never_failed_for_its_devices_time() {
    for (what, clock, told, made, expected) in [
        ("right", true, Some(2), Some(4), Created),
        ("no date, but a witness", false, Some(2), Some(4), Created),
        (
            "no date, 45 s behind",
            false,
            Some(2 - 45_000),
            Some(4 - 45_000),
            Created,
        ),
        (
            "date right, times 45 s behind",
            true,
            Some(2 - 45_000),
            Some(4 - 45_000),
            Created,
        ),
        (
            "five hours west",
            true,
            Some(2 - 5 * HOUR),
            Some(4 - 5 * HOUR),
            Created,
        ),
        (
            "eight hours east",
            false,
            Some(2 + 8 * HOUR),
            Some(4 + 8 * HOUR),
            Created,
        ),
        (
            "five hours west, no witness",
            true,
            None,
            Some(4 - 5 * HOUR),
            Unknown,
        ),
        (
            "45 s behind, no witness",
            true,
            None,
            Some(4 - 45_000),
            Unknown,
        ),
        ("no date, no witness", false, None, Some(4), Unknown),
        ("never", true, Some(2), None, Unknown),
        ("1970", true, Some(-BEGAN), Some(-BEGAN), Unknown),
        (
            "years back",
            true,
            Some(2 - 50_000 * HOUR),
            Some(4 - 50_000 * HOUR),
            Unknown,
        ),
    ] {
        let made = made.map(|made| Timestamp(BEGAN + made));
        let states = lost(clock, told, move |device| device.create_time = made).await;
        assert_eq!(states, [expected; 2], "{what}");
    }
}

#[tokio::test]
async fn a_device_that_was_there_before_is_not_taken_be_it_the_same_in_everything() {
    for (what, clock, told, made, expected) in [
        ("a minute before", true, Some(2), -60_000, Failed),
        ("years before", true, Some(2), -50_000 * HOUR, Failed),
        (
            "a minute before, five hours west",
            true,
            Some(2 - 5 * HOUR),
            -5 * HOUR - 60_000,
            Failed,
        ),
        ("a minute before, no date", false, Some(2), -60_000, Failed),
        (
            "two days before, no witness",
            true,
            None,
            -48 * HOUR,
            Unknown,
        ),
        ("an hour before, no witness", true, None, -HOUR, Unknown),
        (
            "a month before, no witness",
            true,
            None,
            -720 * HOUR,
            Unknown,
        ),
    ] {
        let states = lost(clock, told, move |device| {
            device.create_time = Some(Timestamp(BEGAN + made));
        })
        .await;
        assert_eq!(states, [expected; 2], "{what}");
    }
}

#[tokio::test]
async fn a_device_that_was_changed_since_it_may_have_been_made_is_for_a_person_to_judge() {
    let renamed = |device: &mut FoundDevice| {
        device.device_name = StringI18n::plain("by the gate");
    };
    assert_eq!(lost(true, Some(2), renamed).await, [Unknown; 2]);
    let older = move |device: &mut FoundDevice| {
        renamed(device);
        device.create_time = Some(Timestamp(BEGAN - 60_000));
    };
    assert_eq!(lost(true, Some(2), older).await, [Failed; 2]);
}

/// Nothing is made, and every row is told that it became the same asset.
#[tokio::test]
async fn one_asset_is_one_row_also_from_batch_to_batch() {
    let bench = Bench::new(4);
    let mut gateway = Gateway::default();
    for _ in 0..4 {
        gateway = gateway.then(|devices| {
            let mut reply = all_created(devices);
            reply.items.truncate(1);
            for item in &mut reply.items {
                item.asset_id = Some("A".to_owned());
            }
            Ok(reply)
        });
    }
    bench.drive(gateway).await.0.unwrap();
    let record = bench.store.run(bench.run).unwrap();
    let same = record
        .rows
        .iter()
        .filter(|row| row.asset_id.as_deref() == Some("A"));
    assert_eq!(same.count(), 1);
}

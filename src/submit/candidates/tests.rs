//! Which devices may be those of rows that got no reply, and where looking for them ends.

use super::*;
use crate::domain::{RowIndex, StringI18n, Timestamp, millis};
use crate::submit::tests::gateway::{Bench, Gateway};

const SENT: i64 = 1_700_000_000_000;

fn device(key: &str, name: &str, create_time: Option<i64>) -> FoundDevice {
    FoundDevice {
        product_key: "P".to_owned(),
        device_key: key.to_owned(),
        device_name: StringI18n::plain(name),
        create_time: create_time.map(Timestamp),
        ..FoundDevice::default()
    }
}

fn row(serial: Option<&str>) -> Unsettled {
    let mut draft = Draft {
        product_key: "P".to_owned(),
        device_name: StringI18n::plain("pump"),
        ..Draft::default()
    };
    if let Some(serial) = serial {
        draft
            .device_attributes
            .insert("serial".to_owned(), serial.into());
    }
    Unsettled {
        index: RowIndex(0),
        product_key: "P".to_owned(),
        device_key: None,
        draft,
        sent_at: Some(Timestamp(SENT)),
    }
}

fn keys<'a>(candidates: &'a Candidates, row: &Unsettled) -> Vec<&'a str> {
    let devices = candidates.of(row);
    devices.map(|device| device.device_key.as_str()).collect()
}

#[test]
fn only_devices_of_the_rows_product_name_and_time_may_be_its_own_the_nearest_first() {
    let hours = |hours: i64| Some(SENT - hours * 3_600_000);
    let mut candidates = Candidates {
        witness: None,
        by_key: Vec::new(),
        cut: BTreeSet::new(),
        devices: vec![
            device("later", "pump", Some(SENT + 60_000)),
            device("at once", "pump", Some(SENT + 5)),
            device("slow-clock", "pump", Some(SENT - millis(SKEW))),
            device("timeless", "pump", None),
            device("earlier", "pump", hours(6)),
            device("long before", "pump", hours(48)),
            device("of another age", "pump", Some(1_000)),
            device("other-name", "valve", Some(SENT)),
            FoundDevice {
                product_key: "Q".to_owned(),
                ..device("other-product", "pump", Some(SENT))
            },
        ],
    };
    // Without a witness no time says that a device is older.
    let expected = [
        "at once",
        "later",
        "slow-clock",
        "earlier",
        "long before",
        "of another age",
        "timeless",
    ];
    assert_eq!(keys(&candidates, &row(None)), expected);
    candidates.witness = Some(Witness {
        shown: Timestamp(SENT - 9_990),
        made: Span {
            least: Timestamp(SENT - 10_000),
            most: Timestamp(SENT - 9_980),
        },
    });
    let expected = [
        "at once",
        "later",
        "slow-clock",
        "of another age",
        "timeless",
    ];
    assert_eq!(keys(&candidates, &row(None)), expected);
}

#[test]
fn the_device_of_the_rows_key_is_offered_whatever_it_looks_like() {
    let candidates = Candidates {
        by_key: vec![device("K1", "renamed", Some(1)), device("K2", "pump", None)],
        ..Candidates::default()
    };
    let keyed = Unsettled {
        device_key: Some("K1".to_owned()),
        ..row(None)
    };
    assert_eq!(keys(&candidates, &keyed), ["K1"]);
}

#[test]
fn a_device_that_differs_is_offered_only_where_none_is_the_same() {
    let with = |key, serial: &str, at| {
        let mut device = device(key, "pump", Some(at));
        device
            .device_attributes
            .insert("serial".to_owned(), serial.into());
        device
    };
    let candidates = Candidates {
        witness: None,
        by_key: Vec::new(),
        cut: BTreeSet::new(),
        devices: vec![with("K1", "SN1", SENT), with("K2", "SN2", SENT + 9)],
    };
    assert_eq!(keys(&candidates, &row(Some("SN2"))), ["K2"]);
    assert_eq!(keys(&candidates, &row(Some("SN3"))), ["K1", "K2"]);
}

#[tokio::test]
async fn a_search_that_never_ends_is_left_off_and_that_is_said() {
    let bench = Bench::new(1);
    let row = Unsettled {
        sent_at: None,
        draft: Draft {
            device_name: StringI18n::plain("a device"),
            ..Draft::default()
        },
        ..row(None)
    };
    for (name, pages, kept) in [("a device", 20, MOST), ("another", 100, 0)] {
        let mut row = row.clone();
        row.draft.device_name = StringI18n::plain(name);
        let search = CandidateSearch {
            rows: vec![row.clone()],
            known: BTreeSet::new(),
            made: None,
            makers: Makers::new(bench.store.clone(), "sandbox".to_owned()),
        };
        let gateway = Gateway::default();
        let clock: Clock = std::sync::Arc::new(|| Timestamp(SENT));
        let found = search
            .ask(&gateway, false, &Bounds::default(), &clock)
            .await
            .unwrap();
        assert_eq!(gateway.log.count("look"), pages);
        assert_eq!(found.of(&row).count(), kept);
        assert!(found.are_cut(&row));
    }
}

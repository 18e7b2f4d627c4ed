//! What can be proven of a run's devices.

use super::*;
use crate::domain::{Outcome, RowIndex, RunId, Timestamp};
use crate::store::MadeDevice;

/// A device as a reply says it was made; one that a search found comes without the request's id.
fn told(asset: &str, request_id: Option<&str>, adopted: bool) -> Outcome {
    Outcome::Created(Created {
        product_key: "2zp6A70r".to_owned(),
        device_key: format!("K-{asset}"),
        asset_id: asset.to_owned(),
        request_id: request_id.map(str::to_owned),
        sealed: None,
        adopted,
    })
}

#[test]
fn the_quickest_reply_is_the_best_proof_and_nothing_else_is_one() {
    let (_dir, store) = fresh();
    let run = begin(&store, 5);
    assert_eq!(store.quickest_made(run).unwrap(), None);
    for (row, sent, heard, outcome) in [
        (0, 2_000, 2_001, told("found", None, false)),
        (1, 3_000, 3_002, told("adopted", Some("r"), true)),
        (2, 4_000, 4_900, told("slow", Some("r"), false)),
        (3, 5_000, 5_040, told("quick", Some("r"), false)),
        (4, 6_000, 6_500, told("later", Some("r"), false)),
    ] {
        store
            .batch_sent(run, &[RowIndex(row)], Timestamp(sent))
            .unwrap();
        store
            .rows_settled(run, &[(RowIndex(row), outcome)], Timestamp(heard))
            .unwrap();
    }
    let expected = MadeDevice {
        product_key: "2zp6A70r".to_owned(),
        device_key: "K-quick".to_owned(),
        asset_id: "quick".to_owned(),
        sent_at: Timestamp(5_000),
        heard_at: Timestamp(5_040),
    };
    assert_eq!(store.quickest_made(run).unwrap(), Some(expected));
    let other = begin(&store, 1);
    store
        .rows_settled(
            other,
            &of([(0, created("of another run", None))]),
            Timestamp(1),
        )
        .unwrap();
    assert!(store.assets("elsewhere").unwrap().is_empty());
    let mut assets = store.assets(SCOPE).unwrap();
    assets.sort();
    assert_eq!(
        assets,
        [
            "adopted",
            "found",
            "later",
            "of another run",
            "quick",
            "slow"
        ]
    );
}

#[test]
fn what_the_gateway_said_at_the_beginning_is_written_once() {
    let (_dir, store) = fresh();
    let run = begin(&store, 1);
    assert_eq!(store.began_there(run).unwrap(), None);
    store.begin_there(run, Timestamp(7)).unwrap();
    store.begin_there(run, Timestamp(8)).unwrap();
    assert_eq!(store.began_there(run).unwrap(), Some(Timestamp(7)));
    assert!(matches!(
        store.began_there(RunId(run.0 + 1)),
        Err(StoreError::NoSuchRun { .. })
    ));
}

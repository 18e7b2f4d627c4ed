//! Which run is gone on with.

use super::*;
use crate::domain::{Counts, Existing, RunId, Site, Terms, Timestamp};

const SITE: &str = "https://g|o1";

fn summary(id: RunId, scope: &str, open_rows: usize) -> RunSummary {
    RunSummary {
        id,
        site: Site {
            gateway: "https://g".to_owned(),
            org_id: "o1".to_owned(),
            scope: scope.to_owned(),
        },
        terms: Terms {
            require_secret: false,
            existing: Existing::Fail,
        },
        started_at: Timestamp(0),
        ended_at: None,
        end: None,
        counts: Counts {
            created: 2,
            unknown: open_rows,
            ..Counts::default()
        },
        ..RunSummary::default()
    }
}

/// Four runs, the newest first as the journal gives them.
fn runs() -> Vec<RunSummary> {
    vec![
        summary(RunId(4), "sandbox", 1),
        summary(RunId(3), SITE, 0),
        summary(RunId(2), SITE, 5),
        summary(RunId(1), SITE, 5),
    ]
}

#[test]
fn the_newest_unsettled_run_of_the_connection_is_chosen() {
    assert_eq!(choose(runs(), SITE, None).unwrap().id, RunId(2));
    assert_eq!(choose(runs(), "sandbox", None).unwrap().id, RunId(4));
    let settled = vec![summary(RunId(3), SITE, 0), summary(RunId(2), SITE, 0)];
    assert_eq!(choose(settled, SITE, None).unwrap().id, RunId(3));
    let none = choose(runs(), "https://elsewhere|o1", None).unwrap_err();
    assert!(none.message.en().contains("no run of this connection"));
}

#[test]
fn a_run_of_another_connection_is_refused() {
    assert_eq!(choose(runs(), SITE, Some(RunId(1))).unwrap().id, RunId(1));
    for (scope, asked, told) in [
        (SITE, 4, "use --sandbox"),
        ("sandbox", 1, "belongs to https://g, organisation o1"),
        (SITE, 9, "run 9 is not in the journal"),
    ] {
        let refused = choose(runs(), scope, Some(RunId(asked))).unwrap_err();
        assert_eq!(refused.exit, Exit::BadInput);
        assert!(refused.message.en().contains(told), "{refused:?}");
    }
}

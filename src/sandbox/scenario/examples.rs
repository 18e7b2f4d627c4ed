//! One small scenario for every kind of fault, for a client to be tried on.

use std::time::Duration;

use super::{Fault, Pick, RetryAfter, Rule, Scenario, Settings, Shift};
use crate::sandbox::Operation;

mod family;
mod meddles;

/// How long the delays of the examples are.
const SHORT: Duration = Duration::from_millis(100);

/// A named scenario for every kind of fault.
///
/// The fault meets the second batch of a run, and only that one, so that a client with patience gets
/// everything through; a code after which no further call would help meets the first two. What is a condition
/// rather than an event holds all the time. Two need something from the run: `batch-limit` a batch of more
/// than 3 devices, `bad-row` a device key that ends in 7.
#[must_use]
pub fn examples() -> Vec<(&'static str, Scenario)> {
    let mut all = vec![
        ("delay", second(Fault::Delay(SHORT))),
        ("act-late", second(Fault::ActLate(SHORT))),
        ("slow-body", second(Fault::SlowBody(SHORT))),
        ("refuse", second(Fault::Refuse)),
        ("reset", second(Fault::Reset)),
        ("drop-reply", second(Fault::DropReply)),
        ("cut-reply", second(Fault::CutReply)),
        ("malformed-json", second(Fault::MalformedJson)),
        ("truncated-json", second(Fault::TruncatedJson)),
        ("wrong-content-type", second(Fault::WrongContentType)),
        ("html-page", second(html(false))),
        ("html-page-acted", second(html(true))),
    ];
    all.extend(http());
    all.extend(conditions());
    all.extend(items());
    all.extend(lookups());
    all.extend(family::examples());
    all.extend(meddles::examples());
    all
}

/// HTTP errors, and what is wrong with the token.
fn http() -> Vec<(&'static str, Scenario)> {
    let number = Some(RetryAfter::Seconds(1));
    let date = Some(RetryAfter::Date(1));
    vec![
        ("http-400", second(status(400, false, None))),
        ("http-401", second(status(401, false, None))),
        ("http-403", second(status(403, false, None))),
        ("http-413", second(status(413, false, None))),
        ("http-429", second(status(429, false, None))),
        ("http-429-retry-after", second(status(429, false, number))),
        ("http-429-retry-at", second(status(429, false, date))),
        ("http-499-acted", second(status(499, true, None))),
        ("http-500", second(status(500, false, None))),
        ("http-500-acted", second(status(500, true, None))),
        ("http-502", second(status(502, false, None))),
        ("http-502-acted", second(status(502, true, None))),
        ("http-503", second(status(503, false, None))),
        ("http-503-acted", second(status(503, true, None))),
        ("http-503-retry-after", second(status(503, false, number))),
        ("http-503-retry-at", second(status(503, false, date))),
        ("http-504", second(status(504, false, None))),
        ("http-504-acted", second(status(504, true, None))),
        ("token-expired", second(Fault::TokenExpired)),
        ("token-renewed", second(Fault::TokenRenewed)),
    ]
}

/// What holds all the time.
fn conditions() -> Vec<(&'static str, Scenario)> {
    let minutes = |minutes: i64| Settings {
        clock_offset: minutes * 60_000,
        ..Settings::default()
    };
    let limit = Settings {
        batch_limit: Some(3),
        ..Settings::default()
    };
    let bad_row = Rule {
        keys: Some("*7".to_owned()),
        ..Rule::new(refused(99400))
    };
    vec![
        ("clock-ahead", given(minutes(20), Vec::new())),
        ("clock-behind", given(minutes(-20), Vec::new())),
        ("batch-limit", given(limit, Vec::new())),
        ("bad-row", given(Settings::default(), vec![bad_row])),
        ("items-reversed", switched(&["item-order=reversed"], None)),
        ("items-shuffled", always(Fault::ShuffleItems)),
    ]
}

/// Items that fail, and entries that are not as they should be.
fn items() -> Vec<(&'static str, Scenario)> {
    let some = Fault::FailItems {
        code: 11714,
        acted: false,
        pick: Pick::Share(0.5),
    };
    let every = Fault::FailItems {
        code: 11714,
        acted: false,
        pick: Pick::All,
    };
    let half = Fault::FailItems {
        code: 11739,
        acted: false,
        pick: Pick::LatterHalf,
    };
    let failing = |switches: &[&str]| switched(switches, Some(half.clone()));
    let failed = |switch: &str| switched(&[switch], Some(every.clone()));
    vec![
        ("missing-item", second(Fault::MissingItem)),
        ("extra-item", second(Fault::ExtraItem)),
        ("wrong-counts", second(Fault::WrongCounts)),
        ("some-11714", second(some)),
        ("quota-items", failing(&[])),
        ("quota-request", second(refused(11739))),
        ("data-null", failing(&["item-data=null"])),
        ("data-text", failing(&["item-data=text"])),
        ("data-echo", failing(&["item-data=echo"])),
        ("code-minus-one", failing(&["item-code=minus-one"])),
        ("code-real", failing(&["item-code=real"])),
        ("partial-0", failing(&["partial-code=0"])),
        ("all-failed-99206", failed("all-failed=99206")),
        ("all-failed-99400", failed("all-failed=99400")),
        ("all-failed-99400-bare", failed("all-failed=99400-bare")),
    ]
}

/// Faults of the searches by which a client finds out what became of a lost reply.
fn lookups() -> Vec<(&'static str, Scenario)> {
    let lost = |fault: Fault, times: u64| {
        let look = Rule {
            operations: vec![Operation::SearchDevices],
            from_batch: 2,
            times,
            ..Rule::new(fault)
        };
        given(Settings::default(), vec![at_second(Fault::DropReply), look])
    };
    let token = Rule {
        operations: vec![Operation::GetToken],
        from_batch: 2,
        times: 1,
        ..Rule::new(status(503, false, None))
    };
    let no_token = vec![at_second(Fault::TokenExpired), token];
    vec![
        ("stale-search", lost(Fault::Stale, 2)),
        (
            "pages-inserted",
            lost(Fault::ShiftPages(Shift::Inserted), u64::MAX),
        ),
        (
            "pages-deleted",
            lost(Fault::ShiftPages(Shift::Deleted), u64::MAX),
        ),
        ("search-503", lost(status(503, false, None), 1)),
        ("search-cut", lost(Fault::CutReply, 1)),
        ("token-503", given(Settings::default(), no_token)),
    ]
}

fn refused(code: i64) -> Fault {
    Fault::Code { code, acted: false }
}

fn html(acted: bool) -> Fault {
    Fault::HtmlPage { status: 200, acted }
}

fn status(status: u16, acted: bool, retry_after: Option<RetryAfter>) -> Fault {
    Fault::Status {
        status,
        acted,
        retry_after,
    }
}

fn at_second(fault: Fault) -> Rule {
    Rule {
        nth: 2..=2,
        ..Rule::new(fault)
    }
}

fn second(fault: Fault) -> Scenario {
    given(Settings::default(), vec![at_second(fault)])
}

fn always(fault: Fault) -> Scenario {
    given(Settings::default(), vec![Rule::new(fault)])
}

/// Switches all the time, and a fault at the second batch.
fn switched(switches: &[&str], fault: Option<Fault>) -> Scenario {
    let settings = Settings {
        switches: switches.iter().map(|&switch| switch.to_owned()).collect(),
        ..Settings::default()
    };
    given(settings, fault.map(at_second).into_iter().collect())
}

/// Every example has a seed, so that it is the same in every run.
fn given(settings: Settings, rules: Vec<Rule>) -> Scenario {
    Scenario {
        seed: Some(1),
        settings,
        rules,
    }
}

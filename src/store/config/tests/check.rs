//! What can be wrong with a profile.

use super::*;
use crate::said::Said;

type Change = fn(&mut Profile);

/// The only problem of an otherwise good profile after the change.
fn problem(change: Change) -> (&'static str, Said) {
    let mut profile = profile();
    change(&mut profile);
    let mut problems = profile.check();
    assert_eq!(problems.len(), 1, "{profile:?}: {problems:?}");
    problems.remove(0)
}

fn with_gateway(gateway: &str) -> Profile {
    Profile {
        gateway: gateway.to_owned(),
        ..profile()
    }
}

#[test]
fn a_gateway_is_https_or_this_machine() {
    for address in [
        "https://apim-cn5.envisioniot.com",
        "https://g:8443/base",
        "http://127.0.0.1:8080",
        "http://localhost:1",
        "http://[::1]:8080",
    ] {
        assert_eq!(with_gateway(address).check(), [], "{address}");
    }
    for (address, part) in [
        ("", "is empty"),
        ("apim-cn5.envisioniot.com", "is not an address"),
        (
            "http://apim-cn5.envisioniot.com",
            "write https://apim-cn5.envisioniot.com",
        ),
        ("http://127.0.0.1.example.com", "unprotected"),
        ("http://10.0.0.1:8080", "unprotected"),
        ("http://localhost@example.com", "user name"),
        ("https://g/x?action=batchCreate", "`?`"),
        ("https://g ", "white space"),
        ("user:hunter2@g", "has no scheme"),
        ("hunter2@g", "is not an address"),
        ("https://user:hunter2@g", "user name"),
        ("ftp://g", "`ftp`"),
    ] {
        let problems = with_gateway(address).check();
        assert!(
            matches!(problems.as_slice(), [("gateway", text)] if text.en().contains(part)),
            "{address}: {problems:?}"
        );
        assert!(!format!("{problems:?}").contains("hunter2"), "{problems:?}");
    }
}

#[test]
fn what_cannot_work_is_told_by_its_key() {
    let cases: [(Change, &str, &str); 10] = [
        (|p| p.org_id = " ".to_owned(), "org_id", "is empty"),
        (|p| p.access_key = String::new(), "access_key", "is empty"),
        (
            |p| p.access_key = "key\n".to_owned(),
            "access_key",
            "white space",
        ),
        (
            |p| p.ca_file = Some("~/ca.pem".into()),
            "ca_file",
            "whole path",
        ),
        (
            |p| p.private_key = Some("~/key.pem".into()),
            "private_key",
            "whole path",
        ),
        (
            |p| p.private_key = Some("".into()),
            "private_key",
            "is empty",
        ),
        (
            |p| p.secret_key = SecretSource::Env(String::new()),
            "secret_key_env",
            "is empty",
        ),
        (
            |p| p.secret_key = SecretSource::Command("  ".to_owned()),
            "secret_key_command",
            "is empty",
        ),
        (
            |p| p.secret_key = SecretSource::Clear(Secret::from(String::new())),
            "secret_key_clear",
            "is empty",
        ),
        (
            |p| p.secret_key = SecretSource::Clear(Secret::from("s ".to_owned())),
            "secret_key_clear",
            "white space",
        ),
    ];
    for (change, key, part) in cases {
        let (at, text) = problem(change);
        assert_eq!(at, key, "{text:?}");
        assert!(text.en().contains(part), "{key}: {text:?}");
    }
}

const HOUR: Duration = Duration::from_secs(60 * 60);
const TOO_LONG: Duration = Duration::from_millis(60 * 60 * 1_000 + 1);

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn every_bound_has_its_range() {
    let cases: [(Change, &str, &str); 21] = [
        (
            |p| p.bounds.batch_size = 0,
            "batch_size",
            "0 is out of range: 1 to 1000, or",
        ),
        (
            |p| p.bounds.batch_size = 10_001,
            "batch_size",
            "up to 10000",
        ),
        (
            |p| p.bounds.batches_at_once = 0,
            "batches_at_once",
            "0 is out of range: 1 to 64",
        ),
        (
            |p| p.bounds.batches_at_once = 65,
            "batches_at_once",
            "65 is",
        ),
        (|p| p.bounds.attempts = 0, "attempts", "1 to 1000"),
        (|p| p.bounds.attempts = 1_001, "attempts", "1001 is"),
        (
            |p| p.bounds.lag = TOO_LONG,
            "lag",
            "1h 1ms is out of range: 0s to 1h",
        ),
        (|p| p.bounds.looks = 0, "looks", "1 to 100"),
        (|p| p.bounds.looks = 101, "looks", "101 is"),
        (
            |p| p.bounds.pause = Duration::ZERO,
            "pause",
            "0s is out of range: 1ms to 1h",
        ),
        (
            |p| p.bounds.longest_pause = Duration::from_millis(999),
            "longest_pause",
            "999ms is shorter than the first pause, `pause`: 1s",
        ),
        (
            |p| p.bounds.longest_pause = TOO_LONG,
            "longest_pause",
            "1ms to 1h",
        ),
        (
            |p| p.bounds.longest_asked_pause = 8 * 24 * HOUR,
            "longest_asked_pause",
            "0s to 168h",
        ),
        (|p| p.bounds.faults = 0, "faults", "1 to 1000"),
        (|p| p.bounds.faults = 1_001, "faults", "1001 is"),
        (
            |p| p.bounds.failed_percent = 101,
            "failed_percent",
            "0 to 100",
        ),
        (
            |p| p.bounds.reply_timeout = Duration::from_millis(99),
            "reply_timeout",
            "99ms is out of range: 100ms to 1h",
        ),
        (
            |p| p.bounds.reply_timeout = TOO_LONG,
            "reply_timeout",
            "1h 1ms",
        ),
        (
            |p| p.bounds.reply_timeout = Duration::MAX,
            "reply_timeout",
            "to 1h",
        ),
        (|p| p.bounds.lag = Duration::MAX, "lag", "to 1h"),
        (
            |p| p.bounds.batch_size = u16::MAX,
            "batch_size",
            "65535 is out",
        ),
    ];
    for (change, key, part) in cases {
        let (at, text) = problem(change);
        assert_eq!(at, key, "{text:?}");
        assert!(text.en().contains(part), "{key}: {text:?}");
    }
}

#[test]
fn the_ends_of_the_ranges_are_good() {
    let least = Bounds {
        batch_size: 1,
        batches_at_once: 1,
        attempts: 1,
        lag: Duration::ZERO,
        looks: 1,
        pause: Duration::from_millis(1),
        longest_pause: Duration::from_millis(1),
        longest_asked_pause: Duration::ZERO,
        faults: 1,
        failed_percent: 0,
        reply_timeout: Duration::from_millis(100),
    };
    let most = Bounds {
        batch_size: 10_000,
        batches_at_once: 64,
        attempts: 1_000,
        lag: HOUR,
        looks: 100,
        pause: HOUR,
        longest_pause: HOUR,
        longest_asked_pause: 7 * 24 * HOUR,
        faults: 1_000,
        failed_percent: 100,
        reply_timeout: HOUR,
    };
    for bounds in [Bounds::default(), least, most] {
        let profile = Profile {
            bounds,
            ..profile()
        };
        assert_eq!(profile.check(), []);
    }
}

#[test]
fn an_unusual_organisation_id_is_only_a_warning() {
    assert_eq!(profile().warnings(), []);
    for org_id in ["15504722874071", "o", "o1550472287407l", "yourOrgId"] {
        let profile = Profile {
            org_id: org_id.to_owned(),
            ..profile()
        };
        assert_eq!(profile.check(), []);
        let warnings = profile.warnings();
        assert!(
            matches!(warnings.as_slice(), [("org_id", text)] if text.en().contains(org_id)),
            "{warnings:?}"
        );
    }
}

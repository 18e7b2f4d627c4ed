//! What can be wrong with a profile.

use super::*;

type Change = fn(&mut Profile);

/// The only problem of an otherwise good profile after the change.
fn problem(change: Change) -> (&'static str, String) {
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
        ("https://g ", "blank"),
        ("ftp://g", "`ftp`"),
    ] {
        let problems = with_gateway(address).check();
        assert!(
            matches!(problems.as_slice(), [("gateway", text)] if text.contains(part)),
            "{address}: {problems:?}"
        );
    }
}

#[test]
fn what_cannot_work_is_told_by_its_key() {
    let cases: [(Change, &str, &str); 12] = [
        (|p| p.org_id = " ".to_owned(), "org_id", "is empty"),
        (|p| p.access_key = String::new(), "access_key", "is empty"),
        (|p| p.access_key = "key\n".to_owned(), "access_key", "blank"),
        (|p| p.batch_size = 0, "batch_size", "0 is out of range"),
        (|p| p.batch_size = 10_001, "batch_size", "up to 10000"),
        (|p| p.batch_size = u16::MAX, "batch_size", "65535 is out"),
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
            |p| p.secret_key = SecretSource::Clear(Hidden::new(String::new())),
            "secret_key_clear",
            "is empty",
        ),
        (
            |p| p.secret_key = SecretSource::Clear(Hidden::new("s ".to_owned())),
            "secret_key_clear",
            "blank",
        ),
    ];
    for (change, key, part) in cases {
        let (at, text) = problem(change);
        assert_eq!(at, key, "{text}");
        assert!(text.contains(part), "{key}: {text}");
    }
    for batch_size in [1, 1_000, 10_000] {
        let profile = Profile {
            batch_size,
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
            matches!(warnings.as_slice(), [("org_id", text)] if text.contains(org_id)),
            "{warnings:?}"
        );
    }
}

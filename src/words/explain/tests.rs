//! Every failure is explained, also where EnOS gives words only.

use proptest::prelude::*;

use super::*;
use crate::domain::{BadCertificate, BadReply, Broken, Words};
use crate::enos::refusal;

fn cause(code: Option<i64>, msg: &str) -> Cause {
    Cause::refused(refusal(code, msg))
}

fn by_words(msg: &str) -> Explanation {
    explain(&cause(Some(-1), msg))
}

fn catalogue(code: i64) -> Explanation {
    codes::code(code).unwrap().clone()
}

#[test]
fn a_known_code_is_explained_by_the_catalogue() {
    let got = explain(&cause(Some(11_739), "Exceed max device size"));
    assert_eq!(got, catalogue(11_739));
}

#[test]
fn minus_one_is_explained_by_its_words() {
    for (msg, code) in [
        ("DeviceKey existed", 11_702),
        ("DeviceKey already exists", 11_702),
        ("Generate deviceKey failed", 11_714),
        ("Exceed the product max device size", 11_739),
        ("Unable to find public key", 11_858),
        ("asset attribute verification failure", 12_958),
        ("Model validate failed", 12_958),
        ("Not found", 99_404),
        ("productKey does not exist", 99_404),
        ("Denied resource:  orgId o1", 99_403),
        (" Internal Server Error", 99_500),
        ("Invalid Argument orgId:  orgId does not exist", 99_400),
        ("something else", -1),
        ("", -1),
    ] {
        assert_eq!(by_words(msg), catalogue(code), "{msg}");
    }
}

#[test]
fn a_named_field_gets_its_own_remedy() {
    for code in [-1, 99_400] {
        let got = explain(&cause(
            Some(code),
            "Invalid Argument timezone:timezone is missing",
        ));
        assert_eq!(got.meaning, "EnOS did not accept timezone.");
        assert!(got.remedy.en().contains("+08:00"));
    }
    let got = by_words("Model validate failed: deviceAttributes.serial");
    assert_eq!(got.meaning, "EnOS did not accept deviceAttributes.serial.");
    let got = by_words("deviceName too odd");
    assert_eq!(got.title, "Failed");
    assert!(got.remedy.en().contains("64"));
}

#[test]
fn an_unknown_code_is_shown_with_its_words() {
    let got = explain(&cause(Some(31_337), "Quite new."));
    assert_eq!(got.title, "Code 31337");
    assert!(got.meaning.en().ends_with("EnOS says: Quite new."));
}

#[test]
fn every_fault_of_the_program_itself_is_explained() {
    let text = || "text".to_owned();
    let faults = [
        Fault::Unreachable {
            why: Broken::Closed,
        },
        Fault::Certificate {
            why: BadCertificate::Expired,
        },
        Fault::Timeout { ms: 60000 },
        Fault::Lost { why: Broken::Cut },
        Fault::Credentials(refusal(None, text())),
        Fault::Denied(refusal(None, text())),
        Fault::RateLimited { code: None },
        Fault::TooLarge { code: None },
        Fault::Http {
            status: 418,
            excerpt: Words::new(text()),
        },
        Fault::Malformed {
            why: BadReply::NoData,
        },
    ];
    for fault in faults {
        let got = explain(&Cause::NoReply(fault.clone()));
        assert_ne!(got.title, "No clear answer from EnOS", "{fault:?}");
    }
    let unavailable = Fault::Http {
        status: 503,
        excerpt: Words::new("down: (401)"),
    };
    let explained = |fault: Fault| explain(&Cause::NotAccepted(fault));
    assert_eq!(explained(unavailable), *codes::http(503).unwrap());
    assert_eq!(
        explained(Fault::TooLarge { code: None }),
        *codes::http(413).unwrap()
    );
    let limited = Fault::RateLimited { code: None };
    assert_eq!(explained(limited), *codes::http(429).unwrap());
    let own = explain(&Cause::CutShort);
    assert_eq!(own.meaning, "the program stopped before the reply arrived.");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_failure_is_explained(code: Option<i64>, msg: String) {
        let got = explain(&cause(code, &msg));
        prop_assert!(!got.title.is_empty() && !got.remedy.is_empty());
    }
}

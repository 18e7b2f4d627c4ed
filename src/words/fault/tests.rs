//! Every reason of every fault has its sentence in each language, and comes back from JSON as it was.

use std::collections::BTreeSet;

use strum::VariantNames;

use super::why;
use crate::domain::{
    BadAddress, BadCertificate, BadReply, BadSettings, Barred, Broken, Cause, Encoding, Fault,
    NoTls, NotSendable, ProxySaid, Refusal, Unshown, Words,
};
use crate::said::{Lang, Said, pair};

/// What the system, a library or a gateway says.
const DATA: &str = "数据";

fn data() -> String {
    DATA.to_owned()
}

fn words() -> Vec<Words> {
    let title = data();
    let unshown = [
        Unshown::Page { title },
        Unshown::Page {
            title: String::new(),
        },
        Unshown::Token,
        Unshown::Empty,
        Unshown::TooMany { values: 9 },
    ];
    let unshown = unshown.map(Words::from);
    [Words::new(DATA)].into_iter().chain(unshown).collect()
}

fn settings() -> Vec<BadSettings> {
    let addresses = [
        BadAddress::NoUrl,
        BadAddress::NoScheme,
        BadAddress::Scheme(data()),
        BadAddress::Unprotected(data()),
        BadAddress::Credentials,
        BadAddress::Query,
    ];
    let addresses = addresses.map(BadSettings::Address);
    let all = [
        BadSettings::NoOrgId,
        BadSettings::NoAccessKey,
        BadSettings::NoSecretKey,
        BadSettings::Proxy(data()),
        BadSettings::NoClient(data()),
        BadSettings::Request(data()),
        BadSettings::OpenFiles(data()),
    ];
    all.into_iter().chain(addresses).collect()
}

fn unsendable() -> Vec<NotSendable> {
    vec![
        NotSendable::NotJson(data()),
        NotSendable::NotSearchable {
            name: data(),
            value: data(),
        },
    ]
}

fn broken() -> Vec<Broken> {
    vec![
        Broken::Silent(300),
        Broken::NoName(data()),
        Broken::Refused(111),
        Broken::Reset(104),
        Broken::Pipe(32),
        Broken::Aborted(103),
        Broken::TimedOut(110),
        Broken::NoNetwork(101),
        Broken::NetworkDown(100),
        Broken::NoRoute(113),
        Broken::Closed,
        Broken::Cut,
        Broken::Words(data()),
    ]
}

fn certificates() -> Vec<BadCertificate> {
    vec![
        BadCertificate::None,
        BadCertificate::UnknownIssuer,
        BadCertificate::Expired,
        BadCertificate::NotYetValid,
        BadCertificate::OtherNames(data()),
        BadCertificate::Revoked,
        BadCertificate::NotForServers,
        BadCertificate::BadSignature,
        BadCertificate::Unreadable,
        BadCertificate::OfAuthority,
        BadCertificate::OldVersion,
        BadCertificate::OldSignature(data()),
        BadCertificate::Words(data()),
    ]
}

fn tls() -> Vec<NoTls> {
    vec![
        NoTls::Silent(10_000),
        NoTls::Closed,
        NoTls::OtherProtocol,
        NoTls::OldVersions,
        NoTls::WantsCertificate,
        NoTls::Alert(data()),
    ]
}

fn barred() -> Vec<Barred> {
    let said = |words| ProxySaid {
        status: 407,
        reason: data(),
        words,
    };
    let mut all = vec![
        Barred::Broken(Broken::Reset(104)),
        Barred::Silent {
            target: data(),
            ms: 500,
        },
        Barred::Closed {
            target: data(),
            said: None,
        },
        Barred::Password407,
        Barred::Password(said(None)),
        Barred::NoPassword {
            variable: data(),
            said: said(None),
        },
        Barred::OtherSignIn {
            ways: vec![data(), data()],
            said: said(None),
        },
    ];
    all.extend(words().into_iter().map(|words| Barred::Closed {
        target: data(),
        said: Some(said(Some(words))),
    }));
    all
}

fn encodings() -> Vec<Encoding> {
    vec![
        Encoding::Compressed(data()),
        Encoding::Charset(data()),
        Encoding::Unnamed,
    ]
}

fn replies() -> Vec<BadReply> {
    let all = vec![
        BadReply::TooLarge(9),
        BadReply::OddToken,
        BadReply::NoToken,
        BadReply::NoData,
        BadReply::NoList,
        BadReply::NoProductKey,
        BadReply::NoDeviceKey,
        BadReply::NoItem,
        BadReply::ItemWithoutCode(1),
        BadReply::ItemOfNoDevice(1),
        BadReply::NoDevice(1),
    ];
    let bodies = words().into_iter().map(BadReply::Body);
    all.into_iter().chain(bodies).collect()
}

/// Every fault with every reason.
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn faults() -> Vec<Fault> {
    let refusal = |words| Refusal {
        words,
        ..Refusal::default()
    };
    let mut all = vec![
        Fault::Timeout { ms: 60_000 },
        Fault::Organisation(Refusal {
            code: Some(99_400),
            ..refusal(Words::new(DATA))
        }),
        Fault::RateLimited { code: None },
        Fault::TooLarge { code: None },
        Fault::Redirect {
            status: 302,
            to: None,
        },
        Fault::Redirect {
            status: 302,
            to: Some(data()),
        },
        Fault::Page {
            status: 200,
            title: String::new(),
        },
        Fault::Page {
            status: 200,
            title: data(),
        },
        Fault::Journal {
            why: Said::default(),
        },
    ];
    let settings = settings().into_iter();
    all.extend(settings.map(|why| Fault::Settings { why }));
    let unsendable = unsendable().into_iter();
    all.extend(unsendable.map(|why| Fault::Unsendable { why }));
    all.extend(broken().into_iter().map(|why| Fault::Unreachable { why }));
    all.extend(broken().into_iter().map(|why| Fault::Lost { why }));
    let certificates = certificates().into_iter();
    all.extend(certificates.map(|why| Fault::Certificate { why }));
    all.extend(tls().into_iter().map(|why| {
        let host = data();
        Fault::NoTls { host, why }
    }));
    for why in barred() {
        let (proxy, why) = (data(), Box::new(why));
        all.push(Fault::ProxyLost {
            proxy: proxy.clone(),
            why: why.clone(),
        });
        all.push(Fault::ProxyRefused { proxy, why });
    }
    all.extend(encodings().into_iter().map(|what| Fault::Encoded { what }));
    all.extend(replies().into_iter().map(|why| Fault::Malformed { why }));
    for words in words() {
        all.extend([
            Fault::Credentials(refusal(words.clone())),
            Fault::Denied(refusal(words.clone())),
            Fault::Refused(refusal(words.clone())),
            Fault::Http {
                status: 502,
                excerpt: words,
            },
        ]);
    }
    all
}

/// Fails unless there is one of each variant of `T`, with a sentence of its own in which nothing but data stands outside
/// the form.
fn told<T: VariantNames + std::fmt::Debug>(all: &[T], sentence: impl Fn(&T) -> Said) {
    let name = |of: &T| {
        let debug = format!("{of:?}");
        let name = debug.split(|c: char| !c.is_alphanumeric()).next();
        name.unwrap_or_default().to_owned()
    };
    let names: BTreeSet<String> = all.iter().map(name).collect();
    let wanted: BTreeSet<String> = T::VARIANTS.iter().map(ToString::to_string).collect();
    assert_eq!(names, wanted);
    let sentences: BTreeSet<Said> = all.iter().map(&sentence).collect();
    assert_eq!(sentences.len(), all.len(), "{sentences:#?}");
    for of in all {
        let said = sentence(of);
        let marked = said.to(Lang::Marked);
        let is_form = marked.starts_with('⟦') && marked.ends_with('⟧');
        assert!(is_form || marked == DATA, "{of:?}: {marked}");
    }
}

#[test]
fn every_reason_has_a_sentence_of_its_own_in_the_form() {
    told(&settings(), why::settings);
    told(&unsendable(), why::not_sendable);
    told(&broken(), why::broken);
    told(&certificates(), why::certificate);
    told(&tls(), |why| why::no_tls(DATA, why));
    told(&barred(), why::barred);
    told(&encodings(), why::encoding);
    told(&replies(), why::reply);
}

#[test]
fn every_fault_is_told_in_the_form() {
    let kinds: BTreeSet<&str> = faults().iter().map(<&str>::from).collect();
    assert_eq!(kinds, Fault::VARIANTS.iter().copied().collect());
    for fault in faults() {
        let marked = super::fault(&fault).to(Lang::Marked).into_owned();
        let settings = matches!(&fault, Fault::Settings { .. }) && marked == DATA;
        assert!(marked.starts_with('⟦') || settings, "{fault:?}: {marked}");
    }
}

#[test]
fn every_fault_comes_back_from_json_as_it_was() {
    for fault in faults() {
        let cause = Cause::NoReply(fault);
        let json = serde_json::to_value(&cause).unwrap();
        let back: Cause = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(back, cause, "{json}");
    }
}

#[test]
fn what_the_journal_said_is_told_while_it_is_known_and_not_kept() {
    const WHY: Said = pair!("the disk is full", "磁盘已满");
    let fault = Fault::Journal { why: WHY };
    assert_eq!(super::fault(&fault), WHY);
    let json = serde_json::to_string(&fault).unwrap();
    assert_eq!(json, r#"{"fault":"journal"}"#);
    let kept: Fault = serde_json::from_str(&json).unwrap();
    assert_eq!(super::fault(&kept), "the journal could not be accessed");
}

#[test]
fn a_program_reads_the_reasons_as_names_with_their_data() {
    for (fault, json) in [
        (
            Fault::Unreachable {
                why: Broken::Refused(111),
            },
            r#"{"fault":"unreachable","why":{"refused":111}}"#,
        ),
        (
            Fault::Lost {
                why: Broken::Closed,
            },
            r#"{"fault":"lost","why":"closed"}"#,
        ),
        (
            Fault::Http {
                status: 502,
                excerpt: Words::new("no way"),
            },
            r#"{"fault":"http","status":502,"excerpt":"no way"}"#,
        ),
        (
            Fault::Http {
                status: 502,
                excerpt: Unshown::Token.into(),
            },
            r#"{"fault":"http","status":502,"excerpt":{"body":"token"}}"#,
        ),
    ] {
        assert_eq!(serde_json::to_string(&fault).unwrap(), json);
    }
}

//! Whatever keeps a connection from coming about is said in the form.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::PathBuf;

use strum::{VariantArray as _, VariantNames};

use super::*;
use crate::connect::ACCESS_KEY;
use crate::domain::{BadSettings, Fault};
use crate::enos::{BadProxyUrl, Error, UnsealError};
use crate::said::{Lang, Said};
use crate::sandbox::Scenario;
use crate::words::connection;

const DATA: &str = "数据";

fn data() -> String {
    DATA.to_owned()
}

fn trust(problem: Distrust) -> ConnectError {
    ConnectError::Trust {
        place: "ca_file",
        path: PathBuf::from(DATA),
        problem: Box::new(problem),
    }
}

fn distrust() -> [Distrust; 3] {
    [
        Distrust::Unfit(StoreError::NoHome),
        Distrust::NoPem,
        Distrust::Unread(ErrorKind::NotFound.into()),
    ]
}

/// One of every kind, and more where one holds another reason.
fn errors() -> Vec<ConnectError> {
    let scenario = Scenario::parse("seed = -1").unwrap_err();
    let address = "127.0.0.1:1".parse().unwrap();
    let mut all = vec![
        ConnectError::NoneChosen {
            profiles: vec![data()],
        },
        ConnectError::NoSuchProfile {
            name: data(),
            profiles: Vec::new(),
        },
        ConnectError::Gateway(Said::data(DATA)),
        ConnectError::Profile {
            name: data(),
            key: "gateway",
            problem: Said::data(DATA),
        },
        ConnectError::NoCredential(ACCESS_KEY),
        ConnectError::SecretWanted { profile: data() },
        ConnectError::Secret {
            profile: data(),
            source: SecretError::Empty,
        },
        ConnectError::KeyUnusable {
            path: PathBuf::from(DATA),
            source: UnsealError::NotPem,
        },
        ConnectError::PrivateKey(StoreError::NoHome),
        ConnectError::Folder(StoreError::NoHome),
        ConnectError::Settings(Error::untouched(Fault::Settings {
            why: BadSettings::NoOrgId,
        })),
        ConnectError::Trace(StoreError::NoHome),
        ConnectError::Sandbox(SandboxError::NotLoopback(address)),
        ConnectError::Scenario(scenario),
    ];
    all.extend(distrust().map(trust));
    all.extend(BadProxyUrl::VARIANTS.iter().map(|&why| {
        let variable = "HTTPS_PROXY";
        ConnectError::Proxy(BadProxy { variable, why })
    }));
    all
}

fn names<T: std::fmt::Debug>(all: &[T]) -> BTreeSet<String> {
    let name = |of: &T| {
        let debug = format!("{of:?}");
        let name = debug.split(|c: char| !c.is_alphanumeric()).next();
        name.unwrap_or_default().to_owned()
    };
    all.iter().map(name).collect()
}

fn sorted<T: VariantNames>() -> BTreeSet<String> {
    T::VARIANTS.iter().map(ToString::to_string).collect()
}

fn is_form(said: &Said) -> bool {
    let marked = said.to(Lang::Marked);
    marked.starts_with('⟦') && marked.ends_with('⟧')
}

#[test]
fn every_reason_has_a_sentence_of_its_own_in_the_form() {
    let errors = errors();
    assert_eq!(names(&errors), sorted::<ConnectError>());
    assert_eq!(names(&distrust()), sorted::<Distrust>());
    let sentences: Vec<Said> = errors.iter().map(connection).collect();
    assert!(sentences.iter().all(is_form), "{sentences:#?}");
}

//! Whatever keeps the sandbox from starting is said in the form.

use std::collections::BTreeSet;
use std::io::ErrorKind;

use strum::VariantNames as _;

use super::*;
use crate::said::Lang;
use crate::sandbox::{Scenario, Switches};

fn errors() -> Vec<SandboxError> {
    let path = || PathBuf::from("数据");
    let address = "192.0.2.1:1".parse().unwrap();
    vec![
        SandboxError::NotLoopback(address),
        SandboxError::Listen {
            address,
            source: ErrorKind::AddrInUse.into(),
        },
        SandboxError::Switch(Switches::default().set("数据").unwrap_err()),
        SandboxError::File {
            path: path(),
            source: ErrorKind::NotFound.into(),
        },
        SandboxError::Link(path()),
        SandboxError::Stopped(path()),
        SandboxError::InUse(path()),
        SandboxError::Journal {
            path: path(),
            line: 1,
            reason: "数据".to_owned(),
        },
        SandboxError::Key {
            path: path(),
            reason: Said::data("数据"),
        },
        SandboxError::Catalogue("数据".to_owned()),
        SandboxError::Interrupted("数据".to_owned()),
    ]
}

fn is_form(said: &Said) -> bool {
    let marked = said.to(Lang::Marked);
    marked.starts_with('⟦') && marked.ends_with('⟧')
}

#[test]
fn every_reason_is_said_in_the_form() {
    let errors = errors();
    let name = |of: &SandboxError| {
        let debug = format!("{of:?}");
        let name = debug.split(|c: char| !c.is_alphanumeric()).next();
        name.unwrap_or_default().to_owned()
    };
    let names: BTreeSet<String> = errors.iter().map(name).collect();
    let wanted = SandboxError::VARIANTS.iter().map(ToString::to_string);
    assert_eq!(names, wanted.collect());
    assert!(errors.iter().all(|error| is_form(&error.said())));
}

#[test]
fn so_is_what_is_wrong_with_a_switch_or_the_name_of_a_scenario() {
    let mut switches = Switches::default();
    for text in ["数据", "数据=real", "item-code=数据"] {
        assert!(is_form(&switches.set(text).unwrap_err().said()), "{text}");
    }
    for name in ["数据", "/"] {
        assert!(is_form(&Scenario::open(name).unwrap_err().said()), "{name}");
    }
}

//! All that the connection test may say is said in the form.

use std::collections::BTreeSet;

use strum::{VariantArray as _, VariantNames as _};

use super::*;
use crate::domain::{Fault, Words};
use crate::enos::{Asked, Error, KeyText, Mode, Padding, Suite, UnsealError, refusal};
use crate::said::Lang;

const DATA: &str = "数据";

fn data() -> String {
    DATA.to_owned()
}

/// One of every kind.
fn facts() -> Vec<Fact> {
    let refused = || Error::untouched(Fault::Refused(refusal(None, DATA)));
    vec![
        Fact::NotTried,
        Fact::ProxyPasses(data()),
        Fact::NoProxy,
        Fact::Answers(data()),
        Fact::Trusted(None),
        Fact::Trusted(Some(data())),
        Fact::PlainHttp,
        Fact::KeysAccepted,
        Fact::CallAccepted,
        Fact::Readable(1),
        Fact::OrgKnown(data()),
        Fact::OrgRefused {
            org: data(),
            error: refused(),
        },
        Fact::OrgDoubtful(data()),
        Fact::NoProductToTry,
        Fact::NoSecrets,
        Fact::NoPrivateKey,
        Fact::KeyFits(Suite {
            padding: Padding::Pkcs1v15,
            key_text: KeyText::Raw,
            key_bits: 128,
            mode: Mode::Ecb,
        }),
        Fact::KeyDoesNotFit(UnsealError::NothingFits),
        Fact::NoTime,
        Fact::Apart(1),
        Fact::Ahead(20),
        Fact::Behind(20),
        Fact::Failed(refused()),
    ]
}

fn is_form(said: &Said) -> bool {
    let marked = said.to(Lang::Marked);
    marked.starts_with('⟦') && marked.ends_with('⟧')
}

#[test]
fn every_fact_has_a_sentence_of_its_own_in_the_form() {
    let name = |of: &Fact| {
        let debug = format!("{of:?}");
        let name = debug.split(|c: char| !c.is_alphanumeric()).next();
        name.unwrap_or_default().to_owned()
    };
    let names: BTreeSet<String> = facts().iter().map(name).collect();
    let wanted = Fact::VARIANTS.iter();
    assert_eq!(names, wanted.map(ToString::to_string).collect());
    let sentences: BTreeSet<Said> = facts().iter().map(fact).collect();
    assert_eq!(sentences.len(), facts().len(), "{sentences:#?}");
    assert!(sentences.iter().all(is_form), "{sentences:#?}");
}

#[test]
fn every_check_and_every_call_has_a_name_in_the_form() {
    let checks: BTreeSet<Said> = Check::VARIANTS.iter().copied().map(check).collect();
    assert_eq!(checks.len(), Check::VARIANTS.len());
    let calls = Asked::VARIANTS.iter().copied();
    let calls: Vec<(&str, Said)> = calls
        .map(|of| (of.into(), crate::words::asked(of)))
        .collect();
    for (name, said) in &calls {
        assert_eq!(said, name);
    }
    let calls = calls.into_iter().map(|(_, said)| said);
    assert!(checks.into_iter().chain(calls).all(|said| is_form(&said)));
}

#[test]
fn what_enos_will_not_show_is_told_with_its_code() {
    let error = Error::untouched(Fault::Refused(refusal(Some(11_611), "Not found")));
    let said = crate::words::refused(error).unwrap();
    assert_eq!(said, "Not found (11611)");
    assert_eq!(Words::new("Not found").said(), "Not found");
}

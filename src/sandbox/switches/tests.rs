//! Switches by their written names.

use super::{DESCRIPTIONS, ItemCode, SwitchError, Switches};
use crate::said::Lang;

#[test]
fn every_described_value_can_be_set_and_the_first_is_the_default() {
    for switch in DESCRIPTIONS {
        for (index, (value, _)) in switch.values.iter().enumerate() {
            let mut switches = Switches::default();
            switches.set(&format!("{}={value}", switch.name)).unwrap();
            assert_eq!(
                switches == Switches::default(),
                index == 0,
                "{}={value}",
                switch.name
            );
        }
    }
}

#[test]
fn names_are_unique() {
    let mut names: Vec<_> = DESCRIPTIONS.iter().map(|switch| switch.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), DESCRIPTIONS.len());
}

#[test]
fn blanks_round_the_equals_sign_are_forgiven() {
    let mut switches = Switches::default();
    switches.set(" item-code = real ").unwrap();
    assert_eq!(switches.item_code, ItemCode::Real);
}

#[test]
fn what_is_wrong_is_named_with_what_would_be_right() {
    let mut switches = Switches::default();
    assert_eq!(
        switches.set("item-code").unwrap_err(),
        SwitchError::NoValue("item-code".into())
    );
    let unknown = switches.set("itemcode=real").unwrap_err().to_string();
    assert!(unknown.contains("itemcode") && unknown.contains("item-code"));
    assert_eq!(
        switches.set("item-code=11702").unwrap_err().to_string(),
        "the switch `item-code` has no value `11702`; it takes minus-one or real"
    );
    assert_eq!(switches, Switches::default());
}

#[test]
fn the_help_names_everything() {
    for (lang, mark) in [(Lang::En, " (default)"), (Lang::Zh, "（默认）")] {
        let help = Switches::help(lang);
        for switch in DESCRIPTIONS {
            assert!(help.contains(&*switch.about.to(lang)));
            let (default, _) = switch.values[0];
            assert!(help.contains(&format!("{}={default}{mark}", switch.name)));
            for (_, meaning) in switch.values {
                assert!(help.contains(&*meaning.to(lang)));
            }
        }
    }
}

//! Somebody else at the devices of a run, in every way: at those whose keys end in 3, when they are asked for
//! by Get Device, which is before the answer says how they are.

use super::super::{Fault, How, Meddle, Rule, Scenario, Settings, When};
use super::given;
use crate::sandbox::Operation;

pub(super) fn examples() -> Vec<(&'static str, Scenario)> {
    How::ALL.iter().map(|how| (name(*how), one(*how))).collect()
}

fn one(how: How) -> Scenario {
    let meddle = Meddle {
        how,
        when: When::Before,
        share: 1.0,
    };
    let rule = Rule {
        operations: vec![Operation::GetDevice],
        keys: Some("*3".to_owned()),
        ..Rule::new(Fault::Meddle(meddle))
    };
    let mut settings = Settings::default();
    if how == How::Update {
        settings.switches.push("update-time=shown".to_owned());
    }
    given(settings, vec![rule])
}

const fn name(how: How) -> &'static str {
    match how {
        How::Tag => "others-tag",
        How::Describe => "others-describe",
        How::Locale => "others-locale",
        How::Rename => "others-rename",
        How::Attribute => "others-attribute",
        How::Activate => "others-activate",
        How::Online => "others-online",
        How::Offline => "others-offline",
        How::Measure => "others-measure",
        How::Event => "others-event",
        How::Feature => "others-feature",
        How::AttributeTime => "others-attribute-time",
        How::Update => "others-update",
        How::Delete => "others-delete",
        How::Remake => "others-remake",
    }
}

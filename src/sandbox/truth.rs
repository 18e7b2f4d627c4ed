//! The ground truth: every product and device key ever made through the API, and what became of it.

use std::collections::HashMap;

use serde::Serialize;

use super::json::Members as _;
use super::registry::Record;

/// What became of one product and device key, by the acts of the sandbox alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Truth {
    /// The product.
    pub product_key: String,
    /// The key, given or made.
    pub device_key: String,
    /// The asset id of the device there is now; None when it was deleted.
    pub asset_id: Option<String>,
    /// The default name of the device made last.
    pub name: String,
    /// The `requestId` of each request that made it, oldest first; not what somebody else made.
    pub created: Vec<String>,
    /// How often it was deleted.
    pub deleted: usize,
    /// Each device of this key, oldest first.
    pub lives: Vec<Life>,
}

/// One device, from its making to its end.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Life {
    /// Its asset id.
    pub asset_id: String,
    /// Whether somebody else made it, and no request.
    pub foreign: bool,
    /// What somebody else did to it, in their order, by the names of the ways to meddle.
    pub touched: Vec<String>,
    /// How it ended, if it did.
    pub ended: Option<End>,
}

/// How a device was deleted.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub struct End {
    /// Whether somebody else deleted it, and no request.
    pub foreign: bool,
    /// Whether the reply left that says so.
    pub answered: bool,
    /// What Get Device had last shown of it before.
    pub looked: Option<Look>,
}

/// The last time that Get Device showed a device.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Look {
    /// How often it had been touched by then.
    pub touches: usize,
    /// How long before the end that was, in milliseconds.
    pub before: i64,
}

impl Truth {
    /// Whether a device was made although there was one already.
    #[must_use]
    pub fn is_doubled(&self) -> bool {
        self.created.len() > self.deleted.saturating_add(1)
    }
}

impl Life {
    /// Whether a request deleted it that should not have: it is somebody else's, or was touched. What happens
    /// between the last look and the arrival of the request cannot be seen, and is nobody's fault.
    #[must_use]
    pub fn is_wronged(&self) -> bool {
        let Some(end) = self.ended.as_ref().filter(|end| !end.foreign) else {
            return false;
        };
        let seen_untouched = end.looked.is_some_and(|look| look.touches == 0);
        self.foreign || !(self.touched.is_empty() || seen_untouched)
    }
}

/// Adds up all acts, in the order they were done: each device made, and what became of it since.
pub(super) fn of<'a>(acts: impl Iterator<Item = &'a Record>) -> Vec<Truth> {
    let mut truths: Vec<Truth> = Vec::new();
    let mut places: HashMap<(&str, &str), usize> = HashMap::new();
    for record in acts.filter(|record| record.device.is_made()) {
        let device = &record.device;
        let place = *places
            .entry((&device.product_key, &device.key))
            .or_insert(truths.len());
        if place == truths.len() {
            truths.push(Truth {
                product_key: device.product_key.clone(),
                device_key: device.key.clone(),
                ..Truth::default()
            });
        }
        let Some(truth) = truths.get_mut(place) else {
            continue;
        };
        let name = device.name.member("defaultValue").as_str();
        name.unwrap_or_default().clone_into(&mut truth.name);
        if !device.foreign {
            truth.created.push(device.request_id.clone());
        }
        if record.life.ended.is_some() {
            truth.deleted = truth.deleted.saturating_add(1);
        } else {
            truth.asset_id = Some(device.asset_id.clone());
        }
        truth.lives.push(record.life.clone());
    }
    truths
}

#[cfg(test)]
mod tests {
    use super::{End, Life, Look};

    #[test]
    fn a_deletion_is_wrong_when_the_last_look_could_have_told() {
        let look = |touches| Some(Look { touches, before: 5 });
        let wronged = |foreign, touched: usize, looked| {
            let life = Life {
                foreign,
                touched: vec!["tag".to_owned(); touched],
                ended: Some(End {
                    looked,
                    ..End::default()
                }),
                ..Life::default()
            };
            life.is_wronged()
        };
        assert!(!wronged(false, 0, look(0)));
        assert!(!wronged(false, 0, None), "nothing was to be seen");
        assert!(!wronged(false, 1, look(0)), "after the last look");
        assert!(wronged(false, 1, look(1)), "it was seen");
        assert!(wronged(false, 2, look(1)));
        assert!(wronged(false, 1, None), "nobody looked");
        assert!(
            wronged(true, 0, look(0)),
            "somebody else's, whatever was seen"
        );
        let by_somebody_else = Life {
            foreign: true,
            ended: Some(End {
                foreign: true,
                ..End::default()
            }),
            ..Life::default()
        };
        assert!(!by_somebody_else.is_wronged());
        assert!(!Life::default().is_wronged(), "it is still there");
    }
}

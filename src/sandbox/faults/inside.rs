//! Faults that change what the gateway does: asked for where it does it.

use rand::RngExt as _;
use serde_json::Value;

use super::super::gateway::Gateway;
use super::super::json::Members as _;
use super::super::reply::Refusal;
use super::super::scenario::{Pick, Shift};
use super::{Fault, Injected};

impl Injected {
    /// Takes the token away, or puts another in its place.
    pub(in crate::sandbox) fn spoil_token(&self, gateway: &Gateway) {
        match self.fault() {
            Some(Fault::TokenExpired) => gateway.tokens().expire(),
            Some(Fault::TokenRenewed) => super::super::token::renew(gateway),
            _ => {}
        }
    }

    /// Refuses the whole request, either before or after it was acted upon.
    pub(in crate::sandbox) fn refuse(&self, after: bool) -> Result<(), Refusal> {
        match self.fault() {
            Some(&Fault::Code { code, acted }) if acted == after => Err(Refusal::of(code)),
            _ => Ok(()),
        }
    }

    /// Gives the fault's code to the items of a batch that it picks, of those that did not fail by themselves:
    /// either before they would be made, or after they were.
    pub(in crate::sandbox) fn fail_items<T>(
        &self,
        after: bool,
        list: &[Value],
        items: &mut [Result<T, Refusal>],
    ) {
        let Some(injection) = &self.fault else { return };
        let Fault::FailItems { code, acted, pick } = *injection.fault() else {
            return;
        };
        if acted != after {
            return;
        }
        let mut rng = injection.rng();
        let middle = items.len() / 2;
        for (index, (item, came)) in list.iter().zip(items).enumerate() {
            let key = item.member("deviceKey").as_str();
            let fits =
                injection.rule.keys.is_none() || key.is_some_and(|key| injection.rule.fits(key));
            let picked = match pick {
                Pick::All => true,
                Pick::Share(share) => rng.random::<f64>() < share,
                Pick::LatterHalf => index >= middle,
            };
            if fits && picked && came.is_ok() {
                *came = Err(Refusal::of(code));
            }
        }
    }

    /// By how many rows the pages of a search have moved since the page before.
    pub(in crate::sandbox) fn shift(&self) -> isize {
        match self.fault() {
            Some(Fault::ShiftPages(Shift::Inserted)) => 1,
            Some(Fault::ShiftPages(Shift::Deleted)) => -1,
            _ => 0,
        }
    }
}

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
            Some(&Fault::Code { code, acted }) if acted == after => Err(refusal(code)),
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
                *came = Err(refusal(code));
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

/// A code with the text that the error list gives it (enos error codes, V2.4), or the commons' error table
/// (enos-commons-api-pojo 0.1.8), whose numbers stand after the 99.
fn refusal(code: i64) -> Refusal {
    Refusal::new(
        code,
        match code {
            11702 => "DeviceKey existed",
            11714 => "Generate deviceKey failed",
            11739 => "Exceed max device size",
            11858 => "Unable to find public key",
            99400 => "Invalid arguments",
            99401 => "Unauthenticated",
            99403 => "Denied resource",
            99404 => "Not found",
            99405 => "Method Not Allowed",
            99409 => "Already Exists",
            99413 => "Request Body Too Large",
            99415 => "Parameter Out Of Range",
            99429 => "Resource Exhausted",
            99430 => "Result size too large",
            99497 => "App Signature Checked Fail",
            99498 => "App Resource Permission Denied",
            99499 => "Client Error",
            99500 => " Internal Server Error",
            99501 => "Not Implemented",
            99503 => "Service Unavailable",
            99504 => "Service Timeout",
            99601 => "Unsupported Operation for Particular Resource",
            _ => "Refused by the scenario",
        },
    )
}

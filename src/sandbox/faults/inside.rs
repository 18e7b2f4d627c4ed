//! Faults that change what the gateway does: asked for where it does it.

use rand::RngExt as _;
use serde_json::Value;

use super::super::admission::Outcome;
use super::super::gateway::Gateway;
use super::super::item::Draft;
use super::super::json::Members as _;
use super::super::page::Page;
use super::super::reply::Refusal;
use super::super::scenario::{Pick, Shift};
use super::{Fault, Hit};

impl Hit {
    /// Takes the token away, or puts another in its place.
    pub(in crate::sandbox) fn spoil_token(&self, gateway: &Gateway) {
        match self.fault() {
            Fault::TokenExpired => gateway.tokens().expire(),
            Fault::TokenRenewed => super::super::token::renew(gateway),
            _ => {}
        }
    }

    /// Refuses the whole request before it is acted upon.
    pub(in crate::sandbox) fn refuse(&self) -> Result<(), Refusal> {
        match *self.fault() {
            Fault::Code { code, acted: false } => Err(refusal(code)),
            _ => Ok(()),
        }
    }

    /// Denies the whole request after it was acted upon.
    pub(in crate::sandbox) fn deny(&self) -> Result<(), Refusal> {
        match *self.fault() {
            Fault::Code { code, acted: true } => Err(refusal(code)),
            _ => Ok(()),
        }
    }

    /// Lets items of a batch fail that would have been made.
    pub(in crate::sandbox) fn fail_items(
        &self,
        list: &[Value],
        drafts: &mut [Result<Draft, Refusal>],
    ) {
        self.pick_items(false, list, drafts);
    }

    /// Calls items of a batch failed that were made.
    pub(in crate::sandbox) fn deny_items(&self, list: &[Value], outcomes: &mut [Outcome]) {
        self.pick_items(true, list, outcomes);
    }

    /// Gives the fault's code to the items that it picks, of those that did not fail by themselves.
    fn pick_items<T>(&self, after: bool, list: &[Value], items: &mut [Result<T, Refusal>]) {
        let Fault::FailItems { code, acted, pick } = *self.fault() else {
            return;
        };
        if acted != after {
            return;
        }
        let mut rng = self.rng();
        let middle = items.len() / 2;
        for (index, (item, came)) in list.iter().zip(items).enumerate() {
            let key = item.member("deviceKey").as_str();
            let fits = self.rule.keys.is_none() || key.is_some_and(|key| self.rule.fits(key));
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

    /// Whether devices made through the API are not seen.
    pub(in crate::sandbox) fn is_stale(&self) -> bool {
        *self.fault() == Fault::Stale
    }

    /// Moves the rows of a search between its pages.
    pub(in crate::sandbox) fn shift(&self, page: &mut Page) {
        match self.fault() {
            Fault::ShiftPages(Shift::Inserted) => page.shift(1),
            Fault::ShiftPages(Shift::Deleted) => page.shift(-1),
            _ => {}
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

//! Faults that change what the gateway does: asked for where it does it.

use rand::RngExt as _;
use serde_json::Value;

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

    /// Refuses the whole request.
    pub(in crate::sandbox) fn check(&self) -> Result<(), Refusal> {
        match self.fault() {
            Fault::Code(code) => Err(refusal(*code)),
            _ => Ok(()),
        }
    }

    /// Lets items of a batch fail that would have been made.
    pub(in crate::sandbox) fn fail_items(
        &self,
        list: &[Value],
        drafts: &mut [Result<Draft, Refusal>],
    ) {
        let Fault::FailItems { code, pick } = *self.fault() else {
            return;
        };
        let mut rng = self.rng();
        let middle = drafts.len() / 2;
        for (index, (item, draft)) in list.iter().zip(drafts).enumerate() {
            let key = item.member("deviceKey").as_str();
            let fits = self.rule.keys.is_none() || key.is_some_and(|key| self.rule.fits(key));
            let picked = match pick {
                Pick::All => true,
                Pick::Share(share) => rng.random::<f64>() < share,
                Pick::LatterHalf => index >= middle,
            };
            if fits && picked && draft.is_ok() {
                *draft = Err(refusal(code));
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

/// A code with the text that the error list gives it (enos error codes, V2.4).
fn refusal(code: i64) -> Refusal {
    Refusal::new(
        code,
        match code {
            11702 => "DeviceKey existed",
            11714 => "Generate deviceKey failed",
            11739 => "Exceed max device size",
            11858 => "Unable to find public key",
            99400 => "Invalid arguments",
            99403 => "Denied resource",
            99404 => "Not found",
            99500 => " Internal Server Error",
            _ => "Refused by the scenario",
        },
    )
}

//! `requireSecret`: adds sealed secrets to an answer, or nothing.

use std::sync::Arc;

use serde_json::Value;

use super::call::Call;
use super::gateway::Gateway;
use super::ids::Ids;
use super::json::Members as _;
use super::keys::Pair;
use super::reply::Refusal;
use super::seal::seal;
use super::switches::{KeyPair, Switches};

/// Seals the secrets of one answer; does nothing when they were not asked for.
pub(super) struct Sealer<'a> {
    pair: Option<Arc<Pair>>,
    switches: &'a Switches,
    ids: Ids,
}

impl<'a> Sealer<'a> {
    /// Reads `requireSecret` from a query.
    pub(super) fn of_query(gateway: &'a Gateway, call: &Call) -> Result<Self, Refusal> {
        Self::new(gateway, call.parameter("requireSecret") == Some("true"))
    }

    /// Reads `requireSecret` from a body.
    pub(super) fn of_body(gateway: &'a Gateway, call: &Call) -> Result<Self, Refusal> {
        let body = call.json();
        let wanted = body.optional("requireSecret", "true or false", Value::as_bool)?;
        Self::new(gateway, wanted == Some(true))
    }

    /// 11858 when there is no key pair to seal for.
    fn new(gateway: &'a Gateway, wanted: bool) -> Result<Self, Refusal> {
        let pair = match (wanted, gateway.switches.key_pair) {
            (false, _) => None,
            (true, KeyPair::Absent) => {
                return Err(Refusal::new(11858, "Unable to find public key"));
            }
            (true, KeyPair::Present) => Some(gateway.keys.pair()?),
        };
        Ok(Self {
            pair,
            switches: &gateway.switches,
            ids: gateway.ids().fork(),
        })
    }

    /// Adds the sealed secret as `field`, and its `sessionKey`.
    pub(super) fn add(
        &mut self,
        element: &mut Value,
        field: &str,
        secret: &str,
    ) -> Result<(), Refusal> {
        if let (Some(pair), Some(members)) = (&self.pair, element.as_object_mut()) {
            let sealed = seal(secret, &pair.public, self.switches, self.ids.rng())
                .map_err(Refusal::internal)?;
            members.insert(field.to_owned(), sealed.secret.into());
            members.insert("sessionKey".to_owned(), sealed.session_key.into());
        }
        Ok(())
    }
}

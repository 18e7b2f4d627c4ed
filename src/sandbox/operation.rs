//! The operations the sandbox knows, and how a request names one.

use axum::http::Method;
use strum::{IntoStaticStr, VariantArray};

use super::call::Call;
use super::reply::Refusal;

/// One operation of the gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum Operation {
    /// Get an access token.
    GetToken,
    /// Refresh an access token.
    RefreshToken,
    /// Search Products V2.4.
    SearchProducts,
    /// Get Product V2.4.
    GetProduct,
    /// Get Thing Model V2.1.
    GetThingModel,
    /// Create Device V2.4.
    CreateDevice,
    /// Batch Create Devices V2.4.
    BatchCreateDevices,
    /// Search Devices V2.4.
    SearchDevices,
    /// Get Device V2.4.
    GetDevice,
    /// Delete Device V2.1.
    DeleteDevice,
}

impl Operation {
    /// All operations.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// Those that carry a signature: all but the token service's.
    pub const SIGNED: &[Self] = match Self::ALL {
        [Self::GetToken, Self::RefreshToken, signed @ ..] => signed,
        _ => &[],
    };

    /// Its name in a scenario.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// Method, path and `action` of every operation; those of the token service have no action.
const ADDRESSES: [(Method, &str, &str, Operation); 10] = {
    use Operation as To;
    const GET: Method = Method::GET;
    const POST: Method = Method::POST;
    const TOKENS: &str = "/apim-token-service/v2.0/token/get";
    const REFRESH: &str = "/apim-token-service/v2.0/token/refresh";
    const PRODUCTS: &str = "/connect-service/v2.4/products";
    const MODELS: &str = "/model-service/v2.1/thing-models";
    const DEVICES: &str = "/connect-service/v2.4/devices";
    const DEVICES_V21: &str = "/connect-service/v2.1/devices";
    [
        (POST, TOKENS, "", To::GetToken),
        (POST, REFRESH, "", To::RefreshToken),
        (POST, PRODUCTS, "search", To::SearchProducts),
        (GET, PRODUCTS, "get", To::GetProduct),
        (GET, MODELS, "get", To::GetThingModel),
        (POST, DEVICES, "create", To::CreateDevice),
        (POST, DEVICES, "batchCreate", To::BatchCreateDevices),
        (POST, DEVICES, "search", To::SearchDevices),
        (GET, DEVICES, "get", To::GetDevice),
        (POST, DEVICES_V21, "delete", To::DeleteDevice),
    ]
};

/// Finds the operation by method, path and `action`, or why the `action` names none; None where there is nothing.
pub(super) fn find(call: &Call) -> Option<Result<Operation, Refusal>> {
    let mut here = ADDRESSES
        .iter()
        .filter(|(method, path, ..)| *method == call.method && *path == call.path)
        .peekable();
    if let (.., "", operation) = here.peek()? {
        return Some(Ok(*operation));
    }
    Some(call.need("action").and_then(|action| {
        let found = here.find(|(_, _, name, _)| *name == action);
        found
            .map(|(.., operation)| *operation)
            .ok_or_else(|| Refusal::invalid("action", "action does not exist"))
    }))
}

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

const TOKENS: &str = "/apim-token-service/v2.0/token";
const PRODUCTS: &str = "/connect-service/v2.4/products";
const MODELS: &str = "/model-service/v2.1/thing-models";
const DEVICES: &str = "/connect-service/v2.4/devices";
const DEVICES_V21: &str = "/connect-service/v2.1/devices";

/// What a request's address leads to.
pub(super) enum Route {
    /// The token service; no signature.
    Token(Operation),
    /// A signed operation, or why the `action` names none.
    Signed(Result<Operation, Refusal>),
    /// Nothing there.
    Unknown,
}

impl Route {
    /// The operation, when the address names one.
    pub(super) fn operation(&self) -> Option<Operation> {
        match self {
            Self::Token(operation) | Self::Signed(Ok(operation)) => Some(*operation),
            Self::Signed(Err(_)) | Self::Unknown => None,
        }
    }
}

/// Finds the operation by method, path and `action`.
pub(super) fn route(call: &Call) -> Route {
    let path = call.path.as_str();
    let post = call.method == Method::POST;
    if let (true, Some(rest)) = (post, path.strip_prefix(TOKENS)) {
        return match rest {
            "/get" => Route::Token(Operation::GetToken),
            "/refresh" => Route::Token(Operation::RefreshToken),
            _ => Route::Unknown,
        };
    }
    let actions: &[(&str, Operation)] = match (path, post, call.method == Method::GET) {
        (PRODUCTS, true, _) => &[("search", Operation::SearchProducts)],
        (PRODUCTS, _, true) => &[("get", Operation::GetProduct)],
        (MODELS, _, true) => &[("get", Operation::GetThingModel)],
        (DEVICES, true, _) => &[
            ("create", Operation::CreateDevice),
            ("batchCreate", Operation::BatchCreateDevices),
            ("search", Operation::SearchDevices),
        ],
        (DEVICES, _, true) => &[("get", Operation::GetDevice)],
        (DEVICES_V21, true, _) => &[("delete", Operation::DeleteDevice)],
        _ => return Route::Unknown,
    };
    Route::Signed(match call.parameter("action") {
        None => Err(Refusal::missing("action")),
        Some(action) => actions
            .iter()
            .find(|(name, _)| *name == action)
            .map(|(_, operation)| *operation)
            .ok_or_else(|| Refusal::invalid("action", "action does not exist")),
    })
}

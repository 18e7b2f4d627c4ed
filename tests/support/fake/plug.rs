//! Connects the screens to the gateway in memory.

use std::sync::Arc;

use enroll::connect::Target;
use enroll::enos::PrivateKey;
use enroll::said::say;
use enroll::tui::perform::{Connector, Extras, Link};
use enroll::tui::shared::{About, ConnectRequest, Reason, Unopened};
use enroll::words::Verdict;
use futures::FutureExt as _;
use futures::future::{BoxFuture, ready};

use super::Fake;

/// Connects to the fake whatever the target.
pub struct GatewayConnector(pub Fake);

struct NoKey;

impl Extras for NoKey {
    fn private_key(&self) -> BoxFuture<'_, Result<PrivateKey, Reason>> {
        ready(Err(say!("there is no private key here", "这里没有私钥"))).boxed()
    }

    fn test(&self) -> BoxFuture<'_, Vec<Verdict>> {
        ready(Vec::new()).boxed()
    }
}

impl Connector for GatewayConnector {
    fn connect(&self, request: ConnectRequest) -> BoxFuture<'_, Result<Link, Unopened>> {
        let state = self.0.0.lock().unwrap();
        let about = About {
            label: request.label().to_owned(),
            site: enroll::domain::Site {
                gateway: "http://127.0.0.1:1".to_owned(),
                org_id: "o17000000000001".to_owned(),
                scope: request.target.scope(),
            },
            sandbox: matches!(request.target, Target::Sandbox { .. }),
            bounds: state.bounds.clone(),
            keys_by_server: state.keys_by_server,
            require_secret: false,
            lenient: false,
            has_key: true,
            warnings: Vec::new(),
        };
        let link = Link {
            about,
            api: Arc::new(self.0.clone()),
            extras: Arc::new(NoKey),
        };
        ready(Ok(link)).boxed()
    }
}

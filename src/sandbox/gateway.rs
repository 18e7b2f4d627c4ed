//! The gateway without its sockets: a request in, an answer out.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::call::Call;
use super::catalogue::Catalogue;
use super::error::SandboxError;
use super::faults::Faults;
use super::ids::Ids;
use super::keys::Keys;
use super::operation::Operation;
use super::options::{Clock, Limits, Options, millis};
use super::registry::Registry;
use super::reply::{Answer, Refusal};
use super::scenario::{Rule, When};
use super::switches::{Auth, Switches};
use super::token::{self, Tokens};
use super::{FOREIGN_ORG_ID, JOURNAL_FILE, KEY_FILE, ORG_ID};
use super::{create, devices, meddle, private_dir, products, signature};

/// The state of a running sandbox.
pub(super) struct Gateway {
    pub(super) catalogue: Catalogue,
    pub(super) switches: Switches,
    pub(super) limits: Limits,
    /// Milliseconds until a new device is seen by searches.
    pub(super) lag: i64,
    pub(super) keys: Keys,
    /// None when nothing is to go wrong.
    faults: Mutex<Option<Arc<Faults>>>,
    /// What chance begins from.
    seed: u64,
    clock: Clock,
    registry: Mutex<Registry>,
    tokens: Mutex<Tokens>,
    ids: Mutex<Ids>,
    counts: Mutex<BTreeMap<Operation, u64>>,
    toggle: AtomicBool,
}

impl Gateway {
    /// Opens what is kept in the options' directory, under the scenario's conditions.
    pub(super) fn open(mut options: Options) -> Result<Self, SandboxError> {
        let scenario = options.scenario.take().unwrap_or_default();
        scenario.settings.apply(&mut options)?;
        let catalogue = Catalogue::load()?;
        private_dir(&options.dir).map_err(SandboxError::file(&options.dir))?;
        let journal = options.dir.join(JOURNAL_FILE);
        let registry = Registry::open(&journal, options.fresh, &catalogue)?;
        // Short enough to be copied into a scenario file.
        let random = || u64::from(rand::random::<u32>());
        let gateway = Self {
            seed: scenario.seed.or(options.seed).unwrap_or_else(random),
            faults: Mutex::default(),
            catalogue,
            lag: millis(options.lag),
            ids: Mutex::new(Ids::new(options.seed)),
            switches: options.switches,
            limits: options.limits,
            clock: options.clock,
            keys: Keys::new(options.dir.join(KEY_FILE)),
            registry: Mutex::new(registry),
            tokens: Mutex::default(),
            counts: Mutex::default(),
            toggle: AtomicBool::new(true),
        };
        gateway.follow(scenario.rules);
        Ok(gateway)
    }

    /// Follows these rules from now on.
    pub(super) fn follow(&self, rules: Vec<Rule>) {
        let faults = (!rules.is_empty()).then(|| Arc::new(Faults::new(rules, self.seed)));
        *lock(&self.faults) = faults;
    }

    /// The rules at work.
    pub(super) fn faults(&self) -> Option<Arc<Faults>> {
        lock(&self.faults).clone()
    }

    /// Counts a request that has arrived.
    pub(super) fn arrived(&self, operation: Operation) {
        let mut counts = lock(&self.counts);
        let count = counts.entry(operation).or_default();
        *count = count.saturating_add(1);
    }

    /// Answers one request, under the fault it has met. Blocks: it writes files, and may make a key pair.
    pub(super) fn answer(
        &self,
        call: &Call,
        operation: Option<Result<Operation, Refusal>>,
    ) -> Answer {
        call.injected.spoil_token(self);
        match operation {
            None => Answer::front(StatusCode::NOT_FOUND, "no Route matched with those values"),
            Some(Ok(token @ (Operation::GetToken | Operation::RefreshToken))) => {
                token::answer(self, token, call)
            }
            Some(operation) => self.signed(operation, call),
        }
    }

    fn signed(&self, operation: Result<Operation, Refusal>, call: &Call) -> Answer {
        if let Err(refusal) = signature::check(self, call) {
            return self.unauthorized(&refusal);
        }
        // Nothing sent counts as an empty object.
        if !(call.body.is_empty() || call.json().is_object()) {
            return Answer::refused(StatusCode::BAD_REQUEST);
        }
        let request_id = self.ids().uuid();
        let reply = operation.and_then(|operation| self.act(operation, call, &request_id));
        Answer::business(reply, &request_id, self.switches.error_http)
    }

    fn act(&self, operation: Operation, call: &Call, id: &str) -> Result<Value, Refusal> {
        check_org(call)?;
        call.injected.refuse(false)?;
        meddle::meddle(self, call, When::Before)?;
        let reply = match operation {
            Operation::SearchProducts => products::search(self, call),
            Operation::GetProduct => products::get(self, call),
            Operation::GetThingModel => products::model(self, call),
            Operation::CreateDevice => create::single(self, call, id),
            Operation::BatchCreateDevices => create::batch(self, call, id),
            Operation::SearchDevices => devices::search(self, call),
            Operation::GetDevice => devices::get(self, call),
            Operation::DeleteDevice => devices::delete(self, call),
            Operation::GetToken | Operation::RefreshToken => {
                Err(Refusal::internal("not a signed operation"))
            }
        };
        meddle::meddle(self, call, When::After)?;
        call.injected.refuse(true)?;
        reply
    }

    /// A bad token or signature, in the chosen form.
    fn unauthorized(&self, refusal: &Refusal) -> Answer {
        match self.switches.auth {
            Auth::Kong => Answer::refused(StatusCode::UNAUTHORIZED),
            Auth::Status => token::envelope(self, refusal.code, &refusal.msg, &Value::Null),
            Auth::ApimStatus => Answer {
                status: StatusCode::OK,
                body: json!({ "apim_status": 4011, "apim_message": refusal.msg }),
            },
        }
    }

    pub(super) fn now(&self) -> i64 {
        (self.clock)()
    }

    /// When a token that is given now will expire.
    pub(super) fn token_end(&self, now: i64) -> i64 {
        now.saturating_add(millis(self.limits.token_life))
    }

    /// How far a timestamp may be off, in milliseconds.
    pub(super) fn window(&self) -> i64 {
        millis(self.limits.clock_window)
    }

    pub(super) fn in_window(&self, timestamp: i64, now: i64) -> bool {
        now.abs_diff(timestamp) <= self.window().unsigned_abs()
    }

    /// False, true, false, …
    pub(super) fn every_second_time(&self) -> bool {
        !self.toggle.fetch_not(Ordering::Relaxed)
    }

    pub(super) fn registry(&self) -> MutexGuard<'_, Registry> {
        lock(&self.registry)
    }

    pub(super) fn tokens(&self) -> MutexGuard<'_, Tokens> {
        lock(&self.tokens)
    }

    pub(super) fn ids(&self) -> MutexGuard<'_, Ids> {
        lock(&self.ids)
    }

    #[cfg(any(test, feature = "testing"))]
    pub(super) fn counts(&self) -> BTreeMap<Operation, u64> {
        lock(&self.counts).clone()
    }
}

/// Checks `orgId`; one other organisation exists, without rights for this access key.
fn check_org(call: &Call) -> Result<(), Refusal> {
    match call.parameter("orgId") {
        None => Err(Refusal::missing("orgId")),
        Some(ORG_ID) => Ok(()),
        Some(FOREIGN_ORG_ID) => Err(Refusal::new(
            99403,
            format!("Denied resource:  orgId {FOREIGN_ORG_ID}"),
        )),
        Some(_) => Err(Refusal::invalid("orgId", "  orgId does not exist")),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

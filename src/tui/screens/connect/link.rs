//! The gateway worked on: chosen, asked for its secret key, tested.

use super::profiles::line;
use super::{Answer, Requests, State};
use crate::connect::Target;
use crate::domain::{Timestamp, Whose};
use crate::enos::{Check, Finding};
use crate::said::{pair, say};
use crate::tui::contract::{Entry, Overlay, Request};
use crate::tui::shared::{ConnectRequest, Effect, NoProducts, Reason, ScreenId, Shared, Unopened};
use crate::tui::text_field::SecretField;
use crate::words::Verdict;

/// A connection test.
#[derive(Debug)]
pub(super) enum Test {
    /// It is being made.
    UnderWay,
    /// What it found, and when; or why it could not be made.
    Done(Timestamp, Result<Vec<Verdict>, Reason>),
}

impl Test {
    /// Whether there is no link for what it found: without the RSA pair only secrets stay sealed.
    pub(super) fn is_broken(&self) -> bool {
        let breaks = |verdict: &Verdict| {
            verdict.check != Check::RsaPair && matches!(verdict.result, Finding::Failed(_))
        };
        match self {
            Self::UnderWay => false,
            Self::Done(_, Err(_)) => true,
            Self::Done(_, Ok(verdicts)) => verdicts.iter().any(breaks),
        }
    }
}

impl State {
    /// Works on the selected gateway from now on, or only tries it.
    pub(super) fn use_selected(&mut self, shared: &Shared, test: bool) -> Requests {
        self.reach(line(shared, self.selected), test)
    }

    /// Reaches the gateway worked on once more.
    pub fn again(&mut self, shared: &Shared) -> Requests {
        self.reach(shared.request.clone(), false)
    }

    /// Connects, or only tries it, with the secret key where it was typed before.
    pub(super) fn reach(&mut self, request: ConnectRequest, test: bool) -> Requests {
        let secret = self.typed.get(request.label()).cloned();
        let request = ConnectRequest { secret, ..request };
        if test {
            self.tests
                .insert(request.label().to_owned(), Test::UnderWay);
            return Effect::Test(request).into();
        }
        // What was asked of the gateway that is left comes no more.
        self.tests.retain(|_, test| !matches!(test, Test::UnderWay));
        self.by_hand = true;
        Request::Connect(request).into()
    }

    /// The gateway worked on cannot even be asked; `free`, whether nothing is typed or asked that another screen would
    /// take away.
    pub fn unopened(&mut self, shared: &Shared, why: &Unopened, free: bool) -> Requests {
        let reason = match why {
            Unopened::SecretWanted => return ask_secret(shared.request.clone(), false).into(),
            Unopened::Because(reason) => reason.clone(),
        };
        self.found(shared, shared.request.label(), Err(reason));
        if !free {
            return Requests::none();
        }
        self.select_used(shared);
        Request::Go(ScreenId::Connect).into()
    }

    /// The products were read or not, which is the proof of a link. Where there is none for the first time, it is
    /// looked into.
    pub fn answered_or_not(
        &mut self,
        shared: &Shared,
        refused: Option<&NoProducts>,
        first: bool,
        free: bool,
    ) -> Requests {
        let by_hand = std::mem::take(&mut self.by_hand);
        let label = shared.request.label();
        let Some(no) = refused else {
            // A link that is there is no longer told to be broken.
            self.tests
                .retain(|of, test| of != label || !test.is_broken());
            return Requests::none();
        };
        if no.whose == Whose::Credentials {
            self.typed.remove(label);
        }
        if !first || !free || !(by_hand || no.kept.is_empty()) {
            return Requests::none();
        }
        self.tests.insert(label.to_owned(), Test::UnderWay);
        self.select_used(shared);
        Requests::from(Request::Go(ScreenId::Connect)).and(Effect::Examine)
    }

    /// The connection in use was looked into.
    pub fn examined(&mut self, shared: &Shared, verdicts: Vec<Verdict>) {
        self.found(shared, shared.request.label(), Ok(verdicts));
    }

    /// A connection was tested, or could not be; `free`, whether nothing is typed or asked.
    pub fn tested(
        &mut self,
        shared: &Shared,
        request: ConnectRequest,
        outcome: Result<Vec<Verdict>, Unopened>,
        free: bool,
    ) -> Requests {
        let label = request.label().to_owned();
        if let Target::Profile { name, profile } = &request.target
            && shared.config.profiles.get(name) != Some(&**profile)
        {
            // It was changed since.
            self.tests.remove(&label);
            return Requests::none();
        }
        let outcome = match outcome {
            Ok(verdicts) => Ok(verdicts),
            Err(Unopened::Because(reason)) => Err(reason),
            Err(Unopened::SecretWanted) if free && shared.screen == ScreenId::Connect => {
                self.tests.remove(&label);
                return ask_secret(request, true).into();
            }
            Err(Unopened::SecretWanted) => Err(not_entered()),
        };
        self.found(shared, &label, outcome);
        Requests::none()
    }

    fn found(&mut self, shared: &Shared, label: &str, outcome: Result<Vec<Verdict>, Reason>) {
        let test = Test::Done(shared.now, outcome);
        self.tests.insert(label.to_owned(), test);
    }
}

/// Nobody has typed the secret key.
#[must_use]
pub fn not_entered() -> Reason {
    say!("its secret key has not been entered", "尚未输入 SecretKey")
}

fn ask_secret(request: ConnectRequest, test: bool) -> Overlay<Answer> {
    let title = say!(
        "Secret key for {label}",
        "{label} 的 SecretKey",
        label = request.label()
    );
    let hint = pair!(
        "It is kept in memory only, until the program ends.",
        "仅保留在内存中，程序退出即清除。"
    );
    let request = Box::new(request);
    let then = Answer::SecretKey { request, test };
    Overlay::prompt(title, hint, Entry::Secret(SecretField::default()), then)
}

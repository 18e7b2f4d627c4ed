//! The gateway worked on: chosen, asked for its secret key, tested.

use super::{Answer, Requests, State};
use crate::connect::Target;
use crate::domain::Whose;
use crate::said::{Said, label, pair, say};
use crate::tui::contract::{Awaited, Body, Entry, Overlay, Request};
use crate::tui::shared::{ConnectRequest, Effect, NoProducts, ScreenId, Shared, Unopened, target};
use crate::tui::text_field::SecretField;
use crate::words::Verdict;

impl State {
    /// Works on the selected gateway from now on, or only tries it.
    pub(super) fn use_selected(&mut self, shared: &Shared, test: bool) -> Requests {
        let selected = self.selected_profile(shared);
        let target = selected.map_or(Target::SANDBOX, |(name, profile)| target(&name, &profile));
        self.reach(ConnectRequest::from(target), test)
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
            return await_verdicts(request.label()).and(Effect::Test(request));
        }
        self.by_hand = true;
        Request::Connect(request).into()
    }

    /// The gateway worked on cannot even be asked; `free`, whether nothing is typed or asked that another screen would
    /// take away.
    pub fn unopened(&self, shared: &Shared, why: &Unopened, free: bool) -> Requests {
        match why {
            Unopened::SecretWanted => ask_secret(shared.request.clone(), false).into(),
            Unopened::Because(_) if free => Request::Go(ScreenId::Connect).into(),
            Unopened::Because(_) => Requests::none(),
        }
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
        let Some(no) = refused else {
            return Requests::none();
        };
        let label = &shared.link.label;
        if no.whose == Whose::Credentials {
            self.typed.remove(label);
        }
        if !first || !free || !(by_hand || no.kept.is_empty()) {
            return Requests::none();
        }
        Requests::from(Request::Go(ScreenId::Connect))
            .then(await_verdicts(label))
            .and(Effect::Examine)
    }
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

fn await_verdicts(label: &str) -> Requests {
    let word = label!("Testing the connection.", "正在测试连接。");
    Overlay::meanwhile(title_of(label), None, word, Awaited::Verdicts).into()
}

fn title_of(label: &str) -> Said {
    say!("Connection to {label}", "与 {label} 的连接")
}

/// The connection in use was looked into.
pub fn examined(shared: &Shared, verdicts: Vec<Verdict>) -> Requests {
    verdicts_of(&shared.link.label, Body::Verdicts(verdicts))
}

fn verdicts_of(label: &str, body: Body) -> Requests {
    let overlay = Overlay::text(title_of(label), body);
    Request::Instead(Awaited::Verdicts, Ok(overlay)).into()
}

/// A connection was tested, or could not be; if nobody waits for that any more, nobody wants it.
pub fn tested(request: ConnectRequest, outcome: Result<Vec<Verdict>, Unopened>) -> Requests {
    match outcome {
        Ok(verdicts) => verdicts_of(request.label(), Body::Verdicts(verdicts)),
        Err(Unopened::Because(reason)) => verdicts_of(request.label(), Body::Lines(vec![reason])),
        Err(Unopened::SecretWanted) => {
            Request::Instead(Awaited::Verdicts, Ok(ask_secret(request, true))).into()
        }
    }
}

//! The program's state, what changes it, and what it asks the performer to do.

mod command;
mod effect;
mod enabled;
mod keys;
mod loading;
mod model;
mod msg;
mod overlay;
mod overlay_view;
mod replies;
mod run;
mod update;
mod view;
mod workspace;

use ratatui::Frame;

use crate::domain::Timestamp;
use crate::tui::runtime;
use crate::tui::screens::results;

pub use crate::connect::About;
pub use command::{COMMANDS, Command, Spec};
pub use effect::{ConnectRequest, Effect, Judgement, Submission};
pub use keys::Chord;
pub use loading::{Load, Loading};
pub use model::{LinkState, Model, Notice, Place, Reach, Screen};
pub use msg::{
    Candidate, Candidates, GatewayReply, Msg, NoProducts, Reason, Session, Unopened, Waits,
    Workspace,
};
pub use overlay::{Body, Confirmed, Overlay, Pick, Prompt, Prompted, Question, Reading};
pub use run::run;
pub use update::update;
pub use view::{draw, view};
pub(crate) use workspace::{ask as ask_workspace, change as change_workspace};

impl runtime::App for Model {
    type Msg = Msg;
    type Effect = Effect;

    fn start(&mut self) -> Vec<Effect> {
        vec![Effect::Open]
    }

    fn update(&mut self, input: runtime::Input<Msg>, now_ms: i64) -> Vec<Effect> {
        update(self, input, Timestamp(now_ms))
    }

    fn view(&self, frame: &mut Frame<'_>) {
        view(self, frame);
    }

    fn animating(&self) -> bool {
        let running = self.results.running.as_ref();
        running.is_some_and(results::Running::moves)
    }

    fn mouse(&self) -> bool {
        self.mouse
    }

    fn exit(&self) -> Option<u8> {
        self.leaving.as_ref().map(|(code, _)| *code)
    }
}

#[cfg(test)]
mod tests;

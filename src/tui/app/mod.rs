//! The program: it composes what is shared and the screens, routes keys and replies to them, and carries out what
//! they ask for.

mod accept;
mod answer;
mod box_keys;
mod catalogue;
mod commands;
mod connection;
mod finder;
mod finding;
mod frame;
mod help;
mod layout;
mod messages;
mod model;
mod overlays;
mod overlays_view;
mod palette;
mod pointer;
mod quit;
mod registry;
mod replies;
mod requests;
mod run;
mod runs;
mod update;
mod view;
mod workspace;

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use ratatui::Frame;

use crate::domain::Timestamp;
use crate::tui::runtime;
use crate::tui::shared::{Effect, Msg, Running};

pub use model::Model;
pub use update::update;
pub use view::{draw, view};

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

    fn picture(&self) -> u64 {
        let covered = u64::try_from(self.overlays.len()).unwrap_or(u64::MAX);
        let mut hasher = DefaultHasher::new();
        (self.shared.screen, covered, self.redrawn).hash(&mut hasher);
        hasher.finish()
    }

    fn animating(&self) -> bool {
        let running = self.shared.runs.running.as_ref();
        running.is_some_and(Running::moves)
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

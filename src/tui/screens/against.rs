//! What speaks against commands of several screens.

use crate::said::{Label, say};
use crate::tui::shared::{Load, Reach, Reason, Shared, Work};

/// These words, where something is so.
pub(super) fn when(so: bool, words: Label) -> Option<Reason> {
    so.then(|| words.into())
}

/// Queue and form belong to the gateway worked on, and are read first.
pub(super) fn away(shared: &Shared) -> Option<Reason> {
    match &shared.workspace {
        Load::Ready(()) => None,
        Load::Idle | Load::Loading => Some(say!("the queue and the form are still being read", =)),
        Load::Failed(reason) => Some(say!(
            "the queue and the form cannot be read: {reason} ({connect}, {again} reads them again)", =,
            reason, connect = shared.key("go.connect"), again = shared.key("connect.use")
        )),
    }
}

/// Something is under way.
pub(super) fn busy(shared: &Shared) -> Option<Reason> {
    let running = shared.runs.running.as_ref()?;
    let (run, key) = (running.run, shared.key("go.results"));
    Some(match running.work {
        Work::Sending => say!("run {run} is still being sent ({key})", =),
        Work::Undoing => say!("what run {run} created is being deleted ({key})", =),
    })
}

/// The gateway cannot be asked.
pub(super) fn offline(shared: &Shared) -> Option<Reason> {
    let link = &shared.link;
    let label = &link.label;
    match (&link.reach, &link.about) {
        (Reach::Trying, _) => Some(say!("{label} is still being reached", =)),
        (_, None) => Some(say!(
            "{label} is not connected ({key})", =, key = shared.key("go.connect")
        )),
        // Whether it answers now is found out by asking.
        (Reach::Up | Reach::Down(_), Some(_)) => None,
    }
}

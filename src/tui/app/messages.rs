//! The last messages, to be read whole.

use super::{Model, frame};
use crate::said::{Said, pair};
use crate::tui::contract::{Body, Notice, Overlay, Reading};

/// So many are kept.
const KEPT: usize = 50;

impl Model {
    /// Says something in the message line.
    pub(super) fn say(&mut self, text: impl Into<Said>) {
        self.tell(text.into(), false);
    }

    /// Says something bad in the message line.
    pub(super) fn warn(&mut self, text: impl Into<Said>) {
        self.tell(text.into(), true);
    }

    /// Shows a message until the next key, and keeps it among the last ones.
    pub(super) fn notify(&mut self, notice: Notice) {
        self.told.truncate(KEPT - 1);
        self.told.push_front(notice.clone());
        self.notice = Some(notice);
    }

    fn tell(&mut self, text: Said, bad: bool) {
        self.notify(Notice { text, bad });
    }
}

/// Lays the last messages over the screen: what is true now first, then the newest.
pub(super) fn open(model: &mut Model) {
    let now = frame::standing(model).map(|(sign, _, text)| Said::beside(lead(sign), &text));
    let told = model.told.iter().map(|Notice { text, bad }| {
        let sign = if *bad { "✗" } else { "✓" };
        Said::beside(lead(sign), text)
    });
    let mut lines: Vec<Said> = now.into_iter().chain(told).collect();
    if lines.is_empty() {
        lines.push(pair!("Nothing has been said yet.", "还没有消息。"));
    }
    let reading = Reading {
        title: pair!("Messages", "消息"),
        body: Body::Lines(lines),
        scroll: 0,
        awaits: None,
    };
    model.overlays.push(Overlay::Text(reading));
}

fn lead(sign: &str) -> String {
    if sign.is_empty() {
        String::new()
    } else {
        format!("{sign} ")
    }
}

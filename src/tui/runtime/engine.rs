//! The program between input and screen: one step at a time, without terminal, clock or timer.

use ratatui::layout::{Position, Rect, Size};

use super::{
    Mouse,
    app::{App, Input, Perform},
    replies::{Mailbox, Post},
};

/// An [`App`], its effects and its answers. The same for the real loop and for the harness.
pub(super) struct Engine<A: App, P> {
    pub(super) app: A,
    perform: P,
    pub(super) mail: Mailbox<A::Msg>,
    /// Whether a frame is due: the app may look different from the last one, or the screen has lost it.
    pub(super) dirty: bool,
    /// The screen that the app knows of.
    screen: Rect,
    /// Effects that wait for the first frame; `None` after it.
    waiting: Option<Vec<A::Effect>>,
}

impl<A: App, P: Perform<A::Effect, A::Msg>> Engine<A, P> {
    pub(super) fn new(app: A, perform: P) -> Self {
        Self {
            app,
            perform,
            mail: Mailbox::new(),
            dirty: true,
            screen: Rect::ZERO,
            waiting: Some(Vec::new()),
        }
    }

    /// Starts the app on a screen of this size.
    pub(super) fn start(&mut self, size: Size, now_ms: i64) {
        let effects = self.app.start();
        self.perform(effects);
        self.input(Input::Resize(size.width, size.height), now_ms);
    }

    /// Gives the app one input and starts the effects it asks for.
    pub(super) fn input(&mut self, input: Input<A::Msg>, now_ms: i64) {
        match &input {
            Input::Resize(columns, rows) => self.screen = Rect::new(0, 0, *columns, *rows),
            // It was on its way when the mouse was switched off or the screen became smaller, or it is made up.
            Input::Mouse(mouse) if !self.app.mouse() || !self.shows(*mouse) => return,
            _ => {}
        }
        let effects = self.app.update(input, now_ms);
        self.dirty = true;
        self.perform(effects);
    }

    /// Whether the mouse was over a cell of the screen.
    fn shows(&self, mouse: Mouse) -> bool {
        let cell = Position::new(mouse.column, mouse.row);
        self.screen.contains(cell)
    }

    /// Gives the app one answer; while it is animating, the next tick shows what that changed.
    fn reply(&mut self, message: A::Msg, now_ms: i64) {
        let effects = self.app.update(Input::Reply(message), now_ms);
        self.dirty |= !self.app.animating();
        self.perform(effects);
    }

    /// Takes one post. Gives the text to copy, if it is that.
    pub(super) fn post(&mut self, post: Post<A::Msg>, now_ms: i64) -> Option<String> {
        match post {
            Post::Copy(text) => return Some(text),
            Post::Reply(message) => self.reply(message, now_ms),
            Post::Crashed(place) => self.input(Input::Crashed(place), now_ms),
        }
        None
    }

    /// The frame is on the screen. After the first one the waiting effects start.
    pub(super) fn drawn(&mut self) {
        self.dirty = false;
        if let Some(effects) = self.waiting.take() {
            self.perform(effects);
        }
    }

    /// There is no screen any more: effects no longer wait for one.
    pub(super) fn screen_lost(&mut self) {
        self.waiting = None;
    }

    fn perform(&mut self, effects: Vec<A::Effect>) {
        if let Some(waiting) = &mut self.waiting {
            waiting.extend(effects);
            return;
        }
        for effect in effects {
            self.perform.perform(effect, self.mail.replies());
        }
    }
}

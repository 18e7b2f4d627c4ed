//! The program on a screen in memory, for tests, benches and pictures: no terminal, no sleeps.

use crossterm::event::KeyEvent;
use ratatui::{
    Terminal,
    backend::TestBackend,
    buffer::Buffer,
    layout::{Position, Rect, Size},
};
use unicode_width::UnicodeWidthStr;

use super::{
    Mouse, MouseAct, Wheel,
    app::{App, Input, Perform, Signal},
    engine::Engine,
    keys,
    replies::Post,
};

/// Drives the same [`App`] and [`Perform`] as the real loop, by hand. Time stands still unless
/// [`advance`](Harness::advance)d. After the program has exited, inputs no longer reach it.
pub struct Harness<A: App, P> {
    engine: Engine<A, P>,
    terminal: Terminal<TestBackend>,
    /// The last frame as it was drawn. The backend's own buffer keeps what a wide character covers,
    /// which no terminal does.
    shown: Buffer,
    now_ms: i64,
    frames: usize,
    copied: Vec<String>,
}

impl<A: App, P: Perform<A::Effect, A::Msg>> Harness<A, P> {
    /// Starts the program at Unix time `now_ms`: the first frame is drawn, then its effects are started
    /// (inside a tokio runtime, if `perform` needs one).
    pub fn new(app: A, perform: P, columns: u16, rows: u16, now_ms: i64) -> Self {
        let Ok(terminal) = Terminal::new(TestBackend::new(columns, rows));
        let mut harness = Self {
            engine: Engine::new(app, perform),
            terminal,
            shown: Buffer::default(),
            now_ms,
            frames: 0,
            copied: Vec::new(),
        };
        harness.engine.start(Size::new(columns, rows), now_ms);
        harness.draw();
        harness
    }

    /// Presses keys by name, as in `"tab tab ctrl-s"`; see [`keys::script`].
    ///
    /// # Panics
    /// If a word names no key.
    #[track_caller]
    pub fn press(&mut self, script: &str) {
        let keys = keys::script(script);
        assert!(keys.is_ok(), "{keys:?}");
        self.keys(keys.into_iter().flatten());
    }

    /// Types text, a key for each character; line ends are Enter, tabs Tab.
    pub fn type_text(&mut self, text: &str) {
        self.keys(text.chars().map(keys::typed));
    }

    /// Pastes text.
    pub fn paste(&mut self, text: &str) {
        self.input(Input::Paste(super::terminal::clean(text)));
    }

    /// Presses the left button of the mouse over a cell, counted from 0.
    pub fn click(&mut self, column: u16, row: u16) {
        self.mouse(column, row, MouseAct::Click);
    }

    /// Turns the wheel by one step over a cell, counted from 0.
    pub fn wheel(&mut self, column: u16, row: u16, way: Wheel) {
        self.mouse(column, row, MouseAct::Scroll(way));
    }

    /// Gives the screen another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.terminal.backend_mut().resize(columns, rows);
        let Ok(()) = self.terminal.resize(Rect::new(0, 0, columns, rows));
        self.input(Input::Resize(columns, rows));
    }

    /// Sends a signal.
    pub fn signal(&mut self, signal: Signal) {
        self.input(Input::Signal(signal));
    }

    /// Lets `ms` milliseconds pass; one tick follows if the program is animating.
    pub fn advance(&mut self, ms: i64) {
        self.now_ms = self.now_ms.saturating_add(ms);
        if self.engine.app.animating() {
            self.input(Input::Tick);
        }
    }

    /// Gives the program any input, then draws if something may have changed.
    pub fn input(&mut self, input: Input<A::Msg>) {
        self.feed(input);
        self.draw();
    }

    /// Takes in answers until none is queued and no effect is in flight.
    pub async fn until_idle(&mut self) {
        while let Some(post) = self.engine.mail.next_in_flight().await {
            self.take(post);
        }
        self.draw();
    }

    /// Takes in answers until the program satisfies `done`, for effects that never land by themselves.
    pub async fn until(&mut self, done: impl Fn(&A) -> bool) {
        while !done(&self.engine.app) {
            for post in self.engine.mail.next().await {
                self.take(post);
            }
        }
        self.draw();
    }

    /// The program.
    pub fn app(&self) -> &A {
        &self.engine.app
    }

    /// The program, to look at it in another way.
    pub fn app_mut(&mut self) -> &mut A {
        &mut self.engine.app
    }

    /// The code it wants to exit with.
    pub fn exit_code(&self) -> Option<u8> {
        self.engine.app.exit()
    }

    /// The screen as text; see [`buffer_text`].
    pub fn screen(&self) -> String {
        buffer_text(self.buffer())
    }

    /// The screen cell by cell.
    pub fn buffer(&self) -> &Buffer {
        &self.shown
    }

    /// Where the hardware cursor is, if it shows.
    pub fn cursor(&self) -> Option<Position> {
        let backend = self.terminal.backend();
        backend.cursor_visible().then(|| backend.cursor_position())
    }

    /// How many frames were drawn up to now.
    pub fn frames(&self) -> usize {
        self.frames
    }

    /// The texts put on the clipboard, oldest first.
    pub fn copied(&self) -> &[String] {
        &self.copied
    }

    fn mouse(&mut self, column: u16, row: u16, what: MouseAct) {
        self.input(Input::Mouse(Mouse { column, row, what }));
    }

    fn keys(&mut self, keys: impl Iterator<Item = KeyEvent>) {
        for key in keys {
            self.feed(Input::Key(key));
        }
        self.draw();
    }

    fn feed(&mut self, input: Input<A::Msg>) {
        if self.exit_code().is_none() {
            self.engine.input(input, self.now_ms);
        }
    }

    fn take(&mut self, post: Post<A::Msg>) {
        if self.exit_code().is_none() {
            self.copied.extend(self.engine.post(post, self.now_ms));
            // Time stands still here: no tick would show it.
            self.engine.dirty = true;
        }
    }

    fn draw(&mut self) {
        if self.engine.dirty && self.exit_code().is_none() {
            let app = &self.engine.app;
            let Ok(frame) = self.terminal.draw(|frame| app.view(frame));
            self.shown.clone_from(frame.buffer);
            self.engine.drawn();
            self.frames += 1;
        }
    }
}

/// A buffer's lines without trailing blanks. The cell that a wide character covers is not there.
#[must_use]
pub fn buffer_text(buffer: &Buffer) -> String {
    let mut text = String::new();
    for row in buffer.content.chunks(usize::from(buffer.area.width).max(1)) {
        let mut line = String::new();
        let mut cells = row.iter();
        while let Some(cell) = cells.next() {
            line.push_str(cell.symbol());
            for _ in 1..cell.symbol().width() {
                cells.next();
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests;

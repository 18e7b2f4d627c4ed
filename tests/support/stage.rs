//! The whole program on a screen in memory: real journal in a folder of its own, gateway in memory.

use std::fs::File;
use std::sync::Arc;

use enroll::connect::Target;
use enroll::store::{Paths, Store};
use enroll::tui::app::Model;
use enroll::tui::perform::{Context, Performer};
use enroll::tui::runtime::Harness;
use enroll::tui::theme::Theme;
use tempfile::TempDir;

use super::fake::{Fake, GatewayConnector};
use super::snapshot::snapshot;

/// Noon of 2 July 2025, UTC: daylight saving is on in the north.
pub const NOW: i64 = 1_751_457_600_000;

/// The program, what it is connected to, and where it keeps its files.
pub struct Stage {
    pub fake: Fake,
    /// Boxed: it is large, and stages are moved about.
    pub program: Box<Harness<Model, Performer>>,
    dir: TempDir,
}

impl Stage {
    /// The program after its first start, with everything loaded.
    pub async fn new(columns: u16, rows: u16) -> Self {
        Self::with_theme(Theme::default(), columns, rows).await
    }

    /// [`Stage::new`] on a terminal that can do less.
    pub async fn with_theme(theme: Theme, columns: u16, rows: u16) -> Self {
        Self::of(Fake::new(), theme, columns, rows).await
    }

    /// [`Stage::new`] on a gateway that was prepared.
    pub async fn on(fake: Fake) -> Self {
        Self::of(fake, Theme::default(), 120, 30).await
    }

    /// [`Stage::on`] with a journal in which something has happened.
    pub async fn after(fake: Fake, happened: impl FnOnce(&Store)) -> Self {
        let dir = TempDir::new().unwrap();
        let paths = Paths::find(Some(dir.path())).unwrap();
        happened(&Store::open(&paths.state).unwrap());
        Self::within(dir, fake, Theme::default(), 120, 30).await
    }

    async fn of(fake: Fake, theme: Theme, columns: u16, rows: u16) -> Self {
        let dir = TempDir::new().unwrap();
        Self::within(dir, fake, theme, columns, rows).await
    }

    async fn within(dir: TempDir, fake: Fake, theme: Theme, columns: u16, rows: u16) -> Self {
        let mut program = Box::new(start(&fake, &dir, theme, columns, rows));
        program.until_idle().await;
        Self { fake, program, dir }
    }

    /// Ends the program without a word and starts it again on the same files.
    pub async fn reopen(self) -> Self {
        let Self { fake, program, dir } = self;
        let (columns, rows) = program.app().shared.size;
        drop(program);
        // The journal is let go of by the thread that wrote it.
        File::open(dir.path().join("enroll.lock"))
            .unwrap()
            .lock()
            .unwrap();
        let mut program = Box::new(start(&fake, &dir, Theme::default(), columns, rows));
        program.until_idle().await;
        Self { fake, program, dir }
    }

    /// Another program on the same files.
    pub fn second(&self) -> Harness<Model, Performer> {
        start(&self.fake, &self.dir, Theme::default(), 80, 24)
    }

    /// Presses keys and waits for everything they cause.
    #[track_caller]
    pub fn press(&mut self, keys: &str) -> impl Future<Output = ()> {
        self.program.press(keys);
        self.program.until_idle()
    }

    /// Types text and waits for everything it causes.
    pub async fn type_text(&mut self, text: &str) {
        self.program.type_text(text);
        self.program.until_idle().await;
    }

    /// Goes to the field with this label, as a user would: with Tab.
    #[track_caller]
    pub fn go_to(&mut self, label: &str) {
        for _ in 0..40 {
            if self.line_of_cursor().contains(label) {
                return;
            }
            self.program.press("tab");
        }
        panic!("no field {label}:\n{}", self.program.screen());
    }

    /// The line of the screen in which text is typed.
    pub fn line_of_cursor(&self) -> String {
        let cursor = self.program.cursor();
        let line = cursor.and_then(|at| {
            let screen = self.program.screen();
            screen.lines().nth(usize::from(at.y)).map(str::to_owned)
        });
        line.unwrap_or_default()
    }

    /// Fills the form for an inverter and leaves the cursor in it.
    pub async fn fill(&mut self, name: &str, key: &str) {
        for (label, text) in [
            ("Name", name),
            ("Time zone", "+05:30"),
            ("Device key", key),
            ("serial", "SN-1"),
        ] {
            self.go_to(label);
            // The time zone of the device before is offered again.
            if !self.line_of_cursor().contains(text) {
                self.program.type_text(text);
            }
        }
        self.program.until_idle().await;
    }

    /// Queues a new inverter, from whatever screen.
    pub async fn queue(&mut self, name: &str, key: &str) {
        self.press("alt-1 enter").await;
        self.fill(name, key).await;
        self.press("ctrl-s").await;
        self.assert_shows("Queued.");
    }

    /// Queues so many copies of the selected device.
    pub async fn copies(&mut self, count: usize) {
        self.press("alt-3 D").await;
        self.type_text(&count.to_string()).await;
        self.press("enter").await;
    }

    /// Submits the queue, once the plan is there.
    pub async fn submit(&mut self) {
        self.press("alt-3 s").await;
        self.press("enter").await;
    }

    /// Panics, with the screen, unless the screen shows `text`.
    #[track_caller]
    pub fn assert_shows(&self, text: &str) {
        let screen = self.program.screen();
        assert!(screen.contains(text), "no {text:?} in\n{screen}");
    }

    /// Panics, with the screen, if the screen shows `text`.
    #[track_caller]
    pub fn assert_hides(&self, text: &str) {
        let screen = self.program.screen();
        assert!(!screen.contains(text), "{text:?} in\n{screen}");
    }

    /// The screen with its styles.
    pub fn picture(&self) -> String {
        snapshot(self.program.buffer(), self.program.cursor())
    }

    /// A file of the program's folder.
    pub fn path(&self, name: &str) -> std::path::PathBuf {
        self.dir.path().join(name)
    }
}

fn start(
    fake: &Fake,
    dir: &TempDir,
    theme: Theme,
    columns: u16,
    rows: u16,
) -> Harness<Model, Performer> {
    let performer = Performer::new(Context {
        paths: Paths::find(Some(dir.path())).unwrap(),
        connector: Arc::new(GatewayConnector(fake.clone())),
        clock: fake.clock(),
    });
    let screens = Model::new(theme, Target::SANDBOX.into());
    Harness::new(screens, performer, columns, rows, NOW)
}

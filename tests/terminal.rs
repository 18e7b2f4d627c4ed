//! The runtime on a real pseudo-terminal, with a toy program: what a terminal and a shell see of it.
//!
//! The toy is this test binary started again: `toy_program` plays it when `TOY` says so.
#![cfg(unix)]

#[cfg(test)]
#[path = "terminal/mouse.rs"]
mod mouse;
#[cfg(test)]
#[path = "terminal/odd.rs"]
mod odd;
#[cfg(test)]
mod support;

#[cfg(test)]
mod tests {
    use std::{path::Path, process::exit};

    use crossterm::event::KeyCode;
    use enroll::tui::{
        runtime::{App, Input, Mouse, Perform, Replies, RuntimeError, Signal, color, run},
        theme::Theme,
    };
    use portable_pty::{CommandBuilder, ExitStatus};
    use ratatui::{
        Frame,
        text::{Line, Span},
    };

    use crate::support::pty::{Pty, command, keys, modes_left_on};

    /// The mode in which a terminal waits for the whole frame.
    const SYNCHRONIZED: u16 = 2026;

    struct Toy {
        theme: Theme,
        text: String,
        note: String,
        mouse: bool,
        exit: Option<u8>,
        ui_panic: bool,
    }

    enum Job {
        Panic,
        Copy,
        Flood,
        Save,
    }

    impl App for Toy {
        type Msg = ();
        type Effect = Job;

        fn start(&mut self) -> Vec<Job> {
            vec![]
        }

        fn update(&mut self, input: Input<()>, _: i64) -> Vec<Job> {
            match input {
                Input::Key(key) => match key.code {
                    KeyCode::Char('q') => self.exit = Some(3),
                    KeyCode::Char('p') => self.ui_panic = true,
                    KeyCode::Char('m') => self.mouse = !self.mouse,
                    KeyCode::Char('w') => return vec![Job::Panic],
                    KeyCode::Char('y') => return vec![Job::Copy],
                    KeyCode::Char('f') => {
                        self.note = "flooded".to_owned();
                        return vec![Job::Flood];
                    }
                    KeyCode::Char('s') => {
                        self.exit = Some(0);
                        return vec![Job::Save];
                    }
                    KeyCode::Char(c) => self.text.push(c),
                    _ => {}
                },
                Input::Paste(text) => self.note = format!("pasted {text:?}"),
                Input::Mouse(mouse) => {
                    let Mouse { column, row, what } = mouse;
                    self.note = format!("{what:?} {column} {row}");
                }
                Input::Resize(columns, rows) => self.note = format!("size {columns}x{rows}"),
                Input::Signal(signal) => self.exit = Some(signal.exit_code()),
                Input::Crashed(place) => self.note = format!("crashed {place}"),
                Input::NotUtf8 => self.note = "not UTF-8".to_owned(),
                Input::Tick | Input::Reply(()) => {}
            }
            vec![]
        }

        fn view(&self, frame: &mut Frame<'_>) {
            let lines = vec![
                Line::from("toy"),
                Line::from(vec![
                    Span::styled("selected", self.theme.selected().patch(self.theme.bad())),
                    Span::styled("strong", self.theme.strong().patch(self.theme.ok())),
                ]),
                Line::from(self.text.as_str()),
                Line::from(self.note.as_str()),
            ];
            frame.render_widget(ratatui::text::Text::from(lines), frame.area());
            assert!(!self.ui_panic, "secret-4711");
            if !self.text.is_empty() {
                frame.set_cursor_position((u16::try_from(self.text.len()).unwrap(), 2));
            }
        }

        fn animating(&self) -> bool {
            false
        }

        fn mouse(&self) -> bool {
            self.mouse
        }

        fn exit(&self) -> Option<u8> {
            self.exit
        }
    }

    struct Worker;

    impl Perform<Job, ()> for Worker {
        fn perform(&self, job: Job, replies: Replies<()>) {
            match job {
                Job::Panic => drop(tokio::spawn(async { panic!("secret-4711") })),
                Job::Copy => replies.copy("逆".to_owned()),
                // More than any system keeps for a reader.
                Job::Flood => replies.copy("x".repeat(1 << 20)),
                Job::Save => {
                    let hold = replies.hold_exit();
                    tokio::task::spawn_blocking(move || {
                        let gate = std::env::var_os("TOY_GATE").unwrap();
                        while !Path::new(&gate).exists() {
                            std::thread::yield_now();
                        }
                        println!("saved");
                        drop(hold);
                    });
                }
            }
        }
    }

    /// Not a test by itself: the program that the tests start.
    #[test]
    fn toy_program() {
        if std::env::var_os("TOY").is_none() {
            return;
        }
        if let Some(file) = std::env::var_os("TOY_PID") {
            std::fs::write(file, std::process::id().to_string()).unwrap();
        }
        let theme = color::theme(|name| std::env::var(name).ok());
        let toy = Toy {
            theme,
            text: String::new(),
            note: String::new(),
            mouse: true,
            exit: None,
            ui_panic: false,
        };
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let play = || runtime.block_on(run(toy, Worker, Path::new("/state/of/toy")));
        match std::panic::catch_unwind(std::panic::AssertUnwindSafe(play)) {
            Ok(Ok(left)) => exit(left.code.into()),
            Ok(Err(RuntimeError::NotInteractive)) => exit(50),
            Ok(Err(_)) => exit(51),
            Err(_) => exit(101),
        }
    }

    pub const TOY: [&str; 3] = ["--exact", "tests::toy_program", "--nocapture"];

    pub fn this_binary() -> String {
        std::env::current_exe()
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned()
    }

    pub fn toy_command(vars: &[(&str, &str)]) -> CommandBuilder {
        let mut command = command(&this_binary());
        command.args(TOY);
        command.env("TOY", "1");
        for (name, value) in vars {
            command.env(name, value);
        }
        command
    }

    pub fn toy(vars: &[(&str, &str)]) -> Pty {
        sized_toy(vars, 60, 12)
    }

    pub fn sized_toy(vars: &[(&str, &str)], columns: u16, rows: u16) -> Pty {
        let pty = Pty::spawn(toy_command(vars), columns, rows);
        pty.wait_for_text("toy\n");
        pty.wait_for(|screen| screen.alternate_screen() && screen.bracketed_paste());
        pty.wait_for_raw(|raw| String::from_utf8_lossy(raw).contains("\x1b[?2026h"));
        pty
    }

    #[track_caller]
    pub fn assert_ends(mut pty: Pty, code: u32) {
        let status: ExitStatus = pty.exit_status();
        assert_eq!(
            (status.exit_code(), status.signal()),
            (code, None),
            "{}",
            pty.contents()
        );
        pty.assert_restored();
    }

    #[test]
    fn leaves_the_terminal_as_it_was() {
        let mut pty = toy(&[]);
        pty.send("q");
        assert_ends(pty, 3);
    }

    #[test]
    fn each_signal_ends_it_with_its_own_code() {
        for (name, signal) in [
            ("INT", Signal::Interrupt),
            ("TERM", Signal::Terminate),
            ("HUP", Signal::Hangup),
            ("QUIT", Signal::Quit),
        ] {
            let pty = toy(&[]);
            pty.signal(name);
            assert_ends(pty, signal.exit_code().into());
        }
    }

    #[test]
    fn a_panic_in_the_middle_of_a_frame_restores_first_and_tells_no_secret() {
        let mut pty = toy(&[]);
        pty.send("p");
        let status = pty.exit_status();
        assert_eq!(status.exit_code(), 101);
        pty.assert_restored();
        let printed = String::from_utf8(pty.raw()).unwrap();
        let (_, after) = printed.rsplit_once("\x1b[?1049l").unwrap();
        assert!(
            after.contains("internal error at tests/terminal.rs:"),
            "{after:?}"
        );
        assert!(after.contains("/state/of/toy"), "{after:?}");
        assert!(!after.contains("\x1b[?2026h"), "{after:?}");
        assert!(!printed.contains("secret-4711"), "{printed:?}");
    }

    #[test]
    fn a_panic_of_a_worker_is_a_message_on_a_whole_screen() {
        let mut pty = toy(&[]);
        pty.send("w");
        pty.wait_for_text("crashed tests/terminal.rs:");
        assert!(
            !String::from_utf8(pty.raw())
                .unwrap()
                .contains("secret-4711")
        );
        assert!(pty.contents().starts_with("toy\n"), "{}", pty.contents());
        pty.send("q");
        assert_ends(pty, 3);
    }

    #[test]
    fn what_holds_the_exit_is_awaited_after_the_terminal_is_back() {
        let dir = tempfile::tempdir().unwrap();
        let gate = dir.path().join("gate");
        let mut pty = toy(&[("TOY_GATE", gate.to_str().unwrap())]);
        pty.send("s");
        pty.wait_for(|screen| !screen.alternate_screen());
        std::fs::write(&gate, "").unwrap();
        assert_eq!(pty.exit_status().exit_code(), 0);
        pty.assert_restored();
        let printed = String::from_utf8(pty.raw()).unwrap();
        assert!(
            printed
                .rsplit_once("\x1b[?1049l")
                .unwrap()
                .1
                .contains("saved"),
            "{printed:?}"
        );
    }

    #[test]
    fn sigtstp_stops_and_continuing_draws_everything_again() {
        let mut pty = toy(&[]);
        pty.send("abc");
        pty.wait_for_text("abc");
        pty.signal("TSTP");
        pty.wait_for(|screen| !screen.alternate_screen() && !screen.bracketed_paste());
        pty.wait_until_stopped();
        pty.signal("CONT");
        pty.wait_for(|screen| screen.alternate_screen() && screen.contents().contains("\nabc"));
        pty.send("q");
        assert_ends(pty, 3);
    }

    #[test]
    fn keys_pastes_and_sizes_arrive_and_the_cursor_is_at_the_text() {
        let mut pty = toy(&[]);
        pty.send("abc");
        pty.wait_for(|screen| screen.cursor_position() == (2, 3) && !screen.hide_cursor());
        pty.send(&keys::paste("1\r2"));
        pty.wait_for_text(r#"pasted "1\n2""#);
        pty.resize(40, 10);
        pty.wait_for_text("size 40x10");
        pty.wait_for_raw(|raw| !modes_left_on(raw).contains(&SYNCHRONIZED));
        pty.send("y");
        pty.wait_for_raw(|raw| String::from_utf8_lossy(raw).contains("\x1b]52;c;6YCG"));
        pty.send("q");
        assert_ends(pty, 3);
    }

    #[test]
    fn no_color_keeps_reverse_and_bold_and_shows_no_colour() {
        for (vars, colour) in [(&[("NO_COLOR", "1")][..], false), (&[], true)] {
            let mut pty = toy(vars);
            pty.wait_for(|screen| {
                let cell = |column| screen.cell(1, column).unwrap();
                let coloured = |column| cell(column).fgcolor() != vt100::Color::Default;
                cell(0).inverse()
                    && cell(7).inverse()
                    && !cell(8).inverse()
                    && cell(8).bold()
                    && coloured(0) == colour
                    && coloured(8) == colour
            });
            pty.send("q");
            assert_ends(pty, 3);
        }
    }

    #[test]
    fn without_a_terminal_it_does_not_start() {
        let mut command = std::process::Command::new(std::env::current_exe().unwrap());
        command
            .args(["--exact", "tests::toy_program", "--nocapture"])
            .env("TOY", "1");
        let output = command.stdin(std::process::Stdio::null()).output().unwrap();
        assert_eq!(output.status.code(), Some(50));
        assert!(!output.stdout.contains(&0x1b), "no escape sequences");
    }
}

//! A program in a pseudo-terminal, seen as its user sees it: the present screen, not all that was printed.

use std::{
    collections::BTreeSet,
    io::{Read, Write},
    num::NonZeroU16,
    sync::{Arc, Condvar, Mutex, MutexGuard},
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// A wait that lasts longer than this has failed.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the terminal knows; filled by the reader thread.
struct State {
    parser: vt100::Parser,
    raw: Vec<u8>,
    closed: bool,
    /// After this text no more is read.
    last: Option<String>,
}

/// A running program and its terminal. Dropping it kills the program.
pub struct Pty {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    state: Arc<(Mutex<State>, Condvar)>,
    line_settings: String,
}

/// The program under test, in a UTF-8 colour terminal and without variables that would change its looks.
/// Give it a `HOME` of its own before use.
pub fn enroll(args: &[&str]) -> CommandBuilder {
    let mut command = command(env!("CARGO_BIN_EXE_enroll"));
    command.args(args);
    command
}

/// Any program, in the same surroundings.
pub fn command(program: &str) -> CommandBuilder {
    let mut command = CommandBuilder::new(program);
    for name in ["NO_COLOR", "LC_ALL", "LC_CTYPE", "RUST_BACKTRACE"] {
        command.env_remove(name);
    }
    command.env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8");
    command
}

pub fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

/// A terminal that knows no size shows as much as any other.
fn count(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap_or(const { NonZeroU16::new(80).unwrap() })
}

impl Pty {
    /// Starts `command` on a terminal of this size.
    pub fn spawn(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let line_settings = line_settings(pair.master.as_ref());
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        let parser = vt100::Parser::new(count(rows), count(columns), 0);
        let state = State {
            parser,
            raw: Vec::new(),
            closed: false,
            last: None,
        };
        let state = Arc::new((Mutex::new(state), Condvar::new()));
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            let (state, changed) = &*shared;
            let mut bytes = [0; 8192];
            loop {
                // When the program has gone, Linux answers with an error rather than with nothing.
                let got = reader.read(&mut bytes).unwrap_or(0);
                let mut state = state.lock().unwrap();
                state.raw.extend_from_slice(&bytes[..got]);
                state.parser.process(&bytes[..got]);
                state.closed = got == 0;
                changed.notify_all();
                let full = |last: &String| String::from_utf8_lossy(&state.raw).contains(last);
                if state.last.as_ref().is_some_and(full) {
                    drop(state);
                    std::mem::forget(reader);
                    return;
                }
                if state.closed {
                    return;
                }
            }
        });
        Self {
            child,
            master: pair.master,
            writer,
            state,
            line_settings,
        }
    }

    /// Waits until the present screen satisfies `shows`.
    ///
    /// # Panics
    /// With the screen, if the program ends or too much time passes before that.
    #[track_caller]
    pub fn wait_for(&self, shows: impl Fn(&vt100::Screen) -> bool) {
        self.wait(|state| shows(state.parser.screen()), true);
    }

    /// Waits until the present screen contains `text`.
    ///
    /// # Panics
    /// As [`wait_for`](Self::wait_for).
    #[track_caller]
    pub fn wait_for_text(&self, text: &str) {
        self.wait_for(|screen| screen.contents().contains(text));
    }

    /// Waits until the bytes printed satisfy `printed`; for what is not on the screen.
    ///
    /// # Panics
    /// As [`wait_for`](Self::wait_for).
    #[track_caller]
    pub fn wait_for_raw(&self, printed: impl Fn(&[u8]) -> bool) {
        self.wait(|state| printed(&state.raw), true);
    }

    /// The number that the system knows the program by.
    pub fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// The present screen as text.
    pub fn contents(&self) -> String {
        self.lock().parser.screen().contents()
    }

    /// Every byte printed up to now.
    pub fn raw(&self) -> Vec<u8> {
        self.lock().raw.clone()
    }

    /// Types bytes; see [`keys`] for those of special keys.
    pub fn send(&mut self, bytes: &str) {
        self.writer.write_all(bytes.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// Types bytes that need not be text.
    pub fn send_bytes(&mut self, bytes: &[u8]) {
        self.writer.write_all(bytes).unwrap();
        self.writer.flush().unwrap();
    }

    /// Reads no more once this has been printed: what is printed then holds the program up.
    pub fn read_no_more_after(&self, text: &str) {
        self.lock().last = Some(text.to_owned());
    }

    /// Waits for a program to end whose output nobody reads.
    pub fn wait_unread(&mut self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < deadline, "too long; the program runs on");
            std::thread::yield_now();
        }
    }

    /// Makes the terminal claim another size than is shown.
    pub fn claim(&self, columns: u16, rows: u16) {
        self.master.resize(size(columns, rows)).unwrap();
    }

    /// Gives the terminal another size.
    pub fn resize(&self, columns: u16, rows: u16) {
        self.lock().parser.set_size(count(rows), count(columns));
        self.master.resize(size(columns, rows)).unwrap();
    }

    /// Sends the signal of this name (`TERM`, `CONT`, …) to the program.
    #[cfg(unix)]
    pub fn signal(&self, name: &str) {
        let pid = self.process();
        let kill = format!("kill -{name} {pid}");
        assert!(
            std::process::Command::new("sh")
                .args(["-c", &kill])
                .status()
                .unwrap()
                .success()
        );
    }

    /// Ends the program without giving it a chance to do anything.
    #[cfg(unix)]
    pub fn kill9(&self) {
        self.signal("KILL");
    }

    /// Waits until the program is stopped, which is later than what it printed before that.
    ///
    /// # Panics
    /// If too much time passes before that.
    #[cfg(unix)]
    #[track_caller]
    pub fn wait_until_stopped(&self) {
        until(self.process(), b'T');
    }

    /// Waits until another program of this terminal has ended, though nobody has asked how.
    ///
    /// # Panics
    /// If too much time passes before that.
    #[cfg(unix)]
    #[track_caller]
    pub fn wait_until_ended(pid: u32) {
        until(pid, b'Z');
    }

    /// Waits for the program to end.
    ///
    /// # Panics
    /// With the screen, if it does not.
    #[track_caller]
    pub fn exit_status(&mut self) -> ExitStatus {
        self.wait(|state| state.closed, false);
        self.child.wait().unwrap()
    }

    /// Panics unless every mode the program switched on is off again and the line settings are as they were.
    /// To be asked after [`exit_status`](Self::exit_status).
    #[track_caller]
    pub fn assert_restored(&self) {
        let raw = self.raw();
        assert!(
            raw.windows(8).any(|bytes| bytes == b"\x1b[?1049h"),
            "never took the screen"
        );
        let left = modes_left_on(&raw);
        assert!(left.is_empty(), "modes left on: {left:?}");
        assert_eq!(line_settings(self.master.as_ref()), self.line_settings);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.0.lock().unwrap()
    }

    #[track_caller]
    fn wait(&self, done: impl Fn(&State) -> bool, alive: bool) {
        let deadline = Instant::now() + PATIENCE;
        let mut state = self.lock();
        while !done(&state) {
            let left = deadline.saturating_duration_since(Instant::now());
            let ended = alive && state.closed;
            if left.is_zero() || ended {
                let why = if ended {
                    "the program has ended"
                } else {
                    "too long"
                };
                let contents = state.parser.screen().contents();
                drop(state);
                panic!("{why}; the screen:\n{contents}");
            }
            state = self.state.1.wait_timeout(state, left).unwrap().0;
        }
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What special keys send.
pub mod keys {
    pub const CTRL_C: &str = "\x03";
    pub const CTRL_D: &str = "\x04";
    pub const CTRL_S: &str = "\x13";
    pub const CTRL_Z: &str = "\x1a";
    pub const ENTER: &str = "\r";
    pub const ESC: &str = "\x1b";
    pub const TAB: &str = "\t";
    pub const SHIFT_TAB: &str = "\x1b[Z";
    pub const UP: &str = "\x1b[A";
    pub const DOWN: &str = "\x1b[B";
    pub const F1: &str = "\x1bOP";
    pub const F2: &str = "\x1bOQ";

    /// A bracketed paste.
    pub fn paste(text: &str) -> String {
        format!("\x1b[200~{text}\x1b[201~")
    }
}

/// Private modes (`CSI ? n h`) that were switched on and not off again. For the cursor (25) it is the other
/// way round: it is on at first.
pub fn modes_left_on(raw: &[u8]) -> BTreeSet<u16> {
    let mut on = BTreeSet::new();
    for sequence in String::from_utf8_lossy(raw).split("\x1b[?").skip(1) {
        let end = sequence.find(|c: char| !c.is_ascii_digit() && c != ';');
        let (numbers, rest) = sequence.split_at(end.unwrap_or(sequence.len()));
        for mode in numbers.split(';').filter_map(|number| number.parse().ok()) {
            match (rest.chars().next(), mode) {
                (Some('h'), 25) | (Some('l'), 1..25 | 26..) => _ = on.remove(&mode),
                (Some('l'), 25) | (Some('h'), 1..25 | 26..) => _ = on.insert(mode),
                _ => {}
            }
        }
    }
    on
}

/// Waits until the system says that a program is in this state.
#[cfg(unix)]
#[track_caller]
fn until(pid: u32, wanted: u8) {
    let deadline = Instant::now() + PATIENCE;
    while state(pid) != wanted {
        assert!(Instant::now() < deadline, "too long; the program runs on");
        std::thread::yield_now();
    }
}

#[cfg(target_os = "linux")]
fn state(pid: u32) -> u8 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    // The name before the state is in brackets and may contain any.
    stat.rsplit_once(") ").unwrap().1.as_bytes()[0]
}

#[cfg(all(unix, not(target_os = "linux")))]
fn state(pid: u32) -> u8 {
    let ps = std::process::Command::new("ps")
        .args(["-o", "state=", "-p", &pid.to_string()])
        .output()
        .unwrap();
    ps.stdout[0]
}

/// Echo, line editing and the rest, in a form that can be compared.
fn line_settings(master: &dyn MasterPty) -> String {
    #[cfg(unix)]
    return format!("{:?}", master.get_termios());
    #[cfg(not(unix))]
    {
        let _ = master;
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes_are_paired() {
        let raw =
            b"\x1b[?1049h\x1b[?2004h\x1b[?25lx\x1b[?2026h\x1b[?2026l\x1b[?1000;1006h\x1b[?1000l";
        assert_eq!(modes_left_on(raw), BTreeSet::from([25, 1006, 1049, 2004]));
        assert!(modes_left_on(b"\x1b[?1049h\x1b[?25l\x1b[?25h\x1b[?1049l\x1b[?6n").is_empty());
    }
}

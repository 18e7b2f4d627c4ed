//! The contract between the runtime and the program it drives.

use crossterm::event::KeyEvent;
use ratatui::Frame;

use super::{Mouse, Replies};

/// Everything that can happen to a program.
///
/// No `Debug`: keys and pastes may be parts of a secret.
pub enum Input<M> {
    /// A key went down or repeats.
    Key(KeyEvent),
    /// Pasted text: line ends are `\n`, other control characters but tabs are gone.
    Paste(String),
    /// The mouse was pressed or its wheel turned, over a cell that the screen has. Only while [`App::mouse`].
    Mouse(Mouse),
    /// A byte came that is no UTF-8, where text was due.
    NotUtf8,
    /// The screen has this many columns and rows. Always the very first input.
    Resize(u16, u16),
    /// Time has passed; at most two a second, and only while [`App::animating`].
    Tick,
    /// The operating system asks the program to leave.
    Signal(Signal),
    /// A background task died of a panic at this place in the source; its reply will never come.
    Crashed(String),
    /// An effect's answer.
    Reply(M),
}

/// A request to leave. The program decides; the customary exit codes are [`Signal::exit_code`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// `SIGINT` from outside (Ctrl-C typed here arrives as a key).
    Interrupt,
    /// `SIGTERM`.
    Terminate,
    /// `SIGQUIT`: all that `SIGTERM` does, and the terminal is given back.
    Quit,
    /// `SIGHUP`, or the terminal is gone: nothing can be shown any more.
    Hangup,
}

impl Signal {
    /// 128 plus the signal's number, as shells report it.
    #[must_use]
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Hangup => 129,
            Self::Interrupt => 130,
            Self::Quit => 131,
            Self::Terminate => 143,
        }
    }
}

/// A program: state that changes only in [`update`](App::update) and is shown by [`view`](App::view).
pub trait App {
    /// What effects answer with.
    type Msg: Send + 'static;
    /// Work for the world outside, as data.
    type Effect;

    /// The first effects. They are performed after the first frame is on the screen.
    fn start(&mut self) -> Vec<Self::Effect>;

    /// Takes one input and gives the effects it causes. `now_ms` is the Unix time in milliseconds.
    /// No I/O, no clock.
    fn update(&mut self, input: Input<Self::Msg>, now_ms: i64) -> Vec<Self::Effect>;

    /// Draws the state. Sets the hardware cursor itself; without that it is hidden.
    fn view(&self, frame: &mut Frame<'_>);

    /// Which picture the frames are of: with another one every cell is drawn anew, for a terminal may have put the
    /// cells of the last one where nobody expects them.
    fn picture(&self) -> u64 {
        0
    }

    /// Whether something on the screen moves by itself. Ticks exist only while this is true, and then
    /// replies are shown with the next one: a hundred of them a second do not make the screen flicker.
    fn animating(&self) -> bool;

    /// Whether the terminal is to tell of the mouse. Asked after each update; while it is not, the terminal
    /// selects text with it by itself.
    fn mouse(&self) -> bool {
        true
    }

    /// `Some` ends the program now with this exit code.
    fn exit(&self) -> Option<u8>;
}

/// Carries out effects.
pub trait Perform<E, M> {
    /// Starts `effect` in the background and returns at once. The effect counts as in flight until the
    /// last clone of `replies` is dropped, so keep one for as long as it works.
    fn perform(&self, effect: E, replies: Replies<M>);
}

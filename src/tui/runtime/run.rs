//! The loop: waits for whatever comes next, draws when something changed, sleeps otherwise.

use std::{future::ready, io, path::Path, time::Duration};

use futures::{Stream, StreamExt, future::select};
use ratatui::layout::Size;

use super::{
    app::{App, Input, Perform, Signal},
    clock::{BURST, FRAME, Limiter, Now, TICK},
    engine::Engine,
    guard,
    panic::PanicHook,
    replies::Post,
    screen::{Screen, Tty, is_interactive},
    signals::{self, Caught},
    terminal::{self, Decoder, Said},
};
use crate::said::say;

/// How a program left.
#[derive(Debug)]
pub struct Left<A> {
    /// The program, to look at it after its end.
    pub app: A,
    /// Its exit code.
    pub code: u8,
    /// Whether the terminal still takes what is printed: where it does not, printing might never end.
    pub writable: bool,
}

/// Why the program could not go on. What it held has been handed to it for saving ([`Signal::Hangup`]).
#[derive(Debug)]
pub enum RuntimeError {
    /// There is nobody to show a screen to.
    NotInteractive,
    /// The terminal refused a mode or a frame: mostly it is gone.
    Screen(io::Error),
    /// Reading keys failed.
    Input(io::Error),
    /// The system refused a signal handler.
    Signals(io::Error),
}

impl From<io::Error> for RuntimeError {
    fn from(error: io::Error) -> Self {
        Self::Screen(error)
    }
}

impl RuntimeError {
    /// For people.
    #[must_use]
    pub fn said(&self) -> crate::said::Said {
        match self {
            Self::NotInteractive => say!(
                "standard input or output is not a terminal; use a command that needs none (see `enroll --help`)",
                "标准输入或标准输出不是终端；改用不需要终端的命令（见 `enroll --help`）"
            ),
            // No system says so of a terminal: `out::flush` does.
            Self::Screen(error) if error.kind() == io::ErrorKind::TimedOut => {
                say!(
                    "cannot use the terminal: it accepts no output",
                    "无法使用终端：终端不接收输出"
                )
            }
            Self::Screen(error) => {
                say!("cannot use the terminal: {error}", "无法使用终端：{error}")
            }
            Self::Input(error) => say!(
                "cannot read from the terminal: {error}",
                "无法从终端读取：{error}"
            ),
            Self::Signals(error) => say!(
                "cannot listen for signals: {error}",
                "无法监听信号：{error}"
            ),
        }
    }

    /// Whether it only says that the terminal is gone, which is an end like `SIGHUP`.
    fn is_gone(&self) -> bool {
        matches!(self, Self::Screen(error) if error.kind() == io::ErrorKind::BrokenPipe || is_hangup(error))
    }
}

#[cfg(unix)]
pub(super) fn is_hangup(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error())
}

#[cfg(windows)]
fn is_hangup(_: &io::Error) -> bool {
    false
}

/// Runs `app` on the terminal until it wants to exit, and gives its exit code. `state` is where the program
/// keeps what must survive, for the report after a panic.
///
/// Await it in `block_on` of a multi-threaded runtime: the thread that polls it is the UI thread. When it
/// returns, the terminal is restored and everything that held the exit has finished (a second signal to
/// leave ends that wait).
///
/// # Errors
/// If there is no terminal, or it is lost on the way.
pub async fn run<A, P>(app: A, perform: P, state: &Path) -> Result<Left<A>, RuntimeError>
where
    A: App,
    P: Perform<A::Effect, A::Msg>,
{
    if !is_interactive() {
        return Err(RuntimeError::NotInteractive);
    }
    let mut signals = signals::caught().map_err(RuntimeError::Signals)?;
    let mut engine = Engine::new(app, perform);
    let crashes = engine.mail.sender();
    let _hook = PanicHook::install(state, move |place| {
        // A closed channel means that the program has ended.
        let _ = crashes.send(Post::Crashed(place));
    });
    let mut screen = Tty::new()?;
    let size = screen.size()?;
    engine.start(size, Now::read().unix_ms);

    let term = std::env::var("TERM").ok();
    let decoder = Decoder::new(
        terminal::must_guess(term.as_deref()),
        terminal::esc_wait(std::env::var("ESCDELAY").ok().as_deref()),
    );
    let said = terminal::read().map_err(RuntimeError::Input)?;
    let ended = drive(
        &mut engine,
        &mut screen,
        said,
        &mut signals,
        decoder,
        Now::read,
    )
    .await;
    // If this fails, the terminal is gone or takes nothing, and nobody is left to tell.
    let writable = guard::restore().is_ok();
    let ended = match ended {
        Ok(code) => Ok(code),
        Err(error) => {
            engine.screen_lost();
            engine.input(Input::Signal(Signal::Hangup), Now::read().unix_ms);
            let code = engine.app.exit().filter(|_| error.is_gone());
            code.ok_or(error)
        }
    };
    finish(&engine, &mut signals).await;
    let app = engine.app;
    ended.map(|code| Left {
        app,
        code,
        writable,
    })
}

/// Waits for what holds the exit, or for a signal to leave all the same.
async fn finish<A, P>(engine: &Engine<A, P>, signals: &mut (impl Stream<Item = Caught> + Unpin))
where
    A: App,
{
    let leave = signals.filter(|caught| ready(matches!(caught, Caught::Leave(_))));
    select(Box::pin(engine.mail.exit_is_free()), leave.into_future()).await;
}

/// The loop itself. Its surroundings are handed in; it ends with the exit code or when a part of them fails.
#[expect(
    clippy::too_many_lines,
    reason = "one loop, whose arms share its state"
)]
async fn drive<A, P, S>(
    engine: &mut Engine<A, P>,
    screen: &mut S,
    mut said: impl Stream<Item = io::Result<Said>> + Unpin,
    signals: &mut (impl Stream<Item = Caught> + Unpin),
    mut decoder: Decoder,
    clock: impl Fn() -> Now,
) -> Result<u8, RuntimeError>
where
    A: App,
    P: Perform<A::Effect, A::Msg>,
    S: Screen,
{
    let mut frames = Limiter::new(FRAME, BURST);
    let mut ticks = Limiter::new(TICK, 1);
    // The first frame is drawn onto an empty screen.
    let mut picture = Some(engine.app.picture());
    loop {
        let now = clock();
        for input in decoder.flush(now.at) {
            engine.input(input, now.unix_ms);
        }
        if engine.app.animating() && ticks.take(now.at) {
            engine.input(Input::Tick, now.unix_ms);
        }
        if let Some(code) = engine.app.exit() {
            return Ok(code);
        }
        screen.mouse(engine.app.mouse())?;
        // Asked once a turn: the screen becomes ready at any moment, and whoever waits for that must not miss it.
        let ready = screen.ready();
        if engine.dirty && ready && frames.take(now.at) {
            let anew = picture.replace(engine.app.picture()) != Some(engine.app.picture());
            screen.draw(anew, |frame| engine.app.view(frame))?;
            engine.drawn();
        }
        let wake = [
            (engine.dirty && ready).then(|| frames.wait(now.at)),
            engine.app.animating().then(|| ticks.wait(now.at)),
            decoder
                .deadline()
                .map(|at| at.saturating_duration_since(now.at)),
        ]
        .into_iter()
        .flatten()
        .min();

        let next = tokio::select! {
            biased;
            Some(caught) = signals.next() => Next::Signal(caught),
            said = said.next() => Next::Said(said),
            () = screen.taken(), if engine.dirty && !ready => continue,
            posts = engine.mail.next() => Next::Posts(posts),
            () = sleep(wake) => continue,
        };
        let now = clock();
        match next {
            Next::Signal(Caught::Leave(signal)) => {
                engine.input(Input::Signal(signal), now.unix_ms);
            }
            Next::Signal(Caught::Stop) => {
                screen.stop()?;
                engine.dirty = true;
            }
            // Also after a stop that was not ours: the shell has changed the modes meanwhile.
            Next::Signal(Caught::Continue) => {
                screen.resume()?;
                engine.dirty = true;
            }
            Next::Signal(Caught::Resized) => {
                let size = screen.size()?;
                screen.resize(size)?;
                engine.input(Input::Resize(size.width, size.height), now.unix_ms);
            }
            Next::Said(Some(said)) => {
                for input in decoder.decode(said.map_err(RuntimeError::Input)?, now.at) {
                    if let Input::Resize(width, height) = input {
                        let size = Size { width, height };
                        screen.resize(size)?;
                    }
                    engine.input(input, now.unix_ms);
                    if engine.app.exit().is_some() {
                        break;
                    }
                }
            }
            // The terminal is gone, whether or not anybody says so.
            Next::Said(None) => {
                engine.screen_lost();
                engine.input(Input::Signal(Signal::Hangup), now.unix_ms);
            }
            // Those that come while these are taken in have their turn after the next frame.
            Next::Posts(posts) => {
                for post in posts {
                    if let Some(text) = engine.post(post, now.unix_ms) {
                        screen.copy(&text)?;
                    }
                }
            }
        }
    }
}

/// What the loop has been waiting for.
enum Next<M> {
    Signal(Caught),
    Said(Option<io::Result<Said>>),
    Posts(Vec<Post<M>>),
}

/// Without a deadline no timer exists.
async fn sleep(wake: Option<Duration>) {
    match wake {
        Some(wake) => tokio::time::sleep(wake).await,
        None => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests;

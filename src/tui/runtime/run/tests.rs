//! The loop with its surroundings replaced: scripted events, a screen in memory, a clock that leaps.

mod memory;

use super::*;
use crate::tui::runtime::Replies;
use crossterm::event::KeyCode;
use futures::stream;
use memory::Memory;
use ratatui::{Frame, Terminal, backend::TestBackend, layout::Size};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Instant,
};

const ESC_WAIT: Duration = Duration::from_millis(50);

/// What happened, in order.
type Log = Rc<RefCell<Vec<String>>>;

struct Toy {
    log: Log,
    animate: usize,
    mouse: bool,
    exit: Option<u8>,
}

impl App for Toy {
    type Msg = &'static str;
    type Effect = &'static str;

    fn start(&mut self) -> Vec<&'static str> {
        vec!["first"]
    }

    fn update(&mut self, input: Input<&'static str>, _: i64) -> Vec<&'static str> {
        let line = match input {
            Input::Key(key) => {
                match key.code {
                    KeyCode::Char('q') => self.exit = Some(0),
                    KeyCode::Char('m') => self.mouse = !self.mouse,
                    _ => {}
                }
                format!("key {}", key.code)
            }
            Input::Tick => {
                self.animate -= 1;
                "tick".to_owned()
            }
            Input::Signal(signal) => {
                self.exit = Some(signal.exit_code());
                format!("{signal:?}")
            }
            Input::Reply(reply) => format!("reply {reply}"),
            Input::Paste(text) => format!("paste {text}"),
            Input::Mouse(_) => "mouse".to_owned(),
            Input::Resize(..) => "size".to_owned(),
            Input::Crashed(_) => "crashed".to_owned(),
            Input::NotUtf8 => "not UTF-8".to_owned(),
        };
        let leaving = line == "Hangup";
        self.log.borrow_mut().push(line);
        if leaving { vec!["save"] } else { vec![] }
    }

    fn view(&self, _: &mut Frame<'_>) {
        self.log.borrow_mut().push("frame".to_owned());
    }

    fn animating(&self) -> bool {
        self.animate > 0
    }

    fn mouse(&self) -> bool {
        self.mouse
    }

    fn exit(&self) -> Option<u8> {
        self.exit
    }
}

/// Answers each effect three times at once.
struct Echo(Log);

impl Perform<&'static str, &'static str> for Echo {
    fn perform(&self, effect: &'static str, replies: Replies<&'static str>) {
        self.0.borrow_mut().push(format!("effect {effect}"));
        for _ in 0..3 {
            replies.send(effect);
        }
    }
}

struct Bench {
    log: Log,
    engine: Engine<Toy, Echo>,
    screen: Memory,
}

fn bench() -> Bench {
    let log = Log::default();
    let toy = Toy {
        log: Rc::clone(&log),
        animate: 0,
        mouse: true,
        exit: None,
    };
    let Ok(terminal) = Terminal::new(TestBackend::new(10, 2));
    let mut engine = Engine::new(toy, Echo(Rc::clone(&log)));
    engine.start(Size::new(10, 2), 0);
    Bench {
        screen: Memory {
            terminal,
            broken: false,
            held_up: false,
            busy: Cell::new(0),
            mouse: false,
            log: Rc::clone(&log),
        },
        engine,
        log,
    }
}

/// A clock on which a second passes between any two readings, so that nothing ever has to wait.
fn leaping() -> impl Fn() -> Now {
    let start = Instant::now();
    let seconds = Cell::new(0);
    move || {
        seconds.set(seconds.get() + 1);
        Now {
            at: start + Duration::from_secs(seconds.get()),
            unix_ms: 0,
        }
    }
}

/// A runtime without timers: arming one panics.
fn without_timers() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
}

fn keys(text: &str) -> Said {
    Said::Bytes(text.as_bytes().to_vec())
}

impl Bench {
    /// Runs the loop over what is said at once, part by part, then silence.
    fn run(&mut self, said: Vec<Said>, signals: Vec<Caught>) -> Option<Result<u8, RuntimeError>> {
        let said = stream::iter(said).map(Ok);
        self.hear(said.chain(stream::pending()), signals)
    }

    fn hear(
        &mut self,
        said: impl Stream<Item = io::Result<Said>> + Unpin,
        signals: Vec<Caught>,
    ) -> Option<Result<u8, RuntimeError>> {
        let mut signals = stream::iter(signals).chain(stream::pending());
        let Self { engine, screen, .. } = self;
        without_timers().block_on(async {
            let mut ended = Box::pin(drive(
                engine,
                screen,
                said,
                &mut signals,
                Decoder::new(false, ESC_WAIT),
                leaping(),
            ));
            // Everything is ready at once or never: what is pending after some polls stays so.
            for _ in 0..100 {
                if let std::task::Poll::Ready(ended) = futures::poll!(&mut ended) {
                    return Some(ended);
                }
            }
            None
        })
    }

    fn log(&self) -> Vec<String> {
        self.log.borrow().clone()
    }
}

const STARTED: [&str; 7] = [
    "size",
    "frame",
    "effect first",
    "reply first",
    "reply first",
    "reply first",
    "frame",
];

#[test]
fn the_first_frame_precedes_effects_and_one_frame_follows_all_queued_answers() {
    let mut bench = bench();
    assert!(bench.run(vec![], vec![]).is_none());
    assert_eq!(bench.log(), STARTED);
}

#[test]
fn idle_draws_nothing_ticks_nothing_and_arms_no_timer() {
    let mut bench = bench();
    assert!(bench.run(vec![keys("a")], vec![]).is_none());
    let before = bench.log();
    // A hundred more polls of a loop that has nothing to do, on a runtime that has no timers.
    assert!(bench.run(vec![], vec![]).is_none());
    assert_eq!(bench.log(), before);
}

#[test]
fn a_batch_of_keys_is_one_frame_and_keys_after_the_exit_are_not_read() {
    let mut bench = bench();
    assert_eq!(
        bench
            .run(vec![keys("ab"), keys("cqx")], vec![])
            .unwrap()
            .unwrap(),
        0
    );
    let log = bench.log();
    assert_eq!(
        log[2..],
        ["effect first", "key a", "key b", "frame", "key c", "key q"]
    );
}

#[test]
fn ticks_exist_only_while_animating() {
    let mut bench = bench();
    bench.engine.app.animate = 1;
    assert!(bench.run(vec![], vec![]).is_none());
    let log = bench.log();
    assert_eq!(
        log.iter().filter(|line| *line == "tick").count(),
        1,
        "{log:?}"
    );
}

#[test]
fn replies_to_a_program_that_animates_are_shown_with_the_next_tick() {
    let mut engine = bench().engine;
    engine.drawn();
    engine.app.animate = 1;
    engine.post(Post::Reply("busy"), 0);
    assert!(!engine.dirty);
    engine.input(Input::Tick, 0);
    assert!(engine.dirty);

    engine.drawn();
    engine.post(Post::Reply("idle"), 0);
    assert!(engine.dirty);
}

#[test]
fn a_signal_is_the_programs_to_decide() {
    let mut bench = bench();
    let ended = bench.run(vec![], vec![Caught::Leave(Signal::Terminate)]);
    assert_eq!(ended.unwrap().unwrap(), 143);
}

#[test]
fn going_on_after_a_stop_takes_the_terminal_and_draws() {
    let mut bench = bench();
    assert!(bench.run(vec![], vec![Caught::Continue]).is_none());
    let log = bench.log();
    let at = log.iter().position(|line| line == "resume").unwrap();
    assert!(log[at..].contains(&"frame".to_owned()), "{log:?}");
}

#[test]
fn a_lost_screen_and_lost_input_end_the_loop() {
    let mut broken = bench();
    broken.screen.broken = true;
    assert!(matches!(
        broken.run(vec![], vec![]),
        Some(Err(RuntimeError::Screen(_)))
    ));
    assert!(matches!(
        bench().hear(stream::iter([Err(io::Error::other("gone"))]), vec![]),
        Some(Err(RuntimeError::Input(_)))
    ));
}

#[test]
fn the_end_of_the_input_is_the_end_of_the_terminal() {
    let mut bench = bench();
    let ended = bench.hear(stream::iter([Ok(keys("a"))]), vec![]);
    assert_eq!(ended.unwrap().unwrap(), 129);
    assert!(bench.log().contains(&"key a".to_owned()));
}

#[test]
fn a_screen_that_takes_nothing_keeps_no_signal_from_ending_it() {
    let mut bench = bench();
    bench.screen.held_up = true;
    assert!(bench.run(vec![keys("ab")], vec![]).is_none());
    assert_eq!(bench.log(), ["size", "key a", "key b"], "no frame");
    let ended = bench.run(vec![], vec![Caught::Leave(Signal::Terminate)]);
    assert_eq!(ended.unwrap().unwrap(), 143);
}

#[test]
fn a_screen_that_becomes_ready_at_any_moment_is_drawn() {
    for busy in 1..6 {
        let mut bench = bench();
        bench.screen.busy = Cell::new(busy);
        assert!(bench.run(vec![], vec![]).is_none());
        assert_eq!(bench.log(), STARTED, "{busy}");
    }
}

#[test]
fn another_size_is_asked_for_and_drawn() {
    let mut bench = bench();
    assert!(bench.run(vec![], vec![Caught::Resized]).is_none());
    let log = bench.log();
    let at = log.iter().position(|line| line == "resized 10x2").unwrap();
    assert_eq!(log[at + 1..at + 2], ["size"]);
    assert!(log[at..].contains(&"frame".to_owned()), "{log:?}");
}

#[test]
fn esc_is_a_key_when_nothing_follows_it() {
    let mut bench = bench();
    assert!(bench.run(vec![keys("\x1b")], vec![]).is_none());
    assert!(
        bench.log().contains(&"key Esc".to_owned()),
        "{:?}",
        bench.log()
    );
}

#[test]
fn the_mouse_is_told_of_while_the_program_wants_it() {
    const CLICK: &str = "\x1b[<0;1;1M";
    let mut bench = bench();
    for (said, mouse, clicks) in [
        (CLICK, true, 1),
        // A report that was on its way when the mouse was switched off is nothing.
        ("m\x1b[<0;1;1M", false, 1),
        (CLICK, false, 1),
        ("m\x1b[<0;1;1M", true, 2),
    ] {
        assert!(bench.run(vec![keys(said)], vec![]).is_none());
        assert_eq!(bench.screen.mouse, mouse, "{said:?}");
        let log = bench.log();
        let heard = log.iter().filter(|line| *line == "mouse").count();
        assert_eq!(heard, clicks, "{log:?}");
    }
}

#[test]
fn the_end_waits_for_holds_unless_a_second_signal_comes() {
    let bench = bench();
    let hold = bench.engine.mail.replies().hold_exit();
    without_timers().block_on(async {
        let mut signals = stream::iter([Caught::Continue]).chain(stream::pending());
        let mut waiting = Box::pin(finish(&bench.engine, &mut signals));
        assert!(futures::poll!(&mut waiting).is_pending());
        drop(waiting);

        let mut impatient =
            stream::iter([Caught::Leave(Signal::Interrupt)]).chain(stream::pending());
        finish(&bench.engine, &mut impatient).await;

        drop(hold);
        finish(&bench.engine, &mut stream::pending()).await;
    });
}

#[test]
fn without_a_screen_effects_do_not_wait_for_the_first_frame() {
    let mut bench = bench();
    bench.engine.screen_lost();
    bench.engine.input(Input::Signal(Signal::Hangup), 0);
    assert_eq!(bench.log(), ["size", "Hangup", "effect save"]);
}

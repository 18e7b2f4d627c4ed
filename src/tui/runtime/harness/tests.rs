//! The harness against a small program with effects that answer, chain, copy and never end.

use super::*;
use crate::tui::runtime::Replies;
use crossterm::event::KeyCode;
use ratatui::{Frame, style::Stylize, text::Line};

#[derive(Default)]
struct Toy {
    text: String,
    log: Vec<String>,
    busy: bool,
    no_mouse: bool,
    exit: Option<u8>,
}

enum Job {
    Echo(u32),
    Copy(String),
    Forever,
}

impl App for Toy {
    type Msg = u32;
    type Effect = Job;

    fn start(&mut self) -> Vec<Job> {
        vec![Job::Echo(1)]
    }

    fn update(&mut self, input: Input<u32>, now_ms: i64) -> Vec<Job> {
        match input {
            Input::Key(key) => match key.code {
                KeyCode::Esc => self.exit = Some(7),
                KeyCode::F(2) => return vec![Job::Copy(self.text.clone())],
                KeyCode::F(3) => return vec![Job::Forever],
                KeyCode::F(4) => return vec![Job::Echo(3)],
                KeyCode::F(5) => self.no_mouse = true,
                KeyCode::Char(c) => self.text.push(c),
                _ => {}
            },
            Input::Paste(text) => self.text.push_str(&text),
            Input::Mouse(Mouse { column, row, what }) => {
                self.log.push(format!("{what:?} {column} {row}"));
            }
            Input::Resize(columns, rows) => self.log.push(format!("{columns}x{rows}")),
            Input::Tick => self.log.push(format!("tick {now_ms}")),
            Input::Signal(signal) => self.exit = Some(signal.exit_code()),
            Input::Crashed(place) => self.log.push(place),
            Input::NotUtf8 => self.log.push("not UTF-8".to_owned()),
            Input::Reply(0) => self.busy = true,
            Input::Reply(n) => {
                self.log.push(format!("reply {n}"));
                return if n > 1 {
                    vec![Job::Echo(n - 1)]
                } else {
                    vec![]
                };
            }
        }
        vec![]
    }

    fn view(&self, frame: &mut Frame<'_>) {
        let width = u16::try_from(self.text.width()).unwrap();
        frame.render_widget(Line::from(self.text.as_str()).bold(), frame.area());
        frame.set_cursor_position((width, 0));
    }

    fn animating(&self) -> bool {
        self.busy
    }

    fn mouse(&self) -> bool {
        !self.no_mouse
    }

    fn exit(&self) -> Option<u8> {
        self.exit
    }
}

struct Worker;

impl Perform<Job, u32> for Worker {
    fn perform(&self, job: Job, replies: Replies<u32>) {
        tokio::spawn(async move {
            match job {
                Job::Echo(n) => {
                    tokio::task::yield_now().await;
                    replies.send(n);
                }
                Job::Copy(text) => replies.copy(text),
                Job::Forever => {
                    replies.send(0);
                    std::future::pending::<()>().await;
                    drop(replies);
                }
            }
        });
    }
}

fn toy() -> Harness<Toy, Worker> {
    Harness::new(Toy::default(), Worker, 12, 2, 1_000)
}

#[tokio::test]
async fn the_size_comes_first_and_effects_only_after_the_first_frame() {
    let mut toy = toy();
    assert_eq!(toy.frames(), 1);
    toy.until_idle().await;
    assert_eq!(toy.app().log, ["12x2", "reply 1"]);
}

#[tokio::test]
async fn it_is_idle_after_chains_of_effects() {
    let mut toy = toy();
    toy.until_idle().await;
    toy.press("f4");
    toy.until_idle().await;
    assert_eq!(toy.app().log[2..], ["reply 3", "reply 2", "reply 1"]);
}

#[tokio::test]
async fn keys_text_paste_and_size_reach_the_screen() {
    let mut toy = toy();
    toy.type_text("逆x");
    assert_eq!(toy.screen(), "逆x\n\n");
    assert_eq!(toy.cursor(), Some(Position::new(3, 0)));
    toy.paste("\u{1b}y\r");
    assert_eq!(toy.app().text, "逆xy\n");
    toy.resize(5, 1);
    assert_eq!(
        (
            toy.buffer().area.width,
            toy.app().log.last().unwrap().as_str()
        ),
        (5, "5x1")
    );
}

#[tokio::test]
async fn the_mouse_reaches_a_program_that_wants_it() {
    let mut toy = toy();
    toy.until_idle().await;
    toy.click(3, 1);
    toy.wheel(0, 0, Wheel::Down);
    assert_eq!(toy.app().log[2..], ["Click 3 1", "Scroll(Down) 0 0"]);
    // There is no such cell.
    toy.click(12, 1);
    toy.click(3, 2);
    assert_eq!(toy.app().log.len(), 4);
    toy.press("f5");
    toy.click(3, 1);
    assert_eq!(toy.app().log.len(), 4);
}

#[tokio::test]
async fn nothing_happening_means_no_frame_and_no_tick() {
    let mut toy = toy();
    toy.until_idle().await;
    let (frames, inputs) = (toy.frames(), toy.app().log.len());
    toy.advance(60_000);
    toy.until_idle().await;
    assert_eq!((toy.frames(), toy.app().log.len()), (frames, inputs));
}

#[tokio::test]
async fn time_ticks_while_something_moves() {
    let mut toy = toy();
    toy.press("f3");
    toy.until(|app| app.busy).await;
    toy.advance(100);
    assert_eq!(toy.app().log.last().unwrap(), "tick 1100");
}

#[tokio::test]
async fn copies_are_recorded() {
    let mut toy = toy();
    toy.type_text("ab");
    toy.press("f2");
    toy.until_idle().await;
    assert_eq!(toy.copied(), ["ab"]);
}

#[tokio::test]
async fn after_the_exit_nothing_reaches_the_program() {
    let mut toy = toy();
    toy.press("a esc b");
    toy.signal(Signal::Terminate);
    toy.until_idle().await;
    assert_eq!((toy.exit_code(), toy.app().text.as_str()), (Some(7), "a"));
    assert_eq!(toy.app().log, ["12x2"]);
}

#[tokio::test]
#[should_panic(expected = "nokey")]
async fn a_wrong_key_name_fails_the_test() {
    toy().press("nokey");
}

//! What lies over a screen: pickers, questions, prompts and texts, as data.

use std::ops::ControlFlow;

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;
use zeroize::Zeroizing;

use super::command::Command;
use super::effect::{ConnectRequest, Effect, Judgement, Submission};
use super::model::Model;
use super::view;
use crate::domain::{Draft, RowIndex, RunId};
use crate::submit::undo::UndoPreview;
use crate::tui::form::{DeviceKey, Editor, Half};
use crate::tui::picker::Picker;
use crate::tui::screens::{connect, device, products, queue, results};
use crate::tui::text_field::SecretField;
use crate::tui::widgets::told;

/// Rows below what a question tells, at the least.
pub(super) const QUESTION_FOOT: u16 = 1;

/// Rows below what a prompt tells, at the least: the field, the hint and the keys.
pub(super) const PROMPT_FOOT: u16 = 3;

/// Rows that `PageUp` and `PageDown` scroll a question or a prompt; half of what they scroll a text.
const SCROLLED: i16 = 5;

/// One overlay. The topmost gets the keys.
#[derive(Debug)]
pub enum Overlay {
    /// Something to choose from.
    Pick(Picker<Pick>),
    /// What a submission would do, before it does it.
    Plan(Box<queue::PlanDialog>),
    /// A question before something that cannot be taken back.
    Ask(Question),
    /// A line to type.
    Prompt(Prompt),
    /// Something to read.
    Text(Reading),
}

/// What can be chosen, and what for.
#[derive(Clone, Debug, PartialEq)]
pub enum Pick {
    /// A command to run.
    Command(Command),
    /// A value for a field of the device form.
    Field(DeviceKey, String),
    /// The product, by key, of the device on the form.
    Product(String),
    /// The gateway, by scope, whose queue is taken over.
    Queue(String),
    /// A run to look at.
    Run(RunId),
    /// What became of a row without a key.
    Judgement(RunId, RowIndex, Judgement),
}

/// A question that is answered with yes or not at all.
#[derive(Debug)]
pub struct Question {
    /// What it is about.
    pub title: String,
    /// What will happen.
    pub lines: Vec<String>,
    /// The first row of them in view.
    pub scroll: u16,
    /// What Enter does, in a word or two.
    pub yes: &'static str,
    /// What follows on Enter.
    pub then: Confirmed,
}

impl Question {
    /// Whether it is asked before the program leaves.
    #[must_use]
    pub fn leaves(&self) -> bool {
        matches!(self.then, Confirmed::StopAndQuit)
    }
}

/// What follows a confirmed question.
#[derive(Debug)]
pub enum Confirmed {
    /// The run goes on.
    GoOn(RunId),
    /// What is marked to be deleted of the run is.
    GoOnUndoing(RunId),
    /// No device was made for a row, which may be sent again.
    NotMade(RunId, RowIndex),
    /// A profile is forgotten.
    RemoveProfile(String),
    /// The edit under way is left and a device of this product begun.
    LeaveEdit(String),
    /// The edit under way is left and this row opened.
    Open(Box<(Draft, device::Origin)>),
    /// The form, whose row has gone on, is queued as a new device.
    SaveAsNew,
    /// The form takes the place of its row, which was changed meanwhile.
    SaveOver,
    /// The rows are submitted as they are saved, although one is changed on the form.
    Submit(Box<Submission>),
    /// A failed row is queued again as it was sent, although it is changed on the form.
    SendAgain(RunId, RowIndex),
    /// The run is told to stop, and the program ends with it.
    StopAndQuit,
}

/// A line to type.
#[derive(Debug)]
pub struct Prompt {
    /// What is asked.
    pub title: String,
    /// What has to be known before.
    pub lines: Vec<String>,
    /// The first row of them in view.
    pub scroll: u16,
    /// What a good answer looks like.
    pub hint: String,
    /// Where the answer is typed: in sight, or masked and zeroized when it is gone.
    pub entry: Editor,
    /// What follows on Enter.
    pub then: Prompted,
}

/// What follows an answered prompt.
#[derive(Debug)]
pub enum Prompted {
    /// The product with this key is used.
    ProductKey,
    /// So many copies of the selected queue row are added.
    Copies,
    /// The run's results are written to this file.
    ExportTo(RunId),
    /// What the preview calls deletable is deleted, if its number is typed.
    Undo(RunId, Box<UndoPreview>),
    /// The secret key completes the request, which is connected to or tested.
    SecretKey {
        /// The profile it belongs to.
        request: Box<ConnectRequest>,
        /// Only tried, not used.
        test: bool,
    },
}

impl Prompted {
    /// Where its answer is typed, with what is suggested.
    #[must_use]
    pub fn entry(&self) -> Editor {
        match self {
            Self::SecretKey { .. } => Editor::Secret(SecretField::default()),
            Self::ExportTo(run) => Editor::text(&format!("enroll-run-{run}.csv")),
            Self::ProductKey | Self::Copies | Self::Undo(..) => Editor::text(""),
        }
    }
}

/// Something to read.
#[derive(Debug)]
pub struct Reading {
    /// What it is.
    pub title: String,
    /// The text.
    pub body: Body,
    /// The first line in view.
    pub scroll: usize,
}

/// What there is to read.
#[derive(Debug)]
pub enum Body {
    /// Lines of text.
    Lines(Vec<String>),
    /// What this run can delete of so many devices is being asked.
    Looking(RunId, usize),
    /// The verdicts of a connection test; empty while it runs.
    Verdicts(Vec<crate::enos::Verdict>),
    /// An opened secret: in memory for as long as it is shown.
    Secret(String, crate::enos::Opened),
}

/// Gives a key to the topmost overlay.
pub(super) fn key(model: &mut Model, key: KeyEvent) {
    let mut overlay = match (model.overlays.pop(), key.code) {
        (None, _) => return,
        (Some(Overlay::Ask(question)), KeyCode::Enter | KeyCode::Char('y')) => {
            return confirmed(model, question);
        }
        (Some(Overlay::Prompt(prompt)), KeyCode::Enter) => return prompted(model, prompt),
        (Some(overlay), _) => overlay,
    };
    if key_to(model, &mut overlay, key).is_continue() {
        model.overlays.push(overlay);
    }
}

/// Gives a key to this overlay, which stays open or not.
fn key_to(model: &mut Model, overlay: &mut Overlay, key: KeyEvent) -> ControlFlow<()> {
    let screen = model.size;
    match overlay {
        Overlay::Pick(picker) => picker.key(key).map_break(|choice| {
            if let Some(choice) = choice {
                chosen(model, choice);
            }
        })?,
        Overlay::Plan(sheet) => return queue::plan_key(model, sheet, key),
        Overlay::Ask(ask) => match key.code {
            KeyCode::Esc | KeyCode::Char('n' | 'q') => return ControlFlow::Break(()),
            code => {
                let step = step(code, SCROLLED).unwrap_or(0);
                scroll(&mut ask.scroll, step, &ask.lines, screen, QUESTION_FOOT);
            }
        },
        Overlay::Prompt(prompt) => match (key.code, step(key.code, SCROLLED)) {
            (KeyCode::Esc, _) => return ControlFlow::Break(()),
            (_, Some(step)) => {
                scroll(&mut prompt.scroll, step, &prompt.lines, screen, PROMPT_FOOT);
            }
            _ => _ = prompt.entry.key(Half::Value, key),
        },
        Overlay::Text(reading) => match step(key.code, 2 * SCROLLED) {
            Some(step) => reading.scroll = reading.scroll.saturating_add_signed(step.into()),
            None => return ControlFlow::Break(()),
        },
    }
    ControlFlow::Continue(())
}

/// How many rows a key scrolls down, if it scrolls.
fn step(code: KeyCode, page: i16) -> Option<i16> {
    match code {
        KeyCode::Up => Some(-1),
        KeyCode::Down => Some(1),
        KeyCode::PageUp => Some(-page),
        KeyCode::PageDown => Some(page),
        _ => None,
    }
}

/// Scrolls what is told above `foot` rows, no further than its end.
fn scroll(place: &mut u16, step: i16, lines: &[String], screen: (u16, u16), foot: u16) {
    let screen = view::body(Rect::new(0, 0, screen.0, screen.1));
    let lowest = told::lowest(lines, screen, foot);
    // It may have been drawn on a smaller screen before.
    let now = lowest.min(*place);
    *place = now.saturating_add_signed(step).min(lowest);
}

/// Pastes into the topmost overlay's text.
pub(super) fn paste(model: &mut Model, text: &str) {
    match model.overlays.last_mut() {
        Some(Overlay::Pick(picker)) => picker.paste(text),
        Some(Overlay::Prompt(prompt)) => _ = prompt.entry.paste(Half::Value, text),
        Some(Overlay::Plan(_) | Overlay::Ask(_) | Overlay::Text(_)) | None => {}
    }
}

fn chosen(model: &mut Model, choice: Pick) {
    match choice {
        Pick::Command(command) => super::run(command, model),
        Pick::Field(key, value) => device::picked(model, &key, &value),
        Pick::Product(key) => device::product_picked(model, &key),
        Pick::Queue(scope) => queue::chosen(model, scope),
        Pick::Run(run) => model.want(Effect::LoadRun(run)),
        Pick::Judgement(run, index, said) => results::chosen(model, run, index, said),
    }
}

fn confirmed(model: &mut Model, question: Question) {
    match question.then {
        Confirmed::GoOn(run) => results::go_on(model, run),
        Confirmed::GoOnUndoing(run) => results::delete(model, run, None),
        Confirmed::NotMade(run, index) => {
            model.want(Effect::Judge(run, index, Judgement::NotMade));
        }
        Confirmed::RemoveProfile(name) => connect::remove(model, &name),
        Confirmed::LeaveEdit(product_key) => device::begin(model, &product_key),
        Confirmed::Open(row) => device::open(model, &row.0, row.1),
        Confirmed::SaveAsNew => device::save_as_new(model),
        Confirmed::SaveOver => device::save_over(model),
        Confirmed::Submit(submission) => queue::submit(model, *submission),
        Confirmed::SendAgain(run, index) => {
            model.want(Effect::Requeue(run, vec![(index, None)]));
        }
        Confirmed::StopAndQuit => results::stop_and_quit(model),
    }
}

fn prompted(model: &mut Model, prompt: Prompt) {
    let answer = Zeroizing::new(match &prompt.entry {
        Editor::Text(field) => field.text(),
        Editor::Secret(field) => field.text().to_owned(),
        _ => String::new(),
    });
    let answer = answer.trim();
    let done = match &prompt.then {
        Prompted::ProductKey => products::by_key(model, answer),
        Prompted::Copies => queue::copies(model, answer),
        Prompted::ExportTo(run) => results::export(model, *run, answer),
        Prompted::Undo(run, preview) => results::confirm_undo(model, *run, preview, answer),
        Prompted::SecretKey { request, test } => {
            connect::with_secret(model, request, answer, *test)
        }
    };
    if let Err(reason) = done {
        model.warn(reason);
        model.overlays.push(Overlay::Prompt(prompt));
    }
}

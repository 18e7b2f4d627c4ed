//! The plan of the queue: what a submission would do, and what it shall do about devices that exist.

mod commands;
mod lines;
mod noted;
mod options;
#[cfg(test)]
mod tests;
mod view;

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::{Existing, QueueId, Terms, number};
use crate::provision::plan::{Part, Parts, Plan, RowPlan};
use crate::said::{Said, grouped, label, say};
use crate::store::QueueRow;
use crate::tui::contract::{Command, Overlay, Request, Screen};
use crate::tui::shared::{Effect, Place, Reason, ScreenId, Shared, Submission};
use crate::tui::widgets::hit::Drawn;
use crate::tui::widgets::rows::Rows;
use crate::words::{self, DEVICES};

type Requests = crate::tui::contract::Requests<Answer>;

/// What is shown and chosen.
#[derive(Debug, Default)]
pub struct State {
    /// The rows that are ready.
    rows: Rows<Arc<[QueueRow]>>,
    /// The first row of the queue that is not.
    left_out: Option<QueueId>,
    /// How many of them have no key.
    keyless: usize,
    /// Which answer is awaited: how often a plan was asked for.
    ticket: u64,
    /// What would become of the rows, once EnOS has said.
    plan: Option<Box<Plan>>,
    /// How many rows of each part it has.
    parts: Parts,
    /// What is listed one by one.
    noted: Vec<Noted>,
    /// What holds for all of them; what was chosen for devices that exist is offered again.
    terms: Terms,
    /// Whether rows without a key are created once more that were created already.
    again: bool,
    /// The option that a key changes.
    chosen: Choice,
}

/// What can be chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Choice {
    /// What becomes of devices that exist.
    #[default]
    Existing,
    /// Whether secrets are asked for.
    Secrets,
    /// Whether what was created already is created once more.
    Again,
}

/// Something that is listed of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Noted {
    /// A key that several rows have.
    Repeat(Said),
    /// The row at this place, which would not simply be created.
    Row(usize),
    /// A field of the row at this place in which a device that exists differs.
    Field(usize, usize),
}

/// What the plan asks for.
#[derive(Debug)]
pub enum Answer {
    /// The rows are submitted as they are saved, although one is changed on the form.
    Submit(Box<Submission>),
}

impl Screen for State {
    type Answer = Answer;
    const COMMANDS: &'static [Command<Self>] = commands::COMMANDS;

    fn place(&self) -> Place {
        Place::Plan
    }

    fn draw(&self, shared: &Shared, area: Rect, buf: &mut Buffer) -> Drawn {
        view::draw(self, shared, area, buf)
    }

    fn called(&self, shared: &Shared, id: &str) -> Option<Said> {
        if id != "plan.submit" || self.against(shared).is_some() {
            return None;
        }
        let at = shared.written_to();
        let [created, unchecked] = [Part::Create, Part::Unchecked].map(|part| self.parts.of(part));
        if created > 0 && unchecked == 0 {
            let rows = grouped(created);
            return Some(say!("create {rows} on {at}", "在 {at} 创建 {rows} 台", at));
        }
        let rows = grouped(self.sent());
        Some(say!("submit {rows} to {at}", "向 {at} 提交 {rows} 台", at))
    }

    /// Chooses what becomes of devices that exist.
    fn select(&mut self, _: &Shared, place: usize) -> Requests {
        let policy = Existing::ALL.get(place).copied();
        self.terms.existing = policy.unwrap_or(self.terms.existing);
        self.chosen = Choice::Existing;
        Requests::none()
    }

    fn answered(&mut self, _: &Shared, answer: Answer) -> Requests {
        match answer {
            Answer::Submit(submission) => submit(*submission),
        }
    }
}

impl State {
    /// Lays out what is ready, before anything is known of it, and asks EnOS.
    pub fn open(&mut self, shared: &Shared) -> Requests {
        let Some(about) = shared.about() else {
            return Requests::none();
        };
        let terms = Terms {
            require_secret: about.require_secret,
            existing: self.terms.existing,
        };
        self.lay_out(shared.queue.to_submit(), terms);
        let queue = &shared.queue;
        let left = queue.len() > self.rows.len();
        let mut places = 0..queue.len();
        let first = places.find(|place| left && !queue.is_ready(*place));
        self.left_out = first.and_then(|place| Some(queue.at(place)?.0));
        Requests::from(Request::Go(ScreenId::Plan)).then(self.ask())
    }

    fn lay_out(&mut self, rows: Arc<[QueueRow]>, terms: Terms) {
        let keyless = rows.iter().filter(|row| row.draft.device_key().is_none());
        *self = Self {
            keyless: keyless.count(),
            rows: rows.into(),
            terms,
            ticket: self.ticket,
            ..Self::default()
        };
    }

    /// Asks EnOS, anew where it was asked before.
    fn ask(&mut self) -> Requests {
        self.ticket += 1;
        self.plan = None;
        self.parts = Parts::default();
        self.noted.clear();
        let effect = Effect::Plan {
            ticket: self.ticket,
            rows: self.rows.owner(),
            require_secret: self.terms.require_secret,
            again: self.again,
        };
        effect.into()
    }

    /// The answer to a plan that was asked for; an older one than the newest is dropped.
    pub fn planned(&mut self, ticket: u64, plan: Box<Plan>) {
        if ticket != self.ticket || self.rows.is_empty() {
            return;
        }
        let noted = plan.rows.iter().enumerate();
        let rows = noted
            .filter(|(_, row)| !matches!(row, RowPlan::Create | RowPlan::Unchecked))
            .flat_map(|(place, row)| {
                let fields = match row {
                    RowPlan::Different(device) => device.differs.len(),
                    _ => 0,
                };
                let whole = (fields == 0).then_some(Noted::Row(place));
                whole
                    .into_iter()
                    .chain((0..fields).map(move |nth| Noted::Field(place, nth)))
            });
        let repeats = plan.repeats.iter();
        let repeats = repeats.map(|repeat| {
            Noted::Repeat(say!(
                "Same key: {rows}",
                "deviceKey 相同：{rows}",
                rows = words::repeat(repeat)
            ))
        });
        self.noted = repeats.chain(rows).collect();
        self.parts = plan.parts();
        self.plan = Some(plan);
    }

    /// Lets go of the rows when it is closed.
    pub fn close(&mut self) {
        self.lay_out([].into(), self.terms);
    }

    /// Rows that would be submitted, as far as is known.
    fn sent(&self) -> usize {
        self.rows.len().saturating_sub(self.parts.of(Part::Made))
    }

    /// The options that there are.
    fn choices(&self) -> impl Iterator<Item = Choice> {
        let again = self.again || self.parts.of(Part::Made) > 0;
        let again = again.then_some(Choice::Again);
        [Choice::Existing, Choice::Secrets].into_iter().chain(again)
    }

    /// Goes to the next option, or the one before.
    fn choose(&mut self, next: bool) -> Requests {
        let all: Vec<_> = self.choices().collect();
        let at = all.iter().position(|choice| *choice == self.chosen);
        let at = at.unwrap_or_default();
        let to = if next { at + 1 } else { at.saturating_sub(1) };
        self.chosen = all.get(to).or(all.last()).copied().unwrap_or_default();
        Requests::none()
    }

    /// Changes the option that is chosen.
    fn change(&mut self) -> Requests {
        match self.chosen {
            Choice::Existing => self.next_policy(),
            Choice::Secrets => self.toggle_secrets(),
            Choice::Again => self.toggle_again(),
        }
    }

    fn toggle_secrets(&mut self) -> Requests {
        self.chosen = Choice::Secrets;
        self.terms.require_secret = !self.terms.require_secret;
        self.ask()
    }

    fn toggle_again(&mut self) -> Requests {
        self.chosen = Choice::Again;
        self.again = !self.again;
        self.ask()
    }

    fn next_policy(&mut self) -> Requests {
        self.chosen = Choice::Existing;
        self.terms.existing = match self.terms.existing {
            Existing::Fail => Existing::Skip,
            Existing::Skip => Existing::Adopt,
            Existing::Adopt => Existing::Fail,
        };
        Requests::none()
    }

    /// Has the rows submitted; asks where one of them is changed on the form.
    fn confirm(&mut self, shared: &Shared) -> Requests {
        let submission = Submission {
            rows: self.rows.owner(),
            terms: self.terms,
            again: self.again,
            plan: self.plan.take(),
        };
        self.close();
        let closed = Requests::from(Request::Go(ScreenId::Queue));
        let Some(place) = unsaved(shared) else {
            return closed.then(submit(submission));
        };
        let row = grouped(number(place));
        let title = say!("Row {row} has unsaved changes", "第 {row} 行有未保存的改动");
        let lines = [
            say!(
                "It is open on the form, and the changes there are not saved.",
                "该行在表单中打开，其中的改动尚未保存。"
            ),
            say!(
                "If you continue, the device is created as it is in the queue, without the changes. To save them first: {keys}.",
                "如果继续，设备将按队列中的内容创建，不含改动。先保存改动：{keys}。",
                keys = shared.to_save_first("question.back")
            ),
        ];
        let then = Answer::Submit(Box::new(submission));
        closed.and(Overlay::ask(
            title,
            lines,
            label!("submit without the changes", "不含改动提交"),
            then,
        ))
    }

    /// Why the rows cannot be submitted as they are.
    fn against(&self, shared: &Shared) -> Option<Reason> {
        let wrong = self.parts.wrong();
        if wrong > 0 {
            return Some(say!(
                "{wrong} with errors: correct them in the queue first ({key}).",
                "{wrong}有错误：先在队列中修正（{key}）。",
                wrong = DEVICES.count(wrong),
                key = shared.key("plan.back")
            ));
        }
        (self.sent() == 0).then(|| {
            say!(
                "Everything here was already created; {key} creates it again.",
                "这些设备都已创建；按 {key} 再次创建。",
                key = shared.key("plan.again")
            )
        })
    }
}

/// Where the queue has the row that is changed on the form, if it is submitted too.
fn unsaved(shared: &Shared) -> Option<usize> {
    let place = shared.queue.place(shared.unsaved_waiting()?)?;
    shared.queue.is_ready(place).then_some(place)
}

/// Has a submission written down and sent.
fn submit(submission: Submission) -> Requests {
    Requests::say(label!(
        "Writing the run to the journal.",
        "正在将任务写入日志。"
    ))
    .and(Effect::Submit(submission))
}

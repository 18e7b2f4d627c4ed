//! Queue: devices waiting to be submitted, each with its state.

mod commands;
mod detail;
mod rows;
#[cfg(test)]
mod tests;
mod view;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::{Draft, QueueId};
use crate::said::{Noun, Said, grouped, label, noun, say};
use crate::store::{QueueRow, Waiting};
use crate::tui::contract::{Command, Entry, Overlay, Request, Screen};
use crate::tui::picker::{PickItem, Picker};
use crate::tui::shared::{Effect, Load, Origin, Place, QueueStep, Reason, Shared};
use crate::tui::text_field::TextField;
use crate::tui::widgets::hit::Drawn;
use crate::tui::widgets::table::Move;
use crate::words::DEVICES;

type Requests = crate::tui::contract::Requests<Answer>;

/// The most copies made at once: what one product may hold (reference §4).
const MOST_COPIES: usize = 10_000;

const COPIES: Noun = noun!("copy", "copies", "个副本");

/// What the queue screen remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The selected row.
    selected: usize,
}

/// What the screen asks for.
#[derive(Debug)]
pub enum Answer {
    /// How many copies of the selected row are added.
    Copies,
    /// The gateway, by scope, whose queue is taken over.
    TakeOver(String),
}

impl Screen for State {
    type Answer = Answer;
    const COMMANDS: &'static [Command<Self>] = commands::COMMANDS;

    fn place(&self) -> Place {
        Place::Queue
    }

    fn draw(&self, shared: &Shared, area: Rect, buf: &mut Buffer) -> Drawn {
        view::draw(self, shared, area, buf)
    }

    fn called(&self, shared: &Shared, id: &str) -> Option<Said> {
        let ready = shared.queue.ready();
        (id == "queue.submit" && ready > 0).then(|| {
            let (rows, at) = (grouped(ready), shared.written_to());
            say!("submit {rows} to {at}", "向 {at} 提交 {rows} 台", at)
        })
    }

    fn selected(&self) -> Option<usize> {
        Some(self.selected)
    }

    fn select(&mut self, shared: &Shared, place: usize) -> Requests {
        self.selected = place.min(shared.queue.len().saturating_sub(1));
        Requests::none()
    }

    fn moved(&mut self, shared: &Shared, to: Move) -> Requests {
        self.selected = to.from(self.selected, shared.queue.len(), shared.page());
        Requests::none()
    }

    fn answered(&mut self, shared: &Shared, answer: Answer) -> Requests {
        match answer {
            Answer::Copies => Requests::none(),
            Answer::TakeOver(from) => {
                let into = shared.scope();
                Effect::LoadToTake { from, into }.into()
            }
        }
    }

    fn typed(&mut self, shared: &Shared, answer: &Answer, line: &str) -> Result<Requests, Reason> {
        match answer {
            Answer::Copies => self.copies(shared, line),
            Answer::TakeOver(_) => Ok(Requests::none()),
        }
    }
}

impl State {
    /// Keeps the selection on the list after rows have changed; on the last one where rows were added.
    pub fn changed(&mut self, shared: &Shared, added: bool) {
        let last = shared.queue.len().saturating_sub(1);
        self.selected = if added { last } else { self.selected.min(last) };
    }

    /// Goes to the top, as another queue comes into view.
    pub fn gateway_left(&mut self) {
        self.selected = 0;
    }

    fn selected_row(&self, shared: &Shared) -> Option<(QueueId, Draft)> {
        shared.queue.open_at(self.selected)
    }

    /// Opens the selected row in the form.
    fn edit(&mut self, shared: &Shared) -> Requests {
        let row = self.selected_row(shared);
        row.map_or_else(Requests::none, |(id, draft)| {
            let row = (draft, Origin::Queue(id));
            Request::Edit(Box::new(row)).into()
        })
    }

    /// Adds `count` copies of the selected row, each counted up from the one before.
    fn duplicate(&self, shared: &Shared, count: usize) -> Requests {
        let Some((_, draft)) = self.selected_row(shared) else {
            return Requests::none();
        };
        let copies = shared.queue.series(draft).take(count).collect();
        let said = say!(
            "{added} added; {key} undoes it.",
            "已添加 {added}；按 {key} 撤销。",
            added = COPIES.count(count),
            key = shared.key("queue.undo")
        );
        Requests::say(said).and(Request::Queue(QueueStep::Add(copies)))
    }

    /// Adds as many copies as were typed.
    fn copies(&self, shared: &Shared, typed: &str) -> Result<Requests, Reason> {
        let count = typed.parse().ok();
        let Some(count) = count.filter(|count| (1..=MOST_COPIES).contains(count)) else {
            let most = grouped(MOST_COPIES);
            return Err(say!(
                "a number from 1 to {most} is needed",
                "需填 1 到 {most} 的数字"
            ));
        };
        Ok(self.duplicate(shared, count))
    }

    /// Takes the selected row out.
    fn remove(&mut self, shared: &Shared) -> Requests {
        let row = self.selected_row(shared);
        let key = shared.key("queue.undo");
        row.map_or_else(Requests::none, |(id, _)| {
            step(
                QueueStep::Remove(id),
                say!("Removed; {key} brings it back.", "已移除；按 {key} 恢复。"),
            )
        })
    }
}

/// Takes a step, and says what it was.
fn step(step: QueueStep, said: Said) -> Requests {
    Requests::say(said).and(Request::Queue(step))
}

/// Asks how many copies.
fn ask_copies() -> Requests {
    let title = label!("How many copies?", "复制多少个？");
    let hint = label!(
        "Numbers in key, names and serial count up from the selected row.",
        "deviceKey、名称和序列号中的数字从所选行起递增。"
    );
    let entry = Entry::Text(TextField::default());
    Overlay::prompt(title, hint, entry, Answer::Copies).into()
}

/// Asks whose devices are to be taken over.
fn ask_take_over(shared: &Shared) -> Requests {
    let others = shared.waiting_elsewhere().filter(|other| other.queued > 0);
    let items = others.map(|other| PickItem {
        value: Answer::TakeOver(other.scope.clone()),
        label: shared.name_of(&other.scope),
        detail: DEVICES.count(other.queued),
        search: other.scope.clone(),
    });
    let title = label!(
        "Take over devices from which gateway?",
        "转入哪个 API 网关的设备？"
    );
    Overlay::Pick(Picker::new(title, items.collect(), None)).into()
}

/// The devices are here: into the queue with them, where they are checked.
pub fn take_over(
    shared: &Shared,
    from: &str,
    into: &str,
    rows: Result<Vec<QueueRow>, Reason>,
) -> Requests {
    if into != shared.scope() || shared.workspace != Load::Ready(()) {
        return Requests::none();
    }
    let rows = match rows {
        Ok(rows) => rows,
        Err(reason) => return Requests::warn(reason),
    };
    let taken = DEVICES.count(rows.len());
    let from = from.to_owned();
    let name = shared.name_of(&from);
    let half = |other: &Waiting| other.scope == from && other.form;
    let left_behind = shared.waiting_elsewhere().any(half);
    let step = Request::Queue(QueueStep::TakeOver { from, rows });
    if left_behind {
        return Requests::warn(say!(
            "{taken} taken over from {name} as saved there; the form open there was left behind.",
            "已从 {name} 转入 {taken}，以已保存的内容为准；在那里打开的表单未转入。",
            taken,
            name
        ))
        .and(step);
    }
    Requests::say(say!(
        "{taken} taken over from {name}; {key} gives them back.",
        "已从 {name} 转入 {taken}；按 {key} 归还。",
        taken,
        name,
        key = shared.key("queue.undo")
    ))
    .and(step)
}

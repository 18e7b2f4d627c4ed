//! The device on the form saved where it belongs: into the queue, its row of it, or its row of a run.

use super::edited::EditedDevice;
use super::standing::Standing;
use super::{Answer, Requests, State};
use crate::provision::Severity;
use crate::said::{Said, label, pair, say};
use crate::tui::contract::{Overlay, Request};
use crate::tui::shared::{Effect, Origin, QueueStep, ScreenId, Shared, errors};

/// A save that is being committed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Saving {
    /// Whether it is gone on with a copy then; else the form is emptied, and shown where the device went.
    another: bool,
}

impl State {
    /// Saves: every field checked, the first wrong one focused, else committed.
    pub(super) fn save(&mut self, shared: &Shared, another: bool) -> Requests {
        self.check(shared);
        if self.saving.is_some() {
            return Requests::none();
        }
        let Some(edited) = &mut self.edited else {
            return Requests::none();
        };
        let form = &mut edited.form.form;
        form.touch_all();
        let errors = form.problem_counts().0 + errors(&edited.homeless);
        if errors > 0 {
            form.first_problem();
            let told = unready(edited, errors);
            return Requests::warn(told).then(self.kept(shared));
        }
        let asked = match self.standing(shared) {
            Standing::There => return self.commit(shared, another),
            Standing::Gone(_) if self.unsaved(shared).is_none() => {
                self.close(shared);
                Requests::say(pair!(
                    "Nothing was changed, so nothing is saved.",
                    "没有改动，因此未保存。"
                ))
                .and(Request::Go(ScreenId::Queue))
            }
            Standing::Gone(where_to) => ask_as_new(shared, &where_to),
            Standing::Other => ask_over(shared),
        };
        asked.then(self.kept(shared))
    }

    /// What was typed for a row that has gone on is to be a device of its own.
    pub(super) fn save_as_new(&mut self, shared: &Shared) -> Requests {
        if let Some(edited) = &mut self.edited {
            edited.origin = Origin::New;
        }
        self.save(shared, false)
    }

    /// What was typed is to take the place of what the row is now.
    pub(super) fn save_over(&mut self, shared: &Shared) -> Requests {
        let edited = self.edited.as_mut();
        let row = edited.and_then(|edited| Some((edited.row(shared)?, edited)));
        if let Some((now, edited)) = row {
            edited.was = now;
        }
        self.save(shared, false)
    }

    /// Has the device on the form committed where it belongs.
    fn commit(&mut self, shared: &Shared, another: bool) -> Requests {
        let Some(edited) = &self.edited else {
            return Requests::none();
        };
        let (draft, origin) = (edited.form.draft(), edited.origin.clone());
        if origin.cause().is_some() && self.unsaved(shared).is_none() {
            return Requests::warn(say!(
                "Nothing has been changed yet. To send it as it is: {back}, then {again}.",
                "尚无改动。若要原样发送：按 {back}，再按 {again}。",
                back = shared.key("device.back"),
                again = shared.key("results.again")
            ));
        }
        self.saving = Some(Saving { another });
        self.timezone.clone_from(&draft.timezone);
        // The change empties the form, which is committed with it.
        let left = self.stashed_text();
        match origin {
            Origin::New => Request::Save(QueueStep::Add(vec![draft]), left).into(),
            Origin::Queue(id) => {
                Request::Save(QueueStep::Replace(id, Box::new(draft)), left).into()
            }
            Origin::Run { run, index, .. } => {
                Effect::Requeue(run, vec![(index, Some(draft))]).into()
            }
        }
    }

    /// The save is committed, or was refused by the disk: then the form is as it was.
    pub fn saved(&mut self, shared: &Shared, committed: bool) -> Requests {
        let Some(saving) = self.saving.take().filter(|_| committed) else {
            return Requests::none();
        };
        let Some(edited) = self.edited.take() else {
            return Requests::none();
        };
        if saving.another {
            let mut copies = shared.queue.series(edited.form.draft());
            let next = copies.next().unwrap_or_default();
            let opened = self.open_row(shared, &next, Origin::New);
            return opened.and_say(pair!(
                "Queued. The copy counts up; change what differs.",
                "已入队。副本的编号已递增，修改不同之处即可。"
            ));
        }
        self.close(shared);
        let (said, screen) = match edited.origin {
            Origin::Run { run, .. } => (
                say!(
                    "Corrected; {key} resumes run {run}.",
                    "已修正；按 {key} 继续任务 {run}。",
                    key = shared.key("results.go-on")
                ),
                ScreenId::Results,
            ),
            Origin::New | Origin::Queue(_) => (
                say!(
                    "Queued. {submit} submits, {copy} duplicates.",
                    "已入队。按 {submit} 提交，按 {copy} 复制。",
                    submit = shared.key("queue.submit"),
                    copy = shared.key("queue.duplicate")
                ),
                ScreenId::Queue,
            ),
        };
        let said = Requests::say(said);
        let shown = if shared.screen == ScreenId::Device {
            said.and(Request::Go(screen))
        } else {
            said
        };
        shown.then(self.kept(shared))
    }
}

/// So many names of fields are told; the form has the others.
const NAMES: usize = 4;

/// What is still to be done before the device can be sent.
fn unready(edited: &EditedDevice, errors: usize) -> Said {
    let of_fields = edited.form.form.shown();
    let of_fields = of_fields.filter(|notice| notice.severity == Severity::Error);
    let missing = of_fields.clone().all(|notice| notice.missing) && edited.homeless.is_empty();
    let homeless = edited.homeless.iter();
    let homeless = homeless.filter(|problem| problem.severity == Severity::Error);
    let names = homeless
        .map(|problem| Said::data(&problem.field))
        .chain(of_fields.map(|notice| edited.form.label_of(&notice.id)));
    let first = names.take(NAMES);
    let names =
        first.reduce(|before, name| say!("{before}, {name}", "{before}、{name}", before, name));
    let names = names.unwrap_or_default();
    let names = match errors.saturating_sub(NAMES) {
        0 => names,
        more => say!("{names} and {more} more", "{names} 等另外 {more} 项", names),
    };
    if missing {
        say!(
            "{errors} to fill before it can be sent: {names}",
            "发送前还需填写 {errors} 项：{names}",
            names
        )
    } else {
        say!(
            "{errors} to fix before it can be sent: {names}",
            "发送前还需修正 {errors} 项：{names}",
            names
        )
    }
}

/// The row is not there any more: what was typed can only become another device.
fn ask_as_new(shared: &Shared, where_to: &Said) -> Requests {
    let lines = [
        say!(
            "This form can no longer be saved to its row: {where_to}.",
            "此表单已无法存回对应的行：{where_to}。",
            where_to
        ),
        say!(
            "If you continue, it is queued as a new device, in addition to that row's. {back} keeps the form; {clear} there empties it.",
            "如果继续，将作为新设备入队，与该行的设备并存。按 {back} 保留表单，回到表单后按 {clear} 可清空。",
            back = shared.key("question.back"),
            clear = shared.key("device.clear")
        ),
    ];
    let title = pair!("This would be another device", "这将是另一台设备");
    let yes = label!("queue a new device", "作为新设备入队");
    Overlay::ask(title, lines, yes, Answer::SaveAsNew).into()
}

fn ask_over(shared: &Shared) -> Requests {
    let lines = [
        pair!(
            "Its row in the queue has changed since this form was opened.",
            "打开此表单后，队列中对应的行已改变。"
        ),
        say!(
            "If you continue, the form replaces it; in the queue, {key} undoes that.",
            "如果继续，表单将替换该行；在队列中按 {key} 可撤销。",
            key = shared.key("queue.undo")
        ),
    ];
    let title = pair!("The row has changed in the meantime", "该行已改变");
    let yes = label!("replace the row", "替换该行");
    Overlay::ask(title, lines, yes, Answer::SaveOver).into()
}

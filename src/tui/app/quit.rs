//! Leaving the program while something is under way.

use super::Model;
use super::answer::Answer;
use crate::provision::run::Control;
use crate::said::{Said, label, say};
use crate::tui::contract::{Overlay, Question};
use crate::tui::shared::{Running, Shared, Work};

/// Leaves the program, unless something would be broken off or lost: then it asks, once for all of it.
pub(super) fn quit(model: &mut Model) {
    match question_now(model) {
        Some(question) => model.overlays.push(question),
        None => model.leaving = Some((0, None)),
    }
}

/// The run or the undo is over: a question about it goes away, or asks only about what else would be lost.
pub(super) fn run_ended(model: &mut Model) {
    let is_ours = |overlay: &Overlay<Answer>| matches!(overlay, Overlay::Ask(question) if matches!(question.then, Answer::StopAndQuit));
    let Some(place) = model.overlays.iter().position(is_ours) else {
        return;
    };
    model.overlays.remove(place);
    if let Some(question) = question_now(model) {
        model.overlays.insert(place, question);
    }
}

/// What is to be asked before leaving, if anything would be broken off or lost now.
fn question_now(model: &Model) -> Option<Overlay<Answer>> {
    let running = model.shared.runs.running.as_ref();
    let run = running.map(|running| under_way(&model.shared, running));
    let form = model.shared.editing.unkept.clone().map(|reason| {
        let title = say!("The form could not be saved", "表单未能保存");
        (title, [reason, will_be_lost()])
    });
    let profile = model.screens.connect.unsaved().map(|name| {
        let what = match &*name {
            "" => say!("It has no name yet.", "尚未命名。"),
            name => say!("It is called {name}.", "名称为 {name}。"),
        };
        (
            say!("A profile has not been saved", "有连接配置未保存"),
            [what, will_be_lost()],
        )
    });
    let yes = match run {
        Some(_) => label!("stop and quit", "停止并退出"),
        None => label!("quit anyway", "仍然退出"),
    };
    let mut all = [run, form, profile].into_iter().flatten();
    let (title, lines) = all.next()?;
    let others = all.flat_map(|(title, [what, lost])| [title, what, lost]);
    let lines = lines.into_iter().chain(others);
    Some(Overlay::ask(title, lines, yes, Answer::StopAndQuit))
}

/// What leaving means for the run or the undo under way.
fn under_way(shared: &Shared, Running { run, work, .. }: &Running) -> (Said, [Said; 2]) {
    let (title, rest) = match work {
        Work::Sending => (
            say!("Run {run} is still being sent", "任务 {run} 仍在发送"),
            say!(
                "Rows not sent by then stay queued in the run; {key} resumes it after the next start.",
                "届时未发送的行仍留在任务中待发送；下次启动后按 {key} 继续。",
                key = shared.key("results.go-on")
            ),
        ),
        Work::Undoing => (
            say!(
                "Devices created by run {run} are still being deleted",
                "任务 {run} 创建的设备仍在删除"
            ),
            say!(
                "Devices not deleted by then stay marked; {key} resumes deleting after the next start.",
                "届时未删除的设备保留待删标记；下次启动后按 {key} 继续。",
                key = shared.key("results.undo")
            ),
        ),
    };
    let replies = say!(
        "The program waits for the replies under way, then quits.",
        "程序会等进行中的请求收到响应，然后退出。"
    );
    (title, [replies, rest])
}

fn will_be_lost() -> Said {
    say!(
        "What you typed there will be lost if you quit now.",
        "现在退出，其中输入的内容会丢失。"
    )
}

/// Leaves on a signal: nobody is left to ask, and nothing more is sent, also of a run that is just beginning.
pub(super) fn told(model: &mut Model, code: u8) {
    model.control(Control::Cancel);
    model.leaving = Some((code, None));
}

/// Stops what is under way and leaves with its end.
pub(super) fn stop(model: &mut Model) {
    if model.shared.runs.running.is_none() {
        model.leaving = Some((0, None));
        return;
    }
    model.leave_after = true;
    model.control(Control::Cancel);
}

/// The question before leaving, where that lies over all else.
pub(super) fn question(model: &Model) -> Option<&Question<Answer>> {
    match model.overlays.last()? {
        Overlay::Ask(question) if matches!(question.then, Answer::StopAndQuit) => Some(question),
        _ => None,
    }
}

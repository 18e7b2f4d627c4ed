//! What was asked of a row is here: its device, its secret, the journal's word that it is queued again.

use super::{Requests, State};
use crate::domain::{Draft, RowIndex, RowState, RunId};
use crate::enos::Opened;
use crate::said::say;
use crate::tui::contract::{Body, Overlay, Request, or_warn};
use crate::tui::shared::{Origin, Reason, Shared};

impl State {
    /// The row's device is here: onto the form with it, at the field that was refused.
    pub fn row_read(
        &self,
        shared: &Shared,
        run: RunId,
        index: RowIndex,
        outcome: Result<Box<Draft>, Reason>,
    ) -> Requests {
        let mut draft = match or_warn(|why| why, outcome) {
            Ok(draft) => draft,
            Err(said) => return said,
        };
        let shown = shared.runs.of_run(run);
        // The form is of the gateway worked on, which may be another by now.
        if shown.is_none_or(|shown| shown.summary.site.scope != shared.scope()) {
            return Requests::none();
        }
        let row = self.selected_row(shared);
        let row = row.filter(|row| row.index == index);
        let failed = row.filter(|row| row.state == RowState::Failed);
        let cause = failed.and_then(|row| row.cause.clone());
        // A key made by the program is made anew: it may be what was refused.
        if row.is_some_and(|row| row.automatic) {
            draft.device_key = None;
        }
        let origin = Origin::Run { run, index, cause };
        Request::Edit(Box::new((*draft, origin))).into()
    }

    /// The secret is open: shown until a key is pressed, and gone from memory with that.
    pub fn secret(
        &self,
        shared: &Shared,
        run: RunId,
        index: RowIndex,
        outcome: Result<Opened, Reason>,
    ) -> Requests {
        if self.selected(shared) != Some((run, index)) {
            return Requests::none();
        }
        let row = self.selected_row(shared);
        let key = row.and_then(|row| row.device_key.clone());
        let key = key.unwrap_or_default();
        let failed = |why| {
            say!(
                "the secret cannot be opened: {why}",
                "无法解密设备密钥：{why}",
                why
            )
        };
        match or_warn(failed, outcome) {
            Ok(opened) => {
                let title = say!("Secret of {key}", "{key} 的设备密钥");
                Overlay::text(title, Body::Secret(key, opened)).into()
            }
            Err(said) => said,
        }
    }
}

/// Rows of a run wait to be sent again, committed.
pub fn requeued(shared: &Shared, run: RunId, outcome: Result<(), Reason>) -> Requests {
    match or_warn(
        |why| say!("not saved: {why}", "未保存：{why}", why),
        outcome,
    ) {
        Ok(()) => {
            let key = shared.key("results.go-on");
            Requests::say(say!(
                "Queued again in run {run}; {key} sends it.",
                "已在任务 {run} 中重新入队；按 {key} 发送。"
            ))
        }
        Err(said) => said,
    }
}

//! What can be done with a row or a run: correct, send again, reveal, copy, export.

use std::path::PathBuf;

use super::{Answer, KEY_BY_ENOS, Requests, State, is_settled_by_eye};
use crate::domain::RunId;
use crate::said::{Lang, label, say};
use crate::tui::contract::{Entry, Overlay};
use crate::tui::shared::{Effect, Reason, Shared};
use crate::tui::text_field::TextField;
use crate::words;

impl State {
    /// Opens the selected row: a failed one for correction, one that only a person can settle to be settled.
    pub(super) fn open(&mut self, shared: &Shared) -> Requests {
        if self.story(shared).is_some() {
            self.look_at_rows();
            return Requests::none();
        }
        if self.selected_row(shared).is_some_and(is_settled_by_eye) {
            return self.ask_candidates(shared);
        }
        let row = self.selected(shared);
        row.map_or_else(Requests::none, |(run, index)| {
            Effect::LoadRow(run, index).into()
        })
    }

    /// Queues the selected failed row again as it is; asks where a correction of it is not saved.
    pub(super) fn send_again(&mut self, shared: &Shared) -> Requests {
        let Some((run, index)) = self.selected(shared) else {
            return Requests::none();
        };
        if shared.editing.unsaved_of_run(run) != Some(index) {
            return Effect::Requeue(run, vec![(index, None)]).into();
        }
        let title = say!("Row {index} is being corrected", "正在修正第 {index} 行");
        let lines = [
            say!(
                "Its correction is on the form and not saved.",
                "修正内容在表单中，尚未保存。"
            ),
            say!(
                "If you continue, the row is queued as it was sent, without the correction. To send the correction: {keys}.",
                "如果继续，该行将按上次发送的内容入队，不含修正。要发送修正内容：{keys}。",
                keys = shared.to_save_first("question.back")
            ),
        ];
        let then = Answer::SendAgain(run, index);
        Overlay::ask(title, lines, label!("queue it as it was", "原样入队"), then).into()
    }

    /// Asks for the selected device's secret to be opened.
    pub(super) fn reveal(&mut self, shared: &Shared) -> Requests {
        let row = self.selected(shared);
        row.map_or_else(Requests::none, |(run, index)| {
            Effect::Reveal(run, index).into()
        })
    }

    /// Sends the selected row's ids and reason to the clipboard.
    pub(super) fn copy(&mut self, shared: &Shared) -> Requests {
        let Some(row) = self.selected_row(shared) else {
            return Requests::none();
        };
        // A ticket is read by others, too.
        let lang = Lang::En;
        let own = KEY_BY_ENOS.to(lang);
        let key = row.device_key.as_deref().unwrap_or(&own);
        let code = row.cause.as_ref().and_then(|cause| cause.code());
        let code = code.map(|code| code.to_string());
        let msg = words::row(row);
        let msg = msg.to(lang);
        let pieces = [
            ("productKey", Some(row.product_key.as_str())),
            ("deviceKey", Some(key)),
            ("assetId", row.asset_id.as_deref()),
            ("code", code.as_deref()),
            ("msg", Some(&*msg).filter(|msg| !msg.is_empty())),
            ("requestId", row.request_id.as_deref()),
        ];
        let given = pieces
            .iter()
            .filter_map(|(name, value)| Some(format!("{name} {}", (*value)?)));
        let text = given.collect::<Vec<_>>().join("  ");
        let said = say!(
            "Sent to the terminal's clipboard, if the terminal supports it.",
            "已发送到终端剪贴板（需终端支持）。"
        );
        Requests::say(said).and(Effect::Copy(text))
    }
}

/// Asks where to write the results.
pub(super) fn ask_export(shared: &Shared) -> Requests {
    let run = shared.runs.run();
    run.map_or_else(Requests::none, |run| {
        let title = say!(
            "Write the results of run {run} to which file?",
            "将任务 {run} 的结果写入哪个文件？"
        );
        let hint = say!(
            "The extension decides the format: .csv or .json. Secrets are not written.",
            "格式由扩展名决定：.csv 或 .json。不写入设备密钥。"
        );
        let name = TextField::new(&format!("enroll-run-{run}.csv"), false);
        Overlay::prompt(title, hint, Entry::Text(name), Answer::ExportTo(run)).into()
    })
}

/// Writes the results to the file typed.
pub(super) fn export(run: RunId, typed: &str) -> Result<Requests, Reason> {
    let path = PathBuf::from(typed);
    let ending = path.extension();
    if ending.is_some_and(|ending| ending == "csv" || ending == "json") {
        Ok(Effect::Export(run, path).into())
    } else {
        Err(say!(
            "the file name must end in .csv or .json",
            "文件名必须以 .csv 或 .json 结尾"
        ))
    }
}

//! Rows whose reply was lost, without a key or with a disputed one: a person says which device they became.

use std::time::Duration;

use super::{Answer, Requests, State, is_disputed, is_settled_by_eye};
use crate::domain::{RowIndex, RunId};
use crate::said::{Said, label, say};
use crate::tui::contract::{Overlay, Request, or_warn};
use crate::tui::picker::{PickItem, Picker};
use crate::tui::shared::{Candidate, Candidates, Effect, Judgement, Reason, Shared};
use crate::words::lasting;

impl State {
    /// Asks EnOS for the devices that the selected row may have become.
    pub(super) fn ask_candidates(&self, shared: &Shared) -> Requests {
        let Some((run, index)) = self.selected(shared) else {
            return Requests::none();
        };
        let disputed = self.selected_row(shared).is_some_and(is_disputed);
        let said = if disputed {
            say!(
                "Asking EnOS for the device with this key.",
                "正在向 EnOS 查询此 deviceKey 的设备。"
            )
        } else {
            say!(
                "Asking EnOS for devices of this name created since the row was sent.",
                "正在向 EnOS 查询该行发送后创建的同名设备。"
            )
        };
        Requests::say(said).and(Effect::FindCandidates(run, index))
    }

    /// The devices are here: offers them, unless the row is no longer the selected one.
    pub fn candidates(
        &self,
        shared: &Shared,
        run: RunId,
        index: RowIndex,
        outcome: Result<Candidates, Reason>,
    ) -> Requests {
        let is_selected = self.selected(shared) == Some((run, index));
        let row = self.selected_row(shared).filter(|_| is_selected);
        let Some(row) = row.filter(|row| is_settled_by_eye(row)) else {
            return Requests::none();
        };
        let (name, disputed) = (row.name.clone(), is_disputed(row));
        let failed = |why| {
            say!(
                "EnOS could not be asked: {why}",
                "无法向 EnOS 查询：{why}",
                why
            )
        };
        let Candidates { devices, cut } = match or_warn(failed, outcome) {
            Ok(found) => found,
            Err(said) => return said,
        };
        if disputed && devices.is_empty() {
            let key = shared.key("results.go-on");
            let none = say!(
                "EnOS shows no device with this key at present; {key} asks again.",
                "EnOS 中目前查不到使用此 deviceKey 的设备；按 {key} 再次查询。"
            );
            return Requests::say(none);
        }
        let title = match devices.len() {
            _ if disputed => say!(
                "Is this {name}, row {index}?",
                "这是第 {index} 行的 {name} 吗？"
            ),
            0 if cut => say!(
                "No device called {name} among those checked",
                "已查看的设备中没有名为 {name} 的设备"
            ),
            0 => say!(
                "EnOS has no device called {name} created since this row was sent",
                "EnOS 中没有在该行发送后创建、名为 {name} 的设备"
            ),
            _ => say!(
                "Which of these is {name}, row {index}?",
                "哪一个是第 {index} 行的 {name}？"
            ),
        };
        let other = devices.first().filter(|_| disputed);
        let none = none(run, index, other, cut);
        let items = devices.into_iter();
        let items = items.map(|candidate| item(run, index, candidate));
        let picker = Picker::new(title, items.chain([none]).collect(), None);
        Requests::from(Request::Hush).and(Overlay::Pick(picker))
    }
}

/// What is picked where none of the devices is the row's; `other` is the one of its key.
fn none(run: RunId, index: RowIndex, other: Option<&Candidate>, cut: bool) -> PickItem<Answer> {
    let (value, label, detail) = match other {
        Some(Candidate { device, .. }) => (
            Judgement::NotMine(Box::new(device.clone())),
            say!("Not this row's", "不属于该行"),
            say!(
                "it is somebody else's: the row fails",
                "属于他人：该行判为失败"
            ),
        ),
        None => (
            Judgement::NotMade,
            say!("None of these", "都不是"),
            if cut {
                say!(
                    "but EnOS lists more than were checked, and it may be one of those",
                    "但 EnOS 中还有未查看的设备，可能是其中之一"
                )
            } else {
                say!("it was not created: send it again", "未创建：重新发送")
            },
        ),
    };
    PickItem {
        value: Answer::Judge(run, index, value),
        label,
        detail,
        search: String::new(),
    }
}

fn item(run: RunId, index: RowIndex, candidate: Candidate) -> PickItem<Answer> {
    let Candidate { device, after_ms } = candidate;
    let long = Duration::from_millis(after_ms.unwrap_or(0).unsigned_abs());
    let long = lasting(long);
    let when = match after_ms {
        Some(0..) => say!(
            "created {long} after it was sent",
            "发送后 {long}创建",
            long
        ),
        Some(_) => say!(
            "created {long} before it was sent, if all clocks are right",
            "发送前 {long}创建（若各处时钟都准确）",
            long
        ),
        None => say!(
            "EnOS does not say when it was created",
            "EnOS 未给出创建时间"
        ),
    };
    PickItem {
        label: Said::data(&device.device_key),
        detail: say!(
            "{when}, {timezone}, asset {asset}",
            "{when}，{timezone}，资产 {asset}",
            when,
            timezone = device.timezone,
            asset = device.asset_id
        ),
        search: String::new(),
        value: Answer::Judge(run, index, Judgement::Made(Box::new(device))),
    }
}

/// One is chosen: taken for the row at once; that it was not made is asked back, for then it is sent again.
pub(super) fn chosen(run: RunId, index: RowIndex, judgement: Judgement) -> Requests {
    match judgement {
        Judgement::Made(_) | Judgement::NotMine(_) => Effect::Judge(run, index, judgement).into(),
        Judgement::NotMade => {
            let title = say!("Send row {index} again", "重新发送第 {index} 行");
            let line = say!(
                "If EnOS did create the device after all, there will be two. EnOS shows a new device about {soon} after it was created.",
                "如果 EnOS 其实已创建该设备，就会出现两台。新设备创建后约 {soon}才能在 EnOS 中查到。",
                soon = lasting(Duration::from_secs(2))
            );
            let then = Answer::NotMade(run, index);
            Overlay::ask(
                title,
                [line],
                label!("it was not created", "确认未创建"),
                then,
            )
            .into()
        }
    }
}

/// The person's word is in the journal.
pub fn judged(
    shared: &Shared,
    run: RunId,
    index: RowIndex,
    outcome: Result<Judgement, Reason>,
) -> Requests {
    let said = match or_warn(
        |why| say!("not saved: {why}", "未保存：{why}", why),
        outcome,
    ) {
        Ok(Judgement::Made(device)) => Requests::say(say!(
            "Row {index} is {key}: created.",
            "第 {index} 行即 {key}：已创建。",
            key = device.device_key
        )),
        Ok(Judgement::NotMine(_)) => Requests::say(say!(
            "Row {index} failed: its key is somebody else's.",
            "第 {index} 行失败：其 deviceKey 属于他人。"
        )),
        Ok(Judgement::NotMade) => {
            let key = shared.key("results.go-on");
            Requests::say(say!(
                "Row {index} is queued; {key} sends it.",
                "第 {index} 行待发送；按 {key} 发送。"
            ))
        }
        Err(said) => said,
    };
    said.and(Effect::LoadRun(run))
}

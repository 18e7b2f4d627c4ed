//! The commands of forms.

use super::{Act, Own, own, yielding};
use crate::said::label;
use crate::tui::form::Step;
use crate::tui::shared::Place;
use crate::tui::widgets::table::Move;

const FORMS: &[Place] = &[Place::Device, Place::ProfileForm];

pub(super) const ROWS: &[Own] = &[
    yielding(own(
        "form.up",
        [
            label!("up", "向上"),
            label!("Go to the field above.", "到上方的字段。"),
        ],
        &["up"],
        FORMS,
        Act::Move(Move::Up),
    )),
    yielding(own(
        "form.down",
        [
            label!("down", "向下"),
            label!("Go to the field below.", "到下方的字段。"),
        ],
        &["down"],
        FORMS,
        Act::Move(Move::Down),
    )),
    own(
        "form.next",
        [
            label!("next field", "下一字段"),
            label!(
                "Go to the next field, from the last one to the first.",
                "到下一个字段；从最后一个回到第一个。"
            ),
        ],
        &["tab"],
        FORMS,
        Act::Form(Step::Next),
    ),
    own(
        "form.previous",
        [
            label!("previous field", "上一字段"),
            label!(
                "Go to the previous field, from the first one to the last.",
                "到上一个字段；从第一个回到最后一个。"
            ),
        ],
        &["shift-tab"],
        FORMS,
        Act::Form(Step::Previous),
    ),
    yielding(own(
        "form.enter",
        [
            label!("continue", "继续"),
            label!(
                "Open the field's list or add what it names, else go to the next field.",
                "打开字段的列表，或添加字段所指的项；否则到下一个字段。"
            ),
        ],
        &["enter"],
        FORMS,
        Act::Form(Step::Enter),
    )),
    own(
        "form.list",
        [
            label!("list", "列表"),
            label!(
                "Open the list of the focused field.",
                "打开当前字段的列表。"
            ),
        ],
        &["ctrl-space"],
        FORMS,
        Act::Form(Step::List),
    ),
    yielding(own(
        "form.value",
        [
            label!("to the value", "到值"),
            label!(
                "Go from a name to the value beside it.",
                "从名称到旁边的值。"
            ),
        ],
        &["="],
        FORMS,
        Act::Form(Step::Value),
    )),
    yielding(own(
        "form.back",
        [
            label!("back", "返回"),
            label!(
                "Go from an empty value to its name, remove an empty row or clear a choice.",
                "从空值回到名称，移除空行，或清除所选选项。"
            ),
        ],
        &["backspace"],
        FORMS,
        Act::Form(Step::Back),
    )),
    yielding(own(
        "form.option",
        [
            label!("next option", "下一选项"),
            label!(
                "Choose the next option; a letter finds one.",
                "选择下一个选项；按字母可直接查找。"
            ),
        ],
        &["right", "space"],
        FORMS,
        Act::Form(Step::NextOption),
    )),
    yielding(own(
        "form.option-before",
        [
            label!("previous option", "上一选项"),
            label!("Choose the previous option.", "选择上一个选项。"),
        ],
        &["left"],
        FORMS,
        Act::Form(Step::PreviousOption),
    )),
    yielding(own(
        "form.no-option",
        [
            label!("no option", "不选"),
            label!("Choose none of the options.", "不选任何选项。"),
        ],
        &["delete"],
        FORMS,
        Act::Form(Step::NoOption),
    )),
    own(
        "form.remove",
        [
            label!("remove", "移除"),
            label!(
                "Remove the focused row, where rows can be added.",
                "移除当前行（限可添加行之处）。"
            ),
        ],
        &["ctrl-x"],
        FORMS,
        Act::Form(Step::Remove),
    ),
    yielding(own(
        "form.undo",
        [
            label!("undo", "撤销"),
            label!(
                "Undo what you last typed, or bring back the removed row.",
                "撤销最近的输入，或恢复被移除的行。"
            ),
        ],
        &["ctrl-z"],
        FORMS,
        Act::Form(Step::Undo),
    )),
];

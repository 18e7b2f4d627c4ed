//! The commands of what lies over a screen.

use super::{Act, Own, own};
use crate::said::label;
use crate::tui::shared::Place;
use crate::tui::widgets::table::Move;

/// What is found by typing and chosen.
const FINDERS: &[Place] = &[Place::Picker, Place::Help, Place::Palette];

pub(super) const ROWS: &[Own] = &[
    own(
        "picker.up",
        [label!("up", "向上"), label!("One item up.", "上移一项。")],
        &["up", "ctrl-p"],
        FINDERS,
        Act::Move(Move::Up),
    ),
    own(
        "picker.down",
        [
            label!("down", "向下"),
            label!("One item down.", "下移一项。"),
        ],
        &["down", "ctrl-n"],
        FINDERS,
        Act::Move(Move::Down),
    ),
    own(
        "picker.choose",
        [
            label!("choose", "选择"),
            label!("Choose the selected item.", "选择当前项。"),
        ],
        &["enter"],
        FINDERS,
        Act::Accept,
    ),
    own(
        "picker.back",
        [
            label!("back", "返回"),
            label!("Close without choosing.", "不选择，直接关闭。"),
        ],
        &["esc"],
        FINDERS,
        Act::Close,
    ),
    own(
        "palette.here",
        [
            label!("only this screen", "仅本界面"),
            label!(
                "Show the commands of this screen only, or all again.",
                "仅显示本界面的命令，或重新显示全部。"
            ),
        ],
        &["tab"],
        &[Place::Palette],
        Act::Here,
    ),
    own(
        "question.yes",
        [label!("yes", "是"), label!("Confirm.", "确认。")],
        &["enter", "y"],
        &[Place::Question],
        Act::Accept,
    ),
    own(
        "question.back",
        [
            label!("back", "返回"),
            label!("Do nothing.", "不作任何操作。"),
        ],
        &["esc", "n", "q"],
        &[Place::Question],
        Act::Close,
    ),
    own(
        "prompt.accept",
        [
            label!("accept", "继续"),
            label!("Accept the text entered.", "用输入的内容继续。"),
        ],
        &["enter"],
        &[Place::Prompt],
        Act::Accept,
    ),
    own(
        "prompt.back",
        [
            label!("back", "返回"),
            label!("Close without entering anything.", "不输入，直接关闭。"),
        ],
        &["esc"],
        &[Place::Prompt],
        Act::Close,
    ),
    own(
        "reading.close",
        [
            label!("close", "关闭"),
            label!(
                "Any other key also closes the text.",
                "按其他任意键也会关闭。"
            ),
        ],
        &["esc", "enter", "q"],
        &[Place::Reading],
        Act::Close,
    ),
];

//! The commands of everything that is moved through.

use super::{Act, Own, own};
use crate::said::label;
use crate::tui::shared::Place;
use crate::tui::widgets::table::Move;

const LISTS: &[Place] = &[
    Place::Products,
    Place::Find,
    Place::Queue,
    Place::Results,
    Place::Runs,
    Place::Profiles,
    Place::Question,
    Place::Prompt,
    Place::Reading,
];
const PAGED: &[Place] = &[
    Place::Products,
    Place::Find,
    Place::Queue,
    Place::Results,
    Place::Runs,
    Place::Profiles,
    Place::Plan,
    Place::Question,
    Place::Prompt,
    Place::Reading,
    Place::Picker,
    Place::Help,
    Place::Palette,
    Place::Device,
    Place::ProfileForm,
];
const WHOLE: &[Place] = &[
    Place::Products,
    Place::Queue,
    Place::Results,
    Place::Runs,
    Place::Profiles,
    Place::Plan,
    Place::Question,
    Place::Reading,
];

pub(super) const ROWS: &[Own] = &[
    own(
        "list.up",
        [label!("up", "向上"), label!("One row up.", "上移一行。")],
        &["up", "k"],
        LISTS,
        Act::Move(Move::Up),
    ),
    own(
        "list.down",
        [
            label!("down", "向下"),
            label!("One row down.", "下移一行。"),
        ],
        &["down", "j"],
        LISTS,
        Act::Move(Move::Down),
    ),
    own(
        "list.page-up",
        [
            label!("page up", "上一页"),
            label!("One page up.", "上翻一页。"),
        ],
        &["pageup"],
        PAGED,
        Act::Move(Move::PageUp),
    ),
    own(
        "list.page-down",
        [
            label!("page down", "下一页"),
            label!("One page down.", "下翻一页。"),
        ],
        &["pagedown"],
        PAGED,
        Act::Move(Move::PageDown),
    ),
    own(
        "list.first",
        [
            label!("first", "首行"),
            label!("Go to the first row.", "到第一行。"),
        ],
        &["home"],
        WHOLE,
        Act::Move(Move::First),
    ),
    own(
        "list.last",
        [
            label!("last", "末行"),
            label!("Go to the last row.", "到最后一行。"),
        ],
        &["end"],
        WHOLE,
        Act::Move(Move::Last),
    ),
];

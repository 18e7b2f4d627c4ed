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
    Place::Profiles,
    Place::Plan,
    Place::Question,
    Place::Prompt,
    Place::Reading,
];
const PAGED: &[Place] = &[
    Place::Products,
    Place::Find,
    Place::Queue,
    Place::Results,
    Place::Profiles,
    Place::Plan,
    Place::Question,
    Place::Prompt,
    Place::Reading,
    Place::Picker,
    Place::Device,
    Place::ProfileForm,
];
const WHOLE: &[Place] = &[
    Place::Products,
    Place::Queue,
    Place::Results,
    Place::Profiles,
    Place::Plan,
    Place::Question,
    Place::Reading,
];

pub(super) const ROWS: &[Own] = &[
    own(
        "list.up",
        [label!("up", =), label!("One row up.", =)],
        &["up", "k"],
        LISTS,
        Act::Move(Move::Up),
    ),
    own(
        "list.down",
        [label!("down", =), label!("One row down.", =)],
        &["down", "j"],
        LISTS,
        Act::Move(Move::Down),
    ),
    own(
        "list.page-up",
        [label!("page up", =), label!("A page of rows up.", =)],
        &["pageup"],
        PAGED,
        Act::Move(Move::PageUp),
    ),
    own(
        "list.page-down",
        [label!("page down", =), label!("A page of rows down.", =)],
        &["pagedown"],
        PAGED,
        Act::Move(Move::PageDown),
    ),
    own(
        "list.first",
        [label!("first", =), label!("To the first row.", =)],
        &["home"],
        WHOLE,
        Act::Move(Move::First),
    ),
    own(
        "list.last",
        [label!("last", =), label!("To the last row.", =)],
        &["end"],
        WHOLE,
        Act::Move(Move::Last),
    ),
];

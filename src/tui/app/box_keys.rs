//! The keys in the last row of what lies over a screen.

use crate::said::{Label, Said, label};
use crate::tui::shared::Shared;
use crate::tui::widgets::popup::Key;

/// The key of a command.
pub(super) fn key(shared: &Shared, id: &'static str, title: &Said) -> Key {
    Key {
        key: shared.key(id).to_owned(),
        title: title.to(shared.theme.lang).into_owned(),
        id: Some(id),
    }
}

/// Two keys that go together.
pub(super) fn both(shared: &Shared, ids: [&'static str; 2], title: Label) -> Key {
    let [one, other] = ids;
    Key {
        key: shared.both(one, other),
        title: title.to(shared.theme.lang).into_owned(),
        id: None,
    }
}

/// Those of a list to choose from.
pub(super) fn picker_keys(shared: &Shared) -> [Key; 3] {
    [
        key(shared, "picker.choose", &label!("choose", "选择").into()),
        both(shared, ["picker.up", "picker.down"], label!("move", "移动")),
        key(shared, "picker.back", &label!("back", "返回").into()),
    ]
}

/// The keys of what is found by typing.
pub(super) fn finder_keys(shared: &Shared, rest: Vec<Key>) -> Vec<Key> {
    let [choose, moving, back] = picker_keys(shared);
    let mut keys = vec![choose, moving];
    keys.extend(rest);
    keys.push(back);
    keys
}

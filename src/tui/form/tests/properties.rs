//! Any text and any keys: the caret stands on a boundary, nothing panics.

use proptest::prelude::*;

use super::*;

fn codes() -> impl Strategy<Value = (KeyCode, KeyModifiers)> {
    prop_oneof![
        prop::sample::select(vec![
            KeyCode::Tab,
            KeyCode::BackTab,
            KeyCode::Up,
            KeyCode::Down,
            KeyCode::Left,
            KeyCode::Right,
            KeyCode::Enter,
            KeyCode::Backspace,
            KeyCode::Delete,
            KeyCode::PageUp,
            KeyCode::PageDown,
            KeyCode::Char('a'),
            KeyCode::Char('逆'),
            KeyCode::Char(' '),
        ])
        .prop_map(|code| (code, KeyModifiers::NONE)),
        prop::sample::select(vec!['x', 'z', 'y', 'u', ' '])
            .prop_map(|c| (KeyCode::Char(c), KeyModifiers::CONTROL)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_keys_at_any_size(
        keys in prop::collection::vec(codes(), 0..30),
        width in 0_u16..250,
        height in 0_u16..80,
    ) {
        let mut form = sample();
        form.set_problems(vec![notice("name", Severity::Error, "名称不能为空 — needed")]);
        for (code, modifiers) in keys {
            form.pressed(code, modifiers);
        }
        prop_assert!(form.focused().is_some());
        let area = Rect::new(2, 1, width, height);
        let mut buf = Buffer::empty(Rect::new(0, 0, 200, 60));
        let drawn = form.draw(area, &mut buf, Theme::default(), &Keys::default());
        prop_assert!(drawn.caret.is_none_or(|position| area.contains(position)));

        let mut again = sample();
        again.restore(&form.state());
        prop_assert_eq!(again.focused().is_some(), true);
    }
}

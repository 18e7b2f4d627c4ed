//! Editing by grapheme, drawing by cell.

use crossterm::event::{KeyCode, KeyModifiers};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation as _;

use super::*;

fn press(field: &mut TextField, keys: &[(KeyCode, KeyModifiers)]) -> Vec<Edit> {
    keys.iter()
        .map(|(code, modifiers)| field.key(KeyEvent::new(*code, *modifiers)))
        .collect()
}

fn plain(code: KeyCode) -> (KeyCode, KeyModifiers) {
    (code, KeyModifiers::NONE)
}

fn ctrl(c: char) -> (KeyCode, KeyModifiers) {
    (KeyCode::Char(c), KeyModifiers::CONTROL)
}

/// The drawn line and the caret's column.
fn shown(field: &TextField, width: u16) -> (String, Option<u16>) {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, 1));
    let caret = field.draw(buf.area, &mut buf, Theme::default(), true, "hint");
    let line = buf.content().iter().map(ratatui::buffer::Cell::symbol);
    (line.collect(), caret.map(|position| position.x))
}

#[test]
fn a_family_is_one_step_and_one_deletion() {
    let mut field = TextField::new("a👩‍👩‍👧", false);
    assert_eq!(press(&mut field, &[plain(KeyCode::Left)]), [Edit::Moved]);
    assert_eq!(field.caret(), 1);
    press(&mut field, &[plain(KeyCode::Delete)]);
    assert_eq!(field.text(), "a");
    press(&mut field, &[ctrl('z')]);
    assert_eq!(field.text(), "a👩‍👩‍👧");
    press(&mut field, &[ctrl('y')]);
    assert_eq!(field.text(), "a");
}

#[test]
fn a_flag_typed_apart_never_splits_the_caret() {
    let mut field = TextField::new("🇩🇪", false);
    press(
        &mut field,
        &[plain(KeyCode::Home), plain(KeyCode::Char('🇫'))],
    );
    assert_eq!(field.text(), "🇫🇩🇪");
    assert_eq!(field.caret(), "🇫🇩".len());
}

#[test]
fn editing_keys_do_what_shells_taught() {
    let mut field = TextField::new("INV-013 逆变器", false);
    press(&mut field, &[ctrl('w')]);
    assert_eq!(field.text(), "INV-013 逆变", "each han character is a word");
    press(
        &mut field,
        &[
            plain(KeyCode::Home),
            (KeyCode::Right, KeyModifiers::CONTROL),
        ],
    );
    assert_eq!(field.caret(), 3);
    press(&mut field, &[ctrl('u')]);
    assert_eq!(field.text(), "-013 逆变");
    press(&mut field, &[ctrl('k')]);
    assert_eq!(field.text(), "");
    assert_eq!(
        press(
            &mut field,
            &[plain(KeyCode::Backspace), plain(KeyCode::Enter)]
        ),
        [Edit::Ignored; 2]
    );
}

#[test]
fn alt_gr_types_and_other_chords_do_not() {
    let mut field = TextField::new("", false);
    let both = KeyModifiers::CONTROL | KeyModifiers::ALT;
    let done = press(
        &mut field,
        &[
            (KeyCode::Char('@'), both),
            (KeyCode::Char('q'), both),
            ctrl('s'),
        ],
    );
    assert_eq!(done, [Edit::Changed, Edit::Ignored, Edit::Ignored]);
    assert_eq!(field.text(), "@");
    // Other terminals report it as Alt; where that is no command, the character is meant.
    let alt = |c| (KeyCode::Char(c), KeyModifiers::ALT);
    press(&mut field, &[alt('ł'), alt('#'), alt('b')]);
    assert_eq!(field.text(), "@ł#");
    assert_eq!(field.caret(), 1, "Alt-B is a command");
}

#[test]
fn up_and_down_stay_inside_a_text_of_lines() {
    let mut field = TextField::new("one\n第二行", true);
    let up = plain(KeyCode::Up);
    assert_eq!(press(&mut field, &[up, up]), [Edit::Moved, Edit::Ignored]);
    assert_eq!(field.caret(), 3);
    press(&mut field, &[plain(KeyCode::Enter)]);
    assert_eq!(field.text(), "one\n\n第二行");
}

#[test]
fn a_paste_is_one_edit_and_setting_a_text_can_be_undone_too() {
    let mut field = TextField::new("old", false);
    field.set_text("new");
    assert_eq!(
        field.paste("\r\na\tb\n"),
        PasteNote {
            joined_lines: 2,
            dropped: 0,
            cut: 0,
        }
    );
    assert_eq!(field.text(), "new a b");
    press(&mut field, &[ctrl('z')]);
    assert_eq!(field.text(), "new");
    press(&mut field, &[ctrl('z'), ctrl('z')]);
    assert_eq!(field.text(), "old");
    assert_eq!(press(&mut field, &[ctrl('z')]), [Edit::Ignored]);
}

#[test]
fn a_long_text_scrolls_by_cells_around_the_caret() {
    let mut field = TextField::new("逆变器逆变器逆变器", false);
    assert_eq!(shown(&field, 8), ("…逆 变 器  ".into(), Some(7)));
    press(&mut field, &[plain(KeyCode::Home)]);
    assert_eq!(shown(&field, 8), ("逆 变 器  …".into(), Some(0)));
    assert_eq!(
        shown(&TextField::new("逆变", false), 8),
        ("逆 变     ".into(), Some(4))
    );
    assert_eq!(
        shown(&TextField::new("", false), 8),
        ("hint    ".into(), Some(0))
    );
}

#[test]
fn text_that_came_with_control_characters_is_kept_and_pictured() {
    let field = TextField::new("a\nb\0", false);
    assert_eq!(field.text(), "a\nb\0");
    assert_eq!(shown(&field, 8).0, "a␊b␀    ");
}

#[test]
fn beyond_what_the_crate_can_address_nothing_is_lost() {
    let long = "x".repeat(70_000);
    let mut field = TextField::new(&long, false);
    press(
        &mut field,
        &[
            plain(KeyCode::Left),
            plain(KeyCode::Backspace),
            plain(KeyCode::Char('y')),
        ],
    );
    assert!(field.text().starts_with(&long));
}

#[derive(Clone, Debug)]
enum Step {
    Key(KeyCode, KeyModifiers),
    Paste(String),
    SetText(String),
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "([a-z -]|逆|e\u{301}|ｶﾞ|한글|👩‍👩‍👧|🇩|🇪|\u{200d}|\u{200f}|\t|\u{0}|\r|\n){0,12}",
    ]
}

fn steps() -> impl Strategy<Value = Step> {
    let keys = prop_oneof![
        any::<char>().prop_map(KeyCode::Char),
        prop::sample::select(vec![
            'a', 'e', 'b', 'f', 'h', 'w', 'u', 'k', 'd', '🇩', '\u{301}', '逆'
        ])
        .prop_map(KeyCode::Char),
        prop::sample::select(vec![
            KeyCode::Left,
            KeyCode::Right,
            KeyCode::Up,
            KeyCode::Down,
            KeyCode::Home,
            KeyCode::End,
            KeyCode::Enter,
            KeyCode::Backspace,
            KeyCode::Delete,
        ]),
    ];
    let modifiers = prop::sample::select(vec![
        KeyModifiers::NONE,
        KeyModifiers::CONTROL,
        KeyModifiers::ALT,
    ]);
    prop_oneof![
        8 => (keys, modifiers).prop_map(|(code, modifiers)| Step::Key(code, modifiers)),
        1 => texts().prop_map(Step::Paste),
        1 => texts().prop_map(Step::SetText),
    ]
}

fn on_boundary(text: &str, at: usize) -> bool {
    at == text.len() || text.grapheme_indices(true).any(|(start, _)| start == at)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_edit_keeps_the_caret_right_and_can_be_undone(
        start in texts(),
        multi in any::<bool>(),
        steps in prop::collection::vec(steps(), 0..12),
        width in 0_u16..9,
        height in 0_u16..4,
    ) {
        let mut field = TextField::new(&start, multi);
        for step in steps {
            let before = field.text();
            let replaced = matches!(step, Step::SetText(_)) && !before.is_empty();
            let was_edit = !matches!(step, Step::Key(KeyCode::Char('z' | 'Z' | 'y' | 'Y'), KeyModifiers::CONTROL));
            match step {
                Step::Key(code, modifiers) => {
                    let edit = field.key(KeyEvent::new(code, modifiers));
                    if was_edit {
                        prop_assert_eq!(edit == Edit::Changed, field.text() != before);
                    }
                }
                Step::Paste(text) => { field.paste(&text); }
                Step::SetText(text) => field.set_text(&text),
            }
            let after = field.text();
            prop_assert!(on_boundary(&after, field.caret()), "{after:?} {}", field.caret());

            let area = Rect::new(3, 2, width, height);
            let mut buf = Buffer::empty(Rect::new(0, 0, 14, 8));
            let caret = field.draw(area, &mut buf, Theme::default(), true, "提示");
            prop_assert_eq!(caret.is_some(), !area.is_empty());
            prop_assert!(caret.is_none_or(|position| area.contains(position)));

            if was_edit && after != before {
                let mut copy = field.clone();
                let steps = 1 + usize::from(replaced && !after.is_empty());
                for _ in 0..steps {
                    copy.key(KeyEvent::new(KeyCode::Char('z'), KeyModifiers::CONTROL));
                }
                prop_assert_eq!(copy.text(), before);
                prop_assert!(on_boundary(&copy.text(), copy.caret()));
                for _ in 0..steps {
                    copy.key(KeyEvent::new(KeyCode::Char('y'), KeyModifiers::CONTROL));
                }
                prop_assert_eq!(copy.text(), after);
            }
        }
    }
}

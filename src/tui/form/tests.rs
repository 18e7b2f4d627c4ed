//! The generic form: focus, events, problems, state, drawing.

use crossterm::event::{KeyCode, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::*;
use crate::provision::Severity;
use crate::said::Said;
use crate::tui::keys::Keys;
use crate::tui::text_field::SecretField;
use crate::tui::theme::Theme;
use crate::tui::widgets::text::lines;

mod drawing;
pub(super) mod keys;
mod properties;

use keys::Pressed as _;

type Id = String;

fn sample() -> Form<Id> {
    let row = |id: &str, label: &str, editor| Row::new(id.to_owned(), Said::data(label), editor);
    let option = |text: &str| ChoiceOption {
        text: text.into(),
        label: Said::data(text),
    };
    let grid = Choice::new(vec![option("50 Hz"), option("60 Hz")], "");
    Form::new(vec![
        Row {
            required: true,
            limit: Some(64),
            help: Said::data("Shown where no translation fits."),
            ..row("name", "Name", Editor::text(""))
        },
        row("zh", "  zh_CN", Editor::text("逆变器 13")),
        Row {
            placeholder: Said::data("Asia/Shanghai"),
            ..row("zone", "Timezone", Editor::pick("+08:00"))
        },
        row(
            "desc",
            "Description",
            Editor::lines("Row 4, under the ridge"),
        ),
        Row {
            section: Said::data("Attributes"),
            unit: Said::data("Hz"),
            ..row("grid", "电网频率", Editor::Choice(grid))
        },
        Row {
            section: Said::data("Attributes"),
            ..row("secret", "Secret", Editor::Secret(SecretField::default()))
        },
        Row {
            section: Said::data("Tags"),
            removable: true,
            label: Said::data("key"),
            placeholder: Said::data("value"),
            ..row("tag", "key", Editor::pair("site", "jiuquan"))
        },
        Row {
            section: Said::data("Tags"),
            ..row("+tag", "+ tag", Editor::Action)
        },
    ])
}

fn press(form: &mut Form<Id>, code: KeyCode) -> FormEvent<Id> {
    form.pressed(code, KeyModifiers::NONE)
}

fn ctrl(form: &mut Form<Id>, c: char) -> FormEvent<Id> {
    form.pressed(KeyCode::Char(c), KeyModifiers::CONTROL)
}

fn focused(form: &Form<Id>) -> &str {
    form.focused().map_or("", String::as_str)
}

fn left(id: &str) -> FormEvent<Id> {
    FormEvent::Left(id.to_owned())
}

fn notice(id: &str, severity: Severity, message: &str) -> Notice<Id> {
    Notice::new(id.into(), severity, Said::data(message))
}

#[test]
fn tab_goes_through_every_stop_and_round() {
    let mut form = sample();
    let mut stops = Vec::new();
    for _ in 0..9 {
        press(&mut form, KeyCode::Tab);
        stops.push(focused(&form).to_owned());
    }
    let around = [
        "zh", "zone", "desc", "grid", "secret", "tag", "tag", "+tag", "name",
    ];
    assert_eq!(stops, around);
    assert_eq!(press(&mut form, KeyCode::BackTab), left("name"));
    assert_eq!(focused(&form), "+tag");
    press(&mut form, KeyCode::BackTab);
    assert_eq!(
        press(&mut form, KeyCode::BackTab),
        FormEvent::None,
        "from value to key"
    );
    assert_eq!(press(&mut form, KeyCode::BackTab), left("tag"));
}

#[test]
fn arrows_and_enter_move_but_not_round() {
    let mut form = sample();
    assert_eq!(press(&mut form, KeyCode::Up), FormEvent::None);
    assert_eq!(press(&mut form, KeyCode::Enter), left("name"));
    assert_eq!(press(&mut form, KeyCode::Down), left("zh"));
    assert_eq!(
        press(&mut form, KeyCode::Enter),
        FormEvent::Pick("zone".into())
    );
    assert_eq!(ctrl(&mut form, ' '), FormEvent::Pick("zone".into()));
    press(&mut form, KeyCode::Down);
    assert_eq!(
        press(&mut form, KeyCode::Enter),
        FormEvent::Changed("desc".into()),
        "a line"
    );
    assert_eq!(
        press(&mut form, KeyCode::Up),
        FormEvent::None,
        "inside the text"
    );
    assert_eq!(press(&mut form, KeyCode::Up), left("desc"));
    press(&mut form, KeyCode::PageDown);
    assert_eq!(
        press(&mut form, KeyCode::Enter),
        FormEvent::Add("+tag".into())
    );
    press(&mut form, KeyCode::PageUp);
    assert_eq!(focused(&form), "name");
}

#[test]
fn keys_edit_what_has_the_focus() {
    let mut form = sample();
    assert_eq!(
        press(&mut form, KeyCode::Char('q')),
        FormEvent::Changed("name".into())
    );
    let (event, note) = form.paste("1\n2");
    assert_eq!(
        (event, note.joined_lines),
        (FormEvent::Changed("name".into()), 2)
    );
    assert_eq!(form.row(&"name".into()).unwrap().texts(), ["q1 2"]);
    form.focus(&"grid".into());
    assert_eq!(
        press(&mut form, KeyCode::Char('6')),
        FormEvent::Changed("grid".into())
    );
    assert_eq!(form.row(&"grid".into()).unwrap().texts(), ["60 Hz"]);
    assert_eq!(form.paste("50 Hz").0, FormEvent::Unhandled);
    form.set_text(&"zone".into(), "Europe/Berlin");
    form.focus(&"zone".into());
    ctrl(&mut form, 'z');
    ctrl(&mut form, 'z');
    assert_eq!(
        form.row(&"zone".into()).unwrap().texts(),
        ["+08:00"],
        "a pick can be undone"
    );
}

#[test]
fn an_equals_sign_goes_from_name_to_value() {
    let mut form = sample();
    form.focus(&"tag".into());
    assert_eq!(press(&mut form, KeyCode::Char('=')), FormEvent::None);
    press(&mut form, KeyCode::Char('='));
    assert_eq!(
        form.row(&"tag".into()).unwrap().texts(),
        ["site", "jiuquan="]
    );
}

#[test]
fn what_a_command_of_forms_means_depends_on_the_field() {
    let mut form = sample();
    let here = |form: &Form<Id>| {
        let all = [
            Step::List,
            Step::Value,
            Step::NextOption,
            Step::NoOption,
            Step::Remove,
        ];
        all.map(|step| form.can(step))
    };
    assert_eq!(here(&form), [false; 5], "a text");
    form.focus(&"zone".into());
    assert_eq!(here(&form), [true, false, false, false, false]);
    form.focus(&"grid".into());
    assert_eq!(here(&form), [false, false, true, true, false]);
    form.focus(&"tag".into());
    assert_eq!(here(&form), [false, true, false, false, true]);
    press(&mut form, KeyCode::Char('='));
    assert_eq!(here(&form), [false, false, false, false, true], "its value");
}

#[test]
fn a_removed_row_comes_back_with_undo() {
    let mut form = sample();
    assert_eq!(ctrl(&mut form, 'x'), FormEvent::Unhandled, "the name stays");
    form.focus(&"tag".into());
    assert_eq!(ctrl(&mut form, 'x'), FormEvent::Removed("tag".into()));
    assert_eq!(focused(&form), "+tag");
    assert_eq!(ctrl(&mut form, 'z'), FormEvent::Changed("tag".into()));
    assert_eq!(
        form.row(&"tag".into()).unwrap().texts(),
        ["site", "jiuquan"]
    );
    assert_eq!(focused(&form), "tag");
}

#[test]
fn undo_brings_a_row_back_before_it_touches_the_next_one() {
    let mut form = sample();
    let mut second = Row::new("tag2".to_owned(), Said::data("key"), Editor::pair("", ""));
    second.removable = true;
    form.insert(second, &"+tag".into());
    press(&mut form, KeyCode::Char('a'));
    form.focus(&"tag".into());
    ctrl(&mut form, 'x');
    assert_eq!(focused(&form), "tag2");
    assert_eq!(ctrl(&mut form, 'z'), FormEvent::Changed("tag".into()));
    assert_eq!(form.row(&"tag2".into()).unwrap().texts(), ["a", ""]);
}

#[test]
fn undo_means_the_last_thing_done() {
    let mut form = sample();
    form.focus(&"tag".into());
    ctrl(&mut form, 'x');
    form.focus(&"name".into());
    press(&mut form, KeyCode::Char('a'));
    assert_eq!(ctrl(&mut form, 'z'), FormEvent::Changed("name".into()));
    assert_eq!(ctrl(&mut form, 'z'), FormEvent::Changed("tag".into()));
    assert_eq!(ctrl(&mut form, 'z'), FormEvent::Unhandled);
}

#[test]
fn backspace_takes_an_emptied_row_away() {
    let mut form = sample();
    form.focus(&"tag".into());
    press(&mut form, KeyCode::Enter);
    ctrl(&mut form, 'u');
    assert_eq!(
        press(&mut form, KeyCode::Backspace),
        FormEvent::None,
        "back to the key"
    );
    ctrl(&mut form, 'u');
    assert_eq!(
        press(&mut form, KeyCode::Backspace),
        FormEvent::Removed("tag".into())
    );
}

#[test]
fn a_problem_shows_once_its_row_was_left() {
    let mut form = sample();
    let name = "name".to_owned();
    form.set_problems(vec![
        notice("name", Severity::Warning, "odd"),
        notice("name", Severity::Error, "a name is needed"),
        notice("zh", Severity::Warning, "long"),
    ]);
    assert_eq!(form.visible_problems(&name), Vec::<&Notice<Id>>::new());
    assert_eq!(form.problem_counts(), (0, 0));
    press(&mut form, KeyCode::Tab);
    assert_eq!(form.problem_counts(), (0, 0), "passed by");
    press(&mut form, KeyCode::BackTab);
    press(&mut form, KeyCode::Char('a'));
    press(&mut form, KeyCode::Tab);
    let shown: Vec<_> = form
        .visible_problems(&name)
        .iter()
        .map(|n| n.severity)
        .collect();
    assert_eq!(shown, [Severity::Error, Severity::Warning]);
    assert_eq!(
        form.problem_counts(),
        (1, 2),
        "that of zh_CN, which was left, too"
    );
    form.set_problems(Vec::new());
    assert!(form.visible_problems(&name).is_empty(), "gone at once");
}

#[test]
fn a_submit_shows_all_and_jumps_errors_first() {
    let mut form = sample();
    form.set_problems(vec![
        notice("zh", Severity::Warning, "long"),
        notice("zone", Severity::Error, "not a zone"),
        notice("tag", Severity::Error, "no such key"),
    ]);
    assert_eq!(form.first_problem(), None, "nothing to show yet");
    form.touch_all();
    assert_eq!(form.first_problem(), Some(&"zone".to_owned()));
    assert_eq!(form.next_problem(), Some(&"tag".to_owned()));
    assert_eq!(form.next_problem(), Some(&"zh".to_owned()));
}

#[test]
fn a_half_typed_form_survives_as_json_but_its_secret_does_not() {
    let mut form = sample();
    form.focus(&"secret".into());
    form.paste("top secret");
    form.focus(&"zh".into());
    press(&mut form, KeyCode::Left);
    press(&mut form, KeyCode::Char('一'));
    let json = serde_json::to_string(&form.state()).unwrap();
    assert!(!json.contains("top secret"));

    let mut again = sample();
    again.restore(&serde_json::from_str(&json).unwrap());
    assert_eq!(again.state(), form.state());
    assert_eq!(again.row(&"zh".into()).unwrap().texts(), ["逆变器 1一3"]);
    press(&mut again, KeyCode::Char('!'));
    assert_eq!(
        again.row(&"zh".into()).unwrap().texts(),
        ["逆变器 1一!3"],
        "caret is back"
    );
    ctrl(&mut again, 'z');
    assert_eq!(
        ctrl(&mut again, 'z'),
        FormEvent::Unhandled,
        "restoring is not an edit"
    );
}

#[test]
fn a_form_without_rows_is_harmless() {
    let mut form: Form<Id> = Form::new(Vec::new());
    for code in [
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::PageDown,
        KeyCode::Enter,
        KeyCode::Char('a'),
    ] {
        press(&mut form, code);
    }
    assert_eq!(form.focused(), None);
    assert_eq!(form.next_problem(), None);
    let mut buf = Buffer::empty(Rect::new(0, 0, 20, 5));
    assert_eq!(
        form.draw(buf.area, &mut buf, Theme::default(), &Keys::default())
            .caret,
        None
    );
}

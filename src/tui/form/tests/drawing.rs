//! Forms as they are seen, at ordinary and at absurd sizes.

use ratatui::style::Modifier;

use super::*;

fn draw(form: &Form<Id>, width: u16, height: u16, unicode: bool) -> (Buffer, Option<Position>) {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    let theme = Theme {
        unicode,
        ..Theme::default()
    };
    let drawn = form.draw(buf.area, &mut buf, theme, &Keys::default());
    (buf, drawn.caret)
}

#[test]
fn labels_align_by_cells_and_secrets_are_dots() {
    let mut form = sample();
    form.focus(&"secret".into());
    form.paste("秘密1");
    let (buf, caret) = draw(&form, 80, 9, true);
    assert_eq!(
        lines(&buf),
        [
            "     zh_CN         逆变器 13                                                   ↑",
            "   Timezone        +08:00                                         ▾",
            "   Description     Row 4, under the ridge",
            " Attributes",
            "   电网频率        ( ) 50 Hz   ( ) 60 Hz   (•) not set               Hz",
            "▌  Secret          •••",
            " Tags",
            "   site          = jiuquan",
            "   + tag",
        ]
    );
    assert_eq!(caret, Some(Position::new(22, 5)));
}

#[test]
fn a_choice_shows_its_options_and_the_focus_at_its_label() {
    let mut form = sample();
    form.focus(&"grid".into());
    press(&mut form, KeyCode::Right);
    let (buf, caret) = draw(&form, 80, 3, false);
    assert_eq!(
        lines(&buf)[1],
        ">  电网频率        (*) 50 Hz   ( ) 60 Hz   ( ) not set   < >         Hz"
    );
    assert_eq!(caret, None);
    let has = |x, modifier| buf.cell((x, 1)).unwrap().modifier.contains(modifier);
    assert!(
        has(3, Modifier::BOLD) && has(19, Modifier::BOLD),
        "label, chosen one"
    );
    assert!(!has(31, Modifier::BOLD) && !has(19, Modifier::REVERSED));
}

#[test]
fn a_value_lies_on_an_underline_as_long_as_its_field() {
    let (buf, _) = draw(&sample(), 80, 9, true);
    let underlined = |y: u16| {
        let cells = (0..80).filter(|x| buf.cell((*x, y)).unwrap().modifier == Modifier::UNDERLINED);
        cells.count()
    };
    assert_eq!(underlined(0), underlined(2), "however long the value");
    assert!(underlined(0) > 40);
}

#[test]
fn a_field_of_lines_grows_and_then_scrolls_to_the_caret() {
    let mut form = sample();
    form.focus(&"desc".into());
    for row in 5..=9 {
        press(&mut form, KeyCode::Enter);
        form.paste(&format!("Row {row}"));
    }
    let (buf, caret) = draw(&form, 40, 9, true);
    let shown = lines(&buf);
    assert_eq!(
        shown[0], "▌  Description Row 4, under the ridge  ↑",
        "{shown:#?}"
    );
    assert_eq!(shown[5], "               Row 9");
    assert_eq!(caret, Some(Position::new(20, 5)));
    for row in 10..=19 {
        press(&mut form, KeyCode::Enter);
        form.paste(&format!("Row {row}"));
    }
    let (buf, caret) = draw(&form, 40, 4, true);
    let shown = lines(&buf);
    assert_eq!(caret, Some(Position::new(21, 3)), "{shown:#?}");
    assert!(shown[3].starts_with("               Row 19"), "{shown:#?}");
}

#[test]
fn many_problems_of_a_row_are_told_under_it() {
    let mut form = sample();
    form.set_problems(vec![
        notice(
            "name",
            Severity::Warning,
            "longer than 64 characters may be refused",
        ),
        notice("name", Severity::Error, "must not be empty"),
    ]);
    form.touch_all();
    let (buf, _) = draw(&form, 44, 12, true);
    let shown = lines(&buf);
    assert_eq!(
        shown[..4],
        [
            "▌✗ Name *                           0 of 64",
            "               ✗ must not be empty",
            "               ! longer than 64 characters",
            "                 may be refused",
        ]
    );
}

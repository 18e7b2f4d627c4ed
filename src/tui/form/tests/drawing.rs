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
            "↑",
            "   Attributes",
            "   电网频率        not set                      Hz",
            "▌  Secret          •••",
            "",
            "   Tags",
            "↓  site          = jiuquan",
            "",
            "",
        ]
    );
    assert_eq!(caret, Some(Position::new(22, 3)));
}

#[test]
fn what_has_no_caret_shows_the_focus_by_reverse() {
    let mut form = sample();
    form.focus(&"grid".into());
    press(&mut form, KeyCode::Right);
    let (buf, caret) = draw(&form, 80, 3, false);
    assert_eq!(
        lines(&buf)[1],
        ">  电网频率        50 Hz  < >                   Hz"
    );
    assert_eq!(caret, None);
    let reversed = |x| {
        buf.cell((x, 1))
            .unwrap()
            .modifier
            .contains(Modifier::REVERSED)
    };
    assert_eq!(
        (reversed(18), reversed(19), reversed(23), reversed(24)),
        (false, true, true, false)
    );
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
    assert_eq!(shown[0], "▌  Description    Row 4, under the", "{shown:#?}");
    assert_eq!(shown[6], "↓                 Row 9");
    assert_eq!(caret, Some(Position::new(23, 6)));
    for row in 10..=19 {
        press(&mut form, KeyCode::Enter);
        form.paste(&format!("Row {row}"));
    }
    let (buf, caret) = draw(&form, 40, 4, true);
    let shown = lines(&buf);
    assert_eq!(caret, Some(Position::new(24, 2)), "{shown:#?}");
    assert_eq!(shown[2], "↓                 Row 19");
}

#[test]
fn many_problems_of_a_row_share_the_lines_below() {
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
        shown[9..],
        [
            "",
            "   ✗ must not be empty; longer than 64",
            "   characters may be refused",
        ]
    );
}

//! The device form as it is seen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::*;
use crate::provision::Rules;
use crate::tui::keys::Keys;
use crate::tui::theme::Theme;
use crate::tui::widgets::text::lines;

fn draw(form: &DeviceForm, width: u16, height: u16) -> Vec<String> {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    form.form
        .draw(buf.area, &mut buf, Theme::default(), &Keys::default());
    lines(&buf)
}

#[test]
fn an_ordinary_terminal_shows_fields_units_and_help() {
    let mut form = DeviceForm::new(&full_draft(), Some(&inverter()));
    form.form.set_hint(
        &Key::Timezone,
        Said::data("+08:00"),
        Said::data("+08:00, no daylight saving"),
    );
    assert_eq!(
        draw(&form, 80, 20),
        [
            "▌  Name *          INV-013                                           7 of 64",
            "                   Shown where no translation fits the reader's language.",
            "     zh_CN         逆变器 13",
            "     en_US         ‹as the name›",
            "     ja_JP       = インバータ 13",
            "     + language",
            "   Time zone *     Asia/Shanghai                                  ▾  +08:00",
            "   Device key      INV-013",
            "   Description     Row 4",
            "                   under the ridge",
            " Attributes",
            "   ratedPower *    250                                               kW",
            "   serial *        SN-1                                              STRING",
            "   gridCode        VDE-AR-N 4105 (2)                                 ENUM",
            "   grid            ( ) enabled   (•) disabled   ( ) not set          BOOL",
            "   strings 1       1",
            "   strings 2       2",
            "   strings 3       3",
            "   + strings                                                         INT",
            "   slots           4                                                 INT       ↓",
        ]
    );
}

#[test]
fn a_refusal_is_told_whole_under_its_field() {
    let mut form = DeviceForm::new(&full_draft(), Some(&inverter()));
    form.form.focus(&attribute_key("serial"));
    let words = "must not be empty: the model wants at most 32 characters";
    let serial = Field::Attribute("serial".into());
    assert_eq!(form.set_problems(&[problem(serial, words)]), []);
    form.form.touch_all();
    assert_eq!(
        draw(&form, 80, 8),
        [
            " Attributes                                                                    ↑",
            "   ratedPower *    250                                               kW",
            "▌✗ serial *        SN-1                                              4 of 32",
            "                   ✗ EnOS: must not be empty: the model wants at most 32",
            "                     characters",
            "   gridCode        VDE-AR-N 4105 (2)                                 ENUM",
            "   grid            ( ) enabled   (•) disabled   ( ) not set          BOOL",
            "   strings 1       1                                                           ↓",
        ]
    );
    form.form.focus(&attribute_key("gridCode"));
    assert_eq!(
        draw(&form, 80, 8)[2],
        "✗ serial *        SN-1       EnOS: must not be empty: the model wants at most…"
            .replacen('✗', " ✗", 1)
    );
}

#[test]
fn a_narrow_one_keeps_units_and_types() {
    let mut form = DeviceForm::new(&full_draft(), Some(&inverter()));
    form.form.focus(&attribute_key("grid"));
    assert_eq!(
        draw(&form, 40, 9),
        [
            "   ratedPow… * 250                   kW↑",
            "   serial *    SN-1              STRING",
            "   gridCode    VDE-AR-N 4105 (2)   ENUM",
            "▌  grid        disabled  ← →       BOOL",
            "               yes or no",
            "   strings 1   1",
            "   strings 2   2",
            "   strings 3   3",
            "   + strings                        INT↓",
        ]
    );
}

#[test]
fn an_empty_form_says_what_it_wants() {
    let form = DeviceForm::new(&Draft::default(), None);
    assert_eq!(
        draw(&form, 80, 12),
        [
            "▌  Name *                                                            0 of 64",
            "                   Shown where no translation fits the reader's language.",
            "     zh_CN         ‹as the name›",
            "     en_US         ‹as the name›",
            "     + language",
            "   Time zone *     ‹Asia/Shanghai or +08:00›                      ▾",
            "   Device key      ‹made here: ten letters and digits›",
            "   Description     ‹not set›",
            " Attributes",
            "   + attribute",
            " Tags",
            "   + tag",
        ]
    );
}

#[test]
fn a_letter_and_a_frame_cost_what_is_typed_and_in_view_however_large_the_model() {
    use crate::provision::visits::counted;
    let cost = |attributes: usize| {
        let model = ThingModel {
            attributes: (0..attributes)
                .map(|nth| attribute(&format!("a{nth}"), DataType::Int))
                .collect(),
            ..inverter()
        };
        let mut form = DeviceForm::new(&Draft::default(), Some(&model));
        form.form
            .focus(&attribute_key(&format!("a{}", attributes / 2)));
        let ((), letter) = counted(|| {
            press(&mut form, KeyCode::Char('7'));
            let draft = form.draft();
            let problems = crate::provision::check(&draft, Some(&model), Rules::default());
            let _ = form.set_problems(&problems);
            serde_json::to_string(&form).unwrap();
        });
        let (_, frame) = counted(|| draw(&form, 80, 24));
        assert!(letter < 20 && frame < 60, "{letter} {frame}");
        (letter, frame)
    };
    assert_eq!(cost(300), cost(10_000));
}

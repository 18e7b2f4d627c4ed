//! The device form as it is seen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::*;
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
fn an_ordinary_terminal_shows_fields_notes_and_help() {
    let mut form = DeviceForm::new(&full_draft(), Some(&inverter()));
    form.form
        .set_hint(&Key::Timezone, Said::data("+08:00, no daylight saving"));
    assert_eq!(
        draw(&form, 80, 20),
        [
            "▌  Name *          INV-013                      7 of 64",
            "   zh_CN           逆变器 13",
            "   en_US           same as the name",
            "   ja_JP         = インバータ 13",
            "   + language",
            "   Time zone *     Asia/Shanghai             ▾  +08:00, no daylight saving",
            "   Device key      INV-013",
            "   Description     Row 4",
            "                   under the ridge",
            "",
            "",
            "   Attributes",
            "   ratedPower *    250                          kW",
            "   serial *        SN-1",
            "   gridCode        VDE-AR-N 4105 (2)",
            "   grid            disabled",
            "↓  strings 1       1",
            "",
            "   Shown where no translation fits the reader's language.",
            "",
        ]
    );
}

#[test]
fn a_problem_moves_nothing_and_is_told_in_full_below() {
    let mut form = DeviceForm::new(&full_draft(), Some(&inverter()));
    form.form.focus(&attribute_key("serial"));
    let before = draw(&form, 80, 10);
    let words = "must not be empty: the model wants at most 32 characters";
    let serial = Field::Attribute("serial".into());
    assert_eq!(form.set_problems(&[problem(serial, words)]), []);
    form.form.touch_all();
    let after = draw(&form, 80, 10);
    assert_eq!(
        after[..8],
        [
            "↑",
            "   Attributes",
            "   ratedPower *    250                          kW",
            "▌✗ serial *        SN-1                         EnOS: must not be empty: the mo…",
            "   gridCode        VDE-AR-N 4105 (2)",
            "   grid            disabled",
            "   strings 1       1",
            "↓  strings 2       2",
        ]
    );
    assert_eq!(after[9], format!("   ✗ EnOS: {words}"));
    let changed = (0..10).filter(|line| before[*line] != after[*line]);
    assert_eq!(changed.collect::<Vec<_>>(), [3, 9]);
}

#[test]
fn a_narrow_one_keeps_units_and_drops_notes() {
    let mut form = DeviceForm::new(&full_draft(), Some(&inverter()));
    form.form.focus(&attribute_key("grid"));
    assert_eq!(
        draw(&form, 40, 9),
        [
            "↑  ratedPower *   250                 kW",
            "   serial *       SN-1",
            "   gridCode       VDE-AR-N 4105 (2)",
            "▌  grid           disabled  ← →",
            "   strings 1      1",
            "   strings 2      2",
            "↓  strings 3      3",
            "",
            "   yes or no",
        ]
    );
}

#[test]
fn an_empty_form_says_what_it_wants() {
    let form = DeviceForm::new(&Draft::default(), None);
    assert_eq!(
        draw(&form, 80, 17),
        [
            "▌  Name *                                       required   0 of 64",
            "   zh_CN           same as the name",
            "   en_US           same as the name",
            "   + language",
            "   Time zone *     Asia/Shanghai or +08:00   ▾  required",
            "   Device key      auto-generated",
            "   Description",
            "",
            "",
            "",
            "   Attributes",
            "   + attribute",
            "",
            "↓  Tags",
            "",
            "   Shown where no translation fits the reader's language.",
            "",
        ]
    );
}

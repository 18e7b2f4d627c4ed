//! What the mouse does: presses of the left button, and turns of the wheel.

#[cfg(any(windows, test))]
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

/// Something done with the mouse over a cell of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// The cell's column, from 0.
    pub column: u16,
    /// The cell's row, from 0.
    pub row: u16,
    /// What was done.
    pub what: MouseAct,
}

/// What was done with the mouse. Nothing else that it can do is told: no other button, no release, no move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseAct {
    /// The left button went down.
    Click,
    /// The wheel was turned by one step.
    Scroll(Wheel),
}

/// Which way the wheel was turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wheel {
    /// Away from the user: to what stands above.
    Up,
    /// Towards the user: to what stands below.
    Down,
}

/// Shift, Meta and Control: what is held beside the mouse changes nothing.
const HELD: u16 = 4 | 8 | 16;

impl Mouse {
    /// What a report says, of which `parameters` stand between `CSI` and the `last` byte, as xterm sends it in
    /// mode 1006: `< button ; column ; row M`, or `m` for a release. None for what is not told, and for what is
    /// no such report.
    pub(super) fn reported(parameters: &[u8], last: u8) -> Option<Self> {
        let text = std::str::from_utf8(parameters.strip_prefix(b"<")?).ok()?;
        let mut numbers = text.split(';').map(number);
        let (button, column, row) = (numbers.next()??, numbers.next()??, numbers.next()??);
        let what = match (button & !HELD, last) {
            (0, b'M') => MouseAct::Click,
            (64, b'M') => MouseAct::Scroll(Wheel::Up),
            (65, b'M') => MouseAct::Scroll(Wheel::Down),
            _ => return None,
        };
        let mouse = Self {
            column: column.checked_sub(1)?,
            row: row.checked_sub(1)?,
            what,
        };
        numbers.next().is_none().then_some(mouse)
    }

    /// What a record of the console says; none for what is not told.
    #[cfg(any(windows, test))]
    pub(super) fn recorded(event: MouseEvent) -> Option<Self> {
        let what = match event.kind {
            MouseEventKind::Down(MouseButton::Left) => MouseAct::Click,
            MouseEventKind::ScrollUp => MouseAct::Scroll(Wheel::Up),
            MouseEventKind::ScrollDown => MouseAct::Scroll(Wheel::Down),
            _ => return None,
        };
        Some(Self {
            column: event.column,
            row: event.row,
            what,
        })
    }
}

/// A number as reports have them: digits alone, and no more of them than any place on a screen needs.
fn number(text: &str) -> Option<u16> {
    let digits = text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::KeyModifiers;

    const UP: MouseAct = MouseAct::Scroll(Wheel::Up);
    const DOWN: MouseAct = MouseAct::Scroll(Wheel::Down);

    fn at(column: u16, row: u16, what: MouseAct) -> Mouse {
        Mouse { column, row, what }
    }

    #[test]
    fn reports_are_the_left_button_and_the_wheel() {
        for (parameters, expected) in [
            ("<0;1;1", at(0, 0, MouseAct::Click)),
            ("<0;300;120", at(299, 119, MouseAct::Click)),
            ("<0;65535;65535", at(65_534, 65_534, MouseAct::Click)),
            ("<64;12;7", at(11, 6, UP)),
            ("<65;12;7", at(11, 6, DOWN)),
            // Something is held: Shift, Meta, Control.
            ("<4;12;7", at(11, 6, MouseAct::Click)),
            ("<8;12;7", at(11, 6, MouseAct::Click)),
            ("<80;12;7", at(11, 6, UP)),
        ] {
            let told = Mouse::reported(parameters.as_bytes(), b'M');
            assert_eq!(told, Some(expected), "{parameters}");
        }
    }

    #[test]
    fn what_is_not_told_and_what_is_no_report_is_nothing() {
        for (parameters, last) in [
            // Released, other buttons, moves with and without a button, the wheel to the side, further buttons.
            ("<0;12;7", b'm'),
            ("<64;12;7", b'm'),
            ("<1;12;7", b'M'),
            ("<2;12;7", b'M'),
            ("<3;12;7", b'M'),
            ("<32;12;7", b'M'),
            ("<35;12;7", b'M'),
            ("<66;12;7", b'M'),
            ("<67;12;7", b'M'),
            ("<96;12;7", b'M'),
            ("<128;12;7", b'M'),
            // Parts are missing or too many, or are no number of a cell.
            ("", b'M'),
            ("<", b'M'),
            ("<0", b'M'),
            ("<0;12", b'M'),
            ("<0;;7", b'M'),
            ("<;12;7", b'M'),
            ("<0;12;", b'M'),
            ("<0;12;7;", b'M'),
            ("<0;12;7;1", b'M'),
            ("<0;0;7", b'M'),
            ("<0;12;0", b'M'),
            ("<0;65536;7", b'M'),
            ("<0;12;99999999999999999999", b'M'),
            ("<0;12;000007", b'M'),
            ("<+0;12;7", b'M'),
            ("<0;-12;7", b'M'),
            ("<0:12:7", b'M'),
            ("0;12;7", b'M'),
            ("<<0;12;7", b'M'),
            ("<0;12;7", b'u'),
        ] {
            let told = Mouse::reported(parameters.as_bytes(), last);
            assert_eq!(told, None, "{parameters}{}", char::from(last));
        }
    }

    #[test]
    fn records_of_the_console_say_the_same() {
        let told = |kind| {
            Mouse::recorded(MouseEvent {
                kind,
                column: 11,
                row: 6,
                modifiers: KeyModifiers::NONE,
            })
        };
        for (kind, expected) in [
            (
                MouseEventKind::Down(MouseButton::Left),
                Some(at(11, 6, MouseAct::Click)),
            ),
            (MouseEventKind::ScrollUp, Some(at(11, 6, UP))),
            (MouseEventKind::ScrollDown, Some(at(11, 6, DOWN))),
            (MouseEventKind::Up(MouseButton::Left), None),
            (MouseEventKind::Down(MouseButton::Right), None),
            (MouseEventKind::Drag(MouseButton::Left), None),
            (MouseEventKind::Moved, None),
            (MouseEventKind::ScrollLeft, None),
        ] {
            assert_eq!(told(kind), expected, "{kind:?}");
        }
    }
}

//! Reports of the mouse, whole and in pieces, right and wrong: none of their bytes is ever typing.

use super::*;
use crate::tui::runtime::{MouseAct, Wheel};

/// A click, as it comes: longer than any key.
pub(super) const PRESSED_AND_RELEASED: &[u8] = b"\x1b[<0;100;30M\x1b[<0;100;30m";

/// What looks like a report, and may be one.
pub(super) fn like_a_report() -> impl Strategy<Value = Vec<u8>> {
    let number = prop_oneof![
        select(vec!["", "0", "1", "64", "65", "35", "128", "-1", "1:2"]).prop_map(str::to_owned),
        "[0-9]{1,30}",
    ];
    let last = select(vec!["M", "m", "u", "~"]);
    (prop::collection::vec(number, 0..6), last)
        .prop_map(|(numbers, last)| format!("\x1b[<{}{last}", numbers.join(";")).into_bytes())
}

fn told(column: u16, row: u16, what: MouseAct) -> Token {
    Token::Mouse(Mouse { column, row, what })
}

pub(super) fn click(column: u16, row: u16) -> Token {
    told(column, row, MouseAct::Click)
}

#[test]
fn presses_and_turns_are_told_in_their_order_among_keys() {
    let up = told(2, 0, MouseAct::Scroll(Wheel::Up));
    let down = told(2, 0, MouseAct::Scroll(Wheel::Down));
    let heard = at_once(b"x\x1b[<0;1;2M\x1b[<0;1;2my\x1b[<64;3;1M\x1b[<65;3;1M\x1b[D");
    let expected = [
        &keys("x")[..],
        &[click(0, 1)],
        &keys("y"),
        &[up, down],
        &keys("left"),
    ];
    assert_eq!(heard, expected.concat());
}

#[test]
fn a_report_may_come_apart_anywhere() {
    for gap in [1, 20, 49, 100, 499] {
        for cut in 1..PRESSED_AND_RELEASED.len() {
            let (before, after) = PRESSED_AND_RELEASED.split_at(cut);
            let parts = [(0, before), (gap, after), (0, b"x")];
            // An Esc that stood alone for too long was the key: what follows it is eaten.
            let expected = match (before, after) {
                (b"\x1b", _) if gap >= 50 => keys("esc x"),
                (_, b"[<0;100;30m") if gap >= 50 => [&[click(99, 29)], &keys("esc x")[..]].concat(),
                _ => [&[click(99, 29)], &keys("x")[..]].concat(),
            };
            assert_eq!(tokens(&parts), expected, "{cut} {gap}");
        }
    }
}

#[test]
fn esc_just_before_a_report_is_a_key() {
    let expected = [&keys("esc")[..], &[click(0, 0)], &keys("esc x")].concat();
    let heard = tokens(&[
        (0, b"\x1b\x1b[<0;1;1M"),
        (1, b"\x1b\x1b[<0;1;1m"),
        (1, b"x"),
    ]);
    assert_eq!(heard, expected);
}

#[test]
fn old_reports_are_eaten_whole() {
    // Of the buttons and places, some are bytes that mean something elsewhere, and some are no UTF-8.
    for bytes in [
        &b" !!"[..],
        b"#!!",
        b"`z\x7f",
        b" \x1b[",
        b" \xff\x9b",
        b"\x03\x18\x1b",
        b"MMM",
    ] {
        let report = [b"\x1b[M", bytes].concat();
        for cut in 2..report.len() {
            let parts = [(0, &report[..cut]), (499, &report[cut..]), (0, b"x")];
            assert_eq!(tokens(&parts), keys("x"), "{bytes:?} {cut}");
        }
    }
    // Those of urxvt, whose numbers are bare.
    assert_eq!(at_once(b"\x1b[32;12;7Mx"), keys("x"));
}

#[test]
fn a_paste_that_lost_its_end_does_not_go_on_with_reports() {
    let half = b"\x1b[200~SN-1";
    let wheel = b"\x1b[<65;9;9M".repeat(5);
    for (report, heard) in [(PRESSED_AND_RELEASED, 1), (&wheel, 5)] {
        let told = tokens(&[(0, half), (1_000, report), (1, b"x")]);
        assert_eq!(told.len(), 1 + heard + 1, "{told:?}");
        assert_eq!(told.first(), Some(&Token::Paste(b"SN-1".to_vec())));
        assert_eq!(told.last(), keys("x").last());
    }
}

proptest! {
    /// However odd a report is, and however it comes, it is one thing done with the mouse or nothing.
    #[test]
    fn no_report_is_typing(report in like_a_report(), cut in 2_usize..40, gap in 0_u64..500) {
        let (before, after) = report.split_at(cut.min(report.len()));
        let mut heard = tokens(&[(0, before), (gap, after), (0, b"x")]);
        prop_assert_eq!(heard.pop(), keys("x").pop());
        prop_assert!(heard.len() <= 1);
        prop_assert!(heard.iter().all(|token| matches!(token, Token::Mouse(_))), "{:?}", heard);
    }
}

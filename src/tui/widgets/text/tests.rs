//! Text in cells: widths, cuts and lines.

use proptest::prelude::*;

use super::*;

#[test]
fn chinese_takes_two_cells_and_is_never_halved() {
    assert_eq!(width("逆变器 13"), 9);
    assert_eq!(truncate("逆变器", 6), "逆变器");
    assert_eq!(truncate("逆变器", 5), "逆变…");
    assert_eq!(truncate("逆变器", 4), "逆…");
    assert_eq!(truncate("逆变器", 1), "…");
    assert_eq!(truncate("逆变器", 0), "");
    assert_eq!(pad("逆变器", 4), "逆… ");
    assert_eq!(pad("逆变", 6), "逆变  ");
    assert_eq!(pad_left("12", 5), "   12");
}

#[test]
fn a_grapheme_is_cut_whole() {
    assert_eq!(truncate("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
    assert_eq!(truncate("👩‍👩‍👧👩‍👩‍👧", 3), "👩‍👩‍👧…");
}

#[test]
fn what_cannot_be_seen_is_pictured() {
    assert_eq!(truncate("a\0b\tc\u{7f}", 20), "a␀b␉c␡");
    assert_eq!(truncate("a\u{85}\u{200f}b", 20), "a··b");
    assert_eq!(truncate("a\r\nb", 20), "a␍␊b");
}

#[test]
fn lines_break_at_blanks_else_anywhere() {
    let lines = |text: &'static str, max| -> Vec<&str> {
        wrap(text, max)
            .into_iter()
            .filter_map(|range| text.get(range))
            .collect()
    };
    assert_eq!(
        lines("Row 4, under the ridge", 10),
        ["Row 4, ", "under the ", "ridge"]
    );
    assert_eq!(lines("第四排山脊下", 5), ["第四", "排山", "脊下"]);
    assert_eq!(
        lines("内置的 API 网关，用于", 16),
        ["内置的 API 网", "关，用于"]
    );
    assert_eq!(lines("山脊下，第四排", 6), ["山脊", "下，第", "四排"]);
    assert_eq!(lines("a\n\nb\n", 5), ["a\n", "\n", "b\n", ""]);
    assert_eq!(lines("", 5), [""]);
    assert_eq!(lines("中", 1), ["中"]);
}

proptest! {
    #[test]
    fn truncated_text_fits(text in any::<String>(), max in 0_usize..40) {
        let shown = truncate(&text, max);
        prop_assert!(width(&shown) <= max);
        prop_assert_eq!(width(&pad(&text, max)), max);
        if width(&text) <= max {
            prop_assert!(!shown.contains(char::is_control));
        }
    }

    #[test]
    fn put_stays_inside(text in any::<String>(), x in 0_u16..12, cells in 0_u16..12) {
        let mut buf = Buffer::with_lines(["##########"]);
        let used = put(&mut buf, Rect::new(x, 0, cells, 1), &text, Style::new());
        prop_assert!(used <= cells);
        prop_assert_eq!(usize::from(used), width(&truncate(&text, cells.min(10_u16.saturating_sub(x)).into())));
    }

    #[test]
    fn wrapped_lines_cover_the_text(text in "([a-z 逆变器\n]|👩‍👩‍👧|e\u{301}){0,40}", max in 1_usize..12) {
        let lines = wrap(&text, max);
        let mut at = 0;
        for line in &lines {
            prop_assert_eq!(line.start, at);
            at = line.end;
            let shown = text.get(line.clone()).unwrap().trim_end_matches('\n');
            prop_assert!(width(shown) <= max.max(2), "{shown:?}");
        }
        prop_assert_eq!(at, text.len());
    }
}

//! Keys, reports and pastes, cut and paused in every way.

mod mouse;

use super::*;
use crate::tui::runtime::keys::{key, script};
use proptest::prelude::*;
use proptest::sample::select;

const ESC_WAIT: Duration = Duration::from_millis(50);
const FOREVER: Duration = Duration::from_secs(3_600);

/// What terminals send without being asked, or too late: no key is in it.
const REPORTS: [&[u8]; 22] = [
    b"\x1bP>|tmux 3.4\x1b\\",
    b"\x1bP1$r0 q\x1b\\",
    b"\x1bP1+r544e=787465726d\x1b\\",
    b"\x1b]11;rgb:1e1e/1e1e/2e2e\x07",
    b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\",
    b"\x1b]52;c;c2VjcmV0\x07",
    b"\x1b_Gi=31;OK\x1b\\",
    b"\x1b^private\x1b\\",
    b"\x1bXstart of string\x1b\\",
    b"\x1b[?2026;2$y",
    b"\x1b[?62;4;22c",
    b"\x1b[>41;354;0c",
    b"\x1b[24;80R",
    b"\x1b[?0u",
    b"\x1b[0n",
    b"\x1b[?997;1n",
    b"\x1b[8;24;80t",
    b"\x1b[I",
    b"\x1b[<0;12;7m",
    b"\x1b[M !!",
    b"\x1b[M\x1b[A",
    b"\x1b[99999999999999999999;1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;17;18;19;20;21;22;23;24;25;26z",
];

/// What may be the beginning of something.
const BEGINNINGS: [&[u8]; 6] = [
    b"\x1b",
    b"\x1b[",
    b"\x1bO",
    b"\x1b[200~",
    b"\x1b[201~",
    b"\x1bP",
];

/// What the machine makes of bytes that come in parts, so many milliseconds after the part before.
fn tokens(parts: &[(u64, &[u8])]) -> Vec<Token> {
    let mut at = Instant::now();
    let mut machine = Machine::new(ESC_WAIT);
    let mut tokens = Vec::new();
    for (ms, bytes) in parts {
        // The loop wakes at each deadline.
        let then = at + Duration::from_millis(*ms);
        while let Some(deadline) = machine.deadline().filter(|deadline| *deadline < then) {
            tokens.extend(machine.flush(deadline));
        }
        at = then;
        tokens.extend(machine.feed(bytes, at));
    }
    tokens.extend(machine.flush(at + FOREVER));
    tokens
}

fn at_once(bytes: &[u8]) -> Vec<Token> {
    tokens(&[(0, bytes)])
}

fn keys(names: &str) -> Vec<Token> {
    script(names).unwrap().into_iter().map(Token::Key).collect()
}

#[test]
fn keys_are_told_whatever_terminal_sends_them() {
    for (bytes, names) in [
        (&b"aA\xe9\x80\x86\r\t\x7f"[..], "a A 逆 enter tab backspace"),
        (
            b"\x13\x00\x03\x1a\x1f",
            "ctrl-s ctrl-space ctrl-c ctrl-z ctrl-7",
        ),
        (b"\x08\n", "backspace enter"),
        (
            b"\x1b[A\x1b[B\x1b[C\x1b[D\x1b[H\x1b[F",
            "up down right left home end",
        ),
        (
            b"\x1bOA\x1bOB\x1bOC\x1bOD\x1bOH\x1bOF",
            "up down right left home end",
        ),
        (
            b"\x1b[1~\x1b[2~\x1b[3~\x1b[4~\x1b[5~\x1b[6~",
            "home insert delete end pageup pagedown",
        ),
        (b"\x1b[7~\x1b[8~", "home end"),
        (b"\x1bOP\x1bOQ\x1bOR\x1bOS\x1b[15~", "f1 f2 f3 f4 f5"),
        (b"\x1b[[A\x1b[[B\x1b[[C\x1b[[D\x1b[[E", "f1 f2 f3 f4 f5"),
        (
            b"\x1b[11~\x1b[17~\x1b[21~\x1b[23~\x1b[24~",
            "f1 f6 f10 f11 f12",
        ),
        (b"\x1b[P\x1b[1;5P\x1b[R", "f1 ctrl-f1 f3"),
        (
            b"\x1b[Z\x1b[1;5D\x1b[1;2A\x1b[3;3~",
            "shift-tab ctrl-left shift-up alt-delete",
        ),
        (b"\x1bx\x1bX\x1b\\\x1b\xc3\xa9", "alt-x alt-é"),
        (b"\x1b\x1b[D\x1b\x1bOA", "alt-left alt-up"),
        // The keypad in application mode.
        (
            b"\x1bOp\x1bOq\x1bOy\x1bOM\x1bOn\x1bOk\x1bOm\x1bOj\x1bOo\x1bOX",
            "0 1 9 enter . + - * / =",
        ),
        // kitty's, and xterm's modifyOtherKeys.
        (
            b"\x1b[27u\x1b[99;5u\x1b[120;3u\x1b[13u\x1b[9;2u\x1b[97;2u",
            "esc ctrl-c alt-x enter shift-tab A",
        ),
        (
            b"\x1b[57399u\x1b[57414u\x1b[57417u\x1b[57441u",
            "0 enter left",
        ),
        (
            b"\x1b[27;5;115~\x1b[97;1:1u\x1b[97;1:3u\x1b[1;1:3A",
            "ctrl-s a",
        ),
    ] {
        assert_eq!(at_once(bytes), keys(names), "{names}");
    }
    let repeated = KeyEvent::new_with_kind(
        KeyCode::Up,
        KeyModifiers::NONE,
        crossterm::event::KeyEventKind::Repeat,
    );
    assert_eq!(at_once(b"\x1b[1;1:2A"), [Token::Key(repeated)]);
}

#[test]
fn esc_alone_is_a_key_after_its_wait() {
    assert_eq!(tokens(&[(0, b"\x1b"), (50, b"x")]), keys("esc x"));
    assert_eq!(tokens(&[(0, b"\x1b"), (49, b"x")]), keys("alt-x"));
    assert_eq!(
        tokens(&[(0, b"\x1b\x1b"), (3_000, b"x")]),
        keys("esc esc x")
    );
    let machine = Machine::new(ESC_WAIT);
    assert_eq!(machine.deadline(), None, "nothing is waited for");
}

#[test]
fn a_sequence_may_come_apart_anywhere() {
    for (whole, name) in [
        (&b"\x1b[D"[..], "left"),
        (b"\x1b[3~", "delete"),
        (b"\x1bOM", "enter"),
        (b"\x1b[1;5D", "ctrl-left"),
        (b"\x1b[[A", "f1"),
    ] {
        for gap in [1, 20, 49, 100, 499] {
            for cut in 2..whole.len() {
                let parts = [(0, &whole[..cut]), (gap, &whole[cut..]), (0, b"x")];
                assert_eq!(
                    tokens(&parts),
                    keys(&format!("{name} x")),
                    "{name} {cut} {gap}"
                );
            }
            let parts: Vec<(u64, &[u8])> = whole.chunks(1).map(|byte| (gap, byte)).collect();
            // Too late to be known, its Esc is the key; no part of it is ever typed.
            let expected = if gap < 50 { name } else { "esc" };
            assert_eq!(
                tokens(&parts),
                keys(expected),
                "{name} byte by byte, {gap} ms"
            );
        }
    }
    let character = "逆".as_bytes();
    assert_eq!(
        tokens(&[
            (0, &character[..1]),
            (400, &character[1..2]),
            (400, &character[2..])
        ]),
        keys("逆")
    );
}

#[test]
fn reports_are_no_keys_wherever_they_come_apart() {
    for report in REPORTS {
        let name = String::from_utf8_lossy(report);
        assert_eq!(tokens(&[(0, report), (1, b"x")]), keys("x"), "{name:?}");
        for gap in [1, 20, 100, 400] {
            for cut in 1..report.len() {
                // An X10 report may hold an Esc, a CSI by itself: three bytes it has, whatever they are.
                let parts = [(0, &report[..cut]), (gap, &report[cut..]), (600, b"x")];
                let esc = if cut == 1 && gap >= 50 { "esc " } else { "" };
                assert_eq!(
                    tokens(&parts),
                    keys(&format!("{esc}x")),
                    "{name:?} {cut} {gap}"
                );
            }
        }
    }
}

#[test]
fn what_breaks_off_does_not_eat_the_next_key() {
    for (half, before) in [
        (&b"\x1b["[..], "alt-["),
        (b"\x1bO", "alt-O"),
        (b"\x1bP", "alt-P"),
        (b"\x1b[[", "alt-["),
        (b"\x1b[1;", ""),
        (b"\x1b[M!", ""),
        (b"\x1b]11;rgb:", ""),
        (b"\x1bP>|tmux", ""),
        (b"\x1bP>|tmux\x1b", ""),
        (b"\x1b_\x1b", ""),
    ] {
        let half_name = String::from_utf8_lossy(half);
        assert_eq!(
            tokens(&[(0, half), (500, b"x")]),
            keys(&format!("{before} x")),
            "{half_name:?}"
        );
        assert_eq!(
            tokens(&[(0, half), (500, b"\x03")]),
            keys(&format!("{before} ctrl-c")),
            "{half_name:?}"
        );
    }
    // After an Esc that is spent, what looked like a sequence was typed.
    assert_eq!(
        tokens(&[(0, b"\x1b"), (100, b"O"), (600, b"x")]),
        keys("esc O x")
    );
    assert_eq!(
        tokens(&[(0, b"\x1b"), (100, b"["), (600, b"x")]),
        keys("esc [ x")
    );
    assert_eq!(
        tokens(&[(0, b"\x1b"), (600, b"O"), (1, b"D")]),
        keys("esc O D")
    );
    // Ctrl-C is heard at once, in the middle of whatever it comes.
    for half in [&b"\x1b[1;"[..], b"\x1b]11;rgb:", b"\x1bP>|t", b"\x1bO"] {
        let heard = tokens(&[(0, half), (1, b"\x03")]);
        assert_eq!(heard.last(), keys("ctrl-c").last(), "{half:?}");
    }
}

#[test]
fn what_is_no_utf8_is_told() {
    for (bytes, expected) in [
        (&b"Gr\xf6\xdfe"[..], 2),
        (b"\xff\xfe\x80", 3),
        (b"\xe9", 1),
        (b"\xc0\xaf", 2),
    ] {
        let told = at_once(bytes);
        let not = told
            .iter()
            .filter(|token| **token == Token::NotUtf8)
            .count();
        assert_eq!(not, expected, "{bytes:?}: {told:?}");
    }
    // The bytes around it are heard.
    let told = at_once(b"Gr\xf6\xdfe");
    assert_eq!(told.first(), keys("G").first());
    assert_eq!(told.last(), keys("e").last());
    assert_eq!(
        tokens(&[(0, b"\xe9"), (500, b"x")]),
        [&[Token::NotUtf8][..], &keys("x")].concat()
    );
}

#[test]
fn a_paste_is_text_and_nothing_else() {
    let text = b"a\x1b[A\x03\x1b]0;t\x07\r\nb\x1b[200~\xff".to_vec();
    let whole = [b"\x1b[200~", &text[..], b"\x1b[201~"].concat();
    for cut in 1..whole.len() {
        let parts = [(0, &whole[..cut]), (30, &whole[cut..]), (1, b"x")];
        let expected = [&[Token::Paste(text.clone())][..], &keys("x")].concat();
        assert_eq!(tokens(&parts), expected, "{cut}");
    }
    assert_eq!(at_once(b"\x1b[200~\x1b[201~"), [Token::Paste(Vec::new())]);
}

#[test]
fn a_paste_without_an_end_mark_leaves_the_keys_alone() {
    let half = b"\x1b[200~SN-1\rSN-2";
    let paste = |text: &[u8]| Token::Paste(text.to_vec());
    for (next, heard) in [(&b"\x03"[..], "ctrl-c"), (b"\x1b[A", "up"), (b"x", "x")] {
        let expected = [&[paste(b"SN-1\rSN-2")][..], &keys(heard)].concat();
        assert_eq!(tokens(&[(0, half), (1_000, next)]), expected, "{heard}");
    }
    // A link that stalls goes on with more than a key.
    let rest = b"SN-3\rSN-4\rSN-5\rSN-6\r\x1b[201~";
    let expected = [paste(b"SN-1\rSN-2"), paste(b"SN-3\rSN-4\rSN-5\rSN-6\r")];
    assert_eq!(tokens(&[(0, half), (3_000, rest)]), expected);
    // An end mark that comes alone at last ends nothing, and is no key.
    assert_eq!(tokens(&[(0, half), (3_000, b"\x1b[201~x")]).len(), 2);
}

#[test]
fn thousands_of_bytes_at_once_are_all_heard() {
    let many = "SN-0001\r".repeat(5_000);
    assert_eq!(at_once(many.as_bytes()).len(), many.len());
    assert_eq!(at_once(many.as_bytes()).last(), keys("enter").last());
}

fn piece() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..12),
        select(&REPORTS[..]).prop_map(<[u8]>::to_vec),
        "[a-z逆]{0,4}".prop_map(String::into_bytes),
        select(&BEGINNINGS[..]).prop_map(<[u8]>::to_vec),
        mouse::like_a_report(),
    ]
}

proptest! {
    /// Whatever came before, after a pause each key is heard as it is.
    #[test]
    fn after_a_pause_the_next_key_is_heard(
        pieces in prop::collection::vec((0_u64..700, piece()), 0..12),
        next in select(&["ctrl-c", "x", "left", "click"][..]),
    ) {
        let bytes: &[u8] = match next {
            "ctrl-c" => b"\x03",
            "x" => b"x",
            "click" => mouse::PRESSED_AND_RELEASED,
            _ => b"\x1b[D",
        };
        let heard = match next {
            "click" => mouse::click(99, 29),
            _ => Token::Key(key(next).unwrap()),
        };
        let mut parts: Vec<(u64, &[u8])> = pieces.iter().map(|(ms, piece)| (*ms, &piece[..])).collect();
        parts.push((1_600, bytes));
        let told = tokens(&parts);
        prop_assert_eq!(told.last(), Some(&heard));
    }

    /// How the bytes are cut into reads that follow each other at once changes nothing.
    #[test]
    fn cuts_change_nothing(
        pieces in prop::collection::vec(piece(), 0..12),
        cuts in prop::collection::vec(1_usize..9, 1..20),
    ) {
        let bytes = pieces.concat();
        let mut parts: Vec<(u64, &[u8])> = Vec::new();
        let (mut rest, mut cuts) = (&bytes[..], cuts.iter().cycle());
        while !rest.is_empty() {
            let (part, after) = rest.split_at(rest.len().min(*cuts.next().unwrap()));
            parts.push((0, part));
            rest = after;
        }
        prop_assert_eq!(tokens(&parts), at_once(&bytes));
    }
}

//! Bytes of a terminal into keys, pastes and what the mouse does, whole sequence by whole sequence. Time is passed in.
//!
//! A terminal sends text, keys as sequences, and answers that nobody may have asked for. Every sequence that
//! ECMA-48 and its users know is followed to its end, so that no part of one is ever taken for typing. What
//! breaks off is given up after a pause: whatever came, the next key is heard.

use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::sequence::{self, Csi};
use crate::tui::runtime::{Mouse, keys};

/// The rest of a sequence comes within this time after its last byte, or not at all.
const REST: Duration = Duration::from_millis(500);
/// A paste that pauses for longer than this may have lost its end mark.
const PASTE_PAUSE: Duration = Duration::from_secs(1);
/// So many bytes at once are no key: after its pause, a paste goes on with them.
const MORE_THAN_A_KEY: usize = 16;
/// Parameters of a sequence are kept up to this length; no key has longer ones.
const KEPT: usize = 64;
const PASTE_END: &[u8] = b"\x1b[201~";
/// What the reports of the mouse begin with.
const MOUSE: &[u8] = b"\x1b[<";

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
const CTRL_C: u8 = 0x03;
const CAN: u8 = 0x18;
const SUB: u8 = 0x1a;

const ESC_KEY: Token = Token::Key(KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE));

/// What the bytes say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A key went down.
    Key(KeyEvent),
    /// Text between the marks of a paste, as it came.
    Paste(Vec<u8>),
    /// The mouse was pressed, or its wheel turned.
    Mouse(Mouse),
    /// A byte that is no UTF-8 where text was due.
    NotUtf8,
}

/// The machine.
pub(super) struct Machine {
    state: State,
    /// How long Esc alone waits for what would make it a sequence.
    esc_wait: Duration,
    /// When the last byte came.
    last: Option<Instant>,
}

enum State {
    /// Nothing is under way.
    Ground,
    /// The bytes of one character up to now.
    Character { bytes: Vec<u8>, alt: bool },
    /// After Esc; `twice`, after two of them.
    Escape { twice: bool },
    /// After Esc was taken for the key: what follows soon is the rest of its sequence.
    Taken,
    /// After `ESC O`.
    Ss3 { from: From },
    /// After `ESC [`.
    Csi { csi: Csi, from: From },
    /// After `ESC [ M`, an old report of the mouse, whose three bytes may be anything.
    OldMouse { left: u8 },
    /// After `ESC [ [` of the Linux console.
    Console { from: From },
    /// In a string (DCS, OSC, APC, PM, SOS); `escaped`, after an Esc in it.
    String {
        by: u8,
        empty: bool,
        escaped: bool,
        from: From,
    },
    /// Between the marks of a paste; `paused`, what came before has been handed on.
    Paste { text: Vec<u8>, paused: bool },
}

/// What stands before a sequence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    Esc,
    /// Two of them: Alt, or Meta as some call it.
    EscEsc,
    /// One that was taken for the key already: the sequence is eaten.
    TakenEsc,
}

impl Machine {
    /// `esc_wait` is how long Esc alone waits for what would make it a sequence.
    pub(super) fn new(esc_wait: Duration) -> Self {
        Self {
            state: State::Ground,
            esc_wait,
            last: None,
        }
    }

    /// Takes bytes that came together at `at`.
    pub(super) fn feed(&mut self, bytes: &[u8], at: Instant) -> Vec<Token> {
        let mut tokens = self.flush(at);
        // Nor are reports of the mouse its text, of which many may come at once.
        let paste_goes_on = bytes.len() >= MORE_THAN_A_KEY && !bytes.starts_with(MOUSE);
        if matches!(self.state, State::Paste { paused: true, .. }) && !paste_goes_on {
            self.state = State::Ground;
        }
        for byte in bytes {
            self.byte(*byte, &mut tokens);
        }
        self.last = Some(at);
        tokens
    }

    /// When to call [`flush`](Self::flush); `None` while time changes nothing.
    pub(super) fn deadline(&self) -> Option<Instant> {
        let wait = match &self.state {
            State::Ground | State::Paste { paused: true, .. } => return None,
            State::Escape { .. } => self.esc_wait,
            State::Paste { .. } => PASTE_PAUSE,
            _ => REST,
        };
        self.last.map(|last| last + wait)
    }

    /// Gives up what should have gone on by `at`.
    pub(super) fn flush(&mut self, at: Instant) -> Vec<Token> {
        let mut tokens = Vec::new();
        while self.deadline().is_some_and(|deadline| at >= deadline) {
            self.give_up(&mut tokens);
        }
        tokens
    }

    fn give_up(&mut self, tokens: &mut Vec<Token>) {
        match std::mem::replace(&mut self.state, State::Ground) {
            State::Escape { twice } => {
                let keys = 1 + usize::from(twice);
                tokens.extend(std::iter::repeat_n(ESC_KEY, keys));
                self.state = State::Taken;
            }
            State::Character { .. } => tokens.push(Token::NotUtf8),
            // No sequence after all: a character, with Alt if its Esc is not spent.
            State::Ss3 { from } => typed(b'O', from, tokens),
            State::Console { from } => typed(b'[', from, tokens),
            State::Csi { csi, from } if csi.is_empty() => typed(b'[', from, tokens),
            State::String {
                by,
                empty: true,
                from,
                ..
            } => typed(by, from, tokens),
            State::Paste { text, .. } => {
                tokens.push(Token::Paste(text));
                self.state = State::Paste {
                    text: Vec::new(),
                    paused: true,
                };
            }
            State::Ground
            | State::Taken
            | State::Csi { .. }
            | State::OldMouse { .. }
            | State::String { .. } => {}
        }
    }

    #[expect(clippy::too_many_lines, reason = "one arm a state")]
    fn byte(&mut self, byte: u8, tokens: &mut Vec<Token>) {
        let state = std::mem::replace(&mut self.state, State::Ground);
        self.state = match state {
            State::Ground => ground(byte, false, tokens),
            State::Character { bytes, alt } => character(bytes, byte, alt, tokens),
            State::Escape { twice } => {
                let from = if twice { From::EscEsc } else { From::Esc };
                introduced(byte, from).unwrap_or_else(|| {
                    if twice {
                        tokens.push(ESC_KEY);
                    }
                    match byte {
                        ESC => State::Escape { twice: true },
                        _ => ground(byte, true, tokens),
                    }
                })
            }
            State::Taken => {
                introduced(byte, From::TakenEsc).unwrap_or_else(|| ground(byte, false, tokens))
            }
            State::Ss3 { from } if (0x20..0x7f).contains(&byte) => {
                tokens.extend(key(sequence::ss3(byte), from));
                State::Ground
            }
            State::Ss3 { from } => {
                typed(b'O', from, tokens);
                ground(byte, false, tokens)
            }
            State::Csi { mut csi, from } => match byte {
                b'[' if csi.is_empty() => State::Console { from },
                b'M' if csi.is_empty() => State::OldMouse { left: 3 },
                0x20..0x40 => {
                    csi.push(byte, KEPT);
                    State::Csi { csi, from }
                }
                0x40..0x7f if csi.is_paste(byte) && from != From::TakenEsc => State::Paste {
                    text: Vec::new(),
                    paused: false,
                },
                0x40..0x7f if csi.is_mouse() => {
                    // No terminal says Alt of the mouse by an Esc more: that one is a key by itself.
                    tokens.extend((from == From::EscEsc).then_some(ESC_KEY));
                    let told = csi.mouse(byte).filter(|_| from != From::TakenEsc);
                    tokens.extend(told.map(Token::Mouse));
                    State::Ground
                }
                0x40..0x7f => {
                    tokens.extend(key(csi.key(byte), from));
                    State::Ground
                }
                // A key in the middle of a sequence: the sequence has broken off.
                _ => ground(byte, false, tokens),
            },
            State::OldMouse { left: 1 } => State::Ground,
            State::OldMouse { left } => State::OldMouse { left: left - 1 },
            State::Console { from } => {
                tokens.extend(key(sequence::console(byte), from));
                State::Ground
            }
            State::String {
                by, escaped, from, ..
            } => match byte {
                b'\\' if escaped => State::Ground,
                BEL if by == b']' => State::Ground,
                CAN | SUB => State::Ground,
                CTRL_C => ground(byte, false, tokens),
                // An Esc that does not end the string ends it all the same, and begins something new.
                _ if escaped && byte != ESC => {
                    introduced(byte, From::Esc).unwrap_or_else(|| ground(byte, true, tokens))
                }
                _ => State::String {
                    by,
                    empty: false,
                    escaped: byte == ESC,
                    from,
                },
            },
            State::Paste { mut text, .. } => {
                text.push(byte);
                if text.ends_with(PASTE_END) {
                    text.truncate(text.len() - PASTE_END.len());
                    tokens.push(Token::Paste(text));
                    State::Ground
                } else {
                    State::Paste {
                        text,
                        paused: false,
                    }
                }
            }
        };
    }
}

/// What begins with this byte after an Esc, if that is a sequence.
fn introduced(byte: u8, from: From) -> Option<State> {
    match byte {
        b'[' => Some(State::Csi {
            csi: Csi::default(),
            from,
        }),
        b'O' => Some(State::Ss3 { from }),
        b'P' | b']' | b'_' | b'^' | b'X' => Some(State::String {
            by: byte,
            empty: true,
            escaped: false,
            from,
        }),
        _ => None,
    }
}

/// A byte where nothing is under way.
fn ground(byte: u8, alt: bool, tokens: &mut Vec<Token>) -> State {
    match byte {
        ESC => return State::Escape { twice: false },
        0..0x20 | 0x7f => tokens.push(pressed(sequence::control(byte), alt)),
        0x20..0x7f => tokens.push(pressed(keys::typed(byte.into()), alt)),
        0xc2..=0xf4 => {
            return State::Character {
                bytes: vec![byte],
                alt,
            };
        }
        _ => tokens.push(Token::NotUtf8),
    }
    State::Ground
}

/// One more byte of a character.
fn character(mut bytes: Vec<u8>, byte: u8, alt: bool, tokens: &mut Vec<Token>) -> State {
    bytes.push(byte);
    match std::str::from_utf8(&bytes) {
        Ok(text) => {
            let whole = text.chars().next().filter(|c| !c.is_control());
            tokens.extend(whole.map(|c| pressed(keys::typed(c), alt)));
            State::Ground
        }
        Err(error) if error.error_len().is_none() => State::Character { bytes, alt },
        // The byte begins something of its own.
        Err(_) => {
            tokens.push(Token::NotUtf8);
            ground(byte, false, tokens)
        }
    }
}

/// The key of a sequence, if it is one and is not to be eaten.
fn key(key: Option<KeyEvent>, from: From) -> Option<Token> {
    let key = key.filter(|_| from != From::TakenEsc)?;
    Some(pressed(key, from == From::EscEsc))
}

/// What looked like the beginning of a sequence and was a character.
fn typed(byte: u8, from: From, tokens: &mut Vec<Token>) {
    if from == From::EscEsc {
        tokens.push(ESC_KEY);
    }
    let key = keys::typed(byte.into());
    tokens.push(pressed(key, from != From::TakenEsc));
}

fn pressed(mut key: KeyEvent, alt: bool) -> Token {
    if alt {
        key.modifiers |= KeyModifiers::ALT;
    }
    Token::Key(key)
}

#[cfg(test)]
mod tests;

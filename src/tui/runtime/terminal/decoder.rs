//! What the terminal says into inputs.

use std::time::{Duration, Instant};

#[cfg(any(windows, test))]
use crossterm::event::{KeyCode, KeyModifiers};
use crossterm::event::{KeyEvent, KeyEventKind};

use super::Said;
use super::machine::{Machine, Token};
use super::paste::{self, PasteBurst};
use crate::tui::runtime::{Input, Mouse};

/// How long Esc alone waits for the rest of a sequence, unless `ESCDELAY` says otherwise, in ms.
const ESC_WAIT: u64 = 50;
/// More than this is no wait any more, but a key that does not work, in ms.
const ESC_WAIT_MOST: u64 = 2_000;

/// Decodes; remembers sequences that have not come to their end, and what a guessed paste needs.
pub(in crate::tui::runtime) struct Decoder {
    machine: Machine,
    burst: Option<PasteBurst>,
}

impl Decoder {
    /// `guess` is true where the terminal does not bracket pastes; `esc_wait`, how long Esc alone waits for
    /// the rest of a sequence.
    pub(in crate::tui::runtime) fn new(guess: bool, esc_wait: Duration) -> Self {
        Self {
            machine: Machine::new(esc_wait),
            burst: guess.then(PasteBurst::default),
        }
    }

    /// The inputs in what came together at `at`.
    pub(in crate::tui::runtime) fn decode<M>(&mut self, said: Said, at: Instant) -> Vec<Input<M>> {
        match said {
            Said::Bytes(bytes) => {
                let tokens = self.machine.feed(&bytes, at);
                self.tokens(tokens, at)
            }
            #[cfg(windows)]
            Said::Events(events) => self.events(events, at),
        }
    }

    /// When [`flush`](Self::flush) has something to say.
    pub(in crate::tui::runtime) fn deadline(&self) -> Option<Instant> {
        let burst = self.burst.as_ref().and_then(PasteBurst::deadline);
        self.machine.deadline().into_iter().chain(burst).min()
    }

    /// What is complete at `at` because nothing followed it.
    pub(in crate::tui::runtime) fn flush<M>(&mut self, at: Instant) -> Vec<Input<M>> {
        let tokens = self.machine.flush(at);
        let mut inputs = self.tokens(tokens, at);
        let burst = self.burst.as_mut().and_then(|burst| burst.flush(at));
        inputs.extend(burst.map(Input::Paste));
        inputs
    }

    fn tokens<M>(&mut self, tokens: Vec<Token>, at: Instant) -> Vec<Input<M>> {
        let mut inputs = Vec::new();
        for token in tokens {
            match token {
                Token::Key(key) => self.key(key, at, &mut inputs),
                Token::Paste(text) => {
                    let clean = paste::clean(&String::from_utf8_lossy(&text));
                    inputs.push(Input::Paste(clean));
                }
                Token::Mouse(mouse) => self.mouse(mouse, &mut inputs),
                Token::NotUtf8 => inputs.push(Input::NotUtf8),
            }
        }
        inputs
    }

    /// Of several sizes only the last counts.
    #[cfg(windows)]
    fn events<M>(&mut self, events: Vec<crossterm::event::Event>, at: Instant) -> Vec<Input<M>> {
        use crossterm::event::Event;

        let mut inputs = Vec::new();
        let mut size = None;
        for event in events {
            match event {
                Event::Key(key) => self.key(without_altgr(key), at, &mut inputs),
                Event::Paste(text) => inputs.push(Input::Paste(paste::clean(&text))),
                Event::Resize(columns, rows) => size = Some(Input::Resize(columns, rows)),
                Event::Mouse(event) => {
                    if let Some(mouse) = Mouse::recorded(event) {
                        self.mouse(mouse, &mut inputs);
                    }
                }
                Event::FocusGained | Event::FocusLost => {}
            }
        }
        inputs.extend(size);
        inputs
    }

    fn key<M>(&mut self, key: KeyEvent, at: Instant, inputs: &mut Vec<Input<M>>) {
        if key.kind == KeyEventKind::Release {
            return;
        }
        let (paste, key) = match &mut self.burst {
            Some(burst) => burst.key(key, at),
            None => (None, Some(key)),
        };
        inputs.extend(paste.map(Input::Paste));
        inputs.extend(key.map(Input::Key));
    }

    /// What was typed before it is told before it: it may move the focus.
    fn mouse<M>(&mut self, mouse: Mouse, inputs: &mut Vec<Input<M>>) {
        let paste = self.burst.as_mut().and_then(PasteBurst::end);
        inputs.extend(paste.map(Input::Paste));
        inputs.push(Input::Mouse(mouse));
    }
}

/// The wait for the rest of a sequence, from the value of `ESCDELAY`.
pub(in crate::tui::runtime) fn esc_wait(said: Option<&str>) -> Duration {
    let said = said.and_then(|said| said.trim().parse().ok());
    Duration::from_millis(said.unwrap_or(ESC_WAIT).min(ESC_WAIT_MOST))
}

/// Windows reports `AltGr` as Ctrl+Alt; the character it makes is text.
#[cfg(any(windows, test))]
fn without_altgr(mut key: KeyEvent) -> KeyEvent {
    let altgr = KeyModifiers::CONTROL | KeyModifiers::ALT;
    if matches!(key.code, KeyCode::Char(_)) && key.modifiers.contains(altgr) {
        key.modifiers -= altgr;
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::runtime::keys::{key, typed};

    const ESC_WAIT: Duration = Duration::from_millis(50);

    fn show(inputs: Vec<Input<()>>) -> Vec<String> {
        inputs
            .into_iter()
            .map(|input| match input {
                Input::Key(key) => format!("key {}", key.code),
                Input::Paste(text) => format!("paste {text}"),
                Input::NotUtf8 => "not UTF-8".to_owned(),
                Input::Mouse(_) => "mouse".to_owned(),
                _ => "other".to_owned(),
            })
            .collect()
    }

    fn said(bytes: &[u8]) -> Said {
        Said::Bytes(bytes.to_vec())
    }

    #[test]
    fn keys_pastes_and_what_is_neither() {
        let now = Instant::now();
        let mut decoder = Decoder::new(false, ESC_WAIT);
        let inputs = decoder.decode(said(b"a\x1b[200~1\r2\x1b[31m\x1b[201~\xff\x1b"), now);
        assert_eq!(show(inputs), ["key a", "paste 1\n2[31m", "not UTF-8"]);
        assert_eq!(decoder.deadline(), Some(now + ESC_WAIT));
        assert_eq!(show(decoder.flush(now + ESC_WAIT)), ["key Esc"]);
    }

    #[test]
    fn releases_are_no_keys() {
        let inputs = Decoder::new(false, ESC_WAIT).decode(said(b"\x1b[97;1:3ub"), Instant::now());
        assert_eq!(show(inputs), ["key b"]);
    }

    #[test]
    fn a_batch_of_characters_is_a_paste_only_where_that_is_guessed() {
        let now = Instant::now();
        let plain: Vec<Input<()>> = Decoder::new(false, ESC_WAIT).decode(said(b"abcdefg\r"), now);
        assert_eq!(plain.len(), 8);
        let mut guessing = Decoder::new(true, ESC_WAIT);
        assert_eq!(guessing.decode::<()>(said(b"abcdefg\r"), now).len(), 5);
        let deadline = guessing.deadline().unwrap();
        assert_eq!(show(guessing.flush(deadline)), ["paste fg\n"]);
    }

    #[test]
    fn what_was_typed_before_a_click_is_told_before_it() {
        let mut guessing = Decoder::new(true, ESC_WAIT);
        let said = said(b"abcdefg\x1b[<0;1;1M\x1b[<0;1;1mh");
        let inputs = show(guessing.decode(said, Instant::now()));
        assert_eq!(inputs[5..], ["paste fg", "mouse", "key h"]);
    }

    #[test]
    fn altgr_is_text() {
        assert_eq!(without_altgr(key("ctrl-alt-@").unwrap()), typed('@'));
        assert_eq!(
            without_altgr(key("ctrl-s").unwrap()),
            key("ctrl-s").unwrap()
        );
    }

    #[test]
    fn the_wait_for_a_sequence_is_escdelays() {
        for (said, ms) in [
            (None, 50),
            (Some("25"), 25),
            (Some("0"), 0),
            (Some("soon"), 50),
            (Some("99999"), 2_000),
        ] {
            assert_eq!(esc_wait(said), Duration::from_millis(ms), "{said:?}");
        }
    }
}

//! Terminal events into inputs.

use std::time::Instant;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::{
    app::Input,
    paste::{self, PasteBurst},
};

/// Decodes events; remembers only what a guessed paste needs.
pub(super) struct Decoder {
    burst: Option<PasteBurst>,
}

impl Decoder {
    /// `guess` is true where the terminal does not bracket pastes.
    pub(super) fn new(guess: bool) -> Self {
        Self {
            burst: guess.then(PasteBurst::default),
        }
    }

    /// The inputs in a batch of events that came together at `at`. Of several sizes only the last counts.
    pub(super) fn decode<M>(&mut self, events: Vec<Event>, at: Instant) -> Vec<Input<M>> {
        let mut inputs = Vec::new();
        let mut size = None;
        for event in events {
            match event {
                Event::Key(key) if key.kind != KeyEventKind::Release => {
                    self.key(key, at, &mut inputs);
                }
                Event::Paste(text) => inputs.push(Input::Paste(paste::clean(&text))),
                Event::Resize(columns, rows) => size = Some(Input::Resize(columns, rows)),
                Event::Key(_) | Event::Mouse(_) | Event::FocusGained | Event::FocusLost => {}
            }
        }
        inputs.extend(size);
        inputs
    }

    /// When a guessed paste may be complete.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.burst.as_ref().and_then(PasteBurst::deadline)
    }

    /// The guessed paste that is complete at `at`.
    pub(super) fn flush<M>(&mut self, at: Instant) -> Option<Input<M>> {
        self.burst.as_mut()?.flush(at).map(Input::Paste)
    }

    fn key<M>(&mut self, key: KeyEvent, at: Instant, inputs: &mut Vec<Input<M>>) {
        let key = if cfg!(windows) {
            without_altgr(key)
        } else {
            key
        };
        let (paste, key) = match &mut self.burst {
            Some(burst) => burst.key(key, at),
            None => (None, Some(key)),
        };
        inputs.extend(paste.map(Input::Paste));
        inputs.extend(key.map(Input::Key));
    }
}

/// Windows reports `AltGr` as Ctrl+Alt; the character it makes is text.
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

    fn show(inputs: Vec<Input<()>>) -> Vec<String> {
        inputs
            .into_iter()
            .map(|input| match input {
                Input::Key(key) => format!("key {}", key.code),
                Input::Paste(text) => format!("paste {text}"),
                Input::Resize(columns, rows) => format!("size {columns}x{rows}"),
                _ => "other".to_owned(),
            })
            .collect()
    }

    #[test]
    fn presses_and_repeats_count_releases_do_not() {
        let of = |kind| Event::Key(KeyEvent { kind, ..typed('a') });
        let events = vec![
            of(KeyEventKind::Press),
            of(KeyEventKind::Repeat),
            of(KeyEventKind::Release),
            Event::FocusLost,
        ];
        let inputs = Decoder::new(false).decode(events, Instant::now());
        assert_eq!(show(inputs), ["key a", "key a"]);
    }

    #[test]
    fn the_last_size_wins() {
        let events = vec![
            Event::Resize(1, 2),
            Event::Key(typed('a')),
            Event::Resize(3, 4),
        ];
        let inputs = Decoder::new(false).decode(events, Instant::now());
        assert_eq!(show(inputs), ["key a", "size 3x4"]);
    }

    #[test]
    fn a_batch_of_characters_is_a_paste_only_where_that_is_guessed() {
        let events = || "abcdefg\n".chars().map(|c| Event::Key(typed(c))).collect();
        let now = Instant::now();
        assert_eq!(Decoder::new(false).decode::<()>(events(), now).len(), 8);
        let mut guessing = Decoder::new(true);
        assert_eq!(guessing.decode::<()>(events(), now).len(), 5);
        let deadline = guessing.deadline().unwrap();
        assert_eq!(
            show(guessing.flush(deadline).into_iter().collect()),
            ["paste fg\n"]
        );
    }

    #[test]
    fn altgr_is_text() {
        assert_eq!(without_altgr(key("ctrl-alt-@").unwrap()), typed('@'));
        assert_eq!(
            without_altgr(key("ctrl-s").unwrap()),
            key("ctrl-s").unwrap()
        );
    }
}

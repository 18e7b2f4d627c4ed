//! A form under the keys that the program's commands give it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::tui::form::{DeviceForm, DeviceKey, Form, FormEvent, Step};
use crate::tui::widgets::table::Move;

/// What takes keys and commands as a form does.
pub(in crate::tui::form) trait Pressed<K: PartialEq> {
    fn key(&mut self, key: KeyEvent) -> FormEvent<K>;
    fn step(&mut self, step: Step) -> FormEvent<K>;
    fn moved(&mut self, to: Move) -> FormEvent<K>;

    /// Presses a key: a command, text, or a command where it is no text.
    fn pressed(&mut self, code: KeyCode, modifiers: KeyModifiers) -> FormEvent<K> {
        let ctrl = modifiers == KeyModifiers::CONTROL;
        match code {
            KeyCode::Tab => return self.step(Step::Next),
            KeyCode::BackTab => return self.step(Step::Previous),
            KeyCode::PageUp => return self.moved(Move::PageUp),
            KeyCode::PageDown => return self.moved(Move::PageDown),
            KeyCode::Char('x') if ctrl => return self.step(Step::Remove),
            KeyCode::Char(' ') if ctrl => return self.step(Step::List),
            _ => {}
        }
        let event = self.key(KeyEvent::new(code, modifiers));
        if event != FormEvent::Unhandled {
            return event;
        }
        match code {
            KeyCode::Up => self.moved(Move::Up),
            KeyCode::Down => self.moved(Move::Down),
            KeyCode::Enter => self.step(Step::Enter),
            KeyCode::Backspace => self.step(Step::Back),
            KeyCode::Char('=') => self.step(Step::Value),
            KeyCode::Right | KeyCode::Char(' ') => self.step(Step::NextOption),
            KeyCode::Left => self.step(Step::PreviousOption),
            KeyCode::Delete => self.step(Step::NoOption),
            KeyCode::Char('z') if ctrl => self.step(Step::Undo),
            _ => event,
        }
    }
}

impl<K: Clone + Eq + std::hash::Hash> Pressed<K> for Form<K> {
    fn key(&mut self, key: KeyEvent) -> FormEvent<K> {
        Self::key(self, key)
    }

    fn step(&mut self, step: Step) -> FormEvent<K> {
        Self::step(self, step)
    }

    fn moved(&mut self, to: Move) -> FormEvent<K> {
        Self::moved(self, to)
    }
}

impl Pressed<DeviceKey> for DeviceForm {
    fn key(&mut self, key: KeyEvent) -> FormEvent<DeviceKey> {
        Self::key(self, key)
    }

    fn step(&mut self, step: Step) -> FormEvent<DeviceKey> {
        Self::step(self, step)
    }

    fn moved(&mut self, to: Move) -> FormEvent<DeviceKey> {
        self.form.moved(to)
    }
}

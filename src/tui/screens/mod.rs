//! The screens: each a folder with its state, its commands, its update and its view. None knows another.

mod against;
pub mod connect;
pub mod device;
pub mod plan;
pub mod products;
pub mod queue;
pub mod results;
pub mod runs;

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::said::Said;
use crate::tui::contract::{Requests, Screen, Spec};
use crate::tui::form::Step;
use crate::tui::shared::{Place, Reason, ScreenId, Shared};
use crate::tui::widgets::hit::Drawn;
use crate::tui::widgets::table::Move;

macro_rules! screens {
    ($($id:ident $folder:ident;)*) => {
        /// The state of every screen.
        #[derive(Debug, Default)]
        #[expect(missing_docs, reason = "each stands in its folder")]
        pub struct Screens {
            $(pub $folder: $folder::State,)*
        }

        /// What one of them is answered.
        #[derive(Debug)]
        #[expect(missing_docs, reason = "each stands in its folder")]
        pub enum Answer {
            $($id($folder::Answer),)*
        }

        $(impl From<$folder::Answer> for Answer {
            fn from(answer: $folder::Answer) -> Self {
                Self::$id(answer)
            }
        })*

        impl Screens {
            /// The screen called `id`.
            #[must_use]
            pub fn get(&self, id: ScreenId) -> &dyn Room {
                match id {
                    $(ScreenId::$id => &self.$folder,)*
                }
            }

            /// The same, to have it do something.
            pub fn get_mut(&mut self, id: ScreenId) -> &mut dyn Room {
                match id {
                    $(ScreenId::$id => &mut self.$folder,)*
                }
            }

            /// Goes on with what was chosen, or answered with yes.
            pub fn answered(&mut self, shared: &Shared, answer: Answer) -> Requests<Answer> {
                match answer {
                    $(Answer::$id(answer) => self.$folder.answered(shared, answer).widen(),)*
                }
            }

            /// Goes on with a line that was typed.
            ///
            /// # Errors
            ///
            /// Why the line will not do.
            pub fn typed(
                &mut self,
                shared: &Shared,
                answer: &Answer,
                line: &str,
            ) -> Result<Requests<Answer>, Reason> {
                match answer {
                    $(Answer::$id(answer) => {
                        let asked = self.$folder.typed(shared, answer, line)?;
                        Ok(asked.widen())
                    })*
                }
            }
        }
    };
}

screens! {
    Products products;
    Device device;
    Queue queue;
    Results results;
    Runs runs;
    Connect connect;
    Plan plan;
}

/// A screen, whichever it is.
pub trait Room {
    /// See [`Screen::place`].
    fn place(&self) -> Place;
    /// See [`Screen::draw`].
    fn draw(&self, shared: &Shared, area: Rect, buf: &mut Buffer) -> Drawn;
    /// See [`Screen::focus_help`].
    fn focus_help(&self, shared: &Shared) -> Option<Said>;
    /// What its `nth` command is called now, where that is not its title.
    fn called(&self, nth: usize, shared: &Shared) -> Option<Said>;
    /// What its `nth` command is called.
    fn spec(&self, nth: usize) -> Option<&'static Spec>;
    /// What speaks against its `nth` command.
    fn against(&self, nth: usize, shared: &Shared) -> Option<Reason>;
    /// Runs its `nth` command.
    fn run(&mut self, nth: usize, shared: &Shared) -> Requests<Answer>;
    /// See [`Screen::moved`].
    fn moved(&mut self, shared: &Shared, to: Move) -> Requests<Answer>;
    /// See [`Screen::selected`].
    fn selected(&self) -> Option<usize>;
    /// See [`Screen::select`].
    fn select(&mut self, shared: &Shared, place: usize) -> Requests<Answer>;
    /// See [`Screen::focus`].
    fn focus(&mut self, shared: &Shared, place: usize) -> Requests<Answer>;
    /// See [`Screen::key`].
    fn key(&mut self, shared: &Shared, key: KeyEvent) -> Option<Requests<Answer>>;
    /// See [`Screen::can`].
    fn can(&self, step: Step) -> bool;
    /// See [`Screen::step`].
    fn step(&mut self, shared: &Shared, step: Step) -> Requests<Answer>;
    /// See [`Screen::paste`].
    fn paste(&mut self, shared: &Shared, text: &str) -> Option<Requests<Answer>>;
}

impl<S: Screen> Room for S
where
    Answer: From<S::Answer>,
{
    fn place(&self) -> Place {
        Screen::place(self)
    }

    fn draw(&self, shared: &Shared, area: Rect, buf: &mut Buffer) -> Drawn {
        Screen::draw(self, shared, area, buf)
    }

    fn focus_help(&self, shared: &Shared) -> Option<Said> {
        Screen::focus_help(self, shared)
    }

    fn called(&self, nth: usize, shared: &Shared) -> Option<Said> {
        Screen::called(self, shared, self.spec(nth)?.id)
    }

    fn spec(&self, nth: usize) -> Option<&'static Spec> {
        Some(&S::COMMANDS.get(nth)?.spec)
    }

    fn against(&self, nth: usize, shared: &Shared) -> Option<Reason> {
        let command = S::COMMANDS.get(nth)?;
        (command.against)(self, shared)
    }

    fn run(&mut self, nth: usize, shared: &Shared) -> Requests<Answer> {
        let command = S::COMMANDS.get(nth);
        command.map_or_else(Requests::none, |command| {
            (command.run)(self, shared).widen()
        })
    }

    fn moved(&mut self, shared: &Shared, to: Move) -> Requests<Answer> {
        Screen::moved(self, shared, to).widen()
    }

    fn selected(&self) -> Option<usize> {
        Screen::selected(self)
    }

    fn select(&mut self, shared: &Shared, place: usize) -> Requests<Answer> {
        Screen::select(self, shared, place).widen()
    }

    fn focus(&mut self, shared: &Shared, place: usize) -> Requests<Answer> {
        Screen::focus(self, shared, place).widen()
    }

    fn key(&mut self, shared: &Shared, key: KeyEvent) -> Option<Requests<Answer>> {
        Some(Screen::key(self, shared, key)?.widen())
    }

    fn can(&self, step: Step) -> bool {
        Screen::can(self, step)
    }

    fn step(&mut self, shared: &Shared, step: Step) -> Requests<Answer> {
        Screen::step(self, shared, step).widen()
    }

    fn paste(&mut self, shared: &Shared, text: &str) -> Option<Requests<Answer>> {
        Some(Screen::paste(self, shared, text)?.widen())
    }
}

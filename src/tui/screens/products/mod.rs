//! Products: find one, see what its devices need, start a device of it.

mod commands;
mod detail;
mod view;

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::Product;
use crate::provision::visits;
use crate::said::{label, say};
use crate::tui::contract::{Command, Entry, Overlay, Request, Screen};
use crate::tui::shared::{Place, Reason, Shared};
use crate::tui::text_field::{Edit, TextField};
use crate::tui::widgets::fuzzy::rank;
use crate::tui::widgets::hit::Drawn;
use crate::tui::widgets::table::Move;

type Requests = crate::tui::contract::Requests<Answer>;

/// What the products screen remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The search text.
    find: TextField,
    /// Whether the search field has the focus.
    finding: bool,
    /// The selected one of the matches.
    selected: usize,
    /// Indexes into the catalogue's products, best first.
    matches: Vec<usize>,
}

/// What the screen asks for.
#[derive(Debug)]
pub enum Answer {
    /// The key of a product to use.
    ProductKey,
}

impl Screen for State {
    type Answer = Answer;
    const COMMANDS: &'static [Command<Self>] = commands::COMMANDS;

    fn place(&self) -> Place {
        if self.finding {
            Place::Find
        } else {
            Place::Products
        }
    }

    fn draw(&self, shared: &Shared, area: Rect, buf: &mut Buffer) -> Drawn {
        view::draw(self, shared, area, buf)
    }

    fn selected(&self) -> Option<usize> {
        Some(self.selected)
    }

    fn select(&mut self, shared: &Shared, place: usize) -> Requests {
        self.selected = place.min(self.matches.len().saturating_sub(1));
        self.look_closer(shared)
    }

    fn moved(&mut self, shared: &Shared, to: Move) -> Requests {
        self.selected = to.from(self.selected, self.matches.len(), shared.page());
        self.look_closer(shared)
    }

    fn key(&mut self, shared: &Shared, key: KeyEvent) -> Option<Requests> {
        if !self.finding {
            return None;
        }
        match self.find.key(key) {
            Edit::Changed => Some(self.rematch(shared)),
            Edit::Moved => Some(Requests::none()),
            Edit::Ignored => None,
        }
    }

    fn paste(&mut self, shared: &Shared, text: &str) -> Option<Requests> {
        self.finding = true;
        self.find.paste(text);
        Some(self.rematch(shared))
    }

    fn answered(&mut self, _shared: &Shared, answer: Answer) -> Requests {
        match answer {
            Answer::ProductKey => Requests::none(),
        }
    }

    fn typed(&mut self, _: &Shared, answer: &Answer, line: &str) -> Result<Requests, Reason> {
        match answer {
            Answer::ProductKey if line.is_empty() => {
                Err(say!("a product key is needed", "需填 productKey"))
            }
            Answer::ProductKey => Ok(Request::Use(line.to_owned()).into()),
        }
    }
}

impl State {
    /// Finds again, after the query or the products have changed.
    pub fn rematch(&mut self, shared: &Shared) -> Requests {
        let products = shared.catalogue.products().iter();
        let products = products.inspect(|_| visits::note(1));
        let haystacks: Vec<_> = products.map(|product| haystack(product).into()).collect();
        self.matches = rank(&self.find.text(), &haystacks);
        self.selected = 0;
        self.look_closer(shared)
    }

    /// Whether anything matches.
    #[must_use]
    pub fn found_some(&self) -> bool {
        !self.matches.is_empty()
    }

    /// Forgets what matched, as the products of another gateway are asked for.
    pub fn clear(&mut self) {
        self.matches.clear();
    }

    /// The product under the selection.
    fn selected<'s>(&self, shared: &'s Shared) -> Option<&'s Product> {
        at(shared, *self.matches.get(self.selected)?)
    }

    /// Asks for what the detail pane shows of the selected product and is not known yet.
    fn look_closer(&self, shared: &Shared) -> Requests {
        let selected = self.selected(shared);
        selected.map_or_else(Requests::none, |product| {
            Request::Look(product.product_key.clone()).into()
        })
    }

    /// Begins a device of the selected product.
    fn use_selected(&mut self, shared: &Shared) -> Requests {
        self.finding = false;
        let selected = self.selected(shared);
        selected.map_or_else(Requests::none, |product| {
            Request::Use(product.product_key.clone()).into()
        })
    }

    /// Begins a fresh search: what was found before is not what one looks for now.
    fn begin_finding(&mut self, shared: &Shared) -> Requests {
        self.finding = true;
        self.empty(shared)
    }

    /// Shows all products again.
    fn show_all(&mut self, shared: &Shared) -> Requests {
        self.finding = false;
        self.empty(shared)
    }

    fn empty(&mut self, shared: &Shared) -> Requests {
        if self.find.is_empty() {
            return Requests::none();
        }
        self.find.set_text("");
        self.rematch(shared)
    }
}

/// The product at this place in the catalogue; the look counts.
fn at(shared: &Shared, place: usize) -> Option<&Product> {
    visits::note(1);
    shared.catalogue.products().get(place)
}

/// Everything of a product that can be searched for.
fn haystack(product: &Product) -> String {
    let keys = [product.product_key.as_str(), &product.model_id];
    let texts: Vec<_> = product.product_name.texts().chain(keys).collect();
    texts.join(" ")
}

/// Asks for a product key.
fn ask_key() -> Requests {
    let title = label!("Product key", "productKey");
    let hint = label!(
        "As the EnOS console shows it under Product Details.",
        "见 EnOS 控制台的产品详情。"
    );
    let entry = Entry::Text(TextField::default());
    Overlay::prompt(title, hint, entry, Answer::ProductKey).into()
}

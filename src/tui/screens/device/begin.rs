//! A device put on the form, and taken off it.

use super::edited::EditedDevice;
use super::{Answer, Requests, State};
use crate::domain::Draft;
use crate::said::{Said, label, pair, say};
use crate::tui::contract::{Overlay, Request};
use crate::tui::form::DeviceForm;
use crate::tui::shared::{Origin, ScreenId, Shared};

/// The title, and a line, of what is asked before an edit is left.
const STILL_OPEN: Said = pair!("An edit is still open", "有一处编辑尚未结束");
const STAYS: Said = pair!(
    "If you continue, it is closed without saving; its row stays as it was.",
    "如果继续，该编辑将关闭而不保存；对应的行保持原样。"
);

impl State {
    /// Clears the form of the gateway called `scope` away, as another is worked on: it is kept there.
    pub fn gateway_left(&mut self, scope: &str) {
        self.edited = None;
        self.stashed = None;
        if let Some(binned) = self.binned.take() {
            self.bins.insert(scope.to_owned(), binned);
        }
    }

    /// Uses a product: for the device being edited, or for a new one; asks which when it could be either.
    pub fn use_product(&mut self, shared: &Shared, product_key: &str) -> Requests {
        if self.unsaved(shared).is_none() {
            return self.begin(shared, product_key);
        }
        let lines = [
            pair!(
                "The form holds an edit that is not saved.",
                "表单中有未保存的编辑。"
            ),
            STAYS,
            say!(
                "To give the edited device this product, press {back} here, then {product} on the form.",
                "若要把正在编辑的设备改为此产品，在此按 {back}，再在表单中按 {product}。",
                back = shared.key("question.back"),
                product = shared.key("device.product")
            ),
        ];
        let then = Answer::LeaveEdit(product_key.to_owned());
        Overlay::ask(STILL_OPEN, lines, label!("new device", "新建设备"), then).into()
    }

    /// Begins a new device of a product; a new one that is being typed changes its product instead.
    pub(super) fn begin(&mut self, shared: &Shared, product_key: &str) -> Requests {
        if self.stashed.is_some() {
            self.binned = self.edited.take();
            self.close(shared);
        }
        let edited = self.edited.as_mut();
        if let Some(edited) = edited.filter(|edited| edited.is_new()) {
            edited.form.product_changed(product_key);
            product_key.clone_into(&mut edited.was.product_key);
            return Requests::from(Request::Go(ScreenId::Device)).then(self.with_model(shared));
        }
        let draft = Draft {
            product_key: product_key.to_owned(),
            timezone: self.timezone.clone(),
            ..Draft::default()
        };
        self.open_row(shared, &draft, Origin::New)
    }

    /// Adds another device: on with the one being typed, or of the product used last.
    pub fn add(&mut self, shared: &Shared) -> Requests {
        if self.adding() {
            return Request::Go(ScreenId::Device).into();
        }
        if let Some(last) = shared.queue.last() {
            return self.use_product(shared, last.product_key());
        }
        let key = shared.key("products.use");
        Requests::say(say!(
            "Choose a product; {key} starts a new device.",
            "选择产品后，按 {key} 新建设备。"
        ))
        .and(Request::Go(ScreenId::Products))
    }

    /// Opens a row in the form. An edit of it that is still open is gone on with; that of another row is
    /// left only on a word.
    pub fn edit(&mut self, shared: &Shared, draft: &Draft, origin: Origin) -> Requests {
        match self.unsaved(shared) {
            Some(other) if other.is(&origin) => {
                self.check(shared);
                let key = shared.key("device.clear");
                Requests::say(say!(
                    "Your edit, as you left it. {key} closes it.",
                    "这是之前未保存的编辑。按 {key} 关闭。"
                ))
                .and(Request::Go(ScreenId::Device))
            }
            Some(_) => {
                let lines = [
                    pair!(
                        "The form holds an unsaved edit of another row.",
                        "表单中有对另一行的未保存编辑。"
                    ),
                    STAYS,
                ];
                let then = Answer::Open(Box::new((draft.clone(), origin)));
                Overlay::ask(STILL_OPEN, lines, label!("open this row", "打开此行"), then).into()
            }
            None => self.open_row(shared, draft, origin),
        }
    }

    /// Puts a device on the form. A new one that was being typed is stashed for a row; an edit that is
    /// left is kept for "bring back".
    pub(super) fn open_row(&mut self, shared: &Shared, draft: &Draft, origin: Origin) -> Requests {
        let thing = shared.catalogue.model_of(&draft.product_key).cloned();
        let form = DeviceForm::new(draft, thing.as_ref());
        let (row, left) = (origin != Origin::New, self.unsaved(shared).is_some());
        let before = self.edited.replace(EditedDevice {
            form,
            origin,
            was: draft.clone(),
            homeless: Vec::new(),
            sent: Vec::new(),
        });
        match before {
            Some(new) if new.is_new() && row => self.stashed = Some(new),
            Some(before) if before.is_new() || left => self.binned = Some(before),
            _ => {}
        }
        let asked = self.with_model(shared);
        if let Some(edited) = &mut self.edited
            && !edited.is_new()
        {
            edited.form.form.touch_all();
        }
        self.check(shared);
        self.focus_blamed();
        Requests::from(Request::Go(ScreenId::Device)).then(asked)
    }

    /// Sees to it that the product's thing model is asked for, and keeps the form.
    pub(super) fn with_model(&mut self, shared: &Shared) -> Requests {
        let product_key = self.product_key().unwrap_or_default();
        self.model_arrived(shared);
        Requests::from(Request::Product(product_key)).then(self.kept(shared))
    }

    /// Empties the form, or brings back what was emptied.
    pub(super) fn start_over(&mut self, shared: &Shared) -> Requests {
        std::mem::swap(&mut self.edited, &mut self.binned);
        self.edited = self.edited.take().or_else(|| self.stashed.take());
        let said = if self.open() {
            self.model_arrived(shared);
            pair!("Brought back.", "已恢复。")
        } else {
            say!(
                "Emptied; {key} brings it back.",
                "已清空；按 {key} 恢复。",
                key = shared.key("device.clear")
            )
        };
        Requests::say(said).then(self.kept(shared))
    }
}

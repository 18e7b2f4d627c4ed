//! What a screen asks for outside itself, as data: `app` carries it out, in order.

use super::Overlay;
use super::overlay::Awaited;
use crate::domain::{Draft, RunId};
use crate::provision::run::Control;
use crate::said::Said;
use crate::submit::undo::UndoPreview;
use crate::tui::shared::{ConnectRequest, Effect, Origin, QueueStep, Reason, ScreenId};

/// A message in the line above the footer. Never the only record of anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it says.
    pub text: Said,
    /// Whether it is bad news.
    pub bad: bool,
}

/// One thing that a screen asks for; `A` is what it may be answered.
#[derive(Debug)]
pub enum Request<A> {
    /// Something for the performer.
    Do(Effect),
    /// Words in the message line.
    Say(Notice),
    /// None there any more.
    Hush,
    /// Another screen in view.
    Go(ScreenId),
    /// Something over the screen.
    Open(Overlay<A>),
    /// Something in the place of the overlay that waits for this, or words when that is closed; nothing if it is no
    /// longer there.
    Instead(Awaited, Result<Overlay<A>, Notice>),
    /// A change of the queue.
    Queue(QueueStep),
    /// The same by the device on the form, which is saved with it; so much is kept of the form then.
    Save(QueueStep, Option<String>),
    /// The plan of what is ready.
    Plan,
    /// A device of this product, on the form.
    Use(String),
    /// One more device, on the form.
    Add,
    /// A row of the queue or of a run, on the form.
    Edit(Box<(Draft, Origin)>),
    /// What is known of this product and its model, completed.
    Product(String),
    /// The same, and how many devices it has.
    Look(String),
    /// The products and models asked for again.
    Reload,
    /// The gateway to work on from now on.
    Connect(ConnectRequest),
    /// A run gone on with, once confirmed.
    GoOn(RunId),
    /// A command of the results, on this run, once it is in view.
    OnRun(RunId, &'static str),
    /// What the preview calls deletable deleted; without one, what an undo that was cut short has left.
    Undo(RunId, Option<Box<UndoPreview>>),
    /// What the run or the undoing under way shall do.
    Control(Control),
}

/// Requests in their order.
#[derive(Debug)]
#[must_use = "what is asked for is to be carried out"]
pub struct Requests<A>(Vec<Request<A>>);

impl<A> Requests<A> {
    /// Nothing.
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// Words in the message line.
    pub fn say(text: impl Into<Said>) -> Self {
        Self::none().and_say(text)
    }

    /// Bad news in the message line.
    pub fn warn(text: impl Into<Said>) -> Self {
        Self::none().and_warn(text)
    }

    /// These, then something else.
    pub fn and(mut self, request: impl Into<Request<A>>) -> Self {
        self.0.push(request.into());
        self
    }

    /// These, then others.
    pub fn then(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    /// These, then words in the message line.
    pub fn and_say(self, text: impl Into<Said>) -> Self {
        let text = text.into();
        self.and(Request::Say(Notice { text, bad: false }))
    }

    /// These, then bad news in the message line.
    pub fn and_warn(self, text: impl Into<Said>) -> Self {
        let text = text.into();
        self.and(Request::Say(Notice { text, bad: true }))
    }

    /// The same, answered in wider terms.
    pub fn widen<B: From<A>>(self) -> Requests<B> {
        let each = self.0.into_iter().map(|request| request.map(&B::from));
        Requests(each.collect())
    }
}

impl<A> Request<A> {
    fn map<B>(self, to: &impl Fn(A) -> B) -> Request<B> {
        match self {
            Self::Open(overlay) => Request::Open(overlay.map(to)),
            Self::Instead(awaited, overlay) => {
                Request::Instead(awaited, overlay.map(|overlay| overlay.map(to)))
            }
            Self::Do(effect) => Request::Do(effect),
            Self::Say(notice) => Request::Say(notice),
            Self::Hush => Request::Hush,
            Self::Go(screen) => Request::Go(screen),
            Self::Queue(step) => Request::Queue(step),
            Self::Save(step, form) => Request::Save(step, form),
            Self::Plan => Request::Plan,
            Self::Use(product) => Request::Use(product),
            Self::Add => Request::Add,
            Self::Edit(row) => Request::Edit(row),
            Self::Product(key) => Request::Product(key),
            Self::Look(key) => Request::Look(key),
            Self::Reload => Request::Reload,
            Self::Connect(request) => Request::Connect(request),
            Self::GoOn(run) => Request::GoOn(run),
            Self::OnRun(run, command) => Request::OnRun(run, command),
            Self::Undo(run, preview) => Request::Undo(run, preview),
            Self::Control(control) => Request::Control(control),
        }
    }
}

impl<A> IntoIterator for Requests<A> {
    type Item = Request<A>;
    type IntoIter = std::vec::IntoIter<Request<A>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<A> From<Request<A>> for Requests<A> {
    fn from(request: Request<A>) -> Self {
        Self(vec![request])
    }
}

impl<A> From<Effect> for Requests<A> {
    fn from(effect: Effect) -> Self {
        Request::Do(effect).into()
    }
}

impl<A> From<Overlay<A>> for Requests<A> {
    fn from(overlay: Overlay<A>) -> Self {
        Request::Open(overlay).into()
    }
}

impl<A> From<Effect> for Request<A> {
    fn from(effect: Effect) -> Self {
        Self::Do(effect)
    }
}

impl<A> From<Overlay<A>> for Request<A> {
    fn from(overlay: Overlay<A>) -> Self {
        Self::Open(overlay)
    }
}

/// What came of something, or, where nothing did, what that means.
///
/// # Errors
///
/// The words, to be carried out.
pub fn or_warn<T, A>(
    meaning: impl FnOnce(Reason) -> Said,
    outcome: Result<T, Reason>,
) -> Result<T, Requests<A>> {
    outcome.map_err(|reason| Requests::warn(meaning(reason)))
}

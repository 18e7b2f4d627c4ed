//! How effects answer, and the count of those still at work.

use tokio::sync::{
    mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    watch,
};

/// What reaches the loop from other tasks.
pub(super) enum Post<M> {
    Reply(M),
    Copy(String),
    Crashed(String),
}

/// So many answers at most are taken in before the next frame.
const AT_ONCE: usize = 1 << 16;

/// An effect's way to answer. Cheap to clone; the effect is in flight while any clone lives.
pub struct Replies<M> {
    posts: UnboundedSender<Post<M>>,
    /// Its clones count what is in flight.
    flight: watch::Receiver<()>,
    exit: watch::Sender<()>,
}

impl<M> Clone for Replies<M> {
    fn clone(&self) -> Self {
        Self {
            posts: self.posts.clone(),
            flight: self.flight.clone(),
            exit: self.exit.clone(),
        }
    }
}

impl<M> Replies<M> {
    /// Sends an answer. After the program has ended it goes nowhere.
    pub fn send(&self, message: M) {
        self.post(Post::Reply(message));
    }

    /// Asks the terminal to put `text` on the clipboard (OSC 52, which not every terminal obeys).
    pub fn copy(&self, text: String) {
        self.post(Post::Copy(text));
    }

    /// A way to tell news for as long as they come, which nobody waits for.
    #[must_use]
    pub fn news(&self) -> News<M> {
        News(self.posts.clone())
    }

    /// While the returned hold lives, the program does not end. For work such as saving a session.
    #[must_use]
    pub fn hold_exit(&self) -> ExitHold {
        ExitHold {
            _held: self.exit.subscribe(),
        }
    }

    fn post(&self, post: Post<M>) {
        // A closed channel means that the program has ended and nobody waits for answers.
        let _ = self.posts.send(post);
    }
}

/// News from the background; see [`Replies::news`].
pub struct News<M>(UnboundedSender<Post<M>>);

impl<M> News<M> {
    /// Tells it. Gives whether the program still runs.
    pub fn tell(&self, message: M) -> bool {
        self.0.send(Post::Reply(message)).is_ok()
    }
}

/// Keeps the program from ending while it lives; see [`Replies::hold_exit`].
pub struct ExitHold {
    _held: watch::Receiver<()>,
}

/// The loop's end of all [`Replies`].
pub(super) struct Mailbox<M> {
    sender: UnboundedSender<Post<M>>,
    receiver: UnboundedReceiver<Post<M>>,
    /// Who listens to these is at work, or holds the exit; nothing is ever said.
    flights: watch::Sender<()>,
    exit: watch::Sender<()>,
}

impl<M> Mailbox<M> {
    pub(super) fn new() -> Self {
        let (sender, receiver) = unbounded_channel();
        Self {
            sender,
            receiver,
            flights: watch::Sender::new(()),
            exit: watch::Sender::new(()),
        }
    }

    /// A handle for one more effect, counted from now on.
    pub(super) fn replies(&self) -> Replies<M> {
        Replies {
            posts: self.sender.clone(),
            flight: self.flights.subscribe(),
            exit: self.exit.clone(),
        }
    }

    /// For the panic hook: reports without counting as an effect.
    pub(super) fn sender(&self) -> UnboundedSender<Post<M>> {
        self.sender.clone()
    }

    /// What is queued, or else the next that comes. Cancel safe.
    pub(super) async fn next(&mut self) -> Vec<Post<M>> {
        let mut posts = Vec::new();
        self.receiver.recv_many(&mut posts, AT_ONCE).await;
        posts
    }

    /// The next post, or `None` once nothing is queued and no effect is in flight.
    #[cfg(any(test, feature = "testing"))]
    pub(super) async fn next_in_flight(&mut self) -> Option<Post<M>> {
        tokio::select! {
            biased;
            post = self.receiver.recv() => post,
            // An effect posts before it lands, so what it posted last is in the queue by now.
            () = self.flights.closed() => self.receiver.try_recv().ok(),
        }
    }

    /// Waits until nothing holds the exit.
    pub(super) async fn exit_is_free(&self) {
        self.exit.closed().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn all(mailbox: &mut Mailbox<u8>) -> Vec<u8> {
        let mut seen = Vec::new();
        while let Some(post) = mailbox.next_in_flight().await {
            if let Post::Reply(message) = post {
                seen.push(message);
            }
        }
        seen
    }

    #[tokio::test]
    async fn none_is_in_flight_only_when_every_clone_is_gone_and_the_queue_is_empty() {
        let mut mailbox = Mailbox::new();
        let replies = mailbox.replies();
        let (go, gate) = tokio::sync::oneshot::channel::<()>();
        let late = replies.clone();
        tokio::spawn(async move {
            gate.await.unwrap();
            late.send(2);
        });
        replies.send(1);
        drop(replies);
        tokio::spawn(async move { go.send(()) });
        assert_eq!(all(&mut mailbox).await, [1, 2]);
    }

    #[tokio::test]
    async fn a_panicking_effect_lands_too() {
        let mut mailbox = Mailbox::<u8>::new();
        let replies = mailbox.replies();
        let hold = replies.hold_exit();
        let task = tokio::spawn(async move {
            let _kept = (replies, hold);
            panic!("on purpose");
        });
        assert!(task.await.is_err());
        assert!(all(&mut mailbox).await.is_empty());
        mailbox.exit_is_free().await;
    }

    #[tokio::test]
    async fn exit_waits_for_every_hold() {
        let mailbox = Mailbox::<u8>::new();
        let replies = mailbox.replies();
        let first = replies.hold_exit();
        let second = replies.clone().hold_exit();
        let mut free = Box::pin(mailbox.exit_is_free());
        assert!(futures::poll!(&mut free).is_pending());
        drop(first);
        assert!(futures::poll!(&mut free).is_pending());
        drop(second);
        free.await;
    }
}

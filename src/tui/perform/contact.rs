//! Follows how the gateway in use is reached, and tells the screens what changes for a person.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

use crate::connect::SECRET_COMMAND;
use crate::enos::Contact;
use crate::said::Said;
use crate::tui::runtime::News;
use crate::tui::shared::{GatewayReply, Msg, Reason, Waits};
use crate::words;

/// After so long it is said what is waited for.
const SILENCE: Duration = Duration::from_secs(3);
/// How often it is said how long.
const STEP: Duration = Duration::from_secs(1);

/// Tells what is waited for while a connection is opened that may take so long.
pub(super) async fn opening<T>(
    generation: u64,
    at_most: Option<Duration>,
    news: &News<Msg>,
    opening: impl Future<Output = T>,
) -> T {
    tokio::pin!(opening);
    let Some(at_most) = at_most else {
        return opening.await;
    };
    let tell = |waits| news.tell(Msg::Gateway(generation, GatewayReply::Contact(None, waits)));
    let mut so_far = SILENCE;
    let since = Instant::now();
    loop {
        tokio::select! {
            opened = &mut opening => {
                tell(None);
                return opened;
            }
            () = sleep_until(since + so_far) => {
                tell(Some(Waits { call: Said::data(SECRET_COMMAND), so_far, at_most }));
                so_far += STEP;
            }
        }
    }
}

/// Tells until the connection is gone.
pub(super) async fn follow(
    generation: u64,
    mut contact: watch::Receiver<Contact>,
    news: News<Msg>,
) {
    let mut told: (Option<Result<(), Reason>>, Option<Waits>) = (None, None);
    loop {
        let (link, waiting) = {
            let now = contact.borrow_and_update();
            let link = now.link.as_ref();
            let link = link.map(|link| link.as_ref().copied().map_err(words::call));
            (link, now.waits())
        };
        let passed = waiting.map_or(Duration::ZERO, |waiting| waiting.since.elapsed());
        let waits = waiting.filter(|_| passed >= SILENCE).map(|waiting| Waits {
            call: words::asked(waiting.asked),
            so_far: Duration::from_secs(passed.as_secs()),
            at_most: waiting.at_most,
        });
        let now = (link, waits);
        if now != told {
            // Said again, old news would cover what was told since.
            let link = now.0.clone().filter(|_| now.0 != told.0);
            let contact = GatewayReply::Contact(link, now.1.clone());
            told = now;
            if !news.tell(Msg::Gateway(generation, contact)) {
                return;
            }
        }
        let due = waiting.map(|waiting| {
            let next = SILENCE.max(Duration::from_secs(passed.as_secs()) + STEP);
            Instant::from_std(waiting.since + next)
        });
        tokio::select! {
            changed = contact.changed() => if changed.is_err() {
                return;
            },
            () = sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => {}
        }
    }
}

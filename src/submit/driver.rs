//! The one loop that carries runs and undos: asks what is next, makes the call, waits, hears.

use std::panic::resume_unwind;

use futures::future::BoxFuture;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::steady::Steady;
use crate::domain::{End, Timestamp};
use crate::provision::run::Control;
use crate::provision::step::{Step, Ticket};

/// What can be carried: rules that say what is next, the calls they ask for, and a journal. Times are Unix
/// ms by a clock that nobody sets.
pub(super) trait Work: Send {
    /// A call to make.
    type Call: Send;
    /// How a call ended.
    type Ended: Send + 'static;
    /// The journal failed.
    type Error: Send;

    /// What to do now.
    fn next(&mut self, now: Timestamp) -> Step<Self::Call>;

    /// Takes note of what the user wants.
    fn control(&mut self, now: Timestamp, control: Control);

    /// Writes down what has to be known before the call leaves, and gives the call.
    fn begin(
        &mut self,
        now: Timestamp,
        ticket: Ticket,
        call: Self::Call,
    ) -> impl Future<Output = Result<BoxFuture<'static, Self::Ended>, Self::Error>> + Send;

    /// Takes note of the end of a call, writes down what it means, and tells it.
    fn ended(
        &mut self,
        now: Timestamp,
        ended: Self::Ended,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;

    /// It is going to wait: tells where it stands, if that has not been told.
    fn waits(&mut self, now: Timestamp);

    /// Keeps what a call has brought that ended after the journal had failed with `error`; gives what
    /// the failure means now.
    fn land(
        &mut self,
        now: Timestamp,
        ended: Self::Ended,
        error: Self::Error,
    ) -> impl Future<Output = Self::Error> + Send;
}

/// Carries `work` until there is nothing left to do, or its journal fails: then nothing new is begun, and
/// what is under way lands. A pause lasts until the next control, or until nobody can give one any more.
///
/// Dropping the future ends every call.
pub(super) async fn carry<W: Work>(
    work: &mut W,
    clock: &Steady,
    controls: &mut watch::Receiver<Control>,
) -> Result<End, W::Error> {
    let mut calls = JoinSet::new();
    match go(work, clock, controls, &mut calls).await {
        Ok(end) => Ok(end),
        Err(mut error) => {
            // A request cannot be called back. What comes of it is still worth keeping, in memory if need be.
            while let Some(Ok(ended)) = calls.join_next().await {
                error = work.land(clock.now(), ended, error).await;
            }
            Err(error)
        }
    }
}

async fn go<W: Work>(
    work: &mut W,
    clock: &Steady,
    controls: &mut watch::Receiver<Control>,
    calls: &mut JoinSet<W::Ended>,
) -> Result<End, W::Error> {
    let mut controllable = true;
    // A pause or a cancel may have been given before there was anything to carry.
    let first = *controls.borrow_and_update();
    work.control(clock.now(), first);
    loop {
        // Asked before every step, and not only while waiting: after a cancel no further batch may leave.
        if controls.has_changed().unwrap_or(false) {
            let control = *controls.borrow_and_update();
            work.control(clock.now(), control);
        }
        let until = match work.next(clock.now()) {
            Step::Call(ticket, call) => {
                let call = work.begin(clock.now(), ticket, call).await?;
                calls.spawn(call);
                continue;
            }
            Step::Wait { until } => until,
            Step::Done(end) => return Ok(end),
        };
        work.waits(clock.now());
        if until.is_none() && calls.is_empty() && !controllable {
            // It pauses, and nobody is left to end that.
            work.control(clock.now(), Control::Cancel);
            continue;
        }
        let left = until.map(|until| clock.left(until));
        tokio::select! {
            ended = calls.join_next(), if !calls.is_empty() => match ended {
                Some(Ok(ended)) => work.ended(clock.now(), ended).await?,
                // A panic of a call is a defect of this program: it is shown as one, and ends the run.
                Some(Err(failed)) => resume_unwind(failed.into_panic()),
                None => {}
            },
            () = sleep(left.unwrap_or_default()), if left.is_some() => {}
            changed = controls.changed(), if controllable => match changed {
                // The same control again means something too: `Go` ends a pause that the run took.
                Ok(()) => {
                    let control = *controls.borrow_and_update();
                    work.control(clock.now(), control);
                }
                Err(_) => controllable = false,
            },
        }
    }
}

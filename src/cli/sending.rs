//! Carries a journalled run to its end and prints what became of it: what `apply` and `resume` share.

mod bar;
mod ending;
mod follow;
mod lines;
mod stream;

use std::io::{self, IsTerminal as _};
use std::sync::Arc;

use tokio::runtime::{Handle, Runtime};
use tokio::sync::{mpsc, watch};

use super::args::{Format, RunArgs};
use super::exit::{Exit, Stop};
use super::interrupt::Interrupt;
use super::{again, tell};
use crate::clock;
use crate::connect::Connection;
use crate::domain::{Bounds, Counts};
use crate::enos::{Api, PrivateKey};
use crate::provision::run::Wish;
use crate::store::{RunId, Store};
use crate::submit::{self, Job, SubmitError, Summary};
use bar::Bar;
use follow::{Follow, Teller};
use lines::Lines;
use stream::Stream;

/// A journalled run that is to be carried to its end.
pub struct Sending<'a> {
    /// Where to.
    pub connection: &'a Connection,
    /// Its journal.
    pub store: Store,
    /// Its number.
    pub run: RunId,
    /// Its rows that are settled already.
    pub settled: Counts,
    /// What the flags say.
    pub args: &'a RunArgs,
    /// Opens the secrets to be shown; none shows none.
    pub private_key: Option<&'a PrivateKey>,
}

impl Sending<'_> {
    /// Sends what is open, follows it, and prints the results of the whole run.
    pub fn carry(self, runtime: &Runtime) -> Result<Exit, Stop> {
        let interrupt = {
            let _inside = runtime.enter();
            Interrupt::catch()
                .map_err(|error| Stop::input(format!("cannot catch Ctrl-C: {error}")))?
        };
        let (ended, stream) = runtime.block_on(self.submit(interrupt, self.stream()?))?;
        ending::report(&self, Some(&ended), stream)
    }

    /// Only prints the results: nothing is open.
    pub fn print(self) -> Result<Exit, Stop> {
        ending::report(&self, None, self.stream()?)
    }

    fn stream(&self) -> Result<Option<Stream>, Stop> {
        (self.args.format == Format::Jsonl)
            .then(|| Stream::open(&self.store, self.run, &self.connection.label))
            .transpose()
            .map_err(Stop::input)
    }

    /// How far the run may go.
    fn bounds(&self) -> Bounds {
        let mut bounds = self.connection.bounds.clone();
        bounds.batch_size = self.args.batch_size.unwrap_or(bounds.batch_size);
        if self.args.keep_going {
            bounds.failed_percent = 100;
        }
        bounds
    }

    /// Submits the run and follows it. The first interrupt lets what is under way land and ends it, the
    /// second leaves at once.
    async fn submit(
        &self,
        mut interrupt: Interrupt,
        stream: Option<Stream>,
    ) -> Result<(Result<Summary, SubmitError>, Option<Stream>), Stop> {
        let run = self.run;
        let job = Job {
            run,
            bounds: self.bounds(),
            seed: rand::random(),
        };
        let (events, heard) = mpsc::unbounded_channel();
        let wishes = Arc::new(watch::Sender::new(Wish::Go));
        let follow = Follow {
            run,
            settled: self.settled,
            teller: if io::stderr().is_terminal() {
                Teller::Bar(Bar::new(clock::steady()))
            } else {
                Teller::Lines(Lines::default())
            },
            stream,
            wishes: Arc::clone(&wishes),
        };
        // On a thread of its own: whoever reads what is printed may be slow, and the run is not to wait.
        let here = Handle::current();
        let following = tokio::task::spawn_blocking(move || here.block_on(follow.events(heard)));

        let api = Arc::clone(&self.connection.api) as Arc<dyn Api>;
        let (store, asked) = (self.store.clone(), wishes.subscribe());
        let working = async {
            let ended = submit::drive(api, store, job, clock::shared(), events, asked).await;
            (ended, following.await)
        };
        let interrupting = async {
            interrupt.asked().await;
            tell::line(format_args!(
                "stopping: nothing more is sent, what is under way may land; \
                 once more leaves at once, and {} settles it",
                again::resume(run)
            ));
            wishes.send_replace(Wish::Cancel);
            interrupt.asked().await;
        };
        tokio::select! {
            (ended, followed) = working => match followed {
                Ok(stream) => Ok((ended, stream)),
                Err(failed) => Err(Stop::input(format!("run {run} cannot be followed: {failed}"))),
            },
            () = interrupting => Err(Stop {
                exit: Exit::Interrupted,
                message: format!(
                    "left at once; nothing is lost: {} settles what was under way and goes on",
                    again::resume(run)
                ),
            }),
        }
    }
}

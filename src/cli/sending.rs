//! Carries journalled runs to their end and prints what became of them: what `apply` and `resume` part.

mod bar;
mod ending;
mod follow;
mod lines;
mod reveal;
mod stream;

use std::sync::Arc;

use clap::ValueEnum;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, watch};

use super::exit::{Exit, Stop};
use super::interrupt::Interrupt;
use super::value::batch_size;
use super::{again, console, tell};
use crate::clock;
use crate::connect::Connection;
use crate::domain::{Bounds, Counts, End, RowState, RunId};
use crate::enos::{Api, PrivateKey};
use crate::exchange::ReportRow;
use crate::provision::run::Control;
use crate::said::say;
use crate::store::Store;
use crate::submit::{self, Job, Portion, SubmitError, Summary};
use bar::Bar;
use follow::{Follow, Teller};
use lines::Lines;
use stream::Stream;

/// How a run is sent and its results are printed.
#[derive(Debug, clap::Args)]
pub(super) struct RunArgs {
    /// Devices per request [default: the profile's, else 1000]
    #[arg(long, value_name = "N", value_parser = batch_size)]
    pub batch_size: Option<u16>,
    /// Keep going however many rows fail
    #[arg(long)]
    pub keep_going: bool,
    /// How the results are printed
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Print the secrets of created devices; needs the private key and --format json or csv
    #[arg(long)]
    pub reveal_secrets: bool,
}

/// How results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Table,
    /// One JSON object
    Json,
    /// With a header line
    Csv,
    /// One JSON object per line, while the run is in progress
    Jsonl,
}

/// Journalled runs that are to be carried to their end, one after the other.
pub(super) struct Sending<'a> {
    /// Where to.
    pub connection: &'a Connection,
    /// Their journal.
    pub store: Store,
    /// What is carried on of them, the oldest first.
    pub parts: Vec<Portion>,
    /// Rows that are not sent, to be told of with the others.
    pub left_out: Vec<ReportRow>,
    /// What the flags say.
    pub args: &'a RunArgs,
    /// Opens the secrets to be shown; none shows none.
    pub private_key: Option<&'a PrivateKey>,
}

/// A run that was carried on, and how it ended.
type Ended = (RunId, Result<Summary, SubmitError>);

impl Sending<'_> {
    /// Sends what is open, follows it, and prints the results.
    pub(super) async fn carry(self) -> Result<Exit, Stop> {
        if self.parts.iter().all(|part| part.counts.open() == 0) {
            return ending::report(&self, &[], self.stream()?);
        }
        let interrupt = Interrupt::catch()?;
        let (ended, stream) = self.submit(interrupt, self.stream()?).await?;
        ending::report(&self, &ended, stream)
    }

    /// The runs.
    pub(super) fn runs(&self) -> Vec<RunId> {
        self.parts.iter().map(|part| part.run).collect()
    }

    fn stream(&self) -> Result<Option<Stream>, Stop> {
        if self.args.format != Format::Jsonl {
            return Ok(None);
        }
        let rows = ending::rows(&self.store, &self.parts, &self.left_out)?;
        let (run, label) = (ending::newest(&self.parts), &self.connection.about.label);
        Ok(Some(Stream::begin(console::out(), run, rows, label)))
    }

    /// How far a run may go.
    fn bounds(&self) -> Bounds {
        let mut bounds = self.connection.about.bounds.clone();
        bounds.batch_size = self.args.batch_size.unwrap_or(bounds.batch_size);
        if self.args.keep_going {
            bounds.failed_percent = 100;
        }
        bounds
    }

    /// Submits the runs and follows them. The first interrupt lets what is under way land and ends it, the
    /// second leaves at once.
    async fn submit(
        &self,
        mut interrupt: Interrupt,
        stream: Option<Stream>,
    ) -> Result<(Vec<Ended>, Option<Stream>), Stop> {
        let controls = Arc::new(watch::Sender::new(Control::Go));
        let resume = again::resume(&self.runs());
        let interrupting = async {
            interrupt.asked().await;
            tell::line(&say!(
                "stopping: nothing more is sent, requests under way may finish; a second interrupt quits at once, and {resume} settles the rest",
                "正在停止：不再发送，等待进行中的请求完成；再次中断则立即退出，之后用 {resume}核实",
                resume
            ));
            controls.send_replace(Control::Cancel);
            interrupt.asked().await;
        };
        tokio::select! {
            done = self.one_by_one(&controls, stream) => done,
            () = interrupting => Err(Stop::new(
                Exit::Interrupted,
                say!("quit at once; nothing is lost: {resume} settles what was under way and resumes the run", "已立即退出；什么都没有丢失：{resume}会核实进行中的请求并继续", resume
                ),
            )),
        }
    }

    /// The runs in their order. What ends one before it is finished ends them all.
    async fn one_by_one(
        &self,
        controls: &Arc<watch::Sender<Control>>,
        mut stream: Option<Stream>,
    ) -> Result<(Vec<Ended>, Option<Stream>), Stop> {
        let mut all = Counts {
            skipped: self.left_out.len(),
            ..Counts::default()
        };
        for part in &self.parts {
            all += part.counts;
        }
        let mut ended: Vec<Ended> = Vec::new();
        for part in self.parts.iter().filter(|part| part.counts.open() > 0) {
            let before = ended.last().map(|(_, how)| how);
            if let Some(Ok(Summary { end, .. })) = before
                && *end != End::Finished
            {
                self.store.run_ended(part.run, clock::now(), end)?;
                continue;
            }
            if let Some(Err(_)) = before {
                break;
            }
            // What the run does not speak of.
            let (mut others, mut counts) = (all, part.counts);
            for state in RowState::ALL.iter().filter(|state| state.is_open()) {
                *others.of(*state) -= *counts.of(*state);
            }
            let (how, told) = self.one(part, others, controls, stream).await?;
            stream = told;
            if let Ok(Summary { counts, .. }) = &how {
                all = others;
                all += *counts;
            }
            ended.push((part.run, how));
        }
        Ok((ended, stream))
    }

    async fn one(
        &self,
        part: &Portion,
        others: Counts,
        controls: &Arc<watch::Sender<Control>>,
        stream: Option<Stream>,
    ) -> Result<(Result<Summary, SubmitError>, Option<Stream>), Stop> {
        let run = part.run;
        let job = Job {
            run,
            rows: part.open.clone(),
            bounds: self.bounds(),
            seed: rand::random(),
        };
        let (events, heard) = mpsc::unbounded_channel();
        let follow = Follow {
            part: part.clone(),
            others,
            teller: if console::shows_progress() {
                Teller::Bar(Bar::new(clock::steady()))
            } else {
                Teller::Lines(Lines::default())
            },
            stream,
            controls: Arc::clone(controls),
        };
        // On a thread of its own: whoever reads what is printed may be slow, and the run is not to wait.
        let here = Handle::current();
        let following = tokio::task::spawn_blocking(move || here.block_on(follow.events(heard)));
        let api = Arc::clone(&self.connection.api) as Arc<dyn Api>;
        let how = submit::drive(
            api,
            self.store.clone(),
            job,
            clock::shared(),
            events,
            controls.subscribe(),
        )
        .await;
        let unfollowed = |failed| {
            Stop::input(say!(
                "run {run} cannot be followed: {failed}",
                "无法跟踪任务 {run}：{failed}",
                failed
            ))
        };
        Ok((how, following.await.map_err(unfollowed)?))
    }
}

//! A world in which every text is whatever a test says.

use std::sync::Arc;

use enroll::domain::{
    Bounds, Cause, Counts, Draft, End, Existing, FoundDevice, Product, QueueId, RowIndex, RowState,
    RunId, RunRow, Site, StringI18n, Terms, Timestamp, Undone,
};
use enroll::enos::{ProductList, refusal};
use enroll::provision::existing::Likeness;
use enroll::provision::plan::{Plan, RowPlan, Survey};
use enroll::provision::run::{Control, Pace, Paused, Progress};
use enroll::provision::undo::{Blind, UndoResult};
use enroll::said::Said;
use enroll::store::{QueueRow, RunRecord, RunSummary, Waiting};
use enroll::submit::Event;
use enroll::submit::undo::UndoPreview;
use enroll::tui::runtime::{Perform, Replies};
use enroll::tui::shared::{
    About, Candidate, Candidates, Effect, GatewayReply, Msg, Session, Unopened, Workspace,
};

use crate::support::fake;
use crate::support::stage::NOW;

/// The world: a gateway that speaks `said`, and a disk that takes everything.
pub struct Echo(pub Arc<String>);

impl Echo {
    fn products(&self) -> Vec<Product> {
        let mut products = fake::products();
        for product in &mut products {
            product.product_desc = self.0.to_string();
        }
        products[1].product_name = StringI18n::plain(self.0.as_str());
        products
    }

    fn draft(&self) -> Draft {
        Draft {
            product_key: products_key(),
            device_name: StringI18n::plain(self.0.as_str()),
            device_desc: Some(self.0.to_string()),
            device_attributes: [("other".to_owned(), self.0.as_str().into())]
                .into_iter()
                .collect(),
            device_tags: [(self.0.to_string(), self.0.to_string())].into(),
            ..Draft::default()
        }
    }

    fn run(&self) -> RunRecord {
        let states = [
            RowState::Failed,
            RowState::Created,
            RowState::Unknown,
            RowState::Queued,
            RowState::InFlight,
            RowState::Skipped,
            RowState::Deleted,
            RowState::Created,
        ];
        let mut counts = Counts::default();
        for state in states {
            *counts.of(state) += 1;
        }
        let row = |(index, state)| RunRow {
            index,
            state,
            product_key: products_key(),
            device_key: (state != RowState::Unknown).then(|| self.0.to_string()),
            name: self.0.to_string(),
            asset_id: Some(self.0.to_string()),
            cause: Some(Box::new(self.cause())),
            request_id: Some(self.0.to_string()),
            has_secret: true,
            corrected: false,
            automatic: state == RowState::Failed,
            adopted: index == RowIndex(7),
            undo: false,
            attempts: 1,
        };
        RunRecord {
            summary: RunSummary {
                id: RunId(1),
                site: Site {
                    gateway: self.0.to_string(),
                    org_id: self.0.to_string(),
                    scope: "sandbox".to_owned(),
                },
                terms: Terms {
                    require_secret: false,
                    existing: Existing::Fail,
                },
                started_at: Timestamp(NOW),
                ended_at: Some(Timestamp(NOW)),
                end: None,
                counts,
                batches: 2,
                product_key: Some(self.0.to_string()),
                products: 2,
            },
            rows: (0..).map(RowIndex).zip(states).map(row).collect(),
        }
    }

    fn found(&self) -> FoundDevice {
        FoundDevice {
            device_key: self.0.to_string(),
            device_name: StringI18n::plain(self.0.as_str()),
            asset_id: self.0.to_string(),
            ..FoundDevice::default()
        }
    }

    /// Something of everything that a plan can say.
    fn plan(&self, rows: &[QueueRow]) -> Plan {
        let drafts = rows.iter().map(|row| &row.draft);
        let mut plan = Plan::new(
            drafts,
            [],
            [],
            &Survey::silent(Said::data(&self.0)),
            &Bounds::default(),
        );
        let tagged = Draft {
            device_tags: [(self.0.to_string(), String::new())].into(),
            ..Draft::default()
        };
        for row in &mut plan.rows {
            *row = RowPlan::Different(Arc::new(Likeness::of(&tagged, &self.found())));
        }
        plan
    }

    /// A run that pauses by itself, with everything to be said of its pace.
    fn event(&self) -> Event {
        Event::Turned {
            progress: Progress {
                pace: Pace {
                    asking: 3,
                    resting_until: Some(Timestamp(i64::MAX)),
                    slowed: Some(self.cause()),
                    ..Pace::default()
                },
                paused: Some(Paused::Because(Cause::TooManyFailed {
                    failed: 1,
                    answered: 2,
                })),
                ..Progress::default()
            },
        }
    }

    fn cause(&self) -> Cause {
        Cause::refused(refusal(Some(11_702), self.0.to_string()))
    }

    fn preview(&self) -> UndoPreview {
        let kept = UndoResult::Settled(Undone::Kept(self.cause()));
        let gone = UndoResult::Settled(Undone::Gone(self.cause()));
        let deletable = UndoResult::Deletable([Blind::Uses, Blind::Updates].into());
        UndoPreview {
            unfinished: false,
            results: [
                (RowIndex(0), kept),
                (RowIndex(1), deletable),
                (RowIndex(9), gone),
            ]
            .into(),
            unseen: Some((vec![RowIndex(2)], self.cause())),
        }
    }

    fn session(&self) -> Session {
        Session {
            runs: vec![self.run().summary],
            ..Session::default()
        }
    }

    fn workspace(&self) -> Workspace {
        let ready = Draft {
            product_key: products_key(),
            device_name: StringI18n::plain("ready"),
            timezone: "+08:00".to_owned(),
            device_attributes: [("serial".to_owned(), "SN-1".into())].into_iter().collect(),
            ..Draft::default()
        };
        let queue = (1..)
            .zip([self.draft(), ready])
            .map(|(id, draft)| QueueRow {
                id: QueueId(id),
                draft: draft.into(),
            });
        Workspace {
            queue: queue.collect(),
            run: Some(self.run()),
            ..Workspace::default()
        }
    }
}

fn products_key() -> String {
    "2zp6A70r".to_owned()
}

impl Perform<Effect, Msg> for Echo {
    #[expect(clippy::too_many_lines, reason = "one arm an effect")]
    fn perform(&self, effect: Effect, replies: Replies<Msg>) {
        let told = |reply| Msg::Gateway(0, reply);
        let msg = match effect {
            Effect::Open => Msg::Opened(Ok(Box::new(self.session()))),
            Effect::Connect(generation, request) => {
                let about = About {
                    label: request.label().to_owned(),
                    site: enroll::domain::Site {
                        org_id: self.0.to_string(),
                        scope: "sandbox".to_owned(),
                        ..enroll::domain::Site::default()
                    },
                    bounds: enroll::domain::Bounds::default(),
                    keys_by_server: false,
                    ..About::default()
                };
                Msg::Connected(generation, Ok(about))
            }
            Effect::LoadProducts => {
                let (products, more) = (self.products(), false);
                told(GatewayReply::Products(Ok(ProductList { products, more })))
            }
            Effect::LoadModel(id) => {
                let mut thing = fake::model(&id);
                thing.attributes[0].desc = self.0.to_string();
                thing.attributes[0].name = StringI18n::plain(self.0.as_str());
                told(GatewayReply::Model(id, Box::new(Ok(thing.into()))))
            }
            Effect::LoadProduct(key) => told(GatewayReply::Product(key, Err(Said::data(&self.0)))),
            Effect::CountDevices(key) => told(GatewayReply::Count(key, Err(Said::data(&self.0)))),
            Effect::Queue(change) => Msg::Queued(change.echo(), Ok(())),
            Effect::LoadRun(_) => Msg::Run(Ok(Box::new(self.run()))),
            Effect::LoadRow(run, index) => Msg::Row(run, index, Ok(Box::new(self.draft()))),
            Effect::LoadSent(run, index) => Msg::Sent(run, index, Ok(Box::new(self.draft()))),
            Effect::Requeue(run, rows) => {
                Msg::Requeued(run, rows.into_iter().map(|(row, _)| row).collect(), Ok(()))
            }
            Effect::Submit(submission) => {
                let ids = submission.rows.iter().map(|row| row.id).collect();
                Msg::RunBegun(ids, Ok(Box::new(self.run())))
            }
            Effect::GoOn(run) => Msg::Progress(run, self.event()),
            Effect::Control(Control::Cancel) => Msg::RunOver(RunId(1), Ok(End::Cancelled.into())),
            Effect::Plan { ticket, rows, .. } => {
                told(GatewayReply::Planned(ticket, Box::new(self.plan(&rows))))
            }
            Effect::PlanGoingOn(run) => told(GatewayReply::GoingOn(run, Err(Said::data(&self.0)))),
            Effect::PreviewUndo(run) => told(GatewayReply::UndoPreview(run, Ok(self.preview()))),
            Effect::Undo(run, _) => Msg::UndoOver(run, Err(Said::data(&self.0))),
            Effect::FindCandidates(run, index) => {
                let candidate = Candidate {
                    device: self.found(),
                    after_ms: Some(-1),
                };
                told(GatewayReply::Candidates(
                    run,
                    index,
                    Ok(Candidates {
                        devices: vec![candidate],
                        cut: true,
                    }),
                ))
            }
            Effect::Judge(run, index, judgement) => Msg::Judged(run, index, Ok(judgement)),
            Effect::Reveal(run, index) => Msg::Secret(run, index, Err(Said::data(&self.0))),
            Effect::Test(request) => Msg::Tested(
                Box::new(request),
                Err(Unopened::Because(Said::data(&self.0))),
            ),
            Effect::Examine => told(GatewayReply::Examined(Vec::new())),
            Effect::SaveConfig(config) => Msg::ConfigSaved(Ok(Box::new(config))),
            Effect::LoadWorkspace(scope) => Msg::Workspace(scope, Ok(Box::new(self.workspace()))),
            Effect::LoadWaiting => Msg::Waiting(Ok(vec![Waiting {
                scope: self.0.to_string(),
                queued: 7,
                form: true,
            }])),
            Effect::LoadToTake { from, into } => Msg::ToTake {
                from,
                into,
                rows: Ok(self.workspace().queue),
            },
            Effect::SaveForm(..)
            | Effect::Control(_)
            | Effect::Copy(_)
            | Effect::Suspend
            | Effect::Export(..)
            | Effect::RememberGateway(_) => return,
        };
        replies.send(msg);
    }
}

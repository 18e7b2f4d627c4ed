//! What an undo deletes, keeps, and makes of faults.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use enroll::domain::{Counts, End, Existing, RowIndex, RowState, RunId, Timestamp};
use enroll::enos::{Clock, Fault, refusal};
use enroll::provision::run::Control;
use enroll::sandbox::Operation;
use enroll::submit::Job;
use enroll::submit::undo::{UndoEvent, UndoPreview, UndoSummary, begin, preview, undo};
use enroll::words;
use tokio::sync::{mpsc, watch};

use crate::bench::{Act, Bench, EASY, EASY_TOO, bounds, clock, drafts};

impl Bench {
    pub async fn look(&self, run: RunId) -> UndoPreview {
        let (api, store) = (self.api.clone(), self.store.clone());
        preview(api, store, &job(run), clock()).await.unwrap()
    }

    pub async fn undo(&self, run: RunId) -> (UndoSummary, Vec<UndoEvent>) {
        let (events, mut heard) = mpsc::unbounded_channel();
        let (_wishes, controls) = watch::channel(Control::Go);
        let (api, store) = (self.api.clone(), self.store.clone());
        // Spawned, so that it has to be able to move between threads.
        let undoing =
            tokio::spawn(
                async move { undo(api, store, job(run), clock(), events, controls).await },
            );
        let summary = undoing.await.unwrap().unwrap();
        let mut told = Vec::new();
        while let Some(event) = heard.recv().await {
            told.push(event);
        }
        (summary, told)
    }

    async fn looked_and_undone(&self, run: RunId) -> UndoSummary {
        let preview = self.look(run).await;
        begin(&self.store, run, &preview, Timestamp(2)).unwrap();
        self.undo(run).await.0
    }

    fn counts(&self, run: RunId) -> Counts {
        self.store.run(run).unwrap().summary.counts
    }

    pub fn message(&self, run: RunId, row: usize) -> String {
        let row = &self.store.run(run).unwrap().rows[row];
        row.cause
            .as_deref()
            .map(|cause| words::cause(cause).en().to_owned())
            .unwrap_or_default()
    }
}

#[tokio::test]
async fn what_a_run_created_is_deleted_and_nothing_else() {
    let bench = Bench::new().await;
    let others = bench.run(&drafts(EASY, 1), Existing::Fail).await;
    let mut own = drafts(EASY_TOO, 120);
    own.extend(drafts(EASY, 3).into_iter().skip(1));
    let run = bench.run(&own, Existing::Fail).await;
    assert_eq!(bench.counts(run).created, 122);

    let preview = bench.look(run).await;
    assert_eq!((preview.deletable(), preview.unfinished), (122, false));
    assert_eq!(bench.requests(Operation::DeleteDevice), 0, "it only looks");
    begin(&bench.store, run, &preview, Timestamp(2)).unwrap();
    let (summary, events) = bench.undo(run).await;
    assert_eq!(summary.end, End::Finished);
    let told: usize = events.iter().map(|event| event.settled.len()).sum();
    assert_eq!((told, summary.progress.deleted), (122, 122));
    assert_eq!(bench.requests(Operation::DeleteDevice), 122);
    assert_eq!(bench.counts(run).deleted, 122);
    assert_eq!(bench.counts(others).created, 1);
    let left = bench.sandbox.devices();
    assert_eq!((left.len(), left[0].product_key.as_str()), (1, EASY));
}

#[tokio::test]
async fn adopted_devices_are_not_the_runs_own() {
    let bench = Bench::new().await;
    let devices = drafts(EASY, 2);
    bench.run(&devices[..1], Existing::Fail).await;
    let run = bench.begin(&devices, Existing::Adopt);
    let survey = enroll::submit::plan::survey(bench.api.as_ref(), &devices, false, &bounds()).await;
    let plan = enroll::provision::plan::Plan::new(&devices, [], [], &survey, &bounds());
    let settled = plan.known(&devices, Existing::Adopt);
    bench.settle(run, settled);
    bench.send(run).await;
    assert_eq!(bench.counts(run).created, 2);

    assert_eq!(bench.looked_and_undone(run).await.progress.deleted, 1);
    assert_eq!(bench.sandbox.devices()[0].device_key, "SN-0000");
}

#[tokio::test]
async fn what_was_touched_since_is_kept_and_says_why() {
    let bench = Bench::new().await;
    let run = bench.run(&drafts(EASY, 4), Existing::Fail).await;
    bench
        .api
        .retouch(|device| match device.device_key.as_str() {
            "SN-0000" => device.status = "online".to_owned(),
            "SN-0001" => device.timezone = "+09:00".to_owned(),
            "SN-0002" => device.asset_id = "another".to_owned(),
            _ => {}
        });
    // Not even when it was fine at the first look.
    bench
        .store
        .undo_begin(run, &[0, 1, 2, 3].map(RowIndex))
        .unwrap();
    let (summary, _) = bench.undo(run).await;
    assert_eq!((summary.progress.deleted, summary.progress.kept), (1, 2));
    assert_eq!(summary.progress.left, 1, "its asset is not shown any more");
    for (row, why) in [(0, "online"), (1, "timezone"), (2, "does not show")] {
        let told = bench.message(run, row);
        assert!(told.contains(why), "{told}");
    }
    assert_eq!(bench.sandbox.devices().len(), 3);
    assert_eq!(bench.store.undo_open(run).unwrap(), [2].map(RowIndex));
}

#[tokio::test]
async fn what_the_first_look_keeps_is_journalled_too() {
    let bench = Bench::new().await;
    let run = bench.run(&drafts(EASY, 2), Existing::Fail).await;
    bench.api.retouch(|device| {
        if device.device_key == "SN-0000" {
            device.status = "online".to_owned();
        }
    });
    let summary = bench.looked_and_undone(run).await;
    assert_eq!((summary.progress.deleted, summary.progress.kept), (1, 0));
    let told = bench.message(run, 0);
    assert!(told.contains("online"), "{told}");
    assert_eq!(bench.store.undo_open(run).unwrap(), Vec::<RowIndex>::new());
}

#[tokio::test]
async fn a_lost_reply_is_looked_up_and_not_repeated_blindly() {
    let bench = Bench::new().await;
    let run = bench.run(&drafts(EASY, 3), Existing::Fail).await;
    bench.api.deletes.lock().unwrap().push_back(Act::LoseReply);
    let summary = bench.looked_and_undone(run).await;
    assert_eq!(summary.end, End::Finished);
    let progress = summary.progress;
    assert_eq!(
        (progress.deleted, progress.gone),
        (2, 1),
        "EnOS said so twice"
    );
    assert_eq!(bench.requests(Operation::DeleteDevice), 3, "none twice");
    assert_eq!(bench.counts(run).deleted, 3);
    // Deletions are under way side by side, so any of the three may have met the loss.
    let lost = |row: &usize| bench.message(run, *row).contains("its reply was lost");
    assert_eq!((0..3).filter(lost).count(), 1);
}

#[tokio::test]
async fn faults_are_waited_out() {
    let bench = Bench::new().await;
    let run = bench.run(&drafts(EASY, 6), Existing::Fail).await;
    let preview = bench.look(run).await;
    begin(&bench.store, run, &preview, Timestamp(2)).unwrap();
    let busy = || Fault::RateLimited { code: None };
    let slow = || Fault::Timeout { ms: 60000 };
    bench.api.searches.lock().unwrap().extend([slow(), busy()]);
    bench.api.gets.lock().unwrap().extend([slow(), busy()]);
    bench
        .api
        .deletes
        .lock()
        .unwrap()
        .extend([Act::Refuse(busy()), Act::Pass, Act::Refuse(slow())]);
    let (summary, events) = bench.undo(run).await;
    assert_eq!((summary.end, summary.progress.deleted), (End::Finished, 6));
    let slowed = |event: &UndoEvent| event.progress.slowed.is_some();
    assert!(events.iter().any(slowed), "it is told");
}

#[tokio::test]
async fn a_search_that_shows_too_little_makes_nothing_gone() {
    let bench = Bench::new().await;
    let run = bench.run(&drafts(EASY, 3), Existing::Fail).await;
    bench
        .api
        .retouch(|device| device.device_key = "another".to_owned());
    let preview = bench.look(run).await;
    assert_eq!(preview.deletable(), 3, "{:?}", preview.results);
}

#[tokio::test]
async fn a_business_refusal_keeps_the_device_and_its_words() {
    let bench = Bench::new().await;
    let run = bench.run(&drafts(EASY, 2), Existing::Fail).await;
    let refused = Fault::Refused(refusal(Some(99_601), "in use"));
    bench
        .api
        .deletes
        .lock()
        .unwrap()
        .push_back(Act::Refuse(refused));
    let summary = bench.looked_and_undone(run).await;
    assert_eq!((summary.progress.deleted, summary.progress.kept), (1, 1));
    // Which of the two was the first to be deleted is not said.
    let told = [bench.message(run, 0), bench.message(run, 1)].concat();
    assert!(told.contains("in use") && told.contains("99601"), "{told}");
}

#[tokio::test]
async fn refused_credentials_stop_it_and_it_goes_on_later() {
    let bench = Bench::new().await;
    let run = bench.run(&drafts(EASY, 5), Existing::Fail).await;
    let refused = || Fault::Credentials(refusal(Some(1003), "no"));
    bench.api.searches.lock().unwrap().push_back(refused());
    let look = bench.look(run).await;
    let (rows, _) = look.unseen.unwrap();
    assert_eq!(rows, [0, 1, 2, 3, 4].map(RowIndex));

    let look = bench.look(run).await;
    begin(&bench.store, run, &look, Timestamp(2)).unwrap();
    let acts = [Act::Pass, Act::Refuse(refused())];
    bench.api.deletes.lock().unwrap().extend(acts);
    let (summary, _) = bench.undo(run).await;
    assert!(matches!(summary.end, End::Stopped { .. }), "{summary:?}");
    let open = bench.store.undo_open(run).unwrap();
    assert_eq!(open.len(), summary.progress.open);
    assert!(!open.is_empty());

    let look = bench.look(run).await;
    assert_eq!((look.unfinished, look.deletable()), (true, open.len()));
    assert_eq!(bench.looked_and_undone(run).await.end, End::Finished);
    assert_eq!(bench.counts(run).deleted, 5);
}

#[tokio::test]
async fn an_undo_cut_short_goes_on_and_counts_what_is_gone() {
    let bench = Bench::new().await;
    let run = bench.run(&drafts(EASY, 60), Existing::Fail).await;
    let preview = bench.look(run).await;
    begin(&bench.store, run, &preview, Timestamp(2)).unwrap();
    let (events, mut heard) = mpsc::unbounded_channel();
    let (_wishes, controls) = watch::channel(Control::Go);
    {
        let (api, store) = (Arc::clone(&bench.api), bench.store.clone());
        let undoing = undo(api, store, job(run), clock(), events, controls);
        tokio::pin!(undoing);
        // Dropped with calls under way, as by a kill.
        loop {
            tokio::select! {
                _ = &mut undoing => panic!("too fast"),
                event = heard.recv() => {
                    if event.unwrap().progress.deleted >= 10 {
                        break;
                    }
                }
            }
        }
    }
    let (summary, _) = bench.undo(run).await;
    assert_eq!(summary.end, End::Finished);
    // Of those under way, the replies were not heard: that they are gone is known all the same.
    assert_eq!((bench.counts(run).deleted, summary.progress.left), (60, 0));
    assert_eq!(bench.sandbox.devices().len(), 0);
}

#[tokio::test]
async fn cancelling_keeps_the_rest_for_later() {
    let bench = Bench::new().await;
    let run = bench.run(&drafts(EASY, 60), Existing::Fail).await;
    let preview = bench.look(run).await;
    begin(&bench.store, run, &preview, Timestamp(2)).unwrap();
    let (events, mut heard) = mpsc::unbounded_channel();
    let (controls, listening) = watch::channel(Control::Pause);
    let (api, store) = (Arc::clone(&bench.api), bench.store.clone());
    let undoing = undo(api, store, job(run), clock(), events, listening);
    let wishing = async {
        controls.send_replace(Control::Go);
        while heard
            .recv()
            .await
            .is_some_and(|event| event.progress.deleted == 0)
        {}
        // The sender goes: nobody could end this pause any more.
        controls.send_replace(Control::Pause);
        drop(controls);
        while heard.recv().await.is_some() {}
    };
    let (summary, ()) = tokio::join!(undoing, wishing);
    let summary = summary.unwrap();
    assert_eq!(summary.end, End::Cancelled);
    let counts = bench.counts(run);
    assert_eq!(counts.deleted, summary.progress.deleted);
    assert_eq!(bench.sandbox.devices().len(), counts.created);
    assert!(counts.created > 0);
}

pub fn job(run: RunId) -> Job {
    Job {
        run,
        rows: None,
        bounds: bounds(),
        seed: 1,
    }
}

pub fn states(bench: &Bench, run: RunId) -> Vec<RowState> {
    let rows = bench.store.run(run).unwrap().rows;
    rows.iter().map(|row| row.state).collect()
}

#[tokio::test]
async fn a_change_between_the_search_and_the_last_look_keeps_the_device() {
    let bench = Bench::new().await;
    let run = bench.run(&drafts(EASY, 3), Existing::Fail).await;
    let preview = bench.look(run).await;
    begin(&bench.store, run, &preview, Timestamp(2)).unwrap();
    bench.api.retouch_assets(|device| {
        if device.device_key == "SN-0001" {
            device
                .device_tags
                .insert("owner".to_owned(), "x".to_owned());
        }
    });
    let (summary, _) = bench.undo(run).await;
    assert_eq!((summary.progress.deleted, summary.progress.kept), (2, 1));
    assert!(bench.message(run, 1).contains("deviceTags.owner"));
}

#[tokio::test]
async fn searches_ask_when_anything_was_last_updated() {
    let bench = Bench::new().await;
    let run = bench.run(&drafts(EASY, 1), Existing::Fail).await;
    bench.look(run).await;
    assert!(bench.api.asked_for_updates());
}

#[tokio::test]
async fn a_clock_that_is_set_neither_stalls_it_nor_hurries_it() {
    let bench = Bench::new().await;
    let run = bench.run(&drafts(EASY, 3), Existing::Fail).await;
    let preview = bench.look(run).await;
    begin(&bench.store, run, &preview, Timestamp(2)).unwrap();
    let busy = Fault::RateLimited { code: None };
    bench
        .api
        .deletes
        .lock()
        .unwrap()
        .push_back(Act::Refuse(busy));
    // Each look at it, it has been set back by an hour.
    let hours = AtomicI64::new(0);
    let clock: Clock = Arc::new(move || {
        let back = hours.fetch_add(1, Ordering::Relaxed) * 3_600_000;
        Timestamp(jiff::Timestamp::now().as_millisecond() - back)
    });
    let (events, _) = mpsc::unbounded_channel();
    let (_wishes, controls) = watch::channel(Control::Go);
    let (api, store) = (bench.api.clone(), bench.store.clone());
    let undoing = undo(api, store, job(run), clock, events, controls);
    let summary = tokio::time::timeout(Duration::from_secs(20), undoing).await;
    assert_eq!(summary.unwrap().unwrap().progress.deleted, 3);
}

#[tokio::test]
async fn a_token_that_others_renew_is_no_reason_to_stop() {
    let bench = Bench::new().await;
    let run = bench.run(&drafts(EASY, 4), Existing::Fail).await;
    let preview = bench.look(run).await;
    begin(&bench.store, run, &preview, Timestamp(2)).unwrap();
    let thief = || Fault::Credentials(refusal(Some(1203), "expired"));
    bench.api.searches.lock().unwrap().push_back(thief());
    bench.api.gets.lock().unwrap().push_back(thief());
    bench
        .api
        .deletes
        .lock()
        .unwrap()
        .push_back(Act::Refuse(thief()));
    let (summary, _) = bench.undo(run).await;
    assert_eq!((summary.end, summary.progress.deleted), (End::Finished, 4));
}

//! What EnOS is asked for a plan, and what becomes of questions without an answer.

use std::sync::Arc;

use enroll::domain::{Difference, Draft, Existing, Field, RowState};
use enroll::enos::{Api, Fault, refusal};
use enroll::provision::plan::{Part, Plan, RowPlan, Survey};
use enroll::sandbox::Operation;
use enroll::submit::plan::survey;
use enroll::words;

use crate::bench::{Bench, EASY, EASY_TOO, bounds, client, draft, drafts};

/// The sandbox's almost full product: 9,997 devices.
const FULL: &str = "Mi99fU1L";

impl Bench {
    /// Spawned, so that it has to be able to move between threads.
    async fn survey(&self, drafts: &[Draft]) -> Survey {
        let (api, drafts) = (Arc::clone(&self.api), drafts.to_vec());
        let asking =
            tokio::spawn(async move { survey(api.as_ref(), &drafts, false, &bounds()).await });
        asking.await.unwrap()
    }

    async fn plan(&self, drafts: &[Draft]) -> Plan {
        Plan::new(drafts, [], [], &self.survey(drafts).await, &bounds())
    }
}

#[tokio::test]
async fn devices_that_exist_are_found_among_many() {
    let bench = Bench::new().await;
    let there = drafts(EASY, 120);
    bench.run(&there, Existing::Fail).await;
    let mut wanted = there;
    wanted[7].timezone = "+09:00".to_owned();
    wanted.extend([draft(EASY, "SN-9999"), draft(EASY_TOO, "SN-0001")]);
    let plan = bench.plan(&wanted).await;

    let identical = |row: &RowPlan| matches!(row, RowPlan::Identical(_));
    assert_eq!(plan.rows.iter().filter(|row| identical(row)).count(), 119);
    let RowPlan::Different(device) = &plan.rows[7] else {
        panic!("{:?}", plan.rows[7]);
    };
    let timezone = Difference {
        field: Field::Timezone,
        wanted: "+09:00".to_owned(),
        found: "+08:00".to_owned(),
    };
    assert_eq!(*device.differs, [timezone]);
    assert_eq!(plan.rows[120..], [RowPlan::Create, RowPlan::Create]);
    assert_eq!(plan.unchecked, []);
    assert_eq!(plan.products[0].used, Some(120));
    // Two products to count, 121 keys of one and 1 of the other to look up.
    assert_eq!(bench.requests(Operation::SearchDevices), 2 + 3 + 1);
}

#[tokio::test]
async fn an_almost_full_product_is_told_before_anything_is_sent() {
    let bench = Bench::new().await;
    let plan = bench.plan(&drafts(FULL, 5)).await;
    assert_eq!(
        words::headroom(&plan.products[0]),
        "9,997 of 10,000 used, 5 wanted, 2 will not fit"
    );
    assert_eq!(
        plan.rows[2..],
        [RowPlan::Create, RowPlan::NoRoom, RowPlan::NoRoom]
    );
    assert_eq!(bench.requests(Operation::BatchCreateDevices), 0);
}

#[tokio::test]
async fn what_the_policy_settles_is_not_sent() {
    let bench = Bench::new().await;
    let devices = drafts(EASY, 3);
    bench.run(&devices[..2], Existing::Fail).await;
    let plan = bench.plan(&devices).await;
    for (policy, state) in [
        (Existing::Fail, RowState::Failed),
        (Existing::Skip, RowState::Skipped),
        (Existing::Adopt, RowState::Created),
    ] {
        let run = bench.begin(&devices[..2], policy);
        let settled = plan.known(&devices[..2], policy);
        let before = bench.requests(Operation::BatchCreateDevices);
        bench.settle(run, settled);
        bench.send(run).await;
        let rows = bench.store.run(run).unwrap().rows;
        assert!(rows.iter().all(|row| row.state == state), "{rows:?}");
        let adopted = rows.iter().filter(|row| row.adopted).count();
        assert_eq!(adopted, if policy == Existing::Adopt { 2 } else { 0 });
        assert_eq!(bench.requests(Operation::BatchCreateDevices), before);
    }
    assert_eq!(bench.sandbox.devices().len(), 2);
}

#[tokio::test]
async fn a_passing_fault_is_asked_past_twice_and_then_ends_the_survey() {
    let bench = Bench::new().await;
    bench.run(&drafts(EASY, 1), Existing::Fail).await;
    let fail = |times| {
        let busy = || Fault::RateLimited { code: None };
        let mut searches = bench.api.searches.lock().unwrap();
        searches.extend((0..times).map(|_| busy()));
    };
    fail(2);
    let plan = bench.plan(&drafts(EASY, 1)).await;
    assert!(matches!(plan.rows[0], RowPlan::Identical(_)), "{plan:?}");

    fail(3);
    let before = bench.requests(Operation::SearchDevices);
    let survey = bench.survey(&drafts(EASY, 1)).await;
    assert!(survey.silence().is_some_and(|why| why.en().contains("429")));
    assert_eq!(bench.requests(Operation::SearchDevices), before);
}

#[tokio::test]
async fn a_refused_question_leaves_the_others_to_be_asked() {
    let bench = Bench::new().await;
    let refused = Fault::Refused(refusal(Some(99_400), "bad expression"));
    bench.api.searches.lock().unwrap().push_back(refused);
    let plan = bench.plan(&drafts(EASY, 1)).await;
    assert_eq!(plan.rows, [RowPlan::Create]);
    assert_eq!(
        words::gap(&plan.unchecked[0]),
        &*format!(
            "product {EASY}: not checked how many devices it has room for: EnOS refused the request: bad expression (99400)"
        )
    );
}

#[tokio::test]
async fn a_key_that_no_search_can_carry_is_asked_for_by_itself() {
    let bench = Bench::new().await;
    let devices = [draft(EASY, "SN\\1"), draft(EASY, "SN-2")];
    bench.run(&devices[1..], Existing::Fail).await;
    let plan = bench.plan(&devices).await;
    assert_eq!(plan.rows[0], RowPlan::Create);
    assert!(matches!(plan.rows[1], RowPlan::Identical(_)), "{plan:?}");
}

#[tokio::test]
async fn without_a_gateway_the_rest_is_not_even_asked() {
    let bench = Bench::new().await;
    let nowhere: Arc<dyn Api> = Arc::new(client("http://127.0.0.1:9", &bench.sandbox));
    let mut devices = drafts(EASY, 100);
    devices.extend(drafts(EASY_TOO, 1));
    let survey = survey(nowhere.as_ref(), &devices, false, &bounds()).await;
    let why = survey.silence().unwrap();
    assert!(why.en().contains("cannot be reached"), "{why:?}");
    let plan = Plan::new(&devices, [], [], &survey, &bounds());
    assert_eq!(plan.parts().of(Part::Unchecked), 101);
    assert_eq!(plan.unchecked.len(), 4, "{:?}", plan.unchecked);
}

//! Any sequence of calls: no row is lost or doubled, and every state is what the rules say.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::domain::{Outcome, QueueId, RowIndex, RunId, Timestamp};

#[derive(Clone, Debug)]
enum Step {
    Add(usize),
    Remove(usize),
    PutBack,
    Begin(usize),
    Sent(Rows),
    Unsent(Rows),
    Settled(Vec<(RowIndex, RowState)>),
    Requeue(Rows, bool),
    Undo(Rows),
    Undone(Vec<(RowIndex, bool)>),
    End,
    Crash,
}

/// Rows of the latest run; some may not exist, some may come twice.
type Rows = Vec<RowIndex>;

fn step() -> impl Strategy<Value = Step> {
    let row = || (0..4_u32).prop_map(RowIndex);
    let rows = || prop::collection::vec(row(), 1..3);
    let outcome = prop_oneof![
        Just(RowState::Created),
        Just(RowState::Failed),
        Just(RowState::Skipped),
        Just(RowState::Unknown)
    ];
    prop_oneof![
        2 => (1..5_usize).prop_map(Step::Add),
        1 => (0..3_usize).prop_map(Step::Remove),
        1 => Just(Step::PutBack),
        1 => (2..6_usize).prop_map(Step::Begin),
        6 => rows().prop_map(Step::Sent),
        2 => rows().prop_map(Step::Unsent),
        4 => prop::collection::vec((row(), outcome), 1..3).prop_map(Step::Settled),
        2 => (rows(), any::<bool>()).prop_map(|(rows, corrected)| Step::Requeue(rows, corrected)),
        2 => rows().prop_map(Step::Undo),
        2 => prop::collection::vec((row(), any::<bool>()), 1..3).prop_map(Step::Undone),
        1 => Just(Step::End),
        2 => Just(Step::Crash),
    ]
}

/// What should be in the store: the devices by number, told apart by their time zone, which nothing changes.
#[derive(Default)]
struct Model {
    next: usize,
    queue: Vec<usize>,
    removed: Vec<QueueRow>,
    runs: Vec<(RunId, Vec<(usize, RowState)>)>,
    /// Rows of the latest run whose devices are to be deleted.
    undo: BTreeSet<RowIndex>,
    reports: usize,
}

fn numbered(n: usize) -> Draft {
    Draft {
        timezone: n.to_string(),
        ..draft(n)
    }
}

fn number(draft: &Draft) -> usize {
    draft.timezone.parse().unwrap()
}

/// The rule for a row in `from`, or none when the call is refused.
fn settled(from: RowState, report: RowState) -> Option<RowState> {
    match (from, report) {
        (RowState::Queued, RowState::Unknown) => None,
        (RowState::Created | RowState::Deleted, _)
        | (RowState::Failed | RowState::Skipped, RowState::Unknown) => Some(from),
        (_, report) => Some(report),
    }
}

impl Model {
    /// Moves rows of the latest run, all or none, and tells whether the store should have agreed.
    fn shift(
        &mut self,
        rows: &[(RowIndex, RowState)],
        rule: impl Fn(RowState, RowState) -> Option<RowState>,
    ) -> bool {
        let Some((_, latest)) = self.runs.last_mut() else {
            return false;
        };
        let mut moved = latest.clone();
        for (row, to) in rows {
            let Some(slot) = moved.get_mut(row.place()) else {
                return false;
            };
            let Some(state) = rule(slot.1, *to) else {
                return false;
            };
            slot.1 = state;
        }
        *latest = moved;
        true
    }

    fn run(&self) -> RunId {
        self.runs.last().map_or(RunId(99), |(run, _)| *run)
    }
}

fn to(rows: &[RowIndex], state: RowState) -> Vec<(RowIndex, RowState)> {
    rows.iter().map(|row| (*row, state)).collect()
}

fn outcome(state: RowState) -> Outcome {
    match state {
        RowState::Created => created("asset", Some(sealed("x"))),
        RowState::Failed => failed("no"),
        RowState::Skipped => skipped("exists"),
        _ => unknown("perhaps"),
    }
}

#[expect(clippy::too_many_lines, reason = "one arm for each step")]
fn apply(step: &Step, store: &Store, model: &mut Model) {
    let run = model.run();
    match step {
        Step::Add(count) => {
            let new: Vec<_> = (model.next..model.next + count).collect();
            let rows: Vec<_> = new
                .iter()
                .map(|n| QueueRow {
                    id: QueueId(i64::try_from(*n).unwrap()),
                    draft: numbered(*n).into(),
                })
                .collect();
            put(store, &rows);
            model.next += count;
            model.queue.extend(new);
        }
        Step::Remove(at) => {
            if let Some(row) = store.queue(SCOPE).unwrap().get(*at) {
                take_out(store, &[row.id]);
                model.queue.retain(|n| *n != number(&row.draft.open()));
                model.removed.push(row.clone());
            }
        }
        Step::PutBack => {
            if let Some(row) = model.removed.pop() {
                model.queue.push(number(&row.draft.open()));
                put(store, &[row]);
            }
        }
        Step::Begin(count) => {
            let taken: Vec<_> = store
                .queue(SCOPE)
                .unwrap()
                .into_iter()
                .take(*count)
                .collect();
            let drafts: Vec<_> = taken.iter().map(|row| row.draft.open()).collect();
            let ids: Vec<_> = taken.iter().map(|row| row.id).collect();
            let run = begin_with(store, &drafts, &ids).unwrap();
            let rows: Vec<_> = drafts
                .iter()
                .map(|draft| (number(draft), RowState::Queued))
                .collect();
            model
                .queue
                .retain(|n| !rows.iter().any(|(taken, _)| taken == n));
            model.runs.push((run, rows));
            model.undo.clear();
        }
        Step::Sent(rows) => {
            let agreed = store.batch_sent(run, rows, Timestamp(1)).is_ok();
            let rule = |from, to| (from == RowState::Queued).then_some(to);
            assert_eq!(agreed, model.shift(&to(rows, RowState::InFlight), rule));
        }
        Step::Unsent(rows) => {
            let agreed = store.rows_put_back(run, rows).is_ok();
            let rule =
                |from, to| matches!(from, RowState::InFlight | RowState::Unknown).then_some(to);
            assert_eq!(
                agreed || run == RunId(99),
                model.shift(&to(rows, RowState::Queued), rule) || run == RunId(99)
            );
        }
        Step::Settled(rows) => {
            let outcomes: Vec<_> = rows
                .iter()
                .map(|(row, state)| (*row, outcome(*state)))
                .collect();
            let agreed = store.rows_settled(run, &outcomes, Timestamp(2)).is_ok();
            let expected = model.shift(rows, settled);
            assert_eq!(agreed || run == RunId(99), expected || run == RunId(99));
            if expected {
                model.reports += rows.len();
            }
        }
        Step::Requeue(rows, corrected) => {
            let drafts: Vec<_> = rows
                .iter()
                .map(|row| {
                    let draft = store.row_draft(run, *row).ok();
                    (
                        *row,
                        draft.filter(|_| *corrected).map(|draft| {
                            new_row(Draft {
                                product_key: "corrected".to_owned(),
                                ..draft
                            })
                        }),
                    )
                })
                .collect();
            let agreed = store.row_requeue(run, &drafts).is_ok();
            let rule = |from, to| matches!(from, RowState::Failed | RowState::Queued).then_some(to);
            assert_eq!(
                agreed || run == RunId(99),
                model.shift(&to(rows, RowState::Queued), rule) || run == RunId(99)
            );
        }
        Step::Undo(rows) => undo(rows, store, model),
        Step::Undone(rows) => undone(rows, store, model),
        Step::End => assert_eq!(
            store.run_ended(run, Timestamp(3), &End::Finished).is_ok(),
            run != RunId(99)
        ),
        Step::Crash => unreachable!("done by the caller, who owns the store"),
    }
}

fn undo(rows: &[RowIndex], store: &Store, model: &mut Model) {
    let agreed = store.undo_begin(model.run(), rows).is_ok();
    let rule = |from, _| (from == RowState::Created).then_some(from);
    let expected = model.shift(&to(rows, RowState::Created), rule);
    assert_eq!(agreed, expected);
    if expected {
        model.undo.extend(rows);
    }
}

/// The rows, and whether the device of each is gone.
fn undone(rows: &[(RowIndex, bool)], store: &Store, model: &mut Model) {
    let settled: Vec<_> = rows
        .iter()
        .map(|(row, gone)| {
            let undone = if *gone {
                Undone::Deleted
            } else {
                Undone::Kept(Cause::ShownNoMore)
            };
            (*row, undone)
        })
        .collect();
    let agreed = store
        .undo_settled(model.run(), &settled, Timestamp(3))
        .is_ok();
    let mut undo = model.undo.clone();
    let expected = rows.iter().all(|(row, _)| undo.remove(row));
    assert_eq!(agreed, expected);
    if expected {
        let gone = rows.iter().filter(|(_, gone)| *gone);
        let gone: Vec<_> = gone.map(|(row, _)| (*row, RowState::Deleted)).collect();
        model.shift(&gone, |_, to| Some(to));
        model.undo = undo;
        model.reports += rows.len();
    }
}

fn check(store: &Store, model: &Model) {
    let mut seen = BTreeSet::new();
    let queue: BTreeSet<_> = store
        .queue(SCOPE)
        .unwrap()
        .iter()
        .map(|row| number(&row.draft.open()))
        .collect();
    assert_eq!(queue, model.queue.iter().copied().collect());
    seen.extend(queue);
    seen.extend(model.removed.iter().map(|row| number(&row.draft.open())));
    let summaries = store.runs().unwrap();
    assert_eq!(summaries.len(), model.runs.len());
    for ((run, rows), summary) in model.runs.iter().zip(summaries.iter().rev()) {
        let record = store.run(*run).unwrap();
        assert_eq!(&record.summary, summary);
        assert_eq!(summary.counts.total(), rows.len());
        let states: Vec<_> = rows.iter().map(|(_, state)| *state).collect();
        let open = states.iter().filter(|state| state.is_open()).count();
        assert_eq!(store.open_rows(*run).unwrap().len(), open);
        assert_eq!(
            record.rows.iter().map(|row| row.state).collect::<Vec<_>>(),
            states
        );
        for state in RowState::ALL {
            let count = states.iter().filter(|other| *other == state).count();
            assert_eq!(*summary.counts.clone().of(*state), count);
            let of_state: Vec<RowIndex> = (0..)
                .map(RowIndex)
                .zip(&states)
                .filter_map(|(row, other)| (other == state).then_some(row))
                .collect();
            for (row, draft) in store.drafts(*run, &of_state).unwrap() {
                assert_eq!(number(&draft), rows[row.place()].0);
                assert!(seen.insert(number(&draft)), "twice");
            }
        }
    }
    assert_eq!(
        seen.len(),
        model.next,
        "every draft is in the queue, removed by the user, or in a run"
    );
    if let Some((run, _)) = model.runs.last() {
        let undo: Vec<_> = model.undo.iter().copied().collect();
        assert_eq!(store.undo_open(*run).unwrap(), undo);
    }
    let reports: usize = model
        .runs
        .iter()
        .map(|(run, _)| history(store, *run).len())
        .sum();
    assert_eq!(reports, model.reports);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn no_sequence_of_calls_loses_a_row(steps in prop::collection::vec(step(), 1..40)) {
        let (dir, mut store) = fresh();
        let mut model = Model::default();
        let first = [Step::Add(5), Step::Begin(4)];
        for step in first.iter().chain(&steps) {
            if let Step::Crash = step {
                drop(store);
                store = Store::open(dir.path()).unwrap();
                for (_, rows) in &mut model.runs {
                    for (_, state) in rows.iter_mut().filter(|(_, state)| *state == RowState::InFlight) {
                        *state = RowState::Unknown;
                        model.reports += 1;
                    }
                }
            } else {
                apply(step, &store, &mut model);
            }
            check(&store, &model);
        }
    }
}

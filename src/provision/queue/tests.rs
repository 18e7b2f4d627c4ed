//! The queue's steps back and forth, and the checks between its rows.

mod kept;

use std::cell::Cell;

use proptest::prelude::*;

use super::*;
use crate::domain::{QueueId, StringI18n};
use crate::provision::{Flaw, Severity};
use crate::said::Said;

fn packed(product: &str, key: &str, name: &str) -> PackedDraft {
    draft(product, key, name).into()
}

fn draft(product: &str, key: &str, name: &str) -> Draft {
    Draft {
        product_key: product.to_owned(),
        device_name: StringI18n::plain(name),
        timezone: "+08:00".to_owned(),
        device_key: (!key.is_empty()).then(|| key.to_owned()),
        ..Draft::default()
    }
}

fn names(queue: &Queue) -> Vec<(QueueId, String)> {
    queue
        .rows()
        .map(|(id, draft)| (id, draft.name().to_owned()))
        .collect()
}

#[test]
fn steps_are_undone_and_redone_with_what_to_persist() {
    let mut queue = Queue::new([(QueueId(1), packed("P", "", "a"))]);
    queue.add([
        (QueueId(2), packed("P", "", "b")),
        (QueueId(3), packed("P", "", "c")),
    ]);
    let removed = queue.remove(&[QueueId(1), QueueId(3), QueueId(9)]);
    assert_eq!(removed.remove, [1, 3].map(QueueId));
    assert_eq!(names(&queue), [(QueueId(2), "b".to_owned())]);

    let back = queue.undo().unwrap();
    assert_eq!(back.remove, []);
    let ids: Vec<_> = back.put.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids, [1, 3].map(QueueId));
    assert_eq!(
        queue.rows().map(|(id, _)| id).collect::<Vec<_>>(),
        [1, 2, 3].map(QueueId)
    );

    assert_eq!(queue.undo().unwrap().remove, [2, 3].map(QueueId));
    assert_eq!(queue.undo(), None);
    queue.redo();
    queue.redo();
    assert_eq!(names(&queue), [(QueueId(2), "b".to_owned())]);
    assert_eq!(queue.redo(), None);
}

#[test]
fn a_new_step_ends_what_could_be_redone() {
    let mut queue = Queue::new([(QueueId(1), packed("P", "", "a"))]);
    queue.edit(QueueId(1), &draft("P", "", "b"));
    queue.undo();
    queue.edit(QueueId(1), &draft("P", "", "c"));
    assert_eq!(queue.redo(), None);
    assert_eq!(names(&queue), [(QueueId(1), "c".to_owned())]);
}

#[test]
fn what_changes_nothing_is_no_step() {
    let mut queue = Queue::new([(QueueId(1), packed("P", "", "a"))]);
    assert_eq!(
        queue.edit(QueueId(1), &draft("P", "", "a")),
        Change::default()
    );
    assert_eq!(
        queue.edit(QueueId(7), &draft("P", "", "x")),
        Change::default()
    );
    assert_eq!(queue.remove(&[QueueId(7)]), Change::default());
    assert_eq!(queue.undo(), None);
}

#[test]
fn rows_handed_to_a_run_do_not_come_back() {
    let mut queue = Queue::new([
        (QueueId(1), packed("P", "", "a")),
        (QueueId(2), packed("P", "", "b")),
    ]);
    queue.edit(QueueId(1), &draft("P", "", "c"));
    queue.remove(&[QueueId(2)]);
    queue.hand_over(&[QueueId(1)]);
    assert_eq!(queue.undo(), None);
    assert_eq!(names(&queue), []);
}

#[test]
fn clashes_name_the_earlier_row() {
    let rows = [
        draft("P", "KEY-1", "a"),
        draft("P", "KEY-1", "b"),
        draft("Q", "KEY-1", "a"),
        draft("P", "", "a"),
        draft("P", "", "c"),
        draft("Q", "KEY-1", "x"),
    ];
    let found: Vec<Vec<_>> = check_all(&rows, &|_| None, &|_| None, Rules::default())
        .into_iter()
        .map(|problems| {
            let tell = |problem: Problem| (problem.severity, problem.flaw);
            problems.into_iter().map(tell).collect()
        })
        .collect();
    let same_key = |row, product: Option<&str>| {
        let product = product.map(str::to_owned);
        Flaw::SameKey { row, product }
    };
    let none = Vec::new();
    assert_eq!(
        found,
        [
            none.clone(),
            vec![(Severity::Error, same_key(1, None))],
            vec![(Severity::Warning, same_key(1, Some("P")))],
            vec![(Severity::Warning, Flaw::SameName { row: 1 })],
            none,
            vec![(Severity::Error, same_key(3, None))],
        ]
    );
}

#[test]
fn clashes_take_their_place_in_the_order_of_the_form() {
    let mut later = draft("P", "KEY 1", "a");
    later.device_tags.insert(String::new(), String::new());
    let rows = [draft("P", "KEY 1", "a"), later];
    let found = check_all(&rows, &|_| None, &|_| None, Rules::default());
    let fields: Vec<_> = found[1]
        .iter()
        .map(|problem| problem.field.clone())
        .collect();
    assert_eq!(
        fields,
        [
            Field::Name,
            Field::DeviceKey,
            Field::DeviceKey,
            Field::Tag(String::new())
        ]
    );
}

#[test]
fn each_row_is_checked_as_alone_against_its_own_model() {
    let asked = Cell::new(0);
    let model = ThingModel {
        model_id: "m".to_owned(),
        ..ThingModel::default()
    };
    let models = |product: &str| {
        asked.set(asked.get() + 1);
        (product == "P").then_some(&model)
    };
    let mut with_attribute = draft("P", "KEY-1", "a");
    with_attribute
        .device_attributes
        .insert("x".to_owned(), 1.into());
    with_attribute.timezone = "UTC+8".to_owned();
    let unchecked = Draft {
        product_key: "Q".to_owned(),
        device_key: None,
        ..with_attribute.clone()
    };
    let found = check_all(
        [&with_attribute, &unchecked],
        &models,
        &|_| None,
        Rules::default(),
    );
    let alone = crate::provision::check(&with_attribute, Some(&model), Rules::default());
    assert_eq!(found[0], alone);
    assert_eq!(found[0].len(), 2);
    assert_eq!(found[1].len(), 1, "the same zone is judged the same again");
    assert_eq!(asked.get(), 2);
}

#[test]
fn a_product_that_is_not_shown_is_an_error_of_each_of_its_rows() {
    let rows = [draft("P", "", "a"), draft("Q", "", "b")];
    let why = Said::data("Not found (11611)");
    let hidden = |product: &str| (product == "P").then_some(&why);
    let found = check_all(&rows, &|_| None, &hidden, Rules::default());
    let [problem] = found[0].as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(
        (&problem.field, problem.severity),
        (&Field::ProductKey, Severity::Error)
    );
    assert_eq!(problem.flaw, Flaw::ProductNotShown { why });
    assert_eq!(found[1], []);
}

#[test]
fn rows_taken_over_go_back_where_they_were_and_come_again() {
    let mut queue = Queue::new([(QueueId(1), packed("P", "", "a"))]);
    let change = queue.take_over(
        "other",
        [
            (QueueId(5), packed("P", "", "b")),
            (QueueId(6), packed("P", "", "c")),
        ],
    );
    assert!(change.moved && change.remove.is_empty());
    assert_eq!(change.put.len(), 2);
    queue.edit(QueueId(5), &draft("P", "", "changed"));
    queue.remove(&[QueueId(6)]);
    for _ in 0..2 {
        assert!(!queue.undo().unwrap().moved);
    }
    let back = queue.undo().unwrap();
    let other = |id, name| ("other".to_owned(), QueueId(id), packed("P", "", name));
    assert_eq!(back.back, [other(5, "b"), other(6, "c")]);
    assert!(back.moved && back.put.is_empty() && back.remove.is_empty());
    assert_eq!(names(&queue), [(QueueId(1), "a".to_owned())]);
    assert_eq!(queue.redo().unwrap().put.len(), 2);
    assert_eq!(queue.undo().unwrap().back.len(), 2, "as often as one likes");
}

#[test]
fn what_was_given_back_is_not_taken_again_after_another_queue_was_worked_on() {
    let mut queue = Queue::new([(QueueId(1), packed("P", "", "a"))]);
    queue.edit(QueueId(1), &draft("P", "", "b"));
    queue.take_over("other", [(QueueId(5), packed("P", "", "c"))]);
    queue.undo();
    queue.put_aside();
    assert_eq!(queue.redo(), None, "it may have been created there");
    queue.undo();
    assert_eq!(
        names(&queue),
        [(QueueId(1), "a".to_owned())],
        "the queue's own steps stay"
    );
}

#[derive(Clone, Debug)]
enum Step {
    TakeOver(u8),
    Add(u8),
    Edit(QueueId, u8),
    Remove(Vec<QueueId>),
    Undo,
    Redo,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        any::<u8>().prop_map(Step::Add),
        (1..4_u8).prop_map(Step::TakeOver),
        (0..8_i64, any::<u8>()).prop_map(|(id, name)| Step::Edit(QueueId(id), name)),
        proptest::collection::vec((0..8_i64).prop_map(QueueId), 0..4).prop_map(Step::Remove),
        Just(Step::Undo),
        Just(Step::Redo),
    ]
}

fn holds(queue: &Queue, rows: &BTreeMap<QueueId, PackedDraft>) -> bool {
    let own = queue.rows().map(|(id, draft)| (id, draft.clone()));
    own.eq(rows.clone())
}

proptest! {
    /// A store that is written exactly the changes always equals the queue, no row of another queue is
    /// lost or in both, and undoing everything leads back to the beginning.
    #[test]
    fn the_store_follows_the_queue(steps in proptest::collection::vec(step(), 0..40)) {
        let start = [(QueueId(0), packed("P", "", "start"))];
        let others: BTreeMap<QueueId, PackedDraft> =
            (100..110).map(|id| (QueueId(id), packed("P", "", &id.to_string()))).collect();
        let mut queue = Queue::new(start.clone());
        let mut store: BTreeMap<QueueId, PackedDraft> = start.into();
        let mut other = others.clone();
        let write = |store: &mut BTreeMap<QueueId, PackedDraft>, other: &mut BTreeMap<QueueId, PackedDraft>, change: Change| {
            for (id, draft) in change.put {
                other.remove(&id);
                store.insert(id, draft);
            }
            for (queue, id, draft) in change.back {
                assert_eq!(queue, "other");
                assert!(store.remove(&id).is_some());
                other.insert(id, draft);
            }
            for id in change.remove {
                store.remove(&id);
            }
        };
        for (id, step) in (1..).zip(steps) {
            let change = match step {
                Step::TakeOver(rows) => {
                    let rows = other.iter().take(rows.into());
                    let rows: Vec<_> = rows.map(|(id, draft)| (*id, draft.clone())).collect();
                    queue.take_over("other", rows)
                }
                Step::Add(name) => queue.add([(QueueId(id), packed("P", "", &name.to_string()))]),
                Step::Edit(id, name) => queue.edit(id, &draft("P", "", &name.to_string())),
                Step::Remove(ids) => queue.remove(&ids),
                Step::Undo => queue.undo().unwrap_or_default(),
                Step::Redo => queue.redo().unwrap_or_default(),
            };
            write(&mut store, &mut other, change);
            prop_assert!(holds(&queue, &store));
            prop_assert!(store.keys().all(|id| !other.contains_key(id)));
        }
        while let Some(change) = queue.undo() {
            write(&mut store, &mut other, change);
        }
        prop_assert_eq!(names(&queue), [(QueueId(0), "start".to_owned())]);
        prop_assert!(holds(&queue, &store));
        prop_assert_eq!(other, others);
    }
}

//! The queue and the small texts.

use proptest::prelude::*;
use serde_json::{Map, Value};

use super::*;
use crate::domain::{QueueId, RowIndex};

#[test]
fn rows_keep_their_order_and_an_undone_delete_its_place() {
    let (_dir, store) = fresh();
    let rows = enqueue(&store, &drafts(3));
    assert_eq!(store.queue(SCOPE).unwrap(), rows);
    take_out(&store, &[rows[1].id, QueueId(999)]);
    assert_eq!(
        store.queue(SCOPE).unwrap(),
        [rows[0].clone(), rows[2].clone()]
    );
    put(&store, &rows[1..2]);
    assert_eq!(store.queue(SCOPE).unwrap(), rows);
    let edited = QueueRow {
        draft: draft(7).into(),
        ..rows[0].clone()
    };
    put(&store, std::slice::from_ref(&edited));
    assert_eq!(store.queue(SCOPE).unwrap()[0], edited);
}

#[test]
fn a_run_takes_its_rows_out_of_the_queue_once() {
    let (_dir, store) = fresh();
    let rows = enqueue(&store, &drafts(3));
    let ids = [rows[0].id, rows[2].id];
    let taken = [draft(0), draft(2)];
    let run = begin_with(&store, &taken, &ids).unwrap();
    assert_eq!(store.queue(SCOPE).unwrap(), rows[1..2]);
    let expected = of([(0, draft(0)), (1, draft(2))]);
    assert_eq!(store.drafts(run, &[0, 1].map(RowIndex)).unwrap(), expected);

    let again = [rows[1].id, rows[2].id];
    let error = begin_with(&store, &taken, &again).unwrap_err();
    assert!(
        matches!(error, StoreError::NotQueued { id } if id == rows[2].id),
        "{error}"
    );
    assert_eq!(store.queue(SCOPE).unwrap(), rows[1..2]);
    assert_eq!(store.runs().unwrap().len(), 1);
}

const OTHER: &str = "sandbox";

fn elsewhere(put: &[QueueRow]) -> QueueChange {
    QueueChange {
        scope: OTHER.to_owned(),
        put: put.to_vec(),
        ..QueueChange::default()
    }
}

#[test]
fn each_gateway_has_its_own_queue_and_form_and_what_waits_is_told() {
    let (_dir, store) = fresh();
    let here = enqueue(&store, &drafts(2));
    let id = store.queue_next().unwrap();
    let there = QueueRow {
        id,
        draft: draft(7).into(),
    };
    store
        .queue_change(&elsewhere(std::slice::from_ref(&there)))
        .unwrap();
    store.form_save(OTHER, Some("{}")).unwrap();
    store.form_save("third", Some("{}")).unwrap();
    assert_eq!(store.queue(SCOPE).unwrap(), here);
    assert_eq!(store.queue(OTHER).unwrap(), [there]);
    assert_eq!(store.form(SCOPE).unwrap(), None);
    let waiting = |scope: &str, queued, form| Waiting {
        scope: scope.to_owned(),
        queued,
        form,
    };
    assert_eq!(
        store.waiting().unwrap(),
        [
            waiting(SCOPE, 2, false),
            waiting(OTHER, 1, true),
            waiting("third", 0, true)
        ]
    );
}

#[test]
fn rows_are_taken_over_and_given_back_by_one_change() {
    let (_dir, store) = fresh();
    let rows = enqueue(&store, &drafts(3));
    store.queue_change(&elsewhere(&rows[..2])).unwrap();
    assert_eq!(store.queue(SCOPE).unwrap(), rows[2..]);
    assert_eq!(store.queue(OTHER).unwrap(), rows[..2]);
    let back = rows[..2].iter().map(|row| (SCOPE.to_owned(), row.clone()));
    let change = QueueChange {
        back: back.collect(),
        ..elsewhere(&[])
    };
    store.queue_change(&change).unwrap();
    assert_eq!(store.queue(SCOPE).unwrap(), rows);
    assert_eq!(store.queue(OTHER).unwrap(), []);
}

#[test]
fn a_run_takes_no_row_of_another_gateway() {
    let (_dir, store) = fresh();
    let rows = enqueue(&store, &drafts(2));
    store.queue_change(&elsewhere(&rows[1..])).unwrap();
    let error = begin_with(&store, &drafts(2), &[rows[0].id, rows[1].id]).unwrap_err();
    assert!(
        matches!(error, StoreError::NotQueued { id } if id == rows[1].id),
        "{error}"
    );
    assert_eq!(store.queue(SCOPE).unwrap(), rows[..1]);
    assert_eq!(store.queue(OTHER).unwrap(), rows[1..]);
}

#[test]
fn an_id_is_never_given_again_not_even_that_of_a_row_that_left() {
    let (_dir, store) = fresh();
    assert_eq!(store.queue_next().unwrap(), QueueId(1));
    let rows = enqueue(&store, &drafts(3));
    begin_with(&store, &drafts(1), &[rows[2].id]).unwrap();
    take_out(&store, &[rows[1].id]);
    assert_eq!(store.queue_next().unwrap(), rows[2].id.next());
}

#[test]
fn texts_are_kept_apart_by_kind_scope_and_key() {
    let (_dir, store) = fresh();
    store.form_save(SCOPE, Some("{\"a\":1}")).unwrap();
    store.setting_put("", "", "setting").unwrap();
    store.setting_put("s", "batch", "500").unwrap();
    store.setting_put("s", "batch", "250").unwrap();
    assert_eq!(store.form(SCOPE).unwrap().as_deref(), Some("{\"a\":1}"));
    assert_eq!(store.setting("", "").unwrap().as_deref(), Some("setting"));
    assert_eq!(store.setting("s", "batch").unwrap().as_deref(), Some("250"));
    assert_eq!(store.setting("t", "batch").unwrap(), None);
    store.form_save(SCOPE, None).unwrap();
    assert_eq!(store.form(SCOPE).unwrap(), None);
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..4)
                .prop_map(|items| Value::Object(items.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

fn any_draft() -> impl Strategy<Value = Draft> {
    let map = || prop::collection::btree_map(any::<String>(), any::<String>(), 0..3);
    let attributes = prop::collection::vec((any::<String>(), value()), 0..4);
    let text = any::<String>();
    let optional = || prop::option::of(any::<String>());
    (
        (text, any::<String>(), any::<String>()),
        map(),
        attributes,
        (optional(), optional()),
        map(),
    )
        .prop_map(
            |(
                (product_key, name, timezone),
                i18n_value,
                attributes,
                (device_key, device_desc),
                device_tags,
            )| Draft {
                product_key,
                device_name: StringI18n {
                    default_value: name,
                    i18n_value,
                },
                timezone,
                device_attributes: attributes.into_iter().collect(),
                device_key,
                device_desc,
                device_tags,
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn a_draft_comes_back_as_it_was(drafts in prop::collection::vec(any_draft(), 1..12)) {
        let (_dir, store) = fresh();
        let rows = enqueue(&store, &drafts);
        prop_assert_eq!(&store.queue(SCOPE).unwrap(), &rows);
        let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        let run = begin_with(&store, &drafts, &ids).unwrap();
        for (row, draft) in store.run(run).unwrap().rows.iter().zip(&drafts) {
            prop_assert_eq!(&store.row_draft(run, row.index).unwrap(), draft);
            prop_assert_eq!(&row.name, &draft.device_name.default_value);
            prop_assert_eq!(&row.device_key, &draft.device_key);
        }
    }
}

//! Items are matched to rows by proof only.

use proptest::prelude::*;

use super::*;
use crate::domain::{Outcome, Refusal, RowIndex, Words};

type Sent = (RowIndex, Draft);

fn sent(row: u32, product: &str, key: Option<&str>) -> Sent {
    let draft = Draft {
        product_key: product.to_owned(),
        device_key: key.map(str::to_owned),
        ..Draft::default()
    };
    (RowIndex(row), draft)
}

fn made(product: &str, key: &str) -> ItemReply {
    ItemReply {
        product_key: Some(product.to_owned()),
        device_key: Some(key.to_owned()),
        asset_id: Some(format!("asset-{key}")),
        ..ItemReply::default()
    }
}

fn no(code: i64) -> Option<Refusal> {
    (code != 0).then(|| Refusal {
        code: Some(code),
        words: Words::new("DeviceKey existed"),
        ..Refusal::default()
    })
}

fn refused(code: i64) -> ItemReply {
    ItemReply {
        refusal: no(code),
        ..ItemReply::default()
    }
}

fn echoed(code: i64, product: &str, key: &str) -> ItemReply {
    ItemReply {
        refusal: no(code),
        asset_id: None,
        ..made(product, key)
    }
}

/// One letter and the key or code of every row: `c:K1 f:-1 u`.
fn said((outcomes, _): &(Vec<(RowIndex, Outcome)>, Option<Disorder>)) -> String {
    let words: Vec<String> = outcomes
        .iter()
        .map(|(_, outcome)| match outcome {
            Outcome::Created(created) => format!("c:{}", created.device_key),
            Outcome::Failed(failure) => format!("f:{}", failure.cause.code().unwrap()),
            Outcome::Unknown(_) | Outcome::Skipped(_) => "u".to_owned(),
        })
        .collect();
    words.join(" ")
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn every_shape_of_reply_proves_no_more_than_it_says() {
    let keyed = [sent(0, "P", Some("K0")), sent(1, "P", Some("K1"))];
    let bare = [sent(0, "P", None), sent(1, "P", None)];
    let mixed = [sent(0, "P", None), sent(1, "Q", Some("K1"))];
    let table: [(&str, &[Sent], Vec<ItemReply>, &str); 16] = [
        (
            "in order",
            &keyed,
            vec![made("P", "K0"), made("P", "K1")],
            "c:K0 c:K1",
        ),
        (
            "keys made by EnOS",
            &bare,
            vec![made("P", "x"), made("P", "y")],
            "c:x c:y",
        ),
        (
            "two products",
            &mixed,
            vec![made("P", "x"), made("Q", "K1")],
            "c:x c:K1",
        ),
        (
            "failures say nothing of themselves",
            &keyed,
            vec![refused(-1), refused(11702)],
            "f:-1 f:11702",
        ),
        (
            "a failure echoes its row",
            &keyed,
            vec![echoed(-1, "P", "K0"), made("P", "K1")],
            "f:-1 c:K1",
        ),
        (
            "swapped",
            &keyed,
            vec![made("P", "K1"), made("P", "K0")],
            "c:K0 c:K1",
        ),
        (
            "swapped, one failed and echoed",
            &keyed,
            vec![echoed(-1, "P", "K1"), made("P", "K0")],
            "c:K0 f:-1",
        ),
        (
            "swapped, one failed and silent",
            &keyed,
            vec![refused(-1), made("P", "K0")],
            "c:K0 u",
        ),
        (
            "swapped, one without a key",
            &mixed,
            vec![made("Q", "K1"), made("P", "x")],
            "u c:K1",
        ),
        ("one item missing", &keyed, vec![made("P", "K1")], "u c:K1"),
        (
            "one failure missing its name",
            &keyed,
            vec![refused(-1)],
            "u u",
        ),
        ("no items", &keyed, vec![], "u u"),
        (
            "one item too many",
            &keyed,
            vec![made("P", "K0"), made("P", "K1"), refused(-1)],
            "c:K0 c:K1",
        ),
        (
            "one item twice",
            &keyed,
            vec![made("P", "K0"), made("P", "K0"), made("P", "K1")],
            "u c:K1",
        ),
        (
            "one device made twice",
            &bare,
            vec![made("P", "x"), made("P", "x")],
            "u u",
        ),
        ("another product", &keyed[..1], vec![made("Z", "K0")], "u"),
    ];
    for (what, rows, answers, expected) in table {
        assert_eq!(said(&match_reply(rows, &answers, None)), expected, "{what}");
    }
}

#[test]
fn one_key_sent_twice_is_settled_by_order_and_by_nothing_else() {
    let twins = [sent(0, "P", Some("K")), sent(1, "P", Some("K"))];
    let first_wins = [made("P", "K"), echoed(11702, "P", "K")];
    assert_eq!(said(&match_reply(&twins, &first_wins, None)), "c:K f:11702");
    assert_eq!(said(&match_reply(&twins, &first_wins[..1], None)), "u u");
}

#[test]
fn success_needs_an_identity() {
    let nameless = ItemReply {
        asset_id: None,
        ..made("P", "x")
    };
    let row = [sent(0, "P", None)];
    let matched = match_reply(&row, std::slice::from_ref(&nameless), Some("r-1"));
    let [(RowIndex(0), Outcome::Unknown(failure))] = matched.0.as_slice() else {
        panic!("{matched:?}");
    };
    assert_eq!(failure.cause, Cause::NoAssetId { shown: false });
    assert_eq!(failure.cause.code(), Some(0));
    assert_eq!(failure.request_id.as_deref(), Some("r-1"));
    assert_eq!(said(&match_reply(&row, &[ItemReply::default()], None)), "u");
}

/// What the documented item has and an item lacks, or gives to more than one, is a doubt.
#[test]
fn a_success_that_lacks_a_part_of_its_identity_is_unknown() {
    type Lack = fn(&mut ItemReply);
    let lacks: [(&str, Lack); 8] = [
        ("product", |item| item.product_key = None),
        ("key", |item| item.device_key = None),
        ("asset", |item| item.asset_id = None),
        ("blank product", |item| {
            item.product_key = Some(String::new());
        }),
        ("blank key", |item| item.device_key = Some(" ".to_owned())),
        ("blank asset", |item| item.asset_id = Some("\t".to_owned())),
        ("another product", |item| {
            item.product_key = Some("Q".to_owned());
        }),
        ("another case", |item| {
            item.device_key = item.device_key.as_ref().map(|key| key.to_lowercase());
        }),
    ];
    let keyed = [sent(0, "P", Some("K0")), sent(1, "P", Some("K1"))];
    for (what, lack) in lacks {
        let mut items = [made("P", "K0"), made("P", "K1")];
        lack(&mut items[0]);
        assert_eq!(said(&match_reply(&keyed, &items, None)), "u c:K1", "{what}");
        lack(&mut items[1]);
        assert_eq!(said(&match_reply(&keyed, &items, None)), "u u", "{what}");
        // Without a word of whose the success is, a failure beside it is nobody's either.
        items[1] = refused(-1);
        let expected = if what.ends_with("asset") {
            "u f:-1"
        } else {
            "u u"
        };
        assert_eq!(said(&match_reply(&keyed, &items, None)), expected, "{what}");
    }
}

#[test]
fn one_asset_is_one_device() {
    let keyed = [
        sent(0, "P", Some("K0")),
        sent(1, "P", Some("K1")),
        sent(2, "P", Some("K2")),
    ];
    let mut items = [made("P", "K0"), made("P", "K1"), made("P", "K2")];
    items[2].asset_id = items[0].asset_id.clone();
    assert_eq!(said(&match_reply(&keyed, &items, None)), "u c:K1 u");
}

#[test]
fn a_reply_out_of_order_is_told() {
    let rows = [sent(0, "P", Some("K0")), sent(1, "P", Some("K1"))];
    let in_order = [made("P", "K0"), made("P", "K1")];
    assert_eq!(match_reply(&rows, &in_order, None).1, None);
    let short = match_reply(&rows, &in_order[..1], None);
    let why = Disorder::Count { items: 1, rows: 2 };
    assert_eq!(short.1, Some(why));
    let [_, (RowIndex(1), Outcome::Unknown(failure))] = short.0.as_slice() else {
        panic!("{short:?}");
    };
    assert_eq!(failure.cause, Cause::NoItem { why });
}

fn key() -> impl Strategy<Value = Option<String>> {
    proptest::option::of("[AB]")
}

prop_compose! {
    fn any_answer()(code in -1_i64..2, product_key in key(), device_key in key(), asset_id in key()) -> ItemReply {
        ItemReply { refusal: no(code), product_key, device_key, asset_id, ..ItemReply::default() }
    }
}

proptest! {
    /// Whatever comes, every row has exactly one outcome, in order, and none claims another's identity.
    #[test]
    fn no_reply_confuses_rows(
        rows in proptest::collection::vec(("[AB]", key()), 0..6),
        answers in proptest::collection::vec(any_answer(), 0..7),
    ) {
        let rows: Vec<_> = (0..)
            .zip(rows)
            .map(|(row, (product_key, device_key))| sent(row, &product_key, device_key.as_deref()))
            .collect();
        let matched = match_reply(&rows, &answers, None);
        prop_assert_eq!(matched.0.len(), rows.len());
        let mut identities = BTreeSet::new();
        for ((row, draft), (index, outcome)) in rows.iter().zip(&matched.0) {
            prop_assert_eq!(row, index);
            if let Outcome::Created(created) = outcome {
                prop_assert_eq!(&draft.product_key, &created.product_key);
                if let Some(device_key) = &draft.device_key {
                    prop_assert_eq!(device_key, &created.device_key);
                }
                prop_assert!(identities.insert((&created.product_key, &created.device_key)));
            }
        }
    }
}

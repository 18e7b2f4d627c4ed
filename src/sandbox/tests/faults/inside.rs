//! Batches: items that fail, refusals of the whole, entries that are not as they should be.

use serde_json::{Value, json};

use super::super::{INVERTER, entries};
use super::{Bench, inverter, items, keys};
use crate::sandbox::{Fault, Operation, Pick, Rule};

#[tokio::test]
async fn entries_can_be_shuffled() {
    let bench = Bench::example("items-shuffled").await;
    // Of two entries chance would leave every other pair as it was.
    for (round, count) in [2, 2, 2, 2, 2, 2, 8].into_iter().enumerate() {
        let items: Vec<Value> = (0..count)
            .map(|n| inverter(&format!("key-{round}-{n}")))
            .collect();
        let wanted: Vec<String> = (0..count).map(|n| format!("key-{round}-{n}")).collect();
        let reply = bench.batch(&items).await;
        let mut came = keys(&reply);
        assert_ne!(came, wanted);
        came.sort_unstable();
        assert_eq!(came, wanted);
    }
    assert_eq!(bench.made().len(), 20);
}

#[tokio::test]
async fn an_entry_can_be_missing_or_too_many() {
    let bench = Bench::faulty(Fault::MissingItem).await;
    let reply = bench.batch(&items(3)).await;
    assert_eq!(keys(&reply), ["dev-0", "dev-2"]);
    assert_eq!(
        (&reply["successSize"], &reply["totalSize"]),
        (&json!(3), &json!(3))
    );
    assert_eq!(bench.made(), ["dev-0", "dev-1", "dev-2"]);

    let bench = Bench::faulty(Fault::ExtraItem).await;
    let reply = bench.batch(&items(3)).await;
    assert_eq!(keys(&reply), ["dev-0", "nobodys-key", "dev-1", "dev-2"]);
    assert_eq!(bench.made(), ["dev-0", "dev-1", "dev-2"]);
}

#[tokio::test]
async fn counts_can_disagree_with_the_entries() {
    let bench = Bench::faulty(Fault::WrongCounts).await;
    let reply = bench.batch(&items(2)).await;
    assert_eq!(
        (&reply["successSize"], &reply["totalSize"]),
        (&json!(3), &json!(3))
    );
    assert_eq!(keys(&reply), ["dev-0", "dev-1"]);
}

#[tokio::test]
async fn some_items_fail_by_chance_and_are_not_made() {
    let bench = Bench::example("some-11714").await;
    bench.batch(&[inverter("first")]).await;
    let reply = bench.batch(&items(20)).await;
    let failed: Vec<_> = entries(&reply)
        .into_iter()
        .filter(|entry| *entry == (-1, "Generate deviceKey failed"))
        .collect();
    assert!((1..20).contains(&failed.len()), "{reply}");
    assert_eq!(bench.made().len(), 1 + 20 - failed.len());
    assert_eq!(reply["code"], 99206);
}

#[tokio::test]
async fn items_fail_by_their_key() {
    let rule = Rule {
        keys: Some("dev-1*".into()),
        ..Rule::new(Fault::FailItems {
            code: 11714,
            acted: false,
            pick: Pick::All,
        })
    };
    let bench = Bench::ruled(vec![rule]).await;
    bench.batch(&items(12)).await;
    assert_eq!(
        bench.made(),
        [
            "dev-0", "dev-2", "dev-3", "dev-4", "dev-5", "dev-6", "dev-7", "dev-8", "dev-9"
        ]
    );
}

#[tokio::test]
async fn a_quota_is_reached_in_the_middle_or_refuses_the_whole() {
    let bench = Bench::example("quota-items").await;
    bench.batch(&[inverter("first")]).await;
    let reply = bench.batch(&items(5)).await;
    let codes: Vec<i64> = entries(&reply).iter().map(|entry| entry.0).collect();
    assert_eq!(codes, [0, 0, -1, -1, -1]);
    assert_eq!(reply["data"][2]["msg"], "Exceed max device size");
    assert_eq!(bench.made(), ["first", "dev-0", "dev-1"]);

    let bench = Bench::example("quota-request").await;
    bench.batch(&[inverter("first")]).await;
    let reply = bench.batch(&items(5)).await;
    assert_eq!(
        (&reply["code"], &reply["data"]),
        (&json!(11739), &Value::Null)
    );
    assert_eq!(bench.made(), ["first"]);
}

#[tokio::test]
async fn one_bad_row_has_every_batch_with_it_refused() {
    let bench = Bench::example("bad-row").await;
    for _ in 0..3 {
        let reply = bench.batch(&[inverter("dev-6"), inverter("dev-7")]).await;
        assert_eq!(
            (&reply["code"], &reply["msg"]),
            (&json!(99400), &json!("Invalid arguments"))
        );
    }
    assert_eq!(bench.batch(&[inverter("dev-6")]).await["code"], 0);
    assert_eq!(bench.batch(&[inverter("dev-7")]).await["code"], 99400);
    assert_eq!(bench.made(), ["dev-6"]);
}

#[tokio::test]
async fn a_code_may_come_before_the_act_or_after_it() {
    for (name, made) in [
        ("code-99504", vec!["first"]),
        ("code-99504-acted", vec!["first", "dev-0"]),
    ] {
        let bench = Bench::example(name).await;
        bench.batch(&[inverter("first")]).await;
        let reply = bench.batch(&items(1)).await;
        assert_eq!(
            (&reply["code"], &reply["msg"], &reply["data"]),
            (&json!(99504), &json!("Service Timeout"), &Value::Null)
        );
        assert_eq!(bench.made(), made, "{name}");
    }
}

#[tokio::test]
async fn every_signed_operation_can_act_and_answer_with_a_code() {
    let denied = Fault::Code {
        code: 99503,
        acted: true,
    };
    let rule = Rule {
        operations: Operation::SIGNED.to_vec(),
        nth: 2..=u64::MAX,
        ..Rule::new(denied)
    };
    let bench = Bench::ruled(vec![rule]).await;
    bench.make(&[inverter("goes")]).await;
    let selectors = [("productKey", INVERTER), ("deviceKey", "goes")];
    assert_eq!(bench.client.delete(&selectors).await["code"], 99503);
    assert_eq!(
        bench.made_now(),
        Vec::<String>::new(),
        "deleted all the same"
    );
    assert_eq!(bench.search(&json!({})).await["code"], 99503);
}

#[tokio::test]
async fn an_item_may_be_called_failed_and_be_made() {
    for (name, made) in [("item-99503", 2), ("item-99503-made", 3)] {
        let bench = Bench::example(name).await;
        bench.batch(&[inverter("first")]).await;
        let reply = bench.batch(&items(2)).await;
        assert_eq!(entries(&reply), [(0, "OK"), (99503, "Service Unavailable")]);
        assert_eq!(bench.made().len(), made, "{name}");
    }
}

/// Whether an entry is as an example says.
type Fits = fn(&Value) -> bool;

#[tokio::test]
async fn failed_items_look_as_the_example_says() {
    let first_failed = |reply: &Value| reply["data"][1].clone();
    let cases: [(&str, Fits); 6] = [
        ("data-null", |entry| entry["data"].is_null()),
        ("data-text", |entry| {
            entry["data"] == "Exceed max device size"
        }),
        ("data-echo", |entry| entry["data"]["deviceKey"] == "dev-1"),
        ("code-minus-one", |entry| entry["code"] == -1),
        ("code-real", |entry| entry["code"] == 11739),
        ("partial-0", |entry| entry["code"] == -1),
    ];
    for (name, fits) in cases {
        let bench = Bench::example(name).await;
        bench.batch(&[inverter("first")]).await;
        let reply = bench.batch(&items(2)).await;
        assert!(fits(&first_failed(&reply)), "{name}: {reply}");
        assert_eq!(
            reply["code"],
            if name == "partial-0" { 0 } else { 99206 },
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_batch_in_which_all_failed_looks_as_the_example_says() {
    for (name, code, entries) in [
        ("all-failed-99206", 99206, 2),
        ("all-failed-99400", 99400, 2),
        ("all-failed-99400-bare", 99400, 0),
    ] {
        let bench = Bench::example(name).await;
        bench.batch(&[inverter("first")]).await;
        let reply = bench.batch(&items(2)).await;
        assert_eq!(reply["code"], code, "{name}");
        assert_eq!(
            reply["data"].as_array().map_or(0, Vec::len),
            entries,
            "{name}"
        );
        assert_eq!(bench.made(), ["first"], "{name}");
        assert_eq!(bench.batch(&items(2)).await["code"], 0, "{name}");
    }
}

#[tokio::test]
async fn an_answer_without_entries_is_left_as_it_is() {
    for fault in [
        Fault::ShuffleItems,
        Fault::MissingItem,
        Fault::ExtraItem,
        Fault::WrongCounts,
    ] {
        let bench = Bench::faulty(fault).await;
        assert_eq!(bench.batch(&[]).await["code"], 99400);
    }
}

//! What the plan says of a row, of a product and of a policy.

mod sum;

use serde_json::json;

use super::*;
use crate::domain::{
    Cause, Created, Difference, Draft, Failure, Field, FoundDevice, Holder, Outcome, PackedDraft,
    RowState, Sealed, StringI18n, Timestamp,
};
use crate::provision::Severity;
use crate::provision::compare::differences;
use crate::provision::existing::existing;
use crate::said::Said;
use crate::words;

fn draft(product: &str, key: Option<&str>) -> Draft {
    Draft {
        product_key: product.to_owned(),
        device_name: StringI18n::plain("Inverter 3"),
        timezone: "+08:00".to_owned(),
        device_key: key.map(str::to_owned),
        ..Draft::default()
    }
}

fn found(draft: &Draft) -> FoundDevice {
    FoundDevice {
        product_key: draft.product_key.clone(),
        device_key: draft.device_key.clone().unwrap(),
        asset_id: "A1".to_owned(),
        device_name: draft.device_name.clone(),
        timezone: draft.timezone.clone(),
        create_time: Some(Timestamp(1_572_574_909_697)),
        status: "inactive".to_owned(),
        ..FoundDevice::default()
    }
}

fn survey(used: &[(&str, u64)], drafts: &[Draft], there: &[FoundDevice]) -> Survey {
    let mut survey = Survey::default();
    for (product, used) in used {
        survey.counted(product, Ok(*used));
    }
    for draft in drafts {
        survey.looked(&draft.product_key, [draft.into()], &Ok(there.to_vec()));
    }
    survey
}

fn plan(drafts: &[Draft], survey: &Survey) -> Plan {
    Plan::new(drafts, [], [], survey, &Bounds::default())
}

#[test]
fn a_row_is_created_or_exists_alike_or_exists_differently() {
    let drafts = [
        draft("P", Some("new")),
        draft("P", Some("alike")),
        draft("P", Some("other")),
        draft("P", None),
    ];
    let mut other = found(&drafts[2]);
    other.timezone = "+09:00".to_owned();
    let there = [found(&drafts[1]), other.clone()];
    let plan = plan(&drafts, &survey(&[("P", 2)], &drafts, &there));
    assert_eq!(
        plan.rows,
        [
            RowPlan::Create,
            RowPlan::Identical(Arc::new(Likeness::of(&drafts[1], &there[0]))),
            RowPlan::Different(Arc::new(Likeness::of(&drafts[2], &other))),
            RowPlan::Create,
        ]
    );
    assert_eq!(plan.unchecked, []);
    assert_eq!((plan.calls, plan.products[0].wanted), (1, 2));
}

#[test]
fn the_same_key_in_another_product_is_another_device() {
    let drafts = [draft("P", Some("SN-1"))];
    let elsewhere = found(&draft("Q", Some("SN-1")));
    let plan = plan(&drafts, &survey(&[("P", 0)], &drafts, &[elsewhere]));
    assert_eq!(plan.rows, [RowPlan::Create]);
}

#[test]
fn errors_make_a_row_invalid_and_warnings_do_not() {
    let drafts = [draft("P", None), draft("P", None)];
    let problem = |severity| Problem {
        field: Field::Name,
        severity,
        flaw: crate::provision::Flaw::SameName { row: 1 },
    };
    let problems = [
        vec![problem(Severity::Warning)],
        vec![problem(Severity::Warning), problem(Severity::Error)],
    ];
    let survey = survey(&[("P", 0)], &[], &[]);
    let plan = Plan::new(&drafts, problems, [], &survey, &Bounds::default());
    let errors = vec![problem(Severity::Error)];
    assert_eq!(plan.rows, [RowPlan::Create, RowPlan::Invalid(errors)]);
    assert_eq!(
        (plan.calls, plan.products[0].wanted),
        (1, 1),
        "it is not sent"
    );
}

#[test]
fn the_last_rows_of_a_full_product_have_no_room() {
    let drafts: Vec<Draft> = (0..240).map(|_| draft("P", None)).collect();
    let plan = plan(&drafts, &survey(&[("P", 9_870)], &[], &[]));
    assert_eq!(
        words::headroom(&plan.products[0]),
        "9,870 of 10,000 used, 240 wanted, 110 will not fit"
    );
    let fitting = plan.rows.iter().take_while(|row| **row == RowPlan::Create);
    assert_eq!(fitting.count(), 130);
    let parts = plan.parts();
    assert_eq!((parts.of(Part::Create), parts.of(Part::NoRoom)), (130, 110));
    assert_eq!(plan.calls, 1, "they are sent: the limit may be raised");
}

#[test]
fn a_product_beyond_the_usual_limit_has_a_limit_of_its_own() {
    let drafts = [draft("P", None)];
    let plan = plan(&drafts, &survey(&[("P", 12_000)], &[], &[]));
    assert_eq!(plan.rows, [RowPlan::Create]);
    let told = words::headroom(&plan.products[0]);
    assert!(told.en().starts_with("12,000 used, 1 wanted"), "{told:?}");
}

#[test]
fn without_an_answer_everything_is_named_as_not_checked() {
    let drafts = [
        draft("P", Some("SN-1")),
        draft("P", Some("SN-2")),
        draft("Q", None),
    ];
    let plan = plan(&drafts, &Survey::silent(Said::data("no network")));
    let unchecked = RowPlan::Unchecked;
    assert_eq!(plan.rows, [unchecked.clone(), unchecked, RowPlan::Create]);
    let unchecked: Vec<_> = plan.unchecked.iter().map(words::gap).collect();
    assert_eq!(
        unchecked,
        [
            "product P: not checked whether 2 devices already exist: no network",
            "product P: not checked how many devices it has room for: no network",
            "product Q: not checked how many devices it has room for: no network",
        ]
    );
    assert_eq!(
        words::headroom(&plan.products[0]),
        "2 wanted; how many are used is not known"
    );
}

#[test]
fn a_refused_question_leaves_its_own_rows_unchecked() {
    let drafts = [draft("P", Some("SN-1")), draft("P", Some("SN-2"))];
    let mut survey = Survey::default();
    survey.counted("P", Ok(0));
    survey.looked("P", [(&drafts[0]).into()], &Err(Said::data("no")));
    survey.looked("P", [(&drafts[1]).into()], &Ok(Vec::new()));
    let plan = plan(&drafts, &survey);
    assert_eq!(plan.rows, [RowPlan::Unchecked, RowPlan::Create]);
    let unchecked: Vec<_> = plan.unchecked.iter().map(words::gap).collect();
    assert_eq!(
        unchecked,
        ["product P: not checked whether 1 device already exists: no"]
    );
}

#[test]
fn keys_that_repeat_are_told_with_their_rows() {
    let drafts = [
        draft("P", Some("SN-1")),
        draft("Q", Some("SN-1")),
        draft("P", Some("SN-2")),
        draft("P", Some("SN-2")),
        draft("P", None),
        draft("P", None),
    ];
    let plan = plan(&drafts, &Survey::default());
    let told: Vec<_> = plan.repeats.iter().map(words::repeat).collect();
    assert_eq!(
        told,
        [
            "SN-1 in rows 1, 2 of products P, Q",
            "SN-2 in rows 3, 4 of product P"
        ]
    );
    let clashes: Vec<_> = plan.repeats.iter().map(Repeat::is_clash).collect();
    assert_eq!(clashes, [false, true]);
}

#[test]
fn calls_are_batches_of_what_is_sent() {
    let drafts: Vec<Draft> = (0..5).map(|_| draft("P", None)).collect();
    let calls = |batch_size| {
        let bounds = Bounds {
            batch_size,
            ..Bounds::default()
        };
        Plan::new(&drafts, [], [], &Survey::default(), &bounds).calls
    };
    assert_eq!((calls(2), calls(5), calls(0)), (3, 1, 5));
    assert_eq!(plan(&[], &Survey::default()).calls, 0);
}

fn taken(of: FoundDevice, differs: Vec<Difference>) -> Failure {
    let by = Holder {
        asset_id: of.asset_id,
        device_name: of.device_name.default_value,
        since: of.create_time,
        differs,
        more: 0,
        maker: None,
    };
    Cause::KeyTaken { by: Box::new(by) }.into()
}

#[test]
fn the_policy_settles_what_exists_and_nothing_else() {
    let drafts = [
        draft("P", Some("new")),
        draft("P", Some("alike")),
        draft("P", Some("other")),
    ];
    let mut other = found(&drafts[2]);
    other.device_name = StringI18n::plain("Pump");
    let alike = found(&drafts[1]);
    let there = [alike.clone(), other.clone()];
    let plan = plan(&drafts, &survey(&[("P", 2)], &drafts, &there));
    let alike = taken(alike, Vec::new());
    let renamed = Difference {
        field: Field::Name,
        wanted: "Inverter 3".to_owned(),
        found: "Pump".to_owned(),
    };
    let other = taken(other, vec![renamed]);
    assert_eq!(
        words::cause(&alike.cause),
        "the key belongs to \"Inverter 3\" (created 2019-11-01 02:21:49 UTC), which matches this row",
    );
    assert_eq!(
        words::cause(&other.cause),
        "the key belongs to \"Pump\" (created 2019-11-01 02:21:49 UTC), which differs in deviceName.defaultValue (\"Pump\", here \"Inverter 3\")",
    );
    let adopted = Created {
        product_key: "P".to_owned(),
        device_key: "alike".to_owned(),
        asset_id: "A1".to_owned(),
        adopted: true,
        ..Created::default()
    };
    for (policy, one, two) in [
        (
            Existing::Fail,
            Outcome::Failed(alike.clone()),
            Outcome::Failed(other.clone()),
        ),
        (
            Existing::Skip,
            Outcome::Skipped(alike),
            Outcome::Skipped(other.clone()),
        ),
        (
            Existing::Adopt,
            Outcome::Created(adopted),
            Outcome::Failed(other),
        ),
    ] {
        assert_eq!(plan.known(&drafts, policy), [(1, one), (2, two)]);
    }
}

/// What a plan keeps of a device is enough to say what the device itself would have said.
#[test]
fn what_is_kept_of_a_device_settles_its_row_as_the_device_does() {
    let mut draft = draft("P", Some("SN-1"));
    let tags = (0..7).map(|n| (format!("tag-{n}"), n.to_string()));
    draft.device_tags = tags.collect();
    let bare = found(&draft);
    let alike = FoundDevice {
        device_tags: draft.device_tags.clone(),
        sealed: Some(Sealed {
            device_secret: "secret".to_owned(),
            session_key: "session".to_owned(),
        }),
        ..bare.clone()
    };
    let nameless = FoundDevice {
        asset_id: String::new(),
        device_name: StringI18n::default(),
        create_time: None,
        ..alike.clone()
    };
    let odd = FoundDevice {
        device_name: StringI18n::plain("Pump"),
        create_time: Some(Timestamp(0)),
        ..bare.clone()
    };
    let packed = PackedDraft::from(&draft);
    for found in [bare, alike, nameless, odd] {
        let kept = Likeness::of(&draft, &found);
        for policy in Existing::ALL {
            let outcome = existing(&draft, &found, None, policy);
            assert_eq!(kept.settled((&draft).into(), policy), outcome);
            assert_eq!(kept.settled((&packed).into(), policy), outcome);
        }
    }
}

#[test]
fn what_has_no_asset_id_is_not_adopted() {
    let draft = draft("P", Some("SN-1"));
    let nameless = FoundDevice {
        asset_id: String::new(),
        ..found(&draft)
    };
    let outcome = existing(&draft, &nameless, None, Existing::Adopt);
    assert!(matches!(outcome, Outcome::Failed(_)), "{outcome:?}");
}

#[test]
fn both_values_of_every_field_are_told() {
    let mut ours = draft("P", Some("SN-1"));
    let mut theirs = found(&ours);
    ours.device_name
        .i18n_value
        .insert("zh_CN".to_owned(), "泵".to_owned());
    ours.device_desc = Some("new".to_owned());
    theirs.device_desc = Some("old".to_owned());
    ours.device_attributes
        .insert("power".to_owned(), json!(1.5));
    theirs
        .device_attributes
        .insert("power".to_owned(), json!("1.5"));
    ours.device_tags.insert("site".to_owned(), "a".to_owned());
    let told = differences(&ours, &theirs).into_iter();
    let told: Vec<_> = told.map(|one| (one.field, one.wanted, one.found)).collect();
    let expected = [
        (Field::Locale("zh_CN".to_owned()), "泵", ""),
        (Field::Desc, "new", "old"),
        (Field::Attribute("power".to_owned()), "1.5", "1.5"),
        (Field::Tag("site".to_owned()), "a", ""),
    ];
    let expected =
        expected.map(|(field, wanted, found)| (field, wanted.to_owned(), found.to_owned()));
    assert_eq!(told, expected);
}

//! The one sum: its parts add up to the rows, and what it says will be created is what a run creates.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::provision::queue::check_all;
use crate::said::Said;
use crate::words;

/// What EnOS has: products that are not there, products with so many devices, and devices by key.
#[derive(Clone, Debug)]
struct World {
    used: BTreeMap<&'static str, u64>,
    there: BTreeSet<(&'static str, &'static str)>,
}

const PRODUCTS: [&str; 3] = ["P", "Q", "R"];
const KEYS: [&str; 6] = ["K1", "K2", "K3", "K4", "K5", "K6"];

fn world() -> impl Strategy<Value = World> {
    let used = prop_oneof![
        Just(None),
        (0..10_u64).prop_map(Some),
        (9_990..10_004_u64).prop_map(Some)
    ];
    let there = prop::collection::btree_set((select(&PRODUCTS[..]), select(&KEYS[..])), 0..8);
    (prop::array::uniform3(used), there).prop_map(|(used, there)| {
        let used: BTreeMap<_, _> = PRODUCTS
            .into_iter()
            .zip(used)
            .filter_map(|(product, used)| Some((product, used?)))
            .collect();
        let there = there
            .into_iter()
            .filter(|(product, _)| used.contains_key(product));
        World {
            there: there.collect(),
            used,
        }
    })
}

fn drafts() -> impl Strategy<Value = Vec<Draft>> {
    let key = prop::option::of(select(&KEYS[..]));
    let row = (
        select(&PRODUCTS[..]),
        key,
        select(&["+08:00", "+09:00", "8"][..]),
    );
    let row = row.prop_map(|(product, key, timezone)| Draft {
        timezone: timezone.to_owned(),
        ..draft(product, key)
    });
    prop::collection::vec(row, 0..40)
}

impl World {
    /// The survey in which every question is answered.
    fn survey(&self, drafts: &[Draft]) -> Survey {
        let mut survey = Survey::default();
        for product in PRODUCTS {
            match self.used.get(product) {
                Some(used) => survey.counted(product, Ok(*used)),
                None => survey.hides(product, Said::data("Not found (11611)")),
            }
            let there: Vec<FoundDevice> = self
                .there
                .iter()
                .filter(|(of, _)| *of == product)
                .map(|(of, key)| found(&draft(of, Some(key))))
                .collect();
            let asked = drafts.iter().map(DraftRef::from);
            let asked = asked.filter(|draft| draft.product_key() == product);
            survey.looked(product, asked, &Ok(there));
        }
        survey
    }

    /// How many devices a run over these rows makes: it knows nothing of a plan.
    fn make(&self, drafts: &[Draft], sent: &[bool]) -> usize {
        let mut used = self.used.clone();
        let mut keys: BTreeSet<(&str, &str)> = self.there.clone();
        let mut made = 0;
        for (draft, sent) in drafts.iter().zip(sent) {
            let Some(used) = used.get_mut(draft.product_key.as_str()) else {
                continue;
            };
            let raised = self.used[draft.product_key.as_str()] > DEVICES_PER_PRODUCT;
            let taken = draft
                .device_key
                .as_deref()
                .is_some_and(|key| keys.contains(&(draft.product_key.as_str(), key)));
            if !sent || taken || (*used >= DEVICES_PER_PRODUCT && !raised) {
                continue;
            }
            if let Some(key) = draft.device_key.as_deref() {
                keys.insert((draft.product_key.as_str(), key));
            }
            *used += 1;
            made += 1;
        }
        made
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_row_stands_once_and_what_will_be_created_is_created(drafts in drafts(), world in world()) {
        let problems = check_all(&drafts, &|_| None, &|_| None, crate::provision::Rules::default());
        let wrong = |problems: &Vec<Problem>| problems.iter().any(Problem::is_error);
        let right: Vec<bool> = problems.iter().map(|problems| !wrong(problems)).collect();
        let plan = Plan::new(&drafts, problems, [], &world.survey(&drafts), &Bounds::default());
        let parts = plan.parts();
        let sum: usize = parts.iter().map(|(_, rows)| rows).sum();
        prop_assert_eq!((sum, parts.total()), (drafts.len(), drafts.len()));
        prop_assert_eq!(parts.of(Part::Create), world.make(&drafts, &right));
        prop_assert_eq!(parts.of(Part::Unchecked), 0);
        for product in &plan.products {
            prop_assert!(world.used.contains_key(product.product_key.as_str()), "{product:?}");
        }
        let wanted: usize = plan.products.iter().map(|product| product.wanted).sum();
        prop_assert_eq!(wanted, parts.of(Part::Create) + parts.of(Part::NoRoom));
        let hidden: usize = plan.not_shown.iter().map(|product| product.rows).sum();
        prop_assert_eq!(hidden, parts.of(Part::NoProduct));
    }

    #[test]
    fn whatever_is_not_answered_every_row_stands_once(
        drafts in drafts(),
        used in prop::collection::vec((select(&PRODUCTS[..]), 0..10_004_u64), 0..3),
        hidden in prop::collection::vec(select(&PRODUCTS[..]), 0..2),
    ) {
        let mut survey = Survey::silent(Said::data("no network"));
        for (product, used) in used {
            survey.counted(product, Ok(used));
        }
        for product in hidden {
            survey.hides(product, Said::data("no"));
        }
        let plan = Plan::new(&drafts, [], [], &survey, &Bounds::default());
        prop_assert_eq!(plan.parts().total(), drafts.len());
    }

    /// A run that goes on: rows that are settled or a person's stand in the sum too, and what will be
    /// created is what the open rows create.
    #[test]
    fn a_run_that_goes_on_has_the_same_sum(
        drafts in drafts(),
        world in world(),
        states in prop::collection::vec((select(RowState::ALL), any::<bool>()), 40),
    ) {
        let mut keys = BTreeSet::new();
        let rows = drafts.into_iter().zip(&states).filter(|(draft, _)| {
            let key = draft.device_key.clone();
            draft.timezone != "8" && key.is_none_or(|key| keys.insert((draft.product_key.clone(), key)))
        });
        let (drafts, goes): (Vec<Draft>, Vec<Goes>) = rows
            .map(|(draft, (state, by_eye))| (draft, Goes::of(*state, *by_eye)))
            .unzip();
        let open = drafts.iter().zip(&goes).filter(|(_, goes)| goes.is_open());
        let open: Vec<Draft> = open.map(|(draft, _)| draft.clone()).collect();
        let plan = plan(&open, &world.survey(&open));
        let parts = plan.going_on(goes.iter().copied());
        prop_assert_eq!(parts.total(), drafts.len());
        let settled = goes.iter().filter(|goes| **goes == Goes::Settled).count();
        prop_assert_eq!(parts.of(Part::Settled), settled);
        let made = parts.of(Part::Create) + parts.of(Part::Sought);
        prop_assert_eq!(made, world.make(&open, &vec![true; open.len()]));
        let asked = goes.iter().filter(|goes| **goes == Goes::Asked).count();
        prop_assert!(parts.of(Part::Sought) + parts.of(Part::Found) <= asked, "only these are asked for first");
    }
}

#[test]
fn a_product_that_is_not_shown_has_no_room_and_no_device() {
    let drafts = [
        draft("gone", None),
        draft("gone", Some("SN-1")),
        draft("P", None),
    ];
    let mut survey = survey(&[("P", 3), ("gone", 0)], &drafts, &[]);
    survey.hides("gone", Said::data("Not found (11611)"));
    let plan = plan(&drafts, &survey);
    let gone = RowPlan::NoProduct(Said::data("Not found (11611)"));
    assert_eq!(plan.rows, [gone.clone(), gone, RowPlan::Create]);
    assert_eq!(plan.calls, 1);
    let products: Vec<&str> = plan
        .products
        .iter()
        .map(|product| product.product_key.as_str())
        .collect();
    assert_eq!(products, ["P"]);
    assert_eq!(
        words::not_shown(&plan.not_shown[0]),
        "EnOS does not show this product: Not found (11611); 2 rows will not be created"
    );
    assert_eq!(
        words::parts(&plan.parts(), Existing::Fail),
        "3 rows: 1 will be created; 2 of a product EnOS does not show: will not be created"
    );
}

#[test]
fn what_was_told_wrongly_adds_up() {
    // 200 rows, of which 15 exist as they are and 12 differ.
    let drafts: Vec<Draft> = (0..200)
        .map(|n| draft("P", Some(&format!("SN-{n}"))))
        .collect();
    let there: Vec<FoundDevice> = drafts[..27]
        .iter()
        .enumerate()
        .map(|(n, draft)| FoundDevice {
            timezone: if n < 15 { "+08:00" } else { "+09:00" }.to_owned(),
            ..found(draft)
        })
        .collect();
    let plan = plan(&drafts, &survey(&[("P", 27)], &drafts, &there));
    assert_eq!(
        words::parts(&plan.parts(), Existing::Skip),
        "200 rows: 173 will be created; 15 already there, same as the row: will be skipped; 12 already there, but different: will be skipped"
    );
    // 90,001 rows for a product that has 1 device: 9,999 fit.
    let drafts: Vec<Draft> = (0..90_001).map(|_| draft("P", None)).collect();
    let plan = super::plan(&drafts, &survey(&[("P", 1)], &[], &[]));
    assert_eq!(
        words::parts(&plan.parts(), Existing::Fail),
        "90,001 rows: 9,999 will be created; 80,002 with no room in the product: will probably fail"
    );
}

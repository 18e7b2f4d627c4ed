//! What is known of products and models: fetched of the real sandbox, kept in a real journal, recalled with its age.

use std::collections::BTreeSet;

use enroll::catalogue::Catalogue;
use enroll::domain::{Product, Timestamp};
use enroll::enos::Api as _;
use enroll::said::Said;
use enroll::sandbox::Operation;

use crate::bench::{Bench, EASY, EASY_TOO, bounds};

const NONE_SUCH: &str = "nosuchproduct";

impl Bench {
    async fn fetched(&self) -> Catalogue {
        let keys = [EASY, EASY_TOO, NONE_SUCH];
        let fetched = Catalogue::fetch(self.api.as_ref(), &bounds(), keys).await;
        fetched.unwrap()
    }

    fn kept(&self, scope: &str) -> Catalogue {
        Catalogue::kept(&self.store, scope, [EASY, EASY_TOO, NONE_SUCH]).unwrap()
    }

    async fn list(&self) -> Vec<Product> {
        self.api.products(false).await.unwrap().products
    }
}

fn keys(known: &Catalogue) -> Vec<&str> {
    let products = known.products().iter();
    products
        .map(|product| product.product_key.as_str())
        .collect()
}

#[tokio::test]
async fn what_was_fetched_is_recalled_with_its_age() {
    let bench = Bench::new().await;
    let fetched = bench.fetched().await;
    assert_eq!(keys(&fetched), [EASY, EASY_TOO]);
    let why = fetched.hidden(NONE_SUCH).unwrap();
    assert!(why.en().contains("11611"), "{why:?}");
    assert_eq!(fetched.kept_at, None);
    // A model that two products share is asked for once.
    let models: BTreeSet<&str> = fetched
        .products()
        .iter()
        .map(|product| product.model_id.as_str())
        .collect();
    assert_eq!(
        bench.requests(Operation::GetThingModel),
        models.len() as u64
    );

    fetched.keep(&bench.store, "site", Timestamp(7)).unwrap();
    let kept = bench.kept("site");
    assert_eq!(kept.products(), fetched.products());
    assert_eq!(kept.kept_at, Some(Timestamp(7)));
    for key in [EASY, EASY_TOO] {
        assert_eq!(kept.model_of(key), fetched.model_of(key));
        assert!(kept.model_of(key).is_some());
    }
    // What EnOS refused is for EnOS to say again.
    assert_eq!(kept.hidden(NONE_SUCH), None);
    // What is recalled is no news: keeping it makes it no younger.
    kept.keep(&bench.store, "site", Timestamp(9)).unwrap();
    assert_eq!(bench.kept("site").kept_at, Some(Timestamp(7)));
    assert_eq!(keys(&bench.kept("elsewhere")), Vec::<&str>::new());
}

#[tokio::test]
async fn the_whole_list_takes_the_place_of_single_products_and_keeps_its_order() {
    let bench = Bench::new().await;
    bench
        .fetched()
        .await
        .keep(&bench.store, "site", Timestamp(7))
        .unwrap();
    let list = bench.list().await;
    let (served, gone) = (&list[..3], &list[3..]);
    bench.store.keep("site", &list, true, Timestamp(8)).unwrap();
    assert_eq!(bench.kept("site").products(), list);
    bench
        .store
        .keep("site", served, true, Timestamp(9))
        .unwrap();
    assert_eq!(bench.kept("site").products(), served);

    // A single one that is fetched anew stays in its place; the age is that of the oldest.
    bench
        .store
        .keep("site", &served[1..2], false, Timestamp(11))
        .unwrap();
    assert_eq!(bench.kept("site").products(), served);
    assert_eq!(bench.kept("site").kept_at, Some(Timestamp(9)));
    bench
        .store
        .keep("site", &gone[..1], false, Timestamp(12))
        .unwrap();
    assert_eq!(bench.kept("site").products(), &list[..4]);
}

#[tokio::test]
async fn no_product_is_shown_and_hidden_at_once() {
    let bench = Bench::new().await;
    let mut known = bench.fetched().await;
    let product = known.product(EASY).unwrap().clone();
    let hidden = &mut known.hidden;
    hidden.insert(EASY.to_owned(), Said::data("not yours"));
    assert_eq!(known.hidden(EASY), Some(&Said::data("not yours")));
    known.learn(product.clone());
    assert_eq!(known.hidden(EASY), None);
    assert_eq!(keys(&known), [EASY, EASY_TOO]);
    let hidden = &mut known.hidden;
    hidden.insert(EASY.to_owned(), Said::data("not yours"));
    known.list(vec![product], true);
    assert_eq!(known.hidden(EASY), None);
    assert!(known.more);
    assert!(known.product(EASY_TOO).is_none());
}

//! Product pages, also such as shift while they are read.

use serde_json::Value;

use super::*;

fn product(value: Value) -> Option<Product> {
    read(&serde_json::from_value(value).unwrap())
}

fn page(keys: &[&str], total: Option<u64>) -> ProductPage {
    let product = |key| product(json!({"productKey": key})).unwrap();
    ProductPage {
        products: keys.iter().map(product).collect(),
        total,
    }
}

/// What the gateway's pages come to, by number from 1, and how many were asked for.
fn gather(mut page: impl FnMut(u32) -> ProductPage) -> (Vec<String>, bool, u32) {
    let (mut gathered, mut asked) = (Pages::default(), 0);
    while let Some(next) = gathered.next() {
        asked += 1;
        assert_eq!(next, asked);
        gathered.take(page(next));
    }
    let ProductList { products, more } = gathered.into_list();
    let keys = products.into_iter().map(|product| product.product_key);
    (keys.collect(), more, asked)
}

/// A gateway with these pages, the last of which comes again and again.
fn these(pages: &[ProductPage]) -> impl FnMut(u32) -> ProductPage {
    move |number| {
        let last = pages.len() - 1;
        pages[last.min(number as usize - 1)].clone()
    }
}

#[test]
fn the_documented_sample_is_read() {
    let product = product(json!({
        "orgId": "yourOrgId", "productKey": "yourProductKey",
        "productName": {"defaultValue": "AlterTest0615_Product", "i18nValue": {}},
        "productSecret": "sealed", "sessionKey": "key", "productDesc": "", "productType": "Gateway",
        "dataFormat": "Json", "productTags": {"a": "b"}, "modelId": "AlterTest0615",
        "dynamicActivateEnabled": false, "createBy": null, "createTime": null,
    }));
    let product = product.unwrap();
    assert_eq!(product.product_name.default_value, "AlterTest0615_Product");
    assert_eq!(product.product_type, ProductType::Gateway);
    assert_eq!(product.model_id, "AlterTest0615");
    assert_eq!(product.product_tags["a"], "b");
    assert_eq!(product.sealed.unwrap().session_key, "key");
}

#[test]
fn nulls_and_plain_names_are_survived() {
    let bare = product(json!({
        "productKey": "k", "productName": "Plain", "productTags": null, "modelId": null,
        "productType": null, "productDesc": null,
    }));
    let bare = bare.unwrap();
    assert_eq!(bare.product_name.default_value, "Plain");
    assert_eq!(bare.product_type, ProductType::Device);
    assert!(product(json!({"productKey": null})).is_none());
}

#[test]
fn paging_stops_at_the_total() {
    let pages = [page(&["a", "b"], Some(3)), page(&["c"], Some(3))];
    let (keys, more, asked) = gather(these(&pages));
    assert_eq!((keys.concat().as_str(), more, asked), ("abc", false, 2));
}

#[test]
fn a_product_pushed_onto_the_next_page_is_not_taken_twice() {
    // "new" was created after the first page was read.
    let pages = [
        page(&["a", "b"], Some(3)),
        page(&["b", "c"], Some(4)),
        page(&[], Some(4)),
    ];
    assert_eq!(gather(these(&pages)).0, ["a", "b", "c"]);
}

#[test]
fn a_missing_or_wrong_total_ends_at_the_page_that_brings_nothing_new() {
    for (pages, more, asked) in [
        (vec![page(&["a"], None), page(&[], None)], false, 2),
        // A gateway that ignores the page number.
        (vec![page(&["a"], Some(9))], true, 2),
        (vec![page(&["a"], None)], false, 2),
        (vec![page(&[], Some(9))], true, 1),
        (vec![page(&[], None)], false, 1),
    ] {
        let (_, told, pages) = gather(these(&pages));
        assert_eq!((told, pages), (more, asked));
    }
}

#[test]
fn a_gateway_that_always_has_something_new_is_asked_so_often_and_no_more() {
    for total in [None, Some(u64::MAX), Some(1)] {
        let (keys, more, asked) = gather(|number| page(&[&number.to_string()], total));
        let end = if total == Some(1) { 1 } else { MOST_PAGES };
        assert_eq!((keys.len(), more, asked), (end as usize, end > 1, end));
    }
}

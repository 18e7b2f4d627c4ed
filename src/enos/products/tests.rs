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

/// Feeds the pages and gives the keys gathered, and how many pages were asked for.
fn gather(pages: &[ProductPage]) -> (Vec<String>, usize) {
    let mut gathered = Pages::default();
    let asked = pages
        .iter()
        .position(|page| !gathered.take(page.clone()))
        .expect("the pages end")
        + 1;
    let products = gathered.into_products();
    (
        products
            .into_iter()
            .map(|product| product.product_key)
            .collect(),
        asked,
    )
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
    assert_eq!(gather(&pages).0, ["a", "b", "c"]);
    assert_eq!(gather(&pages).1, 2);
}

#[test]
fn a_product_pushed_onto_the_next_page_is_not_taken_twice() {
    // "new" was created after the first page was read.
    let pages = [
        page(&["a", "b"], Some(3)),
        page(&["b", "c"], Some(4)),
        page(&[], Some(4)),
    ];
    assert_eq!(gather(&pages).0, ["a", "b", "c"]);
}

#[test]
fn a_missing_or_wrong_total_ends_at_the_page_that_brings_nothing_new() {
    assert_eq!(gather(&[page(&["a"], None), page(&[], None)]).1, 2);
    // A gateway that ignores the page number.
    assert_eq!(gather(&[page(&["a"], Some(9)), page(&["a"], Some(9))]).1, 2);
    assert_eq!(gather(&[page(&[], Some(9))]).1, 1);
}

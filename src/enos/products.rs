//! Products on the wire: search and get.

use serde_json::json;

use super::devices::read_sealed;
use super::json::{Object, i18n, id, text, texts, words};
use super::reply::Envelope;
use super::request::{Asked, Expected, Operation, Request};
use super::sieve::{Keep, LEAF};
use super::{Error, ProductList};
use crate::domain::{BadReply, Product, ProductType};

const PATH: &str = "connect-service/v2.4/products";
const SEARCH: Operation = (Asked::SearchProducts, PATH, "search");
const GET: Operation = (Asked::GetProduct, PATH, "get");

/// Rows a page: the documented advice is at most 50.
pub(super) const PAGE_SIZE: u32 = 50;

/// So many pages are read at most: 10,000 products are more than anybody chooses from.
const MOST_PAGES: u32 = 200;

/// One page of Search Product.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ProductPage {
    /// The products of this page.
    pub products: Vec<Product>,
    /// How many there are in all, where the reply says so.
    pub total: Option<u64>,
}

/// Search Product V2.4, page `page` (from 1) of everything.
pub(super) fn search(page: u32, require_secret: bool) -> Result<Request, Error> {
    Request::post(SEARCH, expected(PAGE_SIZE as usize)).json(&json!({
        "pagination": {"pageNo": page, "pageSize": PAGE_SIZE},
        "requireSecret": require_secret,
    }))
}

/// Get Product V2.4.
pub(super) fn get(product_key: &str) -> Request {
    Request::get(GET, expected(1)).with("productKey", product_key)
}

/// What is expected of a reply with so many products.
fn expected(products: usize) -> Expected {
    Expected::of(product).and(products, 16 * 1024, 512)
}

/// What is read of a product.
fn product(field: &str) -> Option<Keep> {
    match field {
        "productKey" | "productDesc" | "productType" | "modelId" | "productSecret"
        | "sessionKey" => Some(LEAF),
        "productName" | "productTags" => Some(Keep::All),
        _ => None,
    }
}

/// Reads one page of [`search`].
pub(super) fn read_page(reply: &Envelope) -> Result<ProductPage, BadReply> {
    let products = reply
        .list()?
        .iter()
        .filter_map(|product| read(product.as_object()?))
        .collect();
    Ok(ProductPage {
        products,
        total: reply.total(),
    })
}

/// Reads a product; none without a key.
pub(super) fn read(product: &Object) -> Option<Product> {
    let gateway = text(product, "productType").is_some_and(|of| of.eq_ignore_ascii_case("gateway"));
    Some(Product {
        product_key: id(product, "productKey")?,
        product_name: i18n(product, "productName"),
        product_desc: words(product, "productDesc").unwrap_or_default(),
        product_type: if gateway {
            ProductType::Gateway
        } else {
            ProductType::Device
        },
        model_id: id(product, "modelId").unwrap_or_default(),
        product_tags: texts(product, "productTags"),
        sealed: read_sealed(product, "productSecret"),
    })
}

/// Collects the pages of a search, which may shift while they are read: a product created meanwhile
/// pushes another one onto the next page, where it comes again.
#[derive(Debug, Default)]
pub(super) struct Pages {
    products: Vec<Product>,
    keys: std::collections::HashSet<String>,
    /// So many were read.
    read: u32,
    /// Whether another one may bring something.
    over: bool,
    /// How many products there are by the last page that said so.
    total: Option<u64>,
}

impl Pages {
    /// The page to read next, from 1, if any. The gateway alone does not decide where this ends.
    pub(super) fn next(&self) -> Option<u32> {
        (!self.over && self.read < MOST_PAGES).then(|| self.read.saturating_add(1))
    }

    /// Takes the next page. One that brings nothing new is the last one, whatever total is claimed.
    pub(super) fn take(&mut self, page: ProductPage) {
        let before = self.products.len();
        for product in page.products {
            if self.keys.insert(product.product_key.clone()) {
                self.products.push(product);
            }
        }
        self.read = self.read.saturating_add(1);
        self.total = page.total.or(self.total);
        let all = self.products.len();
        self.over = all == before || page.total.is_some_and(|total| all as u64 >= total);
    }

    /// The products in the order first seen.
    pub(super) fn into_list(self) -> ProductList {
        let missing = self.total.map(|total| total > self.products.len() as u64);
        ProductList {
            more: missing.unwrap_or(!self.over),
            products: self.products,
        }
    }
}

#[cfg(test)]
mod tests;

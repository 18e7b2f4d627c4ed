//! What a file's devices are checked against: the products and models fetched, or kept from earlier.

use std::collections::{BTreeMap, BTreeSet};

use super::exit::Stop;
use super::{reach, tell};
use crate::catalogue::Catalogue;
use crate::clock;
use crate::connect::Connection;
use crate::domain::Draft;
use crate::enos::Error;
use crate::provision::queue::check_all;
use crate::provision::{Problem, Rules};
use crate::said::{Said, say};
use crate::store::{Paths, Store, StoreError};
use crate::words;

/// What the gateway says now of the products that `devices` name.
pub(super) async fn fetch(connection: &Connection, devices: &[Draft]) -> Result<Catalogue, Error> {
    let (api, bounds) = (connection.api.as_ref(), &connection.about.bounds);
    Catalogue::fetch(api, bounds, product_keys(devices)).await
}

/// [`fetch`], for a command that does nothing without.
pub(super) async fn fetched(connection: &Connection, devices: &[Draft]) -> Result<Catalogue, Stop> {
    let fetched = fetch(connection, devices).await;
    fetched.map_err(|error| reach::failed(connection, &words::call(&error)))
}

/// What was kept of the products that `devices` name.
pub(super) fn kept(paths: &Paths, scope: &str, devices: &[Draft]) -> Result<Catalogue, StoreError> {
    Catalogue::kept(&Store::open(&paths.state)?, scope, product_keys(devices))
}

/// Keeps what was fetched where the state folder is free; where it is not, that is only told.
pub(super) fn keep_if_free(known: &Catalogue, paths: &Paths, scope: &str) {
    let kept = Store::open(&paths.state).and_then(|store| known.keep(&store, scope, clock::now()));
    if let Err(error) = kept {
        tell::line(&say!(
            "warning: the models are not saved for later: {error}",
            "警告：模型未保存，以后无法沿用：{error}",
            error = words::journal(&error)
        ));
    }
}

/// What is wrong with each of `devices`, by itself, with others and with its product.
pub(super) fn check(known: &Catalogue, devices: &[Draft], rules: Rules) -> Vec<Vec<Problem>> {
    let model_of = |key: &str| known.model_of(key);
    check_all(devices, &model_of, &|key: &str| known.hidden(key), rules)
}

/// Why the attributes of products cannot be checked, by product key.
pub(super) fn unchecked(known: &Catalogue, devices: &[Draft]) -> BTreeMap<String, Said> {
    let why = |key: &str| match (known.product(key), known.read_model(key)) {
        (_, Some(Ok(_))) => None,
        (Some(product), Some(Err(why))) => Some(say!(
            "its model {model} cannot be read: {why}",
            "无法读取其模型 {model}：{why}",
            model = product.model_id,
            why
        )),
        _ if known.hidden(key).is_some() => None,
        _ => Some(say!(
            "its thing model was not saved earlier; choose a connection to fetch it",
            "之前未保存其设备模型；指定连接即可获取"
        )),
    };
    let keys = product_keys(devices).into_iter();
    keys.filter_map(|key| Some((key.to_owned(), why(key)?)))
        .collect()
}

/// How old the oldest of the models is that were kept from earlier, in words: `; by models kept 2 h ago`.
pub(super) fn age(known: &Catalogue, devices: &[Draft]) -> Said {
    let models = product_keys(devices).into_iter();
    let models = models.filter_map(|key| known.read_model(key)?.as_ref().ok());
    let oldest = models.filter_map(|model| model.kept_at).min();
    oldest.map_or_else(Said::default, |at| {
        say!(
            "; using models saved {ago}",
            "；所用模型保存于 {ago}",
            ago = words::ago(at, clock::now())
        )
    })
}

/// The products that `devices` name.
pub(super) fn product_keys(devices: &[Draft]) -> BTreeSet<&str> {
    let keys = devices.iter().map(|device| device.product_key.as_str());
    keys.filter(|key| !key.trim().is_empty()).collect()
}

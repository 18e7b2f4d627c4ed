//! The operations of [`Api`], each as one or more calls of the client.

use futures::FutureExt;
use serde_json::Value;
use tokio::sync::watch;

use super::products::Pages;
use super::reply::Envelope;
use super::{
    Api, AssetLook, BatchReply, Call, Client, Contact, DevicePage, DeviceQuery, Error, Fault,
    GatewayClock, Met, ProductList, devices, models, products,
};
use crate::domain::{BadReply, Draft, FoundDevice, Product, ThingModel};

/// The codes that say that there is no such device: public, Delete Device, and 705 of MQTT plus 11000.
const NO_SUCH_DEVICE: [i64; 3] = [99_404, 11_404, 11_705];

/// Turns the refusals that say "no such device" into `missing`.
fn unless_missing<T>(result: Result<T, Error>, missing: T) -> Result<T, Error> {
    match result {
        Err(Error {
            fault: Fault::Refused(no),
            ..
        }) if no.code.is_some_and(|code| NO_SUCH_DEVICE.contains(&code)) => Ok(missing),
        other => other,
    }
}

impl Api for Client {
    fn products(&self, require_secret: bool) -> Call<'_, ProductList> {
        async move {
            let mut pages = Pages::default();
            while let Some(page) = pages.next() {
                pages.take(self.product_page(page, require_secret).await?);
            }
            Ok(pages.into_list())
        }
        .boxed()
    }

    fn product<'a>(&'a self, product_key: &'a str) -> Call<'a, Product> {
        let read = |reply: Envelope| products::read(reply.data()?).ok_or(BadReply::NoProductKey);
        self.call(products::get(product_key), read).boxed()
    }

    fn thing_model<'a>(&'a self, model_id: &'a str) -> Call<'a, ThingModel> {
        let read = |reply: Envelope| Ok(models::read(reply.data()?));
        self.call(models::get(model_id), read).boxed()
    }

    fn batch_create<'a>(
        &'a self,
        devices: &'a [&'a Draft],
        require_secret: bool,
    ) -> Call<'a, BatchReply> {
        async move {
            let request = devices::batch_create(devices, require_secret)?;
            self.call(request, devices::read_batch).await
        }
        .boxed()
    }

    fn search_devices<'a>(&'a self, query: &'a DeviceQuery) -> Call<'a, DevicePage> {
        async move {
            let request = devices::search(query)?;
            self.call(request, |reply| devices::read_page(&reply)).await
        }
        .boxed()
    }

    fn device<'a>(
        &'a self,
        product_key: &'a str,
        device_key: &'a str,
        require_secret: bool,
    ) -> Call<'a, Option<FoundDevice>> {
        let read = |reply: Envelope| match reply.object.get("data") {
            None | Some(Value::Null) => Ok(None),
            Some(_) => match devices::read_device(reply.data()?) {
                device if device.is_named() => Ok(Some(device)),
                _ => Err(BadReply::NoDeviceKey),
            },
        };
        let request = devices::get(product_key, device_key, require_secret);
        let found = self.call(request, read);
        found.map(|found| unless_missing(found, None)).boxed()
    }

    fn clock(&self) -> Option<GatewayClock> {
        self.gateway_clock()
    }

    fn shapes(&self) -> Vec<Met> {
        Self::shapes(self).all()
    }

    fn contact(&self) -> Option<watch::Receiver<Contact>> {
        Some(self.contact.subscribe())
    }

    fn asset<'a>(&'a self, asset_id: &'a str) -> Call<'a, AssetLook> {
        let read = move |reply: Envelope| {
            let device = reply.data().map(devices::read_device);
            Ok(match device {
                Ok(device) if device.asset_id == asset_id => AssetLook::Here(Box::new(device)),
                _ => AssetLook::Nothing,
            })
        };
        let look = self.call(devices::get_asset(asset_id), read);
        look.map(|look| unless_missing(look, AssetLook::Gone))
            .boxed()
    }

    fn delete_asset<'a>(&'a self, asset_id: &'a str) -> Call<'a, bool> {
        let deleted = self.call(devices::delete_asset(asset_id), |_| Ok(true));
        deleted
            .map(|deleted| unless_missing(deleted, false))
            .boxed()
    }
}

#[cfg(test)]
mod bounds;
#[cfg(test)]
mod tests;

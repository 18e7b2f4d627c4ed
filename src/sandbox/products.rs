//! Search Products and Get Product V2.4, Get Thing Model V2.1.

use serde_json::{Map, Value, json};

use super::call::Call;
use super::catalogue::Product;
use super::expression::{self, Operator};
use super::gateway::Gateway;
use super::ids;
use super::json::Members as _;
use super::page::Page;
use super::reply::{Refusal, ok};
use super::seal::Sealer;
use super::switches::{Definition, Inherited};

/// Search Products V2.4: newest first. `projection` is taken and ignored.
pub(super) fn search(gateway: &Gateway, call: &Call) -> Result<Value, Refusal> {
    let expression = expression::read(call.json(), operators)?;
    let page = Page::read(call)?;
    let mut sealer = Sealer::of_body(gateway, call)?;
    let rows: Vec<&Product> = gateway
        .catalogue
        .products
        .iter()
        .filter(|product| expression.matches(&|name: &str| field(product, name)))
        .collect();
    page.reply(rows, 0, |product| show(product, &mut sealer))
}

/// Get Product V2.4; 11611 when there is none (documented for V2.1).
pub(super) fn get(gateway: &Gateway, call: &Call) -> Result<Value, Refusal> {
    let key = call.need("productKey")?;
    let mut sealer = Sealer::of_query(gateway, call)?;
    let product = gateway.catalogue.product(key);
    let product = product.ok_or_else(|| Refusal::new(11611, "Not found"))?;
    Ok(ok(show(product, &mut sealer)?))
}

/// Get Thing Model V2.1; the sandbox has no public models, so `scope` makes no difference.
pub(super) fn model(gateway: &Gateway, call: &Call) -> Result<Value, Refusal> {
    let id = call.need("modelId")?;
    let model = gateway
        .catalogue
        .model(id)
        .ok_or_else(|| Refusal::of(99404))?;
    let mut attributes = match gateway.switches.inherited {
        Inherited::Merged => model.merged.clone(),
        Inherited::Own => model.own.clone(),
    };
    for attribute in attributes.values_mut() {
        write_definition(attribute, gateway.switches.definition);
    }
    Ok(ok(json!({
        "modelId": id,
        "modelIdPath": model.path,
        "orgId": super::ORG_ID,
        "name": model.entry.member("name"),
        "desc": model.entry.member("desc"),
        "tags": model.entry.member("tags"),
        "attributes": attributes,
        "measurepoints": model.measurepoints,
        "services": Map::new(),
        "events": Map::new(),
    })))
}

/// Puts an element's `dataDefinition` into the chosen form.
fn write_definition(element: &mut Value, form: Definition) {
    let Some(definition) = element
        .get_mut("dataDefinition")
        .filter(|definition| !definition.is_null() && form != Definition::Object)
    else {
        return;
    };
    if form == Definition::NestedText
        && let Some(items) = definition.get_mut("items").and_then(Value::as_array_mut)
    {
        for item in items {
            write_definition(item, form);
        }
    }
    *definition = definition.to_string().into();
}

/// What a field can be asked (Search Product page, V2.4).
fn operators(field: &str) -> &'static [Operator] {
    use Operator::{Equals, Exists, In, Like};
    match field {
        "productKey" | "modelId" => &[Equals, In],
        "productName" => &[Like],
        _ if field.starts_with("productName.") => &[Like],
        _ if field.starts_with("productTags.") => &[Equals, Exists],
        _ => &[],
    }
}

fn field<'a>(product: &'a Product, name: &str) -> Option<&'a str> {
    if let Some(tag) = name.strip_prefix("productTags.") {
        return product.entry.member("productTags").member(tag).as_str();
    }
    match name {
        "productKey" => Some(&product.key),
        "modelId" => Some(&product.model_id),
        _ => localized(
            product.entry.member("productName"),
            name.strip_prefix("productName")?,
        ),
    }
}

/// A name as a search sees it: `.zh_CN` and the like fall back to the default, as without any suffix.
pub(super) fn localized<'a>(name: &'a Value, suffix: &str) -> Option<&'a str> {
    suffix
        .strip_prefix('.')
        .and_then(|locale| name.member("i18nValue").member(locale).as_str())
        .or_else(|| name.member("defaultValue").as_str())
}

fn show(product: &Product, sealer: &mut Sealer) -> Result<Value, Refusal> {
    let entry = &product.entry;
    let mut shown = json!({
        "orgId": super::ORG_ID,
        "productKey": product.key,
        "productName": entry.member("productName"),
        "productDesc": entry.member("productDesc"),
        "productType": entry.member("productType"),
        "dataFormat": "Json",
        "productTags": entry.member("productTags"),
        "modelId": product.model_id,
        "dynamicActiveEnabled": false,
        "biDirectionalAuth": false,
        "createBy": null,
        "createTime": entry.member("createTime"),
        "updateBy": null,
        "updateTime": entry.member("createTime"),
        "defaultValidDay": null,
        "maxValidDay": null,
    });
    let secret = ids::fixed_secret(&product.key);
    sealer.add(&mut shown, "productSecret", &secret)?;
    Ok(shown)
}

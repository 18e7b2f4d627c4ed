//! Lists that are not whole, or not of today, say so.

use super::*;

fn shown(model: &mut Model) -> String {
    let area = ratatui::layout::Rect::new(0, 0, 80, 24);
    let mut buf = ratatui::buffer::Buffer::empty(area);
    model.shared.size = (area.width, area.height);
    draw(model, area, &mut buf);
    let cells = buf.content().iter();
    cells.map(ratatui::buffer::Cell::symbol).collect()
}

fn product() -> crate::domain::Product {
    crate::domain::Product {
        product_key: "P".to_owned(),
        product_name: StringI18n::plain("Inverter"),
        product_desc: String::new(),
        product_type: crate::domain::ProductType::Device,
        model_id: "M".to_owned(),
        product_tags: std::collections::BTreeMap::default(),
        sealed: None,
    }
}

#[test]
fn a_list_that_is_not_whole_says_so() {
    let mut model = connected(Vec::new(), None);
    for more in [true, false] {
        let products = vec![product()];
        let list = crate::enos::ProductList { products, more };
        let listed = GatewayReply::Products(Ok(list));
        reply(&mut model, Msg::Gateway(0, listed));
        press(&mut model, "1");
        let words = "! the gateway lists more than 1 product; these are the first";
        let screen = shown(&mut model);
        assert_eq!(screen.contains(words), more, "{screen}");
    }
}

#[test]
fn products_and_models_that_were_kept_say_how_old_they_are() {
    let mut model = connected(Vec::new(), None);
    let kept_at = Some(Timestamp(-7_500_000));
    let thing = product();
    let no = NoProducts {
        reason: say!("busy", "忙"),
        whose: crate::domain::Whose::Rights,
        kept: vec![Fetched { thing, kept_at }],
    };
    reply(&mut model, Msg::Gateway(0, GatewayReply::Products(Err(no))));
    press(&mut model, "1");
    let screen = shown(&mut model);
    assert!(
        screen.contains("Products from 2 h 5 min ago: busy"),
        "{screen}"
    );
    let thing = ThingModel {
        model_id: "M".to_owned(),
        name: StringI18n::default(),
        attributes: Vec::new(),
    };
    let kept = Fetched { thing, kept_at };
    let known = GatewayReply::Model("M".to_owned(), Box::new(Ok(kept)));
    reply(&mut model, Msg::Gateway(0, known));
    let screen = shown(&mut model);
    assert!(screen.contains("model from 2 h 5 min ago"), "{screen}");
}

//! Nothing typed is lost when the thing model changes.

use super::*;

#[test]
fn a_model_that_comes_late_finds_everything_typed() {
    let model = inverter();
    let mut form = DeviceForm::new(&full_draft(), None);
    assert_eq!(form.draft(), full_draft());
    form.set_model(Some(&model));
    assert_eq!(form.draft(), full_draft());
    assert_eq!(
        labels(&form),
        labels(&DeviceForm::new(&full_draft(), Some(&model)))
    );
    form.set_model(None);
    assert_eq!(form.draft(), full_draft());
}

#[test]
fn another_product_keeps_what_was_typed() {
    let mut form = DeviceForm::new(&Draft::default(), Some(&inverter()));
    type_into(&mut form, &attribute_key("slots"), "007");
    type_into(&mut form, &attribute_key("serial"), "SN-1");
    let mut other = inverter();
    other.attributes = vec![attribute("slots", DataType::String { max_length: None })];
    form.product_changed("other");
    assert_eq!(form.draft().product_key, "other");
    form.set_model(Some(&other));
    assert_eq!(form.form.focused(), Some(&Key::Name), "its row is gone");
    assert_eq!(
        json!(form.draft().device_attributes),
        json!({"slots": "007", "serial": "SN-1"})
    );
    assert!(labels(&form).contains(&"[serial]".to_owned()));

    form.set_model(Some(&inverter()));
    assert_eq!(
        json!(form.draft().device_attributes),
        json!({"slots": 7, "serial": "SN-1"})
    );
}

#[test]
fn the_focus_stays_where_its_row_does() {
    let mut form = DeviceForm::new(&full_draft(), Some(&inverter()));
    form.form.focus(&attribute_key("serial"));
    press(&mut form, KeyCode::Left);
    form.set_model(Some(&inverter()));
    press(&mut form, KeyCode::Char('0'));
    assert_eq!(form.draft().device_attributes["serial"], "SN-01");
}

#[test]
fn attributes_that_change_shape_keep_their_values() {
    let mut other = inverter();
    for attribute in &mut other.attributes {
        attribute.data_type = match attribute.identifier.as_str() {
            "strings" | "site" => DataType::String { max_length: None },
            "slots" => DataType::Array(ItemType::Int),
            "serial" => DataType::Struct(vec![item("maker", DataType::Int)]),
            _ => continue,
        };
    }
    let mut form = DeviceForm::new(&full_draft(), Some(&inverter()));
    form.set_model(Some(&other));
    let attributes = form.draft().device_attributes;
    assert_eq!(attributes["strings"], "[1,2,3]");
    assert_eq!(attributes["slots"], json!([4]));
    assert_eq!(
        attributes["serial"], "SN-1",
        "no record, so in a row of its own"
    );
    let serial = form.form.row(&attribute_key("serial")).unwrap();
    assert!(serial.removable);
    form.set_model(Some(&inverter()));
    let mut wanted = full_draft();
    wanted.device_attributes["slots"] = json!("[4]");
    assert_eq!(form.draft(), wanted, "a list is not guessed to be a number");
}

#[test]
fn an_item_that_the_record_lacks_is_kept_to_be_taken_away() {
    let mut draft = full_draft();
    draft.device_attributes["site"]["alt"] = json!(1200);
    let mut form = DeviceForm::new(&draft, Some(&inverter()));
    assert_eq!(form.draft(), draft);
    assert!(form.form.focus(&Key::Part("site".into(), "alt".into())));
    ctrl(&mut form, 'x');
    assert_eq!(form.draft(), full_draft());
}

#[test]
fn a_form_that_was_only_looked_at_holds_its_draft_whatever_model_comes() {
    let (model, draft) = (inverter(), full_draft());
    let mut form = DeviceForm::new(&draft, None);
    assert!(form.holds(&draft));
    for known in [Some(&model), None, Some(&model)] {
        form.set_model(known);
        assert!(form.holds(&draft));
    }
    let kept = serde_json::from_value::<DeviceForm>(serde_json::to_value(&form).unwrap()).unwrap();
    assert!(kept.holds(&draft));
    // A value whose name is still to be typed is in no draft, and is not to be lost all the same.
    press(&mut form, KeyCode::Down);
    groups::add(&mut form.form, &Key::AddTag, &mut form.numbers);
    press(&mut form, KeyCode::Tab);
    type_into_focused(&mut form, "west");
    assert_eq!(form.draft(), draft);
    assert!(!form.holds(&draft));
}

fn type_into_focused(form: &mut DeviceForm, text: &str) {
    for c in text.chars() {
        press(form, KeyCode::Char(c));
    }
}

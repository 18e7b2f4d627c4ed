//! A draft comes out of the form as it went in.

use super::*;

#[test]
fn a_draft_goes_in_and_comes_out_the_same() {
    let model = inverter();
    for known in [Some(&model), None] {
        assert_eq!(DeviceForm::new(&full_draft(), known).draft(), full_draft());
    }
    let empty = Draft::default();
    assert_eq!(DeviceForm::new(&empty, Some(&model)).draft(), empty);
}

#[test]
fn required_attributes_come_first_and_structs_last() {
    let form = DeviceForm::new(&Draft::default(), Some(&inverter()));
    assert_eq!(
        labels(&form),
        [
            "Name",
            "zh_CN",
            "en_US",
            "+ language",
            "Time zone",
            "Device key",
            "Description",
            "ratedPower",
            "serial",
            "gridCode",
            "grid",
            "+ strings",
            "slots",
            "ratio",
            "commissionedOn",
            "since",
            "manual",
            "odd",
            "lat",
            "lon",
            "+ tag",
        ]
    );
}

#[test]
fn typing_makes_values_of_the_model_s_types() {
    let mut form = DeviceForm::new(&Draft::default(), Some(&inverter()));
    type_into(&mut form, &attribute_key("ratedPower"), "250.5");
    type_into(&mut form, &attribute_key("slots"), "four");
    type_into(&mut form, &attribute_key("gridCode"), "V");
    type_into(&mut form, &attribute_key("grid"), "d");
    type_into(&mut form, &Key::Part("site".into(), "lat".into()), "38.5");
    let attributes = form.draft().device_attributes;
    let wanted = json!({
        "gridCode": 2, "ratedPower": 250.5, "grid": false, "site": {"lat": 38.5}, "slots": "four",
    });
    assert_eq!(
        json!(attributes),
        wanted,
        "text that does not fit stays text"
    );
}

#[test]
fn elements_languages_and_tags_are_added_and_taken_away_the_same_way() {
    let mut form = DeviceForm::new(&Draft::default(), Some(&inverter()));
    form.form.focus(&Key::AddElement("strings".into()));
    for text in ["7", "", "x"] {
        assert!(matches!(
            press(&mut form, KeyCode::Enter),
            FormEvent::Changed(Key::Element(..))
        ));
        form.paste(text);
        press(&mut form, KeyCode::Down);
    }
    form.form.focus(&Key::AddLocale);
    press(&mut form, KeyCode::Enter);
    form.paste("インバータ");
    form.form.focus(&Key::AddTag);
    press(&mut form, KeyCode::Enter);
    form.paste("crew");
    press(&mut form, KeyCode::Enter);
    form.paste("3");

    let draft = form.draft();
    assert_eq!(json!(draft.device_attributes), json!({"strings": [7, "x"]}));
    let second = Field::AttributePart("strings".into(), "1".into());
    let row = form.row_of(&second).and_then(|key| form.form.row(&key));
    assert_eq!(row.unwrap().texts(), ["x"], "the empty row has no index");
    assert_eq!(draft.device_name.i18n_value["ja_JP"], "インバータ");
    assert_eq!(draft.device_tags["crew"], "3");
    let shown = labels(&form).join(" ");
    assert!(
        shown.contains("strings 1 strings 2 strings 3 + strings"),
        "{shown}"
    );
    assert!(shown.contains("[ja_JP] + language"), "{shown}");

    assert!(matches!(
        ctrl(&mut form, 'x'),
        FormEvent::Removed(Key::Tag(_))
    ));
    assert_eq!(form.draft().device_tags.len(), 0);
    ctrl(&mut form, 'z');
    assert_eq!(form.draft().device_tags.len(), 1);
}

#[test]
fn elements_are_numbered_anew_when_one_goes() {
    let mut form = DeviceForm::new(&full_draft(), Some(&inverter()));
    let first = form
        .row_of(&Field::AttributePart("strings".into(), "0".into()))
        .unwrap();
    form.form.focus(&first);
    ctrl(&mut form, 'x');
    assert_eq!(form.draft().device_attributes["strings"], json!([2, 3]));
    assert!(
        labels(&form)
            .join(" ")
            .contains("strings 1 strings 2 + strings")
    );
}

#[test]
fn a_kept_form_comes_back_from_json_and_goes_on() {
    let mut form = DeviceForm::new(&full_draft(), Some(&inverter()));
    type_into(&mut form, &attribute_key("slots"), "x");
    form.form.focus(&Key::AddTag);
    press(&mut form, KeyCode::Enter);
    let text = serde_json::to_string(&form).unwrap();

    let mut again = serde_json::from_str::<DeviceForm>(&text).unwrap();
    assert_eq!(again.draft(), form.draft());
    assert_eq!(again.form.state(), form.form.state());
    again.form.focus(&Key::AddTag);
    press(&mut again, KeyCode::Enter);
    let mut keys: Vec<_> = again
        .form
        .rows
        .iter()
        .map(|row| format!("{:?}", row.id))
        .collect();
    keys.sort();
    let count = keys.len();
    keys.dedup();
    assert_eq!(keys.len(), count, "no two rows have one name");
    assert!(serde_json::from_value::<DeviceForm>(json!({"form": 1})).is_err());
}

#[test]
fn names_missing_or_given_twice_are_told() {
    let mut form = DeviceForm::new(&full_draft(), None);
    form.form.focus(&Key::AddTag);
    press(&mut form, KeyCode::Enter);
    form.paste("site");
    press(&mut form, KeyCode::Enter);
    form.paste("other");
    form.form.focus(&Key::AddFree);
    press(&mut form, KeyCode::Enter);
    press(&mut form, KeyCode::Enter);
    form.paste("1");
    let told: Vec<_> = clashes::clashes(&form.form)
        .into_iter()
        .map(|notice| {
            let field = places::field_of(&form.form, &notice.id);
            (field, notice.message.en().to_owned())
        })
        .collect();
    assert_eq!(
        told,
        [
            (
                Field::Attribute(String::new()),
                "this value needs an attribute's identifier".into()
            ),
            (
                Field::Tag("site".into()),
                "given twice: change or remove one".into()
            ),
        ]
    );
    assert_eq!(
        form.draft().device_tags["site"],
        "jiuquan",
        "the first counts"
    );
}

#[test]
fn problems_find_their_rows() {
    let mut form = DeviceForm::new(&full_draft(), Some(&inverter()));
    let part = |id: &str, part: &str| Field::AttributePart(id.into(), part.into());
    let fields = [
        Field::Name,
        Field::Locale("zh_CN".into()),
        Field::Locale("ja_JP".into()),
        Field::Timezone,
        Field::DeviceKey,
        Field::Desc,
        Field::Attribute("serial".into()),
        Field::Attribute("legacy".into()),
        part("site", "lon"),
        part("strings", "2"),
        Field::Tags,
        Field::Tag("crew".into()),
    ];
    for field in &fields {
        let row = form
            .row_of(field)
            .unwrap_or_else(|| panic!("{field} has a row"));
        assert_eq!(form.field_of(&row), *field);
    }
    assert_eq!(
        form.row_of(&Field::Attribute("site".into())),
        Some(Key::Part("site".into(), "lat".into()))
    );
    assert_eq!(
        form.row_of(&Field::Attribute("strings".into())),
        Some(Key::AddElement("strings".into()))
    );

    let product = problem(Field::ProductKey, "no such product");
    let homeless = form.set_problems(&[problem(Field::Tags, "too many"), product.clone()]);
    assert_eq!(homeless, [product]);
    form.form.touch_all();
    assert_eq!(form.form.first_problem(), Some(&Key::AddTag));
}

#[test]
fn the_list_of_a_long_choice_comes_from_the_form() {
    let form = DeviceForm::new(&Draft::default(), Some(&inverter()));
    let labels: Vec<_> = form
        .options(&attribute_key("gridCode"))
        .into_iter()
        .map(|o| (o.value, o.label.en().to_owned()))
        .collect();
    assert_eq!(
        labels,
        [
            ("1".into(), "CN-GB/T 19964 (1)".into()),
            ("2".to_owned(), "VDE-AR-N 4105 (2)".to_owned())
        ]
    );
    assert!(form.options(&Key::Timezone).is_empty());
}

#[test]
fn pasted_pairs_become_rows() {
    let mut form = DeviceForm::new(&Draft::default(), None);
    form.form.focus(&Key::AddTag);
    form.paste("site=jiuquan\r\ncrew: 3\nurl: http://x/?a=b");
    form.form.focus(&Key::AddTag);
    press(&mut form, KeyCode::Enter);
    form.paste(r#"{"run": "7"}"#);
    form.form.focus(&Key::AddFree);
    form.paste(r#"{"slots": 4, "serial": "7"}"#);
    let draft = form.draft();
    assert_eq!(
        json!(draft.device_tags),
        json!({"site": "jiuquan", "crew": "3", "url": "http://x/?a=b", "run": "7"})
    );
    assert_eq!(
        json!(draft.device_attributes),
        json!({"slots": 4, "serial": "7"})
    );
    assert_eq!(
        labels(&form).iter().filter(|label| *label == "[]").count(),
        0
    );

    form.form.focus(&Key::Name);
    form.paste("a=b");
    assert_eq!(form.draft().device_name.default_value, "a=b");
}

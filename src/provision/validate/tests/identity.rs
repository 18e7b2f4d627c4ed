//! Names, keys, descriptions and tags.

use super::*;

fn named(name: &str) -> Vec<String> {
    after(|draft| draft.device_name.default_value = name.to_owned())
}

fn keyed(key: &str) -> Vec<String> {
    after(|draft| draft.device_key = Some(key.to_owned()))
}

fn tagged(key: &str, value: &str) -> Vec<String> {
    after(|draft| {
        draft.device_tags.insert(key.to_owned(), value.to_owned());
    })
}

fn translated(locale: &str, text: &str) -> Vec<String> {
    after(|draft| {
        let texts = &mut draft.device_name.i18n_value;
        texts.insert(locale.to_owned(), text.to_owned());
    })
}

#[test]
fn long_names_and_descriptions_are_doubted_at_the_limit_exactly() {
    assert!(named(&"逆".repeat(64)).is_empty());
    assert_eq!(
        named(&"逆".repeat(65)),
        ["warning deviceName.defaultValue: is 65 characters long; EnOS probably allows 64"]
    );
    assert!(after(|draft| draft.device_desc = Some("d".repeat(512))).is_empty());
    assert_eq!(
        after(|draft| draft.device_desc = Some("d".repeat(513))),
        ["warning deviceDesc: is 513 characters long; EnOS probably allows 512"]
    );
}

#[test]
fn what_the_eye_does_not_see_is_pointed_at() {
    assert_eq!(
        named("INV\u{200b}1 "),
        [
            "warning deviceName.defaultValue: begins or ends with white space; remove it",
            "warning deviceName.defaultValue: has an invisible character (U+200B) at position 4; remove it",
        ]
    );
    assert!(after(|draft| draft.device_desc = Some("two\nlines".to_owned())).is_empty());
}

#[test]
fn unusual_locales_are_doubted_with_the_likely_one_named() {
    assert!(translated("ja_JP", "インバータ").is_empty());
    for (locale, advice) in [
        ("zh-CN", "write zh_CN"),
        ("EN_us", "write en_US"),
        ("es", "write es_ES"),
        ("fr_FR", "it documents zh_CN, en_US, ja_JP, es_ES"),
    ] {
        assert_eq!(
            translated(locale, "x"),
            [format!(
                "warning deviceName.i18nValue.{locale}: {locale} is not a locale EnOS documents; {advice}"
            )]
        );
    }
    assert_eq!(
        translated("zh_CN", " "),
        ["warning deviceName.i18nValue.zh_CN: is empty; enter a name or remove the language"]
    );
}

#[test]
fn a_key_is_4_to_64_characters_long() {
    assert!(keyed(&"k".repeat(4)).is_empty());
    assert!(keyed(&"k".repeat(64)).is_empty());
    assert_eq!(
        keyed("abc"),
        ["error deviceKey: is 3 characters long; use 4 to 64"]
    );
    assert_eq!(
        keyed(&"k".repeat(65)),
        ["error deviceKey: is 65 characters long; use 4 to 64"]
    );
    assert_eq!(
        keyed(""),
        ["error deviceKey: is empty; enter a key, or leave it out to have one generated"]
    );
    assert!(after(|draft| draft.device_key = None).is_empty());
}

#[test]
fn a_key_has_only_letters_digits_and_three_signs() {
    assert!(keyed("aZ09-_.x").is_empty());
    for (key, message) in [
        (
            "INV 001",
            "\" \" is not allowed; use letters A-Z and a-z, digits, - _ and .",
        ),
        (
            "逆变器-001",
            "\"逆\" is not allowed; use letters A-Z and a-z, digits, - _ and .",
        ),
        ("INV-001 ", "begins or ends with white space; remove it"),
        ("ＩＮＶ－００１", "has full-width characters; write INV-001"),
        (
            "8.97E+19",
            "8.97E+19 looks like an identifier that a spreadsheet turned into a number; write it in full",
        ),
    ] {
        assert_eq!(keyed(key), [format!("error deviceKey: {message}")]);
    }
}

#[test]
fn signs_of_older_versions_pass_a_lenient_check() {
    let mut draft = sound();
    for key in ["A4:C1:38:00", "site\\inv-1"] {
        draft.device_key = Some(key.to_owned());
        assert!(lines(&draft, None, STRICT)[0].starts_with("error deviceKey: "));
        assert!(lines(&draft, None, LENIENT)[0].starts_with("warning deviceKey: "));
    }
    draft.device_key = Some("A4:C1 38".to_owned());
    assert!(lines(&draft, None, LENIENT)[0].starts_with("error deviceKey: "));
}

#[test]
fn keys_damaged_by_a_spreadsheet_are_noticed_and_hexadecimal_ones_left_alone() {
    for key in ["8.97E19", "1.5e-07", "12345678.0"] {
        assert!(keyed(key)[0].starts_with("warning deviceKey: "), "{key}");
    }
    for key in ["73928e03", "1E19", "1.2.0", "v12.0", "8.97E1234", "E+19."] {
        let quiet = keyed(key).iter().all(|line| !line.contains("spreadsheet"));
        assert!(quiet, "{key}");
    }
}

#[test]
fn tags_are_limited_in_number_length_and_characters() {
    assert!(tagged("site/row-1_a", "九泉").is_empty());
    assert!(tagged(&"k".repeat(50), &"v".repeat(200)).is_empty());
    for (key, value, line) in [
        (
            "",
            "v",
            "error deviceTags.: the tag has no key; enter one".to_owned(),
        ),
        (
            &*"k".repeat(51),
            "v",
            format!(
                "error deviceTags.{}: the key is 51 characters long; EnOS allows 50",
                "k".repeat(51)
            ),
        ),
        (
            "a.b",
            "v",
            "error deviceTags.a.b: \".\" is not allowed in the key; use letters A-Z and a-z, digits, _ - and /".to_owned(),
        ),
        (
            "site",
            &*"v".repeat(201),
            "error deviceTags.site: the value is 201 characters long; EnOS allows 200".to_owned(),
        ),
        (
            "site",
            " v",
            "error deviceTags.site: the value begins or ends with white space; remove it".to_owned(),
        ),
        (
            "site",
            "a\u{7}b",
            "warning deviceTags.site: has an invisible character (U+0007) at position 2; remove it".to_owned(),
        ),
    ] {
        assert_eq!(tagged(key, value), [line]);
    }
    let crowd = |count: usize| {
        after(|draft| {
            draft.device_tags = (0..count)
                .map(|tag| (format!("t{tag}"), String::new()))
                .collect();
        })
    };
    assert!(crowd(100).is_empty());
    assert_eq!(
        crowd(101),
        ["error deviceTags: has 101 tags; EnOS allows 100"]
    );
}

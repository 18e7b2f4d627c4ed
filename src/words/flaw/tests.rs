//! Every flaw has its sentence, and says its facts as data.

#![expect(
    clippy::too_many_lines,
    reason = "tables: a sample and its sentence a row"
)]

use std::collections::BTreeSet;

use serde_json::{Value, json};
use strum::VariantNames as _;

use crate::domain::{Cause, EnumValue, Refusal, StringI18n, Words};
use crate::provision::Flaw;
use crate::provision::flaw::{Authority, Knower, Misfit, Needed, Part, ZoneAdvice};
use crate::said::Said;

fn text(text: &str) -> String {
    text.to_owned()
}

fn size(of: Part, least: usize, by: Authority) -> Flaw {
    Flaw::Size {
        of,
        size: 5,
        least,
        most: 9,
        by,
    }
}

fn foreign(of: Part, found: char, signs: &'static str) -> Flaw {
    Flaw::Foreign { of, found, signs }
}

fn unknown(to: Knower, meant: Option<&str>) -> Flaw {
    Flaw::Unknown {
        name: text("serial\u{7}"),
        to,
        meant: meant.map(text),
    }
}

fn zone(known: bool, write: ZoneAdvice) -> Flaw {
    let id = text("CST");
    Flaw::Zone { id, known, write }
}

fn respell(value: Value, write: Value) -> Flaw {
    Flaw::Respell { value, write }
}

fn misfit(value: Value, why: Misfit) -> Flaw {
    Flaw::Misfit { value, why }
}

/// Of every kind, and of what it may be about, one with its sentence.
fn fields() -> Vec<(Flaw, &'static str)> {
    let missing = |what| Flaw::Missing { what };
    let space = |of| Flaw::OuterSpace { of };
    vec![
        (missing(Needed::Product), "required; choose a product"),
        (missing(Needed::Name), "required; enter a name"),
        (
            missing(Needed::Timezone),
            "required; write an offset such as +08:00 or a name such as Asia/Shanghai",
        ),
        (missing(Needed::Attribute), "required by the model"),
        (
            missing(Needed::DeviceKey),
            "is empty; enter a key, or leave it out to have one generated",
        ),
        (
            missing(Needed::Translation),
            "is empty; enter a name or remove the language",
        ),
        (missing(Needed::TagKey), "the tag has no key; enter one"),
        (
            size(Part::Text, 4, Authority::Enos),
            "is 5 characters long; use 4 to 9",
        ),
        (
            size(Part::Text, 0, Authority::Analogy),
            "is 5 characters long; EnOS probably allows 9",
        ),
        (
            size(Part::Text, 0, Authority::Model),
            "is 5 characters long; the model allows 9",
        ),
        (
            size(Part::TagKey, 0, Authority::Enos),
            "the key is 5 characters long; EnOS allows 9",
        ),
        (
            size(Part::TagValue, 0, Authority::Enos),
            "the value is 5 characters long; EnOS allows 9",
        ),
        (
            size(Part::Tags, 0, Authority::Enos),
            "has 5 tags; EnOS allows 9",
        ),
        (
            size(Part::Elements, 0, Authority::Enos),
            "has 5 elements; EnOS allows 9",
        ),
        (
            space(Part::Text),
            "begins or ends with white space; remove it",
        ),
        (
            space(Part::TagValue),
            "the value begins or ends with white space; remove it",
        ),
        (
            Flaw::Invisible {
                character: '\u{200b}',
                at: 4,
            },
            "has an invisible character (U+200B) at position 4; remove it",
        ),
        (
            foreign(Part::Text, '\u{7}', "-_."),
            "\"\\u{7}\" is not allowed; use letters A-Z and a-z, digits, - _ and .",
        ),
        (
            foreign(Part::TagKey, '.', "_-/"),
            "\".\" is not allowed in the key; use letters A-Z and a-z, digits, _ - and /",
        ),
        (
            Flaw::FullWidth {
                write: text("INV-001"),
            },
            "has full-width characters; write INV-001",
        ),
        (
            unknown(Knower::Enos, None),
            "serial\\u{7} is not a locale EnOS documents; it documents zh_CN, en_US, ja_JP, es_ES",
        ),
        (
            unknown(Knower::Enos, Some("zh_CN")),
            "serial\\u{7} is not a locale EnOS documents; write zh_CN",
        ),
        (
            unknown(Knower::Model(text("m\u{7}")), Some("\u{7}")),
            "serial\\u{7} is not an attribute of model m\\u{7}; did you mean \\u{7}?",
        ),
        (
            unknown(Knower::Attribute(text("net\u{7}")), None),
            "serial\\u{7} is not an item of net\\u{7}; remove it",
        ),
    ]
}

/// The same of zones, of rows and of what EnOS says.
fn rows() -> Vec<(Flaw, &'static str)> {
    let same_key = |product: Option<&str>| Flaw::SameKey {
        row: 3,
        product: product.map(text),
    };
    vec![
        (
            zone(false, ZoneAdvice::Any),
            "CST is not a time zone EnOS documents; write an offset such as +08:00 or a name such as Asia/Shanghai",
        ),
        (
            zone(true, ZoneAdvice::This(text("+00:00"))),
            "CST is in the tz database, but EnOS documents only place names; write +00:00",
        ),
        (
            zone(false, ZoneAdvice::Either("+08:00", "Asia/Shanghai")),
            "CST is not a time zone EnOS documents; write +08:00 or Asia/Shanghai",
        ),
        (
            zone(false, ZoneAdvice::Seasonal("Europe/Paris", "+01:00")),
            "CST is not a time zone EnOS documents; write Europe/Paris, or +01:00 without daylight saving",
        ),
        (
            zone(false, ZoneAdvice::ByCountry("+08:00", "America/Chicago")),
            "CST is not a time zone EnOS documents; write +08:00 for China, America/Chicago for the USA",
        ),
        (
            zone(true, ZoneAdvice::Westward(text("-08:00"), text("+08:00"))),
            "CST is in the tz database, but EnOS documents only place names; it means -08:00: write that, or +08:00 if that is what you meant",
        ),
        (
            zone(true, ZoneAdvice::Within(text("-12:00"), text("+14:00"))),
            "CST is not in use anywhere; offsets go from -12:00 to +14:00",
        ),
        (
            Flaw::TimeOfDay {
                day: text("2019-05-06"),
            },
            "has a time of day, unlike the API's sample; 2019-05-06 is safe",
        ),
        (Flaw::SameName { row: 3 }, "row 3 has the same name"),
        (same_key(None), "row 3 has the same product and key"),
        (
            same_key(Some("P\u{7}")),
            "row 3 has the same key in product P\\u{7}; EnOS may require keys to be unique everywhere",
        ),
        (
            Flaw::ProductNotShown {
                why: Said::data("Not found (11611)"),
            },
            "EnOS does not show this product: Not found (11611)",
        ),
        (
            Flaw::Sent {
                cause: Box::new(Cause::Refused(Refusal {
                    code: Some(99_400),
                    words: Words::new("invalid name"),
                    ..Refusal::default()
                })),
            },
            "EnOS: invalid name (99400)",
        ),
    ]
}

/// The same of values.
fn values() -> Vec<(Flaw, &'static str)> {
    let choice = |value: i64| EnumValue {
        value: value.into(),
        label: StringI18n::plain("an\u{7}"),
    };
    vec![
        (
            respell(json!("2019/5/6"), json!("2019-05-06")),
            "\"2019/5/6\" is not how EnOS writes a date; write 2019-05-06",
        ),
        (
            respell(json!("12"), json!(12)),
            "\"12\" is text; write 12 without quotes",
        ),
        (respell(json!(1), json!("1")), "1 is not text; write \"1\""),
        (
            respell(json!(1.0), json!(1)),
            "1.0 is written as a decimal; write 1",
        ),
        (misfit(json!(null), Misfit::NotText), "null is not text"),
        (
            misfit(json!(1.5), Misfit::NotWhole),
            "1.5 is not a whole number",
        ),
        (
            misfit(json!("\u{7}"), Misfit::NotNumber),
            "\"\\u{7}\" is not a number",
        ),
        (
            misfit(
                json!(1),
                Misfit::NotBool {
                    yes: text("on"),
                    no: String::new(),
                },
            ),
            "1 is neither true (on) nor false",
        ),
        (
            misfit(json!(1), Misfit::NotDate),
            "1 is not a date; write it like \"2019-05-06\"",
        ),
        (
            misfit(json!("2023-02-29"), Misfit::NoDay),
            "\"2023-02-29\" is not a calendar date; write it like 2019-05-06",
        ),
        (
            misfit(json!("now"), Misfit::NotTime),
            "\"now\" is not a time; write Unix milliseconds or 2024-05-01T08:00:00+08:00",
        ),
        (
            misfit(json!(1), Misfit::NotUrl),
            "1 is not a URL; write one in quotes",
        ),
        (
            misfit(json!("demo.txt"), Misfit::UnlikeUrl),
            "demo.txt does not look like a URL; write it like ftp://host/file.txt",
        ),
        (
            misfit(json!(1), Misfit::NotList),
            "1 is not a list; write it like [1, 2]",
        ),
        (
            misfit(
                json!(1),
                Misfit::NotObject {
                    items: vec![text("a"), text("b")],
                },
            ),
            "1 is not an object with a, b",
        ),
        (
            misfit(
                json!(9),
                Misfit::NoChoice {
                    choices: vec![choice(0), choice(1)],
                    in_all: 20,
                },
            ),
            "9 is not one of the values; choose one of 0 (an\\u{7}), 1 (an\\u{7}), … 20 in all",
        ),
        (
            misfit(json!(2_147_483_648_i64), Misfit::Beyond32),
            "2147483648 is beyond 32 bits; EnOS does not say whether INT holds it",
        ),
        (
            misfit(json!(u64::MAX), Misfit::Beyond64),
            "18446744073709551615 is beyond 64 bits",
        ),
        (
            misfit(json!(3.5e38), Misfit::BeyondFloat),
            "3.5e+38 is beyond the range of FLOAT, 3.4e38",
        ),
        (
            misfit(json!(2), Misfit::Seconds { ms: 2000 }),
            "2 looks like seconds; EnOS counts milliseconds: 2000",
        ),
        (
            misfit(json!(2), Misfit::TooLate),
            "2 is after the year 5000; EnOS counts milliseconds",
        ),
        (
            misfit(json!("8.97E+19"), Misfit::Converted),
            "\"8.97E+19\" looks like an identifier that a spreadsheet turned into a number",
        ),
        (
            misfit(json!("8.97E+19"), Misfit::ConvertedKey),
            "8.97E+19 looks like an identifier that a spreadsheet turned into a number; write it in full",
        ),
    ]
}

#[test]
fn every_kind_has_its_sentence() {
    let samples = [fields(), rows(), values()].concat();
    let (mut kinds, mut misfits, mut advice) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (flaw, sentence) in samples {
        assert_eq!(super::flaw(&flaw), sentence);
        let data = serde_json::to_value(&flaw).unwrap();
        kinds.insert(text(data["kind"].as_str().unwrap()));
        match flaw {
            Flaw::Misfit { why, .. } => misfits.insert(variant(&why)),
            Flaw::Zone { write, .. } => advice.insert(variant(&write)),
            _ => false,
        };
    }
    assert!(kinds.iter().eq(sorted(Flaw::VARIANTS)), "{kinds:?}");
    assert!(misfits.iter().eq(sorted(Misfit::VARIANTS)), "{misfits:?}");
    assert!(advice.iter().eq(sorted(ZoneAdvice::VARIANTS)), "{advice:?}");
}

fn variant(of: &impl std::fmt::Debug) -> String {
    let debug = format!("{of:?}");
    let name = debug.split([' ', '(']).next();
    text(name.unwrap_or_default())
}

fn sorted(names: &[&'static str]) -> BTreeSet<&'static str> {
    names.iter().copied().collect()
}

#[test]
fn facts_are_named_as_everywhere_in_json() {
    for (flaw, data) in [
        (
            size(Part::TagKey, 0, Authority::Analogy),
            json!({ "kind": "size", "of": "tag_key", "size": 5, "least": 0, "most": 9, "by": "analogy" }),
        ),
        (
            zone(true, ZoneAdvice::Either("+08:00", "Asia/Shanghai")),
            json!({
                "kind": "zone",
                "id": "CST",
                "known": true,
                "write": { "either": ["+08:00", "Asia/Shanghai"] },
            }),
        ),
        (
            misfit(json!([1]), Misfit::NotText),
            json!({ "kind": "misfit", "value": [1], "why": "not_text" }),
        ),
        (
            unknown(Knower::Model(text("m")), None),
            json!({ "kind": "unknown", "name": "serial\u{7}", "to": { "model": "m" }, "meant": null }),
        ),
    ] {
        assert_eq!(serde_json::to_value(flaw).unwrap(), data);
    }
}

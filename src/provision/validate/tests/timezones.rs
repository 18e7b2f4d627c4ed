//! Time zones and the advice on their dialects.

use super::*;

fn zoned(id: &str, rules: Rules) -> Vec<String> {
    let draft = Draft {
        timezone: id.to_owned(),
        ..sound()
    };
    lines(&draft, None, rules)
}

#[test]
fn documented_forms_pass() {
    for id in [
        "+08:00",
        "-05:00",
        "+05:45",
        "-12:00",
        "+14:00",
        "Asia/Shanghai",
        "America/Los_Angeles",
        "America/Argentina/Buenos_Aires",
        "Asia/Calcutta",
    ] {
        assert!(zoned(id, STRICT).is_empty(), "{id}");
    }
}

#[test]
fn offsets_in_use_nowhere_are_doubted() {
    assert_eq!(
        zoned("+14:30", STRICT),
        ["warning timezone: +14:30 is not in use anywhere; offsets go from -12:00 to +14:00"]
    );
    assert_eq!(zoned("-12:30", STRICT).len(), 1);
}

#[test]
fn dialects_are_refused_with_what_to_write() {
    for (id, advice) in [
        ("UTC+8", "write +08:00 or Asia/Shanghai"),
        ("GMT+08:00", "write +08:00 or Asia/Shanghai"),
        ("utc +0800", "write +08:00 or Asia/Shanghai"),
        ("+8", "write +08:00 or Asia/Shanghai"),
        ("8", "write +08:00 or Asia/Shanghai"),
        ("+0800", "write +08:00 or Asia/Shanghai"),
        ("+8:00", "write +08:00 or Asia/Shanghai"),
        ("＋０８：００", "write +08:00 or Asia/Shanghai"),
        (" +08:00", "write +08:00 or Asia/Shanghai"),
        ("UTC-3:30", "write -03:30"),
        ("UTC−5", "write -05:00"),
        ("Z", "write +00:00"),
        ("(UTC+08:00) Beijing", "write +08:00 or Asia/Shanghai"),
        ("Beijing", "write +08:00 or Asia/Shanghai"),
        ("Asia/Beijing", "write +08:00 or Asia/Shanghai"),
        ("北京", "write +08:00 or Asia/Shanghai"),
        ("China Standard Time", "write +08:00 or Asia/Shanghai"),
        ("CST", "write +08:00 for China, America/Chicago for the USA"),
        ("asia/shanghai", "write Asia/Shanghai"),
        ("Asia / Shanghai", "write Asia/Shanghai"),
        ("Asia/Shangai", "write Asia/Shanghai"),
        ("los angeles", "write America/Los_Angeles"),
        (
            "Mars",
            "write an offset such as +08:00 or a name such as Asia/Shanghai",
        ),
        (
            "+25:00",
            "write an offset such as +08:00 or a name such as Asia/Shanghai",
        ),
    ] {
        assert_eq!(
            zoned(id, STRICT),
            [format!(
                "error timezone: {id} is not a time zone EnOS documents; {advice}"
            )]
        );
        assert!(zoned(id, LENIENT)[0].starts_with("warning timezone: "));
    }
}

#[test]
fn names_of_the_database_that_are_no_places_are_doubted() {
    for (id, advice) in [
        ("UTC", "write +00:00"),
        ("GMT", "write +00:00"),
        ("Etc/UTC", "write +00:00"),
        ("Etc/GMT", "write +00:00"),
        (
            "EST",
            "write America/New_York, or -05:00 without daylight saving",
        ),
        ("PRC", "write Asia/Shanghai"),
        (
            "Etc/GMT+8",
            "it means -08:00: write that, or +08:00 if that is what you meant",
        ),
    ] {
        assert_eq!(
            zoned(id, STRICT),
            [format!(
                "warning timezone: {id} is in the tz database, but EnOS documents only place names; {advice}"
            )]
        );
    }
}

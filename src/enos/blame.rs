//! Which field of a device a failure is about, as far as its code or its words tell.

use crate::domain::{Failure, Field};

/// The field that `failure` is about, so that a form can open on it; none when it does not say.
///
/// EnOS's only documented pattern is `Invalid Argument timezone:…`; a field's path is looked for
/// anywhere in the words, since the texts of failed items are not documented.
#[must_use]
pub fn blamed_field(failure: &Failure) -> Option<Field> {
    let by_code = match failure.code {
        Some(11_702 | 11_704 | 11_714) => Some(Field::DeviceKey),
        Some(11_611 | 11_651 | 11_739) => Some(Field::ProductKey),
        _ => None,
    };
    let by_words = || failure.msg.split(is_outside_path).find_map(field);
    by_code.or_else(by_words)
}

/// A path holds names, dots and indices; attribute identifiers and tag keys also `-` and `/`.
fn is_outside_path(c: char) -> bool {
    !(c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '/' | '[' | ']'))
}

fn field(path: &str) -> Option<Field> {
    let path = path.replace('[', ".").replace(']', "");
    let path = path.trim_matches('.');
    let path = path.strip_prefix("deviceList.").map_or(path, |item| {
        item.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
    });
    let (name, rest) = path.split_once('.').unwrap_or((path, ""));
    let within = |field: fn(String) -> Field| (!rest.is_empty()).then(|| field(rest.to_owned()));
    match name.to_ascii_lowercase().as_str() {
        "productkey" => Some(Field::ProductKey),
        "devicekey" => Some(Field::DeviceKey),
        "timezone" => Some(Field::Timezone),
        "devicedesc" => Some(Field::Desc),
        "devicename" => Some(name_field(rest)),
        "deviceattributes" | "attributes" => within(Field::Attribute),
        "devicetags" => within(Field::Tag).or(Some(Field::Tags)),
        _ => None,
    }
}

/// `defaultValue`, `i18nValue.zh_CN` or the search's `zh_CN`.
fn name_field(rest: &str) -> Field {
    match rest.strip_prefix("i18nValue").unwrap_or(rest) {
        "" | "default" | "defaultValue" => Field::Name,
        locale => Field::Locale(locale.trim_start_matches('.').to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blamed(code: i64, msg: &str) -> Option<Field> {
        blamed_field(&Failure {
            code: Some(code),
            msg: msg.to_owned(),
            request_id: None,
        })
    }

    #[test]
    fn codes_about_one_field_need_no_words() {
        assert_eq!(blamed(11_702, ""), Some(Field::DeviceKey));
        assert_eq!(blamed(11_714, "Generate failed"), Some(Field::DeviceKey));
        assert_eq!(
            blamed(11_739, "Exceed max device size"),
            Some(Field::ProductKey)
        );
        assert_eq!(blamed(11_858, "Unable to find public key"), None);
        assert_eq!(blamed_field(&Failure::default()), None);
    }

    #[test]
    fn paths_are_found_in_the_words() {
        let tag = |key: &str| Field::Tag(key.to_owned());
        let attribute = |id: &str| Field::Attribute(id.to_owned());
        for (msg, field) in [
            ("DeviceKey existed", Field::DeviceKey),
            (
                "Invalid Argument timezone:timezone is missing",
                Field::Timezone,
            ),
            (
                "Invalid Argument deviceList[3].timezone: no",
                Field::Timezone,
            ),
            ("productKey  :parameter empty", Field::ProductKey),
            ("Invalid Argument deviceName:too long", Field::Name),
            ("deviceName.defaultValue is empty", Field::Name),
            (
                "deviceName.i18nValue.zh_CN: bad",
                Field::Locale("zh_CN".into()),
            ),
            ("deviceName.zh_CN", Field::Locale("zh_CN".into())),
            ("see deviceDesc.", Field::Desc),
            (
                "bad (deviceAttributes.rated-power_1).",
                attribute("rated-power_1"),
            ),
            (
                "'deviceAttributes[serial]' is required",
                attribute("serial"),
            ),
            ("deviceTags.site/a: too long", tag("site/a")),
            ("too many deviceTags", Field::Tags),
        ] {
            assert_eq!(blamed(-1, msg), Some(field), "{msg}");
        }
    }

    #[test]
    fn other_words_blame_nobody() {
        for msg in [
            "",
            "Invalid Argument orgId:  orgId does not exist",
            "deviceAttributes",
            "..[][",
        ] {
            assert_eq!(blamed(99_400, msg), None, "{msg}");
        }
    }
}

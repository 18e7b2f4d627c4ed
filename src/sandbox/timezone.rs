//! Which time zones are supported: offsets, and the names of the tz database.

use jiff::tz::TimeZoneDatabase;

/// Whether a text is an offset such as `+08:00`, or a name such as `Asia/Shanghai`.
///
/// The form is from the API FAQ ("timezone representation"); which of them EnOS supports is not
/// public, so the range of offsets is a guess, and names are taken in the database's own spelling.
pub(super) fn is_supported(text: &str) -> bool {
    // The bundled database, so that every machine gives the same answer; it finds names in any case.
    let zone = TimeZoneDatabase::bundled().get(text);
    is_offset(text) || zone.is_ok_and(|zone| zone.iana_name() == Some(text))
}

/// `^[+-](0\d|1[0-4]):[0-5]\d$`.
fn is_offset(text: &str) -> bool {
    let [sign, tens, units, b':', minutes, last] = text.as_bytes() else {
        return false;
    };
    matches!(sign, b'+' | b'-')
        && matches!((tens, units), (b'0', b'0'..=b'9') | (b'1', b'0'..=b'4'))
        && matches!((minutes, last), (b'0'..=b'5', b'0'..=b'9'))
}

#[cfg(test)]
mod tests {
    use super::is_supported;

    #[test]
    fn offsets_and_database_names_are_supported() {
        for zone in [
            "+08:00",
            "-05:30",
            "+14:00",
            "+00:00",
            "Asia/Shanghai",
            "America/Argentina/Buenos_Aires",
            "UTC",
        ] {
            assert!(is_supported(zone), "{zone}");
        }
    }

    #[test]
    fn everything_else_is_not() {
        for zone in [
            "",
            "8",
            "+8",
            "+8:00",
            "+15:00",
            "+08:60",
            "+0800",
            "UTC+8",
            "GMT+08:00",
            "Z",
            "asia/shanghai",
            "Asia / Shanghai",
            "Asia/Beijing",
            " +08:00",
        ] {
            assert!(!is_supported(zone), "{zone}");
        }
    }
}

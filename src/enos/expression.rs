//! The search expression language, as far as the program speaks it.

use super::Error;
use super::request::unsendable;
use crate::domain::NotSendable;

/// `name = "value"`.
pub(super) fn equals(name: &str, value: &str) -> Result<String, Error> {
    Ok(format!("{name} = {}", quoted(name, value)?))
}

/// `name in ("a","b")`.
pub(super) fn any_of(name: &str, values: &[String]) -> Result<String, Error> {
    let values = values
        .iter()
        .map(|value| quoted(name, value))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(format!("{name} in ({})", values.join(",")))
}

/// How to escape a quote is not documented, so a value that would need it is refused rather than
/// sent to mean something else. Keys that EnOS accepts hold no such character.
fn quoted(name: &str, value: &str) -> Result<String, Error> {
    if value.contains(['"', '\'', '\\']) || value.contains(char::is_control) {
        return Err(unsendable(NotSendable::NotSearchable {
            name: name.to_owned(),
            value: value.to_owned(),
        }));
    }
    Ok(format!("\"{value}\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_quoted() {
        assert_eq!(
            equals("productKey", "2zp6A70r").unwrap(),
            r#"productKey = "2zp6A70r""#
        );
        let keys = ["SN-0001".to_owned(), "序列 2".to_owned()];
        assert_eq!(
            any_of("deviceKey", &keys).unwrap(),
            r#"deviceKey in ("SN-0001","序列 2")"#
        );
    }

    #[test]
    fn what_would_break_out_of_the_quotes_is_refused() {
        for value in [r#"a" or deviceKey = "b"#, "a'b", r"a\", "a\nb"] {
            let error = equals("deviceKey", value).unwrap_err();
            assert!(error.to_string().contains("deviceKey"), "{error}");
            assert!(any_of("deviceKey", &[value.to_owned()]).is_err());
        }
    }
}

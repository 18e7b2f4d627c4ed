//! What a person says of a row by a flag of `resume`.

use std::str::FromStr;

use crate::cli::value::Unfit;
use crate::domain::RowIndex;
use crate::said::say;

/// A row of a run, given by its number.
fn row(number: &str) -> Result<RowIndex, Unfit> {
    let index = number.parse().ok().and_then(RowIndex::numbered);
    index.ok_or_else(|| {
        Unfit(say!(
            "`{number}` is not a row: rows are numbered from 1",
            "`{number}` 不是行号：行从 1 开始编号"
        ))
    })
}

/// A row that is to be sent again, and the keys of the devices that are not its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct SendAgain {
    pub row: RowIndex,
    pub others: Vec<String>,
}

impl FromStr for SendAgain {
    type Err = Unfit;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (number, keys) = text.split_once('=').unwrap_or((text, ""));
        let keys = keys.split(',').filter(|key| !key.is_empty());
        Ok(Self {
            row: row(number)?,
            others: keys.map(str::to_owned).collect(),
        })
    }
}

/// A row and the key of the device that is its own, or is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Named {
    pub row: RowIndex,
    pub device_key: String,
}

impl FromStr for Named {
    type Err = Unfit;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (number, key) = text
            .split_once('=')
            .filter(|(_, key)| !key.is_empty())
            .ok_or_else(|| {
                Unfit(say!(
                    "write ROW=DEVICEKEY, for instance 3=aB3dE5gH7j",
                    "写成 ROW=DEVICEKEY，例如 3=aB3dE5gH7j"
                ))
            })?;
        Ok(Self {
            row: row(number)?,
            device_key: key.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_count_from_one() {
        assert_eq!(row("1"), Ok(RowIndex(0)));
        for wrong in ["0", "", "-1", "x", "4294967296"] {
            assert!(row(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_key_may_hold_an_equals_sign() {
        let named = Named {
            row: RowIndex(2),
            device_key: "a=b".to_owned(),
        };
        assert_eq!("3=a=b".parse(), Ok(named));
        for wrong in ["3", "3=", "=a", "0=a"] {
            assert!(wrong.parse::<Named>().is_err(), "{wrong}");
        }
    }
}

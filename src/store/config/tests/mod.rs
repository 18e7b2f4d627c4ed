//! Tests of the configuration.

mod check;
mod file;
mod property;
mod secret;

use std::time::Duration;

use super::*;
use crate::domain::Bounds;

fn profile() -> Profile {
    Profile {
        gateway: "https://apim-cn5.envisioniot.com".to_owned(),
        org_id: "o15504722874071".to_owned(),
        access_key: "4ced4f38".to_owned(),
        ..Profile::default()
    }
}

//! What opens the secrets that are to be printed.

use super::exit::Stop;
use super::sending::{Format, RunArgs};
use crate::connect::Connection;
use crate::enos::PrivateKey;
use crate::said::say;

/// The private key, if secrets are to be shown; refused before anything is sent when they cannot be.
pub(super) async fn key(
    args: &RunArgs,
    connection: &Connection,
    require_secret: bool,
) -> Result<Option<PrivateKey>, Stop> {
    if !args.reveal_secrets {
        return Ok(None);
    }
    if !matches!(args.format, Format::Json | Format::Csv) {
        return Err(Stop::input(say!(
            "--reveal-secrets needs --format json or csv: the other forms show no secrets", =
        )));
    }
    if !require_secret {
        return Err(Stop::input(say!(
            "--reveal-secrets: no secrets are asked for; the file says so with \"requireSecret\": true", =
        )));
    }
    let key = connection.private_key().await?;
    key.map(Some).ok_or_else(|| {
        Stop::input(say!(
            "--reveal-secrets needs the private key: give --private-key FILE, or set private_key in the profile", =
        ))
    })
}

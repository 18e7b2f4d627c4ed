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
            "--reveal-secrets needs --format json or csv: the other formats show no secrets",
            "--reveal-secrets 需要 --format json 或 csv：其他格式不显示设备密钥"
        )));
    }
    if !require_secret {
        return Err(Stop::input(say!(
            "--reveal-secrets: no secrets are asked for; a file asks for them with \"requireSecret\": true",
            "--reveal-secrets：未请求设备密钥；在文件中写 \"requireSecret\": true 才会请求"
        )));
    }
    let key = connection.private_key().await?;
    key.map(Some).ok_or_else(|| {
        Stop::input(say!("--reveal-secrets needs the private key: use --private-key FILE, or set private_key in the profile", "--reveal-secrets 需要私钥：指定 --private-key FILE，或在连接配置中设置 private_key"
        ))
    })
}

//! Secrets opened, results and the configuration written.

use std::fs::File;
use std::io::{BufWriter, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use super::Shared;
use crate::domain::{RowIndex, RunId};
use crate::enos::Opened;
use crate::exchange::{Report, json_line};
use crate::said::{Said, say};
use crate::store::{Config, Denial, RunRecord};
use crate::tui::runtime::Replies;
use crate::tui::shared::{Msg, Reason};
use crate::words;

/// Opens a device's secret with the private key.
pub(super) async fn reveal(shared: &Shared, run: RunId, index: RowIndex) -> Result<Opened, Reason> {
    let sealed = shared
        .journal
        .fetch(move |store| store.row_sealed(run, index))
        .await?
        .ok_or_else(|| {
            say!(
                "no secret was received for this row",
                "此行没有收到设备密钥"
            )
        })?;
    let (_, link) = shared.link()?;
    let key = link.extras.private_key().await?;
    // RSA takes a while without optimisation; the screens must not wait for it.
    tokio::task::spawn_blocking(move || key.open(&sealed))
        .await
        .map_err(|_| say!("opening the secret was interrupted", "解密设备密钥时中断"))?
        .map_err(|error| words::unsealing(&error))
}

/// Writes a run's results, without secrets; gives the whole path of the file.
pub(super) async fn export(shared: &Shared, run: RunId, path: PathBuf) -> Result<PathBuf, Reason> {
    let record = shared.journal.fetch(move |store| store.run(run)).await?;
    tokio::task::spawn_blocking(move || written(record, path))
        .await
        .unwrap_or_else(|_| Err(say!("writing the file was interrupted", "写入文件时中断")))
}

/// Writes the file; gives its whole path, or why not, in words.
fn written(record: RunRecord, path: PathBuf) -> Result<PathBuf, Reason> {
    let path = at_home(path)?;
    let path = std::path::absolute(&path).unwrap_or(path);
    match write(record, &path) {
        Ok(()) => Ok(path),
        Err(error) => {
            let why = match error.kind() {
                ErrorKind::AlreadyExists => say!(
                    "it already exists; choose another name",
                    "已存在；换一个名称"
                ),
                ErrorKind::NotFound => say!("there is no such folder", "目录不存在"),
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                    say!("the disk is full", "磁盘已满")
                }
                ErrorKind::PermissionDenied => Denial::of_named(&path)
                    .map_or_else(|| Said::data(&error), |denial| denial.said()),
                _ => Said::data(error),
            };
            Err(say!(
                "{path}: {why}",
                "{path}：{why}",
                path = path.display(),
                why
            ))
        }
    }
}

/// The path with the home folder for a leading `~`, which no shell has seen.
fn at_home(path: PathBuf) -> Result<PathBuf, Reason> {
    let mut parts = path.components();
    let first = parts.next().map(|part| part.as_os_str().to_owned());
    let Some(first) = first.filter(|first| first.as_encoded_bytes().starts_with(b"~")) else {
        return Ok(path);
    };
    let home = std::env::home_dir().filter(|_| first == "~");
    home.map(|home| home.join(parts.as_path())).ok_or_else(|| {
        say!(
            "{path}: the home folder meant is not known; write the whole path",
            "{path}：无法确定主目录；写出完整路径",
            path = path.display()
        )
    })
}

fn write(record: RunRecord, path: &Path) -> std::io::Result<()> {
    let report = Report::of(record);
    // A file that is there already may be somebody's only copy.
    let mut file = BufWriter::new(File::create_new(path)?);
    if path.extension().is_some_and(|ending| ending == "json") {
        json_line::write(&mut file, &report)?;
    } else {
        report.csv(&mut file)?;
    }
    file.flush()
}

/// Writes the configuration.
pub(super) fn save_config(shared: &Shared, config: Config, replies: Replies<Msg>) {
    let path = shared.context.paths.config.clone();
    let hold = replies.hold_exit();
    tokio::task::spawn_blocking(move || {
        let saved = config.save(&path).map_err(|error| words::journal(&error));
        replies.send(Msg::ConfigSaved(saved.map(|()| Box::new(config))));
        drop(hold);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tilde_is_the_home_folder_and_of_others_nothing_is_written() {
        let home = std::env::home_dir().unwrap();
        let expanded = at_home(PathBuf::from("~/runs/r.csv")).unwrap();
        assert_eq!(expanded, home.join("runs/r.csv"));
        for path in ["r~.csv", "a/~/r.csv", "/tmp/r.csv"] {
            assert_eq!(at_home(PathBuf::from(path)).unwrap(), PathBuf::from(path));
        }
        let said = at_home(PathBuf::from("~ann/r.csv")).unwrap_err();
        assert!(said.en().contains("write the whole path"), "{said:?}");
    }
}

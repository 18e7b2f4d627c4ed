//! Pipes, devices, folders and files without an end.
#![cfg(unix)]

use std::io::Write as _;
use std::os::fd::AsRawFd as _;
use std::path::PathBuf;
use std::process::Command;

use super::*;

fn fifo(dir: &tempfile::TempDir) -> PathBuf {
    let path = dir.path().join("fifo");
    let made = Command::new("mkfifo").arg(&path).status().unwrap();
    assert!(made.success());
    path
}

fn refusal(path: &Path, take: Take) -> String {
    let read = open(path, take).and_then(Opened::bytes);
    read.map(|bytes| bytes.len()).unwrap_err().to_string()
}

/// [`Take::DEVICES`] for the impatient.
const HASTY: Take = Take {
    most: 1,
    pipe: Some(Pipe {
        writer: Duration::from_millis(10),
        end: None,
        terminal: true,
    }),
};

#[test]
fn what_is_no_file_is_refused_at_once() {
    let dir = tempfile::tempdir().unwrap();
    for take in [Take::SETTINGS, Take::KEY, Take::DEVICES] {
        assert!(refusal(dir.path(), take).contains("it is a folder"));
        for device in ["/dev/zero", "/dev/null"] {
            assert!(refusal(Path::new(device), take).contains("it is a device"));
        }
    }
    let fifo = fifo(&dir);
    let settings = refusal(&fifo, Take::SETTINGS);
    assert_eq!(settings, "it is a pipe, not a file");
    for take in [Take::KEY, HASTY] {
        assert!(refusal(&fifo, take).contains("nothing writes to"));
    }
}

#[test]
fn more_than_such_a_file_has_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("file");
    let file = File::create(&path).unwrap();
    file.set_len(1 << 20).unwrap();
    assert_eq!(text(&path, Take::SETTINGS).unwrap().len(), 1 << 20);
    file.set_len((1 << 20) + 1).unwrap();
    let too_large = refusal(&path, Take::SETTINGS);
    assert!(
        too_large.starts_with("it is larger than 1 MiB"),
        "{too_large}"
    );
    // A size that is not known beforehand does not help.
    let (reader, mut writer) = io::pipe().unwrap();
    let path = PathBuf::from(format!("/dev/fd/{}", reader.as_raw_fd()));
    let endless = std::thread::spawn(move || while writer.write_all(&[b' '; 4096]).is_ok() {});
    assert!(refusal(&path, Take::KEY).contains("1 MiB"));
    drop(reader);
    endless.join().unwrap();
}

#[test]
fn a_pipe_is_read_to_its_end_whenever_that_comes() {
    for (take, wait) in [(Take::KEY, false), (HASTY, true)] {
        let dir = tempfile::tempdir().unwrap();
        let path = fifo(&dir);
        // Both ends, as somebody who will write has it; only then may a reader come.
        let mut held = OpenOptions::new()
            .read(true)
            .write(true)
            .open(&path)
            .unwrap();
        let opened = open(&path, take).unwrap();
        let writer = std::thread::spawn(move || {
            if wait {
                std::thread::yield_now();
            }
            held.write_all(b"all of it").unwrap();
        });
        assert_eq!(opened.bytes().unwrap().as_slice(), b"all of it");
        writer.join().unwrap();
    }
    // The other end is closed already, and something is left.
    let (reader, mut writer) = io::pipe().unwrap();
    writer.write_all(b"left").unwrap();
    drop(writer);
    let path = PathBuf::from(format!("/dev/fd/{}", reader.as_raw_fd()));
    assert_eq!(text(&path, Take::KEY).unwrap().as_str(), "left");
    // Nothing is left: that is an empty file.
    assert_eq!(text(&path, HASTY).unwrap().as_str(), "");
}

#[test]
fn a_key_that_does_not_come_is_given_up() {
    let dir = tempfile::tempdir().unwrap();
    let path = fifo(&dir);
    let _held = OpenOptions::new().read(true).write(true).open(&path);
    let take = Take {
        most: 1,
        pipe: Some(Pipe {
            writer: Duration::ZERO,
            end: Some(Duration::from_millis(10)),
            terminal: false,
        }),
    };
    assert!(refusal(&path, take).contains("did not end within"));
}

#[test]
fn what_is_no_text_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("file");
    std::fs::write(&path, b"\xff").unwrap();
    let error = text(&path, Take::KEY).unwrap_err();
    assert_eq!(error.to_string(), "it is not text (UTF-8)");
}

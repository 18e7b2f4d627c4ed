//! Files that the system does not let this user at.

use crate::said::Said;
use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};

use super::super::guard::readable;
use super::*;

fn told(path: &Path) -> String {
    StoreError::file(Doing::Open, path, ErrorKind::PermissionDenied.into()).to_string()
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn ones_own_rights_are_mended_by_oneself() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("enroll.lock");
    fs::write(&path, "").unwrap();
    set_mode(&path, 0o400);
    let text = told(&path);
    assert!(text.contains("is your own, but its mode (0400)"), "{text}");
    assert!(text.contains(&format!("chmod u+rw {path:?}")), "{text}");
    assert!(text.contains("--state-dir"), "{text}");
    // What is not there is kept away by its folder.
    set_mode(dir.path(), 0o500);
    let text = told(&dir.path().join("new/enroll.lock"));
    assert!(
        text.contains(&format!("chmod u+rwx {:?}", dir.path())),
        "{text}"
    );
    set_mode(dir.path(), 0o700);
    // Where the mode is right something else forbids it.
    set_mode(&path, 0o600);
    assert!(told(&path).contains("protected against changes"));
    let named = StoreError::file(Doing::Open, &path, ErrorKind::PermissionDenied.into()).of_named();
    assert!(
        named.to_string().ends_with("or name another file"),
        "{named}"
    );
}

#[test]
fn another_users_file_is_told_with_owner_asker_and_remedy() {
    let dir = tempfile::tempdir().unwrap();
    let mut path = dir.path().join("enroll.sqlite");
    fs::write(&path, "").unwrap();
    if chown(&path, Some(12_345), None).is_err() {
        // Only root may give away, and so it is the owner of something else.
        path = "/etc/passwd".into();
    }
    let owner = fs::metadata(&path).unwrap().uid();
    let us = rustix::process::geteuid().as_raw();
    let text = told(&path);
    assert!(text.contains("it belongs to "), "{text}");
    for words in [
        format!("UID {owner}"),
        format!("UID {us})"),
        "Run enroll as that user, or name another folder with --state-dir".to_owned(),
    ] {
        assert!(text.contains(&words), "{words}: {text}");
    }
}

#[test]
fn a_secret_that_others_can_read_is_warned_of() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("key.pem");
    fs::write(&path, "").unwrap();
    for mode in [0o640, 0o604, 0o644] {
        set_mode(&path, mode);
        let text = readable(&path, &Said::data("a private key")).unwrap();
        assert!(
            text.en().contains(&format!("chmod 600 {path:?}")),
            "{text:?}"
        );
        assert!(text.en().contains(&format!("{mode:04o}")), "{text:?}");
    }
    for mode in [0o600, 0o400, 0o700, 0o611] {
        set_mode(&path, mode);
        assert_eq!(
            readable(&path, &Said::data("a private key")),
            None,
            "{mode:o}"
        );
    }
    assert_eq!(
        readable(&dir.path().join("none"), &Said::data("a key")),
        None
    );
}

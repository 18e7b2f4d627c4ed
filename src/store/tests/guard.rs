//! Links that are followed by nobody, and folders that others may write in.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

use super::error::Exposure;
use super::*;

/// The files of a state folder that the program writes.
const FILES: [&str; 4] = [
    "enroll.lock",
    "enroll.sqlite",
    "enroll.sqlite-wal",
    "enroll.sqlite-shm",
];

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// Somebody's file, outside the state folder.
fn precious(dir: &Path, contents: &[u8]) -> std::path::PathBuf {
    let path = dir.join("precious");
    fs::write(&path, contents).unwrap();
    set_mode(&path, 0o644);
    path
}

#[test]
fn what_a_planted_link_leads_to_is_not_touched() {
    type Plant = fn(&Path, &Path);
    let ways: [(Plant, &str); 2] = [
        (|to, from| symlink(to, from).unwrap(), "a symbolic link"),
        (|to, from| fs::hard_link(to, from).unwrap(), "a hard link"),
    ];
    for name in FILES {
        for (plant, words) in ways {
            let dir = tempfile::tempdir().unwrap();
            let state = dir.path().join("state");
            drop(Store::open(&state).unwrap());
            // Its database is one of this program's, as good as any.
            let target = precious(dir.path(), &bytes(&state.join("enroll.sqlite")));
            let before = (bytes(&target), mode(&target));
            let place = state.join(name);
            let _ = fs::remove_file(&place);
            plant(&target, &place);
            let error = Store::open(&state).unwrap_err();
            assert!(matches!(error, StoreError::Link { .. }), "{name}: {error}");
            let text = error.to_string();
            assert!(text.contains(words) && text.contains(name), "{text}");
            assert_eq!((bytes(&target), mode(&target)), before, "{name}");
        }
    }
}

#[test]
fn nothing_is_made_where_a_link_leads_nowhere() {
    for name in FILES {
        let dir = tempfile::tempdir().unwrap();
        let target = dir.path().join("nowhere");
        let state = dir.path().join("state");
        drop(Store::open(&state).unwrap());
        let place = state.join(name);
        let _ = fs::remove_file(&place);
        symlink(&target, &place).unwrap();
        let error = Store::open(&state).unwrap_err();
        assert!(matches!(error, StoreError::Link { .. }), "{name}: {error}");
        assert!(!target.exists(), "{name}");
    }
}

#[test]
fn what_is_no_file_is_refused_without_waiting_for_it() {
    for name in FILES {
        let dir = tempfile::tempdir().unwrap();
        drop(Store::open(dir.path()).unwrap());
        let place = dir.path().join(name);
        let _ = fs::remove_file(&place);
        fs::create_dir(&place).unwrap();
        let error = Store::open(dir.path()).unwrap_err();
        assert!(matches!(error, StoreError::Link { .. }), "{name}: {error}");
    }
}

#[test]
fn the_folder_itself_may_be_reached_by_a_link() {
    let dir = tempfile::tempdir().unwrap();
    let (folder, link) = (dir.path().join("folder"), dir.path().join("link"));
    fs::create_dir(&folder).unwrap();
    symlink(&folder, &link).unwrap();
    let store = Store::open(&link).unwrap();
    enqueue(&store, &drafts(1));
    // But it must go on leading there.
    fs::remove_file(&link).unwrap();
    assert!(matches!(store.stands(), Err(StoreError::Gone { .. })));
}

#[test]
fn a_folder_that_others_may_write_in_is_refused_with_the_mend() {
    for (wrong, shown) in [
        (0o775, "0775"),
        (0o757, "0757"),
        (0o1777, "1777"),
        (0o770, "0770"),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let state = dir.path().join("state");
        fs::create_dir(&state).unwrap();
        set_mode(&state, wrong);
        let text = Store::open(&state).unwrap_err().to_string();
        assert!(text.contains(&format!("mode {shown}")), "{text}");
        assert!(text.contains(&format!("chmod go-w {state:?}")), "{text}");
        assert_eq!(
            fs::read_dir(&state).unwrap().count(),
            0,
            "nothing is made there"
        );
        // The mend mends it.
        set_mode(&state, wrong & !0o022);
        Store::open(&state).unwrap();
    }
}

#[test]
fn a_configuration_that_others_may_write_is_not_obeyed() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("config");
    fs::create_dir(&folder).unwrap();
    let path = folder.join("config.toml");
    fs::write(&path, "").unwrap();
    Config::load(&path).unwrap();
    for (what, wrong) in [
        (&path, 0o664),
        (&path, 0o646),
        (&folder, 0o775),
        (&folder, 0o777),
    ] {
        let right = mode(what);
        set_mode(what, wrong);
        let error = Config::load(&path).unwrap_err();
        let exposed = matches!(
            &error,
            StoreError::Exposed { path, exposure: Exposure::Mode(mode) } if path == what && *mode == wrong
        );
        assert!(exposed, "{error}");
        set_mode(what, right);
        Config::load(&path).unwrap();
    }
    // By a link it is the file it leads to that counts.
    let link = folder.join("link.toml");
    symlink(&path, &link).unwrap();
    Config::load(&link).unwrap();
    set_mode(&path, 0o666);
    assert!(matches!(
        Config::load(&link),
        Err(StoreError::Exposed { .. })
    ));
}

#[test]
fn what_belongs_to_another_user_is_not_obeyed() {
    let dir = tempfile::tempdir().unwrap();
    let (state, config) = (dir.path().join("state"), dir.path().join("config.toml"));
    fs::create_dir(&state).unwrap();
    fs::write(&config, "").unwrap();
    let us = fs::metadata(&state).unwrap().uid();
    for path in [&state, &config] {
        if std::os::unix::fs::chown(path, Some(12_345), None).is_err() {
            // Only root may give away.
            return;
        }
    }
    assert_ne!(us, 12_345);
    for error in [
        Store::open(&state).unwrap_err(),
        Config::load(&config).unwrap_err(),
    ] {
        let owned = matches!(
            error,
            StoreError::Exposed {
                exposure: Exposure::Owner(User { number: 12_345, .. }),
                ..
            }
        );
        assert!(owned, "{error}");
        // Whose it is, who asks, and both ways out.
        let text = error.to_string();
        for words in [
            "the user with UID 12345",
            "is run by user root (UID 0)",
            "run enroll as that user",
            "--state-dir",
        ] {
            assert!(text.contains(words), "{text}");
        }
    }
}

#[test]
fn the_configuration_is_not_written_through_a_planted_link() {
    let dir = tempfile::tempdir().unwrap();
    let target = precious(dir.path(), b"precious");
    let folder = dir.path().join("config");
    fs::create_dir(&folder).unwrap();
    let planted = format!("config.toml.{}.tmp", std::process::id());
    symlink(&target, folder.join(planted)).unwrap();
    Config::default().save(&folder.join("config.toml")).unwrap();
    assert_eq!(
        (bytes(&target).as_slice(), mode(&target)),
        (b"precious".as_slice(), 0o644)
    );
    assert!(
        !fs::symlink_metadata(folder.join("config.toml"))
            .unwrap()
            .is_symlink()
    );
}

//! The file: what is read, refused and written.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use super::*;

fn file(text: &str) -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("config.toml");
    fs::write(&path, text).unwrap();
    (dir, path)
}

/// The message of a file that cannot be loaded, without the path it begins with.
fn refused(text: &str) -> String {
    let (_dir, path) = file(text);
    let error = Config::load(&path).unwrap_err().to_string();
    let rest = error.strip_prefix(path.to_str().unwrap());
    rest.unwrap_or_else(|| panic!("{error}")).to_owned()
}

const SITE: &str =
    "[profiles.site]\ngateway = \"https://g\"\norg_id = \"o1\"\naccess_key = \"a\"\n";

#[test]
fn a_missing_file_is_an_empty_configuration() {
    let dir = tempfile::tempdir().unwrap();
    let config = Config::load(&dir.path().join("config.toml")).unwrap();
    assert_eq!(config, Config::default());
}

#[test]
fn what_is_left_out_has_its_default() {
    let (_dir, path) = file(SITE);
    let config = Config::load(&path).unwrap();
    let expected = Profile {
        gateway: "https://g".to_owned(),
        org_id: "o1".to_owned(),
        access_key: "a".to_owned(),
        ..profile()
    };
    assert_eq!(config.default_profile, None);
    assert_eq!(config.profiles["site"], expected);
}

/// Every bound, unlike its default.
const BOUNDS: &str = "\
keys_by_server = true
batch_size = 500
batches_at_once = 2
attempts = 3
lag = \"50ms\"
looks = 2
pause = \"1s 500ms\"
longest_pause = \"2m\"
longest_asked_pause = \"1h\"
faults = 4
failed_percent = 100
reply_timeout = \"30s\"
";

#[test]
fn every_bound_is_a_line_of_its_own() {
    let (_dir, path) = file(&[SITE, BOUNDS].concat());
    let mut config = Config::load(&path).unwrap();
    let site = &config.profiles["site"];
    assert!(site.keys_by_server);
    let expected = Bounds {
        batch_size: 500,
        batches_at_once: 2,
        attempts: 3,
        lag: Duration::from_millis(50),
        looks: 2,
        pause: Duration::from_millis(1_500),
        longest_pause: Duration::from_secs(120),
        longest_asked_pause: Duration::from_secs(3_600),
        faults: 4,
        failed_percent: 100,
        reply_timeout: Duration::from_secs(30),
    };
    assert_eq!(site.bounds, expected);
    assert_eq!(site.check(), []);

    config.save(&path).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.ends_with(BOUNDS), "{text}");
    config.profiles.insert("site".to_owned(), profile());
    config.save(&path).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.ends_with("access_key = \"4ced4f38\"\n"), "{text}");
}

/// The explanation at the head of a saved file names every bound with the value that really holds.
#[test]
fn the_files_header_tells_the_defaults() {
    let lines: Vec<&str> = HEADER
        .lines()
        .filter_map(|line| line.strip_prefix("#   "))
        .filter(|line| !line.starts_with("secret_key") && line.contains(" = "))
        .collect();
    assert_eq!(lines.len(), BOUNDS.lines().count());
    let mut told = SITE.to_owned();
    for line in lines {
        let (key, rest) = line.split_once('=').unwrap();
        let value = rest.trim_start().split("  ").next().unwrap();
        let start = format!("{} = ", key.trim());
        assert!(BOUNDS.contains(&start), "{line}");
        told.push_str(&[&start, value, "\n"].concat());
    }
    let (_dir, path) = file(&told);
    let site = &Config::load(&path).unwrap().profiles["site"];
    assert_eq!(
        (&site.bounds, site.keys_by_server),
        (&Bounds::default(), false)
    );
}

#[test]
fn what_cannot_be_understood_is_named_with_its_line() {
    let cases = [
        (
            format!("{SITE}gatway = \"x\"\n"),
            ", line 5: profile `site`: unknown field `gatway`, expected one of",
        ),
        (
            format!("{SITE}batch_size = \"many\"\n"),
            ", line 5: profile `site`: invalid type: string, expected u16",
        ),
        (
            format!("{SITE}attempts = -1\n"),
            ", line 5: profile `site`: invalid value: integer `-1`, expected u16",
        ),
        (
            format!("{SITE}faults = 1\nlag = \"2\"\n"),
            ", line 6: profile `site`: invalid value: string, expected a time such as \"2s\"",
        ),
        (
            format!("{SITE}pause = \"-2s\"\n"),
            ", line 5: profile `site`: invalid value: string, expected a time",
        ),
        (
            format!("{SITE}reply_timeout = 60\n"),
            ", line 5: profile `site`: invalid type: integer `60`, expected a time such as",
        ),
        (
            format!("{SITE}secret_key_env = \"A\"\nsecret_key_command = \"b\"\n"),
            ", line 1: profile `site`: more than one of `secret_key_env`",
        ),
        (
            "\n[profiles.site]\ngateway = \"g\"\naccess_key = \"a\"\n".to_owned(),
            ", line 2: profile `site`: missing field `org_id`",
        ),
        (
            "profile = 1\n".to_owned(),
            ", line 1: unknown key `profile`; expected `default_profile`",
        ),
        (
            "\nprofiles = 1\n".to_owned(),
            ", line 2: `profiles` is not a table",
        ),
        (
            "default_profile = 1\n".to_owned(),
            ", line 1: default_profile: invalid type",
        ),
        (format!("{SITE}lenient = perhaps\n"), ", line 5: "),
        (
            format!("{SITE}gateway = \"twice\"\n"),
            ", line 5: duplicate key",
        ),
    ];
    for (text, expected) in cases {
        let message = refused(&text);
        assert!(message.starts_with(expected), "{message}");
    }
}

/// The TOML library is given sentences of the store's own, and gives them back as texts.
#[test]
fn the_stores_own_sentences_are_known_again_behind_the_library() {
    use crate::said::Lang;
    use crate::store::config::{time, unquoted, written};
    let wanted = time::WANTED.en();
    for message in [
        format!("invalid value: string \"2\", expected {wanted}"),
        format!("invalid type: integer `60`, expected {wanted}"),
        written::SEVERAL.en().to_owned(),
        written::NO_TEXT.en().to_owned(),
    ] {
        let said = unquoted(&message);
        assert!(said.to(Lang::Marked).starts_with('⟦'), "{message}");
    }
    let librarys = "invalid type: integer `60`, expected a boolean";
    assert_eq!(unquoted(librarys).to(Lang::Marked), librarys);
}

#[test]
fn a_file_that_is_not_text_is_named() {
    let (_dir, path) = file("");
    fs::write(&path, [0xff, 0xfe, 0x00]).unwrap();
    let error = Config::load(&path).unwrap_err().to_string();
    assert!(
        error.starts_with(&format!("cannot read {}", path.display())),
        "{error}"
    );
}

#[test]
fn no_message_and_no_debug_output_quotes_a_secret() {
    for line in [
        "secret_key_clear = 5318008",
        "secret_key_clear = [\"5318008\"]",
        "secret_key_clear = \"5318008",
        "secret_key_clear = \"5318008\" x",
        "secret_key_clear = 5318008x",
        "secret_key = \"5318008\"",
        "secret_key_clear = \"5318008\"\nbatch_size = -1",
        "secret_key_clear = \"5318008\"\nsecret_key_env = \"A\"",
        // In the wrong place.
        "secret_key_env = 5318008",
        "secret_key_command = 5318008.5",
        "secret_key_env = 5318-008",
        "secret_key_env = \"5318008",
        "batch_size = \"5318008\"",
        "batch_size = \"a\\\", expected 5318008\"",
        "lag = \"5318008\"",
        "require_secret = \"5318008\"",
        "private_key = 5318008",
        "5318008",
        "5318008 = 1",
        "\"a5318008\" = \"x\"",
        "secret_key_env.5318008 = 1",
        "[5318008]",
        "= \"5318008\"",
    ] {
        let message = refused(&format!("{SITE}{line}\n"));
        assert!(!message.contains("5318"), "{message}");
    }
    let secret_key = SecretSource::Clear(Secret::from("5318008".to_owned()));
    let debug = format!(
        "{:?}",
        Profile {
            secret_key,
            ..profile()
        }
    );
    assert!(
        !debug.contains("5318") && debug.contains("Clear(Secret(…))"),
        "{debug}"
    );
}

#[test]
fn a_saved_file_explains_itself_and_is_replaced_as_a_whole() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("new/config.toml");
    let mut config = Config::default();
    config.profiles.insert("site a".to_owned(), profile());
    config.save(&path).unwrap();
    // What an earlier process of the same number left when it was killed.
    let left = format!("config.toml.{}.tmp", std::process::id());
    fs::write(path.with_file_name(left), "x".repeat(9_999)).unwrap();
    config.default_profile = Some("site a".to_owned());
    config.save(&path).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("# enroll's connections"), "{text}");
    let expected = "\
default_profile = \"site a\"

[profiles.\"site a\"]
gateway = \"https://apim-cn5.envisioniot.com\"
org_id = \"o15504722874071\"
access_key = \"4ced4f38\"
";
    assert!(text.ends_with(expected), "{text}");
    let files: Vec<_> = fs::read_dir(path.parent().unwrap())
        .unwrap()
        .map(|file| file.unwrap().file_name())
        .collect();
    assert_eq!(files, ["config.toml"]);
}

#[test]
fn the_mouse_is_switched_above_the_tables() {
    for (line, expected) in [
        (
            "mouse = \"off\"",
            ", line 2: mouse: invalid type: string, expected a boolean",
        ),
        (
            "mouse = 0",
            ", line 2: mouse: invalid type: integer `0`, expected a boolean",
        ),
        (
            "[profiles.site]\nmouse = false",
            ", line 3: profile `site`: unknown field `mouse`, expected one of",
        ),
    ] {
        let message = refused(&format!("\n{line}\n"));
        assert!(message.starts_with(expected), "{message}");
    }
    for (line, mouse) in [
        ("", None),
        ("mouse = false\n", Some(false)),
        ("mouse = true\n", Some(true)),
    ] {
        let (_dir, path) = file(&[line, SITE].concat());
        let config = Config::load(&path).unwrap();
        assert_eq!(config.mouse, mouse, "{line:?}");
        config.save(&path).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            text.ends_with(&["\n", line, if line.is_empty() { "" } else { "\n" }, SITE].concat()),
            "{text}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_saved_file_is_the_owners_alone_and_a_link_stays_one() {
    use std::os::unix::fs::PermissionsExt as _;
    let (dir, target) = file(SITE);
    fs::set_permissions(&target, fs::Permissions::from_mode(0o644)).unwrap();
    let link = dir.path().join("link.toml");
    std::os::unix::fs::symlink(&target, &link).unwrap();
    let mut config = Config::load(&link).unwrap();
    config.default_profile = Some("site".to_owned());
    config.save(&link).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(Config::load(&target).unwrap(), config);
    assert_eq!(
        fs::metadata(&target).unwrap().permissions().mode() & 0o777,
        0o600
    );
}

#[test]
fn a_file_that_cannot_be_written_leaves_nothing_behind() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("config.toml");
    fs::create_dir_all(path.join("occupied")).unwrap();
    let error = Config::default().save(&path).unwrap_err().to_string();
    assert!(
        error.starts_with(&format!("cannot write {}", path.display())),
        "{error}"
    );
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
}

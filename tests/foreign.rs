//! What comes from elsewhere cannot command the terminal that it is shown on, nor begin a line of its own: the real
//! program in a pseudo-terminal, with such text in every place that is not the program's own.
#![cfg(unix)]

#[cfg(test)]
mod support;

#[cfg(test)]
#[path = "foreign/gateway.rs"]
mod gateway;
#[cfg(test)]
#[path = "foreign/twists.rs"]
mod twists;

#[cfg(test)]
mod tests {
    use std::fs;
    use std::net::SocketAddr;
    use std::path::Path;

    use serde_json::{Value, json};
    use tempfile::TempDir;

    use crate::gateway::listen;
    use crate::support::pty::{Pty, command, enroll, keys};
    use crate::twists::{EVIL, TWISTS};

    /// What is to be seen of it where it is shown.
    const TRACE: &str = "\\u{1b}";

    /// Runs the program to its end in a wide terminal; gives what it printed there.
    fn shown(dir: &Path, args: &[&str], env: &[(&str, &str)]) -> String {
        let mut command = enroll(args);
        command.args(["--state-dir", dir.join("state").to_str().unwrap()]);
        command.env("HOME", dir);
        command.env("ENROLL_ACCESS_KEY", "key");
        command.env("ENROLL_SECRET_KEY", "hunter2");
        for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
            command.env_remove(name);
        }
        for (name, value) in env {
            command.env(name, value);
        }
        let mut pty = Pty::spawn(command, 200, 50);
        let _ = pty.exit_status();
        String::from_utf8(pty.raw()).unwrap()
    }

    /// That nothing printed commands the terminal but the program's own redrawn line, and that no line is forged.
    #[track_caller]
    fn assert_tame(printed: &str, what: &str) {
        let own = printed.replace("\r\x1b[2K", "").replace("\r\n", "\n");
        let wild = |c: char| {
            (c.is_control() && c != '\n')
                || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        assert!(!own.contains(wild), "{what}: {own:?}");
        let forged = own.lines().find(|line| {
            ["error: forged", "enroll: forged"]
                .iter()
                .any(|begin| line.starts_with(begin))
        });
        assert_eq!(forged, None, "{what}: {own}");
    }

    /// The same, where the foreign text must have been shown.
    #[track_caller]
    fn assert_tamed(printed: &str, what: &str) {
        assert_tame(printed, what);
        assert!(printed.contains(TRACE), "{what}: not shown: {printed:?}");
    }

    fn device() -> Value {
        json!({
            "productKey": "P", "deviceName": {"defaultValue": "d"}, "timezone": "+08:00", "deviceKey": "KEY-1",
        })
    }

    fn file(dir: &Path, devices: &[Value]) -> String {
        let path = dir.join("devices.json");
        fs::write(&path, json!({"deviceList": devices}).to_string()).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Makes the gateway at `address` the one to use, without long waits for what it does not say.
    fn configure(dir: &Path, address: SocketAddr) {
        let config = format!(
            "default_profile = \"site\"\n[profiles.site]\ngateway = \"http://{address}\"\norg_id = \"o1\"\n\
             access_key = \"key\"\nsecret_key_env = \"ENROLL_SECRET_KEY\"\nlag = \"5ms\"\nlooks = 1\n\
             attempts = 2\npause = \"5ms\"\nlongest_pause = \"5ms\"\nfaults = 2\n"
        );
        fs::create_dir_all(dir.join("state")).unwrap();
        fs::write(dir.join("state/config.toml"), config).unwrap();
    }

    #[test]
    fn whatever_a_gateway_says_is_only_shown() {
        for (what, twist) in TWISTS {
            let dir = TempDir::new().unwrap();
            let address = listen(twist);
            let file = file(dir.path(), &[device()]);
            configure(dir.path(), address);
            for command in [
                &["apply"][..],
                &["apply", "--existing", "adopt", "--again"],
                &["plan"],
                &["check"],
                &["resume"],
                &["undo"],
            ] {
                let mut args = command.to_vec();
                if !matches!(command, ["resume" | "undo"]) {
                    args.push(&file);
                }
                let printed = shown(dir.path(), &args, &[]);
                assert_tame(&printed, &format!("{what}: {command:?}"));
                // Of the others nothing is repeated at all.
                let repeated = !matches!(
                    what,
                    "a code of text"
                        | "another product"
                        | "token without sense"
                        | "headers of a redirection"
                );
                if command == ["apply"] && repeated {
                    let seen = [TRACE, "\\u{9b}", "forged"]
                        .iter()
                        .any(|part| printed.contains(part));
                    assert!(seen, "{what}: not shown: {printed:?}");
                }
            }
        }
    }

    #[test]
    fn whatever_a_file_of_devices_holds_is_only_shown() {
        let dir = TempDir::new().unwrap();
        let address = listen(|_, _| None);
        configure(dir.path(), address);
        for (what, twist) in [
            ("attribute", json!({"deviceAttributes": {EVIL: EVIL}})),
            ("tag", json!({"deviceTags": {EVIL: EVIL}})),
            (
                "locale",
                json!({"deviceName": {"defaultValue": "d", "i18nValue": {EVIL: EVIL}}}),
            ),
            ("field", json!({EVIL: 1})),
            ("product", json!({"productKey": EVIL})),
            ("key", json!({"deviceKey": EVIL})),
            ("zone", json!({"timezone": EVIL})),
            ("name", json!({"deviceName": {"defaultValue": EVIL}})),
            ("description", json!({"deviceDesc": EVIL})),
        ] {
            let mut device = device();
            for (field, value) in twist.as_object().unwrap() {
                device[field] = value.clone();
            }
            let file = file(dir.path(), &[device]);
            for command in [
                &["check", "--profile", "site"][..],
                &["plan"],
                &["apply", "--lenient"],
            ] {
                let printed = shown(dir.path(), &[command, &[file.as_str()]].concat(), &[]);
                assert_tame(&printed, &format!("{what}: {command:?}"));
                if command.contains(&"check") && !matches!(what, "description" | "product") {
                    let seen = printed.contains("\\u{1b}") || printed.contains("U+001B");
                    assert!(seen, "{what}: not shown: {printed:?}");
                }
            }
        }
        let raw = dir.path().join("raw.json");
        fs::write(&raw, EVIL).unwrap();
        assert_tame(
            &shown(dir.path(), &["check", raw.to_str().unwrap()], &[]),
            "no JSON",
        );
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "one story, told in its order")]
    fn names_of_files_flags_and_variables_are_only_shown() {
        let dir = TempDir::new().unwrap();
        let devices = file(dir.path(), &[device()]);
        // What a file may be called: anything but a slash.
        let named = |end: &str| {
            dir.path()
                .join(format!("{EVIL}{end}"))
                .to_str()
                .unwrap()
                .to_owned()
        };
        let scenario = named(".toml");
        fs::write(&scenario, format!("x = \"{}\"", "y")).unwrap();
        let address = listen(|_, _| None);
        let gateway = format!("http://{address}");
        let evil_url = format!("{gateway}/{EVIL}x");
        let listed = named("list.json");
        fs::write(&listed, "{").unwrap();
        for args in [
            vec!["check", &named("missing")],
            vec!["check", &listed],
            vec!["apply", "--sandbox", "--scenario", &scenario, &devices],
            vec!["apply", "--sandbox", "--scenario", EVIL, &devices],
            vec!["apply", "--profile", EVIL, &devices],
            vec!["apply", "--gateway", &evil_url, "--org-id", "o", &devices],
            vec!["apply", "--gateway", &gateway, "--org-id", EVIL, &devices],
            vec!["plan", "--gateway", &gateway, "--org-id", EVIL, &devices],
            vec!["apply", EVIL, EVIL],
            vec![EVIL],
            vec!["apply", "--format", EVIL, &devices],
            vec!["apply", "--batch-size", EVIL, &devices],
            vec!["resume", "--sandbox", "--take", EVIL],
            vec!["sandbox", "--switch", EVIL],
            vec!["sandbox", "--listen", EVIL],
            vec!["sandbox", "--lag", EVIL],
            vec!["codes", EVIL],
            vec!["prune", "--older-than", EVIL],
        ] {
            let printed = shown(dir.path(), &args, &[]);
            assert_tame(&printed, &format!("{args:?}"));
            // An organisation is not repeated.
            if !args.contains(&"--org-id") || args.contains(&evil_url.as_str()) {
                assert_tamed(&printed, &format!("{args:?}"));
            }
        }
        // Where a name is one of the program's own folders.
        let state = named("state");
        for args in [
            vec!["backup", devices.as_str(), "--state-dir", &state],
            vec!["apply", "--sandbox", "/no/such/file", "--state-dir", &state],
        ] {
            let mut command = enroll(&args);
            command.env("HOME", dir.path());
            let mut pty = Pty::spawn(command, 200, 50);
            let _ = pty.exit_status();
            assert_tame(&String::from_utf8(pty.raw()).unwrap(), &format!("{args:?}"));
        }
        for name in [
            "HTTPS_PROXY",
            "ALL_PROXY",
            "ENROLL_ACCESS_KEY",
            "ENROLL_SECRET_KEY",
            "LANG",
            "TERM",
        ] {
            // Only to somewhere else a proxy is asked.
            let gateway = if name.ends_with("PROXY") {
                "https://gw.invalid"
            } else {
                gateway.as_str()
            };
            let args = ["apply", "--gateway", gateway, "--org-id", "o", &devices];
            assert_tame(&shown(dir.path(), &args, &[(name, EVIL)]), name);
        }
    }

    #[test]
    fn a_configuration_and_its_command_are_only_shown() {
        let dir = TempDir::new().unwrap();
        let devices = file(dir.path(), &[device()]);
        fs::create_dir(dir.path().join("state")).unwrap();
        let config = dir.path().join("state/config.toml");
        let text = |key: &str, value: &str| {
            let mut profile =
                json!({"gateway": "http://127.0.0.1:1", "org_id": "o", "access_key": "a"});
            profile[key] = value.into();
            profile
        };
        let print =
            "printf '\\033]52;c;aGk=\\007\\302\\2330m\\342\\200\\256words\\r\\n' >&2; exit 3";
        for (name, profile) in [
            ("site", text(EVIL, "x")),
            ("site", text("gateway", EVIL)),
            ("site", text("gateway", &format!("x{EVIL}://x"))),
            ("site", text("org_id", EVIL)),
            ("site", text("access_key", EVIL)),
            ("site", text("secret_key_env", EVIL)),
            ("site", text("secret_key_command", EVIL)),
            ("site", text("secret_key_command", print)),
            ("site", text("private_key", EVIL)),
            ("site", text("lag", EVIL)),
            (EVIL, text("lag", "1s")),
        ] {
            let table = json!({"default_profile": name, "profiles": {name: profile}});
            fs::write(&config, toml::to_string(&table).unwrap()).unwrap();
            let printed = shown(dir.path(), &["apply", &devices], &[]);
            assert_tame(&printed, &format!("{name:?} {profile}"));
            if name == EVIL {
                assert_tamed(&printed, "the profile's name");
            }
        }
    }

    #[test]
    fn a_sandbox_announces_names_on_one_line_each() {
        let dir = TempDir::new().unwrap();
        let scenario = dir.path().join(format!("{EVIL}.toml"));
        fs::write(&scenario, "").unwrap();
        let mut command = enroll(&["sandbox", "--scenario", scenario.to_str().unwrap()]);
        command.args(["--state-dir", dir.path().join("state").to_str().unwrap()]);
        command.env("HOME", dir.path());
        let mut pty = Pty::spawn(command, 200, 50);
        pty.wait_for_text("Ctrl-C stops it.");
        pty.send(keys::CTRL_C);
        let _ = pty.exit_status();
        let printed = String::from_utf8(pty.raw()).unwrap();
        // The terminal itself shows the key as ^C.
        assert_tamed(&printed, "announced");
    }

    #[test]
    fn the_measure_finds_what_it_looks_for() {
        let mut cat = command("printf");
        cat.args(["%s", EVIL]);
        let mut pty = Pty::spawn(cat, 80, 24);
        let _ = pty.exit_status();
        let printed = String::from_utf8(pty.raw()).unwrap();
        let tame = std::panic::catch_unwind(|| assert_tame(&printed, "wild"));
        assert!(tame.is_err());
        let forged = std::panic::catch_unwind(|| assert_tame("a\r\nerror: forged\r\n", "forged"));
        assert!(forged.is_err());
    }
}

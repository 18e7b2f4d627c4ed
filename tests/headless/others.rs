//! `enroll sandbox`, `enroll check` and `enroll codes`.

use std::process::Command;

use crate::SAMPLE;
use crate::program::{Bench, ENROLL, Gateway, Sandbox, code, json, stderr, stdout};

#[test]
fn the_standalone_sandbox_serves_what_it_prints() {
    let mut sandbox = Sandbox::start(&["--lag", "0s"]);
    let paste = sandbox
        .paste
        .replace("enroll apply", &format!("{ENROLL} apply"))
        .replace("FILE", SAMPLE);
    let bench = Bench::new();
    let pasted = Command::new("sh")
        .args([
            "-c",
            &format!(
                "{paste} --reveal-secrets --format json --state-dir {}",
                bench.state().display()
            ),
        ])
        .output()
        .unwrap();
    assert_eq!(code(&pasted), 0, "{}", stderr(&pasted));
    assert!(json(&pasted)["rows"][0]["deviceSecret"].is_string());
    assert!(std::path::Path::new(&sandbox.private_key).exists());

    let wrong = Gateway {
        secret_key: "not-the-secret-key".to_owned(),
        ..sandbox.gateway.clone()
    };
    let refused = bench.run_at(&wrong, &["apply", SAMPLE]);
    assert_eq!(code(&refused), 3, "{}", stderr(&refused));
    assert!(
        stderr(&refused).contains("credentials"),
        "{}",
        stderr(&refused)
    );
    assert_eq!(stdout(&refused), "");
    assert_eq!(sandbox.terminate(), Some(0));
}

#[test]
fn a_check_needs_no_connection_once_the_models_are_kept() {
    for command in ["check", "plan"] {
        is_checked_after(command);
    }
}

/// Has this command ask for the models, and then a file checked without the gateway.
fn is_checked_after(command: &str) {
    let mut sandbox = Sandbox::start(&[]);
    let bench = Bench::new();
    std::fs::create_dir_all(bench.state()).unwrap();
    let Gateway {
        url,
        org_id,
        access_key,
        ..
    } = &sandbox.gateway;
    let config = format!(
        "default_profile = \"site\"\n[profiles.site]\ngateway = \"{url}\"\norg_id = \"{org_id}\"\naccess_key = \"{access_key}\"\n"
    );
    std::fs::write(bench.state().join("config.toml"), config).unwrap();
    let wrong = std::fs::read_to_string(SAMPLE)
        .unwrap()
        .replacen("111111", "\"no number\"", 1);
    let wrong = bench.file("wrong.json", &wrong);

    let blind = bench.run(&["check", &wrong]);
    assert_eq!(code(&blind), 0, "{}", stderr(&blind));
    assert!(
        stderr(&blind).contains("yourProductKey: attributes not checked"),
        "{}",
        stderr(&blind)
    );

    let secret = sandbox.gateway.secret_key.clone();
    let asked = bench
        .command(&[command, "--profile", "site", SAMPLE])
        .env("ENROLL_SECRET_KEY", secret)
        .output()
        .unwrap();
    assert_eq!(code(&asked), 0, "{}", stderr(&asked));
    sandbox.terminate();

    let offline = bench.run(&["check", &wrong]);
    assert_eq!(code(&offline), 2, "{}", stderr(&offline));
    assert!(
        stderr(&offline).contains("deviceList[0].deviceAttributes.serial: "),
        "{}",
        stderr(&offline)
    );
    assert!(!stderr(&offline).contains("not checked"));
    let how_old = |output| stderr(output).contains("0 warnings; using models saved ");
    assert!(how_old(&offline), "{}", stderr(&offline));
    assert!(!how_old(&asked), "{}", stderr(&asked));
}

#[test]
fn the_codes_are_listed_with_remedies() {
    let listed = Bench::new().run(&["codes"]);
    assert_eq!(code(&listed), 0);
    for code in ["11702", "11739", "99206", "99400", "429"] {
        assert!(
            stdout(&listed)
                .lines()
                .any(|line| line.trim_start().starts_with(code)),
            "{code}"
        );
    }
}

//! Which connection flags and profiles mean, and what is said when none can be had.

use std::path::Path;

use clap::Parser;

use super::*;
use crate::domain::Bounds;
use crate::store::{Config, Profile, SecretSource};

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    connection: ConnectArgs,
}

fn args(line: &str) -> Result<ConnectArgs, clap::Error> {
    Line::try_parse_from(line.split_whitespace()).map(|line| line.connection)
}

fn config(default: Option<&str>) -> Config {
    let profile = Profile {
        gateway: "https://apim.example.com/".to_owned(),
        org_id: "o1".to_owned(),
        access_key: "key".to_owned(),
        secret_key: SecretSource::Prompt,
        private_key: Some("profile.pem".into()),
        ca_file: None,
        bounds: Bounds {
            batch_size: 7,
            ..Bounds::default()
        },
        keys_by_server: true,
        require_secret: false,
        lenient: true,
    };
    Config {
        default_profile: default.map(str::to_owned),
        mouse: None,
        language: None,
        theme: None,
        glyphs: None,
        profiles: [("site".to_owned(), profile)].into(),
    }
}

fn paths(dir: &Path) -> Paths {
    Paths::find(Some(dir)).unwrap()
}

#[test]
fn exactly_one_connection_or_none() {
    for wrong in [
        "enroll --sandbox --profile site",
        "enroll --sandbox --gateway https://g --org-id o",
        "enroll --profile site --gateway https://g --org-id o",
        "enroll --gateway https://g",
        "enroll --org-id o",
        "enroll --sandbox --private-key k.pem",
        "enroll --scenario flaky",
        "enroll --profile site --scenario flaky",
    ] {
        let error = args(wrong).map(|args| args.given()).unwrap_err();
        assert_eq!(error.exit_code(), 2, "{wrong}");
    }
    assert!(!args("enroll").unwrap().given());
}

#[test]
fn the_flags_come_before_the_default_profile() {
    let config = config(Some("site"));
    let scope = |line| args(line).unwrap().target(&config).unwrap().scope();
    assert_eq!(scope("enroll --sandbox"), "sandbox");
    assert_eq!(
        scope("enroll --gateway https://g/ --org-id o"),
        "https://g|o"
    );
    assert_eq!(scope("enroll"), "https://apim.example.com|o1");
    assert_eq!(scope("enroll"), scope("enroll --profile site"));
}

#[test]
fn a_key_given_by_flag_outweighs_the_profiles() {
    let target = args("enroll --profile site --private-key mine.pem").unwrap();
    let Ok(Target::Profile { profile, .. }) = target.target(&config(None)) else {
        panic!("no profile");
    };
    assert_eq!(profile.private_key.as_deref(), Some(Path::new("mine.pem")));
}

#[test]
fn without_any_choice_the_ways_are_named() {
    let error = args("enroll").unwrap().target(&config(None)).unwrap_err();
    for way in [
        "--sandbox",
        "--profile NAME (site)",
        "--gateway URL",
        SECRET_KEY,
    ] {
        assert!(error.to_string().contains(way), "{error}");
    }
    let error = args("enroll --profile sight").unwrap();
    let error = error.target(&config(None)).unwrap_err();
    assert_eq!(error.to_string(), "there is no profile `sight` (site)");
}

#[tokio::test]
async fn a_profile_that_asks_for_its_secret_is_answered_by_the_variable() {
    let dir = tempfile::tempdir().unwrap();
    let open = async |env: Env<'_>| {
        let target = args("enroll --profile site").unwrap();
        let target = target.target(&config(None)).unwrap();
        target.open(&paths(dir.path()), env, None).await
    };
    let Err(ConnectError::SecretWanted { profile }) = open(&|_| None).await else {
        panic!("opened without a secret");
    };
    assert_eq!(profile, "site");
    let typed = |name: &str| (name == SECRET_KEY).then(|| "secret".to_owned());
    let connection = open(&typed).await.unwrap();
    assert_eq!(
        (
            connection.about.label.as_str(),
            connection.about.bounds.batch_size
        ),
        ("site", 7)
    );
    assert!(
        connection.about.lenient && connection.about.keys_by_server && connection.sandbox.is_none()
    );
}

#[tokio::test]
async fn a_scenario_that_nobody_knows_is_told_before_the_sandbox_starts() {
    let dir = tempfile::tempdir().unwrap();
    let open = async |name: &str| {
        let target = args(&format!("enroll --sandbox --scenario {name}")).unwrap();
        let target = target.target(&config(None)).unwrap();
        target.open(&paths(dir.path()), &|_| None, None).await
    };
    let error = open("flacky").await.err().unwrap();
    assert!(error.to_string().starts_with("--scenario: "), "{error}");
    assert!(!dir.path().join("sandbox").exists());
    let connection = open("flaky").await.unwrap();
    assert!(connection.sandbox.unwrap().scenario_seed().is_some());
}

#[tokio::test]
async fn flags_take_both_credentials_from_the_environment() {
    let dir = tempfile::tempdir().unwrap();
    let open = async |env: Env<'_>| {
        let target = args("enroll --gateway https://g.example.com --org-id o").unwrap();
        let target = target.target(&config(None)).unwrap();
        target
            .open(&paths(dir.path()), env, None)
            .await
            .map(|open| open.about.label)
    };
    let error = open(&|name| (name == ACCESS_KEY).then(|| "key".to_owned())).await;
    assert!(matches!(error, Err(ConnectError::NoCredential(SECRET_KEY))));
    let error = open(&|_| Some(String::new())).await;
    assert!(matches!(error, Err(ConnectError::NoCredential(ACCESS_KEY))));
    let label = open(&|name| name.starts_with("ENROLL").then(|| name.to_owned()))
        .await
        .unwrap();
    assert_eq!(label, "https://g.example.com");
}

#[tokio::test]
async fn whom_to_trust_has_to_be_there_and_to_be_of_use() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name).display().to_string();
    std::fs::write(at("rubbish.pem"), "no certificate").unwrap();
    std::fs::write(at("empty.pem"), "").unwrap();
    let open = async |line: &str, vars: &[(&str, String)]| {
        let line = format!("enroll --gateway https://g.example.com --org-id o {line}");
        let target = args(&line).unwrap().target(&config(None)).unwrap();
        let env = |name: &str| {
            let var = vars.iter().find(|(known, _)| *known == name);
            let key = || name.starts_with("ENROLL").then(|| "key".to_owned());
            var.map(|(_, value)| value.clone()).or_else(key)
        };
        let opened = target.open(&paths(dir.path()), &env, None).await;
        opened.map(drop).map_err(|error| error.to_string())
    };
    for (line, vars, words) in [
        (
            format!("--ca-file {}", at("gone.pem")),
            vec![],
            ["ca_file", "gone.pem"],
        ),
        (
            format!("--ca-file {}", at("rubbish.pem")),
            vec![],
            ["ca_file", "no readable certificate"],
        ),
        (
            String::new(),
            vec![("SSL_CERT_FILE", at("gone.pem"))],
            ["SSL_CERT_FILE", "gone.pem"],
        ),
        (
            String::new(),
            vec![("SSL_CERT_DIR", at("gone"))],
            ["SSL_CERT_DIR", "gone"],
        ),
    ] {
        let error = open(&line, &vars).await.unwrap_err();
        assert!(words.iter().all(|word| error.contains(word)), "{error}");
    }
    let both = format!("{}:{}", at("gone"), at(""));
    for vars in [
        vec![("SSL_CERT_DIR", both)],
        vec![("SSL_CERT_FILE", at("empty.pem"))],
    ] {
        open("", &vars).await.unwrap();
    }
}

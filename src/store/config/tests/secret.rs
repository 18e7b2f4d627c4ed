//! Getting a secret from its source.

use std::time::Duration;

use super::super::command::run;
use super::*;

fn environment(name: &str) -> Option<String> {
    (name == "EMPTY").then(String::new)
}

#[tokio::test]
async fn a_secret_comes_from_where_the_profile_says() {
    let env = |name: &str| (name == "KEY").then(|| "from the environment".to_owned());
    let resolve = async |source: SecretSource| {
        source
            .resolve(&env)
            .await
            .unwrap()
            .map(|secret| secret.expose().to_owned())
    };
    assert_eq!(
        resolve(SecretSource::Env("KEY".to_owned()))
            .await
            .as_deref(),
        Some("from the environment")
    );
    assert_eq!(
        resolve(SecretSource::Command("echo printed".to_owned()))
            .await
            .as_deref(),
        Some("printed")
    );
    assert_eq!(
        resolve(SecretSource::Clear(Secret::from("written".to_owned())))
            .await
            .as_deref(),
        Some("written")
    );
    assert_eq!(resolve(SecretSource::Prompt).await, None);
}

#[tokio::test]
async fn a_command_loses_one_line_end_and_nothing_else() {
    for (format, secret) in [
        ("a", "a"),
        (r"a\n", "a"),
        (r"a\r\n", "a"),
        (r"a\n\n", "a\n"),
        (r" a ", " a "),
    ] {
        let got = run(&format!("printf '{format}'"), Duration::from_secs(30))
            .await
            .unwrap();
        assert_eq!(got.expose(), secret, "{format}");
    }
}

#[tokio::test]
async fn a_source_without_a_secret_says_why() {
    let message =
        async |source: SecretSource| source.resolve(&environment).await.unwrap_err().to_string();
    let command = async |command: &str| message(SecretSource::Command(command.to_owned())).await;
    for name in ["KEY", "EMPTY"] {
        let unset = message(SecretSource::Env(name.to_owned())).await;
        let expected = format!("the environment variable `{name}` is not set, or is empty");
        assert_eq!(unset, expected);
    }
    let failed =
        command("echo secret; echo first >&2; printf 'no such\\033 entry\\n\\n' >&2; exit 3").await;
    assert_eq!(
        failed,
        "the command for the secret failed (exit status: 3): no such entry"
    );
    assert_eq!(
        command("exit 3").await,
        "the command for the secret failed (exit status: 3)"
    );
    assert_eq!(
        command("echo").await,
        "the command for the secret printed nothing"
    );
    assert!(command("printf '\\377'").await.contains("not UTF-8"));
    // It reads nothing from the keyboard, so it ends.
    assert_eq!(
        command("cat").await,
        "the command for the secret printed nothing"
    );
}

#[tokio::test]
async fn a_command_that_does_not_end_is_given_up() {
    // The shell stops itself for good, so any limit is reached.
    let error = run("kill -STOP $$", Duration::from_millis(20))
        .await
        .unwrap_err();
    assert!(matches!(error, SecretError::TimedOut(_)), "{error}");
}

/// A limit that no command here reaches, and far below what an agent lives.
const PATIENCE: Duration = Duration::from_secs(30);

#[tokio::test]
async fn what_an_ended_command_has_printed_counts_whoever_it_left_behind() {
    for agent in [
        "sleep 60 &",
        "sleep 60 2>/dev/null &",
        "(trap '' HUP; exec sleep 60) &",
    ] {
        let command = format!("{agent} echo $! >&2; echo printed");
        let secret = run(&command, PATIENCE).await.unwrap();
        assert_eq!(secret.expose(), "printed", "{agent}");
        let failed = run(&format!("{agent} echo \"left $!\" >&2; exit 3"), PATIENCE).await;
        let failed = failed.unwrap_err().to_string();
        assert!(failed.contains("(exit status: 3): left "), "{failed}");
    }
}

/// A pipe by a name that a command can open, and the thread that ends when nobody has it open any more.
fn held_open(dir: &Path) -> (String, std::fs::File, std::thread::JoinHandle<()>) {
    let path = dir.join("held");
    let made = std::process::Command::new("mkfifo").arg(&path).status();
    assert!(made.unwrap().success());
    // Both ends: so the thread does not wait for the command to begin.
    let ours = std::fs::OpenOptions::new()
        .read(true)
        .write(true)
        .open(&path)
        .unwrap();
    let mut reader = std::fs::File::open(&path).unwrap();
    let ended = std::thread::spawn(move || {
        std::io::Read::read_to_end(&mut reader, &mut Vec::new()).unwrap();
    });
    (path.display().to_string(), ours, ended)
}

#[tokio::test]
async fn everything_that_a_command_started_is_killed_with_it() {
    for (command, limit) in [
        (
            "sleep 60 & sh -c 'sleep 60; :' & sleep 60; :",
            Duration::from_millis(300),
        ),
        ("sleep 60 & yes", PATIENCE),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let (held, ours, ended) = held_open(dir.path());
        let error = run(&format!("exec 9>{held}; {command}"), limit)
            .await
            .unwrap_err();
        assert!(
            matches!(error, SecretError::TimedOut(_) | SecretError::TooMuch),
            "{error}"
        );
        drop(ours);
        let begun = std::time::Instant::now();
        ended.join().unwrap();
        // Else they ended by themselves.
        assert!(begun.elapsed() < PATIENCE, "{command}");
    }
}

#[tokio::test]
async fn a_command_that_nobody_waits_for_any_more_is_killed() {
    let dir = tempfile::tempdir().unwrap();
    let (held, ours, ended) = held_open(dir.path());
    let command = format!("exec 9>{held}; sleep 60; :");
    let going = tokio::time::timeout(Duration::from_millis(300), run(&command, PATIENCE));
    assert!(going.await.is_err());
    drop(ours);
    let begun = std::time::Instant::now();
    ended.join().unwrap();
    // Else it ended by itself.
    assert!(begun.elapsed() < PATIENCE);
}

#[tokio::test]
async fn output_has_a_bound() {
    let most = run("head -c 65536 /dev/zero | tr '\\0' x", PATIENCE).await;
    assert_eq!(most.unwrap().expose().len(), 65_536);
    for command in ["head -c 65537 /dev/zero", "yes", "cat /dev/zero"] {
        let error = run(command, PATIENCE).await.unwrap_err();
        assert!(matches!(error, SecretError::TooMuch), "{command}: {error}");
        assert!(error.to_string().contains("64 KiB"), "{error}");
    }
    // Words are no secret: they are passed over.
    let secret = run("head -c 1000000 /dev/zero >&2; echo printed", PATIENCE).await;
    assert_eq!(secret.unwrap().expose(), "printed");
}

#[tokio::test]
async fn a_secret_in_the_wrong_place_is_not_repeated() {
    const SECRET: &str = "5bdb38a1-7fd4-4b9e-8d4c-f7d2e7a5ca3e";
    let env = |_: &str| None;
    let message = async |source: SecretSource| source.resolve(&env).await.unwrap_err().to_string();
    for secret in [
        SECRET,
        "hunter2-hunter2",
        "s3cr3t",
        "A1B2C3D4E5F6A1B2",
        "ABCDEF0123456789ABCDEF0123456789",
        "c2VjcmV0c2VjcmV0",
        "",
    ] {
        let told = message(SecretSource::Env(secret.to_owned())).await;
        assert!(secret.is_empty() || !told.contains(secret), "{told}");
        assert!(told.contains("secret_key_env"), "{told}");
    }
    for name in ["SITE_7_SECRET", "KEY", "_ENROLL", "KEY2"] {
        let told = message(SecretSource::Env(name.to_owned())).await;
        assert!(told.contains(name), "{told}");
    }
    for command in [
        SECRET.to_owned(),
        format!("'{SECRET}"),
        format!("({SECRET}"),
        format!("{SECRET};)"),
        format!("echo {SECRET}; set -x; echo {SECRET} >/dev/null; exit 4"),
        format!("echo {SECRET}; echo failed with {SECRET} >&2; exit 4"),
        format!("/{SECRET}"),
        format!("cat </{SECRET}"),
    ] {
        let told = message(SecretSource::Command(command.clone())).await;
        assert!(!told.contains(SECRET), "{command}: {told}");
        assert!(told.contains("failed (exit status: "), "{command}: {told}");
    }
}

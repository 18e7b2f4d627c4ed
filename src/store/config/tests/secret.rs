//! Getting a secret from its source.

use std::time::Duration;

use super::super::secret::run;
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
        resolve(SecretSource::Clear(Hidden::new("written".to_owned())))
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

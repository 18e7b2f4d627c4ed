//! The screens and real gateways: what is said of a link that does not come about, and of one that does.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails loudly")]

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;
    use std::path::Path;
    use std::sync::Arc;
    use std::thread;

    use enroll::connect::{ConnectArgs, Target};
    use enroll::domain::Timestamp;
    use enroll::sandbox::{self, Options, Sandbox};
    use enroll::store::{Config, Paths};
    use enroll::tui::app::Model;
    use enroll::tui::perform::{Context, GatewayConnector, Performer};
    use enroll::tui::runtime::Harness;
    use enroll::tui::shared::{Reach, ScreenId};
    use enroll::tui::theme::Theme;
    use tempfile::TempDir;

    type Program = Harness<Model, Performer>;

    const NOW: i64 = 1_751_457_600_000;

    /// The program with everything loaded, with this configuration.
    async fn start(dir: &Path, config: &str, chosen: Option<&str>) -> Program {
        let mut program = begun(dir, config, chosen);
        program.until_idle().await;
        program
    }

    /// The program at its first frame.
    fn begun(dir: &Path, config: &str, chosen: Option<&str>) -> Program {
        let file = dir.join("config.toml");
        fs::write(&file, config).unwrap();
        #[cfg(unix)]
        fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        let paths = Paths::find(Some(dir)).unwrap();
        let target = chosen.map_or(Target::SANDBOX, |name| {
            let args = ConnectArgs {
                profile: Some(name.to_owned()),
                ..ConnectArgs::default()
            };
            args.target(&Config::load(&paths.config).unwrap()).unwrap()
        });
        let performer = Performer::new(Context {
            connector: Arc::new(GatewayConnector::new(paths.clone(), None)),
            paths,
            clock: Arc::new(|| Timestamp(NOW)),
        });
        let mut screens = Model::new(Theme::default(), target.into());
        screens.chosen = chosen.is_some();
        Harness::new(screens, performer, 120, 40, NOW)
    }

    async fn press(program: &mut Program, keys: &str) {
        program.press(keys);
        program.until_idle().await;
    }

    #[track_caller]
    fn shows(program: &Program, text: &str) {
        let screen = program.screen();
        assert!(screen.contains(text), "no {text:?}:\n{screen}");
    }

    /// What the steps of a connection say, beside the list of gateways.
    #[track_caller]
    fn told(program: &Program, text: &str) {
        let screen = program.screen();
        let rows = screen.lines().filter_map(|row| row.split_once('│'));
        let words: Vec<_> = rows.flat_map(|(_, row)| row.split_whitespace()).collect();
        assert!(words.join(" ").contains(text), "no {text:?}:\n{screen}");
    }

    #[track_caller]
    fn hides(program: &Program, text: &str) {
        let screen = program.screen();
        assert!(!screen.contains(text), "{text:?}:\n{screen}");
    }

    fn profile(gateway: &str, org_id: &str, secret: &str) -> String {
        format!(
            "[profiles.site]\ngateway = \"{gateway}\"\norg_id = \"{org_id}\"\naccess_key = \"{}\"\n{secret}",
            sandbox::ACCESS_KEY
        )
    }

    fn clear(secret: &str) -> String {
        format!("secret_key_clear = \"{secret}\"\n")
    }

    /// Answers everything with this, whatever it is.
    fn answering(words: &'static str) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let place = listener.local_addr().unwrap();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let _ = stream.read(&mut [0; 4096]);
                let _ = stream.write_all(words.as_bytes());
            }
        });
        place.to_string()
    }

    async fn gateway(dir: &TempDir) -> Sandbox {
        sandbox::start(Options::new(dir.path())).await.unwrap()
    }

    #[tokio::test(flavor = "multi_thread")]
    #[expect(clippy::too_many_lines, reason = "one story, told in its order")]
    async fn what_never_answered_is_not_connected_and_the_verdict_is_shown() {
        let far = TempDir::new().unwrap();
        let gateway = gateway(&far).await;
        let closed = {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            listener.local_addr().unwrap()
        };
        let page = answering(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 46\r\nConnection: close\r\n\r\n\
             <html><title>Plant network login</title></html>",
        );
        let elsewhere = answering(
            "HTTP/1.1 301 Moved\r\nLocation: https://other.example/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        );
        let ssh = answering("SSH-2.0-OpenSSH_9.6\r\n");
        let good = clear(sandbox::SECRET_KEY);
        let org = gateway.org_id();
        for (profile, verdict) in [
            (
                profile(&format!("http://{closed}"), org, &good),
                "Connection refused",
            ),
            (
                profile(&format!("http://{page}"), org, &good),
                "Plant network login",
            ),
            (
                profile(&format!("http://{elsewhere}"), org, &good),
                "https://other.example/",
            ),
            (
                profile(&format!("https://{ssh}"), org, &good),
                "answers in another protocol",
            ),
            (
                profile(&gateway.address(), org, &clear("wrong")),
                "Copy the secret key again",
            ),
            (
                profile(&gateway.address(), "o11111111111111", &good),
                "Organization Profile",
            ),
        ] {
            // By hand from another gateway, and at the very start.
            for chosen in [None, Some("site")] {
                let dir = TempDir::new().unwrap();
                let mut program = start(dir.path(), &profile, chosen).await;
                if chosen.is_none() {
                    shows(&program, " SANDBOX ");
                    press(&mut program, "5 down enter").await;
                }
                assert!(
                    matches!(program.app().shared.link.reach, Reach::Down(_)),
                    "{profile}"
                );
                assert_eq!(program.app().shared.screen, ScreenId::Connect, "{profile}");
                shows(&program, "not connected: ");
                shows(&program, "site, step by step");
                told(&program, verdict);
                told(&program, "waits for ");
                shows(&program, "✗ no link");
                assert_eq!(program.app().screens.connect.selected(), 1, "the profile");
                press(&mut program, "t").await;
                told(&program, verdict);
                assert_eq!(program.app().screens.connect.selected(), 1, "the profile");
                hides(&program, "Reading the products.");
            }
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_sandbox_in_use_can_be_tested_and_chosen_again() {
        let dir = TempDir::new().unwrap();
        let mut program = start(dir.path(), "", None).await;
        press(&mut program, "5 t").await;
        shows(&program, "SANDBOX, step by step");
        told(&program, "access key and secret key are accepted");
        hides(&program, "another sandbox");
        press(&mut program, "enter").await;
        shows(&program, " SANDBOX ");
        hides(&program, "another sandbox");
        hides(&program, "not connected");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_secret_key_is_asked_for_once_a_session() {
        let far = TempDir::new().unwrap();
        let gateway = gateway(&far).await;
        let profile = profile(&gateway.address(), gateway.org_id(), "");
        let dir = TempDir::new().unwrap();
        let mut program = start(dir.path(), &profile, Some("site")).await;
        shows(&program, "Secret key for site");
        // Who does not type it now sees what is missing, and how to go on.
        press(&mut program, "esc").await;
        hides(&program, "Reading the products.");
        shows(&program, "not connected: ");
        shows(&program, "its secret key has not been entered");
        press(&mut program, "r").await;
        shows(&program, "Secret key for site");
        program.type_text(sandbox::SECRET_KEY);
        press(&mut program, "enter").await;
        shows(&program, " site ");
        for keys in [
            "5 t",
            "esc enter",
            "5 up enter",
            "5 down enter",
            "5 t",
            "esc",
        ] {
            press(&mut program, keys).await;
            hides(&program, "Secret key for");
        }
        shows(&program, " site ");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_secret_key_that_was_refused_is_asked_for_again() {
        let far = TempDir::new().unwrap();
        let gateway = gateway(&far).await;
        let profile = profile(&gateway.address(), gateway.org_id(), "");
        let dir = TempDir::new().unwrap();
        let mut program = start(dir.path(), &profile, Some("site")).await;
        program.type_text("mistyped");
        press(&mut program, "enter").await;
        told(&program, "Copy the secret key again");
        press(&mut program, "esc t").await;
        shows(&program, "Secret key for site");
        program.type_text(sandbox::SECRET_KEY);
        press(&mut program, "enter").await;
        told(&program, "access key and secret key are accepted");
        press(&mut program, "esc enter").await;
        shows(&program, " site ");
        hides(&program, "not connected");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_link_that_is_lost_looks_lost_and_one_that_comes_back_does_not() {
        let far = TempDir::new().unwrap();
        let first = gateway(&far).await;
        let place = first.address();
        let profile = profile(&place, first.org_id(), &clear(sandbox::SECRET_KEY));
        let dir = TempDir::new().unwrap();
        let mut program = start(dir.path(), &profile, Some("site")).await;
        shows(&program, " site ");
        first.stop().await;
        press(&mut program, "r").await;
        program
            .until(|screens| matches!(screens.shared.link.reach, Reach::Down(_)))
            .await;
        shows(&program, "not connected: ");
        let listen = place.trim_start_matches("http://").parse().unwrap();
        let options = Options {
            listen,
            ..Options::new(far.path())
        };
        let _back = sandbox::start(options).await.unwrap();
        press(&mut program, "r").await;
        program
            .until(|screens| screens.shared.link.reach == Reach::Up)
            .await;
        hides(&program, "not connected");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn after_three_seconds_it_is_said_what_is_waited_for() {
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let place = silent.local_addr().unwrap();
        let profile = profile(&format!("http://{place}"), "o1", &clear("secret"));
        let dir = TempDir::new().unwrap();
        let mut program = begun(dir.path(), &profile, Some("site"));
        program
            .until(|screens| screens.shared.link.waits.is_some())
            .await;
        shows(&program, "site connecting");
        shows(&program, "Waiting for site: Get Access Token, ");
        shows(&program, " s so far, at most 1 min 0 s.");
    }
}

//! The real program in a pseudo-terminal, on the sandbox: what its user and a shell see of it.
#![cfg(unix)]

#[cfg(test)]
mod support;

#[cfg(test)]
mod tests {
    use std::path::Path;

    use tempfile::TempDir;

    use crate::support::pty::{Pty, enroll, keys};

    /// The screens on the sandbox, with everything of theirs in `dir`.
    fn start(dir: &Path, columns: u16, rows: u16) -> Pty {
        let mut command = enroll(&["--sandbox", "--state-dir", dir.to_str().unwrap()]);
        command.env("HOME", dir);
        Pty::spawn(command, columns, rows)
    }

    /// [`start`], once it shows the products.
    fn started(dir: &Path) -> Pty {
        let pty = start(dir, 100, 30);
        pty.wait_for_text("of 10,000 devices");
        pty
    }

    /// Finds a product that requires nothing.
    fn find(pty: &mut Pty) {
        pty.send("/yourProductKey");
        pty.wait_for_text("2 of 19");
    }

    /// Begins a device of the product found, and types its name.
    fn begin(pty: &mut Pty, name: &str) {
        pty.send(keys::ENTER);
        pty.wait_for_text("New device");
        pty.send(name);
        pty.wait_for_text(name);
    }

    /// Types the time zone and saves.
    fn queue(pty: &mut Pty) {
        // Past the name's two languages and the one that can be added.
        pty.send(&keys::DOWN.repeat(4));
        pty.wait_for(|screen| {
            let contents = screen.contents();
            let focused = contents.lines().find(|line| line.starts_with('▌'));
            focused.is_some_and(|line| line.contains("Time zone"))
        });
        pty.send("+08:00");
        pty.wait_for(|screen| {
            let contents = screen.contents();
            let focused = contents.lines().find(|line| line.starts_with('▌'));
            focused.is_some_and(|line| line.contains("+08:00"))
        });
        pty.send(keys::CTRL_S);
        pty.wait_for_text("Queued.");
    }

    #[track_caller]
    fn assert_ends(mut pty: Pty, code: u32) {
        let status = pty.exit_status();
        assert_eq!((status.exit_code(), status.signal()), (code, None));
        pty.assert_restored();
    }

    #[test]
    fn a_device_is_created_and_the_terminal_is_as_it_was() {
        let dir = TempDir::new().unwrap();
        let mut pty = started(dir.path());
        find(&mut pty);
        begin(&mut pty, "逆变器 1");
        queue(&mut pty);
        pty.send("s");
        pty.wait_for_text("1  ✓  will be created");
        pty.send(keys::ENTER);
        pty.wait_for_text("Run 1: 1 device created, none failed.");
        pty.wait_for_text("1 ✓ created");
        pty.send("q");
        assert_ends(pty, 0);
        // A clean end leaves one whole file.
        assert!(!dir.path().join("enroll.sqlite-wal").exists());
    }

    #[test]
    fn killed_without_warning_it_reopens_with_the_queue_and_the_half_typed_form() {
        let dir = TempDir::new().unwrap();
        let mut pty = started(dir.path());
        find(&mut pty);
        begin(&mut pty, "the queued one");
        queue(&mut pty);
        pty.send("1");
        pty.wait_for_text("/ yourProductKey");
        begin(&mut pty, "half a na");
        // The form is committed in the order of the keys, so what follows it stands for it.
        pty.send("\x1b3");
        pty.wait_for_text("3 Queue 1 ›");
        pty.send("d");
        pty.wait_for_text("3 Queue 2 ›");
        pty.kill9();
        assert!(pty.exit_status().signal().is_some());

        let mut pty = started_on_the_form(dir.path());
        pty.wait_for_text("half a na");
        pty.send("\x1b3");
        pty.wait_for_text("3 Queue 2 ›");
        pty.wait_for_text("the queued one");
        pty.send("q");
        assert_ends(pty, 0);
    }

    fn started_on_the_form(dir: &Path) -> Pty {
        let pty = start(dir, 100, 30);
        pty.wait_for_text("New device");
        pty
    }

    #[test]
    fn a_signal_to_leave_restores_the_terminal() {
        let dir = TempDir::new().unwrap();
        let pty = started(dir.path());
        pty.signal("TERM");
        assert_ends(pty, 143);
    }

    #[test]
    fn a_secret_that_others_can_read_is_said_on_the_screen() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = TempDir::new().unwrap();
        let config = dir.path().join("config.toml");
        let profile = "default_profile = \"site\"\n[profiles.site]\ngateway = \"http://127.0.0.1:1\"\n\
                       org_id = \"o1\"\naccess_key = \"a\"\nsecret_key_clear = \"hunter2\"\n";
        std::fs::write(&config, profile).unwrap();
        std::fs::set_permissions(&config, std::fs::Permissions::from_mode(0o644)).unwrap();
        let mut command = enroll(&["--state-dir", dir.path().to_str().unwrap()]);
        command.env("HOME", dir.path());
        let mut pty = Pty::spawn(command, 160, 30);
        pty.wait_for_text("other users can read");
        pty.wait_for_text("(mode 0644): chmod 600");
        // Nobody answers there, which is told step by step.
        pty.wait_for_text("waits for 1");
        pty.wait_for_text("no link");
        pty.send("q");
        assert_ends(pty, 0);
    }

    #[test]
    fn a_terminal_that_is_too_small_says_so_and_grows() {
        let dir = TempDir::new().unwrap();
        let mut pty = start(dir.path(), 37, 9);
        pty.wait_for_text("enroll needs 40x12; this is 37x9.");
        pty.resize(80, 24);
        pty.wait_for_text("1 Products");
        pty.send("q");
        assert_ends(pty, 0);
    }

    #[test]
    fn a_second_one_on_the_same_files_names_the_first() {
        let dir = TempDir::new().unwrap();
        let mut first = started(dir.path());
        let mut second = start(dir.path(), 100, 30);
        assert_eq!(second.exit_status().exit_code(), 2);
        second.assert_restored();
        let said = second.contents();
        assert!(said.contains("another enroll (process"), "{said}");
        first.send("q");
        assert_ends(first, 0);
    }

    #[test]
    fn without_a_terminal_it_names_what_works_without_one() {
        let dir = TempDir::new().unwrap();
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_enroll"))
            .args(["--sandbox", "--state-dir", dir.path().to_str().unwrap()])
            .stdin(std::process::Stdio::null())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8(output.stderr).unwrap();
        for command in ["apply", "check", "sandbox", "codes"] {
            assert!(said.contains(&format!("`enroll {command}")), "{said}");
        }
        assert!(output.stdout.is_empty());
    }
}

//! A sandbox in a process of its own.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, ChildStdin, Command, Stdio};

use enroll::sandbox::{self, Options, Scenario};
use tempfile::TempDir;

use super::Failure;

/// The argument that makes this program the sandbox.
pub const SERVE: &str = "--serve";
/// A sandbox that nobody else has seen; ends with this.
pub struct Gateway {
    /// Where it listens.
    pub address: String,
    process: Child,
    _dir: TempDir,
    _held: Option<ChildStdin>,
}

impl Gateway {
    /// Starts one, with a built-in scenario or with none.
    pub fn new(scenario: &str) -> Result<Self, Failure> {
        let dir = TempDir::new()?;
        let mut process = Command::new(std::env::current_exe()?)
            .arg(SERVE)
            .arg(dir.path())
            .arg(scenario)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let held = process.stdin.take();
        let out = process.stdout.take().ok_or("it has no output")?;
        let mut address = String::new();
        BufReader::new(out).read_line(&mut address)?;
        Ok(Self {
            address: address.trim().to_owned(),
            process,
            _dir: dir,
            _held: held,
        })
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        // It is gone already, or it goes now.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Is the sandbox, until its standard input ends.
pub fn serve(mut args: impl Iterator<Item = String>) -> Result<(), Failure> {
    let dir = args.next().ok_or("no folder was given")?;
    let mut scenario = match args.next().filter(|name| !name.is_empty()) {
        Some(name) => Scenario::builtin(&name).ok_or("no such scenario")?,
        None => Scenario::default(),
    };
    scenario.settings.product_limit = Some(1_000_000);
    let mut options = Options::new(dir);
    options.scenario = Some(scenario);
    tokio::runtime::Runtime::new()?.block_on(async {
        let sandbox = sandbox::start(options).await?;
        println!("{}", sandbox.address());
        tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new())).await??;
        sandbox.stop().await;
        Ok(())
    })
}

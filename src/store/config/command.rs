//! The command that prints a secret: run without a keyboard, for a time, and for one line.

use crate::said::{Said, say};
use std::io;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _};
use tokio::process::{Child, ChildStderr, ChildStdout, Command};
use zeroize::Zeroizing;

use super::{Secret, SecretError};

/// What a command may print.
pub(super) const MOST: usize = 64 << 10;

/// So much of the end of its standard error is looked at.
const KEPT: usize = 4 << 10;

/// Runs the command until it ends itself, whoever it leaves behind. Where it takes longer than `limit`, or prints
/// more than [`MOST`], everything that it has started is killed, but for what left its process group.
pub(super) async fn run(command: &str, limit: Duration) -> Result<Secret, SecretError> {
    let mut shell = Command::new("sh");
    shell
        .args(["-c", command])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    #[cfg(unix)]
    shell.process_group(0);
    let mut child = shell.spawn()?;
    let group = Group::of(&child);
    let mut printed = Printed::new();
    let followed = tokio::time::timeout(limit, printed.follow(&mut child)).await;
    let ended = followed.unwrap_or(Err(SecretError::TimedOut(limit)));
    if let Ok(_) | Err(SecretError::NotStarted(_)) = ended {
        group.spare();
    }
    printed.secret(command, ended?)
}

/// The processes of a command. They are killed unless they are spared, also where nobody waits any longer.
struct Group {
    #[cfg(unix)]
    leader: Option<rustix::process::Pid>,
}

impl Group {
    #[cfg(unix)]
    fn of(child: &Child) -> Self {
        let number = child.id().and_then(|id| i32::try_from(id).ok());
        Self {
            leader: number.and_then(rustix::process::Pid::from_raw),
        }
    }

    /// Elsewhere it is the one process, which tokio kills.
    #[cfg(not(unix))]
    fn of(_: &Child) -> Self {
        Self {}
    }

    fn spare(self) {
        // It holds nothing but a number.
        std::mem::forget(self);
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        #[cfg(unix)]
        if let Some(leader) = self.leader {
            // They may have ended by themselves.
            let _ = rustix::process::kill_process_group(leader, rustix::process::Signal::KILL);
        }
    }
}

/// What a command has printed.
struct Printed {
    secret: Zeroizing<Vec<u8>>,
    /// The end of its standard error.
    said: Vec<u8>,
}

impl Printed {
    fn new() -> Self {
        Self {
            // As large as it may grow: growing leaves copies behind.
            secret: Zeroizing::new(Vec::with_capacity(2 * MOST)),
            said: Vec::new(),
        }
    }

    /// Reads until the command's own process has ended, and then what it left in the pipe: somebody whom it left
    /// behind may keep that open for good.
    async fn follow(&mut self, child: &mut Child) -> Result<ExitStatus, SecretError> {
        let (mut out, mut err) = (child.stdout.take(), child.stderr.take());
        let mut chunk = Zeroizing::new(vec![0; MOST]);
        let mut words = vec![0; KEPT];
        let status = loop {
            tokio::select! {
                read = more(&mut out, &mut chunk) => {
                    self.take(chunk.get(..read?).unwrap_or_default())?;
                }
                read = more(&mut err, &mut words) => {
                    self.hear(words.get(..read?).unwrap_or_default());
                }
                status = child.wait() => break status?,
            }
        };
        self.finish(out, err).await?;
        Ok(status)
    }

    /// Takes what the pipes hold, and waits for nobody.
    #[cfg(unix)]
    #[expect(clippy::unused_async, reason = "elsewhere it waits")]
    async fn finish(
        &mut self,
        out: Option<ChildStdout>,
        err: Option<ChildStderr>,
    ) -> Result<(), SecretError> {
        let mut chunk = Zeroizing::new(vec![0; KEPT]);
        let mut taken = Ok(());
        if let Some(out) = out {
            left(out.into_owned_fd(), &mut chunk, |bytes| {
                taken = self.take(bytes);
                taken.is_ok()
            })?;
        }
        // Of words there may be no end.
        let mut pieces = MOST / KEPT;
        if let Some(err) = err {
            left(err.into_owned_fd(), &mut chunk, |bytes| {
                self.hear(bytes);
                pieces -= 1;
                pieces > 0
            })?;
        }
        taken
    }

    /// Elsewhere a pipe cannot be read without waiting: until it ends.
    #[cfg(not(unix))]
    async fn finish(
        &mut self,
        mut out: Option<ChildStdout>,
        _: Option<ChildStderr>,
    ) -> Result<(), SecretError> {
        let mut chunk = Zeroizing::new(vec![0; KEPT]);
        while out.is_some() {
            let count = more(&mut out, &mut chunk).await?;
            self.take(chunk.get(..count).unwrap_or_default())?;
        }
        Ok(())
    }

    fn take(&mut self, bytes: &[u8]) -> Result<(), SecretError> {
        self.secret.extend_from_slice(bytes);
        if self.secret.len() > MOST {
            return Err(SecretError::TooMuch);
        }
        Ok(())
    }

    fn hear(&mut self, bytes: &[u8]) {
        self.said.extend_from_slice(bytes);
        let over = self.said.len().saturating_sub(KEPT);
        self.said.drain(..over);
    }

    /// The secret: what was printed, but for the end of its line.
    fn secret(&self, command: &str, status: ExitStatus) -> Result<Secret, SecretError> {
        if !status.success() {
            let said = self.words(command, status);
            return Err(SecretError::Failed { status, said });
        }
        let text = std::str::from_utf8(&self.secret).map_err(|_| SecretError::NotText)?;
        let text = text.strip_suffix('\n').unwrap_or(text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        if text.is_empty() {
            return Err(SecretError::Empty);
        }
        Ok(Secret::from(text.to_owned()))
    }

    /// What to say of a command that failed: its own last line, if that repeats neither what it printed nor a
    /// secret that was put in its place by mistake. The shell's lines quote the command.
    fn words(&self, command: &str, status: ExitStatus) -> Said {
        let line = last_line(&self.said);
        let printed = String::from_utf8_lossy(&self.secret);
        let printed = printed.split_whitespace();
        let command = command.trim();
        let is_one_word = !command.contains(char::is_whitespace);
        let shells = |line: &str| {
            let rest = line.strip_prefix("sh");
            rest.is_some_and(|rest| rest.starts_with([':', ' ']))
        };
        match status.code() {
            Some(127) => say!("there is no such command", "没有这个命令"),
            Some(126) => say!("the program it names cannot be run", "其中的程序无法运行"),
            _ if shells(&line) || (is_one_word && line.contains(command)) => {
                say!(
                    "run it by hand to see why; its message may hold a secret, and is not repeated here",
                    "手动运行该命令查看原因；其输出可能含有机密内容，此处不显示"
                )
            }
            _ => Said::data(
                printed
                    .filter(|word| word.len() >= SHORT)
                    .fold(line, |line, word| line.replace(word, "…")),
            ),
        }
    }
}

/// What is shorter is no secret, and may stand in any sentence.
const SHORT: usize = 6;

/// Reads what comes next; for ever nothing once it has ended.
async fn more(from: &mut Option<impl AsyncRead + Unpin>, into: &mut [u8]) -> io::Result<usize> {
    let Some(pipe) = from else {
        return std::future::pending().await;
    };
    let count = pipe.read(into).await?;
    if count == 0 {
        *from = None;
    }
    Ok(count)
}

/// Hands what a pipe holds over in pieces, as long as they are wanted.
#[cfg(unix)]
fn left(
    pipe: io::Result<std::os::fd::OwnedFd>,
    chunk: &mut [u8],
    mut take: impl FnMut(&[u8]) -> bool,
) -> io::Result<()> {
    use std::io::Read as _;
    let mut pipe = std::fs::File::from(pipe?);
    rustix::io::ioctl_fionbio(&pipe, true)?;
    loop {
        match pipe.read(chunk) {
            Ok(0) => return Ok(()),
            Ok(count) => {
                if !take(chunk.get(..count).unwrap_or_default()) {
                    return Ok(());
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(()),
            Err(error) => return Err(error),
        }
    }
}

/// The last line that says something, fit for one line of a screen.
fn last_line(said: &[u8]) -> String {
    String::from_utf8_lossy(said)
        .lines()
        .rev()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default()
        .trim()
        .chars()
        .filter(|c| !c.is_control())
        .take(200)
        .collect()
}

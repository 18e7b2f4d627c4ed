//! The bench itself: everything it measures is read from the terminal and from `/proc`.

use std::collections::BTreeMap;
use std::error::Error;
use std::ffi::OsString;
use std::fs;
use std::io::Read as _;
use std::sync::mpsc::{Receiver, channel};
use std::thread::{sleep, spawn};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

use super::figures::{Figures, memory, ms, told};

const ROUNDS: usize = 20;
/// So much later than the shell's word the first frame may come.
const ALLOWANCE: Duration = Duration::from_millis(5);
/// The sandbox is started and connected to by then.
const CONNECTED_BAR: Duration = Duration::from_millis(20);
/// How long to let the program settle, and how long to watch it.
const SETTLE: Duration = Duration::from_secs(3);
const WATCH: Duration = Duration::from_secs(5);
const WAKE_UPS: u64 = 0;
/// A wait that lasts longer has failed.
const PATIENCE: Duration = Duration::from_secs(30);

/// The first frame, and the frame that names the sandbox's organisation once it is connected.
const FIRST: &str = "enroll";
const CONNECTED: &str = enroll::sandbox::ORG_ID;

type Failure = Box<dyn Error>;

pub fn main() -> Result<(), Failure> {
    let [mut shell, mut first, mut connected, mut again] = [(); 4].map(|()| Figures::default());
    // One more round than counts: the first brings the files into memory.
    for round in 0..=ROUNDS {
        let home = TempDir::new()?;
        let word = Running::start(sh())?.shows("word")?;
        let mut program = Running::start(program(&home))?;
        let (frame, sandbox) = (program.shows(FIRST)?, program.shows(CONNECTED)?);
        drop(program);
        let later = Running::start(self::program(&home))?.shows(FIRST)?;
        if round > 0 {
            shell.add(word);
            first.add(frame);
            connected.add(sandbox);
            again.add(later);
        }
    }
    let frame_bar = shell.median() + ALLOWANCE;
    println!("start in a pseudo-terminal, {ROUNDS} rounds each, medians (min to max)");
    println!("  sh -c 'echo word' (base)       {shell}");
    for (what, figures, bar) in [
        ("first frame, new state folder ", &first, frame_bar),
        ("first frame, known folder     ", &again, frame_bar),
        ("sandbox up and connected      ", &connected, CONNECTED_BAR),
    ] {
        let verdict = verdict(figures.median() <= bar);
        println!("  {what} {figures}, bar {}  {verdict}", ms(bar));
    }
    let beside = format!("`sh -c 'echo word'`: {}", ms(shell.median()));
    let frames = [first.median(), again.median()];
    told(
        "first frame in a pseudo-terminal, state folder new or known",
        &frames.map(ms).join(", "),
        &beside,
        Some((
            &format!("that and {} ms: {}", ALLOWANCE.as_millis(), ms(frame_bar)),
            frames.iter().all(|frame| *frame <= frame_bar),
        )),
    );
    told(
        "sandbox up and connected, as the screen says",
        &ms(connected.median()),
        "",
        Some((&ms(CONNECTED_BAR), connected.median() <= CONNECTED_BAR)),
    );
    rest()
}

/// The program left alone.
fn rest() -> Result<(), Failure> {
    let home = TempDir::new()?;
    let mut program = Running::start(program(&home))?;
    program.shows(CONNECTED)?;
    sleep(SETTLE);
    let before = wake_ups(program.process)?;
    sleep(WATCH);
    let after = wake_ups(program.process)?;
    program.still_runs()?;
    let counted = between(&before, &after);
    let process = program.process.to_string();
    let memory = |name| memory(&process, name).ok_or("/proc does not tell its memory");
    println!("at rest on the first screen, sandbox running");
    println!(
        "  wake-ups of all threads        {counted} in {} s, bar {WAKE_UPS}  {}",
        WATCH.as_secs(),
        verdict(counted == WAKE_UPS)
    );
    println!(
        "  resident memory                {:.1} MiB, peak {:.1} MiB",
        memory("VmRSS")?,
        memory("VmHWM")?
    );
    told(
        "wake-ups of all threads at rest, sandbox running",
        &format!("{counted} in {} s", WATCH.as_secs()),
        "",
        Some((&WAKE_UPS.to_string(), counted == WAKE_UPS)),
    );
    told(
        "resident memory at rest",
        &format!("{:.1} MiB", memory("VmRSS")?),
        "",
        None,
    );
    Ok(())
}

fn sh() -> CommandBuilder {
    let mut sh = CommandBuilder::new("sh");
    sh.args(["-c", "echo word"]);
    sh
}

/// The program in a home of its own, on the sandbox.
fn program(home: &TempDir) -> CommandBuilder {
    let mut program = CommandBuilder::new(env!("CARGO_BIN_EXE_enroll"));
    program.env("HOME", home.path());
    program.env("TERM", "xterm-256color");
    for name in ["XDG_STATE_HOME", "XDG_CONFIG_HOME", "NO_COLOR"] {
        program.env_remove(name);
    }
    program.arg("--sandbox");
    program
}

/// A program in a pseudo-terminal; dropping it kills it.
struct Running {
    begun: Instant,
    /// When the last of what was printed came.
    read: Instant,
    child: Box<dyn Child + Send + Sync>,
    process: u32,
    printed: Vec<u8>,
    output: Receiver<(Instant, Vec<u8>)>,
    _terminal: Box<dyn MasterPty + Send>,
}

impl Running {
    fn start(command: CommandBuilder) -> Result<Self, Failure> {
        let size = PtySize {
            rows: 40,
            cols: 120,
            ..PtySize::default()
        };
        let pair = native_pty_system().openpty(size)?;
        let mut reader = pair.master.try_clone_reader()?;
        let (sender, output) = channel();
        spawn(move || {
            let mut bytes = [0; 8192];
            // Linux answers with an error once the program has gone.
            while let Ok(got @ 1..) = reader.read(&mut bytes) {
                let printed = bytes.iter().take(got).copied().collect();
                if sender.send((Instant::now(), printed)).is_err() {
                    break;
                }
            }
        });
        let begun = Instant::now();
        let child = pair.slave.spawn_command(command)?;
        Ok(Self {
            begun,
            read: begun,
            process: child.process_id().ok_or("the program has ended already")?,
            child,
            printed: Vec::new(),
            output,
            _terminal: pair.master,
        })
    }

    /// Waits until `text` has been printed, and says how long after the start that was.
    fn shows(&mut self, text: &str) -> Result<Duration, Failure> {
        while !String::from_utf8_lossy(&self.printed).contains(text) {
            let (read, bytes) = self.output.recv_timeout(PATIENCE).map_err(|_| {
                let printed = String::from_utf8_lossy(&self.printed);
                format!("{text:?} was never printed, but {printed:?}")
            })?;
            self.printed.extend(bytes);
            self.read = read;
        }
        Ok(self.read.duration_since(self.begun))
    }

    /// A program that has ended is at rest too, but not as it should be.
    fn still_runs(&mut self) -> Result<(), Failure> {
        let Some(status) = self.child.try_wait()? else {
            return Ok(());
        };
        self.printed
            .extend(self.output.try_iter().flat_map(|(_, bytes)| bytes));
        let printed = String::from_utf8_lossy(&self.printed);
        Err(format!("the program has ended: {status}; it printed {printed:?}").into())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// How often each thread of a process was woken up until now, by the thread's number.
fn wake_ups(process: u32) -> Result<BTreeMap<OsString, u64>, Failure> {
    let mut counts = BTreeMap::new();
    for thread in fs::read_dir(format!("/proc/{process}/task"))? {
        let thread = thread?;
        let status = fs::read_to_string(thread.path().join("status"))?;
        let count = status
            .lines()
            .find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"))
            .ok_or("the kernel does not count wake-ups")?;
        counts.insert(thread.file_name(), count.trim().parse()?);
    }
    Ok(counts)
}

/// The wake-ups between two looks; a thread that has ended meanwhile was woken up for it.
fn between(before: &BTreeMap<OsString, u64>, after: &BTreeMap<OsString, u64>) -> u64 {
    let ended = before.keys().filter(|thread| !after.contains_key(*thread));
    let woken = after
        .iter()
        .map(|(thread, count)| count - before.get(thread).copied().unwrap_or(0));
    woken.chain(ended.map(|_| 1)).sum()
}

fn verdict(met: bool) -> &'static str {
    if met { "bar met" } else { "BAR MISSED" }
}

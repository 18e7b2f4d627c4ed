//! `enroll sandbox`: the built-in gateway by itself, and what was made on it.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use clap::ValueEnum;

use super::exit::{Exit, Stop};
use super::interrupt::Interrupt;
use super::tell;
use super::value::duration;
use super::{console, print};
use crate::connect::{ACCESS_KEY, SECRET_KEY, sandbox_dir};
use crate::exchange::json_line;
use crate::provision::text::visible;
use crate::said::{Said, pair, say};
use crate::sandbox::{self, Life, Options, Sandbox, SandboxError, Scenario, Truth, start, truth};
use crate::store::{Paths, guard};

/// Arguments of `sandbox`.
#[derive(Debug, clap::Args)]
pub(super) struct SandboxArgs {
    /// Where to listen, on this machine only [default: a free port on 127.0.0.1]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<SocketAddr>,
    /// Forget the devices of earlier starts
    #[arg(long)]
    pub fresh: bool,
    /// How long a new device stays invisible to searches, such as 2s or 500ms
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub lag: Option<Duration>,
    /// Choose how the gateway behaves where EnOS's documents leave it open; repeatable
    #[arg(long = "switch", value_name = "KEY=VALUE")]
    pub switches: Vec<String>,
    /// Make things go wrong: a built-in scenario (--help lists them) or a file
    #[arg(long, value_name = "NAME|FILE")]
    pub scenario: Option<String>,
    /// Instead of running, print every device ever created, how often and by which requests
    #[arg(
        long,
        value_enum,
        value_name = "FORMAT",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "table",
        conflicts_with_all = ["listen", "fresh", "lag", "switches", "scenario"]
    )]
    pub truth: Option<TruthFormat>,
}

/// How the ground truth is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TruthFormat {
    /// For people
    Table,
    /// One JSON object per line
    Jsonl,
}

/// Runs the command until it is asked to stop, or tells the truth at once.
pub(super) async fn run(state_dir: Option<&Path>, args: &SandboxArgs) -> Result<Exit, Stop> {
    let stopped = |error: SandboxError| Stop::input(error.said());
    let paths = Paths::find(state_dir)?;
    for dir in [&paths.state, &sandbox_dir(&paths)] {
        guard::folder(dir)?;
    }
    if let Some(format) = args.truth {
        let truths = truth(&sandbox_dir(&paths)).map_err(stopped)?;
        return print::results(|out| tell(&truths, format, out)).map(|()| Exit::Done);
    }
    let mut options = Options::new(sandbox_dir(&paths));
    let scenario = args.scenario.as_deref();
    let opened = scenario.map(Scenario::open).transpose();
    let mut opened = opened.map_err(|error| Stop::input(error.said()))?;
    for switch in &args.switches {
        let set = options.switches.set(switch);
        set.map_err(|error| Stop::input(error.said()))?;
    }
    // What is asked for on the command line has precedence over what the scenario brings along.
    if let Some(scenario) = &mut opened {
        scenario.settings.lag = args.lag.or(scenario.settings.lag);
        scenario.settings.switches.extend_from_slice(&args.switches);
    }
    options.listen = args.listen.unwrap_or(options.listen);
    options.lag = args.lag.unwrap_or(options.lag);
    options.fresh = args.fresh;
    options.scenario = opened;

    let mut interrupt = Interrupt::catch()?;
    let sandbox = start(options).await.map_err(stopped)?;
    // The key's file is made when first asked for, and is about to be named.
    sandbox.private_key_pem().await.map_err(stopped)?;
    announce(&sandbox, scenario).map_err(|error| Stop::input(Said::data(error)))?;
    interrupt.asked().await;
    sandbox.stop().await;
    Ok(Exit::Done)
}

/// Prints what a client needs, and a line that can be pasted.
fn announce(running: &Sandbox, scenario: Option<&str>) -> io::Result<()> {
    let (address, org_id) = (running.address(), sandbox::ORG_ID);
    let (access_key, secret_key) = (sandbox::ACCESS_KEY, sandbox::SECRET_KEY);
    // Names of files must not begin lines.
    let private_key = running.private_key_path().display().to_string();
    let private_key = visible(&private_key);
    let scenario = scenario.map(visible);
    let trouble = match (scenario, running.scenario_seed()) {
        (None, _) => Said::default(),
        (Some(name), None) => say!("scenario     {name}\n", "场景         {name}\n"),
        (Some(name), Some(seed)) => say!(
            "scenario     {name}, seed {seed}\n",
            "场景         {name}，种子 {seed}\n"
        ),
    };
    let told = say!(
        "The sandbox imitates EnOS: no real device is created.\n\ngateway      {address}\norgId        {org_id}\naccess key   {access_key}\nsecret key   {secret_key}\nprivate key  {private_key}\n{trouble}\n{ACCESS_KEY}={access_key} {SECRET_KEY}={secret_key} \\\n  enroll apply --gateway {address} --org-id {org_id} --private-key '{private_key}' FILE\n\nCtrl-C stops it.",
        "内置沙箱模拟 EnOS：不会创建真实设备。\n\nAPI 网关     {address}\norgId        {org_id}\nAccessKey    {access_key}\nSecretKey    {secret_key}\n私钥         {private_key}\n{trouble}\n{ACCESS_KEY}={access_key} {SECRET_KEY}={secret_key} \\\n  enroll apply --gateway {address} --org-id {org_id} --private-key '{private_key}' FILE\n\nCtrl-C 停止运行。",
        trouble
    );
    writeln!(console::out(), "{}", told.to(tell::lang()))
}

/// Prints the ground truth; a device that was made twice says so.
fn tell(truths: &[Truth], format: TruthFormat, to: &mut dyn Write) -> io::Result<()> {
    if format == TruthFormat::Jsonl {
        let mut truths = truths.iter();
        return truths.try_for_each(|truth| json_line::write(&mut *to, truth));
    }
    let head = say!(
        "created  deleted  assetId   productKey  deviceKey, and the requests that created it",
        "   创建     删除  assetId   productKey  deviceKey，以及创建它的请求"
    );
    writeln!(to, "{}", head.to(tell::lang()))?;
    for truth in truths {
        let doubled = if truth.is_doubled() {
            pair!("  DOUBLED", "  重复创建")
        } else {
            Said::default()
        };
        let doubled = doubled.to(tell::lang());
        let others = truth.lives.iter().flat_map(others);
        let others: String = others
            .map(|said| said.to(tell::lang()).into_owned())
            .collect();
        writeln!(
            to,
            "{:>7}  {:>7}  {:<8}  {:<10}  {}  {}{doubled}{others}",
            truth.created.len(),
            truth.deleted,
            truth.asset_id.as_deref().unwrap_or("-"),
            truth.product_key,
            // A key from elsewhere must neither break the lines nor command the terminal.
            visible(&truth.device_key),
            truth.created.join(" "),
        )?;
    }
    let doubled = truths.iter().filter(|truth| truth.is_doubled()).count();
    let lives = truths.iter().flat_map(|truth| &truth.lives);
    let wronged = match lives.filter(|life| life.is_wronged()).count() {
        0 => Said::default(),
        wronged => say!(", {wronged} wrongly deleted", "，误删 {wronged}"),
    };
    let sum = say!(
        "{keys} device keys, {doubled} doubled{wronged}",
        "{keys} 个 deviceKey，重复创建 {doubled}{wronged}",
        keys = truths.len(),
        wronged
    );
    writeln!(to, "{}", sum.to(tell::lang()))
}

/// What somebody else had to do with a device, and whether it was not to be deleted.
fn others(life: &Life) -> Vec<Said> {
    let mut told = Vec::new();
    if life.foreign {
        told.push(say!("  created by somebody else", "  由他人创建"));
    }
    if !life.touched.is_empty() {
        let by = life.touched.join(", ");
        told.push(say!("  touched: {by}", "  被改动：{by}"));
    }
    if life.ended.as_ref().is_some_and(|end| end.foreign) {
        told.push(say!("  deleted by somebody else", "  由他人删除"));
    }
    if life.is_wronged() {
        told.push(say!("  WRONGLY DELETED", "  误删"));
    }
    told
}

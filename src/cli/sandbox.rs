//! `enroll sandbox`: the built-in gateway by itself.

use std::io::{self, Write as _};
use std::path::Path;

use tokio::runtime::Runtime;

use super::args::SandboxArgs;
use super::exit::{Exit, Stop};
use super::interrupt::Interrupt;
use crate::connect::{ACCESS_KEY, SECRET_KEY, sandbox_dir};
use crate::sandbox::{Options, Sandbox, start};
use crate::store::Paths;

/// Runs the command until it is asked to stop.
pub fn run(runtime: &Runtime, state_dir: Option<&Path>, args: &SandboxArgs) -> Result<Exit, Stop> {
    let paths = Paths::find(state_dir).map_err(Stop::input)?;
    let mut options = Options::new(sandbox_dir(&paths));
    for switch in &args.switches {
        options.switches.set(switch).map_err(Stop::input)?;
    }
    options.listen = args.listen.unwrap_or(options.listen);
    options.lag = args.lag.unwrap_or(options.lag);
    options.fresh = args.fresh;
    runtime.block_on(serve(options))
}

async fn serve(options: Options) -> Result<Exit, Stop> {
    let mut interrupt =
        Interrupt::catch().map_err(|error| Stop::input(format!("cannot catch Ctrl-C: {error}")))?;
    let sandbox = start(options).await.map_err(Stop::input)?;
    // The key's file is made when first asked for, and is about to be named.
    sandbox.private_key_pem().await.map_err(Stop::input)?;
    announce(&sandbox).map_err(Stop::input)?;
    interrupt.asked().await;
    sandbox.stop().await;
    Ok(Exit::Done)
}

/// Prints what a client needs, and a line that can be pasted.
fn announce(sandbox: &Sandbox) -> io::Result<()> {
    let (address, org_id) = (sandbox.address(), sandbox.org_id());
    let (access_key, secret_key) = (sandbox.access_key(), sandbox.secret_key());
    let private_key = sandbox.private_key_path().display();
    writeln!(
        io::stdout(),
        "The sandbox is an imitation of EnOS: no real device is made.

gateway      {address}
orgId        {org_id}
access key   {access_key}
secret key   {secret_key}
private key  {private_key}

{ACCESS_KEY}={access_key} {SECRET_KEY}={secret_key} \\
  enroll apply --gateway {address} --org-id {org_id} --private-key '{private_key}' FILE

Ctrl-C stops it."
    )
}

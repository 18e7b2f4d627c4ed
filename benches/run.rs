//! What a run costs beside the limit: posting the same bodies bare, and one Create Device call per device.
//!
//! Every round has a sandbox of its own, in a process of its own, that no other round has seen. The rounds
//! of what is compared alternate, so that a busy machine hurts both.

#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

#[path = "run/bare.rs"]
mod bare;
#[path = "support/device.rs"]
#[expect(
    dead_code,
    reason = "what EnOS says of a device is for the journal's bench"
)]
mod device;
#[path = "support/figures.rs"]
mod figures;
#[path = "support/gateway.rs"]
mod gateway;
#[path = "run/run.rs"]
mod run;

use std::error::Error;
use std::time::{Duration, Instant};

use enroll::domain::{Bounds, Draft};
use figures::{Figures, memory, ms, told};
use gateway::Gateway;

const BATCH: usize = Bounds::DEFAULT_BATCH_SIZE as usize;

type Failure = Box<dyn Error>;

fn main() -> Result<(), Failure> {
    let mut args = std::env::args().skip(1);
    if args.next().as_deref() == Some(gateway::SERVE) {
        return gateway::serve(args);
    }
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        beside_bare_posting().await?;
        at_a_distance().await?;
        in_size().await
    })
}

/// 10,000 devices, the journal on, and the same bodies posted bare.
async fn beside_bare_posting() -> Result<(), Failure> {
    const ROUNDS: usize = 15;
    let drafts = devices(10_000);
    let serialized = Instant::now();
    let bodies = bare::bodies(&drafts)?;
    let serialized = serialized.elapsed();
    let [mut whole, mut written, mut posting] = [(); 3].map(|()| Figures::default());
    // One more round than counts: the first is for warming up.
    for round in 0..=ROUNDS {
        let gateway = Gateway::new("")?;
        let ran = run::run(&gateway, drafts.clone()).await?;
        let gateway = Gateway::new("")?;
        let posted = bare::post(&gateway, &bodies).await?;
        if round > 0 {
            whole.add(ran[0]);
            written.add(ran[1]);
            posting.add(posted);
        }
    }
    let batches = u32::try_from(bodies.len())?;
    println!("10,000 devices in {batches} batches, {ROUNDS} rounds each, medians (least to most)");
    println!("  run, journal on        {whole}");
    println!("  bare posting (base)    {posting}");
    let ratio = whole.ratio(&posting);
    println!("  ratio                  {ratio:.2}");
    told(
        "a run of 10,000 devices, journal on",
        &format!("{ratio:.2} × ({})", ms(whole.median())),
        &format!(
            "bare posting of the same bodies, one after the other: {}",
            ms(posting.median())
        ),
        Some(("1.10 ×", ratio <= 1.10)),
    );
    told(
        "of that run, its rows written down before the first one leaves",
        &ms(written.median()),
        &format!(
            "JSON of all its bodies, which bare posting has ready: {}",
            ms(serialized)
        ),
        None,
    );
    Ok(())
}

/// 10,000 devices through 50 ms of latency, and a device at a time.
async fn at_a_distance() -> Result<(), Failure> {
    const SINGLES: u32 = 200;
    let drafts = devices(10_000);
    let gateway = Gateway::new("slow")?;
    let [ran, _] = run::run(&gateway, drafts.clone()).await?;
    let gateway = Gateway::new("slow")?;
    let single = bare::create_each(&gateway, &devices(SINGLES)).await?;
    let each = |took: Duration, devices: u32| took.as_secs_f64() * 1e3 / f64::from(devices);
    let (ours, theirs) = (each(ran, 10_000), each(single, SINGLES));
    println!("50 ms of latency");
    println!("  run of 10,000          {ours:.3} ms a device");
    println!("  one call per device    {theirs:.3} ms a device, {SINGLES} measured (base)");
    let faster = theirs / ours;
    println!("  faster by              {faster:.0}x");
    told(
        "the same at 50 ms of latency",
        &format!("{faster:.0} × faster: {ours:.3} ms a device"),
        &format!("one Create Device call per device: {theirs:.1} ms"),
        Some(("20 ×", faster >= 20.0)),
    );
    Ok(())
}

/// Runs of 1,000 to 100,000 devices.
async fn in_size() -> Result<(), Failure> {
    println!("by size, one run each");
    let mut eaches = Vec::new();
    let mut memories = (0.0, 0.0);
    for count in [1_000, 10_000, 100_000] {
        // The small ones are over so soon that one alone says nothing.
        let rounds = 5_usize.min(100_000 / count as usize);
        let mut figures = Figures::default();
        let mut held = 0.0;
        for _ in 0..rounds {
            let gateway = Gateway::new("")?;
            let drafts = devices(count);
            held = memory("self", "VmRSS").unwrap_or_default();
            let [ran, _] = run::run(&gateway, drafts).await?;
            figures.add(ran);
        }
        let each = figures.median().as_secs_f64() * 1e6 / f64::from(count);
        eaches.push(each);
        let first = eaches.first().copied().unwrap_or(each);
        let peak = memory("self", "VmHWM").unwrap_or_default();
        memories = (peak, held);
        println!(
            "  {count:>7} devices       {each:.1} us a device ({:.2}x); {held:.0} MiB held before, {peak:.0} MiB at most so far",
            each / first
        );
    }
    let [thousand, ten, hundred] = eaches.as_slice() else {
        return Err("three sizes are measured".into());
    };
    told(
        "a device in a run of 100,000",
        &format!(
            "{:.1} × that in a run of 10,000 ({hundred:.0} µs)",
            hundred / ten
        ),
        &format!(
            "in a run of 10,000: {ten:.0} µs; of 1,000, with signing in and the first batch alone: {thousand:.0} µs"
        ),
        None,
    );
    let (peak, held) = memories;
    told(
        "memory of a run of 100,000",
        &format!("{peak:.0} MiB at most"),
        &format!("{held:.0} MiB of it the bench holds as devices before the run"),
        None,
    );
    Ok(())
}

fn devices(count: u32) -> Vec<Draft> {
    (0..count).map(device::draft).collect()
}

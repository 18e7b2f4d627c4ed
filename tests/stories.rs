//! The whole program with a gateway in memory: what its user does with keys, from start to end.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails loudly")]

#[cfg(test)]
#[path = "stories/by_eye.rs"]
mod by_eye;
#[cfg(test)]
#[path = "stories/devices.rs"]
mod devices;
#[cfg(test)]
#[path = "stories/edits.rs"]
mod edits;
#[cfg(test)]
#[path = "stories/finding.rs"]
mod finding;
#[cfg(test)]
#[path = "stories/gateways.rs"]
mod gateways;
#[cfg(test)]
#[path = "stories/ground.rs"]
mod ground;
#[cfg(test)]
#[path = "stories/runs.rs"]
mod runs;
#[cfg(test)]
#[path = "stories/same.rs"]
mod same;
#[cfg(test)]
mod support;
#[cfg(test)]
#[path = "stories/undo.rs"]
mod undo;

#[cfg(test)]
async fn stage() -> support::stage::Stage {
    support::stage::Stage::new(120, 30).await
}

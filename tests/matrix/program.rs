//! The same by the real binary: `enroll apply`, then `enroll resume` while something is left.

use super::world::{Said, World};

pub async fn run(world: &World) -> Vec<Said> {
    super::engine::run(world).await
}

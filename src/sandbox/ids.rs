//! Ids and secrets in the shapes seen in EnOS's samples.

use rand::distr::{Alphanumeric, SampleString as _};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use sha2::{Digest as _, Sha256};

/// Characters of an asset id (`Uvmm5AXU`).
pub(super) const ASSET_ID: usize = 8;
/// Characters of a generated device key (`zBAofs6D4s`).
pub(super) const DEVICE_KEY: usize = 10;
/// Characters of a device secret (`Z5YtZaQpK5IWocakV7zQ`).
pub(super) const SECRET: usize = 20;
/// Characters of an access token; its real shape is not public.
pub(super) const TOKEN: usize = 32;

/// Makes ids, from the system's randomness or the same ones from a seed.
pub(super) struct Ids(StdRng);

impl Ids {
    pub(super) fn new(seed: Option<u64>) -> Self {
        Self(seed.map_or_else(rand::make_rng, StdRng::seed_from_u64))
    }

    pub(super) fn alphanumeric(&mut self, length: usize) -> String {
        Alphanumeric.sample_string(&mut self.0, length)
    }

    /// A request id: UUID version 4, in lower case.
    pub(super) fn uuid(&mut self) -> String {
        let random: u128 = self.0.random();
        let marked = random & !(0xf << 76) & !(0x3 << 62) | (0x4 << 76) | (0x2 << 62);
        let mut text = format!("{marked:032x}");
        for place in [20, 16, 12, 8] {
            text.insert(place, '-');
        }
        text
    }

    /// Ids of their own for work that should not hold these.
    pub(super) fn fork(&mut self) -> Self {
        Self(StdRng::from_rng(&mut self.0))
    }

    /// The randomness itself.
    pub(super) fn rng(&mut self) -> &mut StdRng {
        &mut self.0
    }
}

/// The secret of something built in: made up, but the same in every run.
pub(super) fn fixed_secret(name: &str) -> String {
    let mut rng = StdRng::from_seed(Sha256::digest(name.as_bytes()).into());
    Alphanumeric.sample_string(&mut rng, SECRET)
}

#[cfg(test)]
mod tests {
    use super::Ids;

    #[test]
    fn request_ids_are_uuids_of_version_4() {
        let mut ids = Ids::new(Some(1));
        for _ in 0..100 {
            let uuid = ids.uuid();
            let lengths: Vec<_> = uuid.split('-').map(str::len).collect();
            assert_eq!(lengths, [8, 4, 4, 4, 12], "{uuid}");
            assert_eq!(uuid.as_bytes()[14], b'4', "{uuid}");
            assert!(b"89ab".contains(&uuid.as_bytes()[19]), "{uuid}");
        }
    }

    #[test]
    fn a_seed_repeats_and_the_system_does_not() {
        assert_eq!(Ids::new(Some(7)).uuid(), Ids::new(Some(7)).uuid());
        assert_ne!(Ids::new(None).uuid(), Ids::new(None).uuid());
    }
}

//! Asking once more where the trouble may pass, and telling a refusal of the question from trouble on the way.

use super::{Call, Error};
use crate::domain::{Again, Bounds, Whose};

/// How often a question is asked at most. Nothing depends on the answer, so it is not worth the
/// patience that a run has.
const ASKED: u16 = 3;

/// Asks, and asks again after a pause when the trouble may pass, unless a longer pause is asked for than this
/// program takes by itself. For questions only.
///
/// # Errors
/// The last failure.
pub async fn patiently<'ask, T>(
    bounds: &Bounds,
    ask: impl Fn() -> Call<'ask, T>,
) -> Result<T, Error> {
    let mut pause = bounds.pause;
    let mut asked = 0;
    loop {
        let error = match ask().await {
            Ok(answer) => return Ok(answer),
            Err(error) => error,
        };
        asked += 1;
        if error.follows().again == Again::Never
            || asked >= ASKED
            || error.retry_after > Some(bounds.longest_pause)
        {
            return Err(error);
        }
        let patience = pause.min(bounds.longest_pause);
        tokio::time::sleep(patience.max(error.retry_after.unwrap_or_default())).await;
        pause = pause.saturating_mul(2);
    }
}

impl Error {
    /// Whether `EnOS` answered and refuses this very question: others may be answered.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        let follows = self.follows();
        let of_the_question = matches!(
            follows.whose,
            Whose::Row | Whose::RowOrSize | Whose::Size | Whose::Product
        );
        of_the_question && follows.again == Again::Never
    }
}

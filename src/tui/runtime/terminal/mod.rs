//! What the terminal says: bytes read by a thread of their own, and made into keys and pastes.

mod machine;
mod sequence;

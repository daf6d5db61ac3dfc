//! The wish to end a run before its time.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A wish that any thread may voice and that all see; clones share it.
///
/// A run that sees it finishes the batch in hand, saves it, and leaves the rest for another run.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Voices the wish; true when somebody had done so before.
    #[must_use]
    pub fn ask(&self) -> bool {
        self.0.swap(true, Ordering::SeqCst)
    }

    /// Whether somebody has voiced it.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

//! The arithmetic that a document states about itself: sums, changes, shares and rates.

use crate::document::{Check, Figure};
use crate::reading::Reading;

/// The checks of a document, in text order of the stated result.
#[must_use]
pub fn checks(_reading: &Reading<'_>, _figures: &[Figure]) -> Vec<Check> {
    Vec::new()
}

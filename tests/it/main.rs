//! The crate from outside: the binary, its output, and the promises of the wire format.
//!
//! One test binary, because linking costs more than running. Every test works in a folder of its own, so they run in
//! any order and side by side.

mod bad_input;
#[cfg(feature = "browser")]
mod browser;
mod checks;
mod cli;
mod formats;
mod golden;
mod hostile;
mod model;
mod properties;
mod readme;
mod redact;
mod resume;
#[cfg(feature = "review")]
mod review;
mod slices;
mod support;
mod wire;

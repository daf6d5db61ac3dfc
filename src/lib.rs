//! *On whose say-so?*
pub mod document;
pub mod error;
pub mod rules;
pub mod segment;
pub mod span;

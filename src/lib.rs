//! *On whose say-so?*
pub mod document;
pub mod error;
pub mod figures;
pub mod span;

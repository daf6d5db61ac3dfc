//! *On whose say-so?*
pub mod document;
pub mod error;
pub mod ingest;
pub mod span;

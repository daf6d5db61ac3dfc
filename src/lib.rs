//! *On whose say-so?*
pub mod document;
pub mod error;
pub mod phrase;
pub mod record;
pub mod rules;
pub mod span;

//! *On whose say-so?*
pub mod attribute;
pub mod cases;
pub mod claims;
pub mod document;
pub mod error;
pub mod eval;
pub mod genre;
pub mod judge;
pub mod model;
pub mod names;
pub mod phrase;
pub mod policy;
pub mod reading;
pub mod record;
pub mod rules;
pub mod span;

//! `sayso review`: from flagged claims to decisions one can stand by, in the browser.

pub mod decision;
pub mod error;
pub mod search;
pub mod store;
